"""Tables over plain rows: a model that is tested without a window, and the one look all tables have."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
DISPLAY, DECORATION, ALIGNMENT = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.DecorationRole,
    Qt.ItemDataRole.TextAlignmentRole,
)
FONT, ACCESSIBLE, TOOLTIP = Qt.ItemDataRole.FontRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
VALUE = Qt.ItemDataRole.UserRole
"""What stands in a cell itself, for those that are drawn and not written."""
NOWHERE = QModelIndex()
ALIGNED = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


MEASURED = 60
"""Rows whose texts decide how wide a column is: those in sight. Qt measures 1,000, which takes 0.1 s."""


class Heading(NamedTuple):
    """A column's title, its alignment (left, center, right), and its icon if it has one."""

    title: str
    align: str = "left"
    icon: QIcon | None = None


class Marked(NamedTuple):
    """A cell with a small shape before its word."""

    text: str
    icon: QIcon

    def __str__(self) -> str:
        return self.text


class Bar(NamedTuple):
    """A cell that is drawn as a whole in parts (bars.py), and the same in words."""

    counts: Sequence[int]
    text: str

    def __str__(self) -> str:
        return self.text


Value = str | int | float | date | Marked | Bar | None


class RowsModel(QAbstractTableModel):
    """Rows of plain values under headings; with `total` the last row is bold. Replace them with `show`, never in place."""

    def __init__(self, headings: Sequence[Heading] = (), rows: Sequence[Sequence[Value]] = ()) -> None:
        super().__init__()
        self._headings = tuple(headings)
        self._rows = rows
        self._total = False
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, headings: Sequence[Heading], rows: Sequence[Sequence[Value]], total: bool = False) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._headings, self._rows, self._total = tuple(headings), rows, total
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The number of rows; a cell has none."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The number of columns; a cell has none."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What stands in a cell, how it is aligned, its shape, and what a screen reader says."""
        value = self._rows[index.row()][index.column()]
        if role in (DISPLAY, TOOLTIP):
            return text_of(value)
        if role == ALIGNMENT:
            return ALIGNED[self._headings[index.column()].align]
        if role == DECORATION:
            return value.icon if isinstance(value, Marked) else None
        if role == FONT:
            return self._bold if self._total and index.row() == len(self._rows) - 1 else None
        if role == VALUE:
            return value
        if role == ACCESSIBLE:
            return f"{self._headings[index.column()].title}: {text_of(value)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The titles of the columns; rows are not numbered."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heading = self._headings[section]
        if role == DISPLAY:
            return heading.title
        if role == ALIGNMENT:
            return ALIGNED[heading.align]
        return heading.icon if role == DECORATION else None

    def texts(self) -> Iterator[tuple[str, ...]]:
        """All rows as they are shown."""
        return (tuple(map(text_of, row)) for row in self._rows)


def text_of(value: Value) -> str:
    """How a value is written in a table: a day as 2021-12-19, nothing as an empty text."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


class Table(QTableView):
    """A table whose rows grow with the size of the text."""

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text was chosen, or the table got its first."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_rows()

    def fit_rows(self) -> None:
        """Make all rows as high as a line of text needs, with room above and below."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 3 // 2)


def table_view(model: QAbstractTableModel, name: str) -> QTableView:
    """A table to read and choose a row from, with the name a screen reader says."""
    view = Table()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.fit_rows()
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setResizeContentsPrecision(MEASURED)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    view.horizontalHeader().setStretchLastSection(True)
    return view


def fill_with(view: QTableView, column: int) -> None:
    """Make the columns as wide as their content, and let one of them take what is left of the width."""
    header = view.horizontalHeader()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def fit_columns(view: QTableView, widest: int = 320) -> None:
    """Make the columns as wide as what is in sight needs, but none wider than `widest` pixels; the last takes the rest.

    A last column that stretches must not be given a width: it would keep it when a scroll bar takes some of the room.
    """
    header = view.horizontalHeader()
    stretches = header.stretchLastSection()
    header.setStretchLastSection(False)
    view.resizeColumnsToContents()
    for column in range(view.model().columnCount()):
        view.setColumnWidth(column, min(view.columnWidth(column) + 14, widest))
    header.setStretchLastSection(stretches)
