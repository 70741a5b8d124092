"""How far the office is: the wall, all rates with their denominators, what falls due, and what is asked for."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QTabWidget

from ..actions import indicators as figures
from ..actions.bulletin import print_bulletin
from ..actions.indicator_answers import label, scope_label
from ..actions.indicators import Indicators, Week
from ..actions.office import Changes, Office
from ..actions.printing import Saved
from ..actions.residents import Filter
from ..rules import indicators as rates
from ..rules.measures import Scope
from ..rules.messages import say
from ..rules.records import Progress
from .bridge_tab import BridgeTab
from .due_tab import DueTab
from .labels import button
from .page import Hands, Page, View
from .rates_tab import RatesTab
from .targets_tab import TargetsTab
from .wall_tab import WallTab


class ProgressPage(Page):
    """The wall reads at once; the other tabs are reckoned when somebody first turns to one of them."""

    name = "progress"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.bridge = BridgeTab(hands)
        self.wall, self.rates, self.due, self.targets = (
            WallTab(hands),
            RatesTab(hands),
            DueTab(hands),
            TargetsTab(hands),
        )
        self._read: set[RatesTab | BridgeTab] = set()
        self.tabs = QTabWidget()
        for tab, title in (
            (self.wall, say("At a glance")),
            (self.rates, say("Rates and places")),
            (self.due, say("Doses falling due")),
            (self.targets, say("Targets and tasks")),
            (self.bridge, say("Why the number changed")),
        ):
            self.tabs.addTab(tab, words(title))
            tab.go.connect(self.go)
            tab.noted.connect(self.noted)
            tab.refused.connect(self.refused)
        self.tabs.setCornerWidget(button(words.say("Save the &bulletin..."), self._save, main=True))
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._reckon)
        self.rates.reckoned.connect(self._show_rates)
        for each in (self.wall, self.rates, self.targets):
            each.pressed.connect(self._open)

    def load(self, view: View) -> None:
        """Read the wall, and the rest if somebody looks at it."""
        self.said("")
        self._read.clear()
        self.wall.load(view)
        self._reckon()

    def changes(self, changes: Changes) -> None:
        """Grids and who answers for whom part the rates; a submission is a moment to compare with."""
        super().changes(changes)
        if changes.verb == "assignment" or changes.submissions:
            self._stale = True

    def forget(self) -> None:
        """Another register: no figure is true any more."""
        super().forget()
        for tab in (self.wall, self.rates, self.due, self.targets, self.bridge):
            tab.clear()

    def _reckon(self) -> None:
        """Read what the tab in sight shows, if nobody did since something changed."""
        shown = self.tabs.currentWidget()
        reader = self.rates if shown in (self.rates, self.due, self.targets) else self.bridge
        if self.view is not None and shown is not self.wall and reader not in self._read:
            self._read.add(reader)
            reader.load(self.view)

    def _show_rates(self, seen: Indicators, around: Week, groups: dict[str, str]) -> None:
        self.due.show_week(around, groups)
        self.targets.show_rates(seen)

    def _open(self, scope: Scope, measure: str) -> None:
        """Show the people a measure counts in a scope."""
        if self.view is None:
            return
        words, on, cut_off = self.hands.words, self.view.on, self.rates.complete_by
        about = f"{scope_label(scope, words)}: {label(rates.load().measures[measure], words)}"

        def read(office: Office, _progress: Progress) -> frozenset[int]:
            return figures.behind(office, on, scope, measure, cut_off)

        def show(people: frozenset[int]) -> None:
            self.go.emit("residents", Filter(people=people, about=about))

        self.hands.worker.ask(say("Looking up who they are"), read, show, self.refused, "behind")

    def _save(self) -> None:
        words, view = self.hands.words, self.view
        if view is None:
            return
        proposed = words.say("Bulletin-{day}.pdf", day=view.on.isoformat())
        kinds = "PDF (*.pdf);;Excel (*.xlsx)"
        chosen, _ = QFileDialog.getSaveFileName(self, words.say("Save the bulletin"), proposed, kinds)
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, out: Path) -> None:
        """Save the bulletin of the working date: as it was frozen, if it was."""
        view = self.view
        if view is None:
            return
        on = view.on

        def save(office: Office, _progress: Progress) -> Saved:
            return print_bulletin(office, on, out)

        def saved(done: Saved) -> None:
            self.noted.emit(self.hands.words.say("Saved: {file}", file=out.name))
            self.hands.worker.tell(done.changes)

        self.hands.worker.ask(say("Saving the bulletin"), save, saved, self.refused)
