"""One ledger, or many in one go: the tabs above both pages."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar

from ..actions.language import Translator
from ..rules.messages import say

PAGES = ("ledgers", "print_shop")
TITLES = (say("One &ledger"), say("Man&y in one go"))


class LedgerTabs(QTabBar):
    """The tab of the page it stands on is the chosen one; another one is asked for by its page's name."""

    wanted = Signal(str)

    def __init__(self, words: Translator, here: str) -> None:
        super().__init__()
        self.setAccessibleName(words.say("Ledgers"))
        self.setDrawBase(False)
        self.setExpanding(False)
        for title in TITLES:
            self.addTab(words(title))
        self._here = PAGES.index(here)
        self.setCurrentIndex(self._here)
        self.currentChanged.connect(self._turn)

    def _turn(self, index: int) -> None:
        if index != self._here:
            self.setCurrentIndex(self._here)
            self.wanted.emit(PAGES[index])
