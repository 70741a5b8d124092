"""The chosen person beside a list: who, where they stand, the sentence why, and the doses; masked unless somebody says what for."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..actions import biography, residents
from ..actions.language import Translator
from ..actions.office import Changes, Office
from ..actions.residents import Row
from ..rules.messages import Refused, say
from ..rules.records import Explained, Progress
from .labels import button, card, quiet
from .page import Hands
from .residents_columns import lines, sex_label
from .shapes import shape_of
from .table import text_of

SHAPE = 16
"""Pixels of the shape before the standing."""

NARROWEST = 308
"""Pixels in which a line about a dose can be read whole."""


class Shown(NamedTuple):
    """A person in the words of the card. `doses`: a line each, with the day, the vaccine and whether it counts."""

    id: int
    name: str
    standing: str
    place: str
    facts: str
    why: str
    following: str
    doses: str


class PersonCard(QWidget):
    """Shows one person, or nobody."""

    opened = Signal(int)
    """The person's own page is wanted: the id."""
    refused = Signal(object)
    """A Refused that came of asking for the whole number."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self._shown: Shown | None = None
        self._on: date | None = None
        words = hands.words
        self.name, self.shape, self.standing = QLabel(), QLabel(), QLabel()
        self.name.setObjectName("cardTitle")
        self.facts, self.why, self.following, self.doses = quiet(), QLabel(), quiet(), QLabel()
        self.doses.setAccessibleName(words.say("Doses"))
        self.doses.setWordWrap(True)
        self.why.setObjectName("why")
        for label in (self.name, self.standing, self.why):
            label.setWordWrap(True)
        self.open = button(words.say("&Open"), self._open, main=True)
        self.whole = button(words.say("Show &number..."), self._ask_reason)
        self._lay_out()
        self.show_nobody()

    def _lay_out(self) -> None:
        self._frame, inside = card()
        where, presses = QHBoxLayout(), QHBoxLayout()
        where.addWidget(self.shape)
        where.addWidget(self.standing, 1)
        text = QWidget()
        told = QVBoxLayout(text)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self.name)
        told.addLayout(where)
        for label in (self.name, self.standing, self.why, self.following, self.facts, self.doses):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self.why, self.following, self.facts, self.doses):
            told.addWidget(widget)
        told.addStretch()
        scrolled = QScrollArea()
        scrolled.setWidget(text)
        scrolled.setWidgetResizable(True)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setMinimumWidth(NARROWEST)
        inside.addWidget(scrolled, 1)
        presses.addWidget(self.open)
        presses.addWidget(self.whole)
        presses.addStretch()
        inside.addLayout(presses)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 0, 0, 0)
        whole.addWidget(self._frame, 1)

    def show_nobody(self) -> None:
        """Nobody is chosen; an answer on its way is thrown away when it comes."""
        self._shown = None
        self._wanted = 0
        self._frame.hide()

    def ask(self, person: int, on: date) -> None:
        """Read about a person as of a day, and show it."""
        self._wanted, self._on = person, on
        words = self._hands.words

        def read(office: Office, _progress: Progress) -> Shown | None:
            row = residents.page(office, [person], on=on)[0]
            return None if row is None else as_shown(office, row, biography.standing_on(office, person, on), words)

        self._hands.worker.read(say("Reading about a person"), read, self._show, self._unread, "person card")

    def _show(self, shown: Shown | None) -> None:
        if shown is None or shown.id != self._wanted:
            self.show_nobody()
            return
        self._shown = shown
        self.name.setText(shown.name)
        self.shape.setPixmap(shape_of(shown.standing).pixmap(SHAPE, SHAPE))
        self.standing.setText(shown.place)
        self.facts.setText(shown.facts)
        self.why.setText(shown.why)
        self.following.setText(shown.following)
        self.following.setVisible(bool(shown.following))
        self.doses.setText(shown.doses)
        self.doses.setVisible(bool(shown.doses))
        self.whole.show()
        self._frame.show()

    def _unread(self, _refused: Refused) -> None:
        """The list says the same refusal, and asks again when it is over."""
        self.show_nobody()

    def _open(self) -> None:
        if self._shown is not None:
            self.opened.emit(self._shown.id)

    def _ask_reason(self) -> None:
        words = self._hands.words
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(words.say("Show the whole number"))
        dialog.setLabelText(words.say("What do you need it for? The reason is recorded with your name."))
        dialog.textValueSelected.connect(self.show_whole)
        dialog.open()

    def show_whole(self, reason: str) -> None:
        """Show number, phone and birth date of the person in full; the reason is noted."""
        shown, on = self._shown, self._on
        if shown is None or on is None:
            return
        words = self._hands.words

        def read(office: Office, _progress: Progress) -> tuple[str, Changes]:
            _, changes = biography.full_number(office, shown.id, reason)
            row = residents.page(office, [shown.id], on=on, masked=False)[0]
            return facts_of(row, words) if row is not None else "", changes

        def told(answer: tuple[str, Changes]) -> None:
            if self._shown is shown:
                self.facts.setText(answer[0])
                self.whole.hide()

        self._hands.worker.ask(say("Showing a number"), read, told, self.refused.emit)


def as_shown(office: Office, row: Row, explained: Explained, words: Translator) -> Shown:
    """A person in the words of the card."""
    (line,) = lines(office, [row], words)
    place = " · ".join(line.texts[4:6]) if line else ""
    doses = "\n".join(
        "  ".join(
            part for part in (text_of(each.dose.on), _product(office, each.dose.product), words(each.reason)) if part
        )
        for each in explained.doses
    )
    return Shown(
        row.id, row.name, row.standing, place, facts_of(row, words), words(explained.why), _following(explained, words), doses
    )  # fmt: skip


def facts_of(row: Row, words: Translator) -> str:
    """Who somebody is, on a few lines; a birth date and whole numbers only if the row has them."""
    age = words.say("{age} years", age=row.age) if row.age is not None else ""
    parts = (
        " · ".join(part for part in (sex_label(row.sex, words) if row.sex else "", age) if part),
        words.say("Born on {day}", day=row.birth) if row.birth else "",
        row.number,
        row.phone,
        row.address if row.address.startswith(row.village) else f"{row.village} {row.address}".strip(),
        row.unit,
        words.say("Household {code}", code=row.household) if row.household else "",
    )
    return "\n".join(part for part in parts if part)


def _following(explained: Explained, words: Translator) -> str:
    due = explained.standing.next
    if due is None:
        return ""
    if due.earliest is None:
        return words.say("Next: dose {number}.", number=due.number)
    return words.say("Next: dose {number}, from {day} on.", number=due.number, day=due.earliest)


def _product(office: Office, code: str | None) -> str:
    return office.catalogue.products[code].short if code else ""
