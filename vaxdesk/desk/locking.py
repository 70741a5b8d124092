"""After some minutes without a hand on mouse or keys the desk is locked: hidden, the clipboard emptied, the passphrase asked."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from ..actions import users
from ..actions.office import Office
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .cards import secret
from .hands_on import HandsOn
from .labels import button, quiet
from .page import Hands

IDLE = "safety/idle"
"""The setting that holds the minutes."""
USUAL = "10"
MINUTE = 60_000


class IdleLock(QObject):
    """Counts the minutes in which nobody touches anything."""

    def __init__(self, hands: Hands, hands_on: HandsOn, main: QMainWindow) -> None:
        super().__init__(main)
        self._hands, self._main = hands, main
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.lock)
        self.dialog: LockDialog | None = None
        hands_on.touched.connect(self.begin)

    def begin(self) -> None:
        """Count the minutes from now on; none if the setting says never."""
        minutes = int(str(self._hands.settings.value(IDLE, USUAL)))
        if minutes:
            self.timer.start(minutes * MINUTE)
        else:
            self.timer.stop()

    def lock(self) -> None:
        """Hide everything and ask for the passphrase; nothing where no register is open."""
        if not self._hands.worker.holds or self.dialog is not None:
            return
        empty_clipboard()
        self.dialog = LockDialog(self._hands, self._main)
        self.dialog.finished.connect(self._unlocked)
        self.dialog.open()

    def _unlocked(self) -> None:
        self.dialog = None
        self.begin()


class LockDialog(QDialog):
    """Stands over the window, which shows nothing meanwhile, until the passphrase of whoever opened the register is typed."""

    def __init__(self, hands: Hands, main: QMainWindow) -> None:
        super().__init__(main)
        words = hands.words
        self._hands, self._main = hands, main
        self.setWindowTitle("VaxDesk")
        self.passphrase = secret()
        self.passphrase.setAccessibleName(words.say("Passphrase"))
        self.refusal = QLabel(wordWrap=True)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        title = QLabel(words.say("The desk is locked"))
        title.setObjectName("heading")
        row = QHBoxLayout()
        row.addWidget(button(words.say("&Close the register"), self._leave))
        row.addStretch()
        row.addWidget(button(words.say("&Unlock"), self.unlock, main=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 22)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(
            quiet(words.say("Nobody touched it for a while. Type your passphrase to go on where you were."))
        )
        layout.addWidget(self.passphrase)
        layout.addWidget(self.refusal)
        layout.addLayout(row)
        self.passphrase.returnPressed.connect(self.unlock)
        self._hidden: QWidget = main.centralWidget() or main
        self._hidden.hide()

    def unlock(self) -> None:
        """Go on if the passphrase is right."""
        typed = self.passphrase.text()

        def confirm(office: Office, _progress: Progress) -> None:
            users.confirm(office, typed)

        self._hands.worker.ask(say("Unlocking"), confirm, lambda _nothing: self.done(1), self._refused)

    def reject(self) -> None:
        """Escape does not open it."""

    def done(self, result: int) -> None:
        """Show the desk again."""
        self._hidden.show()
        super().done(result)

    def _refused(self, refused: Refused) -> None:
        self.refusal.setText(self._hands.words(refused.message))
        self.refusal.show()
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _leave(self) -> None:
        close = getattr(self._main, "close_register", None)
        if close is not None:
            close()
        self.done(0)


def empty_clipboard() -> None:
    """What was copied from the register is not left for the next who sits down."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        clipboard.clear(mode)
