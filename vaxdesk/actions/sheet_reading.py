"""What the typed lines of a sheet mean, row by row, as plans that write nothing yet."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vaxdesk.register.cards import Card
from vaxdesk.register.dossier import Dossier
from vaxdesk.rules.keying import Line, Told
from vaxdesk.rules.keying_line import LINE, LineReader
from vaxdesk.rules.messages import FieldRefused, Refused, say

from .alike import Alike
from .canvass_desk import Door
from .newcomers import Home, PerhapsKnown, met_newcomer
from .office import Office
from .plans import Plan, known_person
from .rights import Right, needs
from .sheet_typing import Typed
from .visit_plans import as_printed_plan, member_plan

ASKED = ("met", "phoned")
"""Outcomes after which everybody should have been asked about."""


class RowRead(NamedTuple):
    """One row: the member (None for a newcomer), the name, and the plan; None where nothing was said of the member."""

    card: Card | None
    name: str
    plan: Plan | None


class SheetRead(NamedTuple):
    """What was typed of a sheet: its rows, and why lines were refused, by their place (the one being typed comes last).

    `found` are the people who may be the newcomer of the last line. `outcome` is that of the visit.
    """

    rows: tuple[RowRead, ...]
    refusals: Mapping[int, Refused]
    found: tuple[Alike, ...]
    outcome: str

    @property
    def missing(self) -> list[int]:
        """The members nobody said anything about, after a visit that should have asked."""
        if self.outcome not in ASKED:
            return []
        return [
            row.card.id for row in self.rows if row.plan is None and row.card is not None and not row.card.departure
        ]


@needs(Right.KEY)
def read_sheet(office: Office, door: Door, typed: Typed, reader: LineReader, on: date) -> SheetRead:
    """Read every line, the one being typed too; a refused line is told and leaves no trace. `on` is the day of the visit."""
    sheet = _Sheet(office, door, typed, on)
    for nth, text in enumerate((*typed.lines, typed.typing)):
        if not text.strip():
            continue
        sheet.found = ()
        try:
            sheet.take(reader.read(text))
        except PerhapsKnown as known:
            sheet.found = known.found
            sheet.refusals[nth] = known
        except Refused as refused:
            sheet.refusals[nth] = refused
    return SheetRead(tuple(sheet.rows()), sheet.refusals, sheet.found, sheet.outcome)


class _Sheet:
    """The lines of one sheet, taken one after the other."""

    def __init__(self, office: Office, door: Door, typed: Typed, on: date) -> None:
        self.office, self.door, self.on = office, door, on
        self.home = Home(typed.village, typed.address, {card.id for card in door.members})
        self.told: dict[int, Told] = {}
        self.plans: dict[int, Plan] = {}
        self.newcomers: list[tuple[str, Plan]] = []
        self.others = False
        self.outcome = typed.outcome
        self.refusals: dict[int, Refused] = {}
        self.found: tuple[Alike, ...] = ()

    def take(self, line: Line) -> None:
        """Take a line. Raises Refused as the plans do, with nothing taken."""
        if line.outcome:
            self.outcome = line.outcome
        elif line.others:
            self.others = True
        elif line.name:
            self._newcomer(line)
        else:
            self._about_rows(line)

    def _newcomer(self, line: Line) -> None:
        plan = met_newcomer(self.office, self.home, line.name, line.told, self.on)
        if plan.writes.number and plan.writes.number in [other.writes.number for _, other in self.newcomers]:
            raise FieldRefused(
                LINE, "duplicate_person", say("This number was typed on this sheet already: look at the lines above.")
            )
        self.newcomers.append((line.name, plan))

    def rows(self) -> Iterator[RowRead]:
        """All rows, newcomers last."""
        for row, card in enumerate(self.door.members, 1):
            plan = self.plans.get(row)
            if plan is None and self.others and not card.departure:
                plan = as_printed_plan(self.office, self._known(row), self.on)
            yield RowRead(card, card.name, plan)
        for name, plan in self.newcomers:
            yield RowRead(None, name, plan)

    def _about_rows(self, line: Line) -> None:
        for row in line.rows:
            if not 1 <= row <= len(self.door.members):
                raise FieldRefused(LINE, "not_on_the_list", say("The sheet has no row {row}.", row=row))
        if line.told.same is not None:
            raise FieldRefused(LINE, "line_not_read", say("= and ! are about a new member: begin the line with +."))
        told = {row: Told() if line.as_printed else _joined(self.told.get(row, Told()), line.told) for row in line.rows}
        self.plans |= {row: self._plan(row, said, line.as_printed) for row, said in told.items()}
        self.told |= told

    def _plan(self, row: int, told: Told, as_printed: bool) -> Plan:
        before = self._known(row)
        if as_printed:
            return as_printed_plan(self.office, before, self.on)
        return member_plan(self.office, before, told, self.on, self.door.from_door.get(before.id, frozenset()))

    def _known(self, row: int) -> Dossier:
        return known_person(self.office, self.door.members[row - 1].id)


def _joined(first: Told, then: Told) -> Told:
    """What two lines tell of one person: the later word counts, doses and help add up."""
    return Told(
        {**first.values, **then.values},
        (*first.doses, *then.doses),
        then.site or first.site,
        then.evidence or first.evidence,
        then.destination or first.destination,
        then.willing or first.willing,
        (*first.helps, *then.helps),
        " ".join(filter(None, (first.note, then.note))),
    )
