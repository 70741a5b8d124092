"""Merging the person in sight with another entry: it is searched for, both stand side by side, one of the two stays."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ..actions import duplicates
from ..actions.codes import standing_label
from ..actions.finding import Card
from ..actions.office import Changes, Office
from ..actions.people import find
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .both_entries import BothEntries, Compared, read_compared
from .labels import button, label_for, quiet
from .page import Hands
from .shapes import shape_of
from .table import Heading, Marked, RowsModel, fit_columns, table_view


class MergeDialog(QDialog):
    """Chooses the other entry and merges; nothing is merged before both were in sight."""

    merged = Signal(int, str)
    """The id of the entry that stays, and a sentence."""

    def __init__(self, hands: Hands, parent: QWidget, person: tuple[int, str], on: date) -> None:
        super().__init__(parent)
        words = hands.words
        self._hands, self._on = hands, on
        self.person, self.name = person
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.say("{name} stands in the register twice", name=self.name))
        self.resize(820, 560)
        self.found: Sequence[Card] = ()
        self.search = QLineEdit(
            self.name,
            placeholderText=words.say("Name, pinyin, initials, last digits of number or phone, address"),
            clearButtonEnabled=True,
        )
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Entries found"))
        self.both = BothEntries(words, (words.say("This entry"), words.say("The other entry")))
        self.told = quiet()
        self.keep = button(words.say("Merge, keep &this entry"), partial(self._merge, keep_this=True), main=True)
        self.give = button(words.say("Merge, keep the &other entry"), partial(self._merge, keep_this=False))
        self._lay_out()
        self.search.textChanged.connect(self._ask)
        self.table.selectionModel().currentRowChanged.connect(self._compare)
        self._ask(self.search.text())
        self.search.selectAll()

    def _lay_out(self) -> None:
        words = self._hands.words
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(label_for(self.search, words.say("&Find")))
        top.addWidget(self.search, 1)
        for press in (self.keep, self.give):
            press.setAutoDefault(False)
            foot.addWidget(press)
        foot.addStretch()
        leave = button(words.say("C&lose"), self.reject)
        leave.setAutoDefault(False)
        foot.addWidget(leave)
        title = QLabel(words.say("Which other entry is {name} too?", name=self.name))
        title.setObjectName("cardTitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addLayout(top)
        layout.addWidget(self.table, 2)
        layout.addWidget(self.both, 3)
        layout.addWidget(self.told)
        layout.addLayout(foot)

    def _ask(self, text: str) -> None:
        on = self._on

        def search(office: Office, _progress: Progress) -> Sequence[Card]:
            return find(office, text, on) if text.strip() else ()

        self._hands.worker.ask(say("Searching"), search, self.show_found, self._refused, "merge search")

    def show_found(self, found: Sequence[Card]) -> None:
        """List the entries that may be meant; the person in sight is none of them."""
        words = self._hands.words
        self.found = [card for card in found if card.id != self.person]
        titles = (words.say("Name"), words.say("Village"), words.say("Address"), words.say("Standing"))
        rows = [
            (
                card.name,
                card.village,
                card.address,
                Marked(standing_label(card.standing, words), shape_of(card.standing)),
            )
            for card in self.found
        ]
        self.model.show([Heading(title) for title in titles], rows)
        fit_columns(self.table, 260)
        self.told.setText(
            ""
            if rows
            else words.say("Nobody else is found by this: try the number's last digits, the phone, or fewer letters.")
        )
        self._offer(None)

    def _offer(self, compared: Compared | None) -> None:
        self.both.show_compared(compared)
        for press in (self.keep, self.give):
            press.setEnabled(compared is not None)

    def _other(self) -> Card | None:
        row = self.table.currentIndex().row()
        return self.found[row] if 0 <= row < len(self.found) else None

    def _compare(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        other, person = self._other(), self.person
        if other is None:
            self._offer(None)
            return
        self.told.clear()
        id = other.id

        def read(office: Office, _progress: Progress) -> Compared:
            return read_compared(office, person, id)

        self._hands.worker.ask(say("Reading both entries"), read, self._offer, self._refused, "merge pair")

    def _merge(self, keep_this: bool) -> None:
        other = self._other()
        if other is None:
            return
        keep, drop = (self.person, other.id) if keep_this else (other.id, self.person)

        def merge(office: Office, _progress: Progress) -> Changes:
            return duplicates.merge(office, keep, drop)

        def done(changes: Changes) -> None:
            words = self._hands.words
            self.merged.emit(keep, words.say("Two entries of {name} are one now.", name=self.name))
            self._hands.worker.tell(changes)
            self.accept()

        self._hands.worker.ask(say("Merging two entries"), merge, done, self._refused)

    def _refused(self, refused: Refused) -> None:
        self.told.setText(self._hands.words(refused.message))
        self._offer(None)
