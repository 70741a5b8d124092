"""The rows of a household canvass: who was met at which door, and what was told there, beside what the register knows."""

from datetime import date

from vaxdesk.papers.tables import Table
from vaxdesk.register.canvass import household_codes, notes_there, relations, told_at_the_door
from vaxdesk.rules import canvass_rows as reading
from vaxdesk.rules.canvass_rows import CanvassReader, CanvassRow, doses_beside, reasons_differ, with_problem
from vaxdesk.rules.cohort import place
from vaxdesk.rules.matching import Comparison, FieldChange, Known, compare
from vaxdesk.rules.problems import Outcome, problem
from vaxdesk.rules.records import History
from vaxdesk.rules.rows import NOT_STATED, RosterRow

from .change_set import ChangeSet, Entry, FileReview, NewPerson, Place
from .language import PAPER, translator
from .office import Office
from .people_index import PeopleIndex, after, as_known
from .rights import Right, needs
from .roster_rows import contradicted, in_cells, village_named


@needs(Right.TAKE_IN)
def review_canvass(
    office: Office,
    table: Table,
    village: str | None,
    review: FileReview,
    change_set: ChangeSet,
    index: PeopleIndex,
    on: date,
) -> None:
    """Review all rows of a canvass sheet; told doses are compared and never recorded."""
    reader = CanvassReader(table.fields, office.writing, office.vocabulary, office.today)
    told = reading.load()
    here = _CanvassReview(office, table, village or table.place, review, change_set, index, on)
    row: CanvassRow | None = None
    for number, cells in table.rows:
        row = reader.below(reader.canvass(cells, told), row)
        here.take(number, row)


class _CanvassReview:
    """One sheet under review."""

    def __init__(
        self,
        office: Office,
        table: Table,
        village: str,
        review: FileReview,
        change_set: ChangeSet,
        index: PeopleIndex,
        on: date,
    ) -> None:
        self._office = office
        self._table = table
        self._village = village
        self._review = review
        self._plan = change_set
        self._index = index
        self._on = table.stated_on or on
        self._codes = household_codes(office.db)
        self._told_codes: dict[tuple[str, str], str] = {}
        self._relations = relations(office.db)
        self._door = told_at_the_door(office.db)
        self._notes = notes_there(office.db)
        self._met: set[int] = set()

    def take(self, number: int, row: CanvassRow) -> None:
        """Review one row; `number` is its number on the sheet."""
        person = row.person
        village = person.village or self._village or village_named(person.address, self._office.writing)
        if not village:
            person = with_problem(person, problem("village", "village_unknown"))
        if person.rejected:
            self._note(number, person, Outcome.REJECTED, None)
            return
        known = self._index.find(person, village)
        alike = self._alike(person) if known is None else ()
        if known is not None:
            self._meet(number, row, known)
        elif alike:
            self._note(number, person, Outcome.TO_CONFIRM, None, candidates=alike, brings=(village, self._on, person))
        else:
            self._add(number, row, village)

    def _alike(self, person: RosterRow) -> tuple[int, ...]:
        """People of the same name whose number nobody knew yet, with the same phone or address: perhaps the same person."""
        told = {person.phone, person.address} - {""}
        named = self._index.named(person.name)
        return tuple(known.id for known in named if not known.number and told & {known.phone, known.address})

    def _add(self, number: int, row: CanvassRow, village: str) -> None:
        person = row.person._replace(reason=self._reason(row, 0, row.person.birth, row.person.sex))
        id = self._plan.bring()
        self._index.put(as_known(id, person, village))
        self._relations[id] = person.relation
        self._met.add(id)
        found, code = self._coded(self._beside(row, 0), village, person.address)
        note = self._remark(id, row)
        self._note(number, found, Outcome.ADDED, id, brings=(village, self._on, person), code=code, note=note)

    def _meet(self, number: int, row: CanvassRow, known: Known) -> None:
        """Somebody the register knows: fill and renew, unless what was told contradicts it."""
        reason = self._reason(row, len(known.doses), known.birth, known.sex)
        if reason == NOT_STATED and known.reason:
            reason = None
        told = row.person._replace(sex="", birth=None, residence=known.residence, reason=reason)
        comparison = compare(known, told)
        if known.departure:
            comparison = contradicted(comparison, problem("name", "person_conflict"))
        elif "reason" not in self._door.get(known.id, ()) and reasons_differ(known.reason, told.reason):
            comparison = contradicted(comparison, problem("reason", "reason_conflict"))
        person = self._beside(row, len(known.doses))
        person = person._replace(problems=(*person.problems, *comparison.problems))
        if comparison.outcome is Outcome.CONFLICT:
            self._note(number, person, Outcome.CONFLICT, known.id, self._changes(known, told, comparison))
            return
        if known.id in self._met:
            twice = problem("id" if person.number else "name", "duplicate_person")
            self._note(number, with_problem(person, twice), Outcome.MATCHED, known.id)
            return
        self._met.add(known.id)
        changes = self._changes(known, told, comparison)
        self._relations[known.id] = told.relation or self._relations.get(known.id, "")
        self._index.put(after(known, comparison))
        note = self._remark(known.id, row)
        person, code = self._coded(person, known.village, told.address or known.address)
        self._note(number, person, Outcome.MATCHED, known.id, changes, code=code, note=note)

    def _changes(self, known: Known, told: RosterRow, comparison: Comparison) -> tuple[FieldChange, ...]:
        changes = list(comparison.changes)
        there = self._relations.get(known.id, "")
        if known.id > 0 and any(change.field == "reason" for change in changes):
            changes.append(FieldChange("person", known.id, "reason_on", None, self._on))
        if told.relation and told.relation != there:
            changes.append(FieldChange("person", known.id, "relation", there or None, told.relation))
        return tuple(changes)

    def _reason(self, row: CanvassRow, recorded: int, birth: date | None, sex: str) -> str | None:
        """The reason told; who said "none" at the door and has none recorded was asked, and gave no reason."""
        told = row.person.reason
        if told is None and row.told == 0 and not recorded:
            return None if place(History(birth, sex), self._office.campaign, self._on)[0] else NOT_STATED
        return told

    def _beside(self, row: CanvassRow, recorded: int) -> RosterRow:
        code = doses_beside(row.told, recorded)
        return with_problem(row.person, problem("doses", code)) if code else row.person

    def _coded(self, person: RosterRow, village: str, address: str) -> tuple[RosterRow, tuple[Place, str] | None]:
        """The code that the household is given by this row; the first one on the sheet counts, another is remarked."""
        home, code = (village, address), person.household
        if not code or not address:
            return person, None
        first = self._told_codes.setdefault(home, code)
        if first != code:
            return with_problem(person, problem("household", "household_conflict")), None
        if self._codes.get(home) == code:
            return person, None
        self._codes[home] = code
        return person, (home, code)

    def _remark(self, person: int, row: CanvassRow) -> str:
        """The free words of the row as a note, once."""
        paper = translator(PAPER)
        words = {
            "destination": paper.say("Gone to: {text}", text=row.destination),
            "willing": paper.say("Willing: {text}", text=row.willing),
            "remark": paper.say("Remark: {text}", text=row.remark),
        }
        text = " ".join(said for field, said in words.items() if getattr(row, field))
        there = self._notes.setdefault(person, set())
        if text in there:
            return ""
        there.add(text)
        return text

    def _note(
        self,
        number: int,
        row: RosterRow,
        outcome: Outcome,
        person: int | None,
        changes: tuple[FieldChange, ...] = (),
        candidates: tuple[int, ...] = (),
        brings: NewPerson | None = None,
        code: tuple[Place, str] | None = None,
        note: str = "",
    ) -> None:
        problems = in_cells(row.problems, self._table.fields, number)
        sheet = self._table.sheet
        self._review.entries.append(
            Entry(
                sheet, number, outcome, person, row.name, row.number, problems, changes, (), candidates, brings,
                code=code, note=note,
            )
        )  # fmt: skip
