"""The end of a session: asked about while something runs, and told at the next start where it did not come properly."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ..actions.language import Translator
from ..rules.messages import Message
from .page import Hands
from .session import begin_session, end_session, note_work, recovered
from .status_strip import StatusStrip


class Leaving(QObject):
    """Knows whether a session is on, what runs in it, and whether the window may close."""

    def __init__(self, hands: Hands, strip: StatusStrip, window: QWidget) -> None:
        super().__init__(window)
        self._hands, self._strip, self._window = hands, strip, window
        self._on = self._agreed = False
        self.box: LeavingBox | None = None
        strip.shown.connect(self._note_work)

    def begin_session(self, folder: Path) -> str:
        """A register was opened; what is to be said of its last session, "" for nothing."""
        said = recovered(self._hands.settings, folder, self._hands.words)
        begin_session(self._hands.settings, folder)
        self._on = True
        return said

    def end_session(self) -> None:
        """The register was closed as it should be."""
        if self._on:
            end_session(self._hands.settings)
        self._on = False

    def agreed(self) -> bool:
        """Whether the window may close now; where something runs, the person is asked, and it closes later."""
        running = self._strip.running
        if running is None or self._agreed:
            return True
        self.box = LeavingBox(running, self._strip.stop.isVisible(), self._hands.words, self._window)
        self.box.ask(self._wait, self._leave)
        return False

    def _wait(self) -> None:
        """Close as soon as nothing runs any more."""
        self._hands.worker.busy.connect(lambda title: self._leave() if title is None else None)
        if self._strip.running is None:
            self._leave()

    def _leave(self) -> None:
        self._agreed = True
        self._window.close()

    def _note_work(self, title: Message | None) -> None:
        if self._on:
            note_work(self._hands.settings, title)


class LeavingBox(QMessageBox):
    """Asks whether to wait for what runs, to stop it where it can be stopped, or to stay. Escape stays."""

    def __init__(self, running: Message, can_stop: bool, words: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(words.say("Something is still running"))
        self.setText(words.say("{job} is not finished yet.", job=running))
        kept = words.say("Stopped now, nothing of it is kept; the register stays as it was before it began.")
        self.setInformativeText(kept if can_stop else words.say("It cannot be stopped any more: wait a moment."))
        self.wait = self._choice(words.say("&Close when it is done"))
        self.stop = self._choice(words.say("&Stop it and close"))
        self.stop.setVisible(can_stop)
        self.stay = self.addButton(words.say("Go &back"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.wait)
        self.setEscapeButton(self.stay)

    def ask(self, wait: Callable[[], None], stop: Callable[[], None]) -> None:
        """Open the question; one of the two is called, or nothing."""
        self.wait.clicked.connect(wait)
        self.stop.clicked.connect(stop)
        self.open()

    def _choice(self, text: str) -> QPushButton:
        return self.addButton(text, QMessageBox.ButtonRole.AcceptRole)
