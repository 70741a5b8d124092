"""The print shop: ledgers and villages are ticked, looked at, and printed or saved all in one go."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ..actions import ledgers, parts, print_shop, printing
from ..actions.office import Office
from ..actions.office_details import office_details
from ..actions.print_shop import Job, Order
from ..actions.printing import Terms
from ..rules.messages import Message, Refused, say
from ..rules.records import Progress
from .labels import button, fields, quiet
from .ledger_page import FIRST
from .page import Hands, Page, View
from .pdf_preview import PdfPreview
from .printer import choose_printer, print_pdf
from .printing_choices import MASK, MASKS, SIZE, SIZES
from .ticks import Ticks

LOOK_AFTER = 400
"""Milliseconds of rest after the last tick before the preview is drawn anew."""

PARTS = (
    (parts.VILLAGE, say("By village")),
    (parts.GRID, say("By grid")),
    (parts.UNIT, say("By work unit")),
    (parts.RESPONSIBLE, say("By who answers")),
)
NONE = {
    parts.VILLAGE: say("There is no village yet: take in a roster first."),
    parts.GRID: say("No household belongs to a grid yet: choose another way to divide the papers."),
    parts.UNIT: say("No work unit is known yet: it comes with a roster that has a column for it."),
    parts.RESPONSIBLE: say("Nobody answers for anybody yet: say who does in the work lists, beside a person."),
}
"""What to do where there is nothing to tick."""

Offer = tuple[list[tuple[str, str]], list[tuple[str, str]]]


class PrintShopPage(Page):
    """Sets of ledgers, one a village; what is looked at is the first set, without the number it gets when it leaves."""

    name = "print_shop"

    told = Signal(int, int, int)
    """Sets done, sets in all, pages so far; from the thread that works."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._rest: Order | None = None
        self._aimed = ""
        self.forms = Ticks(words.say("&Forms"), words.say("Tick all"), words.say("Tick none"))
        self.parts = Ticks(words.say("P&laces or people"), words.say("Tick all"), words.say("Tick none"))
        self.by = self._choice(PARTS)
        self.by.setAccessibleName(words.say("One set for each"))
        self.masked, self.paper = self._choice(MASKS), self._choice(SIZES)
        self._usual: dict[str, str] = {}
        self.reason, self.recipient = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(words.say("needed for whole numbers"))
        self.covers = QCheckBox(words.say("&Cover with the balance"))
        self.bound = QCheckBox(words.say("All forms in &one file"))
        for box in (self.covers, self.bound):
            box.setChecked(True)
        self.preview = PdfPreview(words)
        self.far = quiet()
        self.go_on = button(words.say("&Go on"), self._go_on)
        self.print = button(words.say("&Print..."), self._print, main=True)
        self.pdf = button(words.say("Save P&DFs..."), lambda: self._save(".pdf"))
        self.workbooks = button(words.say("Save &workbooks..."), lambda: self._save(".xlsx"))
        self._again: Callable[[Order], None] = self._print_order
        self._pause = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._lay_out()
        self._wire()

    def look(self, view: View) -> None:
        """Begin with what the settings say, where they say something else than before; what was chosen here stays otherwise."""
        for setting, box in ((MASK, self.masked), (SIZE, self.paper)):
            usual = str(self.hands.settings.value(setting, ""))
            if usual != self._usual.get(setting, ""):
                self._usual[setting] = usual
                box.setCurrentIndex(max(0, box.findData(usual)))
        super().look(view)

    def load(self, view: View) -> None:
        """Offer the forms in the box, and the villages or other parts; ticks that are there stay."""
        by = self.by.currentData()

        def read(office: Office, _progress: Progress) -> Offer:
            forms = [
                (str(form["name"]), str(form["title"]).format(county=office.county))
                for form in ledgers.all_forms()
                if form["about"] not in ledgers.MADE_ELSEWHERE
            ]
            forms.sort(key=lambda each: FIRST.index(each[0]) if each[0] in FIRST else len(FIRST))
            places = office_details(office).villages if by == parts.VILLAGE else parts.part_sizes(office, by)
            return forms, [(name, f"{name}  {people}") for name, people in places if people]

        self.hands.worker.ask(say("Reading the forms"), read, self.offer, self.refused, self.name)

    def aim(self, about: object) -> None:
        """Begin with this form ticked, and what is in view."""
        if isinstance(about, str):
            self._aimed = about
            self._stale = True

    def offer(self, offer: Offer) -> None:
        """Show what can be ticked: at first the three ledgers of the village in view, or of all."""
        forms, places = offer
        ticked = self.forms.ticked() if self.forms.keys() else FIRST
        self.forms.offer(forms, [self._aimed] if self._aimed else ticked)
        here = [self.view.village] if self.view and self.view.village else [name for name, _ in places]
        kept = [] if self._aimed else [name for name in self.parts.ticked() if name in dict(places)]
        self._aimed = ""
        self.parts.offer(places, kept or here)
        words = self.hands.words
        self.said("" if places else words(NONE[self.by.currentData()]))

    def forget(self) -> None:
        """Another register: its villages are others."""
        super().forget()
        self._rest = None
        for ticks in (self.forms, self.parts):
            ticks.offer((), ())
        self.preview.clear()
        self.far.clear()

    def order(self) -> Order | None:
        """What is ticked."""
        if self.view is None:
            return None
        return Order(
            self.forms.ticked(),
            self.parts.ticked(),
            self.view.on,
            Terms(self.masked.currentData(), self.reason.text(), self.recipient.text()),
            self.covers.isChecked(),
            self.bound.isChecked(),
            self.paper.currentData(),
            self.by.currentData(),
        )

    def save_to(self, folder: Path, ending: str, order: Order) -> None:
        """Save every set of an order in a folder."""
        self._again = lambda rest: self.save_to(folder, ending, rest)

        def work(office: Office, progress: Progress) -> Job:
            told, alive = self._telling(progress)
            return print_shop.save_all(office, order, folder, ending, told, alive)

        self.hands.worker.ask(say("Saving the sets"), work, lambda job: self._ended(order, job), self.refused)

    def _telling(self, progress: Progress) -> tuple[print_shop.Told, Progress]:
        """Tells the window how far the job is; and lets it be cancelled in the middle of a set, too."""
        far = [0, 1]

        def told(done: int, total: int, pages: int) -> None:
            far[:] = done, total
            self.told.emit(done, total, pages)
            progress(done, total)

        return told, lambda _done, _total: progress(far[0], far[1])

    def _print(self) -> None:
        order = self.order()
        if order is not None:
            self._print_order(order)

    def _print_order(self, order: Order) -> None:
        printer = choose_printer(True, self)
        if printer is None:
            return
        chosen = printer
        self._again = self._print_order

        def work(office: Office, progress: Progress) -> Job:
            told, alive = self._telling(progress)
            return print_shop.print_all(
                office, order, lambda pdf: print_pdf(pdf, chosen, alive), told, chosen.printerName(), alive
            )

        self.hands.worker.ask(say("Printing the sets"), work, lambda job: self._ended(order, job), self.refused)

    def _save(self, ending: str) -> None:
        order = self.order()
        folder = QFileDialog.getExistingDirectory(self, self.hands.words.say("Where the sets are saved"))
        if order is not None and folder:
            self.save_to(Path(folder), ending, order)

    def _go_on(self) -> None:
        if self._rest is not None:
            self._again(self._rest)

    def _ended(self, order: Order, job: Job) -> None:
        words = self.hands.words
        self._rest = print_shop.rest_of(order, job) if job.left else None
        self.go_on.setVisible(self._rest is not None)
        done = words.say("{sets} sets with {pages} pages are done.", sets=job.sets, pages=job.pages)
        if job.left:
            done += " " + words.say("{left} sets are left; Go on makes them.", left=len(job.left))
        self.far.setText(done)
        why = [words(job.stopped.message)] if isinstance(job.stopped, Refused) else []
        if job.missing:
            why.append(words(printing.boxes(job.missing)))
        self.said(" ".join(why))
        self.noted.emit(done)
        self.hands.worker.tell(job.changes)

    def _look(self) -> None:
        """Draw the first set to look at."""
        order = self.order()
        if order is None or not self.isVisible():
            return
        if not order.forms or not order.parts:
            self.preview.clear(self.hands.words.say("Tick at least one form, and one place or person."))
            return
        if order.terms.mask == "full" and not order.terms.reason.strip():
            self.preview.clear(self.hands.words.say("Write what the whole numbers are needed for."))
            return
        chosen = order

        def draw(office: Office, progress: Progress) -> bytes:
            return print_shop.preview(office, chosen, progress)

        self.hands.worker.ask(say("Drawing the preview"), draw, self.preview.show_pdf, self.refused, "preview")

    def _say_far(self, done: int, total: int, pages: int) -> None:
        self.far.setText(
            self.hands.words.say(
                "Set {number} of {total}; {pages} pages so far.", number=done + 1, total=total, pages=pages
            )
        )

    def _other_parts(self) -> None:
        if self.view is not None:
            self.load(self.view)

    def _choice(self, choices: Sequence[tuple[str, Message]]) -> QComboBox:
        box = QComboBox()
        with QSignalBlocker(box):
            for key, message in choices:
                box.addItem(self.hands.words(message), key)
        return box

    def _lay_out(self) -> None:
        words = self.hands.words
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(10)
        lists = QHBoxLayout()
        lists.setSpacing(10)
        lists.addWidget(self.forms, 4)
        which = QVBoxLayout()
        which.addWidget(self.by)
        which.addWidget(self.parts, 1)
        lists.addLayout(which, 3)
        inside.addLayout(lists, 1)
        inside.addLayout(
            fields(
                (words.say("&Masked"), self.masked),
                (words.say("&Reason"), self.reason),
                (words.say("For &whom"), self.recipient),
                (words.say("Paper si&ze"), self.paper),
            )
        )
        ticks = QHBoxLayout()
        for box in (self.covers, self.bound):
            ticks.addWidget(box)
        ticks.addStretch()
        inside.addLayout(ticks)
        acts = QHBoxLayout()
        acts.addWidget(self.far, 1)
        for press in (self.go_on, self.workbooks, self.pdf, self.print):
            acts.addWidget(press)
        self.go_on.hide()
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setStretchFactor(1, 1)
        split.setSizes([500, 640])
        self.body.addWidget(split, 1)
        self.body.addLayout(acts)

    def _wire(self) -> None:
        self.told.connect(self._say_far)
        self._pause.timeout.connect(self._look)
        self.by.currentIndexChanged.connect(self._other_parts)
        for ticks in (self.forms, self.parts):
            ticks.changed.connect(self._pause.start)
        for box in (self.masked, self.paper):
            box.currentIndexChanged.connect(self._pause.start)
        self.covers.toggled.connect(self._pause.start)
        self.reason.editingFinished.connect(self._pause.start)
