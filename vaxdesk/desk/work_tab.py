"""The work lists: a list on the left, its people or households, and beside them what is known before somebody calls."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout

from ..actions import assignments, work_lists
from ..actions.office import Office
from ..actions.work_lists import OF_HOUSEHOLDS, WORK_LISTS, Job, WorkList
from ..rules.messages import Message, Refused, say
from ..rules.records import Progress
from .before_calling import BeforeCalling
from .grouped_table import GroupedTable
from .labels import button, label_for, quiet
from .page import Hands, View
from .review import Group, Lazy
from .tab import Tab
from .table import Heading, Value

MINE = "work/who"
"""The setting with whose lists are shown on this machine."""


class Lists(NamedTuple):
    """All work lists of one reading, and everybody who answers for something."""

    lists: Sequence[WorkList]
    names: Sequence[str]


class WorkTab(Tab):
    """What is still to be done; nobody who does not wish to be contacted stands here."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._view: View | None = None
        self._lists: dict[str, WorkList] = {}
        self.jobs: list[Job] = []
        self.who = QComboBox()
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.about = quiet()
        self.tables = GroupedTable(words, words.say("Work lists"), words.say("Whom to go to or call"))
        self.tables.search.setPlaceholderText(words.say("address or name"))
        self.panel = BeforeCalling(hands)
        self.sheets = button(words.say("Sheets for these &doors..."), self._walk)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label_for(self.who, self._hands.words.say("&Whose lists")))
        top.addWidget(self.who)
        top.addWidget(self.about, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.tables)
        halves.addWidget(self.panel)
        halves.setSizes([850, 280])
        foot = QHBoxLayout()
        foot.addWidget(self.sheets)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(halves, 1)
        layout.addLayout(foot)

    def _wire(self) -> None:
        self.who.currentIndexChanged.connect(self._choose_who)
        self.tables.grouped.connect(self._show_group)
        self.tables.chosen.connect(self._choose_row)
        self.tables.opened.connect(self._open)
        self.panel.opened.connect(partial(self.go.emit, "person"))
        self.panel.noted.connect(self.noted)
        self.panel.refused.connect(self.refused)

    def load(self, view: View) -> None:
        """Make all lists anew."""
        self._view = view
        who = str(self._hands.settings.value(MINE, ""))

        def read(office: Office, _progress: Progress) -> Lists:
            names = assignments.names(office)
            known = who if who in names else ""
            made = [work_lists.work_list(office, name, view.on, view.village, known) for name in WORK_LISTS]
            return Lists(made, names)

        def behind(refused: Refused) -> None:
            """The standings of this day are not reckoned yet: the thread that may write does it."""
            if refused.code == "standings_behind":
                self._hands.worker.ask(title, read, self.show_lists, self.refused.emit, "work lists")
            else:
                self.refused.emit(refused)

        title = say("Making the work lists")
        self._hands.worker.read(title, read, self.show_lists, behind, "work lists")

    def show_lists(self, found: Lists) -> None:
        """Show how many stand on each; the list in sight stays in sight."""
        words = self._hands.words
        self._lists = {each.name: each for each in found.lists}
        with QSignalBlocker(self.who):
            self.who.clear()
            self.who.addItem(words.say("Everybody's"), "")
            for name in found.names:
                self.who.addItem(name, name)
            self.who.setCurrentIndex(max(0, self.who.findData(str(self._hands.settings.value(MINE, "")))))
        self.tables.show_groups(
            [Group(name, words(label), len(self._lists[name].jobs)) for name, label in WORK_LISTS.items()]
        )

    def clear(self) -> None:
        """Nothing is known of another register yet."""
        self._lists, self._view = {}, None
        self.tables.show_groups([])
        self._show_group("")
        self.panel.clear()

    def _choose_who(self, _index: int) -> None:
        self._hands.settings.setValue(MINE, self.who.currentData())
        if self._view is not None:
            self.load(self._view)

    def _show_group(self, name: str) -> None:
        words, text = self._hands.words, self.tables.search.text().strip()
        found = self._lists.get(name)
        self.jobs = (
            [each for each in found.jobs if not text or text in each.name + each.village + each.address]
            if found
            else []
        )
        beside = say("Last visit") if name == "households" else DAYS.get(name, say("Remark"))
        titles = (say("Name"), beside, say("Address"), say("This week"))
        self.tables.show_rows([Heading(words(title)) for title in titles], Lazy(self.jobs, self._row))
        left = found.left_alone if found else 0
        self.about.setText(
            words.say("{count} who do not wish to be contacted now are left out.", count=left) if left else ""
        )
        self.sheets.setEnabled(any(job.household for job in self.jobs))
        self._choose_row(self.tables.row)

    def _row(self, job: Job) -> Sequence[Value]:
        note = self._hands.words(job.note) if isinstance(job.note, Message) else job.note
        where = job.address if job.address.startswith(job.village) else f"{job.village} {job.address}"
        return job.name, note, where, job.lately or None

    def _choose_row(self, row: int) -> None:
        job = self.jobs[row] if 0 <= row < len(self.jobs) else None
        on: date | None = self._view.on if self._view else None
        self.panel.show_job(job, on)

    def _walk(self) -> None:
        """Print for the doors in sight: the walk shows them in walking order."""
        self.go.emit("walk", frozenset(job.household for job in self.jobs if job.household))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.jobs):
            job = self.jobs[row]
            households = self.tables.group in OF_HOUSEHOLDS
            self.go.emit("households" if households else "person", job.household if households else job.person)


DAYS = {
    "visit_again": say("Visit on"),
    "due_and_willing": say("Due on"),
    "home_visit": say("Told on"),
    "call_again": say("Agreed on"),
    "after_dose": say("Dose on"),
    "nobody_home_twice": say("Last visit"),
}
"""What the day in the line of a list is."""
