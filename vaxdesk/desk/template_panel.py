"""Beside the sheet: what the cell in sight is taken for, and what a person says it is; what the whole sheet lists."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from ..actions.language import Translator
from ..actions.template_view import FIRST_ROW, LISTED, VILLAGES, Choices, Correction, SheetView, cell_name, written_slot
from .labels import button, card, plain, quiet

Place = tuple[int, int]
AS_READ, ALONE = "\0", ""
"""What the program reads by itself; left alone."""
EVERYWHERE, TOGETHER = "*", ""
SHORTEST = 8
"""Characters of its lists."""


class TemplatePanel(QWidget):
    """Two cards: the cell or heading in sight, and the sheet. Whatever is chosen is said at once."""

    said = Signal(object)
    """A list of corrections."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self._view: SheetView | None = None
        self._choices: Choices | None = None
        self._place: Place = (-1, -1)
        self.where, self.why = QLabel(), quiet()
        self.where.setObjectName("cardTitle")
        self.figure, self.village, self.band = QComboBox(), QComboBox(), QComboBox()
        self.listed, self.first = QComboBox(), QSpinBox()
        self.first.setRange(1, 100_000)
        self.first.setKeyboardTracking(False)
        self.forget_cell = button(words.say("As the program rea&ds it"), self._forget_cell)
        self._lay_out()
        self.figure.activated.connect(lambda _: self._say_cell())
        self.village.activated.connect(lambda _: self._say_cell())
        self.band.activated.connect(lambda _: self._say_cell())
        self.listed.activated.connect(lambda _: self._say_sheet())
        self.first.editingFinished.connect(self._say_sheet)

    def _lay_out(self) -> None:
        words = self._words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        cell, inside = card()
        inside.addWidget(self.where)
        inside.addWidget(self.why)
        self.rows = self._form(
            inside,
            {words.say("&Means"): self.figure, words.say("&Of whom"): self.village, words.say("A&ge"): self.band},
        )
        inside.addWidget(self.forget_cell)
        box.addWidget(cell)
        sheet, below = card(words.say("The whole sheet"))
        self._form(below, {words.say("L&ists"): self.listed, words.say("From &row"): self.first})
        box.addWidget(sheet)

    @staticmethod
    def _form(inside: QVBoxLayout, fields: Mapping[str, QWidget]) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in fields.items():
            if isinstance(field, QComboBox):
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.setMinimumContentsLength(SHORTEST)
            form.addRow(label, field)
            field.setAccessibleName(plain(label))
        inside.addLayout(form)
        return form

    def offer(self, choices: Choices) -> None:
        """What there is to choose from."""
        words = self._words
        self._choices = choices
        _offer(
            self.village, {TOGETHER: words.say("the villages of this sheet"), EVERYWHERE: words.say("the whole office")}
        )
        for name in choices.villages:
            self.village.addItem(name, name)
        _offer(self.band, {"": words.say("all ages")} | {band: band for band in choices.bands})
        lists = {
            AS_READ: words.say("as the title says"),
            ALONE: words.say("nobody"),
            VILLAGES: words.say("the villages"),
        }
        _offer(self.listed, lists | dict(choices.lists))

    def show_sheet(self, view: SheetView) -> None:
        """Show what a sheet lists."""
        self._view = view
        form, row = view.lists[0] if view.lists else (AS_READ, 0)
        self.listed.setCurrentIndex(max(0, self.listed.findData(form)))
        self.first.setValue(row + 1)
        self.show_cell(self._place)

    def show_cell(self, place: Place) -> None:
        """Show what a cell or heading is taken for."""
        self._place = place
        view, choices, words = self._view, self._choices, self._words
        named = view is not None and place[0] >= 0
        for field in (self.figure, self.village, self.band, self.forget_cell):
            field.setEnabled(named)
        if view is None or choices is None or not named:
            self.where.setText(words.say("Click on a cell"))
            self.why.setText(
                words.say("Then say here what it asks for; it is remembered for every workbook of this kind.")
            )
            return
        heading, slot, mark = view.heading_of(place), view.slots.get(place), view.marks.get(place)
        self.where.setText(cell_name(place) if heading is None else f"{cell_name(place)}  {heading.text}")
        self.why.setText(words(mark.why) if mark and mark.why else "")
        self.rows.setRowVisible(self.village, heading is None)
        self.rows.setRowVisible(self.band, heading is None)
        meanings = choices.fields if heading is not None and heading.people else choices.figures
        _offer(self.figure, {ALONE: words.say("leave it empty")} | dict(meanings))
        means = heading.measure if heading is not None else slot.measure if slot else ALONE
        self.figure.setCurrentIndex(max(0, self.figure.findData(means)))
        self.village.setCurrentIndex(max(0, self.village.findData(slot.village if slot else EVERYWHERE)))
        self.band.setCurrentIndex(max(0, self.band.findData(slot.band.code if slot and slot.band else "")))

    def _say_cell(self) -> None:
        if self._view is None:
            return
        heading = self._view.heading_of(self._place)
        if heading is not None:
            self.said.emit([Correction(heading.fingerprint, str(heading.column), self.figure.currentData())])
            return
        slot = written_slot(self.village.currentData(), self.figure.currentData(), self.band.currentData())
        self.said.emit([Correction(self._view.fingerprint, cell_name(self._place), slot)])

    def _forget_cell(self) -> None:
        if self._view is None:
            return
        heading = self._view.heading_of(self._place)
        mark, key = (
            (heading.fingerprint, str(heading.column)) if heading else (self._view.fingerprint, cell_name(self._place))
        )
        self.said.emit([Correction(mark, key, None)])

    def _say_sheet(self) -> None:
        view = self._view
        if view is None:
            return
        listed, first = self.listed.currentData(), self.first.value()
        form, row = view.lists[0] if view.lists else (AS_READ, 0)
        if (listed, first) != (form, row + 1):
            forgotten = listed == AS_READ
            self.said.emit(
                [
                    Correction(view.fingerprint, LISTED, None if forgotten else listed),
                    Correction(view.fingerprint, FIRST_ROW, None if forgotten or first < 2 else str(first)),
                ]
            )


def _offer(box: QComboBox, choices: Mapping[str, str]) -> None:
    box.clear()
    for code, text in choices.items():
        box.addItem(text, code)
