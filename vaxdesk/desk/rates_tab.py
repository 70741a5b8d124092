"""Rates beside each of their denominators: of the office, or of its parts side by side with their places."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions import indicators as figures
from ..actions.indicator_answers import label
from ..actions.indicators import Indicators, Week
from ..actions.office import Office
from ..rules.bands import read_bands
from ..rules.measures import OFFICE, Scope
from ..rules.messages import Message, Refused, say
from ..rules.rates import NO_RATE
from ..rules.records import Progress
from .labels import choice, label_for, quiet
from .page import Hands, View
from .rates_rows import KINDS, NOT_COUNTED, office_rates, parts
from .tab import Tab
from .table import RowsModel, fit_columns, table_view


class RatesTab(Tab):
    """What is compared and by which rate; a row opens the people it counts."""

    reckoned = Signal(object, object, object)
    """The rates were reckoned: Indicators, Week, and the names of the groups of vaccines."""
    pressed = Signal(object, str)
    """The scope and the measure of a row."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._view: View | None = None
        self._found: tuple[Indicators, Week] | None = None
        self._behind: Sequence[tuple[Scope, str]] = ()
        self.kind, self.rate = choice(words, KINDS.items()), QComboBox()
        self.bands, self.cut_off = QLineEdit(), QLineEdit()
        for box in (self.kind, self.rate):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.bands.setPlaceholderText("12-17,18-59,60+")
        self.cut_off.setPlaceholderText("2021-05-31")
        self.cut_off.setMaximumWidth(120)
        self.warnings = quiet()
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Rates and what they are divided by"))
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._show)
        self.rate.currentIndexChanged.connect(self._show)
        for field in (self.bands, self.cut_off):
            field.editingFinished.connect(self._again)
        for pressed in (self.table.clicked, self.table.activated):
            pressed.connect(self._open)

    def _lay_out(self) -> None:
        words, row, layout = self._hands.words, QHBoxLayout(), QVBoxLayout(self)
        fields: tuple[tuple[Message, QWidget], ...] = (
            (say("Comp&are"), self.kind),
            (say("by &rate"), self.rate),
            (say("A&ge bands"), self.bands),
            (say("Boosters: complete &by"), self.cut_off),
        )
        for title, widget in fields:
            row.addWidget(label_for(widget, words(title)))
            row.addWidget(widget, 1 if widget is self.bands else 0)
        layout.addLayout(row)
        layout.addWidget(self.warnings)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            quiet(
                words.say(
                    "Press a row to see whom it counts. Villages and grids have places, by the work as well as by doses; "
                    "work units and persons have none."
                )
            )
        )

    def load(self, view: View) -> None:
        """Reckon all rates of the day."""
        self._view = view
        try:
            bands = read_bands(self.bands.text()) if self.bands.text().strip() else None
            cut_off = date.fromisoformat(self.cut_off.text().strip()) if self.cut_off.text().strip() else None
        except ValueError:
            self.refused.emit(Refused("day_invalid", say("Write the day like 2021-07-01.")))
            return
        except Refused as refused:
            self.refused.emit(refused)
            return

        def read(office: Office, progress: Progress) -> tuple[Indicators, Week, dict[str, str]]:
            seen = figures.indicators(office, view.on, bands, cut_off, progress)
            groups = {code: group.name for code, group in office.catalogue.groups.items()}
            return seen, figures.week(office, seen, progress), groups

        self._hands.worker.ask(say("Reckoning the rates"), read, self.show_rates, self.refused.emit, "rates")

    def clear(self) -> None:
        """Another register: no rate."""
        self._view, self._found, self._behind = None, None, ()
        for field in (self.bands, self.cut_off):
            field.clear()
        self.model.show([], [])

    @property
    def complete_by(self) -> date | None:
        """The cut-off that was typed, None for the usual one."""
        return self._found[0].complete_by if self._found else None

    def show_rates(self, found: tuple[Indicators, Week, dict[str, str]]) -> None:
        """Show the rates of a day."""
        words, seen = self._hands.words, found[0]
        self._found = found[:2]
        if not self.rate.count():
            self.rate.blockSignals(True)
            for code, indicator in seen.definitions.indicators.items():
                if code != NOT_COUNTED:
                    self.rate.addItem(label(indicator, words), code)
            self.rate.setCurrentIndex(self.rate.findData("full_course_rate"))
            self.rate.blockSignals(False)
        self.cut_off.setPlaceholderText(seen.complete_by.isoformat() if seen.complete_by else NO_RATE)
        self.bands.setPlaceholderText(",".join(band.code for band in seen.bands))
        self._show()
        self.reckoned.emit(*found)

    def _show(self) -> None:
        if self._found is None:
            return
        seen, around = self._found
        kind = str(self.kind.currentData())
        self.rate.setEnabled(kind != OFFICE.kind)
        words = self._hands.words
        sides = (
            office_rates(seen, words)
            if kind == OFFICE.kind
            else parts(seen, around, kind, str(self.rate.currentData()), words)
        )
        self._behind = sides.behind
        self.model.show(sides.headings, sides.rows)
        fit_columns(self.table, 260)
        self.warnings.setText(words(seen.warnings[0]) if seen.warnings else "")
        self.warnings.setVisible(bool(seen.warnings))
        if not sides.rows:
            self.warnings.setText(words.say("There is none of these in the register."))
            self.warnings.show()

    def _again(self) -> None:
        if self._view is not None:
            self.load(self._view)

    def _open(self, cell: QModelIndex) -> None:
        self.pressed.emit(*self._behind[cell.row()])
