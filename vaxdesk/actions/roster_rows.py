"""The rows of a roster, one after the other, against the register and what the rows before them brought."""

from collections.abc import Mapping, Sequence

from vaxdesk.papers.tables import Table
from vaxdesk.register.canvass import told_at_the_door
from vaxdesk.rules.canvass_rows import against_the_door
from vaxdesk.rules.matching import Comparison, FieldChange, Known, compare
from vaxdesk.rules.names import same_name
from vaxdesk.rules.problems import Outcome, Problem, problem
from vaxdesk.rules.records import Progress
from vaxdesk.rules.rows import ReadDose, RosterRow, RowReader
from vaxdesk.rules.writing import Writing

from .change_set import CellProblem, ChangeSet, Entry, FileReview, NewPerson
from .office import Office
from .people_index import PENDING, PeopleIndex, after, as_known
from .rights import Right, needs

TELL_EVERY = 500
"""Rows between two reports of progress."""


@needs(Right.TAKE_IN)
def review_roster(
    office: Office,
    table: Table,
    village: str | None,
    review: FileReview,
    change_set: ChangeSet,
    index: PeopleIndex,
    progress: Progress | None,
    position: tuple[int, int],
) -> None:
    """Review all rows of a roster's sheet; entries go into `review`, what is to be written into `change_set`."""
    reader = RowReader(table.fields, office.writing, office.vocabulary, office.today)
    place = village or table.place
    here = _RosterReview(table, place, office.writing, review, change_set, index, told_at_the_door(office.db))
    done, total = position
    for nth, (number, cells) in enumerate(table.rows):
        if progress is not None and nth % TELL_EVERY == 0:
            progress(done + nth, total)
        here.take(number, reader.roster(cells))


class _RosterReview:
    """One sheet under review."""

    def __init__(
        self,
        table: Table,
        place: str,
        writing: Writing,
        review: FileReview,
        change_set: ChangeSet,
        index: PeopleIndex,
        door: Mapping[int, frozenset[str]],
    ) -> None:
        self._door = door
        self._says_residence = "residence" in table.fields
        self._table = table
        self._place = place
        self._writing = writing
        self._review = review
        self._plan = change_set
        self._index = index

    def take(self, number: int, row: RosterRow) -> None:
        """Review one row; `number` is its number on the sheet."""
        village = row.village or self._place or village_named(row.address, self._writing)
        if not village:
            row = row._replace(problems=(*row.problems, problem("village", "village_unknown")))
        if row.rejected:
            self._note(number, row, Outcome.REJECTED, None)
            return
        known = self._index.find(row, village)
        if known is None:
            self._add(number, row, village)
        else:
            self._compare(number, row, known)

    def _add(self, number: int, row: RosterRow, village: str) -> None:
        person = self._plan.bring()
        self._index.put(as_known(person, row, village))
        self._note(number, row, Outcome.ADDED, person, brings=(village, self._table.stated_on, row))

    def _compare(self, number: int, row: RosterRow, known: Known) -> None:
        if not self._says_residence:
            row = row._replace(residence=known.residence)
        comparison = compare(known, row)
        if known.departure and not self._says_residence:
            comparison = contradicted(comparison, problem("name", "person_conflict"))
        elif against := against_the_door(known, row, self._door.get(known.id, frozenset())):
            comparison = contradicted(comparison, *against)
        if known.id < 0 and same_name(known.name, row.name):
            row = row._replace(problems=(*row.problems, problem("id" if row.number else "name", "duplicate_person")))
        comparison = self._dated(_possible(comparison), known)
        if comparison.outcome is Outcome.UPDATED:
            self._index.put(after(known, comparison))
        row = row._replace(problems=(*row.problems, *comparison.problems))
        self._note(number, row, comparison.outcome, known.id, comparison.changes, comparison.new_doses)

    def _dated(self, comparison: Comparison, known: Known) -> Comparison:
        """The comparison with the day on which another reason was told."""
        told_on = self._table.stated_on
        if known.id < 0 or told_on is None or all(change.field != "reason" for change in comparison.changes):
            return comparison
        dated = FieldChange("person", known.id, "reason_on", None, told_on)
        return comparison._replace(changes=(*comparison.changes, dated))

    def _note(
        self,
        number: int,
        row: RosterRow,
        outcome: Outcome,
        person: int | None,
        changes: Sequence[FieldChange] = (),
        new_doses: Sequence[ReadDose] = (),
        brings: NewPerson | None = None,
    ) -> None:
        problems = in_cells(row.problems, self._table.fields, number) if row.problems else ()
        self._review.entries.append(
            Entry(
                self._table.sheet,
                number,
                outcome,
                person,
                row.name,
                row.number,
                problems,
                tuple(changes),
                tuple(new_doses),
                brings=brings,
            )
        )


def contradicted(comparison: Comparison, *found: Problem) -> Comparison:
    """The comparison as a conflict for these reasons: what it would change waits for a person."""
    return comparison._replace(outcome=Outcome.CONFLICT, problems=found)


def _possible(comparison: Comparison) -> Comparison:
    """A dose that only this change set brings is not changed by it a second time: that is a conflict, and the first stays."""
    pending = [change for change in comparison.changes if change.record == "dose" and change.id == PENDING]
    if not pending:
        return comparison
    changes = tuple(change for change in comparison.changes if change not in pending)
    if comparison.outcome is not Outcome.UPDATED:
        return comparison._replace(changes=changes)
    again = problem("date1" if pending[0].field == "given_on" else "product1", "dose_date_conflict")
    return Comparison(Outcome.CONFLICT, (again,), (), ())


def village_named(address: str, writing: Writing) -> str:
    """The village an address begins with, or ""."""
    head = writing.village_head.match(address)
    return head.group() if head else ""


def in_cells(problems: Sequence[Problem], fields: Mapping[str, int], row: int) -> tuple[CellProblem, ...]:
    """The problems of a row with the names of their cells."""
    return tuple(CellProblem(f"{letters(fields.get(found.field))}{row}", found) for found in problems)


def letters(column: int | None) -> str:
    """The letters of a 0-based column as spreadsheets show them: 0 is A, 26 is AA."""
    text = ""
    rest = -1 if column is None else column
    while rest >= 0:
        text = chr(ord("A") + rest % 26) + text
        rest = rest // 26 - 1
    return text
