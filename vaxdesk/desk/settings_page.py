"""Settings: a page made from the table of fields. What is chosen holds at once; what is typed, once it is saved."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..actions import assignments, backups
from ..actions.campaign_summary import campaign_summary
from ..actions.language import Translator
from ..actions.office import Changes, Office
from ..actions.office_details import correct_office, office_details
from ..actions.optional_fields import State, optional_fields, switch_off, switch_on
from ..rules.messages import FieldRefused, Refused, say
from ..rules.records import Progress
from .appearance import LARGEST, SMALLEST, wear
from .folder_field import FolderField
from .labels import button, card, label_for, plain, quiet
from .optional_field import OptionalFieldSwitch
from .page import Hands, Page, View
from .settings_fields import PLACES, SECTIONS, Field, Section

WRITTEN = (QLineEdit, QLabel, FolderField, OptionalFieldSwitch)
"""Widgets that show a word of the register."""
STEP = 10
"""Per cent between two sizes of text."""
WIDEST = 420
"""Pixels of the search box."""


class Line:
    """A field on the page: its words, the widget that shows or changes it, and the line for what is wrong with it."""

    def __init__(self, field: Field, widget: QWidget, whole: QWidget, wrong: QLabel, words: str) -> None:
        self.field = field
        self.widget = widget
        self.whole = whole
        self.wrong = wrong
        self._words = words.casefold()

    def fits(self, text: str) -> bool:
        """Whether label, help or what is told (a village's name) hold every word that is searched for."""
        said = f"{self._words} {self.typed().casefold()}"
        return all(word in said for word in text.casefold().split())

    def show(self, text: str) -> None:
        """Show what the register holds."""
        if isinstance(self.widget, WRITTEN):
            self.widget.setText(text)

    def typed(self) -> str:
        """What stands in the field now."""
        return self.widget.text() if isinstance(self.widget, WRITTEN) else ""


class SettingsPage(Page):
    """The office, the looks and the language, with a box to find a setting in."""

    name = "settings"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.lines: dict[str, Line] = {}
        self.search = QLineEdit(placeholderText=words.say("Find a setting"), clearButtonEnabled=True)
        self.search.setAccessibleName(words.say("Find a setting"))
        self.search.setMaximumWidth(WIDEST)
        self.search.textChanged.connect(self._filter)
        self.save = button(words.say("Sav&e"), self._save, main=True)
        self.frames = [self._section(section) for section in SECTIONS]
        self.body.addWidget(self.search)
        self.body.addWidget(self._scroll(), 1)

    def load(self, view: View) -> None:
        """Read what the register says of its office."""
        words = self.hands.words

        def read(office: Office, _progress: Progress) -> Mapping[str, str]:
            return told_by(office, view.on, words)

        self.hands.worker.ask(say("Reading the settings"), read, self.show_details, self.refused, self.name)

    def show_details(self, told: Mapping[str, str]) -> None:
        """Show it: the texts by the keys of their fields."""
        for key, text in told.items():
            self.lines[key].show(text)

    def forget(self) -> None:
        """Empty what belonged to the register."""
        super().forget()
        for line in self.lines.values():
            line.show("")
            line.wrong.hide()

    def refused(self, refused: Refused) -> None:
        """Say it beside the field it is about."""
        if not isinstance(refused, FieldRefused):
            super().refused(refused)
            return
        line = self.lines[refused.field]
        line.wrong.setText(self.hands.words(refused.message))
        line.wrong.show()
        line.widget.setFocus()

    def _save(self) -> None:
        typed = [self.lines[key].typed() for key in ("office", "county", "letterhead")]
        for line in self.lines.values():
            line.wrong.hide()

        def correct(office: Office, progress: Progress) -> Changes:
            return correct_office(office, *typed)

        self.hands.worker.ask(say("Saving the settings"), correct, self._saved, self.refused)

    def _saved(self, changes: Changes) -> None:
        self.noted.emit(self.hands.words.say("The office's name and county were saved."))
        self.hands.worker.tell(changes)

    def _choose_folder(self, key: str, folder: str) -> None:
        """Another folder for backups was chosen: it is kept at once, as the first or the second."""
        chosen = {each: self.lines[each].typed() for each in PLACES} | {key: folder}
        folders = [path for path in dict.fromkeys(chosen.values()) if path]

        def keep(office: Office, _progress: Progress) -> Changes:
            return backups.set_places(office, folders)

        def kept(changes: Changes) -> None:
            self.noted.emit(self.hands.words.say("Backups go there from now on."))
            self.hands.worker.tell(changes)
            if self.view is not None:
                self.load(self.view)

        self.hands.worker.ask(say("Saving the settings"), keep, kept, self.refused)

    def _switch(self, code: str, reason: str) -> None:
        """A field that is kept of people was switched on for a reason, or ("") off."""
        self.lines[code].wrong.hide()

        def switch(office: Office, _progress: Progress) -> Changes:
            return switch_on(office, code, reason) if reason else switch_off(office, code)

        def switched(changes: Changes) -> None:
            words = self.hands.words
            on, off = (
                words.say("It is recorded from now on."),
                words.say("It is recorded no more; what it held is deleted."),
            )
            self.noted.emit(on if reason else off)
            self.hands.worker.tell(changes)
            if self.view is not None:
                self.load(self.view)

        self.hands.worker.ask(say("Saving the settings"), switch, switched, self.refused)

    def _choose(self, field: Field, value: str | int) -> None:
        """A setting of this machine was chosen: it is kept, and put on."""
        self.hands.settings.setValue(field.key, value)
        application = QApplication.instance()
        if isinstance(application, QApplication) and field.key.startswith("appearance/"):
            wear(application, self.hands.settings)

    def _filter(self, text: str) -> None:
        for line in self.lines.values():
            line.whole.setVisible(line.fits(text))
        for frame, fields in self.frames:
            frame.setVisible(any(self.lines[field.key].fits(text) for field in fields))
        self.save.setVisible(any(line.fits(text) for line in self.lines.values() if line.field.kind == "text"))

    def _scroll(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(16)
        for frame, _fields in self.frames:
            column.addWidget(frame)
        column.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        return scroll

    def _section(self, section: Section) -> tuple[QFrame, tuple[Field, ...]]:
        frame, inside = card(self.hands.words(section.title))
        inside.setSpacing(14)
        for field in section.fields:
            line = self._line(field)
            self.lines[field.key] = line
            inside.addWidget(line.whole)
        if any(field.kind == "text" for field in section.fields):
            inside.addWidget(self.save, alignment=Qt.AlignmentFlag.AlignLeft)
        return frame, section.fields

    def _line(self, field: Field) -> Line:
        words = self.hands.words
        label, help = words(field.label), words(field.help)
        widget = self._widget(field)
        widget.setAccessibleDescription(help)
        wrong = QLabel(wordWrap=True)
        wrong.setObjectName("refusal")
        wrong.hide()
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(widget, 1)
        if not isinstance(widget, QLabel):
            line.addStretch(1)
        column.addLayout(line)
        for each in (quiet(help), wrong):
            column.addWidget(each)
        name = label_for(widget, label)
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        name.setContentsMargins(0, 5, 0, 0)
        row.addWidget(name, 1)
        row.addLayout(column, 4)
        return Line(field, widget, whole, wrong, f"{plain(label)} {help}")

    def _widget(self, field: Field) -> QWidget:
        kept = self.hands.settings.value(field.key, field.default)
        match field.kind:
            case "choice":
                box = QComboBox()
                for value, message in field.choices:
                    box.addItem(self.hands.words(message), value)
                with QSignalBlocker(box):
                    box.setCurrentIndex(max(0, box.findData(kept)))
                box.currentIndexChanged.connect(lambda _row: self._choose(field, box.currentData()))
                return box
            case "percent":
                number = QSpinBox(minimum=SMALLEST, maximum=LARGEST, singleStep=STEP, suffix=" %")
                number.setValue(int(str(kept)) if str(kept).isdecimal() else int(field.default))
                number.setKeyboardTracking(False)
                number.valueChanged.connect(partial(self._choose, field))
                return number
            case "folder":
                folder = FolderField(self.hands.words, plain(self.hands.words(field.label)))
                folder.chosen.connect(partial(self._choose_folder, field.key))
                return folder
            case "optional":
                switch = OptionalFieldSwitch(self.hands.words, plain(self.hands.words(field.label)))
                switch.wanted.connect(partial(self._switch, field.key))
                return switch
            case "text":
                typed = QLineEdit()
                typed.returnPressed.connect(self._save)
                return typed
            case _:
                told = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
                told.setContentsMargins(0, 5, 0, 0)
                return told


def told_by(office: Office, on: date, words: Translator) -> Mapping[str, str]:
    """What the register says, by the keys of the fields."""
    details = office_details(office)
    grids = [(grid.village, grid.name) for grid in assignments.grids(office)]
    villages = []
    for village, people in details.villages:
        own = words.say(", ").join(name for place, name in grids if place == village)
        told = words.say("{village} ({people})", village=village, people=people)
        villages.append(words.say("{village}: {grids}", village=told, grids=own) if own else told)
    folders = [str(path) for path in backups.places(office)]
    return {
        "office": details.name,
        "county": details.county,
        "letterhead": details.letterhead,
        "villages": "  ".join(villages) or words.say("None yet: take in a roster."),
        "folder": str(office.folder),
        **{each.field.code: _state(each, words) for each in optional_fields(office)},
        **dict(zip_longest(PLACES, folders[: len(PLACES)], fillvalue="")),
        **campaign_summary(office, on, words)._asdict(),
    }


def _state(state: State, words: Translator) -> str:
    """As the switch of the field reads it: the number of values and the reason; "" while it is off."""
    if state.reason is None:
        return ""
    reason = state.reason or words.say("in use before a reason was asked for")
    return f"{state.values} {reason}"
