"""Households typed a second time by another person: which ones, what is typed, where the two typings differ."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ..actions import second_keying
from ..actions.field_words import FIELDS
from ..actions.office import Changes, Office
from ..actions.second_keying import First, Quality
from ..rules.messages import say
from ..rules.records import Progress
from ..rules.second_keying import Difference
from .labels import button, label_for, quiet
from .page import Hands, View
from .tab import Tab
from .table import Heading, RowsModel, fit_columns, table_view


class Sample(NamedTuple):
    """The households that wait for whoever sits here, and the quality so far."""

    waiting: Sequence[First]
    quality: Quality


class QualityTab(Tab):
    """The first typing is not shown before the second one is done."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.waiting: Sequence[First] = ()
        self.homes, self.differing = RowsModel(), RowsModel()
        self.table = table_view(self.homes, words.say("Households to type again"))
        self.found = table_view(self.differing, words.say("What was typed otherwise"))
        self.lines = QPlainTextEdit(
            placeholderText=words.say("The lines of the sheet, as on the canvass page, each with Enter")
        )
        self.lines.setTabChangesFocus(True)
        self.about = quiet()
        self.compare = button(words.say("Co&mpare"), self.type_again, main=True)
        self._lay_out()
        self.table.activated.connect(lambda index: self.go.emit("households", self.waiting[index.row()].household))

    def _lay_out(self) -> None:
        right, foot = QWidget(), QHBoxLayout()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label_for(self.lines, self._hands.words.say("&Lines of the paper")))
        column.addWidget(self.lines, 1)
        foot.addStretch()
        foot.addWidget(self.compare)
        column.addLayout(foot)
        column.addWidget(self.found, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(right)
        halves.setSizes([420, 710])
        layout = QVBoxLayout(self)
        layout.addWidget(self.about)
        layout.addWidget(halves, 1)

    def load(self, _view: View) -> None:
        """Read which households wait."""

        def read(office: Office, _progress: Progress) -> Sample:
            return Sample(second_keying.to_type_again(office), second_keying.quality(office))

        self._hands.worker.ask(say("Reading the sample"), read, self.show_sample, self.refused.emit, "quality")

    def show_sample(self, sample: Sample) -> None:
        """Show what waits, and how well was typed so far."""
        words, row = self._hands.words, max(0, self.table.currentIndex().row())
        self.waiting = sample.waiting
        titles = (words.say("Village"), words.say("Address"))
        self.homes.show([Heading(title) for title in titles], [(each.village, each.address) for each in sample.waiting])
        fit_columns(self.table, 260)
        self.table.selectRow(min(row, len(sample.waiting) - 1))
        self.compare.setEnabled(bool(sample.waiting))
        self.about.setText(self._told(sample))

    def _told(self, sample: Sample) -> str:
        words, quality = self._hands.words, sample.quality
        first = words.say("One household in twenty is chosen by the program and typed again by another person.")
        if quality.rate is None:
            return first
        return (
            first
            + " "
            + words.say(
                "So far {households} households: {rate} differing fields per 1,000 keystrokes.",
                households=quality.households,
                rate=f"{float(quality.rate):.1f}",
            )
        )

    def clear(self) -> None:
        """Another register: another sample."""
        self.show_sample(Sample((), Quality(0, 0, 0, None)))
        self._show_differences(())

    def type_again(self) -> None:
        """Compare what was typed with the first typing of the household under the cursor."""
        row, lines = self.table.currentIndex().row(), self.lines.toPlainText().splitlines()
        if not 0 <= row < len(self.waiting):
            return
        household, typed = self.waiting[row].household, [line for line in lines if line.strip()]

        def work(office: Office, _progress: Progress) -> tuple[list[Difference], Changes]:
            return second_keying.type_again(office, household, typed)

        self._hands.worker.ask(say("Comparing"), work, self._compared, self.refused.emit)

    def _compared(self, answer: tuple[list[Difference], Changes]) -> None:
        found, changes = answer
        self.lines.clear()
        self._show_differences(found)
        words = self._hands.words
        self.noted.emit(
            words.say("{count} fields differ.", count=len(found)) if found else words.say("Both typings agree.")
        )
        self._hands.worker.tell(changes)

    def _show_differences(self, found: Sequence[Difference]) -> None:
        words = self._hands.words
        titles = (words.say("Row"), words.say("Field"), words.say("Typed first"), words.say("Typed again"))
        self.differing.show(
            [Heading(title) for title in titles],
            [(each.row, self._field(each.field), each.first, each.second) for each in found],
        )
        fit_columns(self.found, 240)

    def _field(self, field: str) -> str:
        name, _, nth = field.partition(" ")
        words = self._hands.words
        label = {**FIELDS, **OTHERS}.get(name)
        return f"{words(label) if label else name} {nth}".strip()


OTHERS = {
    "outcome": say("Outcome of the visit"),
    "destination": say("Gone to"),
    "willing": say("Willing"),
    "helps": say("Help needed"),
}
"""What a line says beside the fields of a person."""
