"""Icons of one style, drawn in the colour of the text they stand beside, sharp at every scaling."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

FOLDER = files("vaxdesk.resources") / "icons"


def icon_of(name: str) -> QIcon:
    """The icon of this name in resources/icons. Raises FileNotFoundError if there is none."""
    return QIcon(_Drawing(name))


class _Drawing(QIconEngine):
    """Draws an icon anew for each colour, so that it turns dark with everything else."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._svg = _read(name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into a rectangle; the mode decides on the colour."""
        colours = QApplication.palette()
        ink = {
            QIcon.Mode.Disabled: colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text),
            QIcon.Mode.Selected: colours.color(QPalette.ColorRole.Highlight),
        }.get(mode, colours.color(QPalette.ColorRole.Text))
        drawing = QSvgRenderer(self._svg.replace("currentColor", ink.name()).encode())
        drawing.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as a picture of this size."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Another one like it."""
        return _Drawing(self._name)


@lru_cache
def _read(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text("utf-8")
