"""Finding people as one types, and saying where one stands and why."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ..actions import people
from ..actions.codes import detail_label, standing_label
from ..actions.language import Translator
from ..actions.office import Office
from ..rules.masks import mask_id
from ..rules.messages import say
from ..rules.records import Progress
from .labels import card, label_for, quiet
from .page import Hands, Page, View
from .shapes import shape_of
from .table import Heading, Marked, RowsModel, Value, fit_columns, table_view

LOOKED_THROUGH = 1000
"""People found in all villages among whom those of one village are looked for."""


class Found(NamedTuple):
    """A person as the page shows them: a row of the table, and the texts beside it once they are chosen."""

    row: Sequence[str]
    standing: str
    facts: str
    why: str
    next: str
    doses: Sequence[Sequence[Value]]


class ResidentsPage(Page):
    """One search box over a table, and beside it the sentence why."""

    name = "residents"
    title = say("Residents")

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.found: list[Found] = []
        self.search = QLineEdit(
            placeholderText=words.say("Name, pinyin, initials, last digits of number or phone, address"),
            clearButtonEnabled=True,
        )
        self.search.textChanged.connect(self._ask)
        self.model, self.dose_model = RowsModel(), RowsModel()
        self.table = table_view(self.model, words.say("People found"))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.hint = quiet()
        self.body.addWidget(label_for(self.search, words.say("&Find")))
        self.body.addWidget(self.search)
        self.body.addWidget(self.hint)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self._person())
        split.setSizes([760, 380])
        self.body.addWidget(split, 1)
        self._show_person(None)

    def load(self, view: View) -> None:
        """Search again for the new date or village."""
        self._ask()

    def forget(self) -> None:
        """Empty the search too."""
        super().forget()
        self.search.clear()
        self.show_found([])

    def show_found(self, found: list[Found]) -> None:
        """Show who was found; the first one is chosen."""
        words = self.hands.words
        self.said("")
        self.found = found
        titles = (
            words.say("Name"),
            words.say("Village"),
            words.say("Standing"),
            words.say("Detail"),
            words.say("Sex"),
            words.say("Identity number"),
            words.say("Household"),
        )
        rows: list[Sequence[Value]] = [
            [*person.row[:2], Marked(person.row[2], shape_of(person.standing)), *person.row[3:]] for person in found
        ]
        self.model.show([Heading(title) for title in titles], rows)
        fit_columns(self.table, 190)
        self.hint.setText(self._hint(len(found)))
        if found:
            self.table.selectRow(0)
        else:
            self._show_person(None)

    def _hint(self, count: int) -> str:
        words = self.hands.words
        if not self.search.text().strip():
            return words.say("Type a part of a name or number. Several words must all match.")
        if not count:
            return words.say("Nobody was found. Try fewer letters, or another village above.")
        if count >= people.MOST_FOUND:
            return words.say("The first {count} are shown: type more to narrow it down.", count=count)
        return words.say("{count} found.", count=count)

    def _ask(self) -> None:
        """Ask the worker; while it is busy only the newest text waits. Text still being composed is not in the box yet."""
        text, view = self.search.text().strip(), self.view
        if view is None:
            return
        words = self.hands.words

        def find(office: Office, _progress: Progress) -> list[Found]:
            if not text:
                return []
            cards = people.find(office, text, view.on, people.MOST_FOUND if view.village is None else LOOKED_THROUGH)
            here = [each for each in cards if view.village in (None, each.village)][: people.MOST_FOUND]
            return list(as_found(office, people.with_grounds(office, here, view.on), words))

        self.hands.worker.ask(say("Searching"), find, self.show_found, self.refused, self.name)

    def _person(self) -> QWidget:
        words = self.hands.words
        frame, inside = card()
        self.person_name = QLabel()
        self.person_name.setObjectName("cardTitle")
        inside.addWidget(self.person_name)
        self.facts, self.why, self.next = quiet(), QLabel(), quiet()
        self.why.setObjectName("why")
        self.why.setWordWrap(True)
        self.dose_table = table_view(self.dose_model, words.say("Doses"))
        for widget in (self.facts, self.why, self.next):
            widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(widget)
        inside.addWidget(self.dose_table, 1)
        self.person = frame
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(frame, 1)
        return whole

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_person(self.found[current.row()] if 0 <= current.row() < len(self.found) else None)

    def _show_person(self, person: Found | None) -> None:
        words = self.hands.words
        self.person.setVisible(person is not None)
        if person is None:
            return
        self.person_name.setText(person.row[0])
        self.facts.setText(person.facts)
        self.why.setText(person.why)
        self.next.setText(person.next)
        self.next.setVisible(bool(person.next))
        titles = (words.say("Dose on"), words.say("Vaccine"), words.say("Counts"))
        self.dose_model.show([Heading(title) for title in titles], person.doses)
        self.dose_table.setVisible(bool(person.doses))
        fit_columns(self.dose_table, 240)


def as_found(office: Office, found: Iterator[people.Person], words: Translator) -> Iterator[Found]:
    """People as the page shows them, in the person's language."""
    sexes = {"m": words.say("male"), "f": words.say("female"), "": ""}
    for person in found:
        card = person.card
        row = (
            card.name,
            card.village,
            standing_label(card.standing, words),
            detail_label(card.detail, office.catalogue, words),
            sexes[card.sex],
            mask_id(card.number),
            card.household or card.address,
        )
        facts = [card.number, card.phone, card.address]
        yield Found(
            row=row,
            standing=card.standing,
            facts="\n".join(text for text in facts if text),
            why=words(person.explained.why),
            next=_next_dose(person, words),
            doses=[
                (verdict.dose.on, _product(office, verdict.dose.product), words(verdict.reason))
                for verdict in person.explained.doses
            ],
        )


def _next_dose(person: people.Person, words: Translator) -> str:
    due = person.explained.standing.next
    if due is None:
        return ""
    if due.earliest is None:
        return words.say("Next: dose {number}.", number=due.number)
    return words.say("Next: dose {number}, from {day} on.", number=due.number, day=due.earliest)


def _product(office: Office, code: str | None) -> str:
    return office.catalogue.products[code].short if code else ""
