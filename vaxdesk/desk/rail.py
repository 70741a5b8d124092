"""The side rail: the pages in their groups, and at its foot what is always at hand. It narrows to icons where there is no room."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from ..actions.language import Translator
from ..rules.messages import say
from ..rules.roles import Permit, Right
from .icons import icon_of
from .page import Page, Part

NAME = Qt.ItemDataRole.UserRole
ACCESSIBLE, TITLE = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.UserRole + 1

TITLES = {
    Part.PEOPLE: say("People and households"),
    Part.DOOR: say("Door to door"),
    Part.LISTS: say("Lists and forms"),
    Part.REPORTS: say("Reports"),
    Part.OFFICE: say("This office"),
}
"""What stands above each group; the first group needs no words."""

GAP = 9
"""Pixels that part two groups without titles."""


class Spacing(StrEnum):
    """How the rail makes use of its height, the roomiest first."""

    TITLES = "titles"
    GAPS = "gaps"
    TIGHT = "tight"


def in_groups(pages: Iterable[type[Page]]) -> list[type[Page]]:
    """The pages the rail offers, group after group, within a group as they came."""
    offered = [page for page in pages if not page.under]
    return [page for part in Part for page in offered if page.part is part]


class Rail(QWidget):
    """Pages to choose from. The page in sight is marked; a click, or the arrows and the next one is turned to."""

    turned = Signal(str)
    """The name of the page the person chose."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self.list = QListWidget()
        self.list.setObjectName("rail")
        self.list.setAccessibleName(words.say("Pages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for chosen in (self.list.currentItemChanged, self.list.itemClicked, self.list.itemActivated):
            chosen.connect(
                self._tell
            )  # the page that is marked can be chosen too, when another one stands in its place
        self._foot: list[QToolButton] = []
        self._rights: dict[str, Right] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.list, 1)

    def show_pages(self, pages: Sequence[type[Page]], turns: Sequence[QAction]) -> None:
        """Offer these pages, each with the action that turns to it, under the titles of their groups."""
        part = Part.START
        self._rights = {page.name: page.needs for page in pages}
        for page, turn in zip(pages, turns, strict=True):
            if page.part is not part:
                part = page.part
                self._add_title(self._words(TITLES[part]))
            item = QListWidgetItem(icon_of(page.icon), turn.text())
            keys = turn.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item.setToolTip(f"{turn.text()}  {keys}".strip())
            item.setData(NAME, page.name)
            self._keep(item, turn.text())

    def offer_to(self, permit: Permit) -> None:
        """Show the pages that somebody with this permit can use, and the titles of groups that still have any."""
        title: QListWidgetItem | None = None
        for item in self._items():
            if not item.data(NAME):
                title = item
                item.setHidden(True)
                continue
            allowed = permit.may(self._rights[item.data(NAME)])
            item.setHidden(not allowed)
            if allowed and title is not None:
                title.setHidden(False)

    def add_foot(self, action: QAction, icon: str, name: str) -> None:
        """Put a button for an action at the foot."""
        action.setIcon(icon_of(icon))
        press = QToolButton()
        press.setDefaultAction(action)
        press.setObjectName(name)
        press.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        press.setAccessibleName(action.text())
        press.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._foot.append(press)
        self._column.addWidget(press)

    def mark(self, name: str) -> None:
        """Mark the page in sight."""
        self.list.blockSignals(True)
        row = next((row for row, item in enumerate(self._items()) if item.data(NAME) == name), -1)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def titles(self) -> list[str]:
        """The titles of all pages that are offered."""
        return [item.data(TITLE) for item in self._items() if item.data(NAME) and not item.isHidden()]

    def narrow(self, narrow: bool) -> None:
        """Show icons only, or icons with their words."""
        if narrow == bool(self.list.property("narrow")):
            return
        self.list.setProperty("narrow", narrow)
        for item in self._items():
            if item.data(NAME):
                item.setText("" if narrow else item.data(TITLE))
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for press in self._foot:
            press.setToolButtonStyle(style)
            press.setProperty("narrow", narrow)
        self.list.setProperty("room", None)
        self._polish(self.list, *self._foot)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Icons grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            side = self.fontMetrics().height() + 2
            self.list.setIconSize(QSize(side, side))
            for press in self._foot:
                press.setIconSize(QSize(side, side))

    def showEvent(self, event: QShowEvent) -> None:
        """Entries are measured again: the first time it was before the style reached them."""
        super().showEvent(event)
        self.list.doItemsLayout()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Groups have titles where all pages still have room beside them; where not, gaps, and at last pages stand closer."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.height() - sum(press.sizeHint().height() for press in self._foot)
        for spacing in Spacing:
            self._space(spacing)
            needed = sum(map(self.list.sizeHintForRow, range(self.list.count())))
            if needed + self.list.contentsMargins().top() <= room:
                break

    def _space(self, spacing: Spacing) -> None:
        if spacing == self.list.property("room"):
            return
        self.list.setProperty("room", spacing.value)
        titled = spacing is Spacing.TITLES and not self.list.property("narrow")
        for item in self._items():
            if not item.data(NAME):
                item.setText(item.data(TITLE) if titled else "")
                item.setSizeHint(QSize() if titled else QSize(0, GAP))
        self._polish(self.list)

    def _polish(self, *changed: QWidget) -> None:
        for each in changed:
            each.style().unpolish(each)
            each.style().polish(each)
        self.list.doItemsLayout()

    def _add_title(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.list.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        item.setFont(font)
        self._keep(item, title)

    def _keep(self, item: QListWidgetItem, title: str) -> None:
        item.setData(TITLE, title)
        item.setData(ACCESSIBLE, title)
        self.list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(NAME):
            self.turned.emit(item.data(NAME))
