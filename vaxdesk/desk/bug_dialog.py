"""What a person sees of a fault of the program: one sentence, and a report to copy that holds no personal data."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ..actions.language import Translator


class BugDialog(QDialog):
    """Says that the program failed, and shows the report (actions.faults) to be copied; nothing is written to disk."""

    def __init__(self, report: str, words: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.say("A fault in the program"))
        self.setModal(True)
        self.resize(680, 380)
        sentence = QLabel(
            words.say(
                "The program made a mistake and stopped what it was doing; the register is as it was before. "
                "Copy this report and send it to whoever looks after the program: it holds no personal data."
            )
        )
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
