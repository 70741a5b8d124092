"""A batch on its way to a folder or a printer: how far it is, and going on with what was left over when it broke off."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QWidget

from ..actions import print_shop, printing
from ..actions.office import Office
from ..actions.print_shop import Job, Order
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .labels import button, quiet
from .page import Hands
from .printer import choose_printer, print_pdf


class BatchJob(QWidget):
    """The line that tells how far a batch is."""

    noted = Signal(str)
    said = Signal(str)
    """Why it ended early, or what could not be printed; "" where all is well."""
    refused = Signal(object)
    told = Signal(int, int, int)
    """Sets done, sets in all, pages so far; from the thread that works."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self._rest: Order | None = None
        self._again: Callable[[Order], None] = self.print
        self.far = quiet()
        self.go_on = button(hands.words.say("&Go on"), self._go_on)
        self.go_on.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.far, 1)
        row.addWidget(self.go_on)
        self.told.connect(self._say_far)

    def forget(self) -> None:
        """Another register: nothing is left over."""
        self._rest = None
        self.far.clear()
        self.go_on.hide()

    def save_in(self, order: Order, folder: Path, ending: str) -> None:
        """Save the sets of an order in a folder; where some of them are there already, the person says which."""

        def look(office: Office, _progress: Progress) -> Order:
            return print_shop.still_missing(office, order, folder, ending)

        def found(missing: Order) -> None:
            if len(missing.wanted) == len(order.wanted):
                self.save(order, folder, ending)
            else:
                self._ask(order, missing, lambda wanted: self.save(wanted, folder, ending))

        self._hands.worker.ask(say("Looking what is there"), look, found, self.refused.emit)

    def save(self, order: Order, folder: Path, ending: str) -> None:
        """Save every set of an order in a folder, in place of what is there."""
        self._again = lambda rest: self.save(rest, folder, ending)

        def work(office: Office, progress: Progress) -> Job:
            told, alive = self._telling(progress)
            return print_shop.save_all(office, order, folder, ending, told, alive)

        self._hands.worker.ask(say("Saving the sets"), work, lambda job: self._ended(order, job), self.refused.emit)

    def print(self, order: Order) -> None:
        """Print every set of an order on the printer that the person chooses."""
        printer = choose_printer(True, self)
        if printer is None:
            return
        self._again = self.print

        def work(office: Office, progress: Progress) -> Job:
            told, alive = self._telling(progress)
            return print_shop.print_all(
                office, order, lambda pdf: print_pdf(pdf, printer, alive), told, printer.printerName(), alive
            )

        self._hands.worker.ask(say("Printing the sets"), work, lambda job: self._ended(order, job), self.refused.emit)

    def _ask(self, order: Order, missing: Order, make: Callable[[Order], None]) -> None:
        """Ask whether only what is missing is made, or all anew."""
        words, left = self._hands.words, len(missing.wanted)
        there = words.say(
            "{there} of {sets} sets of this day are in the folder already.",
            there=len(order.wanted) - left,
            sets=len(order.wanted),
        )
        question = QMessageBox(QMessageBox.Icon.Question, words.say("Where the sets are saved"), there, parent=self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if left:
            rest = question.addButton(
                words.say("&Only the {left} missing", left=left), QMessageBox.ButtonRole.AcceptRole
            )
            rest.clicked.connect(lambda: make(missing))
        anew = question.addButton(words.say("&All of them anew"), QMessageBox.ButtonRole.AcceptRole)
        anew.clicked.connect(lambda: make(order))
        question.addButton(words.say("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        question.open()

    def _telling(self, progress: Progress) -> tuple[print_shop.Told, Progress]:
        """Tells the window how far the job is; and lets it be cancelled in the middle of a set, too."""
        far = [0, 1]

        def told(done: int, total: int, pages: int) -> None:
            far[:] = done, total
            self.told.emit(done, total, pages)
            progress(done, total)

        return told, lambda _done, _total: progress(far[0], far[1])

    def _go_on(self) -> None:
        if self._rest is not None:
            self._again(self._rest)

    def _ended(self, order: Order, job: Job) -> None:
        words = self._hands.words
        self._rest = print_shop.rest_of(order, job) if job.left else None
        self.go_on.setVisible(self._rest is not None)
        done = words.say("{sets} sets with {pages} pages are done.", sets=job.sets, pages=job.pages)
        if job.left:
            done += " " + words.say("{left} sets are left; Go on makes them.", left=len(job.left))
        self.far.setText(done)
        why = [words(job.stopped.message)] if isinstance(job.stopped, Refused) else []
        if job.missing:
            why.append(words(printing.boxes(job.missing)))
        self.said.emit(" ".join(why))
        self.noted.emit(done)
        self._hands.worker.tell(job.changes)

    def _say_far(self, done: int, total: int, pages: int) -> None:
        self.far.setText(
            self._hands.words.say(
                "Set {number} of {total}; {pages} pages so far.", number=done + 1, total=total, pages=pages
            )
        )
