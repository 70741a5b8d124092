"""What the chips above a list offer: every choice with its word and how many people it would show."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..actions.codes import STANDING_LABELS, detail_label, standing_label
from ..actions.language import Translator
from ..actions.office import Office
from ..actions.residents import BANDS, Facets, Filter
from ..rules.details import DETAILS
from ..rules.records import StandingCode
from .residents_columns import residence_label, sex_label

Band = tuple[int, int | None]
"""The first and the last full year of an age, None for no end."""


class Choice(NamedTuple):
    """Something to filter by: its code, its word, how many people it would show, and the standing whose shape it carries."""

    code: object
    label: str
    people: int
    standing: str = ""


Choices = Mapping[str, list[Choice]]
"""What each chip offers, by the name of the chip (filter_chips.CHIPS)."""


def choices(office: Office, seen: Facets, wanted: Filter, words: Translator) -> Choices:
    """The choices of every chip; what is chosen stays among them even if it would show nobody."""
    details: dict[str, tuple[str, int]] = {}
    for (standing, detail), count in seen.details.items():
        details[detail] = (details[detail][0] if detail in details else standing, _at(details, detail) + count)
    ages = dict.fromkeys([*BANDS, *chosen_bands(wanted)])
    return {
        "standings": [
            Choice(code, standing_label(code, words), seen.standings.get(code, 0), code) for code in STANDING_LABELS
        ],
        "details": [
            Choice(code, detail_label(code, office.catalogue, words), _at(details, code), details.get(code, ("", 0))[0])
            for code in sorted(
                _with(details, wanted.details), key=lambda code: _rank(details.get(code, ("", 0))[0], code)
            )
        ],
        "villages": [Choice(name, name, seen.villages.get(name, 0)) for name in _with(seen.villages, wanted.villages)],
        "ages": [Choice(band, band_label(band, words), seen.bands.get(band, 0)) for band in ages],
        "sexes": [
            Choice(code, sex_label(code, words), seen.sexes.get(code, 0)) for code in _with(seen.sexes, wanted.sexes)
        ],
        "residences": [
            Choice(code, residence_label(code, words), seen.residences.get(code, 0))
            for code in _with(seen.residences, wanted.residences)
        ],
        "grids": [
            Choice(grid, " ".join(grid), seen.grids.get(grid, 0)) for grid in sorted({*seen.grids, *wanted.grids})
        ],
        "tags": [Choice(name, name, seen.tags.get(name, 0)) for name in _with(seen.tags, wanted.tags)],
        "units": [
            Choice(name, name or words.say("not known"), seen.units.get(name, 0))
            for name in _with(seen.units, wanted.units)
        ],
    }


def _rank(standing: str, detail: str) -> tuple[int, int]:
    """Details stand with their standing; reasons, which are no part of a closed set, at its end."""
    if not standing:
        return 0, 0
    known = list(DETAILS[StandingCode(standing)])
    return list(StandingCode).index(StandingCode(standing)), known.index(detail) if detail in known else len(known)


def _at(details: Mapping[str, tuple[str, int]], code: str) -> int:
    return details[code][1] if code in details else 0


def _with(counted: Mapping[str, object], chosen: Iterable[str]) -> list[str]:
    """What occurs, and what is chosen though it does not."""
    return list(dict.fromkeys([*counted, *sorted(chosen)]))


def chosen_bands(wanted: Filter) -> list[Band]:
    """The band of ages a filter names, if it does."""
    none = wanted.age_from is None and wanted.age_to is None
    return [] if none else [(wanted.age_from or 0, wanted.age_to)]


def band_label(band: Band, words: Translator) -> str:
    """A band of ages in words."""
    first, last = band
    if last is None:
        return words.say("{first} and over", first=first)
    return words.say("{first} to {last}", first=first, last=last)
