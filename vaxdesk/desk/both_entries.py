"""Two entries that may be one person, side by side, and what a merge of them would leave to be asked."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..actions import duplicates, merge_review
from ..actions.language import Translator
from ..actions.merge_review import Line
from ..actions.office import Office
from ..rules.messages import Message
from .labels import quiet
from .table import Heading, RowsModel, Value, fit_columns, table_view


class Compared(NamedTuple):
    """Two entries line by line, what makes them alike, and what a merge would leave to be asked."""

    lines: Sequence[Line]
    grounds: Sequence[Message]
    questions: Sequence[Message]


def read_compared(office: Office, one: int, other: int, grounds: Sequence[Message] = ()) -> Compared:
    """Both entries. Raises Refused `person_unknown`, `person_merged`, `same_entry`."""
    questions = duplicates.questions(office, one, other)
    return Compared(merge_review.beside(office, one, other), grounds, questions)


class BothEntries(QWidget):
    """The lines of both in a table with the two entries' titles, below the sentences about them."""

    def __init__(self, words: Translator, titles: tuple[str, str]) -> None:
        super().__init__()
        self._words, self._titles = words, titles
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Both entries"))
        self.grounds, self.questions = quiet(), quiet()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        for label in (self.grounds, self.questions):
            inside.addWidget(label)
        inside.addWidget(self.table, 1)
        self.show_compared(None)

    def show_compared(self, compared: Compared | None) -> None:
        """Show two entries, or none."""
        headings = [Heading(title) for title in ("", *self._titles, "")]
        told = (compared.grounds, compared.questions) if compared else ((), ())
        for label, sentences in zip((self.grounds, self.questions), told, strict=True):
            label.setText(" ".join(map(self._words, sentences)))
            label.setVisible(bool(sentences))
        self.model.show(headings, [self._row(line) for line in compared.lines] if compared else [])
        fit_columns(self.table, 360)

    def _row(self, line: Line) -> Sequence[Value]:
        words = self._words
        one, other = (words(side) if isinstance(side, Message) else str(side) for side in (line.one, line.other))
        return words(line.label), one, other, "" if line.same else words.say("differs")
