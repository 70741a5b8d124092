"""The page an office leaves open: progress beside its marks, the trend, what falls due, what blocks, how good the data are."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QTableView, QWidget

from ..actions.bulletin import print_bulletin
from ..actions.office import Office
from ..actions.printing import Saved
from ..actions.progress import BLOCKS, QUALITY, Second, Sight, second, sight
from ..actions.residents import Filter
from ..actions.self_check import QUESTIONS
from ..rules.bands import band_of
from ..rules.messages import say
from ..rules.records import Progress
from .charts import ChartBox
from .labels import button, card, quiet
from .page import Hands, Page, Part, View
from .table import Heading, RowsModel, fill_with, table_view


class ProgressPage(Page):
    """Charts and counts; whatever is pressed shows its people among the residents."""

    name = "progress"
    title = say("Progress")
    part = Part.REPORTS
    icon = "chart-column"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.headline = quiet()
        self.villages, self.bands, self.trend, self.due = (ChartBox() for _ in range(4))
        self.blocks, self.quality = RowsModel(), RowsModel()
        self.blocks_table = self._counts(self.blocks, words.say("What is in the way"), self._open_block)
        self.quality_table = self._counts(self.quality, words.say("About the data"), self._open_question)
        self._people: dict[str, Sequence[int]] = {}
        whole = QWidget()
        whole.setObjectName("paper")
        grid = QGridLayout(whole)
        grid.setSpacing(14)
        for nth, box in enumerate((self.villages, self.bands, self.trend, self.due)):
            frame, inside = card()
            inside.addWidget(box)
            grid.addWidget(frame, nth // 2, nth % 2)
        grid.addWidget(self._counts_card(), 0, 2, 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(whole)
        head = QHBoxLayout()
        head.addWidget(self.headline, 1)
        head.addWidget(button(words.say("Save the &bulletin..."), self._save, main=True))
        self.body.addLayout(head)
        self.body.addWidget(scroll, 1)
        self.villages.pressed.connect(self._open_village)
        self.bands.pressed.connect(self._open_band)

    def _counts_card(self) -> QWidget:
        words = self.hands.words
        frame, inside = card(words.say("What is in the way"))
        heading = QLabel(words.say("About the data"))
        heading.setObjectName("cardTitle")
        inside.addWidget(self.blocks_table, len(BLOCKS))
        inside.addWidget(heading)
        inside.addWidget(self.quality_table, len(QUALITY))
        inside.addWidget(quiet(words.say("Press a number or a bar to see who they are.")))
        return frame

    def _counts(self, model: RowsModel, name: str, opened: Callable[[int], None]) -> QTableView:
        view = table_view(model, name)
        view.horizontalHeader().hide()
        view.clicked.connect(lambda index: opened(index.row()))
        view.activated.connect(lambda index: opened(index.row()))
        return view

    def load(self, view: View) -> None:
        """Read what is seen at once, then what takes longer."""
        words, on = self.hands.words, view.on

        def first(office: Office, progress: Progress) -> Sight:
            return sight(office, on, words, progress)

        def then(office: Office, progress: Progress) -> Second:
            return second(office, on, words, progress)

        self.hands.worker.ask(say("Reading the progress"), first, self.show_sight, self.refused, self.name)
        self.hands.worker.ask(say("Reading what falls due"), then, self.show_second, self.refused, "progress second")

    def forget(self) -> None:
        """Another register: no figure is true any more."""
        super().forget()
        self.headline.clear()
        self._people = {}

    def show_sight(self, seen: Sight) -> None:
        """Show rates, bars, trend, and what is in the way."""
        self.said("")
        self.headline.setText("   ".join(f"{what} {text}" for what, text in seen.headline[:5]))
        self.headline.setToolTip("\n".join(f"{what}  {text}" for what, text in seen.headline))
        for box, chart in ((self.villages, seen.villages), (self.bands, seen.bands), (self.trend, seen.trend)):
            box.show_chart(chart)
        rows = [(count, self.hands.words(BLOCKS[codes])) for codes, count in seen.blocks]
        self.blocks.show(COUNTED, rows)
        fill_with(self.blocks_table, 1)

    def show_second(self, seen: Second) -> None:
        """Show doses falling due and the counts about the data."""
        self.due.show_chart(seen.due)
        self._people = dict(seen.quality)
        rows = [(len(people), self.hands.words(QUESTIONS[code][1])) for code, people in seen.quality.items()]
        self.quality.show(COUNTED, rows)
        fill_with(self.quality_table, 1)

    def _open_block(self, row: int) -> None:
        self.go.emit("residents", Filter(details=frozenset(list(BLOCKS)[row])))

    def _open_question(self, row: int) -> None:
        code = QUALITY[row]
        about = self.hands.words(QUESTIONS[code][1])
        self.go.emit("residents", Filter(people=frozenset(self._people.get(code, ())), about=about))

    def _open_village(self, village: str) -> None:
        self.go.emit("residents", Filter(villages=frozenset({village}), standings=LEFT))

    def _open_band(self, code: str) -> None:
        band = band_of(code)
        if band is not None:
            self.go.emit("residents", Filter(age_from=band.first, age_to=band.last, standings=LEFT))

    def _save(self) -> None:
        words, view = self.hands.words, self.view
        if view is None:
            return
        proposed = words.say("Bulletin-{day}.pdf", day=view.on.isoformat())
        kinds = "PDF (*.pdf);;Excel (*.xlsx)"
        chosen, _ = QFileDialog.getSaveFileName(self, words.say("Save the bulletin"), proposed, kinds)
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, out: Path) -> None:
        """Save the bulletin of the working date: as it was frozen, if it was."""
        view = self.view
        if view is None:
            return
        on = view.on

        def save(office: Office, _progress: Progress) -> Saved:
            return print_bulletin(office, on, out)

        def saved(done: Saved) -> None:
            self.noted.emit(self.hands.words.say("Saved: {file}", file=out.name))
            self.hands.worker.tell(done.changes)

        self.hands.worker.ask(say("Saving the bulletin"), save, saved, self.refused)


COUNTED = (Heading("", "right"), Heading(""))
LEFT = frozenset({"incomplete", "unvaccinated", "unverified"})
"""Who is left, behind a bar of coverage."""
