"""A field for a folder: where it is, and a button to choose another or none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ..actions.language import Translator
from .labels import button


class FolderField(QWidget):
    """Shows a folder; `chosen` tells that a person chose another one ("" for none)."""

    chosen = Signal(str)

    def __init__(self, words: Translator, name: str) -> None:
        super().__init__()
        self._words = words
        self.path = QLineEdit(readOnly=True)
        self.path.setAccessibleName(name)
        self.browse = button(words.say("Choose..."), self._browse)
        self.none = button(words.say("None"), lambda: self.chosen.emit(""))
        for press in (self.browse, self.none):
            press.setAccessibleName(f"{name}: {press.text()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        row.addWidget(self.browse)
        row.addWidget(self.none)
        self.setFocusProxy(self.browse)

    def text(self) -> str:
        """The folder, or "" for none."""
        return self.path.text()

    def setText(self, folder: str) -> None:
        """Show a folder."""
        self.path.setText(folder)
        self.path.setToolTip(folder)
        self.none.setEnabled(bool(folder))

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._words.say("Choose a folder"), self.text())
        if folder:
            self.chosen.emit(folder)
