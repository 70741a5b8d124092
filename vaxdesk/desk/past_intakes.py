"""What was taken in before, with the way back: any intake can be taken back at any later time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from ..actions import intake, intake_history
from ..actions.intake_history import Intake, Kept
from ..actions.office import Changes, Office
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, card, quiet
from .page import Hands
from .table import Heading, RowsModel, fit_columns, table_view

Undone = tuple[int, Sequence[Kept], Changes]
"""How many facts were taken back, which stayed and why, and what changed."""


class PastIntakes(QWidget):
    """The intakes of the register, the newest first."""

    refused = Signal(object)
    noted = Signal(str)
    opened = Signal(int)
    """The page of a person is wanted."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        words = hands.words
        self._hands = hands
        self.intakes: Sequence[Intake] = ()
        self.kept: Sequence[Kept] = ()
        self.model, self.kept_model = RowsModel(), RowsModel()
        self.table = table_view(self.model, words.say("Taken in before"))
        self.kept_table = table_view(self.kept_model, words.say("What stays"))
        self.result = quiet()
        self.undo = button(words.say("Take this intake &back..."), self._ask)
        frame, inside = card(words.say("Taken in before"))
        self.nothing = quiet(words.say("Nothing was taken in yet."))
        acts = QHBoxLayout()
        acts.addWidget(self.result, 1)
        acts.addWidget(self.undo)
        inside.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.table, 2)
        inside.addLayout(acts)
        inside.addWidget(self.kept_table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._offer())
        self.kept_table.activated.connect(lambda index: self._open(index.row()))
        self.forget()

    def forget(self) -> None:
        """Another register: nothing of it is known yet."""
        self.result.setText("")
        self._show_kept(())
        self.show_intakes(())

    def load(self) -> None:
        """Read what was taken in."""

        def read(office: Office, _progress: Progress) -> Sequence[Intake]:
            return intake_history.intakes(office)

        self._hands.worker.read(say("Reading the intakes"), read, self.show_intakes, self.refused.emit, "past intakes")

    def show_intakes(self, intakes: Sequence[Intake]) -> None:
        """List them; the newest that can be taken back is chosen."""
        words = self._hands.words
        self.intakes = intakes
        headings = [
            words.say("When"),
            words.say("By"),
            words.say("Files"),
            words.say("Rows of data"),
            words.say("State"),
        ]
        rows = [
            (
                f"{each.at.astimezone():%Y-%m-%d %H:%M}",
                each.by,
                ", ".join(each.files),
                each.rows,
                words.say("taken back") if each.undone else words.say("in the register"),
            )
            for each in intakes
        ]
        self.model.show([Heading(title, "right" if nth == 3 else "left") for nth, title in enumerate(headings)], rows)
        fit_columns(self.table, 420)
        self.nothing.setVisible(not intakes)
        self.table.setVisible(bool(intakes))
        first = next((nth for nth, each in enumerate(intakes) if not each.undone), 0)
        self.table.selectRow(first)
        self._offer()

    def _chosen(self) -> Intake | None:
        row = self.table.currentIndex().row()
        return self.intakes[row] if 0 <= row < len(self.intakes) else None

    def _offer(self) -> None:
        chosen = self._chosen()
        self.undo.setVisible(bool(self.intakes))
        self.undo.setEnabled(chosen is not None and not chosen.undone)

    def _ask(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        words = self._hands.words
        question = QMessageBox(
            QMessageBox.Icon.Question,
            words.say("Take an intake back"),
            words.say(
                "Take back everything that {files} brought? What was changed since stays and is listed.",
                files=", ".join(chosen.files),
            ),
            parent=self,
        )
        yes = question.addButton(words.say("Take &back"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(words.say("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(lambda: self.take_back(chosen.change))
        question.open()

    def take_back(self, change: int) -> None:
        """Take an intake back."""

        def undo(office: Office, _progress: Progress) -> Undone:
            undone, changes = intake.undo(office, change)
            return undone.undone, intake_history.stayed(office, undone.stayed), changes

        self._hands.worker.ask(say("Taking the intake back"), undo, self._undone, self.refused.emit)

    def _undone(self, answer: Undone) -> None:
        undone, kept, changes = answer
        sentence = self._hands.words.say(
            "The intake was taken back: {undone} facts are gone, {kept} stay because somebody has built on them.",
            undone=undone,
            kept=len(kept),
        )
        self.result.setText(sentence)
        self._show_kept(kept)
        self.noted.emit(sentence)
        self._hands.worker.tell(changes)
        self.load()

    def _show_kept(self, kept: Sequence[Kept]) -> None:
        words = self._hands.words
        self.kept = kept
        self.kept_model.show([Heading(words.say("What stays"))], [(words(each.why),) for each in kept])
        self.kept_table.setVisible(bool(kept))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.kept) and self.kept[row].person:
            self.opened.emit(self.kept[row].person)
