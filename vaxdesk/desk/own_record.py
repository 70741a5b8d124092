"""A person asks for what the office keeps of them (PIPL, article 45): who asked is written down, then it is printed or saved."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ..actions import ledgers, printing
from ..actions.ledgers import Sheet
from ..actions.office import Changes, Office
from ..actions.printing import Terms
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .labels import button, fit_height, label_for, quiet
from .page import Hands
from .printer import choose_printer, print_pdf


class OwnRecordDialog(QDialog):
    """Asks who wants the record, and prints or saves it whole; both are noted in the register of prints."""

    noted = Signal(str)
    """What was done."""

    def __init__(self, hands: Hands, person: int, name: str, on: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._hands, self._person, self._name, self._on = hands, person, name, on
        words = hands.words
        self.setWindowTitle(words.say("The record of {name}, for themselves", name=name))
        self.reason = QLineEdit(placeholderText=words.say("such as: asked for it in person, identity card seen"))
        self.reason.setMinimumWidth(420)
        self.refusal = QLabel(wordWrap=True)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        acts = QHBoxLayout()
        acts.addStretch()
        acts.addWidget(button(words.say("C&lose"), self.reject))
        acts.addWidget(button(words.say("Save as &PDF..."), self._choose))
        acts.addWidget(button(words.say("P&rint..."), self.print, main=True))
        whole = QVBoxLayout(self)
        whole.setSpacing(12)
        whole.addWidget(
            quiet(
                words.say(
                    "Everybody may see, copy and correct what is kept of them. Numbers stand in it whole: give it to nobody else."
                )
            )
        )
        whole.addWidget(label_for(self.reason, words.say("&Who asked, and how you know them")))
        whole.addWidget(self.reason)
        whole.addWidget(self.refusal)
        whole.addLayout(acts)
        fit_height(self)

    @property
    def _terms(self) -> Terms:
        return Terms("full", self.reason.text(), self._name)

    def _sheet(self, office: Office) -> Sheet:
        return ledgers.record(office, self._person, self._on, self.reason.text())

    def _choose(self) -> None:
        words = self._hands.words
        proposed = words.say("Record of {name}", name=self._name) + ".pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, words.say("Save the record"), proposed, "PDF (*.pdf)")
        if chosen:
            self.save(Path(chosen).with_suffix(".pdf"))

    def save(self, path: Path) -> None:
        """Save the record as a PDF."""
        terms = self._terms

        def write(office: Office, progress: Progress) -> Changes:
            return printing.save(office, [self._sheet(office)], path, terms, progress).changes

        def saved(changes: Changes) -> None:
            self._done(self._hands.words.say("The record was saved: {out}", out=str(path)), changes)

        self._hands.worker.ask(say("Saving the record"), write, saved, self._refused)

    def print(self) -> None:
        """Print the record."""
        printer = choose_printer(False, self)
        if printer is None:
            return
        chosen, terms = printer, self._terms

        def work(office: Office, progress: Progress) -> tuple[int, Changes]:
            return printing.print_out(
                office,
                [self._sheet(office)],
                terms,
                lambda pdf: print_pdf(pdf, chosen, progress),
                chosen.printerName(),
                progress,
            )

        def printed(answer: tuple[int, Changes]) -> None:
            self._done(self._hands.words.say("Sent to the printer: {count} pages.", count=answer[0]), answer[1])

        self._hands.worker.ask(say("Printing"), work, printed, self._refused)

    def _done(self, sentence: str, changes: Changes) -> None:
        self.noted.emit(sentence)
        self._hands.worker.tell(changes)
        self.accept()

    def _refused(self, refused: Refused) -> None:
        self.refusal.setText(self._hands.words(refused.message))
        self.refusal.show()
        fit_height(self)
