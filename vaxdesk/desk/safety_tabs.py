"""The tabs of the page of safety: backups, users, the record of changes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from ..actions.record import Deed
from ..actions.users import Member
from ..rules.messages import Message, say
from ..rules.roles import Role
from .cards import secret
from .labels import button, choice, fields, quiet
from .page import Hands
from .table import Heading, RowsModel, fit_columns, table_view

ROLES = {
    Role.KEYER: say("Keyer: own villages only"),
    Role.OFFICE: say("Office: everything but users and keys"),
    Role.REVIEWER: say("Reviewer: reads and checks, exports no whole numbers"),
    Role.ADMINISTRATOR: say("Administrator"),
}


class BackupsTab(QWidget):
    """What was found damaged, where backups go, the newest of them, and a button to make one now."""

    def __init__(
        self,
        hands: Hands,
        back_up: Callable[[], None],
        choose: Callable[[list[str]], None],
        settle: Callable[[], None],
    ) -> None:
        super().__init__()
        words = self._words = hands.words
        self._choose = choose
        self._places: list[str] = []
        self.places = quiet()
        self.warning = QLabel(wordWrap=True)
        self.warning.setObjectName("refusal")
        self.alarms = QLabel(wordWrap=True)
        self.alarms.setObjectName("refusal")
        self.settle = button(words.say("It was &seen to: nothing is missing any more"), settle)
        self.show_alarms([])
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Backups"))
        self.empty = quiet(words.say("There are no backups in the chosen folder yet."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out(back_up)

    def _lay_out(self, back_up: Callable[[], None]) -> None:
        words = self._words
        acts = QHBoxLayout()
        acts.addWidget(button(words.say("&Back up now"), back_up, main=True))
        acts.addWidget(button(words.say("Choose a &folder..."), lambda: self._browse(False)))
        acts.addWidget(button(words.say("Also onto a &USB drive..."), lambda: self._browse(True)))
        acts.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 14, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.alarms)
        layout.addWidget(self.settle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(
            quiet(
                words.say(
                    "A backup is made when the register is closed, every 30 minutes of work, and before every intake, merge and"
                    " deletion. It is encrypted like the register and read back. Kept are 7 days, 5 weeks and 12 months."
                    " To go back to one, close the register and choose Restore a backup."
                )
            )
        )
        layout.addWidget(self.places)
        layout.addWidget(self.warning)
        layout.addLayout(acts)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.table, 1)

    def show_backups(self, found: Sequence[tuple[str, str]], places: Sequence[str], warning: Message | None) -> None:
        """Show the backups, newest first, as (file, folder), where they go, and what to say loudly."""
        self._places = list(places)
        self.places.setText(self._words.say("They go to: {folders}", folders="; ".join(places)))
        self.warning.setText(self._words(warning) if warning else "")
        self.warning.setVisible(warning is not None)
        self.model.show([Heading(self._words.say("Backup")), Heading(self._words.say("Folder"))], found)
        fit_columns(self.table, 560)
        self.empty.setVisible(not found)
        self.table.setVisible(bool(found))

    def show_alarms(self, found: Sequence[Message]) -> None:
        """Show what was found damaged and nobody has seen to yet."""
        self.alarms.setText("\n".join(map(self._words, found)))
        for widget in (self.alarms, self.settle):
            widget.setVisible(bool(found))

    def _browse(self, usb: bool) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._words.say("Choose a folder"))
        if chosen:
            self._choose([self._places[0], chosen] if usb else [chosen, *self._places[1:]])


class UsersTab(QWidget):
    """Who may open the register; one is chosen, or named anew, and kept with a role, villages and perhaps a passphrase."""

    def __init__(
        self,
        hands: Hands,
        keep: Callable[[Member, str], None],
        remove: Callable[[str], None],
        recover: Callable[[], None],
        renew: Callable[[], None],
    ) -> None:
        super().__init__()
        words = self._words = hands.words
        self._hands, self._keep, self._remove, self._renew = hands, keep, remove, renew
        self._members = list[Member]()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Users"))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now.row()))
        self.name, self.passphrase, self.villages = QLineEdit(), secret(), QLineEdit()
        self.role = choice(words, ROLES.items())
        self.villages.setPlaceholderText(words.say("all; a keyer's: their names, a grid as village/grid"))
        self.passphrase.setPlaceholderText(words.say("only for a new user, or to set another one"))
        acts = QHBoxLayout()
        acts.addWidget(button(words.say("&Keep this user"), self.keep, main=True))
        acts.addWidget(button(words.say("&Remove this user..."), self.remove))
        acts.addStretch()
        acts.addWidget(button(words.say("New recovery &sheet..."), recover))
        acts.addWidget(button(words.say("&Encrypt anew..."), self.renew))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 14, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.table, 1)
        layout.addLayout(
            fields(
                (words.say("&User name"), self.name),
                (words.say("R&ole"), self.role),
                (words.say("&Villages"), self.villages),
                (words.say("&Passphrase"), self.passphrase),
            )
        )
        layout.addLayout(acts)

    def show_members(self, members: Sequence[Member], villages: Sequence[str]) -> None:
        """Show everybody who has a passphrase."""
        words = self._words
        self._members = list(members)
        headings = (words.say("User"), words.say("Role"), words.say("Villages"))
        every = words.say("all")
        rows = [
            (each.name, words(ROLES[each.role]), every if each.villages is None else " ".join(sorted(each.villages)))
            for each in members
        ]
        self.model.show([Heading(text) for text in headings], rows)
        fit_columns(self.table, 420)
        self.villages.setToolTip(" ".join(villages))
        self.passphrase.clear()

    def renew(self) -> None:
        """Encrypt the register anew if the person means it."""
        box = QMessageBox(self)
        box.setWindowTitle(self._words.say("Encrypt anew"))
        box.setText(
            self._words.say(
                "After somebody left, the register gets a new key: an old copy of the key file opens nothing that is written from"
                " now on. Nobody's passphrase changes. Remove who left first."
            )
        )
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        box.addButton(self._words.say("&Encrypt anew"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(self._renew)
        box.open()

    def keep(self) -> None:
        """Keep what the fields say."""
        named = frozenset(self.villages.text().split()) or None
        self._keep(Member(self.name.text(), self.role.currentData(), named), self.passphrase.text())

    def remove(self) -> None:
        """Let the user of the fields in no more."""
        self._remove(self.name.text())

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._members):
            member = self._members[row]
            self.name.setText(member.name)
            self.role.setCurrentIndex(list(ROLES).index(member.role))
            self.villages.setText(" ".join(sorted(member.villages or ())))


class RecordTab(QWidget):
    """What was done, newest first, and its export for a supervisor."""

    def __init__(self, hands: Hands, export: Callable[[str], None]) -> None:
        super().__init__()
        words = self._words = hands.words
        self._export = export
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Record of changes"))
        acts = QHBoxLayout()
        acts.addWidget(
            quiet(words.say("Nobody can alter this unseen: each line carries a seal over those before it.")), 1
        )
        acts.addWidget(button(words.say("&Export for a supervisor..."), self._choose))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 14, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(acts)
        layout.addWidget(self.table, 1)

    def show_deeds(self, deeds: Sequence[Deed]) -> None:
        """Show what is on record."""
        words = self._words
        headings = (say("No."), say("When"), say("Who"), say("What"), say("About"))
        rows = [
            (deed.number, f"{deed.at.astimezone():%Y-%m-%d %H:%M}", deed.by, words(deed.what), deed.about)
            for deed in deeds
        ]
        self.model.show([Heading(words(text)) for text in headings], rows)
        fit_columns(self.table, 420)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._words.say("Export for a supervisor"), str(Path.home() / "record.xlsx"), "*.xlsx"
        )
        if chosen:
            self._export(chosen)
