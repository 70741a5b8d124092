"""What Qt's own dialogs say and its catalogues leave in English."""

from PySide6.QtCore import QTranslator

from ..actions.language import Translator


class QtWords(QTranslator):
    """Stands beside Qt's catalogue of the language and knows what that does not: of PySide6 6.11 the labels of the file dialog."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._known = {
            "&Look in:": words.say("&Look in:"),
            "Files of &type:": words.say("Files of &type:"),
            "Folder": words.say("Folder"),
        }

    def isEmpty(self) -> bool:
        """It has words."""
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _count: int = -1) -> str | None:
        """The word for a text of Qt, None where this is not one of them."""
        return self._known.get(source)
