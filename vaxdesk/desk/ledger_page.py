"""Ledgers and lists on the screen, then on the printer or in a file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QSplitter, QStackedWidget

from ..actions import ledgers, printing
from ..actions.ledgers import Column, Sheet
from ..actions.office import Changes, Office
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, label_for, quiet
from .ledger_tabs import LedgerTabs
from .page import Hands, Page, View
from .pdf_preview import PdfPreview
from .person_card import PersonCard
from .printer import choose_printer, print_pdf
from .table import Heading, RowsModel, Value, fit_columns, table_view

TERMS = printing.Terms()
"""What leaves this page is masked like a list on a desk; full numbers leave with the submission, or from the print shop."""
THREE = ("completed", "incomplete", "unvaccinated")
"""The three ledgers."""
FIRST = (*THREE, "exempt", "deferred", "unverified", "notify", "overdue", "household")
"""They stand first among the forms, with those that are wanted every week."""
SIZES, PAGES = (720, 370), (480, 640)
"""Pixels of the list and of a person, or the pages, beside it."""


class LedgerPage(Page):
    """One form of the chosen village, or of all villages one after the other; what is seen is what is printed."""

    name = "ledgers"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.sheets: Sequence[Sheet] = ()
        self._aimed: str | None = None
        self.forms, self.places = QComboBox(), QComboBox()
        for box, letters in ((self.forms, 12), (self.places, 8)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        self.pages = button(words.say("Show the pa&ges"), lambda: None)
        self.pages.setCheckable(True)
        self.print = button(words.say("&Print..."), self._print, main=True)
        self.save = button(words.say("&Save as..."), self._save)
        self.tabs = LedgerTabs(words, self.name)
        self.place_label = label_for(self.places, words.say("S&heet"))
        self.paper_title = QLabel()
        self.paper_title.setObjectName("cardTitle")
        self.caption, self.foot = quiet(), quiet()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("The ledger"))
        self.card, self.preview = PersonCard(hands), PdfPreview(words)
        self._lay_out()
        self._wire()
        self.halves.setSizes(SIZES)
        self.show_sheets([])

    def _lay_out(self) -> None:
        words = self.hands.words
        top = QHBoxLayout()
        top.setSpacing(10)
        for widget in (label_for(self.forms, words.say("&Form")), self.forms, self.place_label, self.places):
            top.addWidget(widget, 1 if widget in (self.forms, self.places) else 0)
        top.addStretch()
        top.addWidget(self.pages)
        top.addWidget(self.save)
        top.addWidget(self.print)
        self.beside = QStackedWidget()
        self.beside.addWidget(self.card)
        self.beside.addWidget(self.preview)
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.table)
        self.halves.addWidget(self.beside)
        self.halves.setStretchFactor(0, 1)
        self.body.addWidget(self.tabs)
        self.body.addLayout(top)
        self.body.addWidget(self.paper_title)
        self.body.addWidget(self.caption)
        self.body.addWidget(self.halves, 1)
        self.body.addWidget(self.foot)
        self.body.addStretch()

    def _wire(self) -> None:
        self.tabs.wanted.connect(lambda page: self.go.emit(page, self.forms.currentData()))
        self.forms.currentIndexChanged.connect(self._make)
        self.places.currentIndexChanged.connect(self._show_sheet)
        self.pages.toggled.connect(self._turn_pages)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(self._to_person)
        self.card.opened.connect(partial(self.go.emit, "person"))
        self.card.refused.connect(self.refused)

    def load(self, view: View) -> None:
        """Offer the forms in the box, once; then fill the chosen one."""
        if self.forms.count():
            self._offer([(self.forms.itemData(nth), self.forms.itemText(nth)) for nth in range(self.forms.count())])
            return

        def read(office: Office, _progress: Progress) -> list[tuple[str, str]]:
            titles = [
                (str(form["name"]), str(form["title"]).format(county=office.county))
                for form in ledgers.all_forms()
                if form["about"] not in ledgers.MADE_ELSEWHERE
            ]
            return sorted(titles, key=lambda each: FIRST.index(each[0]) if each[0] in FIRST else len(FIRST))

        self.hands.worker.ask(say("Reading the forms"), read, self._offer, self.refused, "forms")

    def aim(self, about: object) -> None:
        """Show the form of this name: that of a standing has its code for a name."""
        if isinstance(about, str):
            self._aimed = about
            self._stale = True

    def forget(self) -> None:
        """Another register: its county stands in the titles of the forms."""
        super().forget()
        self.forms.blockSignals(True)
        self.forms.clear()
        self.forms.blockSignals(False)
        self.show_sheets([])

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show filled sheets, one at a time."""
        self.sheets = sheets
        nobody = self.view is not None and not sheets
        self.said(self.hands.words.say("The register is empty: take in a roster first.") if nobody else "")
        self.halves.setVisible(bool(sheets))
        chosen = self.places.currentText()
        self.places.blockSignals(True)
        self.places.clear()
        self.places.addItems([f"{sheet.place}  {len(sheet.rows)}" for sheet in sheets])
        self.places.setCurrentIndex(max(0, self.places.findText(chosen)))
        self.places.blockSignals(False)
        for widget in (self.place_label, self.places):
            widget.setVisible(len(sheets) > 1)
        for press in (self.save, self.print, self.pages):
            press.setEnabled(bool(sheets))
        self._show_sheet()

    def save_as(self, path: Path) -> None:
        """Save all sheets as PDF or workbook, by the ending of the name."""
        sheets = self.sheets

        def save(office: Office, progress: Progress) -> printing.Saved:
            return printing.save(office, sheets, path, TERMS, progress)

        def saved(made: printing.Saved) -> None:
            self.noted.emit(self.hands.words.say("Saved: {file}", file=path.name))
            self.said(self.hands.words(printing.boxes(made.missing)) if made.missing else "")
            self.hands.worker.tell(made.changes)

        self.hands.worker.ask(say("Saving"), save, saved, self.refused)

    def _offer(self, forms: list[tuple[str, str]]) -> None:
        chosen = self._aimed or self.forms.currentData()
        self._aimed = None
        self.forms.blockSignals(True)
        self.forms.clear()
        for name, title in forms:
            self.forms.addItem(title, name)
        self.forms.setCurrentIndex(max(0, self.forms.findData(chosen)))
        self.forms.blockSignals(False)
        self._make()

    def _make(self) -> None:
        form, view = self.forms.currentData(), self.view
        if view is None or form is None:
            return

        def make(office: Office, progress: Progress) -> list[Sheet]:
            return ledgers.make(office, form, view.on, view.village, TERMS.mask, progress=progress)

        self.hands.worker.ask(say("Filling the ledger"), make, self.show_sheets, self.refused, self.name)

    def _show_sheet(self) -> None:
        nth = max(0, self.places.currentIndex())
        if nth >= len(self.sheets):
            self.model.show([], [])
            for label in (self.paper_title, self.caption, self.foot):
                label.clear()
            self._turn()
            return
        sheet = self.sheets[nth]
        self.paper_title.setText(sheet.title)
        self.caption.setText("        ".join(part for part in sheet.caption if part))
        self.foot.setText("\n".join([*sheet.footnotes, sheet.mask_note]).strip())
        self.model.show([Heading(title_of(column), column.align) for column in sheet.columns], shown(sheet))
        fit_columns(self.table, 220)
        self.table.selectRow(0)
        self._turn()

    def _turn_pages(self, pages: bool) -> None:
        self.halves.setSizes(PAGES if pages else SIZES)
        self._turn()

    def _turn(self) -> None:
        """Beside the list stand the pages as they will be printed, or who a line is and why they are on it."""
        nth = self.places.currentIndex()
        pages = self.pages.isChecked()
        shown = self.sheets[nth : nth + 1] if nth >= 0 else []
        self.card.show_nobody()
        self.preview.clear()
        self.beside.setCurrentWidget(self.preview if pages else self.card)
        self.beside.setVisible(pages or any(sheet.people for sheet in shown))
        if not pages or not shown:
            self._choose(self.table.currentIndex())
            return

        def draw(_office: Office, progress: Progress) -> bytes:
            return printing.draw(shown, progress)[0]

        self.hands.worker.ask(
            say("Drawing the pages"), draw, self.preview.show_pdf, self.refused, "pages of the ledger"
        )

    def _whose(self, row: int) -> int | None:
        """The person a line is about."""
        nth = self.places.currentIndex()
        people = self.sheets[nth].people if 0 <= nth < len(self.sheets) else ()
        return people[row] if 0 <= row < len(people) else None

    def _choose(self, current: QModelIndex) -> None:
        person = self._whose(current.row())
        if person is None or self.view is None:
            self.card.show_nobody()
        else:
            self.card.ask(person, self.view.on)

    def _to_person(self, index: QModelIndex) -> None:
        person = self._whose(index.row())
        if person is not None:
            self.go.emit("person", person)

    def _save(self) -> None:
        words = self.hands.words
        kinds = f"PDF (*.pdf);;{words.say('Workbook')} (*.xlsx)"
        place = self.sheets[0].place if len(self.sheets) == 1 else words.say("All villages")
        suggested = f"{self.sheets[0].title}-{place}-{self.sheets[0].on.isoformat()}.pdf"
        chosen, kind = QFileDialog.getSaveFileName(self, words.say("Save the ledger"), suggested, kinds)
        if chosen:
            path = Path(chosen)
            self.save_as(path if path.suffix else path.with_suffix(".xlsx" if "xlsx" in kind else ".pdf"))

    def _print(self) -> None:
        sheets = self.sheets
        printer = choose_printer(sheets[0].landscape, self)
        if printer is None:
            return
        chosen = printer

        def work(office: Office, progress: Progress) -> tuple[int, Changes]:
            return printing.print_out(
                office, sheets, TERMS, lambda pdf: print_pdf(pdf, chosen, progress), chosen.printerName(), progress
            )

        def printed(answer: tuple[int, Changes]) -> None:
            self.noted.emit(self.hands.words.say("Sent to the printer: {count} pages.", count=answer[0]))
            self.hands.worker.tell(answer[1])

        self.hands.worker.ask(say("Printing"), work, printed, self.refused)


def title_of(column: Column) -> str:
    """A column's heading on the screen, with the one above it."""
    return f"{column.group} {column.title}" if column.group else column.title


def shown(sheet: Sheet) -> Sequence[Sequence[Value]]:
    """The rows of a sheet as the screen shows them; the heading of a group stands in the first column."""
    gap = [None] * (len(sheet.columns) - 1)
    return [row if len(row) == len(sheet.columns) else [row[0], *gap] for row in sheet.rows]
