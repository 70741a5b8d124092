"""Safety: the backups, who may open the register, and what is on record, each on a tab of its own."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from ..actions import alarms, backups, record, users
from ..actions.office import Changes, Office
from ..actions.record import Deed
from ..actions.users import Member
from ..rules.messages import Message, say
from ..rules.records import Progress
from ..rules.roles import Right
from .labels import button, quiet
from .own_passphrase import OwnPassphraseTab
from .page import Hands, Page, View
from .recovery_dialog import make_sheet
from .retention_tab import RetentionTab
from .safety_tabs import BackupsTab, RecordTab, UsersTab

NEWEST = 1000
"""So many changes are shown; older ones leave with the export."""


class Seen(NamedTuple):
    """What the page shows; None stands for what the role of whoever opened the register does not include."""

    backups: list[tuple[str, str]]
    places: list[str]
    warning: Message | None
    alarms: list[Message]
    members: list[Member] | None
    villages: list[str]
    deeds: list[Deed] | None
    sheet: bool | None


class SafetyPage(Page):
    """Backups, users, record."""

    name = "safety"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.backups = BackupsTab(hands, self._back_up, self._set_places, self._settle)
        self.users = UsersTab(hands, self._keep, self._remove, self._recover, self._renew)
        self.own = OwnPassphraseTab(hands, self._change_own, self.said)
        self.record = RecordTab(hands, self._export)
        self.retention = RetentionTab(hands)
        self.retention.noted.connect(self.noted)
        self.retention.refused.connect(self.refused)
        self.reminder = self._reminder()
        self.tabs = QTabWidget()
        for tab, title in (
            (self.backups, say("Backups")),
            (self.users, say("Users")),
            (self.record, say("Record of changes")),
            (self.retention, say("Retention and deletion")),
            (self.own, say("My passphrase")),
        ):
            self.tabs.addTab(tab, words(title))
        self.body.addWidget(self.reminder)
        self.body.addWidget(self.tabs, 1)

    def _reminder(self) -> QWidget:
        """What stands above the tabs as long as there is no recovery sheet."""
        words, whole = self.hands.words, QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        told = words.say(
            "There is no recovery sheet: if every passphrase is lost, nobody can open the register any more."
        )
        row.addWidget(quiet(told), 1)
        row.addWidget(button(words.say("Make a recovery &sheet..."), self._recover))
        whole.hide()
        return whole

    def aim(self, about: object) -> None:
        """The number of a tab to show."""
        if isinstance(about, int):
            self.tabs.setCurrentIndex(about)

    def load(self, view: View) -> None:
        """Read what there is."""
        self.hands.worker.ask(say("Reading what is on record"), _seen, self.show_seen, self.refused, self.name)

    def forget(self) -> None:
        """Another register is open."""
        super().forget()
        self.retention.forget()

    def changes(self, changes: Changes) -> None:
        """Whatever was done is on record."""
        self._stale = True

    def show_seen(self, seen: Seen) -> None:
        """Show it; a tab that the role does not include is closed to it."""
        self.said("")
        self.reminder.setVisible(seen.sheet is False)
        self.backups.show_backups(seen.backups, seen.places, seen.warning)
        self.backups.show_alarms(seen.alarms)
        self.tabs.setTabEnabled(1, seen.members is not None)
        self.tabs.setTabEnabled(2, seen.deeds is not None)
        self.tabs.setTabEnabled(3, seen.members is not None)
        self.users.show_members(seen.members or [], seen.villages)
        self.record.show_deeds(seen.deeds or [])

    def _ask(self, title: Message, verb: Callable[[Office], object], said: Message) -> None:
        def work(office: Office, _progress: Progress) -> object:
            return verb(office)

        def done(answer: object) -> None:
            if isinstance(answer, Changes):
                self.hands.worker.tell(answer)
            self.noted.emit(self.hands.words(said))
            self.load_again()

        self.hands.worker.ask(title, work, done, self.refused)

    def load_again(self) -> None:
        """Read it all again."""
        if self.view is not None:
            self.load(self.view)

    def _back_up(self) -> None:
        def work(office: Office, _progress: Progress) -> list[Message]:
            return backups.back_up_by_itself(office)

        def done(failed: list[Message]) -> None:
            words = self.hands.words
            self.hands.worker.tell(backups.CHANGED)
            self.load_again()
            self.noted.emit(words.say("The backup was made and read back.") if not failed else words(failed[0]))

        self.hands.worker.ask(say("Backing up"), work, done, self.refused)

    def _set_places(self, folders: list[str]) -> None:
        self._ask(
            say("Choosing the folder"),
            lambda office: backups.set_places(office, folders),
            say("The folder was chosen."),
        )

    def _settle(self) -> None:
        self._ask(say("Noting that it was seen to"), alarms.settle, say("It is on record that it was seen to."))

    def _keep(self, member: Member, passphrase: str) -> None:
        self._ask(
            say("Keeping a user"),
            lambda office: users.keep_user(office, member.name, member.role, passphrase, member.villages),
            say("The user was kept."),
        )

    def _remove(self, name: str) -> None:
        self._ask(say("Removing a user"), lambda office: users.remove_user(office, name), say("The user was removed."))

    def _recover(self) -> None:
        make_sheet(self.hands, self, self.refused)

    def _renew(self) -> None:
        self._ask(
            say("Encrypting the register anew"),
            users.renew_key,
            say("The register was encrypted anew: who left cannot open what is written from now on."),
        )

    def _change_own(self, old: str, new: str) -> None:
        def change(office: Office) -> Changes:
            users.confirm(office, old)
            return users.change_passphrase(office, new)

        self.own.clear()
        self._ask(say("Changing the passphrase"), change, say("Your passphrase was changed."))

    def _export(self, path: str) -> None:
        self._ask(
            say("Exporting the record"),
            lambda office: record.export_record(office, path),
            say("The record was exported."),
        )


def _seen(office: Office, _progress: Progress) -> Seen:
    may = office.permit.may
    return Seen(
        backups.listed(office),
        [str(folder) for folder in backups.places(office)],
        backups.warning(office),
        alarms.alarmed(office),
        users.members(office) if may(Right.ADMINISTER) else None,
        users.village_names(office) if may(Right.ADMINISTER) else [],
        record.deeds(office, limit=NEWEST) if may(Right.REVIEW) else None,
        users.has_recovery(office) if may(Right.ADMINISTER) else None,
    )
