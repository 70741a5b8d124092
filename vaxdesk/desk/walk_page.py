"""The walk through a village, a grid or a list of doors: their order, and the papers for them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFileDialog, QHBoxLayout, QLineEdit

from ..actions import canvass_desk, canvass_paper, printing
from ..actions.canvass_desk import WalkDoor
from ..actions.canvass_paper import Made
from ..actions.office import Changes, Office
from ..rules.keying import outcome_text
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, label_for, quiet
from .page import Hands, Page, View
from .printer import choose_printer, print_pdf
from .table import Heading, RowsModel, fit_columns, table_view

PAPERS = {
    canvass_paper.SHEET: say("Canvass &sheets"),
    canvass_paper.BLANK: say("&Blank sheet"),
    canvass_paper.CARD: say("Contact &cards"),
    canvass_paper.SLIP: say("S&lips for the door"),
}


EVERYWHERE = ""
"""No grid in particular."""


class WalkPage(Page):
    """The doors of a village or of a list, in the order they are walked; chosen ones, or all in sight, get their papers."""

    name = "walk"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.all: Sequence[WalkDoor] = ()
        self.doors: Sequence[WalkDoor] = ()
        self.listed: frozenset[int] | None = None
        self.about = quiet()
        self.grid = QComboBox()
        self.grid.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search = QLineEdit(placeholderText=words.say("address or name"), clearButtonEnabled=True)
        self.whole = button(words.say("All doors of the &village"), self._leave_list)
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
        self.grid.currentIndexChanged.connect(lambda _nth: self._filter())
        self.search.textChanged.connect(lambda _text: self._filter())
        self.table.activated.connect(lambda index: self.go.emit("canvass", self.doors[index.row()].household))
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self, partial(self.move_door, step))

    def _lay_out(self) -> None:
        words, top, row = self.hands.words, QHBoxLayout(), QHBoxLayout()
        top.addWidget(label_for(self.grid, words.say("&Grid")))
        top.addWidget(self.grid)
        top.addSpacing(12)
        top.addWidget(label_for(self.search, words.say("&Find")))
        top.addWidget(self.search, 1)
        top.addWidget(self.whole)
        for press in (*self.prints.values(), self.save):
            row.addWidget(press)
        row.addStretch()
        row.addWidget(self.up)
        row.addWidget(self.down)
        self.body.addLayout(top)
        self.body.addWidget(self.about)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row)

    def aim(self, about: object) -> None:
        """The ids of the households of a list: they are shown, wherever they are, until another village is wanted."""
        if isinstance(about, frozenset):
            self.listed = about
            self._stale = True

    def look(self, view: View) -> None:
        """Another village takes the place of a list."""
        if self.view is not None and view.village != self.view.village and not self._stale:
            self.listed = None
        super().look(view)

    def load(self, view: View) -> None:
        """Read the doors of the list, or of the village in view."""
        self.hands.worker.read(say("Reading the doors"), self._reading(view), self.show_doors, self.refused, self.name)

    def _reading(self, view: View) -> Callable[[Office, Progress], list[WalkDoor]]:
        listed = self.listed

        def read(office: Office, _progress: Progress) -> list[WalkDoor]:
            if listed is not None:
                return canvass_desk.doors_among(office, listed)
            return canvass_desk.doors_of(office, view.village) if view.village else []

        return read

    def changes(self, changes: Changes) -> None:
        """Which door belongs to which grid changes no person; nor does taking that back."""
        super().changes(changes)
        self._stale |= changes.verb in ("assignment", "undo")

    def forget(self) -> None:
        """Another register: other doors."""
        super().forget()
        self.listed = None
        self.search.clear()
        self.show_doors([])

    def show_doors(self, doors: Sequence[WalkDoor]) -> None:
        """Show the doors that were read; the grid in sight stays in sight."""
        self.all = doors
        grid = self.grid.currentData() or EVERYWHERE
        with QSignalBlocker(self.grid):
            self.grid.clear()
            self.grid.addItem(self.hands.words.say("All grids"), EVERYWHERE)
            for name in sorted({door.grid for door in doors} - {EVERYWHERE}):
                self.grid.addItem(name, name)
            self.grid.setCurrentIndex(max(0, self.grid.findData(grid)))
        self.grid.setEnabled(self.grid.count() > 1)
        self._filter()

    def _filter(self) -> None:
        grid, text = self.grid.currentData(), self.search.text().strip()
        self._show([door for door in self.all if grid in (EVERYWHERE, door.grid)
                    and text in f"{door.village}{door.address} {door.people}"])  # fmt: skip

    def _leave_list(self) -> None:
        self.listed = None
        if self.view is not None:
            self.load(self.view)

    def _show(self, doors: Sequence[WalkDoor]) -> None:
        """Show doors in the order of the walk."""
        words = self.hands.words
        self.doors = doors
        titles = (words.say("No."), words.say("Address"), words.say("Grid"), words.say("People"), words.say("Who lives there"),
                  words.say("Sheet printed"), words.say("Last visit"), words.say("Outcome"))  # fmt: skip
        rows = [
            (
                nth,
                door.address if self.listed is None else f"{door.village} {door.address.removeprefix(door.village)}",
                door.grid,
                door.members,
                door.people,
                door.printed_on or "",
                door.visited_on or "",
                words(outcome_text(door.outcome)) if door.outcome else "",
            )
            for nth, door in enumerate(doors, 1)
        ]
        self.model.show(
            [Heading(title, "right" if nth in (0, 3) else "left") for nth, title in enumerate(titles)], rows
        )
        fit_columns(self.table, 320)
        self.about.setText(self._told())
        self.whole.setVisible(self.listed is not None)
        for kind, press in self.prints.items():
            press.setEnabled(bool(doors) or kind == canvass_paper.BLANK)
        for press in (self.save, self.up, self.down):
            press.setEnabled(bool(doors))

    def _told(self) -> str:
        words, count = self.hands.words, len(self.doors)
        village = self.view.village if self.view else None
        if self.listed is not None:
            return words.say(
                "A list of {count} doors. Papers are made for the chosen ones, or for all if none is chosen.",
                count=count,
            )
        if village is None:
            return words.say("Choose a village above to see its doors in walking order.")
        return words.say(
            "{village}: {count} doors. Papers are made for the chosen ones, or for all if none is chosen.",
            village=village,
            count=count,
        )

    def move_door(self, step: int) -> None:
        """Walk to the chosen door one place earlier or later; the order is remembered."""
        row, view = self.table.currentIndex().row(), self.view
        if view is None or row < 0 or not 0 <= row + step < len(self.doors):
            return
        door, other = self.doors[row], self.doors[row + step]
        if door.village != other.village:
            return
        walk = [each.household for each in self.all if each.village == door.village and each != door]
        beyond = walk.index(other.household) + (1 if step > 0 else 0)
        before = walk[beyond] if beyond < len(walk) else None
        again = self._reading(view)

        def move(office: Office, progress: Progress) -> list[WalkDoor]:
            canvass_desk.rearrange(office, door.village, door.household, before)
            return again(office, progress)

        def moved(doors: Sequence[WalkDoor]) -> None:
            self.show_doors(doors)
            index = self.model.index(row + step, 0)
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, chosen)

        self.hands.worker.ask(say("Arranging the walk"), move, moved, self.refused)

    def chosen(self) -> list[int] | None:
        """The households that are chosen, or all in sight, in walking order; None for the whole village."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        some = self.listed is not None or len(self.doors) < len(self.all)
        every = [door.household for door in self.doors]
        return [every[row] for row in rows] or (every if some else None)

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
            send = partial(print_pdf, printer=printer, progress=progress)
            return canvass_paper.make_canvass(office, kind, view.on, view.village, chosen, target, progress, send)

        self.hands.worker.ask(say("Printing"), work, self._made, self.refused)

    def _made(self, made: Made) -> None:
        words = self.hands.words
        self.noted.emit(words.say("{pages} pages for {count} households.", pages=made.pages, count=made.households))
        self.said(words(printing.boxes(made.missing)) if made.missing else "")
        self.hands.worker.tell(made.changes)
        if self.view is not None:
            self.load(self.view)
