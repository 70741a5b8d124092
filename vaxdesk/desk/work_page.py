"""Whom to go to and call next, who is booked, how complete villages are and who answers for them, what was typed twice."""

from PySide6.QtWidgets import QTabWidget

from ..actions.office import Changes
from .page import Hands, Page, View
from .quality_tab import QualityTab
from .sessions_tab import SessionsTab
from .villages_tab import VillagesTab
from .work_tab import WorkTab


class WorkPage(Page):
    """Work lists, appointments, villages; each tab reads for itself."""

    name = "work"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.lists, self.sessions, self.villages = WorkTab(hands), SessionsTab(hands), VillagesTab(hands)
        self.quality = QualityTab(hands)
        self._all = self.lists, self.sessions, self.villages, self.quality
        self.tabs = QTabWidget()
        self.tabs.addTab(self.lists, words.say("Work lists"))
        self.tabs.addTab(self.sessions, words.say("Appointments"))
        self.tabs.addTab(self.villages, words.say("Villages and grids"))
        self.tabs.addTab(self.quality, words.say("Typed twice"))
        self.body.addWidget(self.tabs, 1)
        for tab in self._all:
            tab.go.connect(self.go)
            tab.noted.connect(self.noted)
            tab.refused.connect(self.refused)

    def load(self, view: View) -> None:
        """Read all of them: they are looks at the same people."""
        self.said("")
        for tab in self._all:
            tab.load(view)

    def changes(self, changes: Changes) -> None:
        """Who answers for what changes no person, but whose list is whose; so does taking it back."""
        super().changes(changes)
        if changes.verb in ("assignment", "households_stated", "second_keying", "undo"):
            self._stale = True

    def forget(self) -> None:
        """Another register: other people."""
        super().forget()
        for tab in self._all:
            tab.clear()
