"""The recovery sheet: its code is shown once, and printed or saved as a page to be locked away."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..actions.office import Office
from ..actions.trust_papers import recovery_sheet
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .labels import button
from .page import Hands
from .printer import choose_printer, print_pdf


class RecoveryDialog(QDialog):
    """Stays open until the person closes it; the code is kept nowhere else."""

    def __init__(self, hands: Hands, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        words = hands.words
        self._hands, self._code = hands, code
        self.setWindowTitle(words.say("Recovery sheet"))
        self.setMinimumWidth(560)
        about = QLabel(
            words.say(
                "With this code the register opens if every passphrase is lost. It is not shown again: print the sheet now, or"
                " write the code down, and lock it away. A sheet made before opens nothing any more."
            ),
            wordWrap=True,
        )
        self.code = QLabel(code)
        self.code.setAccessibleName(words.say("Recovery code"))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF() * 1.15)
        self.code.setFont(fixed)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.refusal = QLabel(wordWrap=True)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        row = QHBoxLayout()
        row.addWidget(button(words.say("&Save as PDF..."), self._choose))
        row.addWidget(button(words.say("&Print..."), self._print, main=True))
        row.addStretch()
        row.addWidget(button(words.say("&Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(14)
        for widget in (about, self.code, self.refusal):
            layout.addWidget(widget)
        layout.addLayout(row)

    def save_to(self, out: Path) -> None:
        """Save the sheet as a PDF."""

        def work(office: Office, _progress: Progress) -> None:
            pdf = recovery_sheet(office, self._code)
            try:
                out.write_bytes(pdf)
            except OSError as error:
                raise Refused(
                    "file_not_written", say("{name} cannot be written: choose another place.", name=out.name)
                ) from error

        self._hands.worker.ask(say("Saving the recovery sheet"), work, lambda _nothing: None, self._refused)

    def _print(self) -> None:
        printer = choose_printer(False, self)
        if printer is None:
            return

        def work(office: Office, progress: Progress) -> int:
            return print_pdf(recovery_sheet(office, self._code), printer, progress)

        self._hands.worker.ask(say("Printing"), work, lambda _pages: None, self._refused)

    def _choose(self) -> None:
        words = self._hands.words
        chosen, _ = QFileDialog.getSaveFileName(
            self, words.say("Save as PDF"), str(Path.home() / "recovery.pdf"), "*.pdf"
        )
        if chosen:
            self.save_to(Path(chosen))

    def _refused(self, refused: Refused) -> None:
        self.refusal.setText(self._hands.words(refused.message))
        self.refusal.show()
