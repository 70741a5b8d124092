"""Filters as a row of chips: each drops down a list of choices with counts, and carries in its text what is chosen."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..actions.language import Translator
from ..actions.residents import EVERYBODY, Filter
from ..rules.messages import Message, say
from .filter_choices import Choice, Choices, chosen_bands
from .flow import FlowLayout
from .labels import button
from .shapes import shape_of

CODE = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
LONGEST = 13
"""Signs of what is chosen that a chip shows; the rest is in its tool tip."""
MOST_IN_SIGHT = 14
"""Lines of a list of choices before it scrolls."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A chip: its name among the choices, its title, and whether several choices can hold together."""

    name: str
    title: Message
    several: bool = True


CHIPS = (
    Kind("standings", say("Standing")),
    Kind("details", say("Detail")),
    Kind("villages", say("Village")),
    Kind("grids", say("Grid")),
    Kind("tags", say("Tag")),
    Kind("ages", say("Age"), several=False),
    Kind("sexes", say("Sex")),
    Kind("residences", say("Residence")),
    Kind("units", say("Work unit")),
)
"""All chips, in their order."""
RARE = {"grids": 1, "tags": 1, "units": 2}
"""Chips that are in sight once they offer so many choices."""


class ChoiceList(QFrame):
    """The list a chip drops down: ticks and counts, for the mouse and for the keyboard (Space ticks, Esc or Enter closes)."""

    ticked = Signal(object, bool)
    """The code of a choice, and whether it is ticked now."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(name)
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemChanged.connect(self._changed)
        self.tree.installEventFilter(self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.tree)

    def show_choices(self, choices: list[Choice], chosen: frozenset[Any]) -> None:
        """Show the choices; the line one stands on stays the same."""
        place = self.tree.currentIndex().row()
        self.tree.blockSignals(True)
        self.tree.clear()
        for choice in choices:
            item = QTreeWidgetItem([choice.label, str(choice.people)])
            item.setData(0, CODE, choice.code)
            item.setCheckState(0, CHECKED if choice.code in chosen else UNCHECKED)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{choice.label}: {choice.people}")
            if choice.standing:
                item.setIcon(0, shape_of(choice.standing))
            self.tree.addTopLevelItem(item)
        self.tree.setCurrentIndex(self.tree.model().index(max(0, place), 0))
        self.tree.blockSignals(False)

    def drop(self, at: QPoint) -> None:
        """Show the list at a point of the screen, as wide and high as it needs, and listen to the keyboard."""
        line = self.tree.sizeHintForRow(0) + 2
        width = sum(self.tree.sizeHintForColumn(column) for column in (0, 1)) + 48
        self.tree.setFixedSize(max(width, 180), line * min(self.tree.topLevelItemCount(), MOST_IN_SIGHT) + 4)
        self.adjustSize()
        self.move(at)
        self.show()
        self.tree.setFocus()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Enter closes the list as Esc does."""
        closes = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if closes and event.type() == QEvent.Type.KeyPress:
            self.hide()
            return True
        return bool(super().eventFilter(watched, event))

    def _changed(self, item: QTreeWidgetItem) -> None:
        self.ticked.emit(item.data(0, CODE), item.checkState(0) == CHECKED)


class Chip(QPushButton):
    """One filter: its title, what is chosen, and its list."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(self, kind: Kind, words: Translator) -> None:
        super().__init__()
        self._words, self._kind = words, kind
        self._title = words(kind.title)
        self._choices: list[Choice] = []
        self.chosen: frozenset[Any] = frozenset()
        self.list = ChoiceList(self._title, self)
        self.list.ticked.connect(self._tick)
        self.clicked.connect(self._drop)
        self.setObjectName("chip")
        self._tell()

    def choose(self, chosen: frozenset[Any]) -> None:
        """Choose without telling anybody."""
        self.chosen = chosen
        self._tell()

    def offer(self, choices: list[Choice]) -> None:
        """Offer these choices from now on."""
        self._choices = choices
        self.list.show_choices(choices, self.chosen)
        self._tell()

    def _drop(self) -> None:
        if self._choices:
            self.list.drop(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _tick(self, code: Any, ticked: bool) -> None:
        others = self.chosen - {code} if self._kind.several else frozenset()
        self.choose(others | {code} if ticked else others)
        if not self._kind.several:
            self.list.show_choices(self._choices, self.chosen)
        self.changed.emit()

    def _tell(self) -> None:
        chosen = ", ".join(choice.label for choice in self._choices if choice.code in self.chosen)
        text = chosen if len(chosen) <= LONGEST else f"{chosen[:LONGEST]}…"
        self.setText(f"{self._title}: {text} ▾" if self.chosen else f"{self._title} ▾")
        self.setToolTip(chosen)
        self.setAccessibleName(f"{self._title}: {chosen}" if chosen else self._title)
        self.setProperty("chosen", bool(self.chosen))
        self.style().unpolish(self)
        self.style().polish(self)


class ListChip(QPushButton):
    """Says that only the people of a list are shown which another page made; a press lets everybody in again."""

    pressed_away = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self.people: frozenset[int] | None = None
        self.about = ""
        self.setObjectName("chip")
        self.setProperty("chosen", True)
        self.clicked.connect(self._press_away)

    def show_list(self, wanted: Filter) -> None:
        """Show the list of a filter, or nothing where it has none."""
        self.people, self.about = wanted.people, wanted.about
        self.setVisible(self.people is not None)
        self.setText(f"{self._short()} \u00d7")
        self.setToolTip(self._words.say("{about} Press to show everybody again.", about=self.about))
        self.setAccessibleName(self.about)

    def _short(self) -> str:
        return self.about if len(self.about) <= 2 * LONGEST else f"{self.about[: 2 * LONGEST]}…"

    def _press_away(self) -> None:
        self.show_list(EVERYBODY)
        self.pressed_away.emit()


class FilterChips(QWidget):
    """All chips in a row, and the button that clears them."""

    filtered = Signal()
    """The person chose something else: see `wanted`."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.chips = {kind.name: Chip(kind, words) for kind in CHIPS}
        self.listed = ListChip(words)
        self.listed.pressed_away.connect(self._tell)
        self.clear = button(words.say("Clea&r filters"), self._clear)
        row = FlowLayout(8)
        self.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.listed)
        for chip in self.chips.values():
            row.addWidget(chip)
            chip.changed.connect(self._tell)
        for name in RARE:
            self.chips[name].hide()
        row.addWidget(self.clear)
        self.choose(EVERYBODY)

    def wanted(self) -> Filter:
        """The filter that is chosen."""
        chosen: dict[str, Any] = {name: chip.chosen for name, chip in self.chips.items()}
        age_from, age_to = next(iter(chosen.pop("ages")), (None, None))
        return Filter(**chosen, age_from=age_from, age_to=age_to, people=self.listed.people, about=self.listed.about)

    def choose(self, wanted: Filter) -> None:
        """Choose a filter without telling anybody; its text is none of the chips'."""
        for name, chip in self.chips.items():
            if name != "ages":
                chip.choose(getattr(wanted, name))
        self.chips["ages"].choose(frozenset(chosen_bands(wanted)))
        self.listed.show_list(wanted)
        self._show_clear()

    def offer(self, choices: Choices) -> None:
        """Offer these choices."""
        for name, chip in self.chips.items():
            chip.offer(choices[name])
        for name, least in RARE.items():
            self.chips[name].setVisible(len(choices[name]) >= least)

    def _tell(self) -> None:
        self._show_clear()
        self.filtered.emit()

    def _clear(self) -> None:
        self.choose(EVERYBODY)
        self.chips["standings"].setFocus()
        self.filtered.emit()

    def _show_clear(self) -> None:
        self.clear.setVisible(self.listed.people is not None or any(chip.chosen for chip in self.chips.values()))
