"""A change set: what an intake would do, row by row, and what a person decided about each row before agreeing to it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from vaxdesk.papers.correction_sheet import ReturnedSheet
from vaxdesk.papers.mapping import Mapped
from vaxdesk.rules.matching import CONFIRMED, FieldChange, Known
from vaxdesk.rules.problems import Outcome, Problem, Severity
from vaxdesk.rules.rows import AwayRow, ExemptionRow, ReadDose, RosterRow

from .sweeping import let_go

Place = tuple[str, str]
"""A household: the village's name and the address."""
NewPerson = tuple[str, date | None, RosterRow]
"""A person whom a row brings: the village, the day of the statement, the row."""


class CellProblem(NamedTuple):
    """A problem with the name of its cell, such as D14; "" before the row number where the sheet has no such column."""

    cell: str
    problem: Problem


Kind = tuple[frozenset[str], frozenset[str], int]
"""See Entry.kind."""


class Entry(NamedTuple):
    """What becomes of one row, and everything it would write.

    `person` as in register.intake.TakenRow: an id of the register, or -n for the n-th person whom rows of this change set bring.
    `name` and `number` are shown beside it. Of a conflict the changes are what would be if the row is believed.
    """

    sheet: str
    row: int
    outcome: Outcome
    person: int | None
    name: str
    number: str
    problems: tuple[CellProblem, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    new_doses: tuple[ReadDose, ...] = ()
    candidates: tuple[int, ...] = ()
    """Whom the row may speak of, where a person must say it."""
    brings: NewPerson | None = None
    """The person the row adds, or would add if it is to be confirmed, or speaks of if it is to be handed on."""
    paper: ExemptionRow | None = None
    away: AwayRow | None = None
    code: tuple[Place, str] | None = None
    """The code of a household."""
    note: str = ""

    @property
    def parts(self) -> tuple[FieldChange | ReadDose, ...]:
        """What can be taken or refused one by one."""
        return (*self.changes, *self.new_doses)

    @property
    def kind(self) -> Kind:
        """What makes rows alike: the codes of their problems, their fields, how many doses they bring."""
        fields = frozenset(part.field for part in self.parts if isinstance(part, FieldChange))
        codes = frozenset(found.code for _, found in self.problems if found.severity is not Severity.NOTICE)
        return codes, fields, len(self.new_doses)

    @property
    def writes(self) -> bool:
        """Whether there is anything to take; of a row that goes back there is not."""
        something = self.changes or self.new_doses or self.brings or self.paper or self.away or self.code or self.note
        return self.outcome is not Outcome.REJECTED and bool(something)


class Decision(StrEnum):
    """What a person says to a row: take it, let the register stay as it is, or leave the row out for now."""

    ACCEPT = "accept"
    KEEP = "keep"
    SKIP = "skip"


class Choice(NamedTuple):
    """A decision. `refused` are the places in Entry.parts that are not taken; `person` is whom a row to be confirmed speaks of."""

    decision: Decision
    refused: frozenset[int] = frozenset()
    person: int | None = None


TAKEN = Choice(Decision.ACCEPT)
WAITING = Choice(Decision.SKIP)
"""What holds for a row as long as nobody decides: a row that a person must decide on waits, any other is taken."""
UNDECIDED = (Outcome.CONFLICT, Outcome.TO_CONFIRM)
"""Outcomes that wait for a person."""


class Skipped(NamedTuple):
    """A row that is no data, and why: title, caption, header, group, total, blank, footnote, signature, instructions."""

    sheet: str
    row: int
    why: str


class Foreign(NamedTuple):
    """Of so many rows, so few speak of people or villages of the office: perhaps this is another office's file."""

    rows: int
    known: int


@dataclass(slots=True)
class FileReview:
    """One file of a change set. `unknown_sheets` could not be recognised and were left alone."""

    file: str
    sha256: str
    kind: str
    sheets: tuple[str, ...]
    stated_on: date | None = None
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unknown_sheets: tuple[str, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)
    """How many values of optional fields that are off were left alone, by field (rules.optional_fields)."""
    returned: list[ReturnedSheet] = field(default_factory=list)
    """The rows that were sent back, as they stood."""
    columns: dict[str, Mapping[str, int]] = field(default_factory=dict)
    """By sheet the column of each field, from 0."""
    choices: dict[tuple[str, int], Choice] = field(default_factory=dict)
    """What a person decided, by sheet and row."""
    foreign: Foreign | None = None

    _sorted_out: dict[str, list[Entry]] = field(default_factory=dict, repr=False, compare=False)
    _alike: dict[str, Counter[Kind]] = field(default_factory=dict, repr=False, compare=False)

    def counts(self) -> Counter[str]:
        """Rows of data by outcome; their sum is the number of rows of data."""
        return Counter({outcome: len(entries) for outcome, entries in self.by_outcome().items()})

    def by_outcome(self) -> Mapping[str, Sequence[Entry]]:
        """Rows of data by outcome. All of them are looked at once, and again only when there are more."""
        if sum(map(len, self._sorted_out.values())) != len(self.entries):
            self._sorted_out.clear()
            self._alike.clear()
            for entry in self.entries:
                self._sorted_out.setdefault(entry.outcome.value, []).append(entry)
        return self._sorted_out

    def alike(self, entry: Entry) -> int:
        """How many rows have the outcome and the kind of this one; of each outcome all are looked at once."""
        outcome = entry.outcome.value
        there = self.by_outcome()
        if outcome not in self._alike:
            self._alike[outcome] = Counter(other.kind for other in there.get(outcome, ()))
        return self._alike[outcome][entry.kind]

    def choice(self, entry: Entry) -> Choice:
        """What holds for a row."""
        default = WAITING if entry.outcome in UNDECIDED else TAKEN
        return self.choices.get((entry.sheet, entry.row), default)

    def let_go(self) -> None:
        """Forget all rows but those that go back; who asks meanwhile is told the right ones."""
        rejected = list(self.by_outcome().get(Outcome.REJECTED.value, ()))
        entries, self.entries = self.entries, rejected
        sorted_out, self._sorted_out = self._sorted_out, {}
        let_go(entries, *sorted_out.values())

    def takes(self, entry: Entry) -> bool:
        """Whether something of a row would be written."""
        if not entry.writes or self.choice(entry).decision is not Decision.ACCEPT:
            return False
        return entry.outcome is not Outcome.TO_CONFIRM or self.choice(entry).person is None


@dataclass(slots=True)
class ChangeSet:
    """Everything an intake would write. It is a plan: the register is as it was.

    `not_in_file` are people of the villages concerned whom no row speaks of: nothing happens to them. `mapped` are the columns
    that somebody named: they are remembered with the commit.
    """

    files: list[FileReview] = field(default_factory=list)
    not_in_file: Sequence[Known] = ()
    mapped: tuple[Mapped, ...] = ()
    evidence: str = CONFIRMED
    """The grade (rules.grades) of the doses its files tell; a clinic's own roster is surer than one sent down."""
    brought: int = 0
    """How many people its rows bring."""

    def counts(self) -> Counter[str]:
        """Rows of data of all files by outcome."""
        return sum((review.counts() for review in self.files), Counter())

    def bring(self) -> int:
        """The number of the next person whom a row brings."""
        self.brought += 1
        return -self.brought

    def rows(self) -> Iterator[tuple[FileReview, Entry]]:
        """All rows of data in the order of the files."""
        return ((review, entry) for review in self.files for entry in review.entries)

    def let_go(self) -> None:
        """Forget all rows but those that go back: nobody reviews it any more."""
        for review in self.files:
            review.let_go()
        let_go(self.not_in_file)

    @property
    def writes_nothing(self) -> bool:
        """Whether a commit would leave the register as it is."""
        return not any(review.takes(entry) for review, entry in self.rows())
