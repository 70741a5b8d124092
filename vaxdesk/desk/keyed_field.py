"""Fields for keying without a mouse: Enter moves on, a full field moves on by itself, F2 repeats, Up takes back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyedField(QLineEdit):
    """A line to type into. `full` says when nothing more can follow, so that the next field is reached without a key."""

    entered = Signal()
    """Enter was pressed, or the field is full."""
    finished = Signal()
    """Ctrl+Enter: save the household and open the next."""
    repeat = Signal()
    """F2: the value of the last household."""
    back = Signal()
    """Up: what was entered before."""
    left = Signal()
    """Esc: nothing typed is lost."""
    reached = Signal()
    """The field is where one types now."""

    def __init__(self, full: Callable[[str], bool] = lambda _text: False) -> None:
        super().__init__()
        self._full = full
        self.textEdited.connect(self._when_full)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the keys of the canvass desk; all others type."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in ENTER:
            (self.finished if control else self.entered).emit()
        elif key == Qt.Key.Key_F2:
            self.repeat.emit()
        elif key == Qt.Key.Key_Up and not control:
            self.back.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is reached."""
        super().focusInEvent(event)
        self.reached.emit()

    def _when_full(self, text: str) -> None:
        if self._full(text):
            self.entered.emit()
