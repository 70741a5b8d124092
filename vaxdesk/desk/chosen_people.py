"""What can be done with the people chosen in a list: how many they are, copied masked, shown on their ledger."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ..actions.office import Office
from ..rules.messages import say
from ..rules.records import Progress, StandingCode
from .chosen_dialogs import Chosen, ChosenDialog, DutyDialog, ListDialog, TagDialog
from .labels import button, menu_button
from .page import Hands, View
from .residents_columns import PLACES
from .residents_reading import read_cells
from .residents_table import ResidentsTable

MOST_COPIED = 100_000
"""Rows that are copied at once."""


class ChosenPeople(QWidget):
    """The foot of the table: the acts on its selection. They are in its menu and on its keys, too."""

    go = Signal(str, object)
    """Another page is wanted, as Page.go."""
    noted = Signal(str)
    """What was done."""
    said = Signal(str)
    """Why it was not."""
    refused = Signal(object)

    def __init__(self, hands: Hands, table: ResidentsTable) -> None:
        super().__init__()
        words = hands.words
        self._hands, self._table = hands, table
        self.view: View | None = None
        self.selection = QLabel()
        self.selection.setObjectName("quiet")
        self.copy = button(words.say("Cop&y"), self.copy_rows)
        self.ledger = button(words.say("Show on &ledger"), self.show_on_ledger)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.more, menu = menu_button(words.say("With those se&lected"))
        for dialog in (TagDialog, DutyDialog, ListDialog):
            menu.addAction(f"{words(dialog.title)}...", partial(self.open_dialog, dialog))
        for widget in (self.selection, self.more, self.copy, self.ledger):
            row.addWidget(widget)
        self.count(0)
        # who speaks              who listens
        table.selected.connect(self.count)
        table.copied.connect(self.copy_rows)
        table.looked_up.connect(self.show_on_ledger)

    def count(self, people: int) -> None:
        """So many people are chosen."""
        several = people > 1
        self.selection.setText(self._hands.words.say("{count} selected", count=f"{people:,}") if several else "")
        self.more.setEnabled(people > 0)
        self.copy.setEnabled(people > 0)
        self.ledger.setEnabled(people > 0)

    def open_dialog(self, kind: type[ChosenDialog]) -> None:
        """Ask what is to be done with everybody who is chosen."""
        people, view = self._table.selected_ids(), self.view
        if view is None or not people:
            return
        self.said.emit("")
        dialog = kind(self._hands, self, Chosen(people.tolist(), view.on))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.noted.connect(self.noted)
        dialog.open()

    def show_on_ledger(self) -> None:
        """Turn to the ledger of the current person's standing."""
        line = self._table.current_line()
        if line is None:
            return
        if line.standing == StandingCode.OUT_OF_SCOPE:
            self.said.emit(self._hands.words.say("Who is out of scope stands on no ledger."))
            return
        self.go.emit("ledgers", line.standing)

    def copy_rows(self) -> None:
        """Copy the selected rows as they are shown, masked; a spreadsheet takes them as cells."""
        people, view, words = self._table.selected_ids(), self.view, self._hands.words
        if view is None or not people:
            return
        if len(people) > MOST_COPIED:
            self.said.emit(words.say("At most {most} rows are copied at once: select fewer.", most=f"{MOST_COPIED:,}"))
            return
        on, titles = view.on, self._table.columns.titles()
        places = [PLACES[name] for name in self._table.columns.columns()]

        def read(office: Office, progress: Progress) -> list[Sequence[str]]:
            return read_cells(office, people, places, on, words, progress)

        def put(rows: list[Sequence[str]]) -> None:
            QGuiApplication.clipboard().setText("\n".join(map("\t".join, [titles, *rows])))
            self.noted.emit(words.say("Copied: {count} rows, numbers and phones masked.", count=f"{len(rows):,}"))

        self._hands.worker.ask(say("Copying"), read, put, self.refused.emit, "residents copy")
