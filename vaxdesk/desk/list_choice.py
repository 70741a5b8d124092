"""The first act with a list sent down: which one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..actions.language import Translator
from .labels import button, card, quiet


class ListChoice(QWidget):
    """A card that says what may be dropped on the page, with the button to choose a list instead."""

    def __init__(self, words: Translator, choose: Callable[[], None]) -> None:
        super().__init__()
        frame, inside = card(words.say("Which list?"))
        inside.addWidget(
            quiet(
                words.say(
                    "A list of people that the county sent to be verified: drop it here, or choose it. Every row gets a verdict "
                    "from the register, what is left is a call list, and the reply is the list itself, its empty columns filled."
                )
            )
        )
        self.choose = button(words.say("&Choose a list..."), choose, main=True)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
