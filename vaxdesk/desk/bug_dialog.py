"""What a person sees of a fault of the program: one sentence, and a report to copy that holds no personal data."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ..actions.language import Translator
from ..rules.messages import Message, say

STOPPED = say(
    "The program made a mistake and stopped what it was doing; the register is as it was before. "
    "Copy this report and send it to whoever looks after the program: it holds no personal data."
)
CRASHED = say(
    "The last time the program broke off by itself. All that was saved is there; a form left open was not. "
    "Copy this report and send it to whoever looks after the program: it holds no personal data."
)


class BugDialog(QDialog):
    """Says what happened, and shows the report (actions.faults, actions.crashes) to be copied; nothing is written to disk."""

    def __init__(self, report: str, happened: Message, words: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.say("A fault in the program"))
        self.setModal(True)
        self.resize(680, 380)
        sentence = QLabel(words(happened))
        sentence.setWordWrap(True)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(words.say("Report"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(words.say("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(words.say("C&lose"), QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(sentence)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
