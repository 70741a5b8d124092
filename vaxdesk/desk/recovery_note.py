"""The recovery note: a sheet for the safe that says which register it is, with lines to write the passphrase on by hand.

The passphrase itself is never printed and never leaves the field it was typed in.
"""

from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ..actions.language import Translator
from .labels import button

WIDTH, HEIGHT = 560, 420
BLANK = "_" * 36


class RecoveryNote(QDialog):
    """Shows the note and prints it."""

    def __init__(self, words: Translator, office: str, folder: Path, made: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.say("Recovery note"))
        self.resize(WIDTH, HEIGHT)
        self.text = QTextBrowser()
        self.text.setAccessibleName(words.say("Recovery note"))
        self.text.setHtml(note(words, office, folder, made))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(words.say("Close"), self.accept))
        row.addWidget(button(words.say("&Print..."), self._print, main=True))
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addLayout(row)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            paper = QTextDocument()
            paper.setHtml(self.text.toHtml())
            paper.print_(printer)


def note(words: Translator, office: str, folder: Path, made: date) -> str:
    """The note as HTML."""
    lines = [
        words.say("Office: {name}", name=office),
        words.say("Register: {folder}", folder=str(folder)),
        words.say("Made on: {day}", day=made),
    ]
    blanks = [words.say("Passphrase (write it by hand):"), words.say("Keeper:")]
    advice = words.say(
        "Without the passphrase nobody can open the register, not even its makers. Write it on this note and lock the note "
        "away; never keep it beside the machine."
    )
    body = [f"<p>{escape(line)}</p>" for line in lines]
    body += [f"<p>{escape(line)}<br><br>{BLANK}</p>" for line in blanks]
    return f"<h2>{escape(words.say('Recovery note of the register'))}</h2>{''.join(body)}<p>{escape(advice)}</p>"
