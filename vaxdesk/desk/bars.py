"""A bar for each village: everybody in it, parted by standing. Parts differ by pattern as well as by colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..rules.records import StandingCode
from .shapes import INKS
from .table import VALUE, Bar

PATTERNS = {
    StandingCode.COMPLETED: Qt.BrushStyle.SolidPattern,
    StandingCode.INCOMPLETE: Qt.BrushStyle.BDiagPattern,
    StandingCode.UNVACCINATED: Qt.BrushStyle.NoBrush,
    StandingCode.EXEMPT: Qt.BrushStyle.SolidPattern,
    StandingCode.DEFERRED: Qt.BrushStyle.BDiagPattern,
    StandingCode.UNVERIFIED: Qt.BrushStyle.Dense6Pattern,
    StandingCode.OUT_OF_SCOPE: Qt.BrushStyle.HorPattern,
}
"""As the shapes of standings are: full, half and empty; the doubtful is dotted."""
LEAST, MARGIN = 96, 8
"""Pixels: of a bar, and around it."""


class BarDelegate(QStyledItemDelegate):
    """Draws a Bar over the whole width of its cell, so that every village's parts add up to the same length."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw what is behind a cell, then the bar."""
        bar = index.data(VALUE)
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        if not isinstance(bar, Bar) or not sum(bar.counts):
            return
        whole = QRectF(option.rect).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        each = whole.width() / sum(bar.counts)
        painter.save()
        left = whole.left()
        for code, count in zip(StandingCode, bar.counts, strict=True):
            ink = QColor(INKS[code])
            painter.setPen(QPen(ink, 1))
            painter.setBrush(QBrush(ink, PATTERNS[code]))
            if count:
                painter.drawRect(QRectF(left, whole.top(), count * each, whole.height()))
            left += count * each
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A bar takes what room there is, but not less than this."""
        return QSize(LEAST, super().sizeHint(option, index).height())
