"""Measures: whom a figure counts, told by standing and detail, and the sums of the register they are taken from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from .bands import Band
from .entries import Entry
from .messages import say
from .records import StandingCode


class Only(StrEnum):
    """A condition beside the standing: a dose is known, or the course was complete by the cut-off and a booster is foreseen."""

    ANYBODY = ""
    STARTED = "started"
    BOOSTER_BASE = "booster_base"


class Kind(NamedTuple):
    """What people who are alike for every measure have in common."""

    standing: str
    detail: str
    started: bool
    booster_base: bool


class Tally(NamedTuple):
    """So many `people` of a village, an age (the lowest of its part, None if not known), a sex, a residence and a kind."""

    village: str
    age: int | None
    sex: str
    residence: str
    kind: Kind
    people: int


class Scope(NamedTuple):
    """Whom a figure is about; `name` is "" for the office.

    `kind` is office, village, band, residence or sex; or a part that not everybody belongs to: grid, unit, responsible.
    """

    kind: str
    name: str = ""


OFFICE = Scope("office")


class Measure(NamedTuple):
    """Counts people whose standing, or "standing.detail", is one `of` these `but` not one of those.

    `not_excluded` are counted as well in campaigns that do not exclude the contraindicated (domain facts 0.7).
    """

    code: str
    text: str
    english: str
    of: frozenset[str]
    but: frozenset[str]
    not_excluded: frozenset[str]
    only: str

    def counts(self, kind: Kind, excludes: bool) -> bool:
        """Whether people of this kind are counted; `excludes`: the campaign excludes the contraindicated."""
        word = f"{kind.standing}.{kind.detail}"
        asked = self.of if excludes else self.of | self.not_excluded
        if not (kind.standing in asked or word in asked) or word in self.but:
            return False
        return self.only == Only.ANYBODY or (kind.started if self.only == Only.STARTED else kind.booster_base)


Counts = Mapping[str, int]
"""People by measure."""


def count(
    tallies: Sequence[Tally], measures: Iterable[Measure], bands: Sequence[Band], excludes: bool
) -> dict[Scope, Counts]:
    """People by measure for the office, and for each village, band, residence and sex, in this order.

    Somebody of unknown age is in the office's sum and in no band. `excludes`: the campaign excludes the contraindicated.
    """
    alike: dict[Scope, Counter[Kind]] = {scope: Counter() for scope in _scopes(tallies, bands)}
    parts = [(band, alike[Scope("band", band.code)]) for band in bands]
    everybody = alike[OFFICE]
    for tally in tallies:
        everybody[tally.kind] += tally.people
        alike[Scope("village", tally.village)][tally.kind] += tally.people
        alike[Scope("residence", tally.residence)][tally.kind] += tally.people
        alike[Scope("sex", tally.sex)][tally.kind] += tally.people
        for band, found in parts:
            if band.covers(tally.age):
                found[tally.kind] += tally.people
    return by_measure(alike, measures, excludes)


def by_measure(
    alike: Mapping[Scope, Mapping[Kind, int]], measures: Iterable[Measure], excludes: bool
) -> dict[Scope, Counts]:
    """People by measure for each scope, from how many there are of each kind."""
    kinds = {kind for found in alike.values() for kind in found}
    counted = {measure.code: {kind for kind in kinds if measure.counts(kind, excludes)} for measure in measures}
    return {
        scope: {code: sum(people for kind, people in found.items() if kind in mine) for code, mine in counted.items()}
        for scope, found in alike.items()
    }


def _scopes(tallies: Sequence[Tally], bands: Iterable[Band]) -> list[Scope]:
    """All scopes, in their order."""
    return [
        OFFICE,
        *(Scope("village", name) for name in dict.fromkeys(tally.village for tally in tallies)),
        *(Scope("band", band.code) for band in bands),
        *(Scope("residence", name) for name in dict.fromkeys(tally.residence for tally in tallies)),
        *(Scope("sex", name) for name in dict.fromkeys(tally.sex for tally in tallies)),
    ]


def read_measures(file: Entry) -> dict[str, Measure]:
    """The measures of the file by code. Raises Refused `data_invalid`."""
    found = {}
    for code, entry in file.named("measures"):
        text, english, only = entry.text("text"), entry.text("english"), entry.one_of("only", set(Only), Only.ANYBODY)
        of, but, not_excluded = (_words(entry, key) for key in ("of", "but", "not_excluded"))
        found[code] = Measure(code, text, english, of, but, not_excluded, only)
        entry.end()
    return found


def _words(entry: Entry, key: str) -> frozenset[str]:
    words = entry.texts(key)
    for word in words:
        if word.partition(".")[0] not in set(StandingCode):
            raise entry.wrong(key, say("{word} begins with no standing.", word=repr(word)))
    return frozenset(words)
