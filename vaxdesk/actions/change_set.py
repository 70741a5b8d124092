"""A change set: what an intake would do, row by row, before anybody has agreed to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from vaxdesk.papers.correction_sheet import ReturnedSheet
from vaxdesk.rules.matching import FieldChange, Known
from vaxdesk.rules.problems import Outcome, Problem
from vaxdesk.rules.rows import AwayRow, ExemptionRow, ReadDose, RosterRow


class CellProblem(NamedTuple):
    """A problem with the name of its cell, such as D14; "" before the row number where the sheet has no such column."""

    cell: str
    problem: Problem


class Entry(NamedTuple):
    """What becomes of one row. `person` as in register.intake.TakenRow; `name` and `number` are shown beside it."""

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


NewPerson = tuple[str, date | None, RosterRow]
"""A person whom a row brings: the village, the day of the statement, the row."""


class Skipped(NamedTuple):
    """A row that is no data, and why: title, caption, header, group, total, blank, footnote, signature, instructions."""

    sheet: str
    row: int
    why: str


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
    held: dict[tuple[str, int], NewPerson] = field(default_factory=dict)
    """Rows to be confirmed, by sheet and row: the person they would bring."""
    returned: list[ReturnedSheet] = field(default_factory=list)
    """The rows that were sent back, as they stood."""

    def counts(self) -> Counter[str]:
        """Rows of data by outcome; their sum is the number of rows of data."""
        return Counter(entry.outcome.value for entry in self.entries)


@dataclass(slots=True)
class ChangeSet:
    """Everything an intake would write. It is a plan: the register is as it was.

    `people`, `edits`, `doses`, `exemptions`, `absences`, `codes`, `notes` are written by the commit (see register.intake.Batch);
    `not_in_file` are people of the villages concerned whom no row speaks of: nothing happens to them.
    """

    files: list[FileReview] = field(default_factory=list)
    people: list[NewPerson] = field(default_factory=list)
    edits: list[FieldChange] = field(default_factory=list)
    doses: list[tuple[int, ReadDose]] = field(default_factory=list)
    exemptions: list[tuple[int, ExemptionRow]] = field(default_factory=list)
    absences: list[tuple[int, AwayRow]] = field(default_factory=list)
    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[tuple[int, str]] = field(default_factory=list)
    not_in_file: Sequence[Known] = ()

    def counts(self) -> Counter[str]:
        """Rows of data of all files by outcome."""
        return sum((review.counts() for review in self.files), Counter())

    @property
    def writes_nothing(self) -> bool:
        """Whether a commit would leave the register as it is."""
        return not (
            self.people or self.edits or self.doses or self.exemptions or self.absences or self.codes or self.notes
        )
