"""The rail's place: in a small window as wide as the icons, their words lying over the page while somebody looks for them."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from .rail import Rail

REST = 250
"""Milliseconds the mouse rests on the icons before the words come: whoever only passes sees nothing."""
PASSING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
"""Keys that lead past the rail."""


class RailPlace(QWidget):
    """Keeps the width of the rail; the rail itself belongs to the parent, so that it can be wider than its place."""

    def __init__(self, rail: Rail, parent: QWidget) -> None:
        super().__init__(parent)
        self._rail = rail
        self._small = self._looked_for = False
        rail.setParent(parent)
        for watched in (rail, rail.tree, *rail.foot):
            watched.installEventFilter(self)
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(lambda: self._look_for(True))

    def small(self, small: bool) -> None:
        """Whether there is room for the icons alone."""
        self._small = small
        self._lay_out()

    def moveEvent(self, event: QMoveEvent) -> None:
        """The rail comes along."""
        super().moveEvent(event)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail is as high as its place."""
        super().resizeEvent(event)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse rests on the rail, or keys are pressed in it: words. It is left: icons."""
        match event.type():
            case QEvent.Type.Enter if watched is self._rail and self._small:
                self._rest.start()
            case QEvent.Type.Leave if watched is self._rail:
                self._look_for(False)
            case QEvent.Type.KeyPress if event.key() not in PASSING:  # type: ignore[attr-defined]  # it is a QKeyEvent
                self._look_for(True)
            case QEvent.Type.FocusOut:
                self._look_for(self._rail.underMouse() and self._looked_for)
            case QEvent.Type.LayoutRequest if watched is self._rail:
                self._lay_out()
        return bool(super().eventFilter(watched, event))

    def _look_for(self, words: bool) -> None:
        self._rest.stop()
        if words != self._looked_for:
            self._looked_for = words
            self._lay_out()

    def _lay_out(self) -> None:
        over = self._small and self._looked_for
        self._rail.narrow(self._small and not over)
        wide = self._rail.sizeHint().width()
        if not over:
            self.setFixedWidth(wide)
        self._rail.setGeometry(self.x(), self.y(), wide, self.height())
        self._rail.raise_()
