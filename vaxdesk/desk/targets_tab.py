"""What is asked for: the marks of notices band by band, and the tasks handed down."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout

from ..actions.indicators import Indicators
from ..rules.measures import Scope
from .labels import quiet
from .page import Hands
from .rates_rows import asked_for
from .tab import Tab
from .table import RowsModel, fit_columns, table_view


class TargetsTab(Tab):
    """A row opens the people who count for it."""

    pressed = Signal(object, str)
    """The scope and the measure of a row."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._behind: Sequence[tuple[Scope, str]] = ()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Targets and tasks"))
        self.empty = quiet(words.say("No notice asks this campaign for a share, and no task was handed down."))
        layout = QVBoxLayout(self)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            quiet(words.say("Each age band must reach its mark on its own. Over 100 % is shown as it is."))
        )
        for opened in (self.table.clicked, self.table.activated):
            opened.connect(self._open)

    def clear(self) -> None:
        """Another register: nothing is asked."""
        self.model.show([], [])

    def show_rates(self, seen: Indicators) -> None:
        """Show how far each target and each task is."""
        sides = asked_for(seen, self._hands.words)
        self._behind = sides.behind
        self.model.show(sides.headings, sides.rows)
        fit_columns(self.table, 260)
        self.empty.setVisible(not sides.rows)

    def _open(self, cell: QModelIndex) -> None:
        self.pressed.emit(*self._behind[cell.row()])
