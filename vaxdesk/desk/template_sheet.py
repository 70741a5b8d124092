"""A sheet of the county's workbook as it looks: its cells and merged ranges, and in each cell what it is taken for."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QTableWidget, QTableWidgetItem, QWidget

from ..actions.language import Translator
from ..actions.template_view import SheetView, cell_name
from ..rules.messages import Message, say
from .flow import FlowLayout
from .labels import quiet

Place = tuple[int, int]
SIGNS: Mapping[str, tuple[str, str, Message]] = {
    "figure": ("#", "#1f77b4", say("a figure of a village")),
    "total": ("\N{N-ARY SUMMATION}", "#7b4fb5", say("a figure of several villages")),
    "people": ("\N{DOWNWARDS ARROW}", "#2a8a4a", say("rows are written from here")),
    "heading": ("\N{CHECK MARK}", "#2b8c8c", say("a heading that is known")),
    "unknown": ("?", "#b8860b", say("stays as it is")),
}
"""For each kind of mark a sign, a hue, and what it means: nobody needs to tell colours apart."""
TINT = 0.22
MORE_ROWS, MORE_COLUMNS = 3, 1
PIXELS, NARROWEST, WIDEST, USUAL_WIDTH = 12, 44, 320, 9.0
"""Pixels to a character of the workbook's own widths, and the limits of a column in pixels; what a column has that says nothing."""


class TemplateSheet(QTableWidget):
    """Draws a sheet; tells which cell a person looks at."""

    looked_at = Signal(object)
    """(row, column) from 0."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words.say("The sheet and what its cells are taken for"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.currentCellChanged.connect(lambda row, column, *_: self.looked_at.emit((row, column)))

    def show_sheet(self, view: SheetView) -> None:
        """Draw this sheet; the cell in sight stays in sight."""
        place = self.currentRow(), self.currentColumn()
        self.blockSignals(True)
        self.clear()
        self.clearSpans()
        height = max([len(view.rows), *(row + 1 for row, _ in view.marks)]) + MORE_ROWS
        width = max([0, *map(len, view.rows), *(column + 1 for _, column in view.marks)]) + MORE_COLUMNS
        self.setRowCount(height)
        self.setColumnCount(width)
        self.setHorizontalHeaderLabels([cell_name((0, column))[:-1] for column in range(width)])
        for column in range(width):
            pixels = int(view.widths.get(column, USUAL_WIDTH) * PIXELS)
            self.setColumnWidth(column, min(max(pixels, NARROWEST), WIDEST))
        self._fill(view)
        for top, left, bottom, right in view.merges:
            if (bottom, right) != (top, left) and top < height and left < width:
                self.setSpan(top, left, min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1)
        self.blockSignals(False)
        if 0 <= place[0] < height and 0 <= place[1] < width:
            self.setCurrentCell(*place)

    def _fill(self, view: SheetView) -> None:
        for row, cells in enumerate(view.rows):
            for column, text in enumerate(cells):
                if text:
                    item = QTableWidgetItem(text)
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                    self.setItem(row, column, item)
        for (row, column), mark in view.marks.items():
            sign, hue, meaning = SIGNS[mark.kind]
            standing = self.item(row, column)
            text = standing.text() if standing else mark.text if mark.why is None else ""
            item = QTableWidgetItem(f"{sign} {text}")
            item.setBackground(self._tint(hue))
            item.setToolTip("\n".join((mark.text, self._words(mark.why or meaning))))
            self.setItem(row, column, item)

    def _tint(self, hue: str) -> QColor:
        return tint(self.palette(), hue)


def tint(palette: QPalette, hue: str) -> QColor:
    """A background of this hue on which the text still reads, light or dark."""
    base, colour = palette.color(QPalette.ColorRole.Base), QColor(hue)
    mixed = (
        int(one * (1 - TINT) + other * TINT)
        for one, other in zip(base.getRgb()[:3], colour.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


def legend(words: Translator) -> QWidget:
    """What the signs mean."""
    made = QWidget()
    row = FlowLayout(10)
    row.setContentsMargins(0, 0, 0, 0)
    made.setLayout(row)
    for sign, hue, meaning in SIGNS.values():
        box = QLabel(f" {sign} ")
        box.setAutoFillBackground(True)
        palette = box.palette()
        palette.setColor(QPalette.ColorRole.Window, tint(palette, hue))
        box.setPalette(palette)
        label = quiet(words(meaning))
        label.setWordWrap(False)
        pair = QWidget()
        beside = QHBoxLayout(pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(box)
        beside.addWidget(label)
        row.addWidget(pair)
    return made
