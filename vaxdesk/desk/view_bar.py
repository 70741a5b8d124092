"""The bar above every page: whose register this is, the working date, and the village looked at."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QWidget

from ..actions.language import Translator
from .labels import label_for
from .page import View
from .worker import Opened


class ViewBar(QWidget):
    """Office, date and village, always in sight."""

    viewed = Signal(object)
    """The View the person chose."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.office = QLabel()
        self.office.setObjectName("office")
        self.campaign = QLabel()
        self.campaign.setObjectName("quiet")
        self.on = QDateEdit()
        self.on.setDisplayFormat("yyyy-MM-dd")
        self.on.setCalendarPopup(True)
        self.on.setKeyboardTracking(False)
        self.on.setMinimumWidth(130)
        self.village = QComboBox()
        self.village.setMinimumWidth(170)
        self._everywhere = words.say("All villages")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(10)
        layout.addWidget(self.office)
        layout.addWidget(self.campaign)
        layout.addStretch()
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

    def show_office(self, opened: Opened) -> None:
        """Another register is open: its name, its campaign, its day, and no villages known yet."""
        self.office.setText(opened.name)
        self.campaign.setText(opened.campaign)
        with QSignalBlocker(self.on):
            self.on.setDate(QDate(opened.today.year, opened.today.month, opened.today.day))
        self.show_villages([])

    def show_villages(self, names: Sequence[str]) -> None:
        """Offer these villages; the chosen one stays chosen if it is still there."""
        chosen = self.village.currentData()
        with QSignalBlocker(self.village):
            self.village.clear()
            self.village.addItem(self._everywhere, None)
            for name in names:
                self.village.addItem(name, name)
            self.village.setCurrentIndex(max(0, self.village.findData(chosen)))

    def _tell(self) -> None:
        self.viewed.emit(self.view)
