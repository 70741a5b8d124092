"""The main window: rail, bar, pages, and the line at the foot. It knows no page by name."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ..actions.office import Changes, Office
from ..actions.overview import overview
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .bug_dialog import BugDialog
from .labels import button
from .page import Hands, Page, View
from .status_strip import StatusStrip
from .view_bar import ViewBar
from .welcome import Welcome, remember_register
from .worker import Opened

RAIL, ENTRY = 168, 44
"""Pixels the rail is wide, and an entry of it high."""


class MainWindow(QMainWindow):
    """Shows the welcome until a register is open, then the pages beside their rail.

    The welcome is made before the window, so that it may be opening a register already while the pages are built.
    """

    def __init__(self, hands: Hands, welcome: Welcome, pages: Sequence[type[Page]]) -> None:
        super().__init__()
        self.hands = hands
        self.setWindowTitle("VaxDesk")
        self.resize(1280, 720)
        self.welcome = welcome
        self.pages = [kind(hands) for kind in pages]
        self.rail = QListWidget()
        self.bar = ViewBar(hands.words)
        self.strip = StatusStrip(hands.words)
        self.stack = QStackedWidget()
        self.desk = QWidget()
        self.leave = button(hands.words.say("Close register"), self.close_register)
        self.leave.setObjectName("leave")
        self._lay_out()
        self._wire()
        self.welcome.show_recent()

    def _lay_out(self) -> None:
        self.rail.setObjectName("rail")
        self.rail.setFixedWidth(RAIL)
        self.rail.setAccessibleName(self.hands.words.say("Pages"))
        for nth, page in enumerate(self.pages, 1):
            self.rail.addItem(page.plain_title())
            self.rail.item(nth - 1).setToolTip(f"Ctrl+{nth}")
            self.rail.item(nth - 1).setHidden(not page.in_rail)
            self.rail.item(nth - 1).setSizeHint(QSize(0, ENTRY))
            self.stack.addWidget(page)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.rail)
        side.addWidget(self.leave)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout(self.desk)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(side)
        whole.addLayout(right, 1)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.welcome)
        self.faces.addWidget(self.desk)
        self.setCentralWidget(self.faces)
        self.setStatusBar(self.strip)

    def _wire(self) -> None:
        worker = self.hands.worker
        # who speaks             what                       who listens
        worker.busy.connect(self.strip.busy)
        worker.progressed.connect(self.strip.progressed)
        worker.changed.connect(self._changed)
        worker.broken.connect(self.show_bug)
        self.strip.cancel.connect(worker.cancel)
        self.welcome.opened.connect(self._opened)
        self.bar.viewed.connect(self._look)
        self.rail.currentRowChanged.connect(self._turn)
        for page in self.pages:
            page.go.connect(self.go)
            page.noted.connect(self.strip.done)
        for nth in range(len(self.pages)):
            self._shortcut(nth)

    def _shortcut(self, nth: int) -> None:
        QShortcut(QKeySequence(f"Ctrl+{nth + 1}"), self, partial(self.rail.setCurrentRow, nth))

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.pages[max(0, self.stack.currentIndex())]

    def go(self, name: str, about: object = None) -> None:
        """Turn to the page of this name, and let it show what it is asked about."""
        row = [page.name for page in self.pages].index(name)
        if about is not None:
            self.pages[row].aim(about)
        if row == self.rail.currentRow():
            self._look(self.bar.view)
        self.rail.setCurrentRow(row)

    def show_bug(self, report: str) -> None:
        """Show the report of a fault of the program."""
        BugDialog(report, self.hands.words, self).open()

    def close_register(self) -> None:
        """Close the register and show the welcome again."""
        self.hands.worker.close_office(say("Closing the register"), self._closed)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the running job end or be cancelled, close the register, leave no thread behind."""
        self.hands.worker.stop()
        super().closeEvent(event)

    def _opened(self, opened: Opened) -> None:
        remember_register(self.hands.settings, opened.folder)
        self.setWindowTitle(f"{opened.name} - VaxDesk")
        self.welcome.new_card.clear()
        self.bar.show_office(opened)
        self.strip.done("")
        for page in self.pages:
            page.forget()
        self.faces.setCurrentWidget(self.desk)
        self.rail.setCurrentRow(0)
        self._read_villages()
        self._turn(0)

    def _closed(self) -> None:
        self.setWindowTitle("VaxDesk")
        for page in self.pages:
            page.forget()
        self.strip.done("")
        self.welcome.show_recent()
        self.faces.setCurrentWidget(self.welcome)

    def _turn(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self._look(self.bar.view)

    def _look(self, view: View) -> None:
        if self.faces.currentWidget() is self.desk:
            self.page.look(view)

    def _changed(self, changes: Changes) -> None:
        for page in self.pages:
            page.changes(changes)
        if changes.people or changes.everything:
            self._read_villages()
        self._look(self.bar.view)

    def _read_villages(self) -> None:
        on = self.bar.view.on

        def names(office: Office, progress: Progress) -> list[str]:
            return list(overview(office, on, progress=progress).villages)

        self.hands.worker.ask(say("Reading the villages"), names, self.bar.show_villages, self._refused, "villages")

    def _refused(self, refused: Refused) -> None:
        self.page.refused(refused)
