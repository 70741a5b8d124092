"""Who answers for a person, the household, the grid and the village, and naming one more for the person or the household."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ..actions import assignments
from ..actions.assignments import DUTIES, Assignment
from ..actions.office import Changes, Office
from ..rules.assignments import Duty, Scope
from ..rules.messages import say
from ..rules.records import Progress
from .labels import button, choice, plain, quiet
from .page import Hands

OF_PEOPLE = (Duty.CADRE, Duty.MEMBER, Duty.LEADER, Duty.GRID_WORKER)
"""As what somebody answers for a household or a person (notice 000); the four parties are those of a grid."""
SCOPES = {Scope.HOUSEHOLD: say("this household"), Scope.PERSON: say("this person")}


class Assigning(QWidget):
    """The nearest stands first; taking somebody out is done in the list of all, or by Ctrl+Z."""

    noted = Signal(str)
    refused = Signal(object)

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        words = hands.words
        self._about: dict[Scope, int] = {}
        self.known = quiet()
        self.scope, self.duty = QComboBox(), choice(words, ((duty, DUTIES[duty]) for duty in OF_PEOPLE))
        self.who = QLineEdit(placeholderText=words.say("name of whoever answers"))
        for widget, name in ((self.scope, words.say("For what")), (self.duty, words.say("As what"))):
            widget.setAccessibleName(plain(name))
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setAccessibleName(self.who.placeholderText())
        self.who.returnPressed.connect(self.assign)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.known, 0, 0, 1, 2)
        layout.addWidget(self.scope, 1, 0, 1, 2)
        layout.addWidget(self.duty, 2, 0, 1, 2)
        layout.addWidget(self.who, 3, 0)
        layout.addWidget(button(words.say("Assi&gn"), self.assign), 3, 1)

    def show_answering(self, person: int, household: int, answering: Sequence[Assignment]) -> None:
        """Who answers for a person who lives in a household (0: in none)."""
        words, before = self._hands.words, self.scope.currentData()
        self._about = {Scope.HOUSEHOLD: household, Scope.PERSON: person}
        self.scope.clear()
        for scope, label in SCOPES.items():
            if self._about[scope]:
                self.scope.addItem(words(label), scope)
        self.scope.setCurrentIndex(max(0, self.scope.findData(before)))
        self.known.setText(
            "\n".join(
                words.say("{what}: {who} ({duty})", what=each.what, who=each.who, duty=words(DUTIES[Duty(each.role)]))
                for each in answering
            )
            or words.say("Nobody answers for this person yet.")
        )

    def assign(self) -> None:
        """Note who answers for the person or the household."""
        scope, duty, who = Scope(self.scope.currentData()), Duty(self.duty.currentData()), self.who.text()
        what = self._about[scope]

        def work(office: Office, _progress: Progress) -> Changes:
            return assignments.assign(office, scope, what, duty, who)

        def done(changes: Changes) -> None:
            self.who.clear()
            self.noted.emit(self._hands.words.say("Assigned to {name}.", name=who))
            self._hands.worker.tell(changes)

        self._hands.worker.ask(say("Saving"), work, done, self.refused.emit)
