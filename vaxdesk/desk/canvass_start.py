"""The canvass desk while no household is open: the line for a code, a new household, and the households that wait."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from ..actions import canvass_desk
from ..actions.canvass_desk import Unfinished
from ..actions.office import Office
from ..actions.second_keying import Pace
from ..rules.messages import say
from ..rules.records import Progress
from .canvass_read import Start
from .keyed_field import KeyedField
from .labels import button, label_for, quiet
from .new_household import NewHousehold
from .page import Hands
from .table import Heading, RowsModel, fit_columns, table_view


class CanvassStart(QWidget):
    """Everything here is reached by keys: a code, Enter for the first household of the walk, the table by Tab."""

    code = Signal(str)
    chosen = Signal(int)
    dropped = Signal()
    """What was typed of a household was given up."""
    walk_begins = Signal()
    new_household = Signal(str, str)

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self.hands = hands
        words = self.words = hands.words
        self.waiting: Sequence[Unfinished] = ()
        self.villages: Sequence[str] = ()
        self.village = ""
        self.code_length = 0
        self.line = KeyedField(lambda text: bool(self.code_length) and len(text) == self.code_length and text.isdigit())
        self.line.setPlaceholderText(words.say("scan or type the code of the sheet"))
        self.new_household_form = NewHousehold(words)
        self.new_household_form.hide()
        self.about, self.empty = quiet(), quiet()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Households that are not finished; open one with Enter"))
        self.drop_button = button(words.say("&Give up what was typed..."), self._ask_drop)
        self.walk_button = button(words.say("&First household of the village"), self.walk_begins.emit)
        self._lay_out()
        self.line.entered.connect(self._entered)
        self.table.activated.connect(self.choose)
        self.new_household_form.opened.connect(self.new_household.emit)
        self.new_household_form.left.connect(self._leave_new)

    def _lay_out(self) -> None:
        words = self.words
        row = QHBoxLayout()
        row.addWidget(label_for(self.line, words.say("&Code")))
        row.addWidget(self.line, 1)
        row.addWidget(self.walk_button)
        row.addWidget(button(words.say("&New household"), self.ask_new))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        for widget in (self.new_household_form, self.about):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.drop_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.empty)
        column.addStretch()

    def show_start(self, start: Start, village: str) -> None:
        """Show who waits."""
        words = self.words
        self.waiting, self.villages, self.village = start.waiting, start.villages, village
        titles = (
            words.say("Village"),
            words.say("Address"),
            words.say("What is missing"),
            words.say("By"),
            words.say("At"),
        )
        self.model.show([Heading(title) for title in titles], start.rows)
        fit_columns(self.table, 300)
        self.table.setVisible(bool(start.rows))
        self.drop_button.setVisible(bool(start.rows))
        self.empty.setVisible(not start.rows)
        self.empty.setText(words.say("No household is waiting: everything that was typed is saved."))
        self.walk_button.setEnabled(bool(start.walk))
        many, waiting = len(start.walk), len(start.rows)
        about = words.say("Choose a village above to go through it in walking order.")
        if village:
            about = words.say("{village}: {count} households in walking order.", village=village, count=many)
        self.about.setText(
            " ".join([about, words.say("{count} households are not finished.", count=waiting), self._own(start.pace)])
        )

    def _own(self, pace: Pace) -> str:
        """What whoever sits here keyed today."""
        words = self.words
        if not pace.households:
            return ""
        if pace.an_hour is None:
            return words.say("You keyed {count} households today; only you see this.", count=pace.households)
        return words.say(
            "You keyed {count} households today, {rate} in an hour; only you see this.",
            count=pace.households,
            rate=round(pace.an_hour),
        )

    def ask_new(self) -> None:
        """Ask for village and address of a new household."""
        self.new_household_form.show()
        self.new_household_form.begin(self.villages, self.village)

    def choose(self, index: QModelIndex) -> None:
        """Open a household that waits."""
        if 0 <= index.row() < len(self.waiting):
            self.chosen.emit(self.waiting[index.row()].draft)

    def _ask_drop(self) -> None:
        """Give up what was typed of the chosen household, once the person has said so twice."""
        row, words = self.table.currentIndex().row(), self.words
        if not 0 <= row < len(self.waiting):
            return
        asked = self.waiting[row]
        question = words.say(
            "What was typed of {place} and not saved will be gone. Give it up?",
            place=f"{asked.village} {asked.address}",
        )
        sure = QMessageBox.question(self, words.say("Give up what was typed"), question)
        if sure != QMessageBox.StandardButton.Yes:
            return

        def drop(office: Office, _progress: Progress) -> None:
            canvass_desk.drop(office, asked.draft)

        self.hands.worker.ask(
            say("Giving up what was typed"), drop, lambda _nothing: self.dropped.emit(), lambda _refused: None
        )

    def _entered(self) -> None:
        text = self.line.text().strip()
        self.line.selectAll()
        if text:
            self.code.emit(text)
        elif self.walk_button.isEnabled():
            self.walk_begins.emit()

    def _leave_new(self) -> None:
        self.new_household_form.hide()
        self.line.setFocus()
