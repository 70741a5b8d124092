"""The life of a person as a table, newest first: what happened, its source, when it was recorded; what does not count says so."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from ..actions.biography import Event
from ..actions.language import Translator
from ..rules.messages import Message, say
from .labels import button, quiet
from .person_forms import CORRECTING, TAKING_OUT
from .table import Heading, RowsModel, Value, fit_columns, table_view

KINDS: Mapping[str, Message] = {
    "person": say("Person"),
    "dose": say("Dose"),
    "certificate": say("Certificate"),
    "deferral": say("Deferral"),
    "absence": say("Away"),
    "visit": say("Visit"),
    "contact": say("Contact"),
    "appointment": say("Appointment"),
    "note": say("Note"),
    "edit": say("Change"),
    "import": say("File"),
    "view": say("Number shown"),
}
"""What each kind of event is called."""

DETAILS = 3
"""The column that takes the room that is left."""


class Timeline(QWidget):
    """The events of a person; a dose can be corrected, a dose or certificate taken out."""

    correct = Signal(object)
    """The Event to correct."""
    take_out = Signal(object)
    """The Event to take out."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self.events: Sequence[Event] = ()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("What happened, newest first"))
        self.correct_button = button(words.say("Co&rrect..."), self._correct)
        self.out_button = button(words.say("Take &out..."), self._take_out)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(lambda _index: self._correct())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        title = QLabel(words.say("What happened, newest first"))
        title.setObjectName("cardTitle")
        head.addWidget(title, 1)
        head.addWidget(self.correct_button)
        head.addWidget(self.out_button)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.whole = quiet()
        layout.addWidget(self.whole)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show the events of a person."""
        words = self._words
        self.events = events
        titles = (
            words.say("Day"),
            words.say("Kind"),
            words.say("What"),
            words.say("Details and source"),
            words.say("Recorded"),
        )
        self.model.show([Heading(title) for title in titles], [row_of(event, words) for event in events])
        fit_columns(self.table, 190)
        self.table.horizontalHeader().setSectionResizeMode(DETAILS, QHeaderView.ResizeMode.Stretch)
        self.table.selectRow(0)
        self._choose(QModelIndex(), QModelIndex())

    @property
    def chosen(self) -> Event | None:
        """The event that is chosen."""
        row = self.table.currentIndex().row()
        return self.events[row] if 0 <= row < len(self.events) else None

    def _choose(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        event = self.chosen
        self.whole.setText("" if event is None else self._told(event))
        self.correct_button.setEnabled(event is not None and event.counts and event.kind in CORRECTING)
        self.out_button.setEnabled(event is not None and event.counts and event.kind in TAKING_OUT)

    def _told(self, event: Event) -> str:
        """What a row has no room for, and who wrote it."""
        words, recorded = self._words, event.recorded
        by = words.say("recorded {day}, {by}", day=recorded.at.astimezone().date(), by=recorded.by)
        row = row_of(event, words)
        return "  ·  ".join(filter(None, (str(row[DETAILS - 1]), str(row[DETAILS]), by)))

    def _correct(self) -> None:
        if self.correct_button.isEnabled():
            self.correct.emit(self.chosen)

    def _take_out(self) -> None:
        if self.out_button.isEnabled():
            self.take_out.emit(self.chosen)


def row_of(event: Event, words: Translator) -> Sequence[Value]:
    """Day, kind, what happened, further lines, when it was recorded; what was taken out or back is said to count no more."""
    details = [words(line) for line in event.details]
    if not event.counts:
        taken_back = event.recorded.taken_back
        details.insert(0, words.say("taken back") if taken_back else words.say("taken out, counts no more"))
    recorded = event.recorded.at.astimezone().date()
    return event.on, words(KINDS[event.kind]), words(event.what), "; ".join(details), recorded
