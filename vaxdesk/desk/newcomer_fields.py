"""The fields of a new member, filled one after the other without a mouse; what stands in them is always one line of the sheet."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from ..actions.language import Translator
from ..actions.lines import SEXES
from ..rules.ages import full_years
from ..rules.identity import read_number
from ..rules.keying_line import LineReader
from ..rules.messages import Message, say
from ..rules.problems import CODES, Severity
from ..rules.writing import narrow
from .keyed_field import KeyedField
from .labels import label_for, quiet

NUMBER_LENGTH, PHONE_LENGTH = 18, 11
LABELS: Mapping[str, Message] = {
    "name": say("Name"),
    "relation": say("Relation"),
    "number": say("Identity number"),
    "sex": say("Sex"),
    "birth": say("Birth date"),
    "phone": say("Phone"),
    "doses": say("Doses"),
    "more": say("More"),
}
WIDTHS = {"name": 3, "relation": 2, "number": 5, "sex": 1, "birth": 3, "phone": 4, "doses": 6, "more": 3}
"""How the width of the page is shared."""
WITHOUT_NUMBER = ("sex", "birth")


class NewcomerFields(QFrame):
    """One new member. The number fills sex, birth date and age; without one both are asked for."""

    changed = Signal()
    """Something was typed."""
    entered = Signal()
    """The member is complete: `line` tells what was typed."""
    finished = Signal()
    left = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self._reader: LineReader | None = None
        self._last: Mapping[str, str] = {}
        self.fields = {
            "name": KeyedField(),
            "relation": KeyedField(lambda text: len(text) == 1 and narrow(text).isdigit()),
            "number": KeyedField(lambda text: len(_compact(text)) == NUMBER_LENGTH and self._number_stands(text)),
            "sex": KeyedField(lambda text: len(text) == 1),
            "birth": KeyedField(),
            "phone": KeyedField(lambda text: len(_compact(text)) == PHONE_LENGTH and _compact(text).startswith("1")),
            "doses": KeyedField(),
            "more": KeyedField(),
        }
        self.said = quiet()
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for nth, (name, field) in enumerate(self.fields.items()):
            self._labels[name] = label_for(field, words(LABELS[name]))
            grid.addWidget(self._labels[name], 0, nth)
            grid.addWidget(field, 1, nth)
            grid.setColumnStretch(nth, WIDTHS[name])
            self._wire(name, field)
        grid.addWidget(self.said, 2, 0, 1, len(self.fields))
        self._ask_for_birth(False)

    def _wire(self, name: str, field: KeyedField) -> None:
        field.textChanged.connect(lambda _text: self._typed())
        field.entered.connect(lambda: self._on(name))
        field.finished.connect(self.finished.emit)
        field.left.connect(self.left.emit)
        field.back.connect(self.left.emit)
        field.reached.connect(lambda: self._offer(name))
        field.repeat.connect(lambda: field.insert(self._last.get(name, "")))

    def begin(self, reader: LineReader) -> None:
        """Ask for a new member from the name on; what was typed of the last one is what F2 repeats."""
        self._reader = reader
        self.fields["doses"].setPlaceholderText(self._words.say("such as 2 1 210601 0625"))
        self.fields["name"].setFocus()

    @property
    def line(self) -> str:
        """What stands in the fields as a line; "" while there is no name."""
        values = {name: narrow(field.text()).strip() for name, field in self.fields.items()}
        if not values["name"]:
            return ""
        if len(_compact(values["number"])) in range(1, 15) and self.fields["number"].hasFocus():
            values["number"] = ""
        values["sex"] = next((code for code, sex in SEXES.items() if self._words(sex) == values["sex"]), values["sex"])
        values["name"] = "_".join(values["name"].split())
        for name in ("number", "phone"):
            values[name] = _compact(values[name])
        if self.fields["sex"].isHidden():
            values |= dict.fromkeys(WITHOUT_NUMBER, "")
        return f"+{' '.join(filter(None, values.values()))}"

    def clear(self) -> None:
        """Empty all fields for the next member."""
        self._last = {name: field.text() for name, field in self.fields.items()}
        for field in self.fields.values():
            field.blockSignals(True)
            field.clear()
            field.blockSignals(False)
        self._ask_for_birth(False)
        self.said.clear()

    def _on(self, name: str) -> None:
        """Go on to the next field, or give the member away."""
        field, order = self.fields[name], [each for each in self.fields if not self.fields[each].isHidden()]
        if name == "relation" and narrow(field.text()).isdigit() and self._reader is not None:
            relations, number = self._reader.terms.lists.relations, int(narrow(field.text()))
            field.setText(relations[number - 1] if 1 <= number <= len(relations) else "")
        if name == "sex" and narrow(field.text()) in ("1", "2"):
            field.setText(self._words(SEXES["m" if narrow(field.text()) == "1" else "f"]))
        if name == "name" and not field.text().strip():
            self.left.emit()
        elif name in ("doses", "more"):
            self.entered.emit()
        else:
            if name == "number":
                self._ask_for_birth(not field.text().strip())
                order = [each for each in self.fields if not self.fields[each].isHidden()]
            self.fields[order[order.index(name) + 1]].setFocus()

    def _offer(self, name: str) -> None:
        """Show the numbers that may be typed into a field beside their words."""
        terms, words = self._reader.terms if self._reader is not None else None, self._words
        if terms is None:
            return
        lists: Mapping[str, Iterable[str]] = {
            "relation": map(words, terms.lists.relations),
            "sex": (words(SEXES["m"]), words(SEXES["f"])),
            "doses": terms.products.values(),
        }
        if name in lists:
            self.said.setText("    ".join(f"{nth} {word}" for nth, word in enumerate(lists[name], 1)))

    def _typed(self) -> None:
        self._say_number(self.fields["number"].text())
        self.changed.emit()

    def _number_stands(self, text: str) -> bool:
        return self._reader is not None and bool(read_number(text, self._reader.terms.today).number)

    def _say_number(self, text: str) -> None:
        """Judge the number as far as it is typed: what it fills, or what is wrong with it."""
        self.said.clear()
        if self._reader is None or len(_compact(text)) < 15:
            return
        today = self._reader.terms.today
        found = read_number(text, today)
        if found.number and found.birth:
            sex = self._words(SEXES[found.sex])
            age = full_years(found.birth, today)
            self.said.setText(self._words.say("{sex}, born on {day}, {age} years", sex=sex, day=found.birth, age=age))
        elif len(_compact(text)) >= NUMBER_LENGTH:
            wrong = [CODES[code] for code in found.codes if CODES[code][0] is Severity.ERROR]
            self.said.setText(self._words(wrong[-1][1]) if wrong else "")

    def _ask_for_birth(self, wanted: bool) -> None:
        for name in WITHOUT_NUMBER:
            self.fields[name].setVisible(wanted)
            self._labels[name].setVisible(wanted)


def _compact(text: str) -> str:
    return narrow(text).replace(" ", "").replace("-", "")
