"""The county's side on screen: a folder of submissions, passwords once; who reported, what was wrong, what is written."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from ..actions import county, county_papers
from ..actions.county import RollUp
from ..actions.county_deliveries import Passwords, read_passwords
from ..actions.office import Office
from ..rules.counties import places
from ..rules.messages import say
from ..rules.rates import NO_RATE, percent
from ..rules.records import Progress
from .labels import button, card, fields, label_for, quiet
from .page import Hands, Page, View
from .table import Heading, RowsModel, fill_with, fit_columns, table_view

EXPECTED = "county/townships"
"""What this machine remembers: the townships that should report."""


class CountyPage(Page):
    """Folder, week, passwords and townships at the left; the townships that count and the problems at the right."""

    name = "county"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.rolled: RollUp | None = None
        self._passwords = Passwords({})
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder, self.week, self.county = QLineEdit(documents), QLineEdit(), QLineEdit()
        self.word = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.week.setPlaceholderText(words.say("the newest that was delivered"))
        self.passwords, self.expected = QPlainTextEdit(), QPlainTextEdit()
        self.passwords.setPlaceholderText(words.say("one password for all, or in each line: township, Tab, password"))
        self.expected.setPlaceholderText(words.say("one township in each line"))
        for box in (self.passwords, self.expected):
            box.setTabChangesFocus(box is self.expected)
            box.setMinimumHeight(44)
            box.setMaximumHeight(90)
        self.expected.setPlainText(str(hands.settings.value(EXPECTED, "")))
        self.townships, self.problems = RowsModel(), RowsModel()
        self.townships_table = table_view(self.townships, words.say("Townships that reported"))
        self.problems_table = table_view(self.problems, words.say("What was wrong or is missing"))
        self.summary = quiet()
        self.write = button(words.say("&Write bulletin and questions..."), self._write)
        self.write.setEnabled(False)
        self._show_nothing()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._asking(), 2)
        columns.addWidget(self._found(), 3)
        self.body.addLayout(columns, 1)

    def _asking(self) -> QWidget:
        words = self.hands.words
        frame, inside = card(words.say("Take in the townships' submissions"))
        browse = QHBoxLayout()
        browse.addWidget(self.folder, 1)
        browse.addWidget(button(words.say("&Browse..."), self._browse))
        grid = QGridLayout()
        grid.addWidget(label_for(self.folder, words.say("Fo&lder")), 0, 0)
        grid.addLayout(browse, 0, 1)
        inside.addLayout(grid)
        inside.addLayout(
            fields(
                (words.say("Name of the &county"), self.county),
                (words.say("&Week"), self.week),
                (words.say("County's w&ord for hashes"), self.word),
            )
        )
        inside.addWidget(label_for(self.passwords, words.say("&Passwords")))
        inside.addWidget(self.passwords)
        inside.addWidget(label_for(self.expected, words.say("Townships that should &report")))
        inside.addWidget(self.expected)
        inside.addWidget(quiet(words.say("Passwords are asked once and are not kept.")))
        inside.addStretch()
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(words.say("&Take them in"), self._take_in, main=True))
        inside.addLayout(row)
        return frame

    def _found(self) -> QWidget:
        words = self.hands.words
        frame, inside = card(words.say("What was reported"))
        inside.addWidget(self.summary)
        inside.addWidget(self.townships_table, 3)
        inside.addWidget(self.problems_table, 2)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.write)
        inside.addLayout(row)
        return frame

    def load(self, view: View) -> None:
        """The page shows files, not the register: there is nothing to read."""

    def forget(self) -> None:
        """Another register: no password stays."""
        super().forget()
        self.passwords.clear()
        self.word.clear()
        self._passwords = Passwords({})
        self._show_nothing()

    def show_rolled(self, rolled: RollUp) -> None:
        """Show who reported, places, and the problems."""
        words = self.hands.words
        self.said("")
        self.rolled = rolled
        self.write.setEnabled(bool(rolled.townships))
        self.summary.setText(
            words.say(
                "{week}: {count} townships, {people} people on their lists; {doubles} stand in two townships.",
                week=rolled.week,
                count=len(rolled.townships),
                people=rolled.people,
                doubles=len(rolled.doubles),
            )
        )
        place = places(rolled.townships)
        rows = [
            (each.name, each.version, each.registered, percent(each.coverage), place[each.name][0] or NO_RATE,
             percent(each.ascertained), place[each.name][1] or NO_RATE)
            for each in rolled.townships
        ]  # fmt: skip
        self.townships.show(self._headings(), rows)
        fit_columns(self.townships_table)
        missing = [(name, words.say("has not reported")) for name in rolled.missing]
        wrong = [(problem.file, words(problem.sentence)) for problem in rolled.problems]
        self.problems.show([Heading(words.say("Which")), Heading(words.say("What"))], [*missing, *wrong])
        fill_with(self.problems_table, 1)

    def _headings(self) -> list[Heading]:
        words = self.hands.words
        return [
            Heading(words.say("Township")), Heading(words.say("Version"), "right"), Heading(words.say("In scope"), "right"),
            Heading(words.say("Full course rate"), "right"), Heading(words.say("Rank"), "right"),
            Heading(words.say("Ascertained"), "right"), Heading(words.say("Rank"), "right"),
        ]  # fmt: skip

    def _show_nothing(self) -> None:
        """What will stand there, before anything was taken in."""
        words = self.hands.words
        self.rolled = None
        self.write.setEnabled(False)
        self.summary.setText(words.say("Nothing was taken in yet: choose the folder with the townships' files."))
        self.townships.show(self._headings(), [])
        fit_columns(self.townships_table)
        self.problems.show([Heading(words.say("Which")), Heading(words.say("What"))], [])
        fill_with(self.problems_table, 1)

    def _take_in(self) -> None:
        view = self.view
        if view is None:
            return
        self.hands.settings.setValue(EXPECTED, self.expected.toPlainText())
        expected = self.expected.toPlainText().splitlines()
        folder, week, on = Path(self.folder.text().strip()), self.week.text().strip() or None, view.on
        word = self.word.text()
        self._passwords = passwords = read_passwords(self.passwords.toPlainText())

        def take_in(_office: Office, progress: Progress) -> RollUp:
            return county.roll_up([folder], passwords, on, week, expected, word, progress)

        self.hands.worker.ask(say("Taking in the townships"), take_in, self.show_rolled, self.refused, self.name)

    def _write(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.hands.words.say("Folder"), self.folder.text())
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Write bulletin and lists into a folder."""
        rolled, name, passwords = self.rolled, self.county.text().strip(), self._passwords
        if rolled is None:
            return

        def write(_office: Office, _progress: Progress) -> list[Path]:
            return county_papers.write_all(rolled, name, folder, passwords)

        def tell(paths: list[Path]) -> None:
            self.noted.emit(self.hands.words.say("{count} files were written.", count=len(paths)))

        self.hands.worker.ask(say("Writing the county's papers"), write, tell, self.refused)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.hands.words.say("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
