"""The table of residents: who is in it, who is selected, and what can be asked for from its menu and keys."""

from array import array
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from ..rules.messages import Message, say
from .column_arrangement import ColumnArrangement
from .page import Hands
from .residents_columns import Line
from .residents_model import ResidentsModel
from .table import table_view

WHOLE_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ResidentsTable(QWidget):
    """A windowed table; the page around it answers its model's questions."""

    current = Signal(object)
    """The id of the person whose row is the current one; None for nobody."""
    selected = Signal(int)
    """How many rows are selected."""
    opened = Signal(int)
    """A person's page is wanted (Enter, double click): the id."""
    copied = Signal()
    """The selected rows are to be copied."""
    looked_up = Signal()
    """The current person is to be shown on their ledger."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self.model = ResidentsModel(hands.words)
        self.view = table_view(self.model, hands.words.say("Residents"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for header in (self.view.horizontalHeader(), self.view.verticalHeader()):
            # Qt's header asks of every row whether it is selected whenever it is painted: 40 s a million; this one sees nothing
            header.setSelectionModel(QItemSelectionModel(self.model, header))
        self.columns = ColumnArrangement(self.view, self.model, hands)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.view)
        # who speaks                                   who listens
        self.view.activated.connect(self._open)
        self.view.selectionModel().currentRowChanged.connect(self._tell)
        self.view.selectionModel().selectionChanged.connect(self._count)
        self._action(say("&Copy"), self.copied.emit, QKeySequence(QKeySequence.StandardKey.Copy))
        self._action(say("Show on &ledger"), self.looked_up.emit)
        self._action(say("&Columns..."), self.columns.choose)

    def _action(self, title: Message, act: Callable[[], None], keys: QKeySequence | None = None) -> None:
        action = QAction(self._hands.words(title), self.view)
        action.triggered.connect(lambda: act())
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if keys is not None:
            action.setShortcut(keys)
        self.view.addAction(action)

    def show_list(self, ids: "array[int]", pages: Mapping[int, Sequence[Line | None]], keep: bool) -> None:
        """Show people; with `keep` the current person stays current and the table stays where it was, if that can be."""
        current, top = self.current_id(), self.view.verticalScrollBar().value()
        self.model.show(ids, pages)
        row = 0
        if keep and current is not None and current in ids:
            row = ids.index(current)
            self.view.verticalScrollBar().setValue(top)
        if len(ids):
            self.view.selectionModel().setCurrentIndex(self.model.index(row, 0), WHOLE_ROWS)
        else:
            self._tell()

    def go_on(self, ids: "array[int]", pages: Mapping[int, Sequence[Line | None]]) -> None:
        """Show the whole list whose beginning is in sight; nothing that is in sight moves."""
        shown = self.model.ids
        if ids[: len(shown)] != shown:
            self.show_list(ids, pages, keep=True)
        elif len(shown) < len(ids):
            self.model.go_on(ids, pages)

    def top_row(self) -> int:
        """The first row in sight."""
        return max(0, self.view.rowAt(0))

    def current_id(self) -> int | None:
        """The id of the person whose row is the current one."""
        row = self.view.currentIndex().row()
        return self.model.ids[row] if 0 <= row < len(self.model.ids) else None

    def current_line(self) -> Line | None:
        """The current person, if the line is there already."""
        row = self.view.currentIndex().row()
        return self.model.line(row) if row >= 0 else None

    def selected_ids(self) -> "array[int]":
        """The ids of the selected rows, from top to bottom."""
        found = array("I")
        for top, bottom in sorted(self._blocks()):
            found.extend(self.model.ids[top : bottom + 1])
        return found

    def _blocks(self) -> list[tuple[int, int]]:
        """First and last row of what is selected, a block at a time: of a million rows none is looked at."""
        chosen = self.view.selectionModel().selection()
        return [(block.top(), block.bottom()) for block in (chosen.at(nth) for nth in range(chosen.count()))]

    def _count(self) -> None:
        self.selected.emit(sum(bottom - top + 1 for top, bottom in self._blocks()))

    def _tell(self) -> None:
        self.current.emit(self.current_id())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.ids[index.row()])
