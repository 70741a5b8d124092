"""Which columns a table shows, and in which order: a list of ticks that can be moved by mouse and keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..actions.language import Translator
from .labels import button, quiet
from .residents_columns import COLUMNS, USUAL

NAME = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnChooser(QDialog):
    """Opened with the columns in sight; the others follow them, not ticked."""

    chosen = Signal(object)
    """The names of the columns to show, in their order: at least one."""

    def __init__(self, shown: Sequence[str], words: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.say("Columns"))
        self._words = words
        self.list = QListWidget()
        self.list.setObjectName("groups")
        self.list.setAccessibleName(words.say("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemChanged.connect(self._allow)
        self.up = button(words.say("Move &up"), lambda: self.move_by(-1))
        self.down = button(words.say("Move &down"), lambda: self.move_by(1))
        self.usual = button(words.say("As at &first"), lambda: self.show_columns([name for name, _ in USUAL]))
        self.use = button(words.say("Use &these"), self.accept, main=True)
        self.use.setDefault(True)
        self.cancel = button(words.say("Cancel"), self.reject)
        self._lay_out()
        self.show_columns(shown)

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        for press in (self.up, self.down, self.usual):
            beside.addWidget(press)
        beside.addStretch()
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(beside)
        whole = QVBoxLayout(self)
        whole.addWidget(quiet(self._words.say("Tick what the table shows. The first column stands on the left.")))
        whole.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.use)
        whole.addLayout(foot)
        self.resize(440, 560)

    def show_columns(self, shown: Sequence[str]) -> None:
        """Tick these, in this order; the others stand below."""
        titles = {column.name: self._words(column.title) for column in COLUMNS}
        self.list.clear()
        for name in [*shown, *(name for name in titles if name not in shown)]:
            item = QListWidgetItem(titles[name])
            item.setData(NAME, name)
            item.setCheckState(CHECKED if name in shown else UNCHECKED)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def columns(self) -> list[str]:
        """The names of the ticked columns, in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(NAME) for item in items if item.checkState() == CHECKED]

    def move_by(self, step: int) -> None:
        """Move the current column up (-1) or down (1)."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)

    def accept(self) -> None:
        """Close and tell."""
        columns = self.columns()
        super().accept()
        self.chosen.emit(columns)

    def _allow(self) -> None:
        self.use.setEnabled(bool(self.columns()))
