"""Where everybody stands: the seven counts of every village as a bar and as figures; and whom to look after this week."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from ..actions import agenda
from ..actions.codes import STANDING_LABELS
from ..actions.office import Office
from ..actions.overview import Overview, overview
from ..actions.residents import Filter
from ..rules.messages import say
from ..rules.records import Progress, StandingCode
from .bars import BarDelegate
from .labels import button, card, quiet
from .page import Hands, Page, View
from .shapes import shape_of
from .table import Bar, Heading, RowsModel, Value, table_view
from .tiles import Tiles

NARROWEST, WIDEST = 64, 0.15
"""Pixels of a column of counts; the most of the table's width that the villages' names take."""
SHORTEST = 6
"""Lines of text that a bar is long at least."""
VILLAGE, BAR = 0, 1
"""The columns before the seven counts."""


class OverviewPage(Page):
    """A table of village by standing with its totals; an empty register says what to do first."""

    name = "overview"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._villages: list[str] = []
        self._agenda: Mapping[str, frozenset[int]] = {}
        self.tiles = Tiles(words, agenda.QUESTIONS, self._open_agenda)
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("People by village and standing"))
        self.table.setObjectName("counts")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setItemDelegateForColumn(BAR, BarDelegate(self.table))
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        self.summary = quiet()
        self.empty = self._empty()
        self.empty.hide()
        self.body.addWidget(self.tiles)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)

    def load(self, view: View) -> None:
        """Count everybody for the date."""

        def count(office: Office, progress: Progress) -> Overview:
            return overview(office, view.on, view.village, progress)

        def look(office: Office, progress: Progress) -> Mapping[str, frozenset[int]]:
            return agenda.agenda(office, view.on, view.village, progress)

        def show(seen: Overview) -> None:
            self.show_counts(seen)
            self.hands.worker.read(
                say("Counting whom to look after"), look, self.show_agenda, self.refused, "agenda", when_calm=True
            )

        self.tiles.show_counts({})
        self.hands.worker.ask(say("Counting where everybody stands"), count, show, self.refused, self.name)

    def show_agenda(self, found: Mapping[str, frozenset[int]]) -> None:
        """Show how many people ask for a hand."""
        self._agenda = found
        self.tiles.show_counts({question: len(people) for question, people in found.items()})

    def show_counts(self, seen: Overview) -> None:
        """Show the counts."""
        words = self.hands.words
        self.said("")
        self.empty.setVisible(seen.total == 0)
        for each in (self.tiles, self.table, self.summary):
            each.setVisible(seen.total > 0)
        self.summary.setText(
            words.say(
                "On {day}: {total} people, each in exactly one place. Click a number to see who they are.",
                day=seen.on,
                total=seen.total,
            )
        )
        self._villages = list(seen.villages)
        labels = [
            Heading("\n".join(words(STANDING_LABELS[code]).rsplit(" ", 1)), "right", shape_of(code))
            for code in StandingCode
        ]
        first = [Heading(words.say("Village")), Heading(words.say("Shares"))]
        headings = [*first, *labels, Heading(words.say("Everybody"), "right")]
        self.model.show(
            headings,
            rows_of(seen, words.say("Total"), [words(STANDING_LABELS[code]) for code in StandingCode]),
            total=True,
        )
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(NARROWEST)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(VILLAGE, QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(
            VILLAGE, min(self.table.sizeHintForColumn(VILLAGE) + 16, round(WIDEST * self.table.width()))
        )
        header.setSectionResizeMode(BAR, QHeaderView.ResizeMode.Interactive)
        self._fit_bars()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars take what room the figures leave."""
        super().resizeEvent(event)
        self._fit_bars()

    def _fit_bars(self) -> None:
        """The bars have the rest of the width, but never so little that their parts cannot be told apart."""
        header = self.table.horizontalHeader()
        others = header.length() - header.sectionSize(BAR)
        least = SHORTEST * self.fontMetrics().height()
        if header.count() > BAR:
            header.resizeSection(BAR, max(least, self.table.viewport().width() - others))

    def _open(self, cell: QModelIndex) -> None:
        """Show the people a number counts: those of a village or of all, of one standing or of all."""
        row, nth = cell.row(), cell.column() - BAR - 1
        standings = list(map(str, StandingCode))[nth : nth + 1] if nth >= 0 else []
        self.go.emit("residents", Filter(frozenset(self._villages[row : row + 1]), frozenset(standings)))

    def _open_agenda(self, question: str) -> None:
        """Show the people of a tile."""
        title = self.hands.words(agenda.QUESTIONS[question][0])
        self.go.emit("residents", Filter(people=self._agenda.get(question, frozenset()), about=title))

    def _empty(self) -> QWidget:
        words = self.hands.words
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
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


def rows_of(seen: Overview, total: str, labels: Sequence[str]) -> Sequence[Sequence[Value]]:
    """One row per village with its bar, its seven counts and their sum, then the row of totals."""
    all_rows = [*seen.villages.items(), (total, seen.counts)]
    rows: list[Sequence[Value]] = []
    for name, counts in all_rows:
        seven = [counts[code] for code in StandingCode]
        told = ", ".join(f"{label} {count}" for label, count in zip(labels, seven, strict=True))
        rows.append([name, Bar(seven, told), *seven, sum(seven)])
    return rows
