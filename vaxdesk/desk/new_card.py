"""Making a new register: the office, its county, where it lies, and a passphrase with its strength in words."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ..actions.office import create_office
from ..rules.messages import Message, say
from ..rules.passphrases import SHORTEST, Strength, strength
from .cards import SUFFIX, Card, Opener, secret
from .county_field import CountyField
from .labels import button, fields, quiet
from .page import Hands
from .recovery_note import RecoveryNote

STRENGTHS: Mapping[Strength, Message] = {
    Strength.SHORT: say("too short, at least {count} characters", count=SHORTEST),
    Strength.COMMON: say("everybody tries this first; choose another"),
    Strength.WEAK: say("weak: make it longer, or mix letters, digits and signs"),
    Strength.GOOD: say("good"),
    Strength.STRONG: say("strong"),
}


class NewCard(Card):
    """A new register: the office's name, its county, where it lies, and the passphrase twice."""

    def __init__(self, hands: Hands, opener: Opener) -> None:
        words = hands.words
        super().__init__(hands, words.say("Make a new register"), opener)
        self.name, self.county, self.folder = QLineEdit(), CountyField(hands), QLineEdit()
        self.passphrase, self.again = secret(), secret()
        self.again.returnPressed.connect(self.submit)
        self._documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.name.textEdited.connect(self._suggest)
        self.passphrase.textChanged.connect(self._weigh)
        self.strength = quiet()
        self.strength.hide()
        self.inside.addLayout(
            fields(
                (words.say("Office &name"), self.name),
                (words.say("&County"), self.county),
                (words.say("&Folder to make"), self.folder),
                (words.say("Pa&ssphrase"), self.passphrase),
                (words.say("Passphrase a&gain"), self.again),
            )
        )
        self.inside.addWidget(self.strength)
        self.inside.addWidget(
            quiet(
                words.say(
                    "Nobody can open the register without the passphrase: write it on a recovery note and lock it away."
                )
            )
        )
        self.inside.addWidget(self.refusal)
        row = QHBoxLayout()
        row.addWidget(button(words.say("Recovery no&te..."), self._show_note))
        row.addStretch()
        row.addWidget(button(words.say("&Make"), self.submit, main=True))
        self.inside.addLayout(row)

    def submit(self) -> None:
        """Make what the fields say."""
        if self.passphrase.text() != self.again.text():
            self.said(self._hands.words.say("The two passphrases differ: type them again."))
            self.passphrase.setFocus()
            return
        if not self.folder.text().strip():
            self.said(self._hands.words.say("Write where the register is to lie."))
            self.folder.setFocus()
            return
        folder, passphrase = Path(self.folder.text().strip()), self.passphrase.text()
        name, county = self.name.text(), self.county.text()
        self._opener(lambda _progress: create_office(folder, passphrase, name, county), self.refused)

    def clear(self) -> None:
        """Forget what was typed, the passphrase above all."""
        for field in (self.name, self.county, self.folder, self.passphrase, self.again):
            field.clear()

    def _suggest(self, name: str) -> None:
        self.folder.setText(str(Path(self._documents) / f"{name.strip()}{SUFFIX}") if name.strip() else "")

    def _weigh(self, passphrase: str) -> None:
        self.strength.setVisible(bool(passphrase))
        words = STRENGTHS[strength(passphrase)]
        self.strength.setText(self._hands.words.say("Passphrase: {strength}", strength=words))
        self.passphrase.setAccessibleDescription(self.strength.text())

    def _show_note(self) -> None:
        folder = Path(self.folder.text().strip())
        RecoveryNote(self._hands.words, self.name.text().strip(), folder, date.today(), self).open()
