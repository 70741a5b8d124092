"""The merges that stand, each with its way back at any later time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ..actions import merge_review
from ..actions.intake_history import Kept
from ..actions.merge_review import Merge
from ..actions.office import Changes, Office
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, quiet
from .page import Hands
from .table import Heading, RowsModel, fit_columns, table_view


class MergesDialog(QDialog):
    """Lists the merges; any of them can be taken apart."""

    refused = Signal(object)
    noted = Signal(str)

    def __init__(self, hands: Hands, parent: QWidget) -> None:
        super().__init__(parent)
        words = hands.words
        self._hands = hands
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.say("Merged before"))
        self.resize(720, 380)
        self.merges: Sequence[Merge] = ()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Merged before"))
        self.told = quiet(
            words.say("A merge is taken apart at any later time; what was changed since stays and is told.")
        )
        self.undo = button(words.say("Take this merge a&part"), self._undo)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.undo)
        foot.addWidget(button(words.say("C&lose"), self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)
        self.show_merges(())
        self.load()

    def load(self) -> None:
        """Read the merges."""

        def read(office: Office, _progress: Progress) -> Sequence[Merge]:
            return merge_review.merges(office)

        self._hands.worker.read(say("Reading the merges"), read, self.show_merges, self.refused.emit, "merges")

    def show_merges(self, merges: Sequence[Merge]) -> None:
        """List them, the newest first."""
        words = self._hands.words
        self.merges = merges
        headings = [words.say("Merged before"), words.say("Stays"), words.say("Merged into it"), words.say("By")]
        rows = [
            (f"{each.at.astimezone():%Y-%m-%d %H:%M}", each.kept_name, each.dropped_name, each.by) for each in merges
        ]
        self.model.show([Heading(title) for title in headings], rows)
        fit_columns(self.table)
        self.table.selectRow(0)
        self.undo.setEnabled(bool(merges))

    def _undo(self) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.merges):
            return
        change = self.merges[row].change

        def undo(office: Office, _progress: Progress) -> tuple[list[Kept], Changes]:
            return merge_review.undo_merge(office, change)

        self._hands.worker.ask(say("Taking a merge apart"), undo, self._undone, self.refused.emit)

    def _undone(self, answer: tuple[list[Kept], Changes]) -> None:
        kept, changes = answer
        words = self._hands.words
        sentences = [
            words.say("The two entries stand apart again, each with its own facts."),
            *(words(each.why) for each in kept),
        ]
        self.told.setText(" ".join(sentences))
        self.noted.emit(sentences[0])
        self._hands.worker.tell(changes)
        self.load()
