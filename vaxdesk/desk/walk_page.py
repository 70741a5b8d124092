"""The walk through a village: the order of its doors, and the papers for them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout

from ..actions import canvass_desk, canvass_paper, printing
from ..actions.canvass_desk import WalkDoor
from ..actions.canvass_paper import Made
from ..actions.office import Office
from ..rules.keying import outcome_text
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, quiet
from .page import Hands, Page, Part, View
from .printer import choose_printer, print_pdf
from .table import Heading, RowsModel, fit_columns, table_view

PAPERS = {
    canvass_paper.SHEET: say("Canvass &sheets"),
    canvass_paper.BLANK: say("&Blank sheet"),
    canvass_paper.CARD: say("Household &cards"),
    canvass_paper.SLIP: say("S&lips for the door"),
}


class WalkPage(Page):
    """The doors of the village in view, in the order they are walked; chosen ones, or all, get their papers."""

    name = "walk"
    title = say("Walk and sheets")
    part = Part.DOOR
    icon = "printer"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.doors: Sequence[WalkDoor] = ()
        self.about = quiet()
        self.model = RowsModel()
        self.table = table_view(
            self.model, words.say("Doors in walking order; Alt+Up and Alt+Down move the chosen one")
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.prints = {kind: button(words(label), partial(self._print, kind)) for kind, label in PAPERS.items()}
        self.prints[canvass_paper.SHEET].setObjectName("main")
        self.save = button(words.say("Sheets as &PDF..."), self._save)
        self.up, self.down = (
            button(words.say("&Up"), lambda: self.move_door(-1)),
            button(words.say("&Down"), lambda: self.move_door(1)),
        )
        self._lay_out()
        self.table.activated.connect(lambda index: self.go.emit("canvass", self.doors[index.row()].household))
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self, partial(self.move_door, step))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for press in (*self.prints.values(), self.save):
            row.addWidget(press)
        row.addStretch()
        row.addWidget(self.up)
        row.addWidget(self.down)
        self.body.addWidget(self.about)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row)

    def load(self, view: View) -> None:
        """Read the doors of the village in view."""

        def read(office: Office, _progress: Progress) -> list[WalkDoor]:
            return canvass_desk.doors_of(office, view.village) if view.village else []

        self.hands.worker.read(say("Reading the doors"), read, self.show_doors, self.refused, self.name)

    def forget(self) -> None:
        """Another register: other doors."""
        super().forget()
        self.show_doors([])

    def show_doors(self, doors: Sequence[WalkDoor]) -> None:
        """Show doors in the order of the walk."""
        words = self.hands.words
        self.doors = doors
        titles = (words.say("No."), words.say("Address"), words.say("People"), words.say("Who lives there"),
                  words.say("Sheet printed"), words.say("Last visit"), words.say("Outcome"))  # fmt: skip
        rows = [
            (
                nth,
                door.address,
                door.members,
                door.people,
                door.printed_on or "",
                door.visited_on or "",
                outcome_text(door.outcome) if door.outcome else "",
            )
            for nth, door in enumerate(doors, 1)
        ]
        self.model.show(
            [Heading(title, "right" if nth in (0, 2) else "left") for nth, title in enumerate(titles)], rows
        )
        fit_columns(self.table, 320)
        village = self.view.village if self.view else None
        self.about.setText(
            words.say(
                "{village}: {count} doors. Papers are made for the chosen ones, or for all if none is chosen.",
                village=village,
                count=len(doors),
            )
            if village
            else words.say("Choose a village above to see its doors in walking order.")
        )
        for kind, press in self.prints.items():
            press.setEnabled(bool(doors) or kind == canvass_paper.BLANK)
        for press in (self.save, self.up, self.down):
            press.setEnabled(bool(doors))

    def move_door(self, step: int) -> None:
        """Walk to the chosen door one place earlier or later; the order is remembered."""
        row, view = self.table.currentIndex().row(), self.view
        if view is None or view.village is None or not 0 <= row + step < len(self.doors) or row < 0:
            return
        village, household = view.village, self.doors[row].household
        beyond = row + step + (1 if step > 0 else 0)
        before = self.doors[beyond].household if beyond < len(self.doors) else None

        def move(office: Office, _progress: Progress) -> list[WalkDoor]:
            canvass_desk.rearrange(office, village, household, before)
            return canvass_desk.doors_of(office, village)

        def moved(doors: Sequence[WalkDoor]) -> None:
            self.show_doors(doors)
            index = self.model.index(row + step, 0)
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, chosen)

        self.hands.worker.ask(say("Arranging the walk"), move, moved, self.refused)

    def chosen(self) -> list[int] | None:
        """The households that are chosen, in walking order; None for all."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.doors[row].household for row in rows] or None

    def save_sheets(self, path: Path) -> None:
        """Save the sheets of the chosen households as a PDF."""
        view, chosen = self.view, self.chosen()
        if view is None:
            return

        def save(office: Office, progress: Progress) -> Made:
            return canvass_paper.save_canvass(
                office, canvass_paper.SHEET, view.on, path, view.village, chosen, progress
            )

        self.hands.worker.ask(say("Drawing the sheets"), save, self._made, self.refused)

    def _save(self) -> None:
        words = self.hands.words
        village = self.view.village if self.view else ""
        suggested = f"{words.say('Canvass sheets')}-{village}.pdf"
        path, _kind = QFileDialog.getSaveFileName(self, words.say("Save the sheets"), suggested, "PDF (*.pdf)")
        if path:
            self.save_sheets(Path(path) if Path(path).suffix else Path(f"{path}.pdf"))

    def _print(self, kind: str) -> None:
        view, chosen = self.view, self.chosen()
        printer = choose_printer(kind in (canvass_paper.SHEET, canvass_paper.BLANK), self)
        if printer is None or view is None:
            return
        target = printer.printerName()

        def work(office: Office, progress: Progress) -> Made:
            made = canvass_paper.make_canvass(office, kind, view.on, view.village, chosen, target, progress)
            print_pdf(made.pdf, printer, progress)
            return made

        self.hands.worker.ask(say("Printing"), work, self._made, self.refused)

    def _made(self, made: Made) -> None:
        words = self.hands.words
        self.noted.emit(words.say("{pages} pages for {count} households.", pages=made.pages, count=made.households))
        self.said(words(printing.boxes(made.missing)) if made.missing else "")
        self.hands.worker.tell(made.changes)
        if self.view is not None:
            self.load(self.view)
