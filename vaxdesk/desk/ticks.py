"""A list in which several things are ticked, with one press for all of them and one for none."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from .labels import button, label_for

KEY = Qt.ItemDataRole.UserRole


class Ticks(QWidget):
    """Things to tick, each by its key; `changed` when a tick came or went."""

    changed = Signal()

    def __init__(self, label: str, everything: str, nothing: str) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self._title: QLabel = label_for(self.list, label)
        self.all = button(everything, lambda: self.tick(self.keys()))
        self.none = button(nothing, lambda: self.tick(()))
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self._title)
        bar.addStretch()
        bar.addWidget(self.all)
        bar.addWidget(self.none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(bar)
        whole.addWidget(self.list, 1)

    def offer(self, things: Iterable[tuple[str, str]], ticked: Iterable[str]) -> None:
        """Show these (key, words), some of them ticked."""
        chosen = set(ticked)
        self.list.blockSignals(True)
        self.list.clear()
        for key, words in things:
            item = QListWidgetItem(words, self.list)
            item.setToolTip(words)
            item.setData(KEY, key)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.changed.emit()

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these and no others."""
        chosen = set(keys)
        self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.data(KEY) in chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.changed.emit()

    def keys(self) -> list[str]:
        """All keys, in order."""
        return [str(item.data(KEY)) for item in self._items()]

    def ticked(self) -> list[str]:
        """The keys that are ticked, in order."""
        return [str(item.data(KEY)) for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]
