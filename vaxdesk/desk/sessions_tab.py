"""Appointments by day and site: the list for the site, and who came, keyed by exception."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout

from ..actions import appointments, printing
from ..actions.appointments import Guest, Held, Session
from ..actions.candidates import product_candidates
from ..actions.field_words import SESSION_KINDS, STATES
from ..actions.office import Changes, Office
from ..actions.printing import Saved, Terms
from ..rules.masks import mask_phone
from ..rules.messages import say
from ..rules.records import Progress
from .form_fields import ChoiceField
from .labels import button, label_for, quiet
from .page import Hands, View
from .printer import choose_printer, print_pdf
from .tab import Tab
from .table import Heading, RowsModel, Value, fit_columns, table_view


class Booked(NamedTuple):
    """What there is to show: the sessions, and the vaccines of the campaign with their names."""

    sessions: Sequence[Session]
    products: Sequence[tuple[str, str]]


class SessionsTab(Tab):
    """Days and sites on the left, who is booked on the right; Space marks who did not come."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._on = date.min
        self.sessions: Sequence[Session] = ()
        self.guests: Sequence[Guest] = ()
        self.absent: set[int] = set()
        self.days, self.people = RowsModel(), RowsModel()
        self.day_table = table_view(self.days, words.say("Days with appointments"))
        self.table = table_view(self.people, words.say("Who is booked; Space marks who did not come"))
        self.about = quiet()
        self.product = ChoiceField()
        self.missed = button(words.say("Did &not come"), self.mark)
        self.save = button(words.say("Save the l&ist..."), self._choose)
        self.print = button(words.say("&Print the list..."), self._print)
        self.hold = button(words.say("Key in: the others &came"), self.key_in, main=True)
        self._lay_out()
        self.day_table.selectionModel().currentRowChanged.connect(self._choose_day)
        self.table.activated.connect(self._open)
        QShortcut(QKeySequence("Space"), self.table, self.mark)
        self._show_guests(())

    def _lay_out(self) -> None:
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.day_table)
        halves.addWidget(self.table)
        halves.setSizes([420, 710])
        foot = QHBoxLayout()
        foot.addWidget(self.missed)
        foot.addStretch()
        foot.addWidget(self.save)
        foot.addWidget(self.print)
        foot.addWidget(label_for(self.product, self._hands.words.say("&Vaccine given")))
        foot.addWidget(self.product)
        foot.addWidget(self.hold)
        layout = QVBoxLayout(self)
        layout.addWidget(self.about)
        layout.addWidget(halves, 1)
        layout.addLayout(foot)

    def load(self, view: View) -> None:
        """Read the days, and who is booked on the one in sight."""
        self._on = view.on

        def read(office: Office, _progress: Progress) -> Booked:
            products = [(product.code, product.short) for product in product_candidates(office, "")]
            return Booked(appointments.sessions(office), products)

        self._hands.worker.ask(say("Reading the appointments"), read, self.show_booked, self.refused.emit, "sessions")

    def show_booked(self, booked: Booked) -> None:
        """List the days; the day in sight stays in sight."""
        words, row = self._hands.words, max(0, self.day_table.currentIndex().row())
        self.sessions = booked.sessions
        self.product.offer(booked.products)
        titles = (words.say("Day"), words.say("Site"), words.say("Booked"), words.say("Still open"))
        self.days.show([Heading(title) for title in titles], [tuple(each) for each in booked.sessions])
        fit_columns(self.day_table, 200)
        empty = words.say("Nobody has an appointment. Book one beside a work list, or on the page of a person.")
        self._tell("" if booked.sessions else empty)
        if not booked.sessions:
            self._show_guests(())
        self.day_table.selectRow(min(row, len(booked.sessions) - 1))

    def clear(self) -> None:
        """Another register: no appointments."""
        self.show_booked(Booked((), ()))

    def _session(self) -> Session | None:
        row = self.day_table.currentIndex().row()
        return self.sessions[row] if 0 <= row < len(self.sessions) else None

    def _choose_day(self, _now: QModelIndex, _before: QModelIndex) -> None:
        session, on = self._session(), self._on
        self.absent = set()
        if session is None:
            return

        def read(office: Office, _progress: Progress) -> Sequence[Guest]:
            return appointments.guests(office, session.on, session.site, on)

        self._hands.worker.ask(say("Reading the appointments"), read, self._show_guests, self.refused.emit, "guests")

    def _show_guests(self, guests: Sequence[Guest]) -> None:
        self.guests = guests
        words, row = self._hands.words, max(0, self.table.currentIndex().row())
        titles = (
            words.say("Name"), words.say("Village"), words.say("Address"), words.say("Phone"), words.say("Kind"), words.say("Came"),
        )  # fmt: skip
        self.people.show([Heading(title) for title in titles], [self._guest(each) for each in guests])
        fit_columns(self.table, 220)
        self.table.selectRow(min(row, len(guests) - 1))
        session = self._session()
        still = bool(guests) and session is not None and session.open > 0
        for press in (self.save, self.print):
            press.setEnabled(bool(guests))
        for widget in (self.missed, self.product, self.hold):
            widget.setEnabled(still)

    def _guest(self, guest: Guest) -> Sequence[Value]:
        words, card = self._hands.words, guest.card
        state = "absent" if card.id in self.absent else guest.appointment.state
        kind = words(SESSION_KINDS[guest.appointment.kind])
        return card.name, card.village, card.address, mask_phone(card.phone), kind, words(STATES[state])

    def mark(self) -> None:
        """Whoever is under the cursor did not come, or did after all; the cursor goes on."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.guests) or self.guests[row].appointment.state != "open":
            return
        self.absent ^= {self.guests[row].card.id}
        self._show_guests(self.guests)
        self.table.selectRow(min(row + 1, len(self.guests) - 1))

    def key_in(self) -> None:
        """Everybody who is not marked came and got the vaccine chosen."""
        session, product, absent = self._session(), self.product.value(), frozenset(self.absent)
        if session is None:
            return

        def work(office: Office, _progress: Progress) -> Held:
            return appointments.hold(office, session.on, session.site, product, absent)

        self._hands.worker.ask(say("Keying in the session"), work, self._held, self.refused.emit)

    def _held(self, held: Held) -> None:
        words = self._hands.words
        self.absent = set()
        self.noted.emit(words.say("{given} came, {absent} did not.", given=held.given, absent=held.absent))
        self._hands.worker.tell(held.changes)
        self._tell("\n".join(f"{name}: {words(reason)}" for name, reason in held.refused))

    def _tell(self, text: str) -> None:
        self.about.setText(text)
        self.about.setVisible(bool(text))

    def _open(self, index: QModelIndex) -> None:
        self.go.emit("person", self.guests[index.row()].card.id)

    def _choose(self) -> None:
        words, session = self._hands.words, self._session()
        if session is None:
            return
        kinds = f"PDF (*.pdf);;{words.say('Workbook')} (*.xlsx)"
        name = f"{words.say('Appointments')}-{session.site}-{session.on}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, words.say("Save the list"), name, kinds)
        if chosen:
            self.save_list(Path(chosen))

    def save_list(self, out: Path) -> None:
        """Save the list of the day in sight; the export is noted."""
        guests, on = self.guests, self._on

        def work(office: Office, progress: Progress) -> Saved:
            return printing.save(office, [appointments.day_list(office, guests, on)], out, Terms(), progress)

        def saved(made: Saved) -> None:
            self.noted.emit(self._hands.words.say("Saved: {file}", file=out.name))
            self._hands.worker.tell(made.changes)

        self._hands.worker.ask(say("Saving"), work, saved, self.refused.emit)

    def _print(self) -> None:
        guests, on = self.guests, self._on
        printer = choose_printer(True, self)
        if printer is None:
            return
        send = partial(print_pdf, printer=printer)

        def work(office: Office, progress: Progress) -> tuple[int, Changes]:
            sheet = appointments.day_list(office, guests, on)
            name = printer.printerName()
            return printing.print_out(
                office, [sheet], Terms(), lambda pdf: send(pdf, progress=progress), name, progress
            )

        def printed(answer: tuple[int, Changes]) -> None:
            self.noted.emit(self._hands.words.say("Sent to the printer: {count} pages.", count=answer[0]))
            self._hands.worker.tell(answer[1])

        self._hands.worker.ask(say("Printing"), work, printed, self.refused.emit)
