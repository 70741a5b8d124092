"""The conditions of a question, one under the other: a field, and its values or the ends of its span."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from ..actions.language import Translator
from ..actions.questions import FIELDS, Condition, Kind
from ..rules.messages import say
from .labels import button

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""By field of a set: its values, each with the words that show it and how many people it has."""


class TickMenu(QMenu):
    """A menu that stays open while one ticks several of its lines, by the mouse or with the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press ticks the line and leaves the menu open."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar ticks; Enter ticks and closes as everywhere."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class ConditionRow(QWidget):
    """One condition."""

    changed = Signal()
    dropped = Signal(object)

    def __init__(self, words: Translator, choices: Choices) -> None:
        super().__init__()
        self._words, self._choices = words, choices
        self._chosen: list[str] = []
        self.field = QComboBox()
        self.field.setAccessibleName(words.say("What is asked for"))
        for code, (_, label) in FIELDS.items():
            self.field.addItem(words(label), code)
        self.pick = QPushButton()
        self.menu = TickMenu(self.pick)
        self.pick.setMenu(self.menu)
        self.first, self.last, self.to = QLineEdit(), QLineEdit(), QLabel(words.say("to"))
        self.first.setAccessibleName(words.say("From"))
        self.last.setAccessibleName(words.say("Up to"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.field, self.pick, self.first, self.to, self.last):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(button(words.say("Remove"), lambda: self.dropped.emit(self)))
        self.field.currentIndexChanged.connect(self._show_field)
        for end in (self.first, self.last):
            end.setMaximumWidth(130)
            end.editingFinished.connect(self.changed)
        self._show_field()

    def put(self, condition: Condition) -> None:
        """Show a condition without this counting as typing."""
        self.blockSignals(True)
        self.field.setCurrentIndex(self.field.findData(condition.field))
        if self._kind() is Kind.SET:
            self._chosen = list(condition.values)
            self._show_choices()
        else:
            self.first.setText(condition.values[0])
            self.last.setText(condition.values[1])
        self.blockSignals(False)

    def condition(self) -> Condition:
        """What stands in the row, not yet checked."""
        if self._kind() is Kind.SET:
            return Condition(self._code(), tuple(self._chosen))
        return Condition(self._code(), (self.first.text().strip(), self.last.text().strip()))

    def filled(self) -> bool:
        """Whether anything was chosen or typed."""
        return any(self.condition().values)

    def _code(self) -> str:
        return str(self.field.currentData())

    def _kind(self) -> Kind:
        return FIELDS[self._code()][0]

    def _show_field(self) -> None:
        kind = self._kind()
        self._chosen = []
        self.pick.setVisible(kind is Kind.SET)
        for widget in (self.first, self.to, self.last):
            widget.setVisible(kind is not Kind.SET)
        hint = "60" if kind is Kind.NUMBER else "2021-12-01"
        for end in (self.first, self.last):
            end.setPlaceholderText(hint)
            end.clear()
        self._show_choices()
        self.changed.emit()

    def _show_choices(self) -> None:
        offered = self._choices.get(self._code(), ())
        self.menu.clear()
        for code, label in offered:
            action = self.menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(code in self._chosen)
            action.toggled.connect(lambda ticked, code=code: self._tick(code, ticked))
        self._tell()

    def _tick(self, code: str, ticked: bool) -> None:
        self._chosen = [*self._chosen, code] if ticked else [each for each in self._chosen if each != code]
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        labels = dict(self._choices.get(self._code(), ()))
        text = ", ".join(labels.get(code, code).rpartition("  ")[0] or code for code in self._chosen)
        self.pick.setText(text or self._words.say("choose..."))
        self.pick.setAccessibleName(text or self._words.say("choose..."))


class ConditionRows(QWidget):
    """All conditions; there is always one to begin with."""

    changed = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self._choices: Choices = {}
        self.rows: list[ConditionRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(
            button(words.say("&Add a condition"), lambda: self.add()), alignment=Qt.AlignmentFlag.AlignLeft
        )
        self._layout.addStretch()

    def offer(self, choices: Choices) -> None:
        """Offer these values from now on."""
        self._choices = choices
        if not self.rows:
            self.add()

    def add(self, condition: Condition | None = None) -> None:
        """A row more, filled with a condition if one is given."""
        row = ConditionRow(self._words, self._choices)
        if condition is not None:
            row.put(condition)
        row.changed.connect(self.changed)
        row.dropped.connect(self._drop)
        self.rows.append(row)
        self._layout.insertWidget(len(self.rows) - 1, row)

    def show_question(self, question: Sequence[Condition]) -> None:
        """Show these conditions and no others."""
        for row in self.rows:
            row.deleteLater()
        self.rows = []
        for condition in question:
            self.add(condition)
        if not question:
            self.add()
        self.changed.emit()

    def question(self) -> tuple[Condition, ...]:
        """The conditions that were filled, not yet checked."""
        return tuple(row.condition() for row in self.rows if row.filled())

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        row.deleteLater()
        self.changed.emit()


SAY_NOTHING_ASKED = say("Everybody in the register; add conditions to count fewer.")
