"""What an office leaves open: rates as tiles, progress beside its marks, the trend, what falls due, what blocks, the data."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QTableView, QVBoxLayout, QWidget

from ..actions.indicator_answers import QUOTA, label
from ..actions.office import Office
from ..actions.progress import BLOCKS, QUALITY, Second, Sight, second, sight
from ..actions.residents import Filter
from ..actions.self_check import QUESTIONS
from ..rules import indicators as rates
from ..rules.bands import band_of
from ..rules.measures import OFFICE
from ..rules.messages import say
from ..rules.records import Progress
from .charts import ChartBox
from .labels import card, quiet
from .page import Hands, View
from .tab import Tab
from .table import Heading, RowsModel, fill_with, table_view
from .tiles import RateTile


class WallTab(Tab):
    """Charts and counts; whatever is pressed shows its people among the residents."""

    pressed = Signal(object, str)
    """A scope and a measure whose people are wanted."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.villages, self.bands, self.trend, self.due = (ChartBox() for _ in range(4))
        self.tiles = self._tiles()
        self.area = QScrollArea()
        self.nobody = quiet(words.say("There is nobody to count yet: take in a roster first."))
        self.blocks, self.quality = RowsModel(), RowsModel()
        self.blocks_table = self._counts(self.blocks, words.say("What is in the way"), self._open_block)
        self.quality_table = self._counts(self.quality, words.say("About the data"), self._open_question)
        self._people: Mapping[str, Sequence[int]] = {}
        self._waiting: Mapping[str, frozenset[int]] = {}
        self._lay_out()
        self.villages.pressed.connect(self._open_village)
        self.bands.pressed.connect(self._open_band)
        self.due.pressed.connect(self._open_week)

    def _tiles(self) -> dict[str, RateTile]:
        words, definitions = self._hands.words, rates.load()
        help = words.say("Press to see whom this rate counts.")

        def made(code: str, measure: str) -> RateTile:
            return RateTile(
                label(definitions.indicators[code], words), help, lambda: self.pressed.emit(OFFICE, measure)
            )

        return {code: made(code, each.measure) for code, each in definitions.indicators.items() if code != QUOTA}

    def _lay_out(self) -> None:
        whole, rates_grid = QWidget(), QGridLayout()
        whole.setObjectName("paper")
        grid = QGridLayout(whole)
        grid.setSpacing(14)
        rates_grid.setSpacing(8)
        for nth, tile in enumerate(self.tiles.values()):
            rates_grid.addWidget(tile, nth // IN_A_ROW, nth % IN_A_ROW)
            rates_grid.setColumnStretch(nth % IN_A_ROW, 1)
        grid.addLayout(rates_grid, 0, 0, 1, 3)
        for nth, box in enumerate((self.villages, self.bands, self.trend, self.due)):
            frame, inside = card()
            inside.addWidget(box)
            grid.addWidget(frame, 1 + nth // 2, nth % 2)
        grid.addWidget(self._counts_card(), 1, 2, 2, 1)
        for column, stretch in enumerate((3, 3, 2)):
            grid.setColumnStretch(column, stretch)
        self.area.setWidgetResizable(True)
        self.area.setWidget(whole)
        self.nobody.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.nobody)
        layout.addStretch()

    def _counts_card(self) -> QWidget:
        words = self._hands.words
        frame, inside = card(words.say("What is in the way"))
        heading = QLabel(words.say("About the data"))
        heading.setObjectName("cardTitle")
        inside.addWidget(self.blocks_table)
        inside.addWidget(heading)
        inside.addWidget(self.quality_table)
        inside.addWidget(quiet(words.say("Press a number or a bar to see who they are.")))
        inside.addStretch()
        return frame

    def _counts(self, model: RowsModel, name: str, opened: Callable[[int], None]) -> QTableView:
        view = table_view(model, name)
        view.horizontalHeader().hide()
        view.clicked.connect(lambda index: opened(index.row()))
        view.activated.connect(lambda index: opened(index.row()))
        return view

    def load(self, view: View) -> None:
        """Read what is seen at once, then what takes longer."""
        words, on = self._hands.words, view.on

        def first(office: Office, progress: Progress) -> Sight:
            return sight(office, on, words, progress)

        def then(office: Office, progress: Progress) -> Second:
            return second(office, on, words, progress)

        def show(seen: Sight) -> None:
            self.show_sight(seen)
            worker.read(say("Reading what falls due"), then, self.show_second, self.refused.emit, "progress second")

        worker = self._hands.worker
        worker.ask(say("Reading the progress"), first, show, self.refused.emit, "progress")

    def clear(self) -> None:
        """Another register: no figure is true any more."""
        self._people, self._waiting = {}, {}
        for tile in self.tiles.values():
            tile.show_rate("", "", 0)

    def show_sight(self, seen: Sight) -> None:
        """Show rates, bars, trend, and what is in the way."""
        words = self._hands.words
        somebody = any(each.denominator for each in seen.headline)
        self.area.setVisible(somebody)
        self.nobody.setVisible(not somebody)
        for each in seen.headline:
            below = words.say(
                "{people} of {all} {name}", people=each.numerator, all=each.denominator, name=each.denominator_text
            )
            self.tiles[each.code].show_rate(each.percent, below, each.numerator)
        for box, chart in ((self.villages, seen.villages), (self.bands, seen.bands), (self.trend, seen.trend)):
            box.show_chart(chart)
        rows = [(count, words(BLOCKS[codes])) for codes, count in seen.blocks]
        self.blocks.show(COUNTED, rows)
        _show_all(self.blocks_table)

    def show_second(self, seen: Second) -> None:
        """Show doses falling due and the counts about the data."""
        self.due.show_chart(seen.due)
        self._people, self._waiting = seen.quality, seen.waiting
        rows = [(len(people), self._hands.words(QUESTIONS[code][1])) for code, people in seen.quality.items()]
        self.quality.show(COUNTED, rows)
        _show_all(self.quality_table)

    def _open_block(self, row: int) -> None:
        self.go.emit("residents", Filter(details=frozenset(list(BLOCKS)[row])))

    def _open_question(self, row: int) -> None:
        code = QUALITY[row]
        about = self._hands.words(QUESTIONS[code][1])
        self.go.emit("residents", Filter(people=frozenset(self._people.get(code, ())), about=about))

    def _open_village(self, village: str) -> None:
        self.go.emit("residents", Filter(villages=frozenset({village}), standings=LEFT))

    def _open_band(self, code: str) -> None:
        band = band_of(code)
        if band is not None:
            self.go.emit("residents", Filter(age_from=band.first, age_to=band.last, standings=LEFT))

    def _open_week(self, week: str) -> None:
        about = self._hands.words.say("Doses falling due")
        self.go.emit("residents", Filter(people=self._waiting.get(week, frozenset()), about=about))


def _show_all(view: QTableView) -> None:
    """All rows of a short table, as high as they are."""
    fill_with(view, 1)
    view.setFixedHeight(view.model().rowCount() * view.verticalHeader().defaultSectionSize() + 2 * view.frameWidth())


IN_A_ROW = 4
"""Tiles beside each other."""
COUNTED = (Heading("", "right"), Heading(""))
LEFT = frozenset({"incomplete", "unvaccinated", "unverified"})
"""Who is left, behind a bar of coverage."""
