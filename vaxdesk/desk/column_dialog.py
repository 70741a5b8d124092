"""Which column is which: asked once for headings the program does not know, over the first rows of the sheet."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ..actions.column_names import KINDS, field_names
from ..actions.intake import ColumnQuestion, Mapped, Unsure
from ..actions.language import Translator
from .labels import button, choice, label_for, quiet

WIDEST = 190
"""Pixels of a column; its field must be readable above it."""


class ColumnDialog(QDialog):
    """Asks about one sheet after the other; `answers` are complete when it was accepted."""

    def __init__(self, file: str, questions: Sequence[ColumnQuestion], words: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.say("Which column is which?"))
        self.setModal(True)
        self.resize(980, 470)
        self._words, self._file, self._questions = words, file, questions
        self.answers: list[Mapped] = []
        self.about = quiet()
        self.kind = choice(words, KINDS.items())
        self.table = QTableWidget()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(words.say("First rows of the sheet"))
        self.table.verticalHeader().hide()
        self.fields: list[QComboBox] = []
        self.missing = quiet()
        self.take = button(words.say("&That is right"), self._answer, main=True)
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _index: self._ask_fields({}))
        self._ask()

    def _lay_out(self) -> None:
        words = self._words
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(label_for(self.kind, words.say("&What the sheet is")))
        top.addWidget(self.kind)
        top.addStretch()
        foot.addWidget(self.missing, 1)
        foot.addWidget(button(words.say("&Cancel"), self.reject))
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.about)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    @property
    def question(self) -> ColumnQuestion:
        """The sheet that is asked about now."""
        return self._questions[len(self.answers)]

    def _ask(self) -> None:
        question = self.question
        self.about.setText(
            self._words.say(
                "{file}, sheet {sheet}: the headings are not known. Say above each column what it holds; what nobody needs stays "
                "empty. It is remembered: a workbook with the same headings asks no more.",
                file=self._file,
                sheet=question.sheet,
            )
        )
        self.table.setColumnCount(len(question.headings))
        self.table.setRowCount(1 + len(question.rows))
        self.table.setHorizontalHeaderLabels(question.headings)
        for nth, row in enumerate(question.rows, 1):
            for column, text in enumerate(row[: len(question.headings)]):
                self.table.setItem(nth, column, QTableWidgetItem(text))
        self.kind.setCurrentIndex(max(self.kind.findData(question.guess.kind), 0))
        self._ask_fields(question.guess.columns)

    def _ask_fields(self, columns: Mapping[str, int]) -> None:
        """A choice of fields above each column, those guessed chosen."""
        names = field_names(self.kind.currentData())
        chosen = {column: field for field, column in columns.items()}
        self.fields = []
        for column, heading in enumerate(self.question.headings):
            field = QComboBox()
            field.setAccessibleName(heading)
            field.addItem("", "")
            for name, label in names.items():
                field.addItem(self._words(label), name)
            field.setCurrentIndex(max(field.findData(chosen.get(column, "")), 0))
            field.currentIndexChanged.connect(lambda _index: self._check())
            self.table.setCellWidget(0, column, field)
            self.fields.append(field)
        self.table.resizeColumnsToContents()
        for column in range(self.table.columnCount()):
            self.table.setColumnWidth(column, min(max(self.table.columnWidth(column), 120), WIDEST))
        self.table.setRowHeight(0, self.fields[0].sizeHint().height() + 6)
        self._check()

    def _columns(self) -> dict[str, int]:
        return {field.currentData(): column for column, field in enumerate(self.fields) if field.currentData()}

    def _check(self) -> None:
        """The names must be known, and no field may stand above two columns."""
        chosen = [field.currentData() for field in self.fields if field.currentData()]
        twice = len(set(chosen)) < len(chosen)
        sentence = ""
        if twice:
            sentence = self._words.say("Two columns cannot be the same: change one of them.")
        elif "name" not in chosen:
            sentence = self._words.say("Say which column holds the names.")
        elif len(chosen) == 1:
            sentence = self._words.say("A name alone tells nothing: say what else stands there.")
        self.missing.setText(sentence)
        self.take.setEnabled(not sentence)

    def _answer(self) -> None:
        guess = self.question.guess
        self.answers.append(guess._replace(kind=self.kind.currentData(), columns=self._columns()))
        if len(self.answers) == len(self._questions):
            self.accept()
        else:
            self._ask()

    def showEvent(self, event: object) -> None:
        """The keyboard begins at the first column."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)


def ask_columns(
    unsure: Unsure, words: Translator, parent: QWidget, told: Callable[[tuple[Mapped, ...]], None]
) -> QDialog:
    """Open the dialog about a file; `told` hears the answers if they are given."""
    dialog = ColumnDialog(unsure.request.path.name, unsure.questions, words, parent)
    dialog.accepted.connect(lambda: told(tuple(dialog.answers)))
    dialog.open()
    return dialog
