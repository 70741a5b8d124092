"""One person: who, where they stand and why, every fact to be edited where it stands, and what happened, with its source."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ..actions.biography import Event, full_number
from ..actions.office import Changes, Office
from ..actions.record import person_opened
from ..rules.messages import say
from ..rules.optional_fields import CHRONIC, UNIT
from ..rules.records import Progress
from .adding_row import AddingRow
from .as_of import StandingCard
from .form_fields import Form
from .labels import button, quiet
from .merge_dialog import MergeDialog
from .own_record import OwnRecordDialog
from .page import Hands, Page, View
from .person_facts import Shown, Stood, read_person, read_standing
from .person_forms import ADDING, CORRECTING, FACTS, TAKING_OUT
from .person_history import PersonHistory
from .plan_form import PlanForm
from .timeline import Timeline

LEFT, RIGHT = 430, 690
"""Pixels of the two halves at first; the left one is never narrower than its fields need."""
LEAST = 340
"""Pixels that the fields of the left half need with their labels."""
REMEMBERED = "dose/site"
"""The setting with the place of the last dose that was added."""


class PersonPage(Page):
    """The page about one person; others send the id of the person here."""

    name = "person"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.person: int | None = None
        self.opening = False
        self.unmasked: int | None = None
        self.shown: Shown | None = None
        self.about = quiet()
        self.standing = StandingCard(words)
        self.facts = PlanForm(hands, FACTS, {})
        self.opened: PlanForm | None = None
        self._forms: dict[str, PlanForm] = {}
        self.timeline = Timeline(words)
        self.reason = QLineEdit(placeholderText=words.say("What the full number is needed for"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.household = button(words.say("&Household"), self._to_household)
        self.adding = AddingRow(words)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        words = self.hands.words
        top = QHBoxLayout()
        self.heading.setWordWrap(True)
        top.addWidget(self.heading, 1)
        top.addWidget(button(words.say("&Own record..."), self.offer_record))
        top.addWidget(button(words.say("&Who saw this..."), partial(show_history, self)))
        top.addWidget(self.household)
        top.addWidget(button(words.say("&Back to residents"), partial(self.go.emit, "residents", None)))
        self.body.insertLayout(0, top)
        self.body.insertWidget(1, self.about)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._left())
        self.split.addWidget(self._right())
        self.split.setSizes([LEFT, RIGHT])
        self.body.addWidget(self.split, 1)
        self.body.addStretch()
        self.split.hide()

    def _left(self) -> QWidget:
        words = self.hands.words
        inner = QWidget()
        inner.setObjectName("paper")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(self.standing)
        layout.addWidget(self.facts)
        reveal = QHBoxLayout()
        reveal.addWidget(self.reason, 1)
        reveal.addWidget(button(words.say("Show the &number"), self.unmask))
        layout.addLayout(reveal)
        layout.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QWidget()
        whole.setMinimumWidth(LEAST)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addWidget(self.facts.foot)
        return whole

    def _right(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(self.adding)
        self.place = QVBoxLayout()
        layout.addLayout(self.place)
        layout.addWidget(self.timeline, 1)
        return whole

    def _wire(self) -> None:
        self.standing.asked.connect(self.ask_standing)
        self.facts.saved.connect(self.noted)
        self.adding.wanted.connect(self.open_form)
        self.adding.merge.connect(self.open_merge)
        self.reason.returnPressed.connect(self.unmask)
        self.timeline.correct.connect(lambda about: self.open_form(CORRECTING[about.kind], about))
        self.timeline.take_out.connect(lambda about: self.open_form(TAKING_OUT[about.kind], about))

    def aim(self, about: object) -> None:
        """The id of the person to show."""
        if isinstance(about, int) and about != self.person:
            self.person, self.unmasked, self.opening = about, None, True
            self._stale = True
            self._close_form()

    def load(self, view: View) -> None:
        """Read the person again."""
        person, words, masked = self.person, self.hands.words, self.unmasked != self.person
        if person is None:
            self.said(words.say("Nobody is chosen: look for the person among the residents."))
            return

        opening, self.opening = self.opening, False

        def read(office: Office, _progress: Progress) -> Shown:
            if opening:
                person_opened(office, person)
            return read_person(office, person, view.on, masked, words)

        self.hands.worker.ask(say("Reading the person"), read, self.show_person, self.refused, self.name)

    def forget(self) -> None:
        """Another register is open: nobody is chosen."""
        super().forget()
        self.person = self.unmasked = self.shown = None
        self.heading.setText(self.plain_title())
        self.about.clear()
        self.split.hide()
        self._close_form()

    def show_person(self, shown: Shown) -> None:
        """Show a person."""
        if self.view is None:
            return
        self.shown = shown
        self.said("")
        self.heading.setText(shown.name)
        self.about.setText(shown.about)
        self.household.setEnabled(shown.household is not None)
        self.standing.start(min((event.on for event in shown.events), default=self.view.on), self.view.on)
        self.standing.show_standing(shown.stood)
        self.facts.offer(shown.choices)
        self.facts.show_field(UNIT, UNIT not in shown.off)
        self.facts.show_facts(self.view.on, shown.id, shown.values, shown.hints)
        self.adding.show_for(shown.departed, shown.child, CHRONIC not in shown.off)
        self.timeline.show_events(shown.events)
        self.split.show()

    def ask_standing(self, day: date) -> None:
        """Show where the person stood on another day; nothing else on the page changes."""
        person, words = self.person, self.hands.words
        if person is None:
            return

        def read(office: Office, _progress: Progress) -> Stood:
            return read_standing(office, person, day, words)

        ask = self.hands.worker.ask
        ask(say("Reading the person"), read, self.standing.show_standing, self.refused, "standing on")

    def unmask(self) -> None:
        """Show the whole number and phone for the reason that was typed; it is noted."""
        person, reason = self.person, self.reason.text()
        if person is None:
            return

        def note(office: Office, _progress: Progress) -> Changes:
            return full_number(office, person, reason)[1]

        self.hands.worker.ask(say("Noting the reason"), note, self._unmasked, self.refused)

    def open_form(self, form: Form, about: Event | None = None) -> None:
        """Ask for what a change needs, above what happened."""
        if self.shown is None or self.view is None:
            return
        self._close_form()
        self.opened = opened = self._form(form)
        fact = about.id if about else 0
        values = self.shown.doses.get(fact, {}) if form in CORRECTING.values() else {}
        values = self.shown.values if form is ADDING["guardian"] else values
        suggested = {"site": str(self.hands.settings.value(REMEMBERED, ""))} if form is ADDING["dose"] else {}
        opened.offer(self.shown.choices)
        opened.show_facts(self.view.on, self.shown.id, values, self.shown.hints, suggested, fact)
        opened.show()
        next(iter(opened.fields.values()), opened.save_button).setFocus()

    def open_merge(self) -> None:
        """Choose the other entry of the person in sight, and merge."""
        if self.shown is None or self.view is None:
            return
        dialog = MergeDialog(self.hands, self, (self.shown.id, self.shown.name), self.view.on)
        dialog.merged.connect(self._merged)
        dialog.open()

    def _merged(self, stays: int, sentence: str) -> None:
        self.noted.emit(sentence)
        self.aim(stays)

    def _form(self, form: Form) -> PlanForm:
        """The widget of a form, made when it is first needed and kept: answers may still be on their way to it."""
        title = form.title.text
        if title not in self._forms:
            made = self._forms[title] = PlanForm(self.hands, form, {})
            made.saved.connect(self._saved)
            made.left.connect(self._close_form)
            self.place.addWidget(made)
        return self._forms[title]

    def _saved(self, sentence: str) -> None:
        if self.opened is not None and self.opened.form is ADDING["dose"]:
            self.hands.settings.setValue(REMEMBERED, self.opened.fields["site"].value())
        self._close_form()
        self.noted.emit(sentence)

    def _close_form(self) -> None:
        if self.opened is not None:
            self.opened.hide()
            self.opened = None
            self.timeline.table.setFocus()

    def _unmasked(self, changes: Changes) -> None:
        self.unmasked = self.person
        self.reason.clear()
        self.hands.worker.tell(changes)

    def offer_record(self) -> None:
        """Print or save what is kept of the person, for that person."""
        if self.shown is not None and self.view is not None:
            self.record = OwnRecordDialog(self.hands, self.shown.id, self.shown.name, self.view.on, self)
            self.record.noted.connect(self.noted)
            self.record.open()

    def _to_household(self) -> None:
        if self.shown is not None and self.shown.household is not None:
            self.go.emit("households", self.shown.household)


def show_history(page: PersonPage) -> None:
    """Show who saw or changed the person in sight."""
    if page.shown is not None:
        PersonHistory(page.hands, page.shown.id, page.shown.name, page).open()
