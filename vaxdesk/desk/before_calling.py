"""What is known before somebody calls: what to mind, the last contacts, the phone; and the forms for what came of it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..actions import assignments, contact_plans
from ..actions.assignments import Assignment
from ..actions.codes import WAYS
from ..actions.contact_plans import Known
from ..actions.field_words import CONTACT_ANSWERS, SESSION_KINDS, STATES
from ..actions.households import household
from ..actions.office import Office
from ..actions.plans import found
from ..actions.work_lists import Job
from ..rules.keying import outcome_text
from ..rules.messages import say
from ..rules.records import Progress
from .assigning import Assigning
from .labels import button, quiet
from .page import Hands
from .person_forms import BOOKING, CONTACT
from .plan_form import PlanForm

WHO = "contact/who"
"""The setting with who called last."""
SHOWN = 6
"""Contacts that are shown."""


class Before(NamedTuple):
    """A person about to be called."""

    id: int
    name: str
    phone: str
    household: int
    known: Known
    answering: Sequence[Assignment]


class BeforeCalling(QFrame):
    """Stands beside a list and follows its cursor; of a household, its first member is shown."""

    opened = Signal(object)
    """The page of a person is wanted."""
    noted = Signal(str)
    refused = Signal(object)

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self.setObjectName("card")
        self._hands = hands
        words = hands.words
        self._on = date.min
        self.person = 0
        self.title, self.phone = QLabel(), QLabel()
        self.title.setObjectName("cardTitle")
        self.title.setWordWrap(True)
        self.warning, self.log = QLabel(), quiet()
        self.warning.setWordWrap(True)
        self.warning.setObjectName("strong")
        choices = {
            "way": [(str(code), words(label)) for code, label in WAYS.items()],
            "answer": [(str(code), words(label)) for code, label in CONTACT_ANSWERS.items()],
            "kind": [(code, words(label)) for code, label in SESSION_KINDS.items()],
        }
        self.contact, self.booking = PlanForm(hands, CONTACT, choices), PlanForm(hands, BOOKING, choices)
        self.record = button(words.say("Record a con&tact..."), partial(self._open_form, self.contact), main=True)
        self.book = button(words.say("Book an &appointment..."), partial(self._open_form, self.booking))
        self.open = button(words.say("&Open the person"), lambda: self.opened.emit(self.person))
        self.assigning = Assigning(hands)
        self.assigning.noted.connect(self.noted)
        self.assigning.refused.connect(self.refused)
        self._lay_out()
        for form in (self.contact, self.booking):
            form.saved.connect(partial(self._saved, form))
            form.left.connect(self._close)
        self.clear()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("paper")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.phone, self.warning, self.log, self.record, self.book, self.open):
            inside.addWidget(widget)
        inside.addWidget(self.assigning)
        inside.addWidget(self.contact)
        inside.addWidget(self.booking)
        inside.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        QVBoxLayout(self).addWidget(area)

    def clear(self) -> None:
        """Nobody is chosen."""
        self.person = 0
        self._show(False)
        self.title.setText(self._hands.words.say("Nobody is chosen"))

    def show_job(self, job: Job | None, on: date | None) -> None:
        """Read what is known of a line of a list; a form that is open for the same person stays open."""
        if job is None or on is None:
            self.clear()
            return
        self._on = on

        def read(office: Office, _progress: Progress) -> Before:
            person = job.person or next(
                (card.id for card in household(office, job.household, on).members if not card.departure), 0
            )
            known = found(office, person)
            contacts, answering = (
                contact_plans.known_contacts(office, person, on),
                assignments.answering(office, person),
            )
            return Before(person, known.name, known.phone or "", known.household_id or 0, contacts, answering)

        self._hands.worker.ask(say("Reading the contacts"), read, self.show_before, self.refused.emit, "before calling")

    def show_before(self, before: Before) -> None:
        """Show a person: what to mind comes first."""
        words = self._hands.words
        if before.id != self.person:
            self._close()
        self.person = before.id
        if not self.contact.isVisible() and not self.booking.isVisible():
            self._show(True)
        self.title.setText(before.name)
        self.assigning.show_answering(before.id, before.household, before.answering)
        self.phone.setText(
            words.say("Phone: {phone}", phone=before.phone) if before.phone else words.say("No phone is known.")
        )
        self.warning.setText("\n".join(map(words, before.known.warnings)))
        self.warning.setVisible(bool(before.known.warnings))
        self.log.setText("\n".join(self._log_lines(before.known)) or words.say("Nobody has contacted this person yet."))

    def _log_lines(self, known: Known) -> Sequence[str]:
        words = self._hands.words
        booked = known.appointment
        lines = []
        if booked is not None:
            lines.append(
                f"{booked.booked_on}  {words(STATES[booked.state])}  {booked.site}  {words(SESSION_KINDS[booked.kind])}"
            )
        for each in known.contacts[:SHOWN]:
            answer = CONTACT_ANSWERS.get(each.answer)
            said = words(answer or outcome_text(each.answer))
            lines.append(f"{each.on}  {words(WAYS[each.way])}  {said}  {each.who}")
        return lines

    def _show(self, shown: bool) -> None:
        for widget in (self.phone, self.warning, self.log, *self._choices()):
            widget.setVisible(shown)
        self.contact.hide()
        self.booking.hide()

    def _choices(self) -> Sequence[QWidget]:
        return self.record, self.book, self.open, self.assigning

    def _close(self) -> None:
        self.contact.hide()
        self.booking.hide()
        for widget in self._choices():
            widget.setVisible(self.person > 0)

    def _open_form(self, form: PlanForm) -> None:
        """The form takes the place of the buttons, so that all of it is in sight."""
        self._close()
        for widget in self._choices():
            widget.hide()
        settings = self._hands.settings
        suggested = {"who": str(settings.value(WHO, "")), "way": "phone"} if form is self.contact else {}
        form.show_facts(self._on, self.person, {}, suggested=suggested)
        form.show()
        form.fields["answer" if form is self.contact else "booked_on"].setFocus()

    def _saved(self, form: PlanForm, sentence: str) -> None:
        if form is self.contact:
            self._hands.settings.setValue(WHO, form.fields["who"].value())
        self._close()
        self.noted.emit(sentence)
