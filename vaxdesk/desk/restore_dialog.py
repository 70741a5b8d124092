"""Going back to a backup: it is read whole first, what it would bring is shown, and the register that is there is kept aside."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ..actions.backups import Backup, look_at, restored
from ..rules.messages import Message, Refused, say
from .cards import SUFFIX, Opener, secret
from .labels import button, fields, quiet
from .page import Hands
from .whereabouts import register_folder


class RestoreDialog(QDialog):
    """Shows what a backup holds, and asks where to and for the passphrase that was right when it was made."""

    def __init__(self, hands: Hands, file: Path, folder: Path | None, opener: Opener, parent: QWidget) -> None:
        super().__init__(parent)
        words = hands.words
        self._hands, self._file, self._opener = hands, file, opener
        self.setWindowTitle(words.say("Restore a backup"))
        self.setMinimumWidth(600)
        title = QLabel(self.windowTitle())
        title.setObjectName("heading")
        self.holds = QLabel(words.say("Reading the backup, every byte of it..."), wordWrap=True)
        self.folder = QLineEdit(str(folder or Path.home() / f"{file.stem}{SUFFIX}"))
        self.passphrase = secret()
        self.passphrase.returnPressed.connect(self.restore)
        self.refusal = QLabel(wordWrap=True)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        self.press = button(words.say("&Restore and open"), self.restore, main=True)
        self.press.setEnabled(False)
        self._lay_out(title)
        hands.worker.busy.connect(self._close)
        hands.worker.prepare(say("Reading the backup"), self._look, self.show_backup)

    def _lay_out(self, title: QLabel) -> None:
        words = self._hands.words
        row = QHBoxLayout()
        row.addWidget(button(words.say("Bro&wse..."), self._browse))
        row.addStretch()
        row.addWidget(button(words.say("&Cancel"), self.reject))
        row.addWidget(self.press)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 22)
        layout.setSpacing(12)
        for widget in (title, self.holds):
            layout.addWidget(widget)
        layout.addLayout(
            fields((words.say("&Into the register folder"), self.folder), (words.say("&Passphrase"), self.passphrase))
        )
        layout.addWidget(
            quiet(
                words.say(
                    "Nothing is overwritten: a register that is in this folder now is kept beside it, with today's day in its name."
                )
            )
        )
        layout.addWidget(self.refusal)
        layout.addLayout(row)

    def _look(self) -> Backup | Refused:
        try:
            return look_at(self._file)
        except Refused as refused:
            return refused

    def show_backup(self, held: Backup | Refused) -> None:
        """Show what it would bring, or why it cannot be used."""
        if isinstance(held, Refused):
            self.holds.hide()
            self.refused(held)
            return
        words = self._hands.words
        self.holds.setText(
            words.say(
                "{file} is whole. It would bring {office} with {people} people, as of {at}. Last change: {changed}.",
                file=self._file.name,
                office=held.office,
                people=held.people,
                at=f"{held.at.astimezone():%Y-%m-%d %H:%M}",
                changed=held.changed[:16].replace("T", " ") or "-",
            )
        )
        self.press.setEnabled(True)
        self.passphrase.setFocus()

    def restore(self) -> None:
        """Put it in its place and open it."""
        if not self.press.isEnabled():
            return
        file, folder, passphrase = self._file, register_folder(self.folder.text()), self.passphrase.text()
        self.refusal.hide()
        self.press.setEnabled(False)
        self._opener(lambda _progress: restored(file, folder, passphrase), self.refused)

    def refused(self, refused: Refused) -> None:
        """Say why nothing was restored."""
        self.refusal.setText(self._hands.words(refused.message))
        self.refusal.show()
        self.press.setEnabled(not self.holds.isHidden())
        self.passphrase.selectAll()

    def _close(self, title: Message | None) -> None:
        """The register is open, or was refused: only then is nothing busy any more."""
        if title is None and self._hands.worker.holds:
            self.accept()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._hands.words.say("Restore a backup"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
