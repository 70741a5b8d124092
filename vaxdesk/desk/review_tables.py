"""The review on screen: the groups with their counts, the rows of one group, everything about one row, and the decisions."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QListWidget, QSplitter, QVBoxLayout, QWidget

from ..actions.change_set import Decision
from ..actions.language import Translator
from .grouped_table import EDGES, WIDEST
from .labels import button, label_for, quiet
from .review import Group
from .table import Heading, RowsModel, Value, fit_columns, table_view

WAITING = ("conflict", "to_confirm", "rejected")
"""Groups that need somebody: the first of them with rows in it is opened."""
KEYS = {"A": Decision.ACCEPT, "K": Decision.KEEP, "S": Decision.SKIP}
"""A letter decides on the row or the field under the cursor; with Shift on all rows alike."""


class ReviewTables(QWidget):
    """Three parts that only show; whoever made it decides what."""

    grouped = Signal(str)
    """Another group was chosen: its code."""
    chosen = Signal(int)
    """Another row was chosen: its place in the group."""
    decided = Signal(object, bool)
    """A Decision on what is under the cursor; True: on all rows alike."""
    renewed = Signal(bool)
    """The row speaks of somebody new; True: so do all rows alike."""
    opened = Signal(int)
    """The person of a row is wanted: its place in the group."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self._codes: list[str] = []
        self.groups = QListWidget()
        self.groups.setObjectName("groups")
        self.groups.setAccessibleName(words.say("What becomes of the rows"))
        self.search = QLineEdit(placeholderText=words.say("Name, number, or row"), clearButtonEnabled=True)
        self.row_model, self.part_model = RowsModel(), RowsModel()
        self.rows = table_view(self.row_model, words.say("Rows"))
        self.parts = table_view(self.part_model, words.say("Fields of the row"))
        self.problems = quiet()
        self.problems.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.accept = button(words.say("&Accept"), partial(self._decide, Decision.ACCEPT))
        self.keep = button(words.say("&Keep the register"), partial(self._decide, Decision.KEEP))
        self.skip = button(words.say("&Skip"), partial(self._decide, Decision.SKIP))
        self.new = button(words.say("Somebody &new"), lambda: self.renewed.emit(self.all_alike.isChecked()))
        self.all_alike = QCheckBox()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        words = self._words
        find, acts = QHBoxLayout(), QHBoxLayout()
        find.addWidget(label_for(self.search, words.say("&Find")))
        find.addWidget(self.search, 1)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.problems)
        inside.addWidget(self.parts, 1)
        for widget in (self.accept, self.keep, self.skip, self.new):
            acts.addWidget(widget)
        acts.addWidget(self.all_alike)
        acts.addStretch()
        inside.addLayout(acts)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.rows)
        split.addWidget(below)
        split.setSizes([260, 210])
        right = QVBoxLayout()
        right.addLayout(find)
        right.addWidget(split, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.groups)
        layout.addLayout(right, 1)

    def _wire(self) -> None:
        self.groups.currentRowChanged.connect(lambda row: self.grouped.emit(self._codes[row]) if row >= 0 else None)
        self.search.textChanged.connect(lambda _text: self.grouped.emit(self.group))
        self.search.returnPressed.connect(self.rows.setFocus)
        self.rows.selectionModel().currentRowChanged.connect(lambda current, _before: self.chosen.emit(current.row()))
        self.rows.activated.connect(lambda index: self.opened.emit(index.row()))
        for view in (self.rows, self.parts):
            for letter, decision in KEYS.items():
                self._shortcut(view, letter, partial(self.decided.emit, decision, False))
                self._shortcut(view, f"Shift+{letter}", partial(self.decided.emit, decision, True))
            self._shortcut(view, "N", partial(self.renewed.emit, False))

    def _shortcut(self, view: QWidget, keys: str, done: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(done)

    def _decide(self, decision: Decision) -> None:
        self.decided.emit(decision, self.all_alike.isChecked())

    @property
    def group(self) -> str:
        """The code of the group in sight, "" if there is none."""
        row = self.groups.currentRow()
        return self._codes[row] if 0 <= row < len(self._codes) else ""

    @property
    def part(self) -> int | None:
        """The line of the parts under the cursor, if the keyboard is there."""
        index = self.parts.currentIndex()
        return index.row() if self.parts.hasFocus() and index.isValid() else None

    def show_groups(self, groups: Sequence[Group]) -> None:
        """List the groups, and open one that needs somebody, or else the first that has rows."""
        self._codes = [group.code for group in groups]
        self.search.clear()
        self.groups.clear()
        self.groups.addItems([f"{group.label}  {group.rows}" for group in groups])
        self.groups.setFixedWidth(min(self.groups.sizeHintForColumn(0) + EDGES, WIDEST))
        filled = [nth for nth, group in enumerate(groups) if group.rows]
        waiting = [nth for code in WAITING for nth in filled if groups[nth].code == code]
        self.groups.setCurrentRow((waiting or filled or [0])[0])

    def show_rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """Show the rows of a group; the first is chosen."""
        words = self._words
        headings = [
            Heading(words.say("Decision")),
            Heading(words.say("Sheet")),
            Heading(words.say("Row"), "right"),
            Heading(words.say("Name")),
            Heading(words.say("Identity number")),
            Heading(words.say("Remark")),
        ]
        self.row_model.show(headings, rows)
        fit_columns(self.rows, 260)
        self.rows.selectRow(0)

    def show_parts(self, problems: str, rows: Sequence[Sequence[Value]], candidates: bool) -> None:
        """Show everything about one row; with `candidates` the people it may speak of."""
        words = self._words
        titles = (words.say("Decision"), words.say("Field"), words.say("In the register"), words.say("From"),
                  words.say("In the file"), words.say("From"))  # fmt: skip
        if candidates:
            titles = (
                words.say("Decision"),
                words.say("Name"),
                words.say("Number, phone"),
                "",
                words.say("Address"),
                "",
            )
        chosen = self.parts.currentIndex().row()
        self.problems.setText(problems)
        self.problems.setVisible(bool(problems))
        self.part_model.show([Heading(title) for title in titles], rows)
        self.parts.setColumnHidden(3, candidates)
        self.parts.setColumnHidden(5, candidates)
        fit_columns(self.parts, 380)
        self.parts.selectRow(min(max(chosen, 0), max(len(rows) - 1, 0)))

    def offer(self, decisions: frozenset[Decision], new: bool) -> None:
        """Say which decisions mean something for the row."""
        for decision, pressed in (
            (Decision.ACCEPT, self.accept),
            (Decision.KEEP, self.keep),
            (Decision.SKIP, self.skip),
        ):
            pressed.setEnabled(decision in decisions)
        words = self._words
        self.accept.setText(words.say("The s&ame person") if new else words.say("&Accept"))
        self.new.setVisible(new)
        self.show_alike(0)

    def show_alike(self, alike: int) -> None:
        """Offer to decide on all rows that are like this one, if there are several."""
        self.all_alike.setText(self._words.say("All {count} rows alike", count=alike))
        self.all_alike.setVisible(alike > 1)

    def step(self) -> None:
        """Go on to the next row."""
        row = self.rows.currentIndex().row() + 1
        if row < self.row_model.rowCount():
            self.rows.selectRow(row)
