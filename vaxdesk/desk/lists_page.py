"""Lists sent down to be verified: a verdict for every row, whom to call, what was found out, the reply in the list itself."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ..actions import reconcile
from ..actions.intake import Mapped, Unsure
from ..actions.office import Changes, Office
from ..actions.reconcile import Listing, Reconciled
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .column_dialog import ask_columns
from .found_out import FoundOut
from .grouped_table import GroupedTable
from .labels import button, quiet
from .list_review import groups_of, headings, list_row, rows_of
from .list_saving import ListSaving
from .page import Hands, Page, View
from .review import Lazy
from .workbook_choice import WorkbookChoice


class ListsPage(Page):
    """One list at a time: chosen, judged, asked about, answered."""

    name = "lists"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.setAcceptDrops(True)
        self._path: Path | None = None
        self._told: tuple[Mapped, ...] = ()
        self.listing: Listing | None = None
        self.rows: list[tuple[Reconciled, str]] = []
        self.choice = WorkbookChoice(
            words.say("Which list?"),
            words.say(
                "A list of people that the county sent to be verified: drop it here, or choose it. Every row gets a verdict "
                "from the register, what is left is a call list, and the reply is the list itself, its empty columns filled."
            ),
            words.say("&Choose a list..."),
            self._choose,
        )
        self.tables = GroupedTable(words, words.say("Verdicts"), words.say("Rows of the list"))
        self.found = FoundOut(hands)
        self.summary, self.result = quiet(), quiet()
        self.saving = ListSaving(hands)
        self.other = button(words.say("Another &list..."), self._choose)
        self._lay_out()
        self._wire()
        self._show(False)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.result, 1)
        for widget in (self.other, self.saving):
            foot.addWidget(widget)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.tables, 1)
        self.body.addWidget(self.found)
        self.body.addLayout(foot)
        self.body.addStretch()

    def _wire(self) -> None:
        self.tables.grouped.connect(self._show_group)
        self.tables.chosen.connect(self._choose_row)
        self.tables.opened.connect(self._open)
        for part in (self.found, self.saving):
            part.refused.connect(self.refused)
        self.saving.saved.connect(self._done)
        self.found.opened.connect(partial(self.go.emit, "person"))

    def load(self, view: View) -> None:
        """The register or the day changed: the list is judged anew."""
        if self._path is not None:
            self.judge(self._path)

    def changes(self, changes: Changes) -> None:
        """What was found out by telephone changes verdicts too."""
        super().changes(changes)
        if changes.verb == "list_word":
            self._stale = True

    def forget(self) -> None:
        """Another register: no list."""
        super().forget()
        self._path, self.listing = None, None
        self.result.setText("")
        self._show(False)

    def judge(self, path: Path) -> None:
        """Judge the list for the working date; nothing is written."""
        if self.view is None:
            return
        self._path, on, told = path, self.view.on, self._told
        self.said("")

        def read(office: Office, progress: Progress) -> Listing:
            return reconcile.judge_list(office, path, on, progress, told)

        self.hands.worker.ask(say("Judging the list"), read, self.show_listing, self._not_read, self.name)

    def show_listing(self, listing: Listing) -> None:
        """Show the verdicts; the group in sight stays in sight."""
        words = self.hands.words
        self.listing = listing
        self.summary.setText(
            words.say(
                "{file}, as of {day}: {rows} rows, {asked} of them to be asked.",
                file=listing.name,
                day=listing.as_of,
                rows=len(listing.rows),
                asked=len(listing.to_ask),
            )
        )
        self.saving.offer(listing)
        self._show(True)
        self.tables.show_groups(groups_of(listing, words))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A list may be dropped on the page."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped list is judged at once."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self._begin(paths[0])

    def _choose(self) -> None:
        words = self.hands.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words.say("Choose a list"), "", f"{words.say('Workbooks')} (*.xlsx)"
        )
        if chosen:
            self._begin(Path(chosen))

    def _begin(self, path: Path) -> None:
        self.result.setText("")
        self._told = ()
        self.judge(path)

    def _not_read(self, refused: Refused) -> None:
        if isinstance(refused, Unsure):
            ask_columns(refused, self.hands.words, self, self._columns_told)
            return
        self._path = None if self.listing is None else self._path
        self.refused(refused)

    def _columns_told(self, answers: tuple[Mapped, ...]) -> None:
        self._told = (*self._told, *answers)
        if self._path is not None:
            self.judge(self._path)

    def _show_group(self, code: str) -> None:
        if self.listing is None:
            return
        words = self.hands.words
        self.rows = rows_of(self.listing, code, self.tables.search.text().strip())
        self.tables.show_rows(headings(words), Lazy(self.rows, lambda row: list_row(*row, words)))
        self._choose_row(self.tables.row)

    def _choose_row(self, row: int) -> None:
        self.found.show_row(self.rows[row][0] if 0 <= row < len(self.rows) else None)

    def _open(self, row: int) -> None:
        card = self.rows[row][0].card if 0 <= row < len(self.rows) else None
        if card is not None:
            self.go.emit("person", card.id)

    def _done(self, sentence: str) -> None:
        self.result.setText(sentence)
        self.noted.emit(sentence)

    def _show(self, shown: bool) -> None:
        during: Sequence[QWidget] = (self.summary, self.tables, self.found, self.other, self.saving)
        leaving, coming = ((self.choice,), during) if shown else (during, (self.choice,))
        for widget in leaving:
            widget.hide()
        for widget in coming:
            widget.show()
