"""Numbers that open their lists: a row of tiles, each a figure over its name."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..actions.language import Translator
from ..rules.messages import Message


class Tile(QPushButton):
    """A figure, what it counts, and on a press the people it counts."""

    def __init__(self, title: str, help: str, pressed: Callable[[], None]) -> None:
        super().__init__()
        self._title = title
        self.setObjectName("tile")
        self.setToolTip(help)
        self.setAccessibleDescription(help)
        self.figure, name = QLabel(), QLabel(title)
        self.figure.setObjectName("figure")
        name.setObjectName("quiet")
        name.setWordWrap(True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        for label in (self.figure, name):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.clicked.connect(lambda: pressed())
        self.show_count(None)

    def sizeHint(self) -> QSize:
        """As high as figure and name, which a button would not ask."""
        return self._column.sizeHint()

    def show_count(self, count: int | None) -> None:
        """Show the figure; None while it is being counted. Nobody to show opens no list."""
        text = "..." if count is None else f"{count:,}"
        self.figure.setText(text)
        self.setEnabled(bool(count))
        self.setAccessibleName(f"{self._title}: {text}")


class RateTile(QPushButton):
    """A rate beside its name and what it is made of; on a press the people it counts."""

    def __init__(self, title: str, help: str, pressed: Callable[[], None]) -> None:
        super().__init__()
        self._title = title
        self.setObjectName("tile")
        self.setToolTip(help)
        self.setAccessibleDescription(help)
        self.figure, self.name, self.below = QLabel(), QLabel(title), QLabel()
        self.figure.setObjectName("figure")
        self.below.setObjectName("quiet")
        self.below.setWordWrap(True)
        self._column, beside = QVBoxLayout(self), QHBoxLayout()
        self._column.setContentsMargins(10, 6, 10, 6)
        self._column.setSpacing(0)
        beside.setSpacing(10)
        beside.addWidget(self.figure)
        beside.addWidget(self.name, 1)
        self._column.addLayout(beside)
        self._column.addWidget(self.below)
        self._column.addStretch()
        self.name.setMinimumWidth(1)
        self.name.setWordWrap(True)
        for label in (self.figure, self.name, self.below):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: pressed())
        self.show_rate("", "", 0)

    def sizeHint(self) -> QSize:
        """The width is that of its column."""
        return QSize(0, self._column.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As high as its texts are at a width, which a button would not ask."""
        return self._column.totalHeightForWidth(width)

    def show_rate(self, rate: str, below: str, count: int) -> None:
        """Show a rate with what it is made of; where nobody is counted it opens no list."""
        self.figure.setText(rate)
        self.below.setText(below)
        self.setEnabled(count > 0)
        self.setAccessibleName(f"{self._title}: {rate}, {below}")


class Tiles(QWidget):
    """A row of tiles from a table of titles and explanations."""

    def __init__(
        self, words: Translator, questions: Mapping[str, tuple[Message, Message]], pressed: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.tiles = {
            code: Tile(words(title), words(help), lambda code=code: pressed(code))  # type: ignore[misc]
            for code, (title, help) in questions.items()
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for tile in self.tiles.values():
            row.addWidget(tile, 1)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many people each question has; a question without an answer is still being counted."""
        for code, tile in self.tiles.items():
            tile.show_count(counts.get(code))
