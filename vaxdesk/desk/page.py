"""What every page of the desk is: a widget that is told what to look at and what changed.

Pages do not know each other. A new page is one line more in `pages.py`.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..actions.language import Translator
from ..actions.office import Changes
from ..rules.messages import Refused
from .labels import plain
from .pages import Kind, kind_of
from .worker import Worker


@dataclass(frozen=True, slots=True)
class View:
    """What all pages look at: the working date, and one village or all of them (None)."""

    on: date
    village: str | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """What is handed down to every part of the window: the worker, the language, and the settings of this machine."""

    worker: Worker
    words: Translator
    settings: QSettings


class Page(QWidget):
    """A page of the desk: a heading, its own widgets, and a line where a refusal is said."""

    name: ClassVar[str]
    """Its word in `go`; what else the frame knows of it stands in pages.py."""

    go = Signal(str, object)
    """The person wants to see another page: its name, and what to show there (see `aim`) or None."""
    noted = Signal(str)
    """A sentence for the status line: what was done."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self.hands = hands
        self.view: View | None = None
        self._stale = True
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 18, 24, 16)
        self.body.setSpacing(12)
        self.heading = QLabel(self.plain_title())
        self.heading.setObjectName("heading")
        self.body.addWidget(self.heading)
        self.refusal = QLabel()
        self.refusal.setObjectName("refusal")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.body.addWidget(self.refusal)

    @property
    def kind(self) -> Kind:
        """What the frame knows of the page."""
        return kind_of(self.name)

    def plain_title(self) -> str:
        """The title without its mnemonic."""
        return plain(self.hands.words(self.kind.title))

    def aim(self, about: object) -> None:
        """Another page sends the person here to see something; it is loaded by the `look` that follows.

        What it can be is the page's own: a filter of residents, the id of a person, the id of a household.
        """

    def look(self, view: View) -> None:
        """Look at this date and village; loads only if that, or something in the register, is new to the page."""
        if self._stale or view != self.view:
            self.view = view
            self._stale = False
            self.load(view)

    def load(self, view: View) -> None:
        """Ask the worker for what the page shows. Each page has its own."""
        raise NotImplementedError

    def changes(self, changes: Changes) -> None:
        """Something was written: new facts make every page old, a print or a submission none. The window looks again after."""
        if changes.people or changes.everything:
            self._stale = True

    def forget(self) -> None:
        """Another register is open: nothing the page shows is true any more. Pages that hold more empty that too."""
        self.view = None
        self._stale = True
        self.said("")

    def refused(self, refused: Refused) -> None:
        """Say why an action was refused, on the page where it was asked for."""
        self.said(self.hands.words(refused.message))

    def said(self, sentence: str) -> None:
        """Show a sentence in the page's line for refusals; an empty one hides the line."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
