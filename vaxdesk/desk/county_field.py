"""A field for the county: any text may stand in it, and the list of all counties is offered by name, pinyin or initials."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from ..actions.counties import County, counties, fitting
from ..rules.messages import say
from .page import Hands

WRITTEN = Qt.ItemDataRole.UserRole
"""What is written into the field; the list shows the name with city and province before it."""


class CountyField(QLineEdit):
    """The list is read when the field is first entered, so that the start does not wait for it."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self._asked = False
        self.known: list[County] = []
        self.offered = QStandardItemModel(self)
        completer = QCompleter(self.offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(WRITTEN)
        self.setCompleter(completer)
        self.setPlaceholderText(hands.words.say("Type the county's name, its pinyin or its initials"))
        self.textEdited.connect(self.offer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read the counties once."""
        super().focusInEvent(event)
        if not self._asked:
            self._asked = True
            self._hands.worker.prepare(say("Reading the counties"), counties, self._keep)

    def offer(self, text: str) -> None:
        """Offer the counties this may mean."""
        self.offered.clear()
        for county in fitting(self.known, text):
            item = QStandardItem(county.whole)
            item.setData(county.written, WRITTEN)
            self.offered.appendRow(item)
        if self.hasFocus():
            self.completer().complete()

    def _keep(self, known: list[County]) -> None:
        self.known = known
        if self.text():
            self.offer(self.text())
