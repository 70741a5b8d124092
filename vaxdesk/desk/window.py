"""The main window: rail, bar, pages, and the line at the foot. It knows no page by name."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ..actions import own_changes
from ..actions.alarms import QUIETENS, Loud, loud
from ..actions.office import Changes, Office
from ..actions.overview import village_names
from ..actions.own_changes import OwnChange
from ..rules.messages import Message, Refused, say
from ..rules.records import Progress
from .bug_dialog import STOPPED, BugDialog
from .finder import Finder
from .hands_on import HandsOn
from .last_change import LastChange
from .leaving import Leaving
from .locking import IdleLock
from .look import POINTS
from .manual import Manual
from .page import Hands, Page, View
from .page_stack import PageStack
from .pages import Kind
from .rail import Rail, in_groups
from .rail_place import RailPlace
from .recovery_dialog import make_sheet
from .status_strip import StatusStrip
from .upkeep import Upkeep
from .view_bar import ViewBar
from .welcome import Welcome
from .whereabouts import leave_off, left_off, remember_register
from .worker import Opened

ROOMY = 1080
"""Pixels of the window's width, at the usual size of text, from which on the rail has room for words."""
WELCOME = "welcome"
"""The page of the manual about what stands there before a register is open."""
NUMBERED = 9
"""Pages that have keys of their own; all of them are found by Ctrl+K."""


class Frame(NamedTuple):
    """What the frame shows of the register: the office's name, its villages, and the change that can be taken back."""

    name: str
    villages: Sequence[str]
    last: OwnChange | None
    loud: Loud | None


class MainWindow(QMainWindow):
    """Shows the welcome until a register is open, then the pages beside their rail.

    The welcome is made before the window, so that it may be opening a register already while the pages are built.
    """

    def __init__(self, hands: Hands, welcome: Welcome, pages: Sequence[Kind]) -> None:
        super().__init__()
        self.hands = hands
        self.setWindowTitle("VaxDesk")
        self.resize(1280, 720)
        self.welcome = welcome
        self._kinds = pages
        self.stack = PageStack(hands, pages)
        self.rail = Rail(hands.words)
        self.bar = ViewBar(hands.words)
        self.strip = StatusStrip(hands.words)
        self.acts = self._actions()
        self.finder = Finder(hands, self.acts, frozenset(page.name for page in pages), self)
        self.last_change = LastChange(hands, self.strip, self.undo, self._refused)
        self.leaving = Leaving(hands, self.strip, self)
        hands_on = HandsOn(self)
        self.idle_lock = IdleLock(hands, hands_on, self)
        self.upkeep = Upkeep(hands, hands_on, self)
        self._folder = Path()
        self.manual = Manual(hands.words, [WELCOME, *(page.name for page in in_groups(pages))], self)
        self.desk = QWidget()
        self.place = RailPlace(self.rail, self.desk)
        self._lay_out()
        self._wire()
        self.welcome.show_recent()

    def _actions(self) -> list[QAction]:
        """What can be done from anywhere: turn to a page, and the verbs of the frame; each has its keys and can be found."""
        words = self.hands.words
        offered = in_groups(self._kinds)
        turns = [
            self._action(words(page.title), f"Ctrl+{nth}" if nth <= NUMBERED else "", partial(self.go, page.name))
            for nth, page in enumerate(offered, 1)
        ]
        self.rail.show_pages(offered, turns)
        self._turns = dict(zip(offered, turns, strict=True))
        self.undo = self._action(words.say("Take back the last change"), "Ctrl+Z", lambda: self.last_change.take_back())
        self.shut = self._action(words.say("Close register"), "Ctrl+W", self.close_register)
        self.help = QAction(words.say("Manual"), self, shortcut=QKeySequence("F1"))
        self.help.triggered.connect(
            lambda: self.manual.turn_to(self.page.name if self.faces.currentWidget() is self.desk else WELCOME)
        )
        about = QAction(words.say("About VaxDesk"), self)
        about.triggered.connect(lambda: self.manual.turn_to("about"))
        self.addAction(self.help)
        self.rail.add_foot(self.help, "circle-question-mark", "help")
        self.rail.add_foot(self.shut, "log-out", "leave")
        self._action("", "Ctrl+K", lambda: self.finder.begin())
        return [*turns, self.undo, self.shut, self.help, about]

    def _action(self, text: str, keys: str, done: Callable[[], None]) -> QAction:
        made = QAction(text, self, shortcut=QKeySequence(keys))
        made.triggered.connect(lambda: done() if self.faces.currentWidget() is self.desk else None)
        self.addAction(made)
        return made

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout(self.desk)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.place)
        whole.addLayout(right, 1)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.welcome)
        self.faces.addWidget(self.desk)
        self.setCentralWidget(self.faces)
        self.bar.hold(self.finder)
        self.setStatusBar(self.strip)

    def _wire(self) -> None:
        worker = self.hands.worker
        # who speaks             what                       who listens
        worker.busy.connect(self.strip.busy)
        worker.progressed.connect(self.strip.progressed)
        worker.queued.connect(self.strip.show_queue)
        self.strip.withdraw.connect(worker.withdraw)
        worker.changed.connect(self._changed)
        worker.broken.connect(self.show_bug)
        self.strip.cancel.connect(worker.cancel)
        self.welcome.opened.connect(self._opened)
        self.welcome.recover.connect(lambda: make_sheet(self.hands, self, self._refused))
        self.strip.mend.connect(lambda: self.go("safety", 0))
        self.strip.undo.connect(self.last_change.take_back)
        self.bar.viewed.connect(self._look)
        self.finder.go.connect(self.go)
        self.rail.turned.connect(self.go)
        self.stack.go.connect(self.go)
        self.stack.noted.connect(self.strip.done)
        self.upkeep.noted.connect(self.strip.done)
        self.upkeep.backed_up.connect(self._changed)

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.stack.page

    def go(self, name: str, about: object = None) -> None:
        """Turn to the page of this name, and let it show what it is asked about."""
        if about is not None:
            self.stack.named(name).aim(about)
        self.stack.turn_to(name)
        self.rail.mark(self.page.kind.under or name)
        self._look(self.bar.view)

    def offer(self, folder: Path | None) -> None:
        """The program was started again, perhaps with a register: its passphrase is asked for, unless one is open."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        if folder is None:
            return
        if self.faces.currentWidget() is self.welcome:
            self.welcome.begin(folder, None, None)
        elif folder != self._folder.resolve():
            self.strip.done(self.hands.words.say("Close this register first, then open {name}.", name=folder.name))

    def show_bug(self, report: str, happened: Message = STOPPED) -> None:
        """Show the report of a fault of the program."""
        BugDialog(report, happened, self.hands.words, self).open()

    def close_register(self) -> None:
        """Close the register and show the welcome again."""
        self.hands.worker.close_office(say("Closing the register"), self._closed)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while something runs; then close the register and leave no thread behind."""
        if not self.leaving.agreed():
            event.ignore()
            return
        self.hands.worker.stop()
        self.leaving.end_session()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where words would crowd the page, the rail shows icons only."""
        super().resizeEvent(event)
        self.place.small(self.width() < ROOMY * self.font().pointSizeF() / POINTS)

    def _opened(self, opened: Opened) -> None:
        remember_register(self.hands.settings, opened.folder)
        page, village = left_off(self.hands.settings, opened.folder)
        self.welcome.clear()
        self.bar.show_office(opened, village)
        self._show_name(opened.name)
        self.strip.done(self.leaving.begin_session(opened.folder))
        self.stack.forget()
        self.faces.setCurrentWidget(self.desk)
        self._folder = opened.folder
        self._read_office()
        self.rail.offer_to(opened.permit)
        for kind, turn in self._turns.items():
            turn.setEnabled(opened.permit.may(kind.needs))
        self.go(
            page
            if page in [each.name for each, turn in self._turns.items() if turn.isEnabled()]
            else self._kinds[0].name
        )
        self.upkeep.begin(opened.reading)

    def _closed(self) -> None:
        self.setWindowTitle("VaxDesk")
        self.leaving.end_session()
        self._folder = Path()
        self.stack.forget()
        self.strip.done("")
        self.strip.warn(None)
        self.last_change.show(None)
        self.finder.clear()
        self.welcome.show_recent()
        self.faces.setCurrentWidget(self.welcome)

    def _look(self, view: View) -> None:
        if self.faces.currentWidget() is self.desk:
            leave_off(self.hands.settings, self._folder, self.page.name, view.village)
            self.finder.look(view)
            self.page.look(view)

    def _changed(self, changes: Changes) -> None:
        for page in self.stack.built:
            page.changes(changes)
        if changes.people or changes.everything or changes.verb in own_changes.OWN | QUIETENS:
            self._read_office()
        self._look(self.bar.view)

    def _read_office(self) -> None:
        def read(office: Office, _progress: Progress) -> Frame:
            return Frame(office.name, village_names(office), own_changes.last_own_change(office), loud(office))

        self.hands.worker.ask(say("Reading the villages"), read, self._show_frame, self._refused, "villages")

    def _show_frame(self, frame: Frame) -> None:
        self._show_name(frame.name)
        self.bar.show_villages(frame.villages)
        self.last_change.show(frame.last)
        self.strip.warn(frame.loud)

    def _show_name(self, name: str) -> None:
        self.bar.show_name(name)
        self.setWindowTitle(f"{name} - VaxDesk")

    def _refused(self, refused: Refused) -> None:
        self.page.refused(refused)
