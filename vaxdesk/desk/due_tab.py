"""Doses falling due by vaccine, step and week, and how long so many sites take for them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSpinBox, QVBoxLayout

from ..actions.indicators import Week
from ..actions.residents import Filter
from ..rules.demand import BOOSTER, Demand
from ..rules.messages import say
from ..rules.pace import days_of_work
from .labels import label_for, quiet
from .page import Hands
from .tab import Tab
from .table import Heading, RowsModel, Value, fit_columns, table_view

FIRST_WEEK = 2
"""Column of the first week, behind vaccine and step."""


class DueTab(Tab):
    """A cell opens the people who may have that dose in that week."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._steps: list[tuple[str, int]] = []
        self._weeks: list[date] = []
        self._demand: Sequence[Demand] = ()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Doses falling due by vaccine and week"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.sites, self.per_site, self.days = QSpinBox(), QSpinBox(), quiet()
        self.sites.setRange(1, 99)
        self.per_site.setRange(0, 9999)
        row, layout = QHBoxLayout(), QVBoxLayout(self)
        for title, box in ((say("&Sites"), self.sites), (say("&Doses of a site in a day"), self.per_site)):
            row.addWidget(label_for(box, words(title)))
            row.addWidget(box)
            box.valueChanged.connect(self._tell_days)
        row.addWidget(self.days, 1)
        layout.addWidget(
            quiet(
                words.say("This week holds all that could be given before it too. Press a number to see who they are.")
            )
        )
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        for pressed in (self.table.clicked, self.table.activated):
            pressed.connect(self._open)

    def clear(self) -> None:
        """Another register: nothing falls due."""
        self._demand = ()
        self.model.show([], [])

    def show_week(self, around: Week, labels: dict[str, str]) -> None:
        """Show what falls due; `labels` are the names of the groups of vaccines."""
        words = self._hands.words
        self._demand = around.demand
        self._steps = sorted({(due.group, due.number) for due in self._demand})
        self._weeks = sorted({due.week for due in self._demand})
        headings = [
            Heading(words.say("Vaccine")), Heading(words.say("Step")),
            *(Heading(words.say("week of {day}", day=week), "right") for week in self._weeks),
            Heading(words.say("Together"), "right"),
        ]  # fmt: skip
        rows: list[Sequence[Value]] = []
        for group, number in self._steps:
            step = words.say("dose {number}", number=number) if number != BOOSTER else words.say("booster")
            counts = [len(self._people(group, number, week)) for week in self._weeks]
            rows.append((labels.get(group, "") or words.say("vaccine not known"), step, *counts, sum(counts)))
        sums = [sum(due.doses for due in self._demand if due.week == week) for week in self._weeks]
        if rows:
            rows.append((words.say("Total"), "", *sums, sum(sums)))
        self.model.show(headings, rows, total=bool(rows))
        fit_columns(self.table, 260)
        self._tell_days()

    def _people(self, group: str | None, number: int | None, week: date | None) -> frozenset[int]:
        """Whom a cell counts; None stands for all of them."""
        return frozenset(
            person
            for due in self._demand
            if group in (None, due.group) and number in (None, due.number) and week in (None, due.week)
            for person in due.people
        )

    def _tell_days(self) -> None:
        words, doses = self._hands.words, sum(due.doses for due in self._demand)
        days = days_of_work(doses, 1, self.sites.value(), self.per_site.value())
        self.days.setText(
            words.say("{doses} doses take {days} days.", doses=doses, days=days)
            if days is not None
            else words.say(
                "Write how many doses a site gives in a day to see how long {doses} doses take.", doses=doses
            )
        )

    def _open(self, cell: QModelIndex) -> None:
        words = self._hands.words
        group, number = self._steps[cell.row()] if cell.row() < len(self._steps) else (None, None)
        nth = cell.column() - FIRST_WEEK
        week = self._weeks[nth] if 0 <= nth < len(self._weeks) else None
        self.go.emit(
            "residents", Filter(people=self._people(group, number, week), about=words.say("Doses falling due"))
        )
