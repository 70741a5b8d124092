"""What leaves the desk of a list sent down: the reply in the list's own workbook, and the call list on paper."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ..actions import call_list, printing, reconcile
from ..actions.office import Changes, Office
from ..actions.printing import Saved
from ..actions.reconcile import Listing, Reply
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button
from .page import Hands


class ListSaving(QWidget):
    """Two buttons, each with its file to choose."""

    refused = Signal(object)
    saved = Signal(str)
    """What was saved, in a sentence."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        words = hands.words
        self._hands = hands
        self._listing: Listing | None = None
        self.reply = button(words.say("Save the &reply..."), self._choose_reply, main=True)
        self.calls = button(words.say("Call &list on paper..."), self._choose_calls)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.calls)
        layout.addWidget(self.reply)

    def offer(self, listing: Listing) -> None:
        """Offer what can be saved of a list that was judged."""
        self._listing = listing
        self.reply.setEnabled(bool(listing.rows))
        self.calls.setEnabled(bool(listing.to_ask))

    def _choose_reply(self) -> None:
        if self._listing is None:
            return
        words = self._hands.words
        path = self._listing.path
        proposed = path.with_name(f"{path.stem}-{words.say('reply')}.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self, words.say("Save the reply"), str(proposed), f"{words.say('Workbooks')} (*.xlsx)"
        )
        if chosen:
            self.reply_to(Path(chosen))

    def reply_to(self, out: Path) -> None:
        """Answer the list in its own workbook, and remember the answers."""
        listing = self._listing
        if listing is None:
            return

        def write(office: Office, _progress: Progress) -> Reply:
            return reconcile.answer(office, listing, out)

        self._hands.worker.ask(say("Saving the reply"), write, self._replied, self.refused.emit)

    def _replied(self, reply: Reply) -> None:
        sentence = self._hands.words.say(
            "The reply was saved: {rows} rows, {kept} cells were filled already and stay. {out}",
            rows=len(reply.rows),
            kept=reply.kept,
            out=str(reply.out),
        )
        self._tell(sentence, reply.changes)

    def _choose_calls(self) -> None:
        words = self._hands.words
        kinds = f"PDF (*.pdf);;{words.say('Workbooks')} (*.xlsx)"
        chosen, _ = QFileDialog.getSaveFileName(
            self, words.say("Call list on paper"), words.say("call list") + ".pdf", kinds
        )
        if chosen:
            self.save_calls(Path(chosen))

    def save_calls(self, out: Path) -> None:
        """Save the call list as PDF or workbook; the export is noted."""
        listing = self._listing
        if listing is None:
            return

        def write(office: Office, progress: Progress) -> Saved:
            sheet = call_list.call_sheet(office, listing)
            return printing.save(office, [sheet], out, printing.Terms("list", listing.name), progress)

        self._hands.worker.ask(say("Saving the call list"), write, partial(self._called, out), self.refused.emit)

    def _called(self, out: Path, saved: Saved) -> None:
        self._tell(self._hands.words.say("The call list was saved: {out}", out=str(out)), saved.changes)

    def _tell(self, sentence: str, changes: Changes) -> None:
        self.saved.emit(sentence)
        self._hands.worker.tell(changes)
