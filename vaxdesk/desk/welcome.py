"""The first thing seen: open a register, make one, or look at the demo."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from ..actions.demo import make_demo
from ..actions.office import Office, open_office
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .cards import SUFFIX, Card, Opener, secret
from .labels import button, fields, quiet
from .new_card import NewCard
from .page import Hands
from .whereabouts import recent_registers, register_folder


class Welcome(QWidget):
    """Three cards: open, make, demo. A refusal is said in the card it belongs to."""

    opened = Signal(object)
    """The Opened register."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self.open_card = OpenCard(hands, self._open)
        self.new_card = NewCard(hands, self._open)
        self.demo_card = DemoCard(hands, self._open)
        title = QLabel("VaxDesk")
        title.setObjectName("welcome")
        promise = quiet(
            hands.words.say("The office's register stays on this machine, encrypted; no network is needed.")
        )
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.open_card)
        left.addWidget(self.demo_card)
        left.addStretch()
        right = QVBoxLayout()
        right.addWidget(self.new_card)
        right.addStretch()
        cards = QHBoxLayout()
        cards.setSpacing(20)
        cards.addLayout(left, 1)
        cards.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(90, 36, 90, 24)
        layout.setSpacing(14)
        layout.addWidget(title)
        layout.addWidget(promise)
        layout.addSpacing(8)
        layout.addLayout(cards)
        layout.addStretch()

    def show_recent(self) -> None:
        """Offer the registers opened before, and wait for a passphrase."""
        self.open_card.show_recent()

    def begin(self, register: Path, passphrase: str | None, on: date | None) -> None:
        """Put a register into the fields; where its passphrase is known, as the demo's is, open it for that day."""
        self.open_card.folder.setText(str(register))
        self.open_card.passphrase.setFocus()
        if passphrase is not None:
            self._open(lambda _progress: open_office(register, passphrase, today=on), self.open_card.refused)

    def _open(self, opener: Callable[[Progress], Office], refused: Callable[[Refused], None]) -> None:
        for each in (self.open_card, self.new_card, self.demo_card):
            each.said("")
        self._hands.worker.open(say("Opening the register"), opener, self.opened.emit, refused)


class OpenCard(Card):
    """An existing register: its folder (or a file in it) and the passphrase."""

    def __init__(self, hands: Hands, opener: Opener) -> None:
        words = hands.words
        super().__init__(hands, words.say("Open a register"), opener)
        self.recent = QListWidget()
        self.recent.setObjectName("groups")
        self.recent.setMaximumHeight(120)
        self.recent.setAccessibleName(words.say("Opened before"))
        self.recent.currentTextChanged.connect(self._choose)
        self.recent.itemClicked.connect(lambda item: self._choose(item.text()))
        self.folder, self.passphrase = QLineEdit(), secret()
        self.passphrase.returnPressed.connect(self.submit)
        self._recent_title = quiet(words.say("Opened before"))
        self.inside.addWidget(self._recent_title)
        self.inside.addWidget(self.recent)
        self.inside.addLayout(
            fields((words.say("&Register folder"), self.folder), (words.say("&Passphrase"), self.passphrase))
        )
        self.inside.addWidget(self.refusal)
        row = QHBoxLayout()
        row.addWidget(button(words.say("&Browse..."), self._browse))
        row.addStretch()
        row.addWidget(button(words.say("&Open"), self.submit, main=True))
        self.inside.addLayout(row)

    def show_recent(self) -> None:
        """List the registers opened before that are still there; the newest is chosen."""
        found = [folder for folder in recent_registers(self._hands.settings) if Path(folder).is_dir()]
        self.recent.clear()
        self.recent.addItems(found)
        self.recent.setVisible(bool(found))
        self._recent_title.setVisible(bool(found))
        self.passphrase.clear()
        if found:
            self._choose(found[0])

    def submit(self) -> None:
        """Open what the fields say."""
        if not self.folder.text().strip():
            self.said(self._hands.words.say("Choose the folder of the register first."))
            return
        folder, passphrase = register_folder(self.folder.text()), self.passphrase.text()
        self._opener(lambda _progress: open_office(folder, passphrase), self.refused)

    def refused(self, refused: Refused) -> None:
        """Say it; after a wrong passphrase the field is ready to be typed again."""
        super().refused(refused)
        if refused.code == "wrong_passphrase":
            self.passphrase.setFocus()
            self.passphrase.selectAll()

    def _choose(self, folder: str) -> None:
        if folder:
            self.folder.setText(folder)
            self.passphrase.setFocus()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._hands.words.say("Open a register"), self.folder.text())
        self._choose(chosen)


class DemoCard(Card):
    """The invented township, made on the first visit."""

    def __init__(self, hands: Hands, opener: Opener) -> None:
        words = hands.words
        super().__init__(hands, words.say("Look at the demo"), opener)
        self.inside.addWidget(quiet(words.say("An invented township of 3,000 people to try everything with.")))
        self.inside.addWidget(self.refusal)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(words.say("Open the &demo"), self.submit))
        self.inside.addLayout(row)

    def submit(self) -> None:
        """Make the demo among the program's own data if it is not there yet, and open it."""
        data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
        register = Path(data) / "demo" / f"demo{SUFFIX}"

        def opener(progress: Progress) -> Office:
            made = make_demo(register, progress=progress)
            return open_office(made.register, made.passphrase, today=made.on)

        self._opener(opener, self.refused)
