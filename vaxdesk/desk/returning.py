"""Rows that leave again: back to their sender with the faulty cells marked, or on to the office the people belong to."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ..actions import corrections, handing_on
from ..actions.change_set import ChangeSet
from ..actions.corrections import Corrections
from ..actions.office import Changes, Office
from ..actions.printing import Saved
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button
from .page import Hands, View


class Returning(QWidget):
    """In sight while there are such rows: during the review, and after it until the next one."""

    refused = Signal(object)
    noted = Signal(str)
    """Where the workbooks were saved."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self._change_set: ChangeSet | None = None
        self._view: View | None = None
        self.press = button(hands.words.say("Corr&ections for the sender..."), self._choose)
        self.pass_on = button(hands.words.say("&Hand on to their office..."), self._choose_pass_on)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pass_on)
        layout.addWidget(self.press)

    def offer(self, change_set: ChangeSet | None, view: View | None = None) -> None:
        """Offer the rows of a change set that go back, if it has any."""
        self._change_set, self._view = change_set, view
        self.setVisible(change_set is not None and any(review.returned for review in change_set.files))
        self.pass_on.setVisible(change_set is not None and bool(handing_on.of_others(change_set)))

    def _choose(self) -> None:
        words = self._hands.words
        first = self._change_set.files[0].file if self._change_set else ""
        proposed = f"{Path(first).stem}-{words.say('corrections')}.xlsx"
        kinds = f"{words.say('Workbooks')} (*.xlsx)"
        chosen, _ = QFileDialog.getSaveFileName(self, words.say("Save corrections"), proposed, kinds)
        if chosen:
            self.save(Path(chosen))

    def _choose_pass_on(self) -> None:
        words = self._hands.words
        title = words.say("People of other offices")
        kinds = f"{words.say('Workbooks')} (*.xlsx);;PDF (*.pdf)"
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{title}.xlsx", kinds)
        if chosen:
            self.hand_on(Path(chosen))

    def hand_on(self, out: Path) -> None:
        """Save the people of other offices as a list of the same form."""
        change_set, view = self._change_set, self._view
        if change_set is None or view is None:
            return
        reason = self._hands.words.say("Handed on to the office they belong to")

        def write(office: Office, _progress: Progress) -> Saved:
            return handing_on.hand_on(office, change_set, out, view.on, reason)

        title = say("Saving the people of other offices")
        self._hands.worker.ask(title, write, partial(self._handed_on, out), self.refused.emit)

    def _handed_on(self, out: Path, saved: Saved) -> None:
        self.noted.emit(self._hands.words.say("The people of other offices were saved: {out}", out=str(out)))
        self._hands.worker.tell(saved.changes)

    def save(self, out: Path) -> None:
        """Save them to `out`; where several files have such rows, each gets a workbook beside it."""
        change_set, view = self._change_set, self._view
        if change_set is None or view is None:
            return

        def write(office: Office, _progress: Progress) -> tuple[list[Corrections], Changes]:
            return corrections.save_corrections(office, change_set, out, view.on)

        self._hands.worker.ask(say("Saving corrections"), write, self._saved, self.refused.emit)

    def _saved(self, answer: tuple[list[Corrections], Changes]) -> None:
        saved, changes = answer
        lines = [
            self._hands.words.say(
                "{rows} rows for the sender of {file}: {out}", rows=each.rows, file=each.file, out=str(each.out)
            )
            for each in saved
        ]
        self.noted.emit("\n".join(lines))
        self._hands.worker.tell(changes)
