"""The one search box: people, households, pages and actions from anywhere (Ctrl+K), without the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ..actions.codes import standing_label
from ..actions.office import Office
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .page import Hands, View
from .shapes import shape_of
from .when_used import when_used

if TYPE_CHECKING:
    from ..actions.finding import Card, Found, Home

find_anything, spelled = when_used("finding:find_anything"), when_used("finding:spelled")

WIDTH, HEIGHT = 240, 480
"""Pixels: the least the box is wide, the most its list is high."""
LIST_WIDTH = 520
PERSON, HOUSEHOLD = "person", "households"
"""The pages a person and a household are shown on."""
RESIDENTS = "residents"


def place(village: str, address: str) -> str:
    """An address with its village, which many rosters have written before it already."""
    return address if address.startswith(village) else f"{village}{address}"


class Hit(NamedTuple):
    """A line of the list: its text, what a screen reader adds, the standing whose shape it carries, and what choosing it does."""

    text: str
    chosen: Callable[[], None]
    standing: str = ""


class Finder(QLineEdit):
    """Type, look, press Enter: the list hangs under the box and never takes the focus, so no input method is disturbed."""

    go = Signal(str, object)
    """The page to turn to and what to show there."""

    def __init__(self, hands: Hands, actions: Sequence[QAction], pages: frozenset[str], window: QWidget) -> None:
        super().__init__()
        self._hands = hands
        self._actions = actions
        self._keys: list[frozenset[str]] = []
        self._pages = pages
        self._view: View | None = None
        self.hits: list[Hit] = []
        self._shown = ""
        self._awaited = False
        self.setPlaceholderText(hands.words.say("Find anything (Ctrl+K)"))
        self.setAccessibleName(hands.words.say("Find people, households, pages and actions"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(WIDTH)
        self._window = window
        self.list = QListWidget(window)
        self.list.setObjectName("found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(hands.words.say("Found"))
        self.list.setIconSize(QSize(16, 16))
        self.list.itemClicked.connect(lambda item: self.choose(self.list.row(item)))
        self.list.currentTextChanged.connect(self.setAccessibleDescription)
        self.list.hide()
        self.textChanged.connect(self._ask)

    def begin(self) -> None:
        """Take the keyboard, wherever it was."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask(self.text())

    def look(self, view: View) -> None:
        """Standings are shown for this day from now on."""
        self._view = view

    def show_found(self, text: str, found: Found) -> None:
        """Hang the list under the box: actions and pages first, then people, then households."""
        if text != self.text():
            return
        self.hits = [*self._fitting(text), *map(self._person, found.people), *map(self._home, found.homes)]
        self.list.clear()
        for hit in self.hits:
            item = QListWidgetItem(hit.text)
            if hit.standing:
                item.setIcon(shape_of(hit.standing))
            self.list.addItem(item)
        if not self.hits:
            nothing = QListWidgetItem(
                self._hands.words.say("Nothing found: try the surname, initials, or the last digits.")
            )
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0 if self.hits else -1)
        self._shown = text
        self._place()
        if self._awaited:
            self.choose(0)

    def choose(self, row: int) -> None:
        """Do what a line of the list stands for."""
        if not 0 <= row < len(self.hits):
            return
        chosen = self.hits[row].chosen
        self.clear()
        self.list.hide()
        self.clearFocus()
        chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the list, Enter chooses, once the text was looked for; Escape leaves."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.list.isVisible() and self.hits:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % len(self.hits))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._shown != self.text():
                self._awaited = True  # what the list shows was found for an earlier text
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.list.isVisible():
                self.choose(self.list.currentRow())
            case Qt.Key.Key_Escape:
                self.clear()
                self.list.hide()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes when the person does."""
        super().focusOutEvent(event)
        self.list.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list stays under the box."""
        super().resizeEvent(event)
        if self.list.isVisible():
            self._place()

    def _ask(self, text: str) -> None:
        self._awaited = False
        if not text.strip() or self._view is None:
            self.hits, self._shown = [], text
            self.list.hide()
            return
        on, titles = self._view.on, [] if self._keys else [action.text() for action in self._actions]

        def search(office: Office, _progress: Progress) -> tuple[Found, list[frozenset[str]]]:
            return find_anything(office, text, on), spelled(titles)

        def show(answer: tuple[Found, list[frozenset[str]]]) -> None:
            found, keys = answer
            self._keys = self._keys or keys
            self.show_found(text, found)

        self._hands.worker.ask(say("Searching"), search, show, self._refused, "finder")

    def _refused(self, refused: Refused) -> None:
        self.setAccessibleDescription(self._hands.words(refused.message))

    def _fitting(self, text: str) -> list[Hit]:
        """The pages and actions a text may mean: it stands in the title, or begins its pinyin or initials."""
        typed = text.casefold().strip()
        return [
            Hit(
                f"{action.text()}    {action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}",
                action.trigger,
            )
            for action, keys in zip(self._actions, self._keys, strict=False)
            if action.isEnabled() and (typed in action.text().casefold() or any(key.startswith(typed) for key in keys))
        ]

    def _person(self, card: Card) -> Hit:
        standing = standing_label(card.standing, self._hands.words)
        text = "    ".join(part for part in (card.name, place(card.village, card.address), standing) if part)
        return Hit(text, partial(self._turn, PERSON, card.id), card.standing)

    def _home(self, home: Home) -> Hit:
        text = self._hands.words.say("Household: {place}", place=place(home.village, home.address))
        return Hit(text, partial(self._turn, HOUSEHOLD, home.id))

    def _turn(self, page: str, id: int) -> None:
        if page in self._pages:
            self.go.emit(page, id)
        else:
            self.go.emit(RESIDENTS, None)

    def _place(self) -> None:
        """Put the list under the box, above everything else in the window."""
        rows = sum(map(self.list.sizeHintForRow, range(self.list.count()))) + 2 * self.list.frameWidth()
        self.list.resize(max(self.width(), LIST_WIDTH), min(rows, HEIGHT))
        self.list.move(self.mapTo(self._window, QPoint(0, self.height() + 2)))
        self.list.raise_()
        self.list.show()
