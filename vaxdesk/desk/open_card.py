"""Opening a register: one of those opened before, or any other folder, and its passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ..actions.office import Office, names_of, open_office, open_to_read
from ..rules.messages import Refused
from .cards import Card, Opener, secret
from .icons import icon_of
from .labels import button, fields, label_for, quiet
from .page import Hands
from .restore_dialog import RestoreDialog
from .whereabouts import recent_registers, register_folder

FOLDER = Qt.ItemDataRole.UserRole
READABLE = frozenset({"register_open_elsewhere", "folder_read_only"})
"""The refusals after which the register can be opened for reading."""
MOST_IN_SIGHT = 3
"""Registers opened before that are seen without scrolling."""


class OpenCard(Card):
    """An existing register: its folder (or a file in it) and the passphrase."""

    def __init__(self, hands: Hands, opener: Opener) -> None:
        words = hands.words
        super().__init__(hands, words.say("Open a register"), opener)
        self.recent, self.folder, self.passphrase = QListWidget(), QLineEdit(), secret()
        self.user = QComboBox()
        self.recent.setObjectName("groups")
        self.recent.setAccessibleName(words.say("Opened before"))
        self.recent.currentItemChanged.connect(self._chosen)
        self.recent.itemActivated.connect(lambda _item: self.passphrase.setFocus())
        self.passphrase.returnPressed.connect(self.submit)
        self._recent_title = quiet(words.say("Opened before"))
        self.inside.addWidget(self._recent_title)
        self.inside.addWidget(self.recent)
        self.inside.addLayout(
            fields((words.say("&Register folder"), self.folder), (words.say("&Passphrase"), self.passphrase))
        )
        self.folder.textChanged.connect(self._offer_users)
        self.who = QWidget()
        line = QHBoxLayout(self.who)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label_for(self.user, words.say("&User")))
        line.addWidget(self.user, 1)
        self.inside.addWidget(self.who)
        self.who.hide()
        self.inside.addWidget(self.refusal)
        row = QHBoxLayout()
        row.addWidget(button(words.say("Bro&wse..."), self._browse))
        row.addWidget(button(words.say("Restore a &backup..."), self._choose_backup))
        row.addStretch()
        self.read = button(words.say("Open for &reading only"), self.submit_reading)
        self.read.hide()
        row.addWidget(self.read)
        row.addWidget(button(words.say("&Open"), self.submit, main=True))
        self.inside.addLayout(row)

    def show_recent(self) -> bool:
        """List the registers opened before that are still there, the newest chosen; whether there are any."""
        found = [Path(folder) for folder in recent_registers(self._hands.settings) if Path(folder).is_dir()]
        self.passphrase.clear()
        self.recent.clear()
        for folder in found:
            item = QListWidgetItem(icon_of("folder-open"), f"{folder.stem}\n{folder.parent}")
            item.setData(FOLDER, str(folder))
            item.setToolTip(str(folder))
            self.recent.addItem(item)
        self.recent.setVisible(bool(found))
        self._recent_title.setVisible(bool(found))
        self.recent.setCurrentRow(0 if found else -1)
        line = self.recent.sizeHintForRow(0)
        self.recent.setFixedHeight(line * min(len(found), MOST_IN_SIGHT) + 2 * self.recent.frameWidth())
        return bool(found)

    def submit(self) -> None:
        """Open what the fields say."""
        self._submit(open_office)

    def submit_reading(self) -> None:
        """Open it to be read only."""
        self._submit(open_to_read)

    def _submit(self, opener: Callable[[Path, str, str | None], Office]) -> None:
        self.read.hide()
        if not self.folder.text().strip():
            self.said(self._hands.words.say("Choose the folder of the register first."))
            return
        folder, passphrase = register_folder(self.folder.text()), self.passphrase.text()
        user = self.user.currentText() if self.user.count() > 1 else None
        self._opener(lambda _progress: opener(folder, passphrase, user), self.refused)

    def refused(self, refused: Refused) -> None:
        """Say it; what cannot be written to can still be read, and a wrong passphrase can be typed again."""
        super().refused(refused)
        self.read.setVisible(refused.code in READABLE)
        if refused.code == "wrong_passphrase":
            self.passphrase.setFocus()
            self.passphrase.selectAll()

    def restore(self, file: Path) -> None:
        """Show what a backup would bring, and ask where to."""
        typed = self.folder.text().strip()
        RestoreDialog(self._hands, file, register_folder(typed) if typed else None, self._opener, self).open()

    def _choose_backup(self) -> None:
        typed = self.folder.text().strip()
        near = register_folder(typed).parent if typed else Path.home()
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._hands.words.say("Restore a backup"), str(near), "*.vaxdesk-backup"
        )
        if chosen:
            self.restore(Path(chosen))

    def _offer_users(self, folder: str) -> None:
        """Ask who it is where several may open the register."""
        names = names_of(register_folder(folder)) if folder.strip() else []
        self.user.clear()
        self.user.addItems(names)
        self.who.setVisible(len(names) > 1)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        self.read.hide()
        if item is not None:
            self.folder.setText(item.data(FOLDER))

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._hands.words.say("Open a register"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.passphrase.setFocus()
