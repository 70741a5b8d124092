"""The model of a list of any length: the ids of all its people, and the lines of the few pages that were looked at last."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, QTimer, Signal
from PySide6.QtGui import QIcon

from ..actions.codes import STANDING_LABELS
from ..actions.language import Translator
from ..actions.residents import AS_ENTERED, Order
from .residents_columns import COLUMNS, PLACES, USUAL, Column, Line
from .shapes import shape_of
from .table import ACCESSIBLE, ALIGNED, ALIGNMENT, DECORATION, DISPLAY, NOWHERE, TOOLTIP, Index

SHIFT = 6
PAGE = 1 << SHIFT
"""Lines of a page: more than a screen shows, read in some milliseconds."""
MOST_PAGES = 64
"""Pages that are kept; one that is thrown away is asked for again when it comes into sight."""
AWAITED = "…"
"""Stands in the first column of a line that is on its way."""
UPWARDS, DOWNWARDS = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
LEFT = ALIGNED["left"]


class ResidentsModel(QAbstractTableModel):
    """Asks with `wanted` for pages that come into sight and with `ordered` for another order; answer with `fill` and `show`."""

    wanted = Signal(object)
    """A list of pages (numbers from 0) somebody looks at."""
    ordered = Signal(object)
    """The Order the person asks for."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.ids: array[int] = array("I")
        self._words = words
        self._columns: list[Column] = []
        self._places: list[int] = []
        self._titles: list[str] = []
        self._shaped = -1
        self._pages: dict[int, Sequence[Line | None]] = {}
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._shapes: dict[str, QIcon] = {code: shape_of(code) for code in STANDING_LABELS}
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self.show_columns([name for name, _ in USUAL])

    def show_columns(self, names: Sequence[str]) -> None:
        """Have these columns, in this order."""
        self.beginResetModel()
        self._columns = [COLUMNS[PLACES[name]] for name in names]
        self._places = [PLACES[name] for name in names]
        self._titles = [self._words(column.title) for column in self._columns]
        self._shaped = names.index("standing") if "standing" in names else -1
        self.endResetModel()

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in the order of the model."""
        return [column.name for column in self._columns]

    def show(self, ids: "array[int]", pages: Mapping[int, Sequence[Line | None]]) -> None:
        """Show other people, or the same ones as they are now; `pages` are those known already."""
        self.beginResetModel()
        self.ids = ids
        self._pages = dict(pages)
        self._missing.clear()
        self._asked.clear()
        self.endResetModel()

    def go_on(self, ids: "array[int]", pages: Mapping[int, Sequence[Line | None]]) -> None:
        """The list goes on: `ids` begins with those that are shown already, and whoever is selected stays so."""
        self.beginInsertRows(NOWHERE, len(self.ids), len(ids) - 1)
        self.ids = ids
        self._pages = {number: lines for number, lines in self._pages.items() if len(lines) == PAGE} | dict(pages)
        self._missing.clear()
        self._asked.clear()
        self.endInsertRows()

    def fill(self, pages: Mapping[int, Sequence[Line | None]]) -> None:
        """Take the lines of pages that were wanted."""
        self._asked.difference_update(pages)
        for number, lines in pages.items():
            self._pages[number] = lines
            first = number << SHIFT
            self.dataChanged.emit(self.index(first, 0), self.index(first + len(lines) - 1, len(self._columns) - 1))
        for number in list(self._pages)[:-MOST_PAGES]:
            del self._pages[number]

    def line(self, row: int) -> Line | None:
        """The line of a row, if it is there already."""
        lines = self._pages.get(row >> SHIFT)
        return None if lines is None else lines[row & PAGE - 1]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Everybody in the list; a cell has no rows."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The columns in sight; a cell has none."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What stands in a cell, its shape, its side, and what a screen reader says; a page that is missing is asked for."""
        if role == ALIGNMENT:
            return LEFT
        column = index.column()
        if role not in (DISPLAY, DECORATION, TOOLTIP, ACCESSIBLE):
            return None
        row = index.row()
        lines = self._pages.get(row >> SHIFT)
        if lines is None:
            self._miss(row >> SHIFT)
            return AWAITED if role == DISPLAY and column == 0 else None
        line = lines[row & PAGE - 1]
        if line is None:
            return None
        if role == DECORATION:
            return self._shapes[line.standing] if column == self._shaped else None
        text = line.texts[self._places[column]]
        return f"{self._titles[column]}: {text}" if role == ACCESSIBLE else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The titles of the columns; rows are not numbered."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == ALIGNMENT:
            return LEFT
        return self._titles[section] if role in (DISPLAY, TOOLTIP) else None

    def sort(self, column: int, order: Qt.SortOrder = UPWARDS) -> None:
        """Ask for another order; -1 stands for the order in which people came into the register."""
        if 0 <= column < len(self._columns):
            self.ordered.emit(Order(self._columns[column].order, order == DOWNWARDS))
        else:
            self.ordered.emit(AS_ENTERED)

    def _miss(self, page: int) -> None:
        if page not in self._asked:
            self._missing.add(page)
            self._soon.start()

    def _ask(self) -> None:
        """Ask for all that one painting missed; what was asked before and is still in sight will be missed again."""
        self._asked, self._missing = self._missing, set()
        if self._asked:
            self.wanted.emit(sorted(self._asked))
