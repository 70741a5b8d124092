"""The first act with what was sent in or down: which workbooks, and the password of one that is encrypted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions.language import Translator
from .labels import button, card, label_for, quiet


class WorkbookChoice(QWidget):
    """A card that says what may be dropped on the page, with the button to choose it instead."""

    def __init__(self, title: str, told: str, label: str, choose: Callable[[], None]) -> None:
        super().__init__()
        frame, inside = card(title)
        inside.addWidget(quiet(told))
        self.choose = button(label, choose, main=True)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)


class PasswordRow(QWidget):
    """Asks for the password of a workbook, in sight only while it is needed."""

    def __init__(self, words: Translator, again: Callable[[], None]) -> None:
        super().__init__()
        self.field = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(lambda: again())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label_for(self.field, words.say("&Password of the workbook")))
        layout.addWidget(self.field, 1)
        layout.addWidget(button(words.say("T&ry again"), again))

    def ask(self) -> None:
        """Come into sight, ready to be typed in."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def forget(self) -> None:
        """Go out of sight, and forget what was typed."""
        self.field.clear()
        self.hide()
