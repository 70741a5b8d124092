"""On what terms papers leave: how numbers are masked, what for and for whom, on which paper."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ..actions.language import Translator
from ..actions.printing import Terms
from .labels import choice, label_for
from .printing_choices import MASK, MASKS, SIZE, SIZES


class PrintTerms(QWidget):
    """Four fields, two in a row; `changed` when something else is meant."""

    changed = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self.masked, self.paper = choice(words, MASKS), choice(words, SIZES)
        self.reason, self.recipient = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(words.say("needed for whole numbers"))
        self._usual: dict[str, str] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for nth, (label, widget) in enumerate(
            (
                (words.say("&Masked"), self.masked),
                (words.say("Paper si&ze"), self.paper),
                (words.say("&Reason"), self.reason),
                (words.say("For &whom"), self.recipient),
            )
        ):
            row, column = nth // 2, nth % 2 * 2
            grid.addWidget(label_for(widget, label), row, column)
            grid.addWidget(widget, row, column + 1)
            grid.setColumnStretch(column + 1, 1)
        for box in (self.masked, self.paper):
            box.currentIndexChanged.connect(self.changed)
        self.reason.editingFinished.connect(self.changed)

    def begin(self, settings: QSettings) -> None:
        """Begin with what the settings say, where they say something else than before; what was chosen here stays otherwise."""
        for setting, box in ((MASK, self.masked), (SIZE, self.paper)):
            usual = str(settings.value(setting, ""))
            if usual != self._usual.get(setting, ""):
                self._usual[setting] = usual
                box.setCurrentIndex(max(0, box.findData(usual)))

    def terms(self) -> Terms:
        """What was chosen and written."""
        return Terms(self.masked.currentData(), self.reason.text(), self.recipient.text())

    def paper_size(self) -> str:
        """The size of the paper, "" for what each form says."""
        return str(self.paper.currentData())
