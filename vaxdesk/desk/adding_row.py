"""What can be added to a person: what is daily work has a button, the rest stands in a menu, so that a narrow window holds it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..actions.language import Translator
from .form_fields import Form
from .labels import button, menu_button, plain
from .person_forms import ADDING

IN_SIGHT = ("dose", "certificate", "deferral", "contact")
"""The forms with a button of their own."""


class AddingRow(QWidget):
    """A row of buttons with a menu at its end."""

    wanted = Signal(object)
    """The Form that is to be opened."""
    merge = Signal()
    """The person stands here twice."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.acts = {key: self._act(words, form) for key, form in ADDING.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for key in IN_SIGHT:
            row.addWidget(button(plain(self.acts[key].text()), self.acts[key].trigger))
        more, menu = menu_button(words.say("&More"))
        menu.addActions([act for key, act in self.acts.items() if key not in IN_SIGHT])
        menu.addSeparator()
        menu.addAction(words.say("Stands here twice: merge with another entry..."), self.merge.emit)
        row.addWidget(more)
        row.addStretch()

    def show_for(self, departed: bool, child: bool, watched: bool) -> None:
        """Who is gone can come back; who is here can leave; for a child somebody answers; `watched`: it is recorded here."""
        self.acts["watch"].setVisible(watched)
        self.acts["guardian"].setVisible(child)
        for key in ("move_out", "death"):
            self.acts[key].setVisible(not departed)
        self.acts["return"].setVisible(departed)

    def _act(self, words: Translator, form: Form) -> QAction:
        act = QAction(words(form.title), self)
        act.triggered.connect(partial(self._want, form))
        return act

    def _want(self, form: Form, _checked: bool) -> None:
        self.wanted.emit(form)
