"""Labels, buttons and cards as the whole desk has them: every field has its mnemonic and its accessible name."""

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..actions.language import Translator
from ..rules.messages import Message

_MNEMONIC = re.compile(r"\s*\(&\w\)|&")


def plain(label: str) -> str:
    """A label without its mnemonic: the sign before a letter, or the letter in brackets that Chinese labels carry."""
    return _MNEMONIC.sub("", label)


def label_for(widget: QWidget, label: str) -> QLabel:
    """The label of a field: its mnemonic goes to the field, and a screen reader says it there."""
    made = QLabel(label)
    made.setBuddy(widget)
    widget.setAccessibleName(plain(label))
    return made


class Press(QPushButton):
    """A button that Enter presses too: outside dialogs Qt leaves that to the space bar, which nobody expects."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Return do what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Elided(QLabel):
    """A line that takes what width it is given; where it is cut an ellipsis says so, and the whole text hangs under the mouse."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Say something else."""
        self.setText(text)
        self.setToolTip(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of it as there is room for."""
        painter, room = QPainter(self), self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter, room, self.alignment(), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


def button(label: str, pressed: Callable[[], None], main: bool = False) -> QPushButton:
    """A button; the `main` one of a page is drawn full."""
    made = Press(label)
    made.setAccessibleName(plain(label))
    made.clicked.connect(lambda: pressed())
    if main:
        made.setObjectName("main")
    return made


def menu_button(label: str) -> tuple[QPushButton, QMenu]:
    """A button that drops a menu down, and the menu to fill."""
    made = Press(label)
    made.setAccessibleName(plain(label))
    menu = QMenu(made)
    made.setMenu(menu)
    return made, menu


def quiet(text: str = "") -> QLabel:
    """A line that explains, in a quiet colour, broken where it is too long."""
    made = QLabel(text)
    made.setObjectName("quiet")
    made.setWordWrap(True)
    return made


def choice(words: Translator, choices: Iterable[tuple[object, Message]]) -> QComboBox:
    """A box to choose one of several from, by key."""
    made = QComboBox()
    for key, message in choices:
        made.addItem(words(message), key)
    return made


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as high as its broken lines are at its width, which Qt reckons too low."""
    dialog.adjustSize()
    layout = dialog.layout()
    if layout is not None:
        dialog.resize(dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width())))


def card(title: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A framed part of a page with its title, and the layout to fill."""
    frame = QFrame()
    frame.setObjectName("card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(20, 16, 20, 18)
    inside.setSpacing(10)
    if title:
        heading = QLabel(title)
        heading.setObjectName("cardTitle")
        inside.addWidget(heading)
    return frame, inside


def fields(*rows: tuple[str, QWidget]) -> QGridLayout:
    """Fields under each other, each with its label on the left."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    for nth, (label, widget) in enumerate(rows):
        grid.addWidget(label_for(widget, label), nth, 0)
        grid.addWidget(widget, nth, 1)
    grid.setColumnStretch(1, 1)
    return grid
