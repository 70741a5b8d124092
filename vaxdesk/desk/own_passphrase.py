"""A tab of the page of safety: whoever opened the register chooses another passphrase."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .cards import secret
from .labels import button, fields, quiet
from .page import Hands


class OwnPassphraseTab(QWidget):
    """The passphrase so far, and twice the new one."""

    def __init__(self, hands: Hands, change: Callable[[str, str], None], said: Callable[[str], None]) -> None:
        super().__init__()
        words = hands.words
        self._words, self._change, self._said = words, change, said
        self.old, self.new, self.again = secret(), secret(), secret()
        row = QHBoxLayout()
        row.addWidget(button(words.say("Change my &passphrase"), self.submit, main=True))
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 14, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(
            quiet(words.say("Backups made before open with the passphrase that was right when they were made."))
        )
        layout.addLayout(
            fields(
                (words.say("Passphrase so &far"), self.old),
                (words.say("&New passphrase"), self.new),
                (words.say("New passphrase, a&gain"), self.again),
            )
        )
        layout.addLayout(row)
        layout.addStretch()
        self.again.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Change it if both are the same."""
        if self.new.text() != self.again.text():
            self._said(self._words.say("The two new passphrases differ: type them again."))
            return
        self._change(self.old.text(), self.new.text())

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.old, self.new, self.again):
            field.clear()
