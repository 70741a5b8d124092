"""Whether somebody is at the desk: told at every touch of mouse or keys, in any window of the program."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

Type = QEvent.Type
TOUCHES = frozenset({Type.MouseMove, Type.MouseButtonPress, Type.KeyPress, Type.Wheel, Type.TouchBegin})


class HandsOn(QObject):
    """Watches the windows of the program, not its widgets: an event is looked at once, however deep the page is."""

    touched = Signal()
    """Mouse or keys were touched, or another window came forward."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A hand on mouse or keys."""
        if event.type() in TOUCHES:
            self.touched.emit()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self.touched.emit()
