"""The first thing seen: open a register, make one in three steps, or look at the demo."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ..actions.office import Office, open_office
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .cards import Card, Opener, open_demo
from .first_steps import FirstSteps
from .labels import button, quiet
from .look import POINTS
from .open_card import OpenCard
from .page import Hands
from .worker import Opened

WIDTH = 600
"""Pixels of the column everything stands in, at the usual size of text."""


class Welcome(QScrollArea):
    """The door, and behind it the steps of a new register. A refusal is said in the card it belongs to."""

    opened = Signal(object)
    """The Opened register."""
    recover = Signal()
    """The register that was made and opened just now is to get its recovery sheet."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(widgetResizable=True)
        self._hands = hands
        self.open_card = OpenCard(hands, self._open)
        self.other_card = OtherCard(hands, self._open)
        self.first_steps = FirstSteps(hands, self._make)
        self.faces = QStackedWidget()
        self._door = QVBoxLayout()
        self.faces.addWidget(column(self._door, self.open_card, self.other_card))
        self.faces.addWidget(column(QVBoxLayout(), self.first_steps))
        self.other_card.new.connect(self._begin_steps)
        self.first_steps.left.connect(self.show_recent)
        self._lay_out()

    def _lay_out(self) -> None:
        title = QLabel("VaxDesk")
        title.setObjectName("welcome")
        promise = quiet(
            self._hands.words.say("The office's register stays on this machine, encrypted; no network is needed.")
        )
        self._whole = QWidget()
        layout = QVBoxLayout(self._whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addStretch(1)
        for widget in (title, promise, self.faces):
            layout.addWidget(widget)
        layout.addStretch(2)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        centred = QHBoxLayout(sheet)
        centred.setContentsMargins(24, 16, 24, 16)
        centred.addStretch()
        centred.addWidget(self._whole)
        centred.addStretch()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(sheet)

    def show_recent(self) -> None:
        """Offer the registers opened before, and wait for a passphrase; without any, making one comes first."""
        self._whole.setFixedWidth(round(WIDTH * self.font().pointSizeF() / POINTS))
        some = self.open_card.show_recent()
        self.other_card.show_main(not some)
        self._door.insertWidget(0, self.open_card if some else self.other_card)
        self.faces.setCurrentIndex(0)
        (self.open_card.passphrase if some else self.other_card.make).setFocus()

    def begin(self, register: Path, passphrase: str | None, on: date | None) -> None:
        """Put a register into the fields; where its passphrase is known, as the demo's is, open it for that day."""
        self.faces.setCurrentIndex(0)
        self.open_card.folder.setText(str(register))
        self.open_card.passphrase.setFocus()
        if passphrase is not None:
            self._open(lambda _progress: open_office(register, passphrase, today=on), self.open_card.refused)

    def clear(self) -> None:
        """Forget what was typed."""
        self.first_steps.clear()
        self.open_card.passphrase.clear()

    def _begin_steps(self) -> None:
        self.faces.setCurrentIndex(1)
        self.first_steps.clear()

    def _make(self, opener: Callable[[Progress], Office], refused: Callable[[Refused], None]) -> None:
        wanted = self.first_steps.wants_sheet

        def opened(register: Opened) -> None:
            self.opened.emit(register)
            if wanted:
                self.recover.emit()

        self._open(opener, refused, opened)

    def _open(
        self,
        opener: Callable[[Progress], Office],
        refused: Callable[[Refused], None],
        opened: Callable[[Opened], None] | None = None,
    ) -> None:
        for each in (self.open_card, self.other_card, self.first_steps):
            each.said("")
        self._hands.worker.open(say("Opening the register"), opener, opened or self.opened.emit, refused)


class OtherCard(Card):
    """For who has no register yet: make one, or look at the invented township."""

    new = Signal()
    """A register is to be made."""

    def __init__(self, hands: Hands, opener: Opener) -> None:
        words = hands.words
        super().__init__(hands, words.say("Begin"), opener)
        self.make = button(words.say("Make a &new register"), self.new.emit)
        self.demo = button(words.say("Look at the &demo"), self.submit)
        made = quiet(words.say("In three steps: whose register it is, its passphrase, and what to begin with."))
        invented = quiet(words.say("An invented township of 3,000 people to try everything with."))
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(20)
        for press, about in ((self.make, made), (self.demo, invented)):
            about.setAlignment(Qt.AlignmentFlag.AlignTop)
            half = QVBoxLayout()
            half.addWidget(press)
            half.addWidget(about, 1)
            side_by_side.addLayout(half, 1)
        self.inside.addLayout(side_by_side)
        self.inside.addWidget(self.refusal)

    def show_main(self, main: bool) -> None:
        """Draw making a register as the main thing to do, or as one of two."""
        self.make.setObjectName("main" if main else "")
        self.make.style().unpolish(self.make)
        self.make.style().polish(self.make)

    def submit(self) -> None:
        """Open the demo."""
        self._opener(open_demo, self.refused)


def column(layout: QVBoxLayout, *cards: Card) -> QWidget:
    """Cards under each other, in this layout."""
    whole = QWidget()
    whole.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    for each in cards:
        layout.addWidget(each)
    layout.addStretch()
    return whole
