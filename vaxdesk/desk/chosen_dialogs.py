"""What is asked before something is done with several chosen people: which tag, who answers for them, which list."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..actions import assignments, printing
from ..actions import chosen_people as acts
from ..actions.assignments import DUTIES, Assignment
from ..actions.chosen_people import LISTS, Listed
from ..actions.office import Changes, Office
from ..actions.optional_fields import refuse_off
from ..actions.own_changes import NAMES
from ..actions.printing import Terms
from ..rules.assignments import Duty, Scope
from ..rules.messages import Message, Refused, say
from ..rules.optional_fields import TAGS
from ..rules.records import Progress
from .labels import button, choice, fields, fit_height, quiet
from .page import Hands
from .printer import choose_printer, print_pdf

T = TypeVar("T")

CHOSEN = "chosen people"
"""The topic of what such a dialog does."""
WIDTH = 480
"""Pixels of these dialogs."""


class Chosen(NamedTuple):
    """Who is chosen, in the order of the table, and the working date."""

    people: Sequence[int]
    on: date


class ChosenDialog(QDialog):
    """A few fields, a line for what is wrong, and the buttons of the act; it closes when the act is done."""

    noted = Signal(str)
    """What was done."""
    title: Message
    help: Message

    def __init__(self, hands: Hands, parent: QWidget, chosen: Chosen) -> None:
        super().__init__(parent)
        words = hands.words
        self.hands, self.chosen = hands, chosen
        self.setWindowTitle(words.say("{act}: {count} people", act=self.title, count=f"{len(chosen.people):,}"))
        self.setMinimumWidth(WIDTH)
        self.wrong = quiet()
        self.wrong.setObjectName("refusal")
        self.wrong.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.say("Progress"))
        self.bar.hide()
        self.foot = QHBoxLayout()
        self.foot.addStretch()
        self._press(button(words.say("Cancel"), self.reject))
        self._working = self._left = False
        self._acts: list[QPushButton] = []
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(20, 18, 20, 16)
        self.inside.setSpacing(12)
        self.inside.addWidget(quiet(words(self.help)))
        self.ask()
        self.inside.addWidget(self.wrong)
        self.inside.addWidget(self.bar)
        self.inside.addLayout(self.foot)
        hands.worker.progressed.connect(self._show_progress)

    def ask(self) -> None:
        """Add the fields and the buttons. Each dialog has its own."""
        raise NotImplementedError

    def offer(self, label: str, pressed: Callable[[], None], main: bool = False) -> QPushButton:
        """Add a button of the act."""
        self._acts.append(made := self._press(button(label, pressed, main=main)))
        return made

    def _press(self, made: QPushButton) -> QPushButton:
        made.setAutoDefault(False)
        self.foot.addWidget(made)
        return made

    def work(self, title: Message, verb: Callable[[Office, Progress], T], done: Callable[[T], None]) -> None:
        """Do it behind; meanwhile only leaving is offered, which stops it with nothing changed."""
        self._rest(False)
        self.hands.worker.ask(title, verb, done, self.refused, CHOSEN)

    def reject(self) -> None:
        """Leave; what runs for the dialog is stopped."""
        if self._working:
            self._left = True
            self.hands.worker.cancel(topic=CHOSEN)
        super().reject()

    def refused(self, refused: Refused) -> None:
        """Say why nothing was done; the dialog stays open."""
        if self._left:
            return
        self._rest(True)
        self.wrong.setText(self.hands.words(refused.message))
        self.wrong.show()
        fit_height(self)

    def _rest(self, rests: bool) -> None:
        self._working = not rests
        for press in self._acts:
            press.setEnabled(rests)
        if rests:
            self.bar.hide()

    def _show_progress(self, done: int, total: int) -> None:
        if self._working:
            self.bar.setRange(0, max(total, 1))
            self.bar.setValue(done)
            self.bar.show()

    def change(self, verb: Callable[[Office, Progress], Changes]) -> None:
        """Carry out one change about all of them."""
        self.work(say("Saving"), verb, self._changed)

    def _changed(self, changes: Changes) -> None:
        words, count = self.hands.words, f"{len(self.chosen.people):,}"
        self.done_with(words.say("{change}: {count} people", change=NAMES[changes.verb], count=count), changes)

    def done_with(self, sentence: str, changes: Changes) -> None:
        """Tell what was done, and close; of a dialog that was left too late to stop it the register alone tells."""
        self.hands.worker.tell(changes)
        if not self._left:
            self._working = False
            self.noted.emit(sentence)
            self.accept()


def suggestions(
    hands: Hands, known: Callable[[Office], Sequence[str]], refused: Callable[[Refused], None]
) -> QComboBox:
    """A line to type in that offers what is known already."""
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def read(office: Office, _progress: Progress) -> Sequence[str]:
        return known(office)

    def fill(names: Sequence[str]) -> None:
        made.addItems(list(names))
        made.setCurrentText("")

    hands.worker.read(say("Reading the register"), read, fill, refused, "suggestions")
    return made


class TagDialog(ChosenDialog):
    """Puts a tag on people, or takes it off."""

    title = say("Tag")
    help = say("A short word to find them together again, such as one for a session. It says what is to be done.")

    def ask(self) -> None:
        """The tag, and two buttons."""
        words = self.hands.words
        self.tag = suggestions(self.hands, acts.known_tags, self.refused)
        self.inside.addLayout(fields((words.say("&Tag"), self.tag)))
        self.off = self.offer(words.say("Take it &off"), self.drop)
        self.on = self.offer(words.say("&Put it on"), self.put, main=True)
        self.hands.worker.read(
            say("Reading the register"),
            lambda office, _: refuse_off(office, TAGS, "tag"),
            lambda _: None,
            self.switched_off,
        )

    def switched_off(self, refused: Refused) -> None:
        """Tags are not recorded here: nothing can be typed, and why."""
        for each in (self.tag, self.off, self.on):
            each.setEnabled(False)
        self.refused(refused)

    def put(self) -> None:
        """They carry the tag from now on."""
        people, name = self.chosen.people, self.tag.currentText()
        self.change(lambda office, progress: acts.put_tag(office, people, name, progress))

    def drop(self) -> None:
        """They carry it no more."""
        people, name = self.chosen.people, self.tag.currentText()
        self.change(lambda office, progress: acts.drop_tag(office, people, name, progress))


class DutyDialog(ChosenDialog):
    """Notes who answers for people."""

    title = say("Person in charge")
    help = say("Work lists of one person show whom that person answers for; forms print the name beside each line.")

    def ask(self) -> None:
        """As what, and who."""
        words = self.hands.words
        self.duty = choice(words, DUTIES.items())
        self.duty.setCurrentIndex(self.duty.findData(Duty.GRID_WORKER))
        self.who = suggestions(self.hands, assignments.names, self.refused)
        self.inside.addLayout(fields((words.say("&As"), self.duty), (words.say("&Name"), self.who)))
        self.offer(words.say("&Save"), self.save, main=True)

    def save(self) -> None:
        """That person answers for them from now on."""
        people, duty, who = self.chosen.people, Duty(self.duty.currentData()), self.who.currentText()
        self.change(lambda office, progress: acts.answer_for(office, people, duty, who, progress))


class HouseholdDutyDialog(DutyDialog):
    """Notes who answers for one household; whoever answers for it already can be taken out."""

    help = say("Work lists of one person show the households that person answers for.")

    def __init__(
        self, hands: Hands, parent: QWidget, chosen: Chosen, household: int, answering: Sequence[Assignment]
    ) -> None:
        self._household, self._answering = household, answering
        super().__init__(hands, parent, chosen)

    def ask(self) -> None:
        """Those who answer, each with a way out; then as what, and who."""
        words = self.hands.words
        for each in self._answering:
            label = words.say("{duty}: {name}", duty=DUTIES[Duty(each.role)], name=each.who)
            out = button(words.say("Take out"), partial(self.release, each.id))
            out.setAccessibleName(words.say("Take out {name}", name=each.who))
            out.setAutoDefault(False)
            row = QHBoxLayout()
            row.addWidget(QLabel(label), 1)
            row.addWidget(out)
            self.inside.addLayout(row)
        super().ask()

    def release(self, assignment: int) -> None:
        """That person answers for the household no more."""
        self.change(lambda office, _progress: assignments.release(office, assignment))

    def save(self) -> None:
        """That person answers for the household from now on."""
        household, duty, who = self._household, Duty(self.duty.currentData()), self.who.currentText()
        self.change(lambda office, _progress: assignments.assign(office, Scope.HOUSEHOLD, household, duty, who))


class ListDialog(ChosenDialog):
    """Prints or saves a list of people."""

    title = say("List")
    help = say(
        "The list is masked, numbered and noted in the register of prints. Who wishes for no contact is on no call list."
    )

    def ask(self) -> None:
        """Which list, and two buttons."""
        words = self.hands.words
        self.form = choice(words, LISTS.items())
        self.inside.addLayout(fields((words.say("&List"), self.form)))
        self.offer(words.say("Save &as..."), self._choose)
        self.offer(words.say("&Print..."), self._print, main=True)

    def _choose(self) -> None:
        words = self.hands.words
        kinds = f"PDF (*.pdf);;{words.say('Workbook')} (*.xlsx)"
        proposed = f"{self.form.currentText()}-{self.chosen.on.isoformat()}.pdf"
        chosen, kind = QFileDialog.getSaveFileName(self, words.say("Save the list"), proposed, kinds)
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix else path.with_suffix(".xlsx" if "xlsx" in kind else ".pdf"))

    def save(self, out: Path) -> None:
        """Save the list as PDF or workbook, by the ending of the name."""

        def leave(office: Office, listed: Listed, progress: Progress) -> Changes:
            return printing.save(office, [listed.sheet], out, Terms(), progress).changes

        self._leave(leave, self.hands.words.say("Saved: {file}", file=out.name))

    def _print(self) -> None:
        printer = choose_printer(True, self)
        if printer is None:
            return

        def leave(office: Office, listed: Listed, progress: Progress) -> Changes:
            send = partial(print_pdf, printer=printer, progress=progress)
            return printing.print_out(office, [listed.sheet], Terms(), send, printer.printerName(), progress)[1]

        self._leave(leave, self.hands.words.say("Sent to the printer: {file}", file=self.form.currentText()))

    def _leave(self, leave: Callable[[Office, Listed, Progress], Changes], sentence: str) -> None:
        people, on, form, words = self.chosen.people, self.chosen.on, self.form.currentData(), self.hands.words

        def work(office: Office, progress: Progress) -> tuple[int, Changes]:
            listed = acts.list_of(office, people, on, form, progress=progress)
            return listed.left_alone, leave(office, listed, progress)

        def left(answer: tuple[int, Changes]) -> None:
            alone, changes = answer
            told = words.say("{count} who wish for no contact were left out.", count=alone) if alone else ""
            self.done_with(" ".join(filter(None, (sentence, told))), changes)

        self.work(say("Making the list"), work, left)
