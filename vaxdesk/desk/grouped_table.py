"""Groups with their counts, a search, and the rows of one group; it only shows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from ..actions.language import Translator
from .labels import label_for
from .review import Group
from .table import Heading, RowsModel, Value, fit_columns, table_view

EDGES, WIDEST = 36, 320
"""Pixels of the list of groups beside its longest label, and at most."""


class GroupedTable(QWidget):
    """The groups on the left, the rows of one of them on the right."""

    grouped = Signal(str)
    """Another group, or another text to find: the code of the group."""
    chosen = Signal(int)
    opened = Signal(int)
    """The person of a row is wanted: its place in the group."""

    def __init__(self, words: Translator, groups: str, rows: str) -> None:
        """`groups` and `rows` are what a screen reader says of the two parts."""
        super().__init__()
        self._codes: list[str] = []
        self.groups = QListWidget()
        self.groups.setObjectName("groups")
        self.groups.setAccessibleName(groups)
        self.search = QLineEdit(placeholderText=words.say("Name, number, phone, address"), clearButtonEnabled=True)
        self.model = RowsModel()
        self.rows = table_view(self.model, rows)
        find = QHBoxLayout()
        find.addWidget(label_for(self.search, words.say("&Find")))
        find.addWidget(self.search, 1)
        right = QVBoxLayout()
        right.addLayout(find)
        right.addWidget(self.rows, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.groups)
        layout.addLayout(right, 1)
        self.groups.currentRowChanged.connect(lambda row: self.grouped.emit(self._codes[row]) if row >= 0 else None)
        self.search.textChanged.connect(lambda _text: self.grouped.emit(self.group))
        self.search.returnPressed.connect(self.rows.setFocus)
        self.rows.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        self.rows.activated.connect(lambda index: self.opened.emit(index.row()))

    @property
    def group(self) -> str:
        """The code of the group in sight, "" if there is none."""
        row = self.groups.currentRow()
        return self._codes[row] if 0 <= row < len(self._codes) else ""

    def show_groups(self, groups: Sequence[Group]) -> None:
        """List the groups; the one that was in sight stays in sight, else the first."""
        before = self.group
        self._codes = [group.code for group in groups]
        self.groups.clear()
        self.groups.addItems([f"{group.label}  {group.rows}" for group in groups])
        self.groups.setFixedWidth(min(self.groups.sizeHintForColumn(0) + EDGES, WIDEST))
        self.groups.setCurrentRow(self._codes.index(before) if before in self._codes else 0)

    @property
    def row(self) -> int:
        """The place of the row under the cursor, -1 if there is none."""
        return self.rows.currentIndex().row()

    def show_rows(self, headings: Sequence[Heading], rows: Sequence[Sequence[Value]]) -> None:
        """Show the rows of a group; the cursor stays at its height."""
        row = max(self.row, 0)
        self.model.show(headings, rows)
        fit_columns(self.rows, 250)
        self.rows.selectRow(min(row, len(rows) - 1))
