"""The fifth step of the submission: password, folder, one button; then where the files lie and what to do with the password."""

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton

from ..actions.language import Translator
from ..actions.submission import Submitted
from ..actions.submission_prepared import Prepared
from ..rules.messages import Message, say
from .labels import button as push
from .labels import fields, quiet
from .submission_steps import Step


class MakeStep(Step):
    """A password twice, a folder, the reason of a correction, the button, and the result."""

    def __init__(self, words: Translator) -> None:
        super().__init__(words.say("Make it"))
        self._words = words
        self.password, self.again = (QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _ in range(2))
        self.folder, self.why = QLineEdit(), QLineEdit()
        self.folder.setText(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.version, self.waiting = quiet(), quiet()
        self.make: QPushButton = push(words.say("&Make the submission"), lambda: None, main=True)
        self.result = QLabel()
        self.result.setWordWrap(True)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.inside.addWidget(self.version)
        self.inside.addLayout(
            fields(
                (words.say("&Password"), self.password),
                (words.say("Password a&gain"), self.again),
                (words.say("Fo&lder"), self.folder),
                (words.say("What is &corrected"), self.why),
            )
        )
        self.inside.addWidget(
            quiet(words.say("The workbook holds full numbers, so it leaves the office encrypted only."))
        )
        self.inside.addWidget(self.waiting)
        row = QHBoxLayout()
        row.addWidget(push(words.say("&Browse..."), self._browse))
        row.addStretch()
        row.addWidget(self.make)
        self.inside.addLayout(row)
        self.inside.addWidget(self.result)
        self.inside.addStretch()

    def clear(self) -> None:
        """No result, no password."""
        self.result.clear()
        self.why.clear()
        self.clear_passwords()

    def clear_passwords(self) -> None:
        """A password does not stay on the screen."""
        self.password.clear()
        self.again.clear()

    def problem(self) -> Message | None:
        """What is still missing or wrong among the fields; None if nothing is."""
        if self.password.text() != self.again.text():
            self.password.setFocus()
            return say("The two passwords differ: type them again.")
        if not self.folder.text().strip():
            self.folder.setFocus()
            return say("Choose the folder for the submission first.")
        return None

    def show_prepared(self, prepared: Prepared) -> None:
        """Say which version would be made, and ask what a correction corrects."""
        words, replaced = self._words, prepared.replaces
        self.why.setEnabled(replaced is not None)
        if replaced is None:
            self.version.setText(words.say("This will be the first version of {week}.", week=prepared.week))
        elif replaced.sent:
            self.version.setText(
                words.say(
                    "Version {version} of {week} was sent and is locked: a new version will replace it; say what it corrects.",
                    version=replaced.version,
                    week=prepared.week,
                )
            )
        else:
            self.version.setText(
                words.say(
                    "There is version {version} of {week}, not sent yet: a new version will replace it.",
                    version=replaced.version,
                    week=prepared.week,
                )
            )

    def show_unanswered(self, count: int) -> None:
        """Say how many findings of the self-check still need a reason."""
        self.waiting.setText(
            self._words.say("{count} findings of the self-check still need a reason: see step 2.", count=count)
            if count
            else ""
        )

    def show_made(self, made: Submitted) -> None:
        """Say where the files lie, and that the password goes another way."""
        self.clear_passwords()
        self.why.clear()
        self.result.setText(
            self._words.say(
                "Made: {file}\nwith its list of contents {manifest}\nin {folder}\n\nSHA-256: {digest}\n\n"
                "Send the file; tell the password another way, by telephone for instance, never in the same message.",
                file="\n".join(path.name for path in (made.files[0], *made.files[2:])),
                manifest=made.files[1].name,
                folder=str(made.files[0].parent),
                digest=" ".join(made.sha256[at : at + 8] for at in range(0, 64, 8)),
            )
        )

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._words.say("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
