"""Where everybody stands: the seven counts of every village, and their sum."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from ..actions.codes import STANDING_LABELS
from ..actions.office import Office
from ..actions.overview import Overview, overview
from ..actions.residents import Filter
from ..rules.messages import say
from ..rules.records import Progress, StandingCode
from .labels import button, card, quiet
from .page import Hands, Page, Part, View
from .shapes import shape_of
from .table import Heading, RowsModel, Value, table_view

NARROWEST = 100
"""Pixels of a column of counts."""


class OverviewPage(Page):
    """A table of village by standing with its totals; an empty register says what to do first."""

    name = "overview"
    title = say("Overview")
    part, icon = Part.START, "layout-dashboard"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._villages: list[str] = []
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("People by village and standing"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        self.summary = quiet()
        self.empty = self._empty()
        self.empty.hide()
        self.body.addWidget(self.summary)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)

    def load(self, view: View) -> None:
        """Count everybody for the date."""

        def count(office: Office, progress: Progress) -> Overview:
            return overview(office, view.on, view.village, progress)

        self.hands.worker.ask(say("Counting where everybody stands"), count, self.show_counts, self.refused, self.name)

    def show_counts(self, seen: Overview) -> None:
        """Show the counts."""
        words = self.hands.words
        self.said("")
        self.empty.setVisible(seen.total == 0)
        self.table.setVisible(seen.total > 0)
        self.summary.setVisible(seen.total > 0)
        self.summary.setText(
            words.say(
                "On {day}: {total} people, each in exactly one place. Click a number to see who they are.",
                day=seen.on,
                total=seen.total,
            )
        )
        self._villages = list(seen.villages)
        labels = [Heading(words(STANDING_LABELS[code]), "right", shape_of(code)) for code in StandingCode]
        headings = [Heading(words.say("Village")), *labels, Heading(words.say("Everybody"), "right")]
        self.model.show(headings, rows_of(seen, words.say("Total")), total=True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(NARROWEST)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _open(self, cell: QModelIndex) -> None:
        """Show the people a number counts: those of a village or of all, of one standing or of all."""
        row, column = cell.row(), cell.column()
        standings = list(map(str, StandingCode))[column - 1 : column] if column else []
        self.go.emit("residents", Filter(frozenset(self._villages[row : row + 1]), frozenset(standings)))

    def _empty(self) -> QWidget:
        words = self.hands.words
        whole = QWidget()
        layout = QVBoxLayout(whole)
        frame, inside = card(words.say("The register is empty"))
        inside.addWidget(
            quiet(
                words.say(
                    "Take in the street's or the villages' roster first. You see what would be entered before anything is."
                )
            )
        )
        take_in = button(words.say("Take in a &roster"), lambda: self.go.emit("intake", None), main=True)
        inside.addWidget(take_in, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(frame)
        layout.addStretch()
        return whole


def rows_of(seen: Overview, total: str) -> Sequence[Sequence[Value]]:
    """One row per village with its seven counts and their sum, then the row of totals."""
    rows: list[Sequence[Value]] = [
        [name, *map(counts.__getitem__, StandingCode), sum(counts.values())] for name, counts in seen.villages.items()
    ]
    return [*rows, [total, *map(seen.counts.__getitem__, StandingCode), seen.total]]
