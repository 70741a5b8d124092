"""The columns of the residents' table as the person arranged them: which, in what order, how wide; the settings remember it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView

from ..actions.residents import AS_ENTERED, Order
from .column_chooser import ColumnChooser
from .page import Hands
from .residents_columns import COLUMNS, PLACES, Widths, read, written
from .residents_model import DOWNWARDS, UPWARDS, ResidentsModel

SETTING = "residents/columns"


class ColumnArrangement(QObject):
    """Watches the header of a table of a ResidentsModel."""

    def __init__(self, view: QTableView, model: ResidentsModel, hands: Hands) -> None:
        super().__init__(view)
        self._view, self._model, self._hands = view, model, hands
        self._header = view.horizontalHeader()
        self._order = AS_ENTERED
        self._arranging = False
        self._header.setSectionsMovable(True)
        self._header.setSortIndicator(-1, UPWARDS)
        self._header.setSortIndicatorClearable(True)
        view.setSortingEnabled(True)
        self._header.sectionMoved.connect(self._keep)
        self._header.sectionResized.connect(self._keep)
        view.installEventFilter(self)
        self.arrange(self._kept())

    def columns(self) -> list[str]:
        """The names of the columns as they stand from left to right."""
        names = self._model.column_names
        return [names[self._header.logicalIndex(place)] for place in range(len(names))]

    def titles(self) -> list[str]:
        """The titles of the columns as they stand from left to right."""
        return [self._hands.words(COLUMNS[PLACES[name]].title) for name in self.columns()]

    def arrange(self, widths: Widths) -> None:
        """Have these columns, in this order, this wide."""
        self._arranging = True
        self._model.show_columns([name for name, _ in widths])
        for place, (_, width) in enumerate(widths):
            self._header.moveSection(self._header.visualIndex(place), place)
            self._view.setColumnWidth(place, width * self._line() // 10)
        self.mark(self._order)
        self._arranging = False
        self._hands.settings.setValue(SETTING, written(widths))

    def choose(self) -> None:
        """Let the person choose and order the columns."""
        chooser = ColumnChooser(self.columns(), self._hands.words, self._view)
        chooser.chosen.connect(self.show_columns)
        chooser.open()

    def show_columns(self, names: Sequence[str]) -> None:
        """Have these columns, as wide as they are or usually are; the current person stays current."""
        known, row = dict(self._widths()), self._view.currentIndex().row()
        self.arrange([(name, known.get(name, COLUMNS[PLACES[name]].width)) for name in names])
        self._view.selectRow(row)

    def mark(self, order: Order) -> None:
        """Mark the column people are sorted by, without asking for anything."""
        self._order = order
        orders = [COLUMNS[PLACES[name]].order for name in self._model.column_names]
        marked = self._header.sortIndicatorSection()
        if 0 <= marked < len(orders) and orders[marked] == order.column:
            return
        self._header.blockSignals(True)
        place = orders.index(order.column) if order.column in orders else -1
        self._header.setSortIndicator(place, DOWNWARDS if order.descending else UPWARDS)
        self._header.blockSignals(False)
        self._header.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size of text was chosen: the columns grow with it."""
        if event.type() == QEvent.Type.FontChange:
            self.arrange(self._kept())
        return super().eventFilter(watched, event)

    def _line(self) -> int:
        return self._view.fontMetrics().height()

    def _kept(self) -> Widths:
        return read(str(self._hands.settings.value(SETTING, "")))

    def _widths(self) -> Widths:
        names, line = self._model.column_names, self._line()
        order = [self._header.logicalIndex(place) for place in range(len(names))]
        widths = [(names[section], max(1, round(self._header.sectionSize(section) * 10 / line))) for section in order]
        last = names[order[-1]]  # is stretched to the edge: the settings know how wide it is by itself
        return [*widths[:-1], (last, dict(self._kept()).get(last, COLUMNS[PLACES[last]].width))]

    def _keep(self) -> None:
        if not self._arranging:
            self._hands.settings.setValue(SETTING, written(self._widths()))
