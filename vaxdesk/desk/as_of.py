"""Where a person stands, and stood on any other day: a shape with its words, the sentence why, a slider through the days.

The slider goes from the first thing known of the person to the working date: what came to be, day by day. It goes no further,
because what will be depends on doses nobody has had yet; any day, also a later one, can be typed.
"""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QFrame, QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout

from ..actions.language import Translator
from .labels import label_for, quiet
from .person_facts import Stood
from .shapes import shape_of

SHAPE = 20
"""Pixels of the shape beside the words of the standing."""
EARLIEST, LATEST = QDate(1900, 1, 1), QDate(2099, 12, 31)
"""The days that can be typed: others are slips of the hand."""
A_YEAR = 365
"""The slider goes back as many days at least."""


class StandingCard(QFrame):
    """The standing of one person on the working date, or on the day of the slider."""

    asked = Signal(object)
    """The day somebody wants to see."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.setObjectName("card")
        self.first = self.on = date.min
        self.shape, self.label, self.why = QLabel(), QLabel(), QLabel()
        self.label.setObjectName("cardTitle")
        self.why.setObjectName("why")
        self.next, self.ends, self.doses = quiet(), quiet(), quiet()
        for text in (self.label, self.why, self.next, self.ends, self.doses):
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setKeyboardTracking(False)
        self.day.setDateRange(EARLIEST, LATEST)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(7)
        self.slider.setMinimumWidth(60)
        self.slider.setAccessibleName(words.say("The day to look at"))
        self._lay_out(words)
        self.day.dateChanged.connect(self._typed)
        self.slider.valueChanged.connect(self._slid)

    def _lay_out(self, words: Translator) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 14)
        head = QHBoxLayout()
        head.addWidget(self.shape)
        head.addWidget(self.label, 1)
        inside.addLayout(head)
        for text in (self.why, self.next, self.ends, self.doses):
            inside.addWidget(text)
        grid = QGridLayout()
        grid.addWidget(label_for(self.day, words.say("Standing &on")), 0, 0)
        grid.addWidget(self.day, 0, 1)
        grid.addWidget(self.slider, 0, 2)
        grid.setColumnStretch(2, 1)
        inside.addLayout(grid)

    def show_standing(self, stood: Stood) -> None:
        """Show where the person stands on the day that was asked for."""
        self.shape.setPixmap(shape_of(stood.code).pixmap(SHAPE, SHAPE))
        self.label.setText(stood.label)
        self.why.setText(stood.why)
        told = ((self.next, stood.next), (self.ends, stood.ends), (self.doses, "\n".join(stood.doses)))
        for label, text in told:
            label.setText(text)
            label.setVisible(bool(text))

    def start(self, first: date, on: date) -> None:
        """Offer the days from the first to the working date, and stand on the latter."""
        self.first = min(first, on - timedelta(days=A_YEAR))
        self.on = on
        with QSignalBlocker(self.slider), QSignalBlocker(self.day):
            self.slider.setRange(0, (on - self.first).days)
            self.slider.setValue(self.slider.maximum())
            self.day.setDate(QDate(on.year, on.month, on.day))

    def _slid(self, days: int) -> None:
        day = self.first + timedelta(days=days)
        with QSignalBlocker(self.day):
            self.day.setDate(QDate(day.year, day.month, day.day))
        self.asked.emit(day)

    def _typed(self, chosen: QDate) -> None:
        day = date(chosen.year(), chosen.month(), chosen.day())
        with QSignalBlocker(self.slider):
            self.slider.setValue((day - self.first).days)
        self.asked.emit(day)
