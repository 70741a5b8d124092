"""What is done with one household beside its address: who answers for it, and its papers for the door, printed or saved."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ..actions import canvass_paper, household_papers
from ..actions.assignments import Assignment
from ..actions.office import Changes, Office
from ..rules.messages import Message, say
from ..rules.records import Progress
from .chosen_dialogs import Chosen, HouseholdDutyDialog
from .households_read import Opened
from .labels import button, menu_button
from .page import Hands
from .printer import choose_printer, print_pdf

PAPERS: dict[str, Message] = {
    household_papers.CARD: say("Household card"),
    canvass_paper.SHEET: say("Canvass sheet"),
    canvass_paper.CARD: say("Contact card"),
}
"""The kinds of paper, and what they are called."""


class HouseholdActs(QWidget):
    """A button that asks who answers for it, and one with a menu: each paper to be printed or saved."""

    noted = Signal(str)
    refused = Signal(object)

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        words = hands.words
        self._hands = hands
        self.household: int | None = None
        self.chosen = Chosen((), date.min)
        self.answering: Sequence[Assignment] = ()
        self.press, menu = menu_button(words.say("Pape&rs"))
        for kind, name in PAPERS.items():
            menu.addAction(words.say("Print: {paper}...", paper=name), partial(self._print, kind))
            menu.addAction(words.say("Save as PDF: {paper}...", paper=name), partial(self._choose, kind))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button(words.say("Who &answers for it..."), self.open_duty))
        row.addWidget(self.press)

    def show_household(self, shown: Opened, on: date) -> None:
        """Turn to another household."""
        self.household, self.chosen, self.answering = shown.place.id, Chosen(shown.people, on), shown.answering

    def open_duty(self) -> None:
        """Note who answers for the household, or that somebody does no more."""
        if self.household is not None:
            dialog = HouseholdDutyDialog(self._hands, self, self.chosen, self.household, self.answering)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.noted.connect(self.noted)
            dialog.open()

    def _choose(self, kind: str) -> None:
        words = self._hands.words
        chosen, _ = QFileDialog.getSaveFileName(
            self, words.say("Save the paper"), f"{words(PAPERS[kind])}.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self.save(kind, Path(chosen).with_suffix(".pdf"))

    def save(self, kind: str, out: Path) -> None:
        """Save a paper of the household as a PDF."""
        if self.household is None:
            return
        id, on = self.household, self.chosen.on

        def work(office: Office, progress: Progress) -> Changes:
            return household_papers.save(office, kind, id, on, out, progress)

        done = partial(self._done, self._hands.words.say("Saved: {file}", file=out.name))
        self._hands.worker.ask(say("Saving"), work, done, self.refused.emit)

    def _print(self, kind: str) -> None:
        printer = choose_printer(kind == household_papers.CARD, self)
        if printer is None or self.household is None:
            return
        id, on = self.household, self.chosen.on

        def work(office: Office, progress: Progress) -> Changes:
            send = partial(print_pdf, printer=printer, progress=progress)
            return household_papers.print_out(office, kind, id, on, send, printer.printerName(), progress)

        sentence = self._hands.words.say("Sent to the printer: {file}", file=PAPERS[kind])
        self._hands.worker.ask(say("Printing"), work, partial(self._done, sentence), self.refused.emit)

    def _done(self, sentence: str, changes: Changes) -> None:
        self.noted.emit(sentence)
        self._hands.worker.tell(changes)
