"""Why the number changed between any two submissions or days: a table by village and cause, every figure with its people."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout

from ..actions import bridge as bridges
from ..actions.bridge import CAUSE_LABELS, NOW, Bridge
from ..actions.bulletin import print_bridge
from ..actions.language import Translator
from ..actions.office import Office
from ..actions.printing import Saved
from ..actions.residents import Filter
from ..actions.submission_trail import history
from ..rules.messages import Message, Refused, say
from ..rules.movements import CAUSES, Way
from ..rules.records import Progress
from .labels import button, label_for, quiet
from .page import Hands, View
from .tab import Tab
from .table import Heading, RowsModel, Value, fit_columns, table_view

WAYS: Sequence[tuple[Way, Message]] = (
    (Way.CAME, say("Came in")),
    (Way.WENT, say("Went out")),
    (Way.CHANGED, say("Stands elsewhere")),
)


class BridgeTab(Tab):
    """From one moment to another; a week, a day that is typed, or the working date."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._view: View | None = None
        self.bridge: Bridge | None = None
        self._causes: Sequence[str] = ()
        self.since, self.until = QComboBox(), QComboBox()
        self.sentence = quiet()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Why the number changed"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.save = button(words.say("Save as a &paper..."), self._choose)
        row, layout = QHBoxLayout(), QVBoxLayout(self)
        for title, box in ((say("&From"), self.since), (say("&to"), self.until)):
            box.setEditable(True)
            box.setMinimumWidth(190)
            row.addWidget(label_for(box, words(title)))
            row.addWidget(box)
        row.addWidget(button(words.say("&Compare"), self.compare, main=True))
        row.addStretch()
        row.addWidget(self.save)
        layout.addLayout(row)
        layout.addWidget(
            quiet(words.say("Choose a submission, or write a day like 2021-12-12. Press a number to see who they are."))
        )
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        for pressed in (self.table.clicked, self.table.activated):
            pressed.connect(self._open)
        self.clear()

    def clear(self) -> None:
        """Another register: nothing to compare."""
        self._view, self.bridge, self._causes = None, None, ()
        self.sentence.clear()
        self.model.show([], [])
        self.save.setEnabled(False)

    def load(self, view: View) -> None:
        """Offer the submissions there are, and compare the last one with the working date."""
        self._view = view

        def read(office: Office, _progress: Progress) -> list[str]:
            return [f"{kept.week}.{kept.version}" for kept in history(office)]

        self._hands.worker.ask(say("Reading what was sent"), read, self.offer, self.refused.emit, "bridge moments")

    def offer(self, moments: Sequence[str]) -> None:
        """Offer these submissions; without any a day can be typed."""
        today = self._hands.words.say("the working date")
        for box in (self.since, self.until):
            box.clear()
            box.addItem(today, NOW)
            for moment in moments:
                box.addItem(moment, moment)
        self.since.setCurrentIndex(1 if moments else -1)
        if moments:
            self.compare()
        else:
            self.sentence.setText(self._hands.words.say("There is no submission yet: write the day to compare with."))

    def compare(self) -> None:
        """Compare the two moments."""
        if self._view is None:
            return
        since, until, on = _moment(self.since), _moment(self.until), self._view.on

        def read(office: Office, progress: Progress) -> Bridge:
            first, last = (
                bridges.point(office, name, on, progress)._replace(name=on.isoformat() if name == NOW else name)
                for name in (since, until)
            )
            return bridges.bridge(office, first, last)

        self._hands.worker.ask(say("Comparing two moments"), read, self.show_bridge, self._not_read, "bridge")

    def _not_read(self, refused: Refused) -> None:
        self.bridge = None
        self.save.setEnabled(False)
        self.model.show([], [])
        self.sentence.setText(self._hands.words(refused.message))

    def show_bridge(self, found: Bridge) -> None:
        """Show who came, who went and who stands elsewhere, by village and cause."""
        words = self._hands.words
        self.bridge = found
        self.save.setEnabled(True)
        self.sentence.setText(
            words.say(
                "{before} people in scope, {came} came in, {went} went out, now {now}; {changed} stand elsewhere.",
                before=found.before, came=found.came, went=found.went, now=found.now, changed=found.changed,
            )
        )  # fmt: skip
        headings, rows, self._causes = bridge_rows(found, words)
        self.model.show(headings, rows, total=True)
        fit_columns(self.table, 200)

    def _open(self, cell: QModelIndex) -> None:
        cause = self._causes[cell.column()]
        if self.bridge is None or not cause:
            return
        villages = list(self.bridge.villages)
        village = villages[cell.row()] if cell.row() < len(villages) else None
        people = self.bridge.people(village, [cause])
        about = f"{village or ''} {self._hands.words(CAUSE_LABELS[cause])}".strip()
        if people:
            self.go.emit("residents", Filter(people=people, about=about))

    def _choose(self) -> None:
        words = self._hands.words
        kinds = "PDF (*.pdf);;Excel (*.xlsx)"
        proposed = words.say("Why the number changed") + ".pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, words.say("Save as a paper"), proposed, kinds)
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, out: Path) -> None:
        """Save the table as a paper; it is noted like any print."""
        found, view = self.bridge, self._view
        if found is None or view is None:
            return
        on = view.on

        def write(office: Office, _progress: Progress) -> Saved:
            return print_bridge(office, found, on, out)

        def written(saved: Saved) -> None:
            self.noted.emit(self._hands.words.say("Saved: {file}", file=out.name))
            self._hands.worker.tell(saved.changes)

        self._hands.worker.ask(say("Saving the table"), write, written, self.refused.emit)


def _moment(box: QComboBox) -> str:
    """What was chosen, or what was typed."""
    typed = box.currentText().strip()
    nth = box.findText(typed)
    return str(box.itemData(nth)) if nth >= 0 else typed


def bridge_rows(found: Bridge, words: Translator) -> tuple[Sequence[Heading], Sequence[Sequence[Value]], Sequence[str]]:
    """Headings, a row for each village and one for all, and the cause behind each column ("" where there is none)."""
    shown = {
        way: [cause for cause in CAUSES[way] if any(part.causes.get(cause) for part in found.villages.values())]
        for way, _ in WAYS
    }
    labels = dict(WAYS)

    def titled(way: Way) -> list[Heading]:
        return [Heading(f"{words(labels[way])}\n{words(CAUSE_LABELS[cause])}", "right") for cause in shown[way]]

    headings = [
        Heading(words.say("Village")), Heading(found.since or words.say("nothing"), "right"), *titled(Way.CAME), *titled(Way.WENT),
        Heading(found.until, "right"), *titled(Way.CHANGED),
    ]  # fmt: skip
    moved = [*shown[Way.CAME], *shown[Way.WENT]]
    rows: list[Sequence[Value]] = [
        (name, part.before, *(part.causes.get(cause, 0) for cause in moved), part.after,
         *(part.causes.get(cause, 0) for cause in shown[Way.CHANGED]))
        for name, part in [*found.villages.items(), (words.say("Total"), found.whole)]
    ]  # fmt: skip
    return headings, rows, ["", "", *moved, "", *shown[Way.CHANGED]]
