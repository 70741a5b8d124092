"""Everybody in a table: found as one types, filtered by chips, sorted by columns, and beside it the sentence why."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter

from ..actions import residents
from ..actions.judging import refresh
from ..actions.office import Changes, Office
from ..actions.residents import AS_ENTERED, EVERYBODY, Filter, Order
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .chosen_people import ChosenPeople
from .filter_chips import FilterChips
from .filter_choices import Choices, choices
from .labels import button, label_for
from .page import Hands, Page, View
from .person_card import PersonCard
from .residents_reading import Listed, Pages, Question, read_first, read_list, read_pages
from .residents_table import ResidentsTable

LONGEST = 100
"""Signs of a search; more is a paste that went astray."""
CHOICES = "residents choices"
"""The topic of counting what the chips offer: of no use any more when another list is asked for."""


class ResidentsPage(Page):
    """The whole register or a part of it. `aim` takes a Filter."""

    name = "residents"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.order: Order = AS_ENTERED
        self._begun: Question | None = None
        self.search = QLineEdit(
            placeholderText=words.say("Name, pinyin, initials, last digits of number or phone, address"),
            clearButtonEnabled=True,
        )
        self.chips = FilterChips(words)
        self.hint = QLabel()
        self.hint.setObjectName("quiet")
        self.table, self.card = ResidentsTable(hands), PersonCard(hands)
        self.columns = button(words.say("&Columns..."), self.table.columns.choose)
        self.chosen = ChosenPeople(hands, self.table)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        words = self.hands.words
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(label_for(self.search, words.say("&Find")))
        top.addWidget(self.search, 1)
        top.addWidget(self.columns)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.chosen)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(self.card)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([740, 370])
        self.body.addLayout(top)
        self.body.addWidget(self.chips)
        self.body.addWidget(self.split, 1)
        self.body.addLayout(foot)
        self.body.addStretch()

    def _wire(self) -> None:
        # who speaks                      who listens
        self.search.textChanged.connect(self._ask)
        self.search.returnPressed.connect(self.table.view.setFocus)
        self.chips.filtered.connect(self._ask)
        self.table.model.ordered.connect(self._sort)
        self.table.model.wanted.connect(self._read_pages)
        self.table.current.connect(self._choose)
        self.table.opened.connect(partial(self.go.emit, "person"))
        self.chosen.go.connect(self.go)
        self.chosen.noted.connect(self.noted)
        self.chosen.said.connect(self.said)
        self.chosen.refused.connect(self.refused)
        self.card.opened.connect(partial(self.go.emit, "person"))
        self.card.refused.connect(self.refused)

    def aim(self, about: object) -> None:
        """Show the people of a filter."""
        if isinstance(about, Filter):
            self._choose_filter(about)
            self._stale = True

    def load(self, view: View) -> None:
        """List people again for the new date or village, or because something was written."""
        self.chosen.view = view
        self.chips.chips["villages"].setVisible(view.village is None)
        self._list(keep=True)

    def changes(self, changes: Changes) -> None:
        """Let the lists in memory take note too."""
        super().changes(changes)
        self._stale |= changes.verb == "assignment"
        if self.view is not None and self._stale:

            def renew(office: Office, _progress: Progress) -> None:
                residents.renew(office, changes)

            self.hands.worker.read(say("Taking note of a change"), renew, lambda _nothing: None, self.refused)

    def forget(self) -> None:
        """Empty search and chips too."""
        super().forget()
        self._choose_filter(EVERYBODY)
        self.order = AS_ENTERED
        self.table.columns.mark(self.order)
        self.table.show_list(array("I"), {}, keep=False)
        self.hint.clear()

    def wanted(self) -> Filter:
        """What is searched and filtered for, the village of the bar included."""
        view = self.view
        chosen = replace(self.chips.wanted(), text=self.search.text().strip())
        return chosen if view is None or view.village is None else replace(chosen, villages=frozenset({view.village}))

    def _choose_filter(self, wanted: Filter) -> None:
        self.search.blockSignals(True)
        self.search.setText(wanted.text)
        self.search.blockSignals(False)
        self.chips.choose(wanted)

    def _sort(self, order: Order) -> None:
        self.order = order
        self._ask()

    def _ask(self) -> None:
        """List people; text still being composed is not in the box yet, and of several questions only the newest waits."""
        self._list(keep=False)

    def _list(self, keep: bool) -> None:
        if self.view is None:
            return
        words, top = self.hands.words, self.table.top_row() if keep else 0
        asked = Question(self.wanted(), self.order, self.view.on, top)
        if len(asked.wanted.text) > LONGEST:
            self.said(words.say("That is too long to search for: type a name, or the end of a number."))
            return
        self.hands.worker.drop(CHOICES)
        self._read_list(asked, keep, whole=keep or not asked.best_first)

    def _read_list(self, asked: Question, keep: bool, whole: bool) -> None:
        """Read a list whole, or its beginning first; `keep` as the table has it."""
        words = self.hands.words

        def find(office: Office, progress: Progress) -> Listed:
            return (read_list if whole else read_first)(office, asked, words, progress)

        def refused(refused: Refused) -> None:
            if refused.code == "standings_behind":
                self._bring_up_to_date(keep)
            else:
                self.refused(refused)

        def show(listed: Listed) -> None:
            self._show(listed, keep, goes_on=self._begun is asked)
            if not listed.whole:
                self._begun = asked if len(listed.ids) else None
                self._read_list(asked, keep, whole=True)

        self.hands.worker.read(say("Listing people"), find, show, refused, self.name)

    def _bring_up_to_date(self, keep: bool) -> None:
        """Let the standings of the day be reckoned where writing is done, then list again."""
        view = self.view
        if view is None:
            return
        on = view.on

        def reckon(office: Office, progress: Progress) -> int:
            return refresh(office, on, progress)

        def again(_judged: int) -> None:
            self._list(keep)

        self.hands.worker.ask(say("Working out where everybody stands"), reckon, again, self.refused, self.name)

    def _show(self, listed: Listed, keep: bool, goes_on: bool) -> None:
        words = self.hands.words
        self.said("")
        if goes_on:
            self.table.go_on(listed.ids, listed.pages)
        elif listed.whole or len(listed.ids):
            self.table.show_list(listed.ids, listed.pages, keep)
        if not listed.whole:
            self.hint.setText(words.say("Counting..."))
            return
        for each in (self.chips, self.split, self.chosen):
            each.setVisible(listed.everybody > 0)
        count = len(listed.ids)
        if not listed.everybody:
            text = words.say("The register is empty: take in a roster first.")
        elif not count:
            text = words.say("Nobody was found. Try fewer letters or filters, or another village above.")
        elif count == listed.everybody:
            text = words.say("{count} people.", count=f"{count:,}")
        else:
            text = words.say("{count} of {all} people.", count=f"{count:,}", all=f"{listed.everybody:,}")
        self.hint.setText(text)
        self._read_choices()

    def _read_choices(self) -> None:
        view, wanted, words = self.view, self.wanted(), self.hands.words
        if view is None:
            return
        on = view.on

        def read(office: Office, progress: Progress) -> Choices:
            return choices(office, residents.facets(office, wanted, on=on, progress=progress), wanted, words)

        self.hands.worker.read(say("Counting"), read, self.chips.offer, self.refused, CHOICES, when_calm=True)

    def _read_pages(self, pages: Sequence[int]) -> None:
        view, words, model = self.view, self.hands.words, self.table.model
        ids = model.ids
        if view is None:
            return
        on = view.on

        def read(office: Office, _progress: Progress) -> Pages:
            return read_pages(office, ids, pages, on, words)

        def fill(found: Pages) -> None:
            if model.ids is ids:
                model.fill(found)

        self.hands.worker.read(say("Reading people"), read, fill, lambda _refused: None, "residents pages")

    def _choose(self, person: int | None) -> None:
        if person is None or self.view is None:
            self.card.show_nobody()
        else:
            self.card.ask(person, self.view.on)
