"""The week's submission: what will be in it, its password, and afterwards where it lies."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from ..actions import submission
from ..actions.bridge import Bridge
from ..actions.codes import STANDING_LABELS
from ..actions.language import Translator
from ..actions.office import Office
from ..actions.submission import Submitted
from ..actions.submission_prepared import Prepared
from ..rules.messages import say
from ..rules.records import Progress, StandingCode
from .labels import button, card, fields, quiet
from .page import Hands, Page, Part, View
from .shapes import shape_of
from .table import Heading, Marked, RowsModel, Value, fit_columns, table_view


class SubmissionPage(Page):
    """Counts that add up, a password twice, a folder, one button; then the files, their hash, and what to do with the password."""

    name = "submission"
    title = say("Submission")
    part, icon = Part.REPORTS, "send"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._prepared_week = ""
        self.week, self.folder = QLineEdit(), QLineEdit()
        self.week.setMaximumWidth(130)
        self.week.editingFinished.connect(self._week_written)
        self.password, self.again = (QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _ in range(2))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder.setText(documents)
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("What is in the submission"))
        self.balance, self.difference = quiet(), quiet()
        self.make: QPushButton = button(words.say("&Make the submission"), self._submit, main=True)
        self.result = QLabel()
        self.result.setWordWrap(True)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._contents(), 1)
        columns.addWidget(self._making(), 1)
        self.body.addLayout(columns, 1)

    def load(self, view: View) -> None:
        """Propose the week of the date, and show what it would hold."""
        self.week.setText(submission.week_of(view.on))
        self._prepare()

    def forget(self) -> None:
        """Another register: no result, no password."""
        super().forget()
        self.model.show([], [])
        for label in (self.balance, self.difference, self.result):
            label.clear()
        self._clear_passwords()

    def show_prepared(self, prepared: Prepared) -> None:
        """Show what the submission would hold."""
        words = self.hands.words
        self.said("")
        self.make.setEnabled(True)
        self.model.show(
            [Heading(words.say("Standing")), Heading(words.say("People"), "right")], rows_of(prepared, words), True
        )
        fit_columns(self.table)
        lines = sum(len(sheet.rows) for sheet in prepared.sheets)
        self.balance.setText(
            words.say(
                "It adds up: the seven make {total} people, and each ledger has as many lines as the summary counts. "
                "{sheets} sheets, {lines} lines.",
                total=prepared.overview.total,
                sheets=len(prepared.sheets),
                lines=lines,
            )
        )
        self.difference.setText(bridge_sentence(prepared.bridge, words))

    def show_made(self, made: Submitted) -> None:
        """Say where the submission lies and that its password goes another way."""
        words = self.hands.words
        self._clear_passwords()
        self.result.setText(
            words.say(
                "Made: {file}\nwith its list of contents {manifest}\nin {folder}\n\nSHA-256: {digest}\n\n"
                "Send the file; tell the password another way, by telephone for instance, never in the same message.",
                file=made.files[0].name,
                manifest=made.files[1].name,
                folder=str(made.files[0].parent),
                digest=" ".join(made.sha256[at : at + 8] for at in range(0, 64, 8)),
            )
        )
        self.noted.emit(words.say("The submission was made: {file}", file=made.files[0].name))
        self.hands.worker.tell(made.changes)

    def _prepare(self) -> None:
        week, view = self.week.text().strip(), self.view
        if view is None:
            return
        self._prepared_week = week
        self.make.setEnabled(False)

        def prepare(office: Office, progress: Progress) -> Prepared:
            return submission.prepare(office, week, view.on, progress)

        self.hands.worker.ask(say("Adding up the submission"), prepare, self.show_prepared, self.refused, self.name)

    def _week_written(self) -> None:
        if self.week.text().strip() != self._prepared_week:
            self._prepare()

    def _submit(self) -> None:
        words, view = self.hands.words, self.view
        if view is None:
            return
        if self.password.text() != self.again.text():
            self.said(words.say("The two passwords differ: type them again."))
            self.password.setFocus()
            return
        if not self.folder.text().strip():
            self.said(words.say("Choose the folder for the submission first."))
            return
        week, folder, password = self.week.text().strip(), Path(self.folder.text().strip()), self.password.text()
        self.said("")

        def submit(office: Office, progress: Progress) -> Submitted:
            return submission.submit(office, week, view.on, folder, password, progress)

        self.hands.worker.ask(say("Making the submission"), submit, self.show_made, self.refused)

    def _contents(self) -> QFrame:
        frame, inside = card(self.hands.words.say("What is in it"))
        inside.addWidget(self.table, 1)
        inside.addWidget(self.balance)
        inside.addWidget(self.difference)
        return frame

    def _making(self) -> QFrame:
        words = self.hands.words
        frame, inside = card(words.say("Make it"))
        inside.addLayout(
            fields(
                (words.say("&Week"), self.week),
                (words.say("&Password"), self.password),
                (words.say("Password a&gain"), self.again),
                (words.say("Fo&lder"), self.folder),
            )
        )
        inside.addWidget(quiet(words.say("The workbook holds full numbers, so it leaves the office encrypted only.")))
        row = QHBoxLayout()
        row.addWidget(button(words.say("&Browse..."), self._browse))
        row.addStretch()
        row.addWidget(self.make)
        inside.addLayout(row)
        inside.addWidget(self.result)
        inside.addStretch()
        return frame

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.hands.words.say("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _clear_passwords(self) -> None:
        self.password.clear()
        self.again.clear()


def rows_of(prepared: Prepared, words: Translator) -> Sequence[Sequence[Value]]:
    """The seven counts, then their sum."""
    counts = prepared.overview.counts
    rows: list[Sequence[Value]] = [
        (Marked(words(STANDING_LABELS[code]), shape_of(code)), counts[code]) for code in StandingCode
    ]
    return [*rows, (words.say("Everybody"), prepared.overview.total)]


def bridge_sentence(bridge: Bridge, words: Translator) -> str:
    """How the people differ from the last submission."""
    if not bridge.since:
        return words.say("There is no earlier submission to compare with.")
    return words.say(
        "Since {since}: {came} people came, {went} went, {changed} stand elsewhere.",
        since=bridge.since,
        came=bridge.came,
        went=bridge.went,
        changed=bridge.changed,
    )
