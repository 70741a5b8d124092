"""A grid of ticks: what crosses with what; a heading ticks its whole column or row, and the space bar whatever is chosen."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QLabel,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from .flow import FlowLayout
from .table import ACCESSIBLE, DECORATION, DISPLAY, NOWHERE, TOOLTIP, Index

CHECK = Qt.ItemDataRole.CheckStateRole
LINES, LETTERS, AROUND = 3, 4, 38
"""A heading has so many lines, so that a column is as wide as that needs, but not under so many letters; pixels beside them."""
ROWS, GAP = 5, 12
"""So many rows are in sight at least; pixels between boxes of a line."""
TICKED, HALF, EMPTY = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked
MARKS = {
    TICKED: QStyle.StateFlag.State_On,
    HALF: QStyle.StateFlag.State_NoChange,
    EMPTY: QStyle.StateFlag.State_Off,
}

Thing = tuple[str, str]
"""A key, and the words that stand for it."""
Spot = tuple[str, str]
"""The keys of a row and of a column."""


class TickModel(QAbstractTableModel):
    """Ticks by row and column; `changed` when one came or went."""

    changed = Signal()

    def __init__(self, words: Mapping[bool, str]) -> None:
        """`words` say to a screen reader whether a box is ticked."""
        super().__init__()
        self._words = words
        self.rows: Sequence[Thing] = ()
        self.columns: Sequence[Thing] = ()
        self._ticked: set[Spot] = set()
        self.box: Callable[[Qt.CheckState], QIcon | None] = lambda _state: None
        """Draws the box of a heading, as the grid draws those of cells."""

    def show(self, rows: Sequence[Thing], columns: Sequence[Thing], ticked: Iterable[Spot]) -> None:
        """Show other rows and columns, some of them ticked."""
        self.beginResetModel()
        self.rows, self.columns = rows, columns
        self._ticked = self._there(ticked)
        self.endResetModel()
        self.changed.emit()

    def ticked(self) -> dict[str, list[str]]:
        """The columns ticked in each row, in their order; rows without a tick are left out."""
        found = {row: [column for column, _ in self.columns if (row, column) in self._ticked] for row, _ in self.rows}
        return {row: columns for row, columns in found.items() if columns}

    def tick(self, spots: Iterable[Spot]) -> None:
        """Tick these and no others."""
        self._ticked = self._there(spots)
        self._told()

    def turn(self, spots: Collection[Spot]) -> None:
        """Tick these too; if they all were, untick them."""
        meant = self._there(spots)
        self._ticked = self._ticked - meant if meant <= self._ticked else self._ticked | meant
        self._told()

    def spot(self, row: int, column: int) -> Spot:
        """What stands at a place of the grid."""
        return self.rows[row][0], self.columns[column][0]

    def below(self, columns: Iterable[str]) -> list[Spot]:
        """Everything in these columns."""
        return [(row, column) for row, _ in self.rows for column in columns]

    def across(self, section: int, orientation: Qt.Orientation) -> list[Spot]:
        """Everything below a column's heading, or beside a row's."""
        if orientation == Qt.Orientation.Horizontal:
            return self.below([self.columns[section][0]])
        return [self.spot(section, column) for column in range(len(self.columns))]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The number of rows; a cell has none."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The number of columns; a cell has none."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Whether a cell is ticked, and what it means in words."""
        spot = self.spot(index.row(), index.column())
        if role == CHECK:
            return TICKED if spot in self._ticked else EMPTY
        if role in (TOOLTIP, ACCESSIBLE):
            meant = f"{self.rows[index.row()][1]}, {self.columns[index.column()][1]}"
            return f"{meant}: {self._words[spot in self._ticked]}" if role == ACCESSIBLE else meant
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The words of a row or column, with a box that shows whether all of it is ticked."""
        if role in (DISPLAY, TOOLTIP):
            return (self.columns if orientation == Qt.Orientation.Horizontal else self.rows)[section][1]
        if role == DECORATION:
            return self.box(self._whole(set(self.across(section, orientation))))
        return None

    def _there(self, spots: Iterable[Spot]) -> set[Spot]:
        return set(spots).intersection(self.below([column for column, _ in self.columns]))

    def _whole(self, spots: set[Spot]) -> Qt.CheckState:
        ticked = spots & self._ticked
        return EMPTY if not ticked else TICKED if ticked == spots else HALF

    def _told(self) -> None:
        last = self.index(len(self.rows) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last, [CHECK])
        for orientation, things in ((Qt.Orientation.Horizontal, self.columns), (Qt.Orientation.Vertical, self.rows)):
            if things:
                self.headerDataChanged.emit(orientation, 0, len(things) - 1)
        self.changed.emit()


class TickGrid(QTableView):
    """The grid on the screen."""

    def __init__(self, model: TickModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        model.box = self._box
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.clicked.connect(lambda index: model.turn([model.spot(index.row(), index.column())]))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(True)
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.sectionClicked.connect(self._turn_across(header.orientation()))
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        model.modelReset.connect(self._fit)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar ticks what is chosen; with Ctrl the whole column, with Shift the whole row, as in a spreadsheet."""
        at = self.currentIndex()
        if event.key() != Qt.Key.Key_Space or not at.isValid():
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._model.turn(self._model.across(at.column(), Qt.Orientation.Horizontal))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._model.turn(self._model.across(at.row(), Qt.Orientation.Vertical))
        else:
            self._model.turn([self._model.spot(each.row(), each.column()) for each in self.selectedIndexes()])

    def _fit(self) -> None:
        """Make every column as wide as its heading needs in the lines it has."""
        across, letters = self.horizontalHeader(), self.fontMetrics()
        letter = letters.horizontalAdvance("\N{IDEOGRAPHIC SPACE}")
        for column, (_, words) in enumerate(self._model.columns):
            width = max(LETTERS * letter, letters.horizontalAdvance(words) // LINES + letter)
            across.resizeSection(column, width + AROUND)
        across.setFixedHeight(letters.lineSpacing() * LINES + 12)
        self.setMinimumHeight(across.height() + ROWS * self.verticalHeader().defaultSectionSize())

    def _box(self, state: Qt.CheckState) -> QIcon:
        option = QStyleOptionViewItem()
        option.initFrom(self)
        side = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, option, self)
        option.rect = QRect(0, 0, side, side)
        option.state = QStyle.StateFlag.State_Enabled | MARKS[state]
        ratio = self.devicePixelRatioF()
        picture = QPixmap(int(side * ratio), int(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, option, painter, self)
        painter.end()
        return QIcon(picture)

    def _turn_across(self, orientation: Qt.Orientation) -> Any:
        return lambda section: self._model.turn(self._model.across(section, orientation))


class TickLine(QWidget):
    """A line of boxes, that goes on in the next where there is no room."""

    changed = Signal()

    def __init__(self, title: str, before: QWidget) -> None:
        """`before` is what has the keyboard before the first box."""
        super().__init__()
        self._before = before
        self.boxes: dict[str, QCheckBox] = {}
        self._line = FlowLayout(GAP)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(QLabel(title))
        self.setLayout(self._line)

    def show_things(self, things: Iterable[Thing], ticked: Collection[str]) -> None:
        """Show other boxes, some of them ticked."""
        for box in self.boxes.values():
            self._line.removeWidget(box)
            box.deleteLater()
        self.boxes = {key: QCheckBox(words) for key, words in things}
        for key, box in self.boxes.items():
            box.setChecked(key in ticked)
            box.toggled.connect(self.changed)
            self._line.addWidget(box)
        for before, behind in pairwise([self._before, *self.boxes.values()]):
            QWidget.setTabOrder(before, behind)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower line is higher, which what it stands in does not ask for by itself."""
        super().resizeEvent(event)
        self.setMinimumHeight(self._line.heightForWidth(event.size().width()))

    def tick(self, keys: Collection[str]) -> None:
        """Tick these and no others."""
        for key, box in self.boxes.items():
            box.setChecked(key in keys)

    def ticked(self) -> list[str]:
        """The keys that are ticked, in their order."""
        return [key for key, box in self.boxes.items() if box.isChecked()]
