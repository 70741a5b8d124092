"""A field that people are recorded with only where somebody says why: its reason, and a button to switch it on or off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ..actions.language import Translator
from .labels import button


class OptionalFieldSwitch(QWidget):
    """Shows why a field is on; `wanted` tells the reason somebody gives for it, or "" to switch it off (asked twice)."""

    wanted = Signal(str)

    def __init__(self, words: Translator, name: str) -> None:
        super().__init__()
        self._words, self._name = words, name
        self._on = self._asked = False
        self._values = ""
        self.reason = QLineEdit(placeholderText=words.say("Off. What is it needed for? (notice, work)"))
        self.reason.setAccessibleName(name)
        self.reason.returnPressed.connect(self._press)
        self.switch = button("", self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reason, 1)
        row.addWidget(self.switch)
        self.setFocusProxy(self.reason)
        self.setText("")

    def text(self) -> str:
        """The reason, "" while it is off."""
        return self.reason.text() if self._on else ""

    def setText(self, told: str) -> None:
        """Show a reason behind the number of values and a space; "" while the field is off."""
        self._on, self._asked = bool(told), False
        self._values, _, reason = told.partition(" ")
        self.reason.setText(reason)
        self.reason.setReadOnly(self._on)
        self._label()

    def _press(self) -> None:
        if not self._on:
            self.wanted.emit(self.reason.text() or " ")
        elif self._asked or self._values == "0":
            self.wanted.emit("")
        else:
            self._asked = True
            self._label()

    def _label(self) -> None:
        say = self._words.say
        if self._asked:
            text = say("Delete {count} values", count=self._values)
        else:
            text = say("Switch off") if self._on else say("Switch on")
        self.switch.setText(text)
        self.switch.setMinimumWidth(self.switch.sizeHint().width())
        self.switch.setAccessibleName(f"{self._name}: {text}")
