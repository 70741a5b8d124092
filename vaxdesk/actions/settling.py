"""From a reviewed change set to what is written: the rows in order, each as far as it was accepted.

A row about somebody whom an earlier row of the change set brings goes with that row: where that one is left out, so is this one.
"""

from typing import Any

from vaxdesk.register.intake import Batch, Source, TakenRow
from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.problems import Outcome
from vaxdesk.rules.rows import AwayRow, ExemptionRow, ReadDose

from .change_set import ChangeSet, Choice, Decision, Entry, FileReview, NewPerson, Place


def settle(change_set: ChangeSet) -> Batch:
    """What the commit of a change set writes, by the choices made in it."""
    settling = _Settling(change_set.evidence)
    sources = [
        Source(
            review.file,
            review.sha256,
            review.kind,
            review.stated_on,
            [settling.take(review, entry) for entry in review.entries],
        )
        for review in change_set.files
    ]
    return settling.batch(sources)


class _Settling:
    """Collects what is written, row by row. Pending people are numbered anew, because some may be left out."""

    def __init__(self, evidence: str) -> None:
        self._evidence = evidence
        self._people: list[NewPerson] = []
        self._numbers: dict[int, int] = {}
        self._edits: list[FieldChange] = []
        self._doses: list[tuple[int, ReadDose]] = []
        self._papers: list[tuple[int, ExemptionRow]] = []
        self._absences: list[tuple[int, AwayRow]] = []
        self._codes: dict[Place, str] = {}
        self._notes: list[tuple[int, str]] = []

    def batch(self, sources: list[Source]) -> Batch:
        """Everything collected."""
        return Batch(
            sources,
            self._people,
            self._edits,
            self._doses,
            self._papers,
            self._absences,
            self._codes,
            self._notes,
            self._evidence,
        )

    def take(self, review: FileReview, entry: Entry) -> TakenRow:
        """Take a row as far as it was accepted; what is kept of it in the trail."""
        choice = review.choice(entry)
        person, outcome = self._settled(entry, choice, decided=(entry.sheet, entry.row) in review.choices)
        if person is not None and review.takes(entry):
            self._write(entry, choice, person)
        return TakenRow(entry.sheet, entry.row, outcome.value, person, tuple(entry.problems))

    def _settled(self, entry: Entry, choice: Choice, *, decided: bool) -> tuple[int | None, Outcome]:
        """The person a row speaks of, once that is certain, and what became of it."""
        if entry.outcome is Outcome.TO_CONFIRM:
            return self._confirmed(entry, choice)
        if entry.outcome is Outcome.ADDED and entry.brings is not None:
            if choice.decision is not Decision.ACCEPT:
                return None, Outcome.LEFT_OUT
            return self._bring(entry.brings, entry.person), Outcome.ADDED
        person = entry.person
        if person is not None and person < 0:
            person = self._numbers.get(person)
            if person is None:
                return None, Outcome.LEFT_OUT
        if not decided or not entry.writes:
            return person, entry.outcome
        if choice.decision is Decision.ACCEPT:
            return person, Outcome.UPDATED if entry.outcome is Outcome.CONFLICT else entry.outcome
        return person, Outcome.UNCHANGED if choice.decision is Decision.KEEP else Outcome.LEFT_OUT

    def _confirmed(self, entry: Entry, choice: Choice) -> tuple[int | None, Outcome]:
        if choice.decision is not Decision.ACCEPT:
            return None, Outcome.TO_CONFIRM
        if choice.person is None and entry.brings is not None:
            return self._bring(entry.brings, None), Outcome.ADDED
        person = choice.person
        if person is not None and person < 0:
            person = self._numbers.get(person)
        return person, Outcome.TO_CONFIRM if person is None else Outcome.MATCHED

    def _bring(self, new: NewPerson, number: int | None) -> int:
        self._people.append(new)
        person = -len(self._people)
        if number is not None:
            self._numbers[number] = person
        return person

    def _write(self, entry: Entry, choice: Choice, person: int) -> None:
        taken = [part for nth, part in enumerate(entry.parts) if nth not in choice.refused]
        changes = [part for part in taken if isinstance(part, FieldChange)]
        doses = [part for part in taken if isinstance(part, ReadDose)]
        if person > 0:
            self._edits += map(self._graded, changes)
            self._doses += [(person, dose) for dose in doses]
        elif entry.brings is None:
            self._rewrite(person, changes, doses)
        if entry.paper is not None:
            self._papers.append((person, entry.paper))
        if entry.away is not None:
            self._absences.append((person, entry.away))
        if entry.code is not None:
            self._codes[entry.code[0]] = entry.code[1]
        if entry.note:
            self._notes.append((person, entry.note))

    def _graded(self, change: FieldChange) -> FieldChange:
        """A dose that the file confirms is known as the file's own doses are."""
        confirms = change.record == "dose" and change.field == "evidence"
        return change._replace(new=self._evidence) if confirms else change

    def _rewrite(self, person: int, changes: list[FieldChange], doses: list[ReadDose]) -> None:
        """Renew a person who is not in the register yet."""
        village, stated_on, row = self._people[-person - 1]
        values: dict[str, Any] = {change.field: change.new for change in changes if change.field in row._fields}
        self._people[-person - 1] = (village, stated_on, row._replace(doses=(*row.doses, *doses), **values))
