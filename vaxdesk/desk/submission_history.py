"""The last step of the submission: what was made, where it went and what the county answered; noted here."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QLineEdit

from ..actions.language import Translator
from ..actions.submission import sent_line
from ..actions.submission_trail import Kept, note_receipt, note_returned, note_sent
from ..rules.messages import say
from .labels import button, fields, quiet
from .submission_steps import Step
from .table import Heading, RowsModel, fill_with, table_view


class TrailStep(Step):
    """All submissions, newest first, and the fields to note what became of the chosen one."""

    wanted = Signal(object, object)
    """A verb on the office, and the sentence for the status line."""
    written = Signal(str, int)
    """Week and version to be written once more."""

    def __init__(self, words: Translator) -> None:
        super().__init__(words.say("Sent and answered"))
        self._words = words
        self._kept: Sequence[Kept] = ()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Submissions"))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._choose())
        self.at = QDateTimeEdit(QDateTime.currentDateTime())
        self.at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.at.setMaximumWidth(200)
        self.medium = QLineEdit(placeholderText=words.say("such as government mail, or a disk by hand"))
        self.receiver = QLineEdit(placeholderText=words.say("office and person"))
        self.note = QLineEdit()
        self.sent = button(words.say("&Note as sent"), partial(self._note, "sent"), main=True)
        self.receipt = button(words.say("Re&ceipt came"), partial(self._note, "receipt"))
        self.returned = button(words.say("&Returned"), partial(self._note, "returned"))
        self.again = button(words.say("Write the files a&gain"), self._again)
        self.inside.addWidget(self.table, 1)
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addLayout(fields((words.say("W&hen"), self.at), (words.say("By what &means"), self.medium)), 1)
        halves.addLayout(
            fields((words.say("To or from &whom"), self.receiver), (words.say("What was &said"), self.note)), 1
        )
        self.inside.addLayout(halves)
        self.inside.addWidget(
            quiet(words.say("Once it is noted as sent, a version is locked. The password goes another way."))
        )
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch()
        for each in (self.returned, self.receipt, self.sent):
            row.addWidget(each)
        self.inside.addLayout(row)
        self._choose()

    def clear(self) -> None:
        """Show nothing."""
        self.show_history([])
        self.note.clear()

    def remember(self, medium: str, receiver: str) -> None:
        """Propose how and to whom the last one went."""
        self.medium.setText(medium)
        self.receiver.setText(receiver)

    def show_history(self, kept: Sequence[Kept]) -> None:
        """Show all submissions with what became of each."""
        words, row = self._words, max(0, self.table.currentIndex().row())
        self._kept = kept
        headings = [
            Heading(words.say("Week")), Heading(words.say("Version"), "right"), Heading(words.say("As of")),
            Heading(words.say("People"), "right"), Heading(words.say("What became of it")), Heading("SHA-256"),
        ]  # fmt: skip
        rows = [
            (
                each.week,
                each.version,
                each.judged_on,
                each.manifest.get("total"),
                words(sent_line(each)),
                each.sha256[:16],
            )
            for each in kept
        ]
        self.model.show(headings, rows)
        fill_with(self.table, 4)
        self.table.setCurrentIndex(self.model.index(min(row, len(kept) - 1), 0))
        self._choose()

    def _chosen(self) -> Kept | None:
        row = self.table.currentIndex().row()
        return self._kept[row] if 0 <= row < len(self._kept) else None

    def _choose(self) -> None:
        chosen = self._chosen()
        self.sent.setEnabled(chosen is not None and not chosen.sent)
        self.receipt.setEnabled(chosen is not None and chosen.sent)
        self.returned.setEnabled(chosen is not None and chosen.sent)
        self.again.setEnabled(chosen is not None)

    def _note(self, kind: str) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        at = datetime.fromisoformat(self.at.dateTime().toString("yyyy-MM-ddTHH:mm"))
        medium, party, note = self.medium.text(), self.receiver.text(), self.note.text()
        week, version = chosen.week, chosen.version
        verbs = {
            "sent": lambda office: note_sent(office, week, version, at, medium, party),
            "receipt": lambda office: note_receipt(office, week, version, at, party, note),
            "returned": lambda office: note_returned(office, week, version, at, party, note),
        }
        self.wanted.emit(verbs[kind], say("Noted for {week}, version {version}.", week=week, version=version))

    def _again(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.written.emit(chosen.week, chosen.version)
