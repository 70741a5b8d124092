"""Households typed a second time by another person: which ones wait, how many are chosen, where the two typings differ."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QSplitter, QTableView, QVBoxLayout, QWidget

from ..actions import second_keying
from ..actions.field_words import FIELDS
from ..actions.office import Changes, Office
from ..actions.rights import Right
from ..actions.second_keying import ALL, Differing, First, Quality
from ..rules.messages import say
from ..rules.records import Progress
from ..rules.second_keying import USUAL_SHARE
from .canvass_page import AGAIN
from .labels import button, label_for, quiet
from .page import Hands, View
from .tab import Tab
from .table import Heading, RowsModel, Value, fit_columns, table_view


class Sample(NamedTuple):
    """The households that wait for whoever sits here, how many per cent are chosen, the quality so far, what differed."""

    waiting: Sequence[First]
    share: int
    quality: Quality
    differing: Sequence[Differing]


class QualityTab(Tab):
    """A household is typed again on the canvass page; the first typing is not shown before the second one is done."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.waiting: Sequence[First] = ()
        self.differing: Sequence[Differing] = ()
        self.homes, self.found = RowsModel(), RowsModel()
        self.table = table_view(self.homes, words.say("Households to type again"))
        self.differences = table_view(self.found, words.say("What was typed otherwise"))
        self.about, self.none = quiet(), quiet(words.say("No household waits for you to be typed again."))
        self.share = QSpinBox(maximum=ALL, suffix=" %")
        self.again = button(words.say("&Type it again"), self.type_again, main=True)
        self._lay_out()
        self.table.activated.connect(lambda _index: self.type_again())
        self.differences.activated.connect(
            lambda index: self.go.emit("households", self.differing[index.row()].household)
        )

    def _lay_out(self) -> None:
        words = self._hands.words
        left, right = QWidget(), QWidget()
        for widget, inside in (
            (left, (quiet(words.say("Households to type again")), self.table, self.none, self.again)),
            (
                right,
                (
                    quiet(words.say("What was typed otherwise: look at the paper, and correct what is wrong.")),
                    self.differences,
                ),
            ),
        ):
            column = QVBoxLayout(widget)
            column.setContentsMargins(0, 0, 0, 0)
            for each in inside:
                column.addWidget(each, 1 if isinstance(each, QTableView) else 0)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setSizes([380, 750])
        top = QHBoxLayout()
        top.addWidget(self.about, 1)
        top.addWidget(label_for(self.share, words.say("S&hare typed twice")))
        top.addWidget(self.share)
        top.addWidget(button(words.say("&Save"), self.keep_share))
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(halves, 1)

    def load(self, _view: View) -> None:
        """Read which households wait, and what differed."""

        def read(office: Office, _progress: Progress) -> Sample:
            return Sample(
                second_keying.to_type_again(office) if office.permit.may(Right.KEY) else (),
                second_keying.share(office),
                second_keying.quality(office),
                second_keying.differing(office),
            )

        self._hands.worker.ask(say("Reading the sample"), read, self.show_sample, self.refused.emit, "quality")

    def show_sample(self, sample: Sample) -> None:
        """Show what waits, how well was typed so far, and where two typings differ."""
        words, row = self._hands.words, max(0, self.table.currentIndex().row())
        self.waiting, self.differing = sample.waiting, sample.differing
        titles = (words.say("Village"), words.say("Address"))
        self.homes.show([Heading(title) for title in titles], [(each.village, each.address) for each in sample.waiting])
        fit_columns(self.table, 260)
        self.table.selectRow(min(row, len(sample.waiting) - 1))
        self.again.setEnabled(bool(sample.waiting))
        self.none.setVisible(not sample.waiting)
        self.share.setValue(sample.share)
        self.about.setText(self._told(sample))
        headings = (
            words.say("Village"), words.say("Address"), words.say("Row"), words.say("Field"), words.say("Typed first"),
            words.say("Typed again"),
        )  # fmt: skip
        self.found.show([Heading(title) for title in headings], [self._difference(each) for each in sample.differing])
        fit_columns(self.differences, 220)

    def _told(self, sample: Sample) -> str:
        words, quality = self._hands.words, sample.quality
        first = words.say(
            "{share} % of the households are chosen by the program and typed again by another person.",
            share=sample.share,
        )
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
        self.show_sample(Sample((), USUAL_SHARE, Quality(0, 0, 0, None), ()))

    def type_again(self) -> None:
        """Type the household under the cursor a second time, on the canvass page."""
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.waiting):
            self.go.emit("canvass", (AGAIN, self.waiting[row].household))

    def keep_share(self) -> None:
        """Keep how many per cent of the households are typed twice from now on."""
        per_cent = self.share.value()

        def work(office: Office, _progress: Progress) -> Changes:
            return second_keying.set_share(office, per_cent)

        def saved(changes: Changes) -> None:
            self.noted.emit(self._hands.words.say("Saved."))
            self._hands.worker.tell(changes)

        self._hands.worker.ask(say("Saving"), work, saved, self.refused.emit)

    def _difference(self, each: Differing) -> Sequence[Value]:
        what = each.what
        return each.village, each.address, what.row, self._field(what.field), what.first, what.second

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
