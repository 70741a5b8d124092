"""The county's workbooks: each sheet as it looks beside what its cells are taken for; corrected once, filled, and remembered."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSplitter, QTabBar, QVBoxLayout, QWidget

from ..actions import fill, template_view
from ..actions.fill import Filled
from ..actions.office import Changes, Office
from ..actions.printing import Terms
from ..actions.template_view import Choices, Correction, SheetView
from ..rules.masks import MaskProfile
from ..rules.messages import Message, say
from ..rules.records import Progress
from .labels import button, label_for, quiet
from .page import Hands, Page, View
from .scrolled import Column
from .table import Heading as Title
from .table import RowsModel, fit_columns, table_view
from .template_panel import TemplatePanel
from .template_sheet import TemplateSheet, legend

ENDINGS = "*.xlsx *.xlsm *.xls *.et"
LEFT_HEIGHT = 90


class Read(NamedTuple):
    """A workbook that was read, ready to be shown."""

    path: Path
    template: fill.Template
    views: Sequence[SheetView]
    choices: Choices


class TemplatesPage(Page):
    """One workbook at a time with its sheets and what they ask for; or a whole folder at once."""

    name = "templates"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.path: Path | None = None
        self.views: Sequence[SheetView] = ()
        self.file = quiet(words.say("Choose a workbook the county sent: what its cells ask for is shown here."))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(words.say("Worksheets"))
        self.tabs.currentChanged.connect(self._show_sheet)
        self.sheet, self.panel = TemplateSheet(words), TemplatePanel(words)
        self.sheet.looked_at.connect(self.panel.show_cell)
        self.panel.said.connect(self.correct)
        self.left = RowsModel()
        self.left_view = table_view(self.left, words.say("What stays as it is"))
        self.reason = QLineEdit(placeholderText=words.say("for whole numbers; without one they are masked"))
        self.choose = button(words.say("&Choose a workbook..."), self._choose)
        self.folder = button(words.say("A whole &folder..."), self._choose_folder)
        self.fill = button(words.say("F&ill and save as..."), self._save, main=True)
        self.fill.setEnabled(False)
        self._lay_out()

    def _lay_out(self) -> None:
        drawn, inside = QWidget(), QWidget()
        left, right = QVBoxLayout(drawn), QVBoxLayout(inside)
        for layout in (left, right):
            layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.tabs, self.sheet, legend(self.hands.words), self.left_view):
            left.addWidget(widget)
        left.setStretchFactor(self.sheet, 3)
        left.setStretchFactor(self.left_view, 1)
        self.left_view.setMinimumHeight(LEFT_HEIGHT)
        right.addWidget(self.panel)
        right.addStretch()
        self.split = QSplitter()
        self.split.addWidget(drawn)
        self.split.addWidget(Column(inside))
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setChildrenCollapsible(False)
        self.split.hide()
        acts = QHBoxLayout()
        reason = label_for(self.reason, self.hands.words.say("&Reason"))
        for widget in (self.choose, self.folder, reason, self.reason, self.fill):
            acts.addWidget(widget)
        self.body.addWidget(self.file)
        self.body.addWidget(self.split, 1)
        self.body.addLayout(acts)
        self.body.addStretch()

    def aim(self, about: object) -> None:
        """A workbook to be looked at."""
        if isinstance(about, Path):
            self.path, self._stale = about, True

    def load(self, view: View) -> None:
        """Look at the chosen workbook again: villages may be others now."""
        if self.path is not None:
            self.look_at(self.path)

    def forget(self) -> None:
        """Another register knows other headings."""
        super().forget()
        self.path, self.views = None, ()
        self.left.show([], [])
        self.split.hide()
        self.fill.setEnabled(False)

    def look_at(self, path: Path) -> None:
        """Read what a workbook asks for."""
        self.hands.worker.ask(
            say("Reading the workbook"), lambda office, _: _read(office, path), self._show, self.refused, self.name
        )

    def correct(self, said: Sequence[Correction]) -> None:
        """Remember what a person said, and read the workbook anew with it."""
        path = self.path
        if path is None:
            return

        def work(office: Office, _progress: Progress) -> Read:
            template_view.correct(office, said)
            return _read(office, path)

        self.hands.worker.ask(say("Remembering what the workbook asks for"), work, self._show, self.refused)

    def save_to(self, out: Path) -> None:
        """Fill the workbook and save it."""
        path, view = self.path, self.view
        if path is None or view is None:
            return
        terms = self._terms()

        def work(office: Office, progress: Progress) -> Filled:
            return fill.fill(office, path, out, view.on, progress, terms)

        self.hands.worker.ask(say("Filling the workbook"), work, lambda done: self._filled(out, done), self.refused)

    def fill_folder(self, folder: Path, out: Path) -> None:
        """Fill every workbook of a folder into another one."""
        view = self.view
        if view is None:
            return
        terms = self._terms()

        def work(office: Office, progress: Progress) -> dict[str, Filled | fill.Refused]:
            return fill.fill_folder(office, folder, out, view.on, progress, terms)

        self.hands.worker.ask(say("Filling the folder"), work, self._filled_all, self.refused)

    def _terms(self) -> Terms:
        reason = self.reason.text().strip()
        return Terms(MaskProfile.FULL if reason else MaskProfile.LIST, reason)

    def _show(self, read: Read) -> None:
        same = read.path == self.path
        self.path, template, self.views, choices = read
        self.said("")
        self.file.setText(
            self.hands.words.say(
                "{file}: {cells} single figures, {lists} tables to be written row by row.",
                file=template.file,
                cells=len(template.slots),
                lists=len(template.people),
            )
        )
        self.panel.offer(choices)
        self._show_left([(left.sheet, left.cell, left.why) for left in template.unknown])
        self._show_tabs(same)
        self.split.show()
        self.fill.setEnabled(template.asks)

    def _show_tabs(self, same: bool) -> None:
        """A tab for each sheet; the one in sight stays in sight while its workbook is corrected."""
        before = self.tabs.currentIndex() if same else 0
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for view in self.views:
            self.tabs.addTab(view.name.replace("&", "&&"))
        self.tabs.setCurrentIndex(max(0, before))
        self.tabs.blockSignals(False)
        self._show_sheet(self.tabs.currentIndex())

    def _show_sheet(self, nth: int) -> None:
        if 0 <= nth < len(self.views):
            self.panel.show_sheet(self.views[nth])
            self.sheet.show_sheet(self.views[nth])

    def _show_left(self, rows: Sequence[tuple[str, str, Message]]) -> None:
        words = self.hands.words
        titles = [Title(words.say("Where")), Title(words.say("What stays as it is"))]
        self.left.show(titles, [(f"{sheet} {cell}".strip(), words(why)) for sheet, cell, why in rows])
        fit_columns(self.left_view)

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
        left = [
            (f"{name} {each_left.sheet}".strip(), each_left.cell, each_left.why)
            for name, each in done.items()
            if isinstance(each, Filled)
            for each_left in each.unknown
        ]
        self._show_left([*refused, *left])
        self.split.show()
        self.noted.emit(
            self.hands.words.say("{done} of {all} workbooks were filled.", done=len(done) - len(refused), all=len(done))
        )
        self.hands.worker.tell(Changes("print", prints=True))


def _read(office: Office, path: Path) -> Read:
    template = fill.template_of(office, path)
    words = template_view.choices(office, template)
    return Read(path, template, template_view.views(template, words), words)
