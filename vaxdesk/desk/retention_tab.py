"""The end of a campaign in three steps: until when persons are kept, what would be deleted, the deletion with its certificate."""

from datetime import date
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDateEdit, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ..actions import retention
from ..actions.office import Changes, Office
from ..actions.retention import Keeping, Purged
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, card, label_for, quiet
from .page import Hands
from .printer import choose_printer, print_pdf
from .table import Heading, RowsModel, fit_columns, table_view

YEARS = 3
"""Years that are proposed where nobody set a date yet: a record of processing is kept for three (PIPL, article 56)."""

TALL = 262
"""Pixels of the table: all its lines without scrolling."""


class RetentionTab(QWidget):
    """Nothing is deleted before the day has come, and before somebody typed the office's name."""

    noted = Signal(str)
    refused = Signal(object)

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self._keeping: Keeping | None = None
        self._done: Purged | None = None
        words = hands.words
        self.day = QDateEdit(QDate.currentDate().addYears(YEARS))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.until = QLabel(wordWrap=True)
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("What would be deleted"))
        self.table.setFixedHeight(TALL)
        self.backup = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.typed = QLineEdit()
        self.typed.setMaximumWidth(320)
        self.typed.textChanged.connect(lambda _text: self._allow())
        self.delete = button(words.say("&Delete all persons for good"), self.purge)
        self.why_not = quiet()
        self.result = QLabel(wordWrap=True)
        self.papers = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._steps())
        whole.addWidget(area)
        self._show_done()

    def _steps(self) -> QWidget:
        words = self._hands.words
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(14)
        first, inside = card(words.say("1. Until when"))
        inside.addWidget(
            quiet(
                words.say(
                    "Persons are kept for the shortest time the purpose needs, and deleted when it is fulfilled (Personal"
                    " Information Protection Law, articles 19 and 47). The date comes from the decision on the campaign."
                )
            )
        )
        inside.addWidget(self.until)
        row = QHBoxLayout()
        row.addWidget(label_for(self.day, words.say("&Keep persons until")))
        row.addWidget(self.day)
        row.addWidget(button(words.say("Set this da&te"), self.set_day))
        row.addStretch()
        inside.addLayout(row)
        second, inside = card(words.say("2. What would be deleted"))
        inside.addWidget(self.table)
        inside.addWidget(
            quiet(
                words.say(
                    "Figures that were frozen without persons, the register of prints and the record of changes stay; what people"
                    " wrote there in words of their own goes."
                )
            )
        )
        column.addWidget(first)
        column.addWidget(second)
        column.addWidget(self._third())
        column.addStretch()
        return sheet

    def _third(self) -> QWidget:
        words = self._hands.words
        third, inside = card(words.say("3. Backup, deletion, certificate"))
        inside.addWidget(self.backup)
        row = QHBoxLayout()
        row.addWidget(label_for(self.typed, words.say("Type the office's &name to confirm")))
        row.addWidget(self.typed)
        row.addWidget(self.delete)
        row.addStretch()
        inside.addLayout(row)
        inside.addWidget(self.why_not)
        inside.addWidget(self.result)
        papers = QHBoxLayout(self.papers)
        papers.setContentsMargins(0, 0, 0, 0)
        papers.addWidget(button(words.say("&Print the certificate..."), self.print))
        papers.addWidget(button(words.say("&Save the certificate..."), self._choose))
        papers.addStretch()
        inside.addWidget(self.papers)
        return third

    def showEvent(self, event: QShowEvent) -> None:
        """Count again whenever somebody turns here."""
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Count what would be deleted."""
        if self._hands.worker.holds:
            self._hands.worker.ask(
                say("Counting what would be deleted"), _keeping, self.show_keeping, self.refused.emit, "keeping"
            )

    def show_keeping(self, keeping: Keeping) -> None:
        """Show it."""
        words = self._hands.words
        self._keeping = keeping
        until = keeping.until
        self.until.setText(
            words.say("No date is set yet.") if until is None else words.say("Persons are kept until {day}.", day=until)
        )
        if until is not None:
            self.day.setDate(QDate(until.year, until.month, until.day))
        headings = [Heading(words.say("What")), Heading(words.say("Rows in the register"), "right")]
        self.model.show(headings, [(words(text), rows) for text, rows in keeping.lines])
        fit_columns(self.table, 420)
        self.backup.setText(
            words.say(
                "Before the deletion a last backup is written and read back: {file}. It still holds the persons, and has to be"
                " destroyed in its turn.",
                file=str(keeping.backup),
            )
        )
        self._allow()

    def set_day(self) -> None:
        """Keep persons until the chosen day."""
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())

        def write(office: Office, _progress: Progress) -> Changes:
            return retention.set_retention(office, day)

        self._hands.worker.ask(say("Setting the date"), write, self._changed, self.refused.emit)

    def purge(self) -> None:
        """Back up, delete, write the file anew."""
        if self._keeping is None:
            return
        out = self._keeping.backup

        def work(office: Office, _progress: Progress) -> tuple[Purged, Changes]:
            return retention.purge(office, out)

        self._hands.worker.ask(say("Deleting all persons"), work, self._purged, self.refused.emit)

    def print(self) -> None:
        """Print the certificate."""
        printer, done = choose_printer(False, self), self._done
        if printer is None or done is None:
            return

        def work(office: Office, progress: Progress) -> int:
            paper = BytesIO()
            retention.certificate(office, done, paper)
            return print_pdf(paper.getvalue(), printer, progress)

        self._hands.worker.ask(say("Printing"), work, lambda _pages: None, self.refused.emit)

    def save(self, path: Path) -> None:
        """Save the certificate as a PDF."""
        done = self._done
        if done is None:
            return

        def work(office: Office, _progress: Progress) -> None:
            retention.certificate(office, done, path)

        def saved(_nothing: None) -> None:
            self.noted.emit(self._hands.words.say("The certificate was saved: {out}", out=str(path)))

        self._hands.worker.ask(say("Saving the certificate"), work, saved, self.refused.emit)

    def forget(self) -> None:
        """Another register is open."""
        self._keeping = self._done = None
        self._show_done()

    def _choose(self) -> None:
        words = self._hands.words
        proposed = words.say("Certificate of deletion") + ".pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, words.say("Save the certificate"), proposed, "PDF (*.pdf)")
        if chosen:
            self.save(Path(chosen).with_suffix(".pdf"))

    def _allow(self) -> None:
        """The deletion is open once the day has come and the name is typed; until then the line below says what is missing."""
        words, keeping = self._hands.words, self._keeping
        missing = ""
        if keeping is None or keeping.until is None:
            missing = words.say("First set the date until which persons are kept.")
        elif not keeping.over:
            missing = words.say("Persons are kept until {day}: after that they can be deleted.", day=keeping.until)
        elif self.typed.text().strip() != keeping.office:
            missing = words.say("Type the name as it stands at the top: {office}", office=keeping.office)
        self.why_not.setText(missing)
        self.why_not.setVisible(bool(missing) and self._done is None)
        self.delete.setEnabled(not missing)

    def _changed(self, changes: Changes) -> None:
        self._hands.worker.tell(changes)
        self.read()

    def _purged(self, answer: tuple[Purged, Changes]) -> None:
        self._done, changes = answer
        self.typed.clear()
        self._show_done()
        self._changed(changes)

    def _show_done(self) -> None:
        done = self._done
        if done is not None:
            self.result.setText(
                self._hands.words.say(
                    "{people} persons were deleted for good, change {number} on record. Print the certificate now and have it"
                    " signed.",
                    people=done.counts.get("people", 0),
                    number=done.change,
                )
            )
        self.result.setVisible(done is not None)
        self.papers.setVisible(done is not None)


def _keeping(office: Office, _progress: Progress) -> Keeping:
    return retention.keeping(office)
