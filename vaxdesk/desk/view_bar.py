"""The bar above every page: whose register this is, the working date, and the village looked at."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..actions.language import Translator
from .labels import Elided, label_for
from .page import View
from .worker import Opened

EARLIEST, LATEST = QDate(2000, 1, 1), QDate(2099, 12, 31)
"""The working dates that can be chosen: others are slips of the hand."""


class ViewBar(QWidget):
    """Office, date and village, always in sight."""

    viewed = Signal(object)
    """The View the person chose."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._words = words
        self.office, self.campaign = Elided("office"), Elided("quiet")
        self.on = QDateEdit()
        self.on.setDisplayFormat("yyyy-MM-dd")
        self.on.setCalendarPopup(True)
        self.on.setKeyboardTracking(False)
        self.on.setDateRange(EARLIEST, LATEST)
        self.on.setMinimumWidth(130)
        self.village = QComboBox()
        self.village.setMinimumWidth(170)
        self._everywhere = words.say("All villages")
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(10)
        whose = QVBoxLayout()
        whose.setSpacing(0)
        for line in (self.office, self.campaign):
            whose.addWidget(line)
        self.reading = QLabel(words.say("For reading only"))
        self.reading.setObjectName("refusal")
        self.reading.setToolTip(
            words.say(
                "The register as it was when it was opened. Nothing can be written or printed; close it to open it again."
            )
        )
        self.reading.hide()
        layout.addLayout(whose, 1)
        layout.addWidget(self.reading)
        for label, widget in ((words.say("&As of"), self.on), (words.say("&Village"), self.village)):
            layout.addWidget(label_for(widget, label))
            layout.addWidget(widget)
        self.show_villages([])
        self.on.dateChanged.connect(self._tell)
        self.village.currentIndexChanged.connect(self._tell)

    @property
    def view(self) -> View:
        """What is chosen now."""
        chosen = self.on.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        return View(day, self.village.currentData())

    def hold(self, widget: QWidget) -> None:
        """Give something that belongs to the whole window its place between the office and the date."""
        self._row.insertWidget(2, widget, 1)

    def show_office(self, opened: Opened, village: str | None = None) -> None:
        """Another register is open: its name, its campaign, its day, and of its villages at most the one left off at."""
        self.show_name(opened.name)
        self.reading.setVisible(opened.reading)
        self.campaign.show_text(self._words(opened.campaign))
        with QSignalBlocker(self.on):
            self.on.setDate(QDate(opened.today.year, opened.today.month, opened.today.day))
        with QSignalBlocker(self):
            self.show_villages([village] if village else [])
            self.village.setCurrentIndex(self.village.count() - 1)

    def show_name(self, name: str) -> None:
        """Whose register this is."""
        self.office.show_text(name)

    def show_villages(self, names: Sequence[str]) -> None:
        """Offer these villages; the chosen one stays chosen if it is still there, else all are looked at."""
        chosen = self.village.currentData()
        with QSignalBlocker(self.village):
            self.village.clear()
            self.village.addItem(self._everywhere, None)
            for name in names:
                self.village.addItem(name, name)
            self.village.setCurrentIndex(max(0, self.village.findData(chosen)))
        if self.village.currentData() != chosen:
            self._tell()

    def _tell(self) -> None:
        self.viewed.emit(self.view)
