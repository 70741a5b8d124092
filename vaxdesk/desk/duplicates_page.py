"""People who may stand in the register twice: pairs side by side, the most certain first; merged, told apart, or left for later."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ..actions import duplicates
from ..actions.duplicates import Pair
from ..actions.office import Changes, Office
from ..actions.plans import found
from ..rules.likeness import Verdict
from ..rules.messages import Message, say
from ..rules.records import Progress
from .both_entries import BothEntries, Compared, read_compared
from .labels import button, quiet
from .merges_dialog import MergesDialog
from .page import Hands, Page, View
from .table import Heading, RowsModel, Value, fit_columns, table_view

DECIDED = ("merge", "different")
"""The verbs of this page."""


class Listed(NamedTuple):
    """A pair as the list shows it."""

    pair: Pair
    names: tuple[str, str]
    villages: tuple[str, str]


class DuplicatesPage(Page):
    """Pairs that a person decides on; nothing is merged by itself."""

    name = "duplicates"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.pairs: list[Listed] = []
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Pairs"))
        self.both = BothEntries(words, (words.say("Left"), words.say("Right")))
        self.count = quiet()
        self.left = button(words.say("&Merge, keep the left one"), lambda: self._merge(keep_left=True), main=True)
        self.right = button(words.say("Merge, keep the &right one"), lambda: self._merge(keep_left=False))
        self.apart = button(words.say("&Different people"), self._tell_apart)
        self.later = button(words.say("&Later"), self._step)
        self.open = button(words.say("&Open"), self._open)
        self.past = button(words.say("Merged be&fore..."), self._show_merges)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        for widget in (self.left, self.right, self.apart, self.later, self.open):
            acts.addWidget(widget)
        acts.addStretch()
        acts.addWidget(self.past)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.both, 1)
        inside.addLayout(acts)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([180, 330])
        self.body.addWidget(self.count)
        self.body.addWidget(split, 1)

    def _wire(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._compare(now.row()))
        self.table.activated.connect(lambda _index: self._open())
        keys = {"M": self.left.click, "R": self.right.click, "D": self.apart.click, "L": self.later.click}
        for letter, done in keys.items():
            shortcut = QShortcut(QKeySequence(letter), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(done)

    def load(self, view: View) -> None:
        """Look for pairs anew: everybody is held against those they may be."""

        def read(office: Office, progress: Progress) -> list[Listed]:
            return [_listed(office, pair) for pair in duplicates.find_duplicates(office, progress)]

        self.hands.worker.ask(
            say("Looking for people who stand here twice"), read, self.show_pairs, self.refused, self.name
        )

    def changes(self, changes: Changes) -> None:
        """What is decided here takes its pairs off the list; everybody is looked at anew only after other changes."""
        if changes.verb not in DECIDED:
            super().changes(changes)

    def forget(self) -> None:
        """Another register: no pairs."""
        super().forget()
        self.show_pairs([])
        self.count.setText("")

    def show_pairs(self, pairs: list[Listed]) -> None:
        """List the pairs; the cursor stays where it was as far as it can."""
        words = self.hands.words
        row = max(self.table.currentIndex().row(), 0)
        self.pairs = pairs
        sure = sum(each.pair.likeness.verdict is Verdict.SAME for each in pairs)
        self.count.setText(
            words.say(
                "{sure} pairs are one person by all that is known, {doubtful} more may be.",
                sure=sure,
                doubtful=len(pairs) - sure,
            )
            if pairs
            else words.say("Nobody seems to stand in the register twice.")
        )
        headings = [
            words.say("Judged"),
            words.say("Left"),
            words.say("Village"),
            words.say("Right"),
            words.say("Village"),
            words.say("Because"),
        ]
        self.model.show([Heading(title) for title in headings], [self._row(each) for each in pairs])
        fit_columns(self.table, 260)
        self.table.selectRow(min(row, len(pairs) - 1))
        if not pairs:
            self._compare(-1)

    def _row(self, listed: Listed) -> Sequence[Value]:
        words = self.hands.words
        same = listed.pair.likeness.verdict is Verdict.SAME
        grounds = " ".join(words(ground) for ground in listed.pair.likeness.grounds)
        verdict = words.say("same person") if same else words.say("doubtful")
        return verdict, listed.names[0], listed.villages[0], listed.names[1], listed.villages[1], grounds

    def _chosen(self) -> Listed | None:
        row = self.table.currentIndex().row()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def _compare(self, row: int) -> None:
        chosen = self.pairs[row] if 0 <= row < len(self.pairs) else None
        for widget in (self.left, self.right, self.apart, self.later, self.open):
            widget.setEnabled(chosen is not None)
        if chosen is None:
            self.both.show_compared(None)
            return
        pair = chosen.pair

        def read(office: Office, _progress: Progress) -> Compared:
            return read_compared(office, pair.one, pair.other, pair.likeness.grounds)

        self.hands.worker.read(say("Reading both entries"), read, self.both.show_compared, self.refused, "pair")

    def _merge(self, keep_left: bool) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        keep, drop = (chosen.pair.one, chosen.pair.other) if keep_left else (chosen.pair.other, chosen.pair.one)

        def merge(office: Office, _progress: Progress) -> Changes:
            return duplicates.merge(office, keep, drop)

        left = [each for each in self.pairs if drop not in (each.pair.one, each.pair.other)]
        sentence = self.hands.words.say("Two entries of {name} are one now.", name=chosen.names[0 if keep_left else 1])
        self._carry_out(say("Merging two entries"), merge, sentence, left)

    def _tell_apart(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        pair = chosen.pair

        def different(office: Office, _progress: Progress) -> Changes:
            return duplicates.different(office, pair.one, pair.other)

        sentence = self.hands.words.say(
            "{one} and {other} are two people: nobody will ask again.", one=chosen.names[0], other=chosen.names[1]
        )
        left = [each for each in self.pairs if each is not chosen]
        self._carry_out(say("Telling two people apart"), different, sentence, left)

    def _carry_out(
        self, title: Message, verb: Callable[[Office, Progress], Changes], sentence: str, left: list[Listed]
    ) -> None:
        def done(changes: Changes) -> None:
            self.show_pairs(left)
            self.noted.emit(sentence)
            self.hands.worker.tell(changes)

        self.hands.worker.ask(title, verb, done, self.refused)

    def _step(self) -> None:
        self.table.selectRow((self.table.currentIndex().row() + 1) % max(len(self.pairs), 1))

    def _show_merges(self) -> None:
        dialog = MergesDialog(self.hands, self)
        dialog.refused.connect(self.refused)
        dialog.noted.connect(self.noted)
        dialog.open()

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.go.emit("person", chosen.pair.one)


def _listed(office: Office, pair: Pair) -> Listed:
    one, other = found(office, pair.one), found(office, pair.other)
    return Listed(pair, (one.name, other.name), (one.village, other.village))
