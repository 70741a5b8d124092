"""How complete the villages are against the households they say they have, and who answers for villages and grids."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout

from ..actions import assignments, canvass_workbook, work_lists
from ..actions.assignments import DUTIES, Assignment, Grid
from ..actions.office import Changes, Office
from ..actions.work_lists import Completeness
from ..rules.assignments import Duty
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, choice, label_for, quiet
from .page import Hands, View
from .tab import Tab
from .table import Heading, RowsModel, Value, fit_columns, table_view

MOST = 99_999


class Places(NamedTuple):
    """What there is to show: the villages, who answers for what, the grids that lack some of their four parties."""

    villages: Sequence[Completeness]
    assigned: Sequence[Assignment]
    lacking: Sequence[tuple[Grid, Sequence[Duty]]]


class VillagesTab(Tab):
    """Only units stand here, no person is measured."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.places = Places((), (), ())
        self.villages, self.assigned = RowsModel(), RowsModel()
        self.village_table = table_view(self.villages, words.say("Households of the villages"))
        self.table = table_view(self.assigned, words.say("Who answers for what"))
        self.stated = QSpinBox(maximum=MOST)
        self.lacking = quiet()
        self.grid = QLineEdit(placeholderText=words.say("empty: the whole village"))
        self.street = QLineEdit(placeholderText=words.say("such as a street; its households join the grid"))
        self.duty, self.who = choice(words, DUTIES.items()), QLineEdit()
        self._lay_out()
        self.village_table.selectionModel().currentRowChanged.connect(self._choose)

    def _lay_out(self) -> None:
        words = self._hands.words
        stating, adding = QHBoxLayout(), QHBoxLayout()
        stating.addWidget(button(words.say("&Blank canvass workbook..."), self._choose_blank))
        stating.addStretch()
        stating.addWidget(label_for(self.stated, words.say("&Households the village says it has")))
        stating.addWidget(self.stated)
        stating.addWidget(button(words.say("&Save"), self.state))
        for label, widget in (
            (words.say("&Grid"), self.grid),
            (words.say("A&ddress contains"), self.street),
            (words.say("A&s what"), self.duty),
            (words.say("Wh&o"), self.who),
        ):
            adding.addWidget(label_for(widget, label))
            adding.addWidget(widget, 1)
        adding.addWidget(button(words.say("&Add"), self.add, main=True))
        adding.addWidget(button(words.say("&Remove"), self.remove))
        title = QLabel(words.say("Who answers for what"))
        title.setObjectName("cardTitle")
        layout = QVBoxLayout(self)
        layout.addWidget(self.village_table, 1)
        layout.addLayout(stating)
        layout.addWidget(title)
        layout.addWidget(self.lacking)
        layout.addWidget(self.table, 1)
        layout.addLayout(adding)

    def load(self, view: View) -> None:
        """Count the households, and read who answers for what."""

        def read(office: Office, _progress: Progress) -> Places:
            return Places(
                work_lists.completeness(office, view.on),
                assignments.assigned(office),
                assignments.missing_parties(office),
            )

        self._hands.worker.ask(say("Counting households"), read, self.show_places, self.refused.emit, "completeness")

    def show_places(self, places: Places) -> None:
        """Show villages and assignments."""
        words, row = self._hands.words, max(0, self.village_table.currentIndex().row())
        self.places = places
        titles = (
            words.say("Village"), words.say("Households"), words.say("Visited"), words.say("Complete"), words.say("Never visited"),
            words.say("As the village says"), words.say("Not in the register"),
        )  # fmt: skip
        self.villages.show([Heading(title) for title in titles], [_village(each) for each in places.villages])
        fit_columns(self.village_table, 220)
        headings = (words.say("Village"), words.say("For what"), words.say("As what"), words.say("In charge"))
        self.assigned.show([Heading(title) for title in headings], [self._assignment(each) for each in places.assigned])
        fit_columns(self.table, 260)
        self.lacking.setText("\n".join(self._lacks(grid, duties) for grid, duties in places.lacking))
        self.lacking.setVisible(bool(places.lacking))
        self.village_table.selectRow(min(row, len(places.villages) - 1))

    def clear(self) -> None:
        """Another register: other villages."""
        self.show_places(Places((), (), ()))

    def _assignment(self, each: Assignment) -> Sequence[Value]:
        return each.village, each.what, self._hands.words(DUTIES[Duty(each.role)]), each.who

    def _lacks(self, grid: Grid, duties: Sequence[Duty]) -> str:
        words = self._hands.words
        named = " / ".join(words(DUTIES[duty]) for duty in duties)
        return words.say("{village} {grid} still lacks: {duties}", village=grid.village, grid=grid.name, duties=named)

    def _village(self) -> Completeness | None:
        row = self.village_table.currentIndex().row()
        return self.places.villages[row] if 0 <= row < len(self.places.villages) else None

    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        village = self._village()
        self.stated.setValue(village.stated or 0 if village else 0)

    def state(self) -> None:
        """Keep how many households the village under the cursor says it has."""
        village, households = self._village(), self.stated.value()
        if village is not None:
            self._carry_out(lambda office: assignments.state_households(office, village.village, households))

    def _choose_blank(self) -> None:
        words, village = self._hands.words, self._village()
        if village is None:
            return
        title = words.say("Canvass workbook")
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{title}-{village.village}.xlsx", "(*.xlsx)")
        if chosen:
            self.save_blank(Path(chosen))

    def save_blank(self, out: Path) -> None:
        """Save a blank canvass workbook for the village under the cursor."""
        village = self._village()
        if village is None:
            return

        def work(office: Office, _progress: Progress) -> None:
            canvass_workbook.save_blank(office, village.village, out)

        def saved(_nothing: None) -> None:
            self.noted.emit(self._hands.words.say("Saved: {file}", file=out.name))

        self._hands.worker.ask(say("Saving"), work, saved, self.refused.emit)

    def add(self) -> None:
        """Keep who answers for the village under the cursor, or for one of its grids."""
        village, grid, street = self._village(), self.grid.text().strip(), self.street.text().strip()
        duty, who = Duty(self.duty.currentData()), self.who.text()
        if village is None:
            return

        def work(office: Office) -> Changes:
            return assignments.assign_area(office, village.village, grid, street, duty, who)

        self._carry_out(work)

    def remove(self) -> None:
        """Whoever is under the cursor answers for this no more."""
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.places.assigned):
            chosen = self.places.assigned[row]
            self._carry_out(lambda office: assignments.release(office, chosen.id))

    def _carry_out(self, verb: Callable[[Office], Changes]) -> None:
        def work(office: Office, _progress: Progress) -> Changes:
            return verb(office)

        self._hands.worker.ask(say("Saving"), work, self._saved, self.refused.emit)

    def _saved(self, changes: Changes) -> None:
        self.who.clear()
        self.noted.emit(self._hands.words.say("Saved."))
        self._hands.worker.tell(changes)


def _village(each: Completeness) -> Sequence[Value]:
    missing = max(0, each.stated - each.registered) if each.stated is not None else None
    return each.village, each.registered, each.visited, each.complete, each.never, each.stated, missing
