"""A change set under review: what it would do, row by row, and what a person decides before it is taken in."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..actions import deciding
from ..actions.change_set import ChangeSet, Decision, Entry
from ..actions.office import Office
from ..rules import grades
from ..rules.messages import say
from ..rules.problems import Outcome
from ..rules.records import Progress
from .labels import button, label_for, quiet
from .page import Hands
from .review import (
    NOT_IN_FILE,
    SKIPPED,
    Group,
    Lazy,
    Part,
    Reviewed,
    beside_rows,
    entries_of,
    entry_row,
    foreign_line,
    groups_of,
    part_row,
    parts_of,
    problem_lines,
    summary_of,
    tally_line,
)
from .review_tables import ReviewTables

SEARCH = "review search"
"""The topic of finding rows: a later text takes the place of an earlier one."""


class Inspected(NamedTuple):
    """What was read about a row: it may not be the chosen one any more."""

    entry: Entry
    parts: Sequence[Part]
    alike: int


class ReviewPanel(QWidget):
    """Shows a change set and keeps what is decided in it."""

    opened = Signal(int)
    """The page of a person is wanted."""
    refused = Signal(object)

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        words = hands.words
        self._hands = hands
        self.change_set: ChangeSet | None = None
        self.groups: list[Group] = []
        self.rows: Sequence[Reviewed] = ()
        self._lazy = Lazy([], lambda _nothing: ())
        self._parts: Sequence[Part] = ()
        self.summary, self.tally = quiet(), quiet()
        self.doubt = QLabel()
        self.doubt.setObjectName("refusal")
        self.doubt.setWordWrap(True)
        self.right = button(words.say("It is the right file, &go on"), self._trust)
        self.tables = ReviewTables(words)
        self.evidence = QComboBox()
        for grade in grades.load().values():
            self.evidence.addItem(words(grade.text), grade.code)
        self.evidence.currentIndexChanged.connect(self._grade)
        asked = QHBoxLayout()
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(label_for(self.evidence, words.say("&Doses are known from")))
        head.addWidget(self.evidence)
        asked.addWidget(self.doubt, 1)
        asked.addWidget(self.right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(asked)
        layout.addWidget(self.tables, 1)
        layout.addWidget(self.tally)
        self.tables.grouped.connect(self._show_group)
        self.tables.chosen.connect(self._show_row)
        self.tables.decided.connect(self._decide)
        self.tables.renewed.connect(self._renew)
        self.tables.opened.connect(self._open)

    changed = Signal()
    """Something was decided: what may be taken in may be something else now."""

    def show_review(self, change_set: ChangeSet) -> None:
        """Show what would be taken in; the group with the most to do is open."""
        words = self._hands.words
        self.change_set = change_set
        self.evidence.setCurrentIndex(self.evidence.findData(change_set.evidence))
        self.summary.setText(summary_of(change_set, words))
        self.doubt.setText(foreign_line(change_set, words))
        self._show_doubt(bool(self.doubt.text()))
        self.groups = groups_of(change_set, words)
        self.tables.show_groups(self.groups)
        self._tell()

    def forget(self) -> None:
        """Nothing is under review any more."""
        self._hands.worker.drop(SEARCH)
        self.change_set, self.rows, self._parts = None, (), ()
        self.tables.show_rows(())
        self._show_doubt(False)

    @property
    def ready(self) -> bool:
        """Whether the change set can be taken in: it writes something, and nobody doubts the file."""
        return self.change_set is not None and self.doubt.isHidden() and not self.change_set.writes_nothing

    def _show_doubt(self, shown: bool) -> None:
        self.doubt.setVisible(shown)
        self.right.setVisible(shown)

    def _grade(self) -> None:
        if self.change_set is not None:
            self.change_set.evidence = self.evidence.currentData()

    def _trust(self) -> None:
        self._show_doubt(False)
        self.changed.emit()

    def _show_group(self, code: str) -> None:
        if self.change_set is None:
            return
        change_set, words, text = self.change_set, self._hands.words, self.tables.search.text().strip()
        self._hands.worker.drop(SEARCH)
        if code in (SKIPPED, NOT_IN_FILE):
            self._show_rows((), beside_rows(change_set, code, words))
        elif text:
            search = partial(entries_of, change_set, code, text)
            self._hands.worker.read(
                say("Searching"), lambda _office, _progress: search(), self._show_entries, self.refused.emit, SEARCH
            )
        else:
            self._show_entries(entries_of(change_set, code))

    def _show_entries(self, found: Sequence[Reviewed]) -> None:
        if self.change_set is not None:
            words, files = self._hands.words, len(self.change_set.files)
            self._show_rows(found, Lazy(found, lambda reviewed: entry_row(reviewed, files, words)))

    def _show_rows(self, rows: Sequence[Reviewed], shown: Lazy) -> None:
        self.rows, self._lazy = rows, shown
        self.tables.show_rows(shown)
        self._show_row(0)

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self.rows) or self.change_set is None:
            self._parts = ()
            self.tables.show_parts("", (), False)
            self.tables.offer(frozenset(), False)
            return
        review, entry = self.rows[row]
        words, change_set = self._hands.words, self.change_set

        def read(office: Office, _progress: Progress) -> Inspected:
            return Inspected(
                entry, parts_of(office, review, entry, words), deciding.count_alike(change_set, entry) if can else 0
            )

        self._parts = ()
        self._show_parts(row)
        can = frozenset(decision for decision in Decision if deciding.can_decide(entry, decision))
        self.tables.offer(can, entry.outcome is Outcome.TO_CONFIRM)
        self._hands.worker.read(say("Reading the row"), read, self._inspected, self.refused.emit, "row")

    def _inspected(self, found: Inspected) -> None:
        row = self.tables.rows.currentIndex().row()
        if 0 <= row < len(self.rows) and self.rows[row][1] is found.entry:
            self._parts = found.parts
            self._show_parts(row)
            self.tables.show_alike(found.alike)

    def _show_parts(self, row: int) -> None:
        review, entry = self.rows[row]
        words = self._hands.words
        lines = [part_row(part, review, entry, words) for part in self._parts]
        self.tables.show_parts(problem_lines(entry, words), lines, entry.outcome is Outcome.TO_CONFIRM)

    def _decide(self, decision: Decision, alike: bool) -> None:
        row = self.tables.rows.currentIndex().row()
        if not 0 <= row < len(self.rows) or self.change_set is None:
            return
        review, entry = self.rows[row]
        line = self.tables.part
        place = self._parts[line].place if line is not None and line < len(self._parts) else None
        if entry.outcome is Outcome.TO_CONFIRM and decision is Decision.ACCEPT and place is not None:
            deciding.confirm(review, entry, entry.candidates[place])
        elif alike:
            for other_review, other in deciding.alike(self.change_set, entry):
                deciding.decide(other_review, other, decision)
        else:
            deciding.decide(review, entry, decision, place)
        self._decided(row, step=not alike and line is None)

    def _renew(self, alike: bool) -> None:
        row = self.tables.rows.currentIndex().row()
        if (
            not 0 <= row < len(self.rows)
            or self.change_set is None
            or self.rows[row][1].outcome is not Outcome.TO_CONFIRM
        ):
            return
        for review, entry in deciding.alike(self.change_set, self.rows[row][1]) if alike else [self.rows[row]]:
            deciding.confirm(review, entry, None)
        self._decided(row, step=not alike)

    def _decided(self, row: int, step: bool) -> None:
        self._lazy.forget()
        self.tables.row_model.layoutChanged.emit()
        self._show_parts(row)
        if step:
            self.tables.step()
        self._tell()

    def _tell(self) -> None:
        if self.change_set is not None:
            self.tally.setText(tally_line(deciding.tally(self.change_set), self._hands.words))
        self.changed.emit()

    def _open(self, row: int) -> None:
        """Open the person of a row, if the register knows them already."""
        person = self.rows[row][1].person if 0 <= row < len(self.rows) else None
        if person is not None and person > 0:
            self.opened.emit(person)
