"""What was found out about a row: a person of the register is opened and corrected there; of anybody else the answer is kept."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions import biography, contact_plans, editing, reconcile
from ..actions.biography import Event
from ..actions.codes import VERDICT_LABELS, WAYS
from ..actions.field_words import CONTACT_ANSWERS
from ..actions.office import Changes, Office
from ..actions.reconcile import Reconciled
from ..rules.contacts import Answer, Way
from ..rules.list_verdicts import Verdict
from ..rules.masks import mask_id
from ..rules.messages import Message, say
from ..rules.records import Progress
from .labels import button, choice, label_for, quiet
from .page import Hands

ANSWERS = (
    Verdict.OTHER_TOWNSHIP, Verdict.UNKNOWN, Verdict.MOVED_OUT, Verdict.DECEASED, Verdict.AWAY,
    Verdict.VACCINATED_TO_CONFIRM, Verdict.UNVACCINATED,
)  # fmt: skip
"""What can be found out about somebody the register does not know. A dose told by telephone is to be confirmed."""
CONTACTS, MOST_CONTACTS = ("visit", "contact", "note"), 3
"""Kinds of events (actions.biography) that tell of a contact, and how many of the latest are shown."""


AFTER_A_DOSE = frozenset({Answer.WELL, Answer.UNWELL})
"""Results of asking after a dose: nothing for a list."""


class Log(NamedTuple):
    """What to mind before somebody calls, and the latest contacts."""

    warnings: Sequence[Message]
    events: Sequence[Event]


class FoundOut(QWidget):
    """One line under the rows of a list."""

    refused = Signal(object)
    opened = Signal(int)
    """The page of a person is wanted."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        words = hands.words
        self._hands = hands
        self._row: Reconciled | None = None
        self.about, self.contacts = quiet(), quiet()
        self.open = button(words.say("&Open the person"), self._open)
        self.verdict = choice(words, ((code, VERDICT_LABELS[code]) for code in ANSWERS))
        self.note = QLineEdit(placeholderText=words.say("What was said, by whom"))
        self.note.returnPressed.connect(self._keep)
        self.keep = button(words.say("&Keep the answer"), self._keep)
        self.way, self.answer = QComboBox(), QComboBox()
        for field, labels in ((self.way, WAYS), (self.answer, CONTACT_ANSWERS)):
            for code in (*Way, *Answer):
                if code in labels and code not in AFTER_A_DOSE:
                    field.addItem(words(labels[code]), str(code))
        self.said = QLineEdit(placeholderText=words.say("What was said, by whom"))
        self.log = button(words.say("No&te the contact"), self._log)
        self.drop = button(words.say("&Drop it"), self._drop)
        self.told, self.contact = QWidget(), QWidget()
        self._lay_out()
        self.show_row(None)

    def _lay_out(self) -> None:
        words = self._hands.words
        self.answer.setAccessibleName(words.say("Result"))
        self.said.setAccessibleName(words.say("Note"))
        line, called, top = QHBoxLayout(self.told), QHBoxLayout(self.contact), QHBoxLayout()
        for narrow in (line, called):
            narrow.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label_for(self.verdict, words.say("&Answer found out")))
        line.addWidget(self.verdict)
        line.addWidget(label_for(self.note, words.say("&Note")))
        line.addWidget(self.note, 1)
        line.addWidget(self.keep)
        line.addWidget(self.drop)
        called.addWidget(label_for(self.way, words.say("Conta&ct")))
        called.addWidget(self.way)
        called.addWidget(self.answer)
        called.addWidget(self.said, 1)
        called.addWidget(self.log)
        top.addWidget(self.about, 1)
        top.addWidget(self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        for widget in (self.contacts, self.contact, self.told):
            layout.addWidget(widget)

    def show_row(self, row: Reconciled | None) -> None:
        """Show what can be done about a row; nobody: nothing."""
        words = self._hands.words
        self._row = row
        known = row is not None and row.card is not None
        self._show_contacts(Log((), ()))
        self.contact.setVisible(known)
        self.said.clear()
        self.open.setVisible(known)
        self.told.setVisible(row is not None and not known)
        if row is None:
            self.about.setText("")
        elif known:
            self.about.setText(
                words.say(
                    "{name} {number} is in the register: record there what you find out, and the verdict follows.",
                    name=row.name,
                    number=mask_id(row.number),
                )
            )
            self._read_contacts(row)
        else:
            self.about.setText(
                words.say(
                    "{name} {number} is not in the register. What you find out is kept: the next list asks no more.",
                    name=row.name,
                    number=mask_id(row.number),
                )
            )
            self.verdict.setCurrentIndex(max(self.verdict.findData(row.told.verdict if row.told else row.verdict), 0))
            self.note.setText(row.told.note if row.told else "")
            self.drop.setEnabled(row.told is not None)

    def _read_contacts(self, row: Reconciled) -> None:
        """What was said at earlier contacts, whatever they were about, and what to mind before the next one."""
        card, today = row.card, date.today()
        if card is None:
            return

        def read(office: Office, _progress: Progress) -> Log:
            events = [event for event in biography.biography(office, card.id) if event.kind in CONTACTS]
            return Log(contact_plans.known_contacts(office, card.id, today).warnings, events[:MOST_CONTACTS])

        title = say("Reading the contacts")
        self._hands.worker.read(title, read, self._show_contacts, self.refused.emit, "contacts")

    def _show_contacts(self, log: Log) -> None:
        words = self._hands.words
        lines = [f"{words.day(event.on)}  {words(event.what)}  {event.recorded.by}" for event in log.events]
        self.contacts.setText("\n".join([*map(words, log.warnings), *lines]))
        self.contacts.setVisible(bool(self.contacts.text()))

    def _log(self) -> None:
        """Note what was said: it stands in the contact log of every task."""
        card = self._row.card if self._row else None
        if card is None:
            return
        values = {"way": self.way.currentData(), "answer": self.answer.currentData(), "note": self.said.text()}

        def write(office: Office, _progress: Progress) -> Changes:
            return editing.carry_out(office, contact_plans.record(office, card.id, values))

        self._hands.worker.ask(say("Noting the contact"), write, self._hands.worker.tell, self.refused.emit)

    def _open(self) -> None:
        if self._row is not None and self._row.card is not None:
            self.opened.emit(self._row.card.id)

    def _keep(self) -> None:
        self._tell(Verdict(self.verdict.currentData()), self.note.text())

    def _drop(self) -> None:
        self._tell(None, "")

    def _tell(self, verdict: Verdict | None, note: str) -> None:
        row = self._row
        if row is None:
            return

        def tell(office: Office, _progress: Progress) -> Changes:
            return reconcile.tell(office, row, verdict, note)

        self._hands.worker.ask(say("Keeping what was found out"), tell, self._hands.worker.tell, self.refused.emit)
