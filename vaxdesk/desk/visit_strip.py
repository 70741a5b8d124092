"""The visit itself: its day, who went, what came of it, and the day of the next one."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..actions.language import Translator
from ..actions.sheet_typing import Typed
from .keyed_field import KeyedField
from .labels import label_for

SIGNS = 16
"""How many digits a field has room for."""


class VisitStrip(QWidget):
    """Fields that stay from one household to the next, except the next visit; F2 repeats those of the last household."""

    changed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._last = Typed()
        self.fields = {name: KeyedField() for name in ("visited_on", "canvasser", "next_on")}
        self.outcome, self.wrong = QLabel(), QLabel()
        self.wrong.setObjectName("refusal")
        self.wrong.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        labels = (words.say("&Day of the visit"), words.say("&Canvasser"), words.say("&Next visit"))
        for label, field in zip(labels, self.fields.values(), strict=True):
            row.addWidget(label_for(field, label))
            row.addWidget(field)
            field.setMaximumWidth(field.fontMetrics().horizontalAdvance("0") * SIGNS)
        row.addSpacing(8)
        row.addWidget(QLabel(words.say("Outcome")))
        row.addWidget(self.outcome, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self._wire()

    def _wire(self) -> None:
        order = list(self.fields)
        for nth, (name, field) in enumerate(self.fields.items()):
            field.textChanged.connect(lambda _text: self.changed.emit())
            field.entered.connect(self.fields[order[nth + 1]].setFocus if nth + 1 < len(order) else self.left.emit)
            field.repeat.connect(lambda name=name, field=field: field.setText(getattr(self._last, name)))
            field.finished.connect(self.finished.emit)
            field.left.connect(self.left.emit)

    def values(self) -> dict[str, Any]:
        """What stands in the fields, by their names in `Typed`."""
        return {name: field.text() for name, field in self.fields.items()}

    def refuse(self, field: str, sentence: str) -> None:
        """Say what is wrong with a field, and go there."""
        self.tell(sentence)
        self.fields[field].setAccessibleDescription(sentence)
        self.fields[field].setFocus()

    def tell(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence says nothing."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def clear(self) -> None:
        """Forget the last household: another register is open."""
        self._last = Typed()
        for field in self.fields.values():
            field.clear()

    def remember(self, typed: Typed) -> None:
        """What F2 repeats from now on."""
        self._last = typed

    def show_visit(self, typed: Typed, on: date) -> None:
        """Show a visit; what was not typed yet is that of the last household, but for its next visit; the first is of `on`."""
        fields = self.fields
        shown = {
            "visited_on": typed.visited_on or fields["visited_on"].text() or on.isoformat(),
            "canvasser": typed.canvasser or fields["canvasser"].text(),
            "next_on": typed.next_on,
        }
        for name, text in shown.items():
            fields[name].blockSignals(True)
            fields[name].setText(text)
            fields[name].blockSignals(False)
        self.tell("")
