"""The recovery sheet: its code is shown once, and printed or saved as a page to be locked away; one nobody kept opens nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..actions import users
from ..actions.office import Changes, Office
from ..actions.trust_papers import recovery_sheet
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .labels import button, plain
from .page import Hands
from .printer import choose_printer, print_pdf


def make_sheet(hands: Hands, parent: QWidget, refused: Callable[[Refused], None]) -> None:
    """Make a recovery sheet and show it."""

    def work(office: Office, _progress: Progress) -> str:
        return users.make_recovery(office)

    def show(code: str) -> None:
        hands.worker.tell(Changes("recovery"))
        RecoveryDialog(hands, code, parent).open()

    hands.worker.ask(say("Making a recovery sheet"), work, show, refused)


class RecoveryDialog(QDialog):
    """Stays open until the person says that the code is kept; left without that, it is taken back."""

    def __init__(self, hands: Hands, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = hands.words
        self._hands, self._code = hands, code
        self.setWindowTitle(words.say("Recovery sheet"))
        self.setMinimumWidth(560)
        about = QLabel(
            words.say(
                "With this code the register opens if every passphrase is lost. It is not shown again: print or save the sheet now,"
                " or write the code down, and lock it away. A sheet made before opens nothing any more."
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
        self.later = button(words.say("Not &now"), self.reject)
        self.kept = button(words.say("I have &written it down"), self.accept)
        for press in (self.later, self.kept):
            row.addWidget(press)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(14)
        for widget in (about, self.code, self.refusal):
            layout.addWidget(widget)
        layout.addLayout(row)

    def reject(self) -> None:
        """Nobody has the sheet: it opens nothing any more, so that there is no key that somebody may find."""

        def work(office: Office, _progress: Progress) -> None:
            users.drop_recovery(office)

        def dropped(_nothing: None) -> None:
            worker.tell(Changes("recovery"))

        worker = self._hands.worker
        worker.ask(say("Taking the recovery sheet back"), work, dropped, lambda _refused: None)
        super().reject()

    def _is_kept(self, _answer: object) -> None:
        """The sheet is printed or saved: from now on there is only one way out."""
        self.later.hide()
        self.kept.setText(self._hands.words.say("&Close"))
        self.kept.setAccessibleName(plain(self.kept.text()))

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

        self._hands.worker.ask(say("Saving the recovery sheet"), work, self._is_kept, self._refused)

    def _print(self) -> None:
        printer = choose_printer(False, self)
        if printer is None:
            return

        def work(office: Office, progress: Progress) -> int:
            return print_pdf(recovery_sheet(office, self._code), printer, progress)

        self._hands.worker.ask(say("Printing"), work, self._is_kept, self._refused)

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
