"""A small shape for each standing, so that no answer hangs on colour alone; none is red, for nobody is at fault."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

SIZE = 32
"""Pixels of the drawing; icons are shown at half of it and stay sharp on fine screens."""
BOX = QRectF(6, 6, 20, 20)
DIAMOND = QPolygonF([QPointF(16, 4), QPointF(28, 16), QPointF(16, 28), QPointF(4, 16)])
INKS = {
    "completed": "#2b8a72",
    "incomplete": "#2b8a72",
    "unvaccinated": "#4f7fb5",
    "exempt": "#8b76b0",
    "deferred": "#8b76b0",
    "unverified": "#a07d22",
    "out_of_scope": "#7f878e",
}
"""Each stands out from white and from the dark surface by 3 to 1 or better."""


@cache
def shape_of(standing: str) -> QIcon:
    """The shape of a standing: full, half and empty circle for the three ledgers; diamonds, a question mark, a dash."""
    picture = QPixmap(SIZE, SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(INKS[standing])
    painter.setPen(QPen(ink, 3))
    _draw(painter, standing, ink)
    painter.end()
    return QIcon(picture)


def _draw(painter: QPainter, standing: str, ink: QColor) -> None:
    match standing:
        case "completed":
            painter.setBrush(ink)
            painter.drawEllipse(BOX)
        case "incomplete":
            painter.drawEllipse(BOX)
            painter.setBrush(ink)
            painter.drawPie(BOX, 90 * 16, 180 * 16)
        case "unvaccinated":
            painter.drawEllipse(BOX)
        case "exempt":
            painter.setBrush(ink)
            painter.drawPolygon(DIAMOND)
        case "deferred":
            painter.drawPolygon(DIAMOND)
        case "unverified":
            font = painter.font()
            font.setPixelSize(28)
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(QRectF(0, 0, SIZE, SIZE), Qt.AlignmentFlag.AlignCenter, "?")
        case _:
            painter.drawLine(QPointF(6, 16), QPointF(26, 16))
