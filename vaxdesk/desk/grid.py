"""A grid one types into, or pastes a block of a spreadsheet into; what cannot stand in a cell is not taken and said."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from unicodedata import normalize

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ..rules.messages import say
from .table import ALIGNED, ALIGNMENT, DISPLAY, NOWHERE, Index, Table

EDIT = Qt.ItemDataRole.EditRole
Check = Callable[[str], str]
"""Gives back what is kept of a typed text; raises ValueError for what cannot stand there."""


class GridColumn(NamedTuple):
    """A column: its title, and what its cells take; without a check it is only shown."""

    title: str
    check: Check | None = None
    align: str = "right"


def whole_number(text: str) -> str:
    """A whole number from 0 on as spreadsheets write it (1,234), or nothing. Raises ValueError."""
    plain = normalize("NFKC", text).replace(",", "").replace(" ", "")
    if plain.endswith(".0"):
        plain = plain[:-2]
    if plain and not plain.isdecimal():
        raise ValueError(text)
    return str(int(plain)) if plain else ""


def any_text(text: str) -> str:
    """A text without spaces around it."""
    return text.strip()


class GridModel(QAbstractTableModel):
    """Rows of texts that can be edited; with `grows` there is always one empty row more."""

    edited = Signal()
    refused = Signal(object)
    """The Message of a cell that could not take what was typed or pasted."""

    def __init__(self, grows: bool = False) -> None:
        super().__init__()
        self._columns: Sequence[GridColumn] = ()
        self._rows: list[list[str]] = []
        self._grows = grows

    def show(self, columns: Sequence[GridColumn], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._columns, self._rows = columns, [list(row) for row in rows]
        if self._grows:
            self._rows.append([""] * len(columns))
        self.endResetModel()

    def rows(self) -> list[list[str]]:
        """What stands in the grid, without rows in which nothing is."""
        return [row for row in self._rows if any(row)]

    def column(self, nth: int) -> list[str]:
        """What stands in a column, row by row."""
        return [row[nth] for row in self._rows]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A cell can be edited where its column takes something."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._columns[index.column()].check else flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """The text of a cell, and how it is aligned."""
        if role in (DISPLAY, EDIT):
            return self._rows[index.row()][index.column()]
        return ALIGNED[self._columns[index.column()].align] if role == ALIGNMENT else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return self._columns[section].title
        return ALIGNED[self._columns[section].align] if role == ALIGNMENT else None

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take a typed text, or refuse it with a sentence."""
        return self.put(index.row(), index.column(), str(value))

    def put(self, row: int, column: int, text: str) -> bool:
        """Put a text into a cell, or refuse it."""
        check = self._columns[column].check
        if check is None:
            return False
        if not self._fits(row, column, text):
            return False
        kept = check(text)
        self._rows[row][column] = kept
        self.dataChanged.emit(self.index(row, column), self.index(row, column))
        if self._grows and row == len(self._rows) - 1 and kept:
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._rows.append([""] * len(self._columns))
            self.endInsertRows()
        self.edited.emit()
        return True

    def paste(self, text: str, row: int, column: int) -> None:
        """Paste a block of a spreadsheet from a cell on, the whole of it or nothing; what lies outside of the grid is said.

        A line that brings the name of a row goes to that row, whatever its place in the block.
        """
        outside = 0
        placed: list[tuple[int, int, str]] = []
        for down, line in enumerate(text.rstrip("\r\n").splitlines()):
            cells = {column + right: cell.strip() for right, cell in enumerate(line.split("\t"))}
            there = self._row_of(cells, row + down)
            if there is None:
                return
            inside = {
                at: cell
                for at, cell in cells.items()
                if (self._grows or there < len(self._rows)) and at < len(self._columns)
            }
            outside += len(cells) - len(inside)
            placed += [(there, at, cell) for at, cell in inside.items() if self._columns[at].check]
        if all(self._fits(*each) for each in placed):
            for each in placed:
                self._reach(each[0])
                self.put(*each)
            if outside:
                self.refused.emit(say("{count} pasted cells lie outside of the grid and were left out.", count=outside))

    def _row_of(self, cells: Mapping[int, str], usual: int) -> int | None:
        """The row a pasted line belongs to: the one it names, else the usual one; None if it names none of the grid's."""
        name = cells.get(0, "")
        if not name or self._columns[0].check:
            return usual
        rows = [nth for nth, texts in enumerate(self._rows) if texts[0] == name]
        if rows:
            return rows[0]
        self.refused.emit(say("{name} is no row of the grid: nothing was pasted.", name=name))
        return None

    def _reach(self, row: int) -> None:
        """Make a grid that grows as long as a row needs."""
        if row >= len(self._rows):
            self.beginInsertRows(QModelIndex(), len(self._rows), row)
            self._rows += [[""] * len(self._columns) for _ in range(row + 1 - len(self._rows))]
            self.endInsertRows()

    def _fits(self, row: int, column: int, text: str) -> bool:
        """Whether a cell takes a text; if not that is said."""
        try:
            (self._columns[column].check or str)(text)
        except ValueError:
            self._refuse(row, column, text)
            return False
        return True

    def _refuse(self, row: int, column: int, text: str) -> None:
        self.refused.emit(
            say(
                "{column}, row {row}: {typed} cannot stand there. It was left as it was.",
                column=self._columns[column].title,
                row=row + 1,
                typed=text.strip(),
            )
        )


class GridView(Table):
    """Shows a grid: typing begins to edit, Ctrl+V pastes a block, Delete empties the selected cells."""

    def __init__(self, model: GridModel, name: str) -> None:
        super().__init__()
        self.grid = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V and Delete are ours, the rest is the table's."""
        if event.matches(QKeySequence.StandardKey.Paste):
            here = self.currentIndex()
            self.grid.paste(QGuiApplication.clipboard().text(), max(0, here.row()), max(0, here.column()))
        elif event.key() == Qt.Key.Key_Delete:
            for index in self.selectedIndexes():
                self.grid.put(index.row(), index.column(), "")
        else:
            super().keyPressEvent(event)


WIDEST_NAME, OF_A_FIGURE = 320, 120
"""Pixels."""


def fit(view: QTableView) -> None:
    """The first column as wide as its names, the others of one width; long titles are broken."""
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    for column in range(view.model().columnCount()):
        view.setColumnWidth(column, OF_A_FIGURE)
    view.setColumnWidth(0, max(OF_A_FIGURE, min(WIDEST_NAME, view.sizeHintForColumn(0) + 16)))
