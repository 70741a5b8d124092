"""The review on screen: the groups with their counts, the rows of one group, and everything about one row."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSplitter, QWidget

from ..actions.language import Translator
from .review import Group
from .table import Heading, RowsModel, Value, fit_columns, table_view

WAITING = ("rejected", "conflict")
"""Groups that need somebody: the first of them with rows in it is opened."""


class ReviewTables(QWidget):
    """Three parts side by side that only show; the page decides what."""

    def __init__(
        self, words: Translator, choose_group: Callable[[str], None], choose_row: Callable[[int], None]
    ) -> None:
        super().__init__()
        self._words = words
        self._codes: list[str] = []
        self.groups = QListWidget()
        self.groups.setObjectName("groups")
        self.groups.setMaximumWidth(190)
        self.groups.setAccessibleName(words.say("What becomes of the rows"))
        self.row_model, self.remark_model = RowsModel(), RowsModel()
        self.rows = table_view(self.row_model, words.say("Rows"))
        self.remarks = table_view(self.remark_model, words.say("Remarks on the row"))
        self.remarks.setWordWrap(True)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self.rows)
        right.addWidget(self.remarks)
        right.setSizes([320, 150])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.groups)
        layout.addWidget(right, 1)
        self.groups.currentRowChanged.connect(lambda row: choose_group(self._codes[row]) if row >= 0 else None)
        self.rows.selectionModel().currentRowChanged.connect(lambda current, _before: choose_row(current.row()))

    def show_groups(self, groups: Sequence[Group]) -> None:
        """List the groups, and open one that needs somebody, or else the first that has rows."""
        self._codes = [group.code for group in groups]
        self.groups.clear()
        self.groups.addItems([f"{group.label}  {group.rows}" for group in groups])
        filled = [nth for nth, group in enumerate(groups) if group.rows]
        waiting = [nth for nth in filled if groups[nth].code in WAITING]
        self.groups.setCurrentRow((waiting or filled or [0])[0])

    def show_rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """Show the rows of a group; the first is chosen."""
        words = self._words
        headings = [
            Heading(words.say("Sheet")),
            Heading(words.say("Row"), "right"),
            Heading(words.say("Name")),
            Heading(words.say("Identity number")),
            Heading(words.say("Remark")),
        ]
        self.row_model.show(headings, rows)
        fit_columns(self.rows, 200)
        self.rows.selectRow(0)

    def show_remarks(self, rows: Sequence[Sequence[Value]]) -> None:
        """Show everything about one row."""
        words = self._words
        titles = (words.say("Cell"), words.say("Remark"), words.say("Before"), words.say("Afterwards"))
        self.remark_model.show([Heading(title) for title in titles], rows)
        fit_columns(self.remarks, 520)
        self.remarks.setVisible(bool(rows))
