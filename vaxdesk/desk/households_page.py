"""Households: the list, and one of them with its members; splitting, joining, correcting the address."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ..actions.households import household_at, join, rename, settle
from ..actions.office import Changes, Office
from ..actions.own_changes import NAMES
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .household_acts import HouseholdActs
from .households_read import MOST, Listed, Opened, read_household, read_list
from .labels import button, card, fields, label_for, quiet
from .page import Hands, Page, View
from .table import Heading, RowsModel, fit_columns, table_view

MEMBERS = 8
"""Lines of text the members always have room for; where the window is too low the page scrolls."""


class HouseholdsPage(Page):
    """A list to search by address or member, and beside it the household that is chosen; others send its id here."""

    name = "households"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.listed: list[Listed] = []
        self.household: Opened | None = None
        self.wanted: int | None = None
        self.search = QLineEdit(
            placeholderText=words.say("Address, or the name of somebody who lives there"), clearButtonEnabled=True
        )
        self.model, self.members = RowsModel(), RowsModel()
        self.table = table_view(self.model, words.say("Households found"))
        self.people = table_view(self.members, words.say("Who lives there; open a person with Enter"))
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.people.setMinimumHeight(MEMBERS * self.fontMetrics().height())
        self.more = button(words.say("Show &more"), lambda: self._ask(self.listed[-1].id if self.listed else 0))
        self.acts = HouseholdActs(hands)
        self.address = QLineEdit()
        self.other = QLineEdit()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        words = self.hands.words
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(label_for(self.search, words.say("&Find")))
        top.addWidget(self.search, 1)
        self.body.addLayout(top)
        self.hint = quiet()
        self.body.addWidget(self.hint)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.more)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self._household())
        halves.setSizes([430, 690])
        self.body.addWidget(halves, 1)
        self.body.addStretch()
        self.halves = halves

    def _household(self) -> QWidget:
        words = self.hands.words
        self.frame, inside = card()
        self.place, self.about = QLabel(), quiet()
        self.place.setObjectName("cardTitle")
        self.place.setWordWrap(True)
        inside.addWidget(self.place)
        inside.addWidget(self.about)
        inside.addWidget(self.people, 1)
        acts = QHBoxLayout()
        acts.addWidget(self.acts)
        acts.addWidget(button(words.say("&Key in its sheet"), lambda: self.go.emit("canvass", self.wanted)))
        acts.addStretch()
        inside.addLayout(acts)
        inside.addLayout(fields((words.say("A&ddress"), self.address)))
        renaming = QHBoxLayout()
        renaming.addWidget(button(words.say("&Correct the address"), self.rename))
        renaming.addWidget(button(words.say("Chosen people &live there now"), self.split))
        renaming.addStretch()
        inside.addLayout(renaming)
        inside.addLayout(fields((words.say("Address of the &other household"), self.other)))
        joining = QHBoxLayout()
        joining.addWidget(button(words.say("&Join it to this one"), self.join))
        joining.addStretch()
        inside.addLayout(joining)
        self.frame.hide()
        return self.frame

    def _wire(self) -> None:
        self.search.textChanged.connect(lambda _text: self._ask(0))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.people.activated.connect(self._to_person)
        self.acts.noted.connect(self.noted)
        self.acts.refused.connect(self.refused)

    def aim(self, about: object) -> None:
        """The id of the household to show."""
        if isinstance(about, int):
            self.wanted = about
            self._stale = True

    def load(self, view: View) -> None:
        """List again, and read the household in sight again."""
        self._ask(0)
        if self.wanted is not None:
            self._read(self.wanted)

    def forget(self) -> None:
        """Empty the search and the household too."""
        super().forget()
        self.wanted = self.household = None
        self.search.clear()
        self.frame.hide()
        self.show_list(0, [])

    def show_list(self, after: int, listed: Sequence[Listed]) -> None:
        """Show the households, behind those that are shown already when `after` is not 0."""
        words = self.hands.words
        self.listed = [*(self.listed if after else []), *listed]
        titles = (words.say("Village"), words.say("Address"), words.say("Remark"))
        rows = [(each.village, each.address, each.beside) for each in self.listed]
        self.model.show([Heading(title) for title in titles], rows)
        fit_columns(self.table, 260)
        if self.search.text().strip():
            nobody = words.say("Nobody was found. Try fewer letters, or another village above.")
        else:
            nobody = words.say("The register is empty: take in a roster first.")
        self.hint.setText("" if rows else nobody)
        self.hint.setVisible(not rows)
        self.halves.setVisible(bool(rows) or self.household is not None)
        self.more.setVisible(len(listed) == MOST and not self.search.text().strip())

    def show_household(self, household: Opened) -> None:
        """Show one household."""
        words = self.hands.words
        self.said("")
        self.household = household
        if self.view is not None:
            self.acts.show_household(household, self.view.on)
        self.halves.show()
        self.place.setText(f"{household.place.village}  {household.place.address}")
        self.about.setText(household.about)
        titles = (
            words.say("Name"),
            words.say("Relation to the head"),
            words.say("Sex"),
            words.say("Age"),
            words.say("Standing"),
        )
        self.members.show([Heading(title) for title in titles], household.rows)
        fit_columns(self.people, 200)
        self.address.setText(household.place.address)
        self.other.clear()
        self.frame.show()

    def rename(self) -> None:
        """The address of everybody here is the one in the field."""
        known, text = self.household, self.address.text()
        if known is not None:
            self._change(lambda office: rename(office, known.place.id, text))

    def split(self) -> None:
        """The members that are chosen live at the address in the field."""
        known, text = self.household, self.address.text()
        if known is not None:
            chosen = [known.people[index.row()] for index in self.people.selectionModel().selectedRows()]
            self._change(lambda office: settle(office, known.place.id, chosen, text))

    def join(self) -> None:
        """Everybody at the other address of the village lives here."""
        known, text = self.household, " ".join(self.other.text().split())
        if known is None:
            return

        def together(office: Office) -> Changes:
            other = household_at(office, known.place.village, text)
            if other is None:
                raise Refused(
                    "household_unknown",
                    say("Nobody lives at this address of the village: write it as it stands in the list."),
                )
            return join(office, known.place.id, other)

        self._change(together)

    def changes(self, changes: Changes) -> None:
        """Who answers for a household changes no person; nor does taking that back."""
        super().changes(changes)
        self._stale |= changes.verb in ("assignment", "undo")

    def _change(self, verb: Callable[[Office], Changes]) -> None:
        def write(office: Office, _progress: Progress) -> Changes:
            return verb(office)

        self.hands.worker.ask(say("Saving"), write, self._changed, self.refused)

    def _changed(self, changes: Changes) -> None:
        words = self.hands.words
        self.said("")
        self.noted.emit(words.say("Saved: {change}.", change=NAMES[changes.verb]))
        self.hands.worker.tell(changes)

    def _ask(self, after: int) -> None:
        view, text, words = self.view, self.search.text(), self.hands.words
        if view is None:
            return

        def read(office: Office, _progress: Progress) -> Sequence[Listed]:
            return read_list(office, text, view.village, after, view.on, words)

        def shown(listed: Sequence[Listed]) -> None:
            self.show_list(after, listed)

        self.hands.worker.ask(say("Searching"), read, shown, self.refused, self.name)

    def _read(self, id: int) -> None:
        view, words = self.view, self.hands.words
        if view is None:
            return
        self.wanted = id

        def read(office: Office, _progress: Progress) -> Opened:
            return read_household(office, id, view.on, words)

        self.hands.worker.ask(say("Reading the household"), read, self.show_household, self._gone, "household")

    def _gone(self, refused: Refused) -> None:
        self.wanted = self.household = None
        self.frame.hide()
        self.refused(refused)

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if 0 <= current.row() < len(self.listed):
            self._read(self.listed[current.row()].id)

    def _to_person(self, index: QModelIndex) -> None:
        if self.household is not None and 0 <= index.row() < len(self.household.people):
            self.go.emit("person", self.household.people[index.row()])
