"""What the cards of the welcome share: a line for refusals, fields that hide what is typed, and the demo."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ..actions.office import Office, open_office
from ..rules.messages import Refused
from ..rules.records import Progress
from .labels import card
from .page import Hands
from .when_used import when_used

SUFFIX = ".vaxdesk"
"""The end of a register folder's name."""

make_demo = when_used("demo:make_demo")

Opener = Callable[[Callable[[Progress], Office], Callable[[Refused], None]], None]


class Card(QWidget):
    """A card with a line for refusals at its foot."""

    def __init__(self, hands: Hands, title: str, opener: Opener) -> None:
        super().__init__()
        self._hands = hands
        self._opener = opener
        frame, self.inside = card(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.refusal = QLabel()
        self.refusal.setObjectName("refusal")
        self.refusal.setWordWrap(True)
        self.refusal.hide()

    def said(self, sentence: str) -> None:
        """Show a refusal; an empty sentence hides the line."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def refused(self, refused: Refused) -> None:
        """Say why the register could not be opened or made."""
        self.said(self._hands.words(refused.message))


def secret() -> QLineEdit:
    """A field that hides what is typed."""
    return QLineEdit(echoMode=QLineEdit.EchoMode.Password)


def open_demo(progress: Progress) -> Office:
    """Open the demo among the program's own data, made if it is not there yet. Raises Refused as actions.demo does."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    made = make_demo(Path(data) / "demo" / f"demo{SUFFIX}", progress=progress)
    return open_office(made.register, made.passphrase, today=made.on)
