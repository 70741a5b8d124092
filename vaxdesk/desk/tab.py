"""One of several tabs of a page: it reads for itself, and what it says goes on through its page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from .page import Hands


class Tab(QWidget):
    """Its page connects these signals to its own."""

    go = Signal(str, object)
    """Page.go."""
    noted = Signal(str)
    """Page.noted."""
    refused = Signal(object)
    """A Refused, to be said on the page."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
