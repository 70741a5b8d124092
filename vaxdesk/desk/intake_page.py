"""Taking workbooks in: choose them, look at what they would change, then take them in or leave it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ..actions import deciding, intake
from ..actions.change_set import ChangeSet
from ..actions.intake import Mapped, Request, Unsure
from ..actions.office import Changes, Office
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .column_dialog import ask_columns
from .labels import button, quiet
from .page import Hands, Page, View
from .past_intakes import PastIntakes
from .returning import Returning
from .review_panel import ReviewPanel
from .workbook_choice import PasswordRow, WorkbookChoice

WORKBOOKS = "*.xlsx *.xls *.xlsm *.et *.ods *.csv"


class IntakePage(Page):
    """Three acts on one page: files, review, what was taken in (and its undo)."""

    name = "intake"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self._paths: list[Path] = []
        self._told: dict[Path, tuple[Mapped, ...]] = {}
        self.setAcceptDrops(True)
        self.password = PasswordRow(words, self._retry)
        self.files = WorkbookChoice(
            words.say("Which workbooks?"),
            words.say(
                "Rosters and exemption lists as they were sent in: drop them here, or choose them. "
                "First you see what they would change; nothing is entered before you agree."
            ),
            words.say("&Choose workbooks..."),
            self._choose,
        )
        self.result = quiet()
        self.past = PastIntakes(hands)
        self.review = ReviewPanel(hands)
        self.commit = button(words.say("&Take in"), self._commit, main=True)
        self.discard = button(words.say("Dis&card"), self.clear)
        self.returning = Returning(hands)
        self._lay_out()
        for part in (self.past, self.review, self.returning):
            part.refused.connect(self.refused)
        self.past.noted.connect(self.noted)
        self.returning.noted.connect(self._show_result)
        self.review.changed.connect(lambda: self.commit.setEnabled(self.review.ready))
        for part in (self.past, self.review):
            part.opened.connect(partial(self.go.emit, "person"))
        self._show_result("")
        self.clear()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.result, 1)
        for widget in (self.returning, self.discard, self.commit):
            foot.addWidget(widget)
        for part in (self.files, self.password):
            self.body.addWidget(part)
        self.body.addWidget(self.review, 1)
        self.body.addLayout(foot)
        self.body.addWidget(self.past, 1)

    def load(self, view: View) -> None:
        """A review stays until it is taken in or discarded; what was taken in before may be more by now."""
        self.past.load()

    def forget(self) -> None:
        """Another register: no review, no result."""
        super().forget()
        self.past.forget()
        self._show_result("")
        self.clear()

    def clear(self) -> None:
        """Discard the review; the register is as it was."""
        change_set = self.review.change_set
        self._paths, self._told = [], {}
        self.returning.offer(None)
        self.password.forget()
        self.review.forget()
        self.said("")
        self._show_review(False)
        self._let_go(change_set)

    def _let_go(self, change_set: ChangeSet | None) -> None:
        if change_set is not None:
            self.hands.worker.read(
                say("Putting the rows away"),
                lambda _office, _progress: change_set.let_go(),
                lambda _nothing: None,
                self.refused,
            )

    def preview(self, paths: Sequence[Path]) -> None:
        """Read the files and work out what they would change; ask where their columns are not clear."""
        if self.view is None or not paths:
            return
        self.said("")
        self._show_result("")
        self._paths = list(paths)
        on, password, told = self.view.on, self.password.field.text() or None, dict(self._told)

        def read(office: Office, progress: Progress) -> ChangeSet:
            requests = [Request(path, password=password, mapping=told.get(path, ())) for path in paths]
            return intake.preview(office, requests, on, progress, ask=True)

        self.hands.worker.ask(say("Reading the workbooks"), read, self.show_review, self._not_read, self.name)

    def show_review(self, change_set: ChangeSet) -> None:
        """Show what would be taken in."""
        self.returning.offer(change_set, self.view)
        self.password.forget()
        self._show_review(True)
        self.review.show_review(change_set)
        self.review.tables.rows.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on the page."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped files are read at once."""
        self.preview([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _choose(self) -> None:
        words = self.hands.words
        kinds = f"{words.say('Workbooks')} ({WORKBOOKS})"
        chosen, _ = QFileDialog.getOpenFileNames(self, words.say("Choose workbooks"), "", kinds)
        self.preview([Path(name) for name in chosen])

    def _not_read(self, refused: Refused) -> None:
        if isinstance(refused, Unsure):
            self._ask_columns(refused)
            return
        self.refused(refused)
        if refused.code == "file_password":
            self.password.ask()

    def _ask_columns(self, unsure: Unsure) -> None:
        told = partial(self._columns_told, unsure.request.path)
        ask_columns(unsure, self.hands.words, self, told).rejected.connect(self.clear)

    def _columns_told(self, path: Path, answers: tuple[Mapped, ...]) -> None:
        self._told[path] = (*self._told.get(path, ()), *answers)
        self.preview(self._paths)

    def _commit(self) -> None:
        change_set = self.review.change_set
        if change_set is None:
            return

        def write(office: Office, _progress: Progress) -> tuple[int, Changes]:
            return intake.commit(office, change_set)

        self.commit.setDisabled(True)
        self.hands.worker.ask(say("Taking in"), write, partial(self._committed, change_set), self.refused)

    def _committed(self, change_set: ChangeSet, answer: tuple[int, Changes]) -> None:
        _, changes = answer
        counted = deciding.tally(change_set)
        sentence = self.hands.words.say(
            "Taken in: {taken} rows. {waiting} wait for a decision, {returned} go back: nothing of these was taken.",
            taken=counted.taken,
            waiting=counted.waiting,
            returned=counted.returned,
        )
        self.clear()
        self.returning.offer(change_set, self.view)
        self._show_result(sentence)
        self.files.choose.setFocus()
        self.noted.emit(sentence)
        self.hands.worker.tell(changes)

    def _show_review(self, shown: bool) -> None:
        during: Sequence[QWidget] = (self.review, self.commit, self.discard)
        before: Sequence[QWidget] = (self.files, self.past)
        leaving, coming = (before, during) if shown else (during, before)
        for widget in leaving:  # first: both at once would make the window grow
            widget.hide()
        for widget in coming:
            widget.show()

    def _show_result(self, sentence: str) -> None:
        self.result.setText(sentence)

    def _retry(self) -> None:
        self.preview(self._paths)
