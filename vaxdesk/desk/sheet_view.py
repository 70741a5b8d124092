"""A canvass sheet on the screen: the household, its members in the rows of the paper, one line to type into, what it means."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from ..actions.canvass_desk import Door
from ..actions.language import Translator
from ..rules.keying_line import LineReader
from .canvass_read import Shown
from .keyed_field import KeyedField
from .labels import label_for, quiet
from .newcomer_fields import NewcomerFields
from .table import Heading, RowsModel, table_view
from .visit_strip import VisitStrip

NEWCOMER = "+"
NAME, LONGEST = 1, 17
"""The column of names, and its width at most, in letters."""
WIDE = (6, 8)
"""The columns that share what the others leave: what is known, and what this visit told."""


class SheetView(QWidget):
    """Shows what the page hands it, and tells what was typed. It knows no register.

    The line takes the code of a household and exceptions alike, so that nobody has to move between fields; a + alone in it brings
    the fields of a new member in its place.
    """

    changed = Signal()
    """Something was typed that is to be read and kept."""
    entered = Signal(str)
    """A line is complete, or a code."""
    finished = Signal()
    """Save and open the next household."""
    back = Signal()
    """Take the last line back into the field."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.words = words
        self.reader: LineReader | None = None
        self.place, self.notes, self.said, self.listed = QLabel(), quiet(), QLabel(), quiet()
        self.place.setObjectName("cardTitle")
        self.place.setWordWrap(True)
        self.said.setWordWrap(True)
        self.strip = VisitStrip(words)
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("The rows of the sheet"))
        self.table.setWordWrap(True)
        self.line = KeyedField(self._is_whole)
        self.code_length = 0
        self.last = ""
        self.line.setPlaceholderText(
            words.say(
                "code of a household, or: 0 all as printed · 3 *1 reason · 3 2 1 210601 0625 doses · + new member"
            )
        )
        self.newcomer = NewcomerFields(words)
        self.newcomer.hide()
        self.entry = QWidget()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        words = self.words
        row = QHBoxLayout(self.entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label_for(self.line, words.say("&Line")))
        row.addWidget(self.line, 1)
        self.said.setObjectName("refusal")
        self.said.hide()
        keys = quiet(
            words.say(
                "Ctrl+Enter saves and opens the next · Up takes a line back · F2 repeats · Ctrl+PgDn goes on · Ctrl+L another code"
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.place)
        column.addWidget(self.notes)
        column.addWidget(self.strip)
        column.addWidget(self.table, 1)
        for widget in (self.newcomer, self.entry, self.listed, self.said, keys):
            column.addWidget(widget)

    def _wire(self) -> None:
        self.line.textChanged.connect(self._typed)
        self.line.entered.connect(self._enter)
        self.line.back.connect(self.back.emit)
        self.line.repeat.connect(self._repeat)
        self.newcomer.changed.connect(self._typed)
        self.newcomer.entered.connect(self._newcomer_complete)
        self.newcomer.left.connect(self._leave_newcomer)
        self.strip.left.connect(self.begin_line)
        self.strip.changed.connect(self.changed.emit)
        for part in (self.line, self.newcomer, self.strip):
            part.finished.connect(self.finished.emit)

    def show_door(self, door: Door, where: str, on: date) -> None:
        """Show a household that was opened; `where` says its place in the walk, `on` the day in view."""
        words = self.words
        place = door.place
        village, address = (place.village, place.address) if place else (door.typed.village, door.typed.address)
        code = words.say("code {code}", code=door.code) if door.code else words.say("new household")
        self.place.setText("    ".join(filter(None, (f"{village}  {address.removeprefix(village)}", code, where))))
        self.notes.setText("\n".join(map(words, door.notes)))
        self.notes.setVisible(bool(door.notes))
        self.strip.show_visit(door.typed, on)
        self.newcomer.clear()
        self.put(door.typed.typing)
        self.begin_line()

    def show_read(self, shown: Shown, lines: int) -> None:
        """Show what was typed as it was read; the line being typed is that behind the first `lines`."""
        words = self.words
        titles = ("", words.say("Name"), words.say("Relation"), words.say("Sex"), words.say("Age"), words.say("Number"),
                  words.say("Known"), words.say("Standing after"), words.say("This visit"))  # fmt: skip
        self.model.show([Heading(title, "right" if not title else "left") for title in titles], shown.rows)
        self._fit()
        if shown.day:
            self.strip.tell(shown.day)
        elif not self.strip.fields["canvasser"].hasFocus():
            self.strip.tell("")
        self.strip.outcome.setText(shown.outcome)
        said = [
            shown.day,
            *(text for nth, text in shown.refused.items() if nth < lines or self._is_long()),
            *shown.found,
        ]
        self.say_all([*filter(None, said), *shown.warnings])

    def _fit(self) -> None:
        """Columns as wide as they need, long names broken, what is known and told in the room that is left; rows with some air."""
        header, modes = self.table.horizontalHeader(), QHeaderView.ResizeMode
        header.setStretchLastSection(False)
        for column in range(self.model.columnCount()):
            header.setSectionResizeMode(column, modes.Stretch if column in WIDE else modes.ResizeToContents)
        header.setSectionResizeMode(NAME, modes.Interactive)
        letter = self.fontMetrics().horizontalAdvance("M")
        self.table.setColumnWidth(NAME, min(self.table.sizeHintForColumn(NAME), LONGEST * letter) + letter)
        self.table.resizeRowsToContents()
        for row in range(self.model.rowCount()):
            self.table.setRowHeight(row, self.table.rowHeight(row) + letter // 2)

    def say_all(self, sentences: Sequence[str]) -> None:
        """Say what is wrong or doubtful under the line."""
        self.said.setText("\n".join(sentences))
        self.said.setVisible(bool(sentences))

    @property
    def typing(self) -> str:
        """What is being typed and not entered."""
        return self.line.text() if self.newcomer.isHidden() else self.newcomer.line

    def put(self, text: str) -> None:
        """Put a text into the line without this counting as typing."""
        self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(False)
        self._list()

    def take_back(self, text: str) -> None:
        """Bring a line back to where it can be corrected."""
        self.begin_line()
        self.put(text)

    def begin_line(self) -> None:
        """Go on with the line."""
        self._ask_newcomer(False)
        self.line.setFocus()

    def _enter(self) -> None:
        self.last = self.line.text().strip() or self.last
        self.entered.emit(self.line.text())

    def _is_whole(self, text: str) -> bool:
        """Whether a code was typed to its last digit."""
        return bool(self.code_length) and len(text) == self.code_length and text.isdigit()

    def _is_long(self) -> bool:
        """Whether what is being typed is so far that its refusal helps: while somebody types, most lines are not whole yet."""
        return len(self.typing) > 60

    def _typed(self) -> None:
        if self.line.text() == NEWCOMER and self.reader is not None:
            self.put("")
            self._ask_newcomer(True)
            self.newcomer.begin(self.reader)
        self._list()
        self.changed.emit()

    def _ask_newcomer(self, wanted: bool) -> None:
        self.newcomer.setVisible(wanted)
        self.entry.setVisible(not wanted)

    def _list(self) -> None:
        picks = self.reader.picks(self.typing) if self.reader else []
        self.listed.setText("    ".join(f"{number} {self.words(word)}" for number, word in picks))
        self.listed.setVisible(bool(picks))

    def _repeat(self) -> None:
        """Say of the row being typed what the last line said of another."""
        if self.reader is not None:
            self.line.insert(self.reader.behind_rows(self.last))

    def _newcomer_complete(self) -> None:
        line = self.newcomer.line
        self.newcomer.clear()
        if line and self.reader is not None:
            self.newcomer.begin(self.reader)
            self.entered.emit(line)
        else:
            self.begin_line()

    def _leave_newcomer(self) -> None:
        """Back to the line, with what was typed in it."""
        line = self.newcomer.line
        self.newcomer.clear()
        self.begin_line()
        self.line.setText(line)
