"""The address of a household nobody has keyed yet: village by its number or name, then the house."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..actions.language import Translator
from ..rules.writing import narrow
from .keyed_field import KeyedField
from .labels import label_for, quiet


class NewHousehold(QWidget):
    """Two fields; Enter in the second one opens the household. F2 repeats village and address of the last one."""

    opened = Signal(str, str)
    left = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.village, self.address, self.listed = KeyedField(), KeyedField(), quiet()
        self._villages: Sequence[str] = ()
        self._last = ("", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for label, field, share in (
            (words.say("&Village"), self.village, 1),
            (words.say("&Address"), self.address, 2),
        ):
            row.addWidget(label_for(field, label))
            row.addWidget(field, share)
        row.addWidget(self.listed, 2)
        self.village.entered.connect(self._choose)
        self.address.entered.connect(lambda: self.opened.emit(self.village.text().strip(), self.address.text().strip()))
        self.village.repeat.connect(lambda: self.village.setText(self._last[0]))
        self.address.repeat.connect(lambda: self.address.setText(self._last[1]))
        for field in (self.village, self.address):
            field.left.connect(self.left.emit)

    def begin(self, villages: Sequence[str], village: str) -> None:
        """Ask, with the village in view already there."""
        self._villages = villages
        self.listed.setText("  ".join(f"{nth} {name}" for nth, name in enumerate(villages, 1)))
        self.village.setText(village)
        self.address.clear()
        (self.address if village else self.village).setFocus()

    def remember(self, village: str, address: str) -> None:
        """What F2 repeats from now on."""
        self._last = (village, address)

    def _choose(self) -> None:
        number = narrow(self.village.text()).strip()
        if number.isdigit() and 1 <= int(number) <= len(self._villages):
            self.village.setText(self._villages[int(number) - 1])
        self.address.setFocus()
