"""Filling a workbook the county sent: its own sheets, our figures, everything else in it untouched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.saving import put
from vaxdesk.papers.template import Slot, Template, Unknown, fill_template, read_template
from vaxdesk.register.people import villages
from vaxdesk.register.prints import note_print
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.bands import band_of
from vaxdesk.rules.measures import OFFICE, Scope, count
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Progress

from .indicators import tally
from .office import Changes, Office
from .rights import Right, needs


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that was filled: how many cells, and what was left as it is."""

    filled: int
    unknown: Sequence[Unknown]
    changes: Changes


@needs(Right.EXPORT)
def fill(office: Office, path: Path, out: Path, on: date, progress: Progress | None = None) -> Filled:
    """Fill the workbook with the figures of a day, write it to `out`, and note the export.

    Raises Refused: those of papers.template.read_template, `template_itself` (out is the template), `file_not_written`.
    """
    if out.resolve() == path.resolve():
        raise Refused(
            "template_itself",
            say("{file} would be overwritten: choose another name for the filled one.", file=path.name),
        )
    template = _template(office, path)
    found = figures(office, template, on, progress)
    put(fill_template(template, found, on, office.name, load_layouts()), out)
    note_print(office.db, office.user, "template", "", on, len(found), "public", template.file, out.name)
    missing = sorted(set(villages(office.db)) - {slot.village for slot in template.slots})
    without_row = [
        Unknown("", "", say("The village {name} of the register has no row.", name=name)) for name in missing
    ]
    return Filled(len(found), (*template.unknown, *without_row), Changes("print", prints=True))


@needs(Right.REVIEW)
def filled_workbook(office: Office, path: Path, on: date) -> bytes:
    """The workbook filled with the figures of a day, for a submission that is noted itself. Raises Refused as `fill` does."""
    template = _template(office, path)
    return fill_template(template, figures(office, template, on), on, office.name, load_layouts())


def _template(office: Office, path: Path) -> Template:
    definitions = rates.load()
    return read_template(
        path,
        load_layouts(),
        definitions.measures,
        villages(office.db),
        lambda text: band_of(text, definitions.band_words),
    )


@needs(Right.REVIEW)
def figures(office: Office, template: Template, on: date, progress: Progress | None = None) -> dict[Slot, int]:
    """The figure of each slot; a total is the sum of the villages that stand on its sheet."""
    measures = rates.load().measures.values()
    excludes = office.campaign.exclude_contraindicated
    found = tally(office, on, template.bands, progress=progress)
    counted = {
        name: count([part for part in found if part.village == name], measures, template.bands, excludes)
        for name in villages(office.db)
    }
    listed: dict[str, set[str]] = {}
    for slot in template.slots:
        if slot.village:
            listed.setdefault(slot.sheet, set()).add(slot.village)
    return {
        slot: sum(
            counted[name][_scope(slot)][slot.measure]
            for name in ([slot.village] if slot.village else sorted(listed.get(slot.sheet, ())))
        )
        for slot in template.slots
    }


def _scope(slot: Slot) -> Scope:
    return OFFICE if slot.band is None else Scope("band", slot.band.code)
