"""The fields a new task is made from: what is counted, how, and its month."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget

from ..actions.language import Translator
from ..rules.messages import Message, say
from ..rules.quotas import QuotaDose, QuotaKind, Task
from .labels import button, label_for

DOSES: Mapping[str, Message] = {
    QuotaDose.FIRST: say("first doses"),
    QuotaDose.ANY: say("any doses"),
    QuotaDose.COMPLETE: say("complete courses"),
}
KINDS: Mapping[str, Message] = {QuotaKind.INCREMENT: say("in this span"), QuotaKind.CUMULATIVE: say("in all by then")}
MONTH_END = time(18)
"""The hour of a deadline of which only the day is chosen."""


class TaskForm(QWidget):
    """Four fields in a row and the button that adds the task to the grid."""

    def __init__(self, words: Translator, add: Callable[[], None]) -> None:
        super().__init__()
        self.dose, self.kind, self.starts, self.ends = QComboBox(), QComboBox(), QDateEdit(), QDateEdit()
        for box, labels in ((self.dose, DOSES), (self.kind, KINDS)):
            for code, label in labels.items():
                box.addItem(words(label), str(code))
        for day in (self.starts, self.ends):
            day.setCalendarPopup(True)
            day.setDisplayFormat("yyyy-MM-dd")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for name, widget in (
            (say("&Counts"), self.dose),
            (say("&How"), self.kind),
            (say("&From"), self.starts),
            (say("&To (18:00)"), self.ends),
        ):
            row.addWidget(label_for(widget, words(name)))
            row.addWidget(widget)
        row.addWidget(button(words.say("&Add a task"), add))
        row.addStretch()

    def show_month(self, on: date) -> None:
        """Propose the month of a day."""
        first = QDate(on.year, on.month, 1)
        self.starts.setDate(first)
        self.ends.setDate(first.addMonths(1).addDays(-1))

    def task(self) -> Task:
        """The task that is chosen."""
        ends = datetime.combine(_day(self.ends), MONTH_END)
        return Task(self.dose.currentData(), self.kind.currentData(), _day(self.starts), ends)


def _day(widget: QDateEdit) -> date:
    day = widget.date()
    return date(day.year(), day.month(), day.day())
