"""Many ledgers: what of which village is ticked in a grid, looked at, and printed or saved all in one go."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..actions import ledgers, parts, print_shop
from ..actions.office import Office
from ..actions.office_details import office_details
from ..actions.print_shop import Order
from ..rules.messages import say
from ..rules.records import Progress
from .batch_job import BatchJob
from .labels import button, choice, label_for, quiet
from .ledger_page import FIRST, THREE
from .ledger_tabs import LedgerTabs
from .page import Hands, Page, View
from .pdf_preview import PdfPreview
from .print_terms import PrintTerms
from .tick_grid import Thing, TickGrid, TickLine, TickModel

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

WHOLE = ""
"""The set of what is about the whole office."""


class Offer(NamedTuple):
    """The forms and the parts of the office that can be ticked, by key with their words, and which forms are about the whole."""

    forms: list[Thing]
    parts: list[Thing]
    whole: frozenset[str]


class PrintShopPage(Page):
    """Sets of ledgers, one a village; what is looked at is the first set, without the number it gets when it leaves."""

    name = "print_shop"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._aimed = ""
        self.tabs = LedgerTabs(words, self.name)
        self.model = TickModel({True: words.say("ticked"), False: words.say("not ticked")})
        self.grid = TickGrid(self.model)
        self.whole = TickLine(words.say("Of the whole office"), self.grid)
        self.grid.setAccessibleName(words.say("What is printed of which"))
        self.by = choice(words, PARTS)
        self.terms = PrintTerms(words)
        self.covers = QCheckBox(words.say("&Cover with the balance"))
        self.bound = QCheckBox(words.say("All forms in &one file"))
        for box in (self.covers, self.bound):
            box.setChecked(True)
        self.three = button(words.say("The &three of all"), lambda: self.model.tick(self.model.below(THREE)))
        self.none = button(words.say("Tick &none"), self._tick_none)
        self.preview = PdfPreview(words)
        self.count = quiet()
        self.count.setWordWrap(False)
        self.job = BatchJob(hands)
        self.print = button(words.say("&Print..."), self._print, main=True)
        self.pdf = button(words.say("Save P&DFs..."), lambda: self._save(".pdf"))
        self.workbooks = button(words.say("Save work&books..."), lambda: self._save(".xlsx"))
        self._pause = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._lay_out()
        self._wire()

    def look(self, view: View) -> None:
        """Begin with what the settings say."""
        self.terms.begin(self.hands.settings)
        super().look(view)

    def load(self, view: View) -> None:
        """Offer the forms in the box, and the villages or other parts; ticks that are there stay."""
        by = self.by.currentData()

        def read(office: Office, _progress: Progress) -> Offer:
            found = [form for form in ledgers.all_forms() if form["about"] not in ledgers.MADE_ELSEWHERE]
            forms = [(str(form["name"]), str(form["title"]).format(county=office.county)) for form in found]
            forms.sort(key=lambda each: FIRST.index(each[0]) if each[0] in FIRST else len(FIRST))
            places = office_details(office).villages if by == parts.VILLAGE else parts.part_sizes(office, by)
            listed = [(name, f"{name}  {people}") for name, people in places if people]
            return Offer(forms, listed, frozenset(name for name, _ in forms if print_shop.is_whole(name)))

        self.hands.worker.ask(say("Reading the forms"), read, self.offer, self.refused, self.name)

    def aim(self, about: object) -> None:
        """Begin with this form ticked, of what is in view."""
        if isinstance(about, str):
            self._aimed = about
            self._stale = True

    def offer(self, offer: Offer) -> None:
        """Show what can be ticked: at first the three ledgers of the village in view, or of all."""
        kept = [(part, form) for part, forms in self.model.ticked().items() for form in forms]
        first = [self._aimed] if self._aimed else list(THREE)
        here = [self.view.village] if self.view and self.view.village else [part for part, _ in offer.parts]
        if self._aimed or not {part for part, _ in kept} & {part for part, _ in offer.parts}:
            kept = [(part, form) for part in here for form in first]
        self.whole.show_things(
            [form for form in offer.forms if form[0] in offer.whole], first if self._aimed else self.whole.ticked()
        )
        self.model.show(offer.parts, [form for form in offer.forms if form[0] not in offer.whole], kept)
        self._aimed = ""
        self.said("" if offer.parts else self.hands.words(NONE[self.by.currentData()]))

    def forget(self) -> None:
        """Another register: its villages are others."""
        super().forget()
        self.model.show((), (), ())
        self.whole.show_things((), ())
        self.preview.clear()
        self.job.forget()

    def order(self) -> Order | None:
        """What is ticked."""
        if self.view is None:
            return None
        return Order(
            self._wanted(),
            self.view.on,
            self.terms.terms(),
            self.covers.isChecked(),
            self.bound.isChecked(),
            self.terms.paper_size(),
            self.by.currentData(),
        )

    def _print(self) -> None:
        order = self.order()
        if order is not None:
            self.job.print(order)

    def _save(self, ending: str) -> None:
        order = self.order()
        folder = QFileDialog.getExistingDirectory(self, self.hands.words.say("Where the sets are saved"))
        if order is not None and folder:
            self.job.save_in(order, Path(folder), ending)

    def _look(self) -> None:
        """Draw the first set to look at."""
        order = self.order()
        if order is None or not self.isVisible():
            return
        if not order.wanted:
            self.preview.clear(self.hands.words.say("Tick at least one form of a place or person."))
            return
        if order.terms.mask == "full" and not order.terms.reason.strip():
            self.preview.clear(self.hands.words.say("Write what the whole numbers are needed for."))
            return
        chosen = order

        def draw(office: Office, progress: Progress) -> bytes:
            return print_shop.preview(office, chosen, progress)

        self.hands.worker.ask(say("Drawing the preview"), draw, self.preview.show_pdf, self.refused, "preview")

    def _wanted(self) -> dict[str, list[str]]:
        whole = self.whole.ticked()
        return ({WHOLE: whole} if whole else {}) | self.model.ticked()

    def _tick_none(self) -> None:
        self.whole.tick(())
        self.model.tick(())

    def _ticked(self) -> None:
        """Say how much is ticked; look at it once the person rests."""
        wanted = self._wanted()
        documents = sum(map(len, wanted.values()))
        self.count.setText(
            self.hands.words.say("{documents} documents in {sets} sets", documents=documents, sets=len(wanted))
        )
        for press in (self.print, self.pdf, self.workbooks):
            press.setEnabled(bool(wanted))
        self._pause.start()

    def _other_parts(self) -> None:
        if self.view is not None:
            self.load(self.view)

    def _lay_out(self) -> None:
        words = self.hands.words
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(label_for(self.by, words.say("One set for &each")))
        for each in (self.by, self.three, self.none):
            top.addWidget(each)
        top.addStretch()
        top.addWidget(self.count)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(10)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self.whole)
        inside.addWidget(quiet(words.say("A heading ticks its whole row or column; space ticks what is chosen.")))
        inside.addWidget(self.terms)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 1)
        split.setSizes([720, 400])
        acts = QHBoxLayout()
        acts.setSpacing(10)
        for box in (self.covers, self.bound):
            acts.addWidget(box)
        acts.addWidget(self.job, 1)
        for press in (self.workbooks, self.pdf, self.print):
            acts.addWidget(press)
        self.body.addWidget(self.tabs)
        self.body.addLayout(top)
        self.body.addWidget(split, 1)
        self.body.addLayout(acts)

    def _wire(self) -> None:
        self.tabs.wanted.connect(lambda page: self.go.emit(page, None))
        self.job.noted.connect(self.noted)
        self.job.said.connect(self.said)
        self.job.refused.connect(self.refused)
        self._pause.timeout.connect(self._look)
        self.by.currentIndexChanged.connect(self._other_parts)
        for ticks in (self.model, self.whole):
            ticks.changed.connect(self._ticked)
        self.terms.changed.connect(self._pause.start)
        self.covers.toggled.connect(self._pause.start)
