"""The side rail: the pages in their groups, and at its foot what is always at hand.

Where all pages fit, all of them are in sight under the titles of their groups. Where they do not, one group is open and the others
are folded to their titles. A small window shows icons alone.
"""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..actions.language import Translator
from ..rules.messages import Message, say
from ..rules.roles import Permit, Right
from .icons import icon_of
from .pages import Kind, Part

NAME, ICON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole

GROUPS: dict[Part, tuple[Message, str]] = {
    Part.PEOPLE: (say("Who lives here"), "book-user"),
    Part.DOOR: (say("Door to door"), "door-open"),
    Part.INCOMING: (say("What comes in"), "inbox"),
    Part.PAPERS: (say("On paper"), "files"),
    Part.REPORTS: (say("Reports"), "trending-up"),
    Part.OFFICE: (say("This office"), "building-2"),
}
"""The title of each group and the icon of a folded one; the pages of the first part stand alone."""

OPENED = QStyle.StateFlag.State_Open


def in_groups(pages: Iterable[Kind]) -> list[Kind]:
    """The pages the rail offers, group after group, within a group as they came."""
    offered = [page for page in pages if not page.under]
    return [page for part in Part for page in offered if page.part is part]


class Rows(QStyledItemDelegate):
    """Draws the pages of an open group on a ground of their own, and on a title which way its group goes."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row; where all groups are open anyway, as any other."""
        tree = option.widget
        folds = isinstance(tree, QTreeWidget) and tree.itemsExpandable()
        if folds and index.parent().isValid():
            painter.fillRect(option.rect, QApplication.palette().base())
        super().paint(painter, option, index)
        if folds and index.data() and index.model().hasChildren(index):
            side, room = option.decorationSize.width() * 3 // 5, option.rect
            place = QRect(room.right() - side, room.center().y() - side // 2, side, side)
            icon_of("chevron-up" if option.state & OPENED else "chevron-down").paint(painter, place)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """A title is known to the style sheet."""
        super().initStyleOption(option, index)
        if index.model().hasChildren(index):
            option.state |= QStyle.StateFlag.State_Children


class Rail(QWidget):
    """Pages to choose from. The page in sight is marked; a click, or the arrows and the next one is turned to."""

    turned = Signal(str)
    """The name of the page the person chose."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self.tree = QTreeWidget()
        self.tree.setObjectName("rail")
        self.tree.setAccessibleName(words.say("Pages"))
        self.tree.setHeaderHidden(True)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.tree.header().setMinimumSectionSize(0)
        self.tree.setIndentation(0)
        self.tree.setRootIsDecorated(False)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setItemDelegate(Rows(self.tree))
        for chosen in (self.tree.currentItemChanged, self.tree.itemClicked, self.tree.itemActivated):
            chosen.connect(self._tell)  # the marked page can be chosen too, when another one stands in its place
        for chosen in (self.tree.itemClicked, self.tree.itemActivated):
            chosen.connect(self._unfold)
        self.tree.itemExpanded.connect(self._fold_others)
        self.foot: list[QToolButton] = []
        self._rights: dict[str, Right] = {}
        self._narrow = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.tree, 1)

    def show_pages(self, pages: Sequence[Kind], turns: Sequence[QAction]) -> None:
        """Offer these pages, each with the action that turns to it, in their groups."""
        groups = {
            part: self._title(*GROUPS[part]) for part in dict.fromkeys(page.part for page in pages) if part in GROUPS
        }
        self._rights = {page.name: page.needs for page in pages}
        for page, turn in zip(pages, turns, strict=True):
            item = QTreeWidgetItem([turn.text()])
            item.setIcon(0, icon_of(page.icon))
            keys = turn.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item.setToolTip(0, f"{turn.text()}  {keys}".strip())
            item.setData(0, NAME, page.name)
            item.setData(0, ACCESSIBLE, turn.text())
            if page.part in groups:
                groups[page.part].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
        self.tree.addTopLevelItems(list(groups.values()))

    def offer_to(self, permit: Permit) -> None:
        """Show the pages that somebody with this permit can use, and the groups that still have any."""
        for item in self.pages():
            item.setHidden(not permit.may(self._rights[item.data(0, NAME)]))
        for group in self.groups():
            group.setHidden(all(page.isHidden() for page in _under(group)))
        self._fit()

    def add_foot(self, action: QAction, icon: str, name: str) -> None:
        """Put a button for an action at the foot."""
        action.setIcon(icon_of(icon))
        press = QToolButton()
        press.setDefaultAction(action)
        press.setObjectName(name)
        press.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        press.setAccessibleName(action.text())
        press.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.foot.append(press)
        self._column.addWidget(press)

    def mark(self, name: str) -> None:
        """Mark the page in sight, and open its group."""
        item = next((item for item in self.pages() if item.data(0, NAME) == name), None)
        self.tree.blockSignals(True)
        self.tree.setCurrentItem(item)  # type: ignore[arg-type]  # None marks nothing
        self.tree.blockSignals(False)
        if item is not None and (group := item.parent()) is not None:
            group.setExpanded(True)
            self._fold_others(group)

    def pages(self) -> Iterator[QTreeWidgetItem]:
        """The entries that turn to a page."""
        for top in self._tops():
            if top.data(0, NAME):
                yield top
            yield from _under(top)

    def groups(self) -> list[QTreeWidgetItem]:
        """The titles that pages stand under."""
        return [top for top in self._tops() if not top.data(0, NAME)]

    def titles(self) -> list[str]:
        """The titles of all pages that are offered."""
        return [item.data(0, ACCESSIBLE) for item in self.pages() if not item.isHidden()]

    def narrow(self, narrow: bool) -> None:
        """Show icons only, or icons with their words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.tree.setProperty("narrow", narrow)
        for item in (*self.groups(), *self.pages()):
            item.setText(0, "" if narrow else item.data(0, ACCESSIBLE))
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for press in self.foot:
            press.setToolButtonStyle(style)
            press.setProperty("narrow", narrow)
        self._fit()
        self._polish(self.tree, *self.foot)

    def changeEvent(self, event: QEvent) -> None:
        """Icons grow with the text, and fewer rows may have room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            side = self.fontMetrics().height() + 2
            self.tree.setIconSize(QSize(side, side))
            for press in self.foot:
                press.setIconSize(QSize(side, side))
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Entries are measured again: the first time it was before the style reached them."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All pages are in sight where they have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All groups are open where every row fits; else only the one in use."""
        rows = [item for item in (*self.groups(), *self.pages()) if not item.isHidden()]
        needed = len(rows) * self.tree.sizeHintForRow(0) + self.tree.contentsMargins().top()
        room = self.height() - sum(press.sizeHint().height() for press in self.foot)
        folds = needed > room
        current = self.tree.currentItem()
        self.tree.setItemsExpandable(folds)
        for group in self.groups():
            group.setIcon(0, group.data(0, ICON) if folds else QIcon())
            if not folds:
                group.setExpanded(True)
        if folds and current is not None:
            self._fold_others(current.parent() or current)

    def _title(self, title: Message, icon: str) -> QTreeWidgetItem:
        made = QTreeWidgetItem([self._words(title)])
        made.setToolTip(0, self._words(title))
        made.setData(0, ACCESSIBLE, self._words(title))
        made.setData(0, ICON, icon_of(icon))
        return made

    def _polish(self, *changed: QWidget) -> None:
        for each in changed:
            each.style().unpolish(each)
            each.style().polish(each)

    def _tops(self) -> list[QTreeWidgetItem]:
        return [
            item for row in range(self.tree.topLevelItemCount()) if (item := self.tree.topLevelItem(row)) is not None
        ]

    def _unfold(self, item: QTreeWidgetItem) -> None:
        if self.tree.itemsExpandable():
            item.setExpanded(True)

    def _fold_others(self, opened: QTreeWidgetItem) -> None:
        if self.tree.itemsExpandable():
            for group in self.groups():
                group.setExpanded(group is opened)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, NAME):
            self.turned.emit(item.data(0, NAME))


def _under(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for row in range(group.childCount()) if (item := group.child(row)) is not None]
