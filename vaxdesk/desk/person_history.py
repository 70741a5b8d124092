"""Who saw or changed a person, to be shown to that person or handed out: a dialog of the person's page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..actions.office import Changes, Office
from ..actions.record import Deed, person_deeds
from ..actions.trust_papers import save_history, told_about
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .labels import button, quiet
from .page import Hands
from .table import Heading, RowsModel, fit_columns, table_view


class PersonHistory(QDialog):
    """A line for every time somebody opened, changed or printed the person's record, newest first."""

    def __init__(self, hands: Hands, person: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        words = hands.words
        self._hands, self._person = hands, person
        self.setWindowTitle(words.say("Who saw or changed {name}", name=name))
        self.resize(720, 460)
        title = QLabel(self.windowTitle())
        title.setObjectName("heading")
        self.refusal = QLabel(wordWrap=True)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Who saw or changed {name}", name=name))
        row = QHBoxLayout()
        row.addWidget(button(words.say("&Save as PDF..."), self._choose))
        row.addStretch()
        row.addWidget(button(words.say("&Close"), self.accept, main=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(
            quiet(words.say("A person may ask for this page. It names no other person, no number and no dose."))
        )
        layout.addWidget(self.refusal)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        hands.worker.ask(say("Reading what is on record"), self._read, self.show_deeds, self._refused, "history")

    def _read(self, office: Office, _progress: Progress) -> list[Deed]:
        return person_deeds(office, self._person)

    def show_deeds(self, deeds: Sequence[Deed]) -> None:
        """Show what is on record."""
        words = self._hands.words
        headings = (say("When"), say("Who"), say("What"), say("What for"))
        rows = [
            (f"{deed.at.astimezone():%Y-%m-%d %H:%M}", deed.by, words(deed.what), told_about(deed)) for deed in deeds
        ]
        self.model.show([Heading(words(text)) for text in headings], rows)
        fit_columns(self.table, 260)

    def save_to(self, out: Path) -> None:
        """Save the page; it has a number like every print."""

        def work(office: Office, _progress: Progress) -> Changes:
            return save_history(office, self._person, out)

        self._hands.worker.ask(say("Saving the history"), work, self._saved, self._refused)

    def _choose(self) -> None:
        words = self._hands.words
        chosen, _ = QFileDialog.getSaveFileName(
            self, words.say("Save as PDF"), str(Path.home() / f"{self.windowTitle()}.pdf"), "*.pdf"
        )
        if chosen:
            self.save_to(Path(chosen))

    def _saved(self, changes: Changes) -> None:
        self._hands.worker.tell(changes)
        self.accept()

    def _refused(self, refused: Refused) -> None:
        self.refusal.setText(self._hands.words(refused.message))
        self.refusal.show()
