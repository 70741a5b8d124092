"""The first steps of a new register: whose it is, its passphrase, and what to begin with. Nothing is written before the last."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..actions.office import Office, create_office
from ..rules.messages import Message, Refused, say
from ..rules.passphrases import SHORTEST, Strength, strength
from ..rules.records import Progress
from .cards import SUFFIX, Card, Opener, open_demo, secret
from .county_field import CountyField
from .labels import button, fields, plain, quiet
from .page import Hands
from .whereabouts import leave_off, remember_register

STRENGTHS: Mapping[Strength, Message] = {
    Strength.SHORT: say("too short, at least {count} characters", count=SHORTEST),
    Strength.COMMON: say("everybody tries this first; choose another"),
    Strength.WEAK: say("weak: make it longer, or mix letters, digits and signs"),
    Strength.GOOD: say("good"),
    Strength.STRONG: say("strong"),
}
REFUSED_STRENGTHS = (Strength.SHORT, Strength.COMMON)


class Beginning(NamedTuple):
    """Something to begin with: its words, and the page the new register opens on ("": the demo opens instead)."""

    title: Message
    help: Message
    page: str


BEGINNINGS = (
    Beginning(
        say("With a &roster"),
        say("The street or the villages have a list already: take it in, look it over, and everybody is placed."),
        "intake",
    ),
    Beginning(
        say("With a &canvass"),
        say("There is no list yet: print blank sheets, go from door to door, and key in what was told."),
        "canvass",
    ),
    Beginning(
        say("Look &around first"),
        say("An invented township of 3,000 people opens to try everything with. Your register waits in the list."),
        "",
    ),
)
PLACES = {"register_exists": 0, "folder_read_only": 0, "office_unnamed": 0, "passphrase_weak": 1}
"""The step a refusal belongs to; any other is said where one is."""
OFFICE, SECRET, START = range(3)
TITLES = (say("Office"), say("Passphrase"), say("Beginning"))


class FirstSteps(Card):
    """Three steps with Back and Next; Enter goes on."""

    left = Signal()
    """Back from the first step."""

    def __init__(self, hands: Hands, opener: Opener) -> None:
        super().__init__(hands, hands.words.say("Make a new register"), opener)
        words = hands.words
        self.name, self.county, self.folder = QLineEdit(), CountyField(hands), QLineEdit()
        self.passphrase, self.again = secret(), secret()
        self.strength = quiet()
        self.sheet = QCheckBox(words.say("Make a recovery shee&t"))
        self.sheet.setAccessibleName(plain(self.sheet.text()))
        self.sheet.setChecked(True)
        self.beginnings = QButtonGroup(self)
        self._documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.where = QLabel()
        self.where.setObjectName("steps")
        self.steps = QStackedWidget()
        for fill in (self._office, self._secret, self._start):
            self.steps.addWidget(filled(fill))
        self.back = button(words.say("&Back"), self._back)
        self.next = button("", self.go_on, main=True)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.next)
        self.inside.addWidget(self.where)
        self.inside.addWidget(self.steps)
        self.inside.addWidget(self.refusal)
        self.inside.addLayout(foot)
        self._wire()
        self.show_step(OFFICE)

    def _wire(self) -> None:
        self.name.textEdited.connect(self._suggest)
        self.passphrase.textChanged.connect(self._weigh)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from every field and every choice."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    @property
    def wants_sheet(self) -> bool:
        """Whether the register that is made and opened is to get its recovery sheet at once."""
        return self.sheet.isChecked() and bool(BEGINNINGS[self.beginnings.checkedId()].page)

    def show_step(self, step: int) -> None:
        """Turn to a step; the keyboard goes to its first field."""
        words = self._hands.words
        self.said("")
        self.steps.setCurrentIndex(step)
        marks = [f"{nth} {words(title)}" for nth, title in enumerate(TITLES, 1)]
        marks[step] = f"<b>{marks[step]}</b>"
        self.where.setText("&nbsp;&nbsp;›&nbsp;&nbsp;".join(marks))
        told = words.say("Step {nth} of {all}: {title}", nth=step + 1, all=len(TITLES), title=TITLES[step])
        self.where.setAccessibleName(told)
        label = words.say("&Make") if step == START else words.say("&Next")
        self.next.setText(label)
        self.next.setAccessibleName(plain(label))
        (self.name, self.passphrase, self.beginnings.buttons()[self.beginnings.checkedId()])[step].setFocus()

    def go_on(self) -> None:
        """To the next step if this one is right, from the last one to the register."""
        step = self.steps.currentIndex()
        wrong = self._wrong(step)
        if wrong is not None:
            sentence, field = wrong
            self.said(sentence)
            field.setFocus()
        elif step == START:
            self.submit()
        else:
            self.show_step(step + 1)

    def submit(self) -> None:
        """Make what the fields say, and open it where the person wants to begin."""
        folder, passphrase = Path(self.folder.text().strip()), self.passphrase.text()
        name, county = self.name.text(), self.county.text()
        page = BEGINNINGS[self.beginnings.checkedId()].page

        def make(progress: Progress) -> Office:
            made = create_office(folder, passphrase, name, county)
            if page:
                return made
            made.close()
            return open_demo(progress)

        remember_register(self._hands.settings, folder)
        if page:
            leave_off(self._hands.settings, folder, page, None)
        self._opener(make, self.refused)

    def refused(self, refused: Refused) -> None:
        """Say why nothing was made, at the step it is about."""
        self.show_step(PLACES.get(refused.code, self.steps.currentIndex()))
        super().refused(refused)

    def clear(self) -> None:
        """Forget what was typed, the passphrase above all."""
        self.sheet.setChecked(True)
        for field in (self.name, self.county, self.folder, self.passphrase, self.again):
            field.clear()
        self.show_step(OFFICE)

    def _wrong(self, step: int) -> tuple[str, QLineEdit] | None:
        """What is wrong at a step, and the field it is about."""
        words = self._hands.words
        if step == OFFICE and not self.name.text().strip():
            return words.say("The office has no name: give it the one that stands on its papers."), self.name
        if step == OFFICE and not self.folder.text().strip():
            return words.say("Write where the register is to lie."), self.folder
        if step == SECRET and (weighed := strength(self.passphrase.text())) in REFUSED_STRENGTHS:
            return words.say("Passphrase: {strength}", strength=STRENGTHS[weighed]), self.passphrase
        if step == SECRET and self.passphrase.text() != self.again.text():
            return words.say("The two passphrases differ: type them again."), self.again
        return None

    def _back(self) -> None:
        step = self.steps.currentIndex()
        if step == OFFICE:
            self.left.emit()
        else:
            self.show_step(step - 1)

    def _office(self, layout: QVBoxLayout) -> None:
        words = self._hands.words
        layout.addLayout(
            fields(
                (words.say("Office na&me"), self.name),
                (words.say("&County"), self.county),
                (words.say("&Folder to make"), self.folder),
            )
        )
        self.name.setPlaceholderText(words.say("As it stands on the papers"))
        layout.addWidget(
            quiet(
                words.say("The register lies in this folder, encrypted. To another computer it goes as a whole folder.")
            )
        )

    def _secret(self, layout: QVBoxLayout) -> None:
        words = self._hands.words
        layout.addLayout(
            fields(
                (words.say("Pa&ssphrase"), self.passphrase),
                (words.say("Passphrase a&gain"), self.again),
            )
        )
        layout.addWidget(self.strength)
        layout.addWidget(
            quiet(
                words.say(
                    "Nobody can open the register without the passphrase, nor can its makers. The recovery sheet is a second key"
                    " for the safe: print or save it as soon as the register is made, or do that later on the page Safety."
                )
            )
        )
        layout.addWidget(self.sheet)

    def _start(self, layout: QVBoxLayout) -> None:
        words = self._hands.words
        for nth, beginning in enumerate(BEGINNINGS):
            title, help = words(beginning.title), words(beginning.help)
            choice = QRadioButton(title)
            choice.setAccessibleName(plain(title))
            choice.setAccessibleDescription(help)
            choice.setChecked(nth == 0)
            self.beginnings.addButton(choice, nth)
            layout.addWidget(choice)
            below = quiet(help)
            below.setIndent(26)
            layout.addWidget(below)

    def _suggest(self, name: str) -> None:
        self.folder.setText(str(Path(self._documents) / f"{name.strip()}{SUFFIX}") if name.strip() else "")

    def _weigh(self, passphrase: str) -> None:
        words = STRENGTHS[strength(passphrase)]
        self.strength.setText(self._hands.words.say("Passphrase: {strength}", strength=words) if passphrase else "")
        self.passphrase.setAccessibleDescription(self.strength.text())


def filled(fill: Callable[[QVBoxLayout], None]) -> QWidget:
    """A step, filled from the top."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
    fill(layout)
    layout.addStretch()
    return whole
