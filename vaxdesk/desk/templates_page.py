"""The county's workbooks: what each heading means stands beside it, a person corrects it once, and the workbook is filled."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QTableWidget, QTableWidgetItem

from ..actions import fill
from ..actions.fill import Filled, Heading
from ..actions.office import Changes, Office
from ..actions.printing import Terms
from ..rules.messages import Message, say
from ..rules.records import Progress
from .labels import button, label_for, quiet
from .page import Hands, Page, Part, View
from .table import Heading as Title
from .table import RowsModel, fit_columns, table_view

ENDINGS = "*.xlsx *.xlsm"
LEFT_ALONE = ""


class TemplatesPage(Page):
    """One workbook at a time with its headings and what they mean; or a whole folder at once."""

    name = "templates"
    title = say("County's workbooks")
    part, icon = Part.REPORTS, "file-spreadsheet"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.path: Path | None = None
        self.headings: Sequence[Heading] = ()
        self.meanings = fill.meanings()
        self.file = quiet(words.say("Choose a workbook the county sent: what its headings mean is shown here."))
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(words.say("Headings and what they mean"))
        self.table.setHorizontalHeaderLabels([words.say("Worksheet"), words.say("Heading"), words.say("Means")])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.left = RowsModel()
        self.left_view = table_view(self.left, words.say("What stays as it is"))
        self.reason = QLineEdit(placeholderText=words.say("needed where people are listed"))
        self.choose = button(words.say("&Choose a workbook..."), self._choose)
        self.folder = button(words.say("A whole &folder..."), self._choose_folder)
        self.fill = button(words.say("F&ill and save as..."), self._save, main=True)
        self.fill.setEnabled(False)
        side = QHBoxLayout()
        side.addWidget(self.table, 3)
        side.addWidget(self.left_view, 2)
        acts = QHBoxLayout()
        for widget in (self.choose, self.folder, label_for(self.reason, words.say("&Reason")), self.reason, self.fill):
            acts.addWidget(widget)
        self.body.addWidget(self.file)
        self.body.addLayout(side, 1)
        self.body.addLayout(acts)

    def load(self, view: View) -> None:
        """Look at the chosen workbook again: villages may be others now."""
        if self.path is not None:
            self.look_at(self.path)

    def forget(self) -> None:
        """Another register knows other headings."""
        super().forget()
        self.path = None
        self.table.setRowCount(0)
        self.left.show([], [])
        self.fill.setEnabled(False)

    def look_at(self, path: Path) -> None:
        """Read what a workbook asks for."""

        def read(office: Office, _progress: Progress) -> tuple[Path, fill.Template]:
            return path, fill.template_of(office, path)

        self.hands.worker.ask(say("Reading the workbook"), read, self._show, self.refused, self.name)

    def save_to(self, out: Path) -> None:
        """Remember what the headings mean, fill the workbook and save it."""
        path, view = self.path, self.view
        if path is None or view is None:
            return
        told, terms = self.told(), Terms("full", self.reason.text())
        changed = told != list(self.headings)

        def work(office: Office, progress: Progress) -> Filled:
            if changed:
                fill.say_meanings(office, told)
            return fill.fill(office, path, out, view.on, progress, terms)

        self.hands.worker.ask(say("Filling the workbook"), work, lambda done: self._filled(out, done), self.refused)

    def told(self) -> list[Heading]:
        """The headings with what they mean now."""
        boxes = [self.table.cellWidget(row, 2) for row in range(self.table.rowCount())]
        return [
            heading._replace(measure=box.currentData()) if isinstance(box, QComboBox) else heading
            for heading, box in zip(self.headings, boxes, strict=True)
        ]

    def fill_folder(self, folder: Path, out: Path) -> None:
        """Fill every workbook of a folder into another one."""
        view = self.view
        if view is None:
            return
        terms = Terms("full", self.reason.text())

        def work(office: Office, progress: Progress) -> dict[str, Filled | fill.Refused]:
            return fill.fill_folder(office, folder, out, view.on, progress, terms)

        self.hands.worker.ask(say("Filling the folder"), work, self._filled_all, self.refused)

    def _show(self, read: tuple[Path, fill.Template]) -> None:
        self.path, template = read
        self.headings = template.headings
        words = self.hands.words
        self.said("")
        self.file.setText(
            words.say(
                "{file}: {cells} figures, {lists} lists of people.",
                file=template.file,
                cells=len(template.slots),
                lists=len(template.people),
            )
        )
        self.table.setRowCount(len(self.headings))
        for row, heading in enumerate(self.headings):
            self.table.setItem(row, 0, QTableWidgetItem(heading.sheet))
            self.table.setItem(row, 1, QTableWidgetItem(heading.text))
            self.table.setCellWidget(row, 2, self._box(heading))
        self.table.resizeColumnsToContents()
        self._show_left([(left.sheet, left.cell, left.why) for left in template.unknown])
        self.fill.setEnabled(True)

    def _show_left(self, rows: Sequence[tuple[str, str, Message]]) -> None:
        words = self.hands.words
        titles = [Title(words.say("Where")), Title(words.say("What stays as it is"))]
        self.left.show(titles, [(f"{sheet} {cell}".strip(), words(why)) for sheet, cell, why in rows])
        fit_columns(self.left_view)

    def _box(self, heading: Heading) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(heading.text)
        box.addItem(self.hands.words.say("leave it empty"), LEFT_ALONE)
        for code, text in self.meanings.items():
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(heading.measure)))
        return box

    def _choose(self) -> None:
        words = self.hands.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words.say("Choose a workbook"), "", f"{words.say('Workbook')} ({ENDINGS})"
        )
        if chosen:
            self.look_at(Path(chosen))

    def _choose_folder(self) -> None:
        words = self.hands.words
        folder = QFileDialog.getExistingDirectory(self, words.say("The folder with the county's workbooks"))
        out = QFileDialog.getExistingDirectory(self, words.say("The folder for the filled ones")) if folder else ""
        if out:
            self.fill_folder(Path(folder), Path(out))

    def _save(self) -> None:
        if self.path is None or self.view is None:
            return
        suggested = f"{self.path.stem}-{self.view.on.isoformat()}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.hands.words.say("Save the filled workbook"), suggested, "xlsx (*.xlsx)"
        )
        if chosen:
            self.save_to(Path(chosen).with_suffix(".xlsx"))

    def _filled(self, out: Path, done: Filled) -> None:
        self._show_left([(left.sheet, left.cell, left.why) for left in done.unknown])
        self.noted.emit(
            self.hands.words.say(
                "{file}: {cells} figures and {people} people were filled in.",
                file=out.name,
                cells=done.filled,
                people=done.people,
            )
        )
        self.hands.worker.tell(done.changes)

    def _filled_all(self, done: dict[str, Filled | fill.Refused]) -> None:
        refused = [(name, "", each.message) for name, each in done.items() if isinstance(each, fill.Refused)]
        self._show_left(refused)
        self.noted.emit(
            self.hands.words.say("{done} of {all} workbooks were filled.", done=len(done) - len(refused), all=len(done))
        )
        self.hands.worker.tell(Changes("print", prints=True))
