"""The fields people type facts into: a line, a line that offers candidates while one types, a choice of a closed set."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from ..actions.candidates import known_sites, product_candidates, reason_candidates
from ..actions.office import Office
from ..actions.plans import Plan
from ..rules.messages import Message, say

DAYS = frozenset({"birth", "arrived_on", "reason_on", "given_on", "left_on", "issued_on", "valid_until", "contacted_on", "again_on",
                  "booked_on", "consent_on"})  # fmt: skip
"""Fields that take a day."""

CANDIDATES: Mapping[str, Callable[[Office, str], Sequence[str]]] = {
    "product": lambda office, typed: [product.short for product in product_candidates(office, typed)],
    "reason": lambda office, typed: [reason.text for reason in reason_candidates(office, typed)],
    "site": lambda office, typed: [site for site in known_sites(office) if typed.strip() in site],
}
"""Fields that offer candidates, and where these come from."""

Choices = Sequence[tuple[str, str]]
"""Codes of a closed set, each with its words."""


class Form(NamedTuple):
    """What is asked for one change of a person: the title, the fields, and the plan that is made from what was typed.

    The plan is told the person, the dose or certificate it is about (0: none), and the fields that differ from what stood there.
    `at_once`: nothing needs to be typed. `stands`: it is always in sight, and its buttons come with the first change.
    """

    title: Message
    fields: tuple[str, ...]
    plan: Callable[[Office, int, int, Mapping[str, str]], Plan]
    at_once: bool = False
    stands: bool = False


class LineField(QLineEdit):
    """A line of text. While a word is being composed it is not in the line yet."""

    def value(self) -> str:
        """What stands there."""
        return self.text()

    def put(self, text: str, hint: str = "") -> None:
        """Show a text without this counting as typing; `hint` stands there in a quiet colour while it is empty."""
        with QSignalBlocker(self):
            self.setText(text)
            self.setCursorPosition(0)
        self.setPlaceholderText(hint)


class SuggestingField(LineField):
    """A line that offers candidates under it. Nobody has to take one."""

    def __init__(self) -> None:
        super().__init__()
        self._candidates = QStringListModel()
        self._offer = QCompleter(self._candidates, self)
        self._offer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._offer.setMaxVisibleItems(10)
        self.setCompleter(self._offer)

    def offer(self, candidates: Sequence[str]) -> None:
        """Offer these for what stands there now."""
        self._candidates.setStringList(list(candidates))
        if self.hasFocus() and candidates and self.text() not in candidates:
            self._offer.complete()


class ChoiceField(QComboBox):
    """A choice of a closed set, or nothing. The wheel turns the page, not the choice."""

    def offer(self, choices: Choices) -> None:
        """Offer these codes with their words; what was chosen stays chosen."""
        chosen = self.value()
        with QSignalBlocker(self):
            self.clear()
            self.addItem("", "")
            for code, label in choices:
                self.addItem(label, code)
            self.setCurrentIndex(max(0, self.findData(chosen)))

    def value(self) -> str:
        """The code that is chosen; "" for nothing."""
        return self.currentData() or ""

    def put(self, text: str, _hint: str = "") -> None:
        """Choose a code without this counting as a choice."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(text)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        event.ignore()


Field = LineField | ChoiceField

CHOSEN = frozenset({"sex", "residence", "village", "evidence", "level", "way", "answer", "kind"})
"""Fields that are chosen from a closed set."""


def made_for(field: str) -> Field:
    """The widget for a field of a form."""
    if field in CHOSEN:
        made = ChoiceField()
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made
    return SuggestingField() if field in CANDIDATES else LineField()


DAY_HINT = say("such as 2021-08-03 or 210803")
"""What stands in an empty field for a day."""
