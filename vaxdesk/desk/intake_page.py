"""Taking workbooks in: choose them, look at what they would change, then take them in or leave it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from ..actions import intake
from ..actions.change_set import ChangeSet, Entry
from ..actions.office import Changes, Office
from ..rules.messages import Refused, say
from ..rules.records import Progress
from .labels import button, quiet
from .page import Hands, Page, Part, View
from .review import (
    NOT_IN_FILE,
    SKIPPED,
    Group,
    Reviewed,
    beside_rows,
    entries_of,
    entry_rows,
    groups_of,
    names_of,
    remark_rows,
    summary_of,
)
from .review_tables import ReviewTables
from .workbook_choice import PasswordRow, WorkbookChoice

WORKBOOKS = "*.xlsx *.xls *.xlsm *.et *.ods *.csv"


class IntakePage(Page):
    """Three acts on one page: files, review, what was taken in (and its undo)."""

    name = "intake"
    title = say("Take in")
    part, icon = Part.LISTS, "file-input"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._paths: list[Path] = []
        self._last: int | None = None
        self._entries: list[Entry] = []
        self.reviewed: Reviewed | None = None
        self.groups: list[Group] = []
        self.setAcceptDrops(True)
        self.password = PasswordRow(hands.words, self._retry)
        self.files = WorkbookChoice(hands.words, self._choose)
        self.result = quiet()
        self.undo = button(hands.words.say("&Undo this intake"), self._undo)
        self.review = ReviewTables(hands.words, self._show_group, self._show_remarks)
        self.summary = quiet()
        self.commit = button(hands.words.say("&Take in"), self._commit, main=True)
        self.discard = button(hands.words.say("Dis&card"), self.clear)
        self.body.addWidget(self.files)
        self.body.addWidget(self.password)
        row = QHBoxLayout()
        row.addWidget(self.result, 1)
        row.addWidget(self.undo)
        self.body.addLayout(row)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.review, 1)
        self.review.rows.activated.connect(self._to_person)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.discard)
        foot.addWidget(self.commit)
        self.body.addLayout(foot)
        self.body.addStretch()
        self._show_result("", None)
        self.clear()

    def load(self, view: View) -> None:
        """Nothing to load: a review stays until it is taken in or discarded."""

    def forget(self) -> None:
        """Another register: no review, no result."""
        super().forget()
        self._show_result("", None)
        self.clear()

    def clear(self) -> None:
        """Discard the review; the register is as it was."""
        self._paths, self._entries, self.reviewed = [], [], None
        self.password.forget()
        self.said("")
        self._show_review(False)

    def preview(self, paths: Sequence[Path]) -> None:
        """Read the files and work out what they would change."""
        if self.view is None or not paths:
            return
        self.said("")
        self._show_result("", None)
        self._paths = list(paths)
        on, password = self.view.on, self.password.field.text() or None

        def read(office: Office, progress: Progress) -> Reviewed:
            requests = [intake.Request(path, password=password) for path in paths]
            return Reviewed(intake.preview(office, requests, on, progress), names_of(office))

        self.hands.worker.ask(say("Reading the workbooks"), read, self.show_review, self._not_read, self.name)

    def show_review(self, reviewed: Reviewed) -> None:
        """Show what would be taken in; the group with the most to do is open."""
        words = self.hands.words
        self.reviewed = reviewed
        self.password.forget()
        self.summary.setText(summary_of(reviewed.change_set, words))
        self.groups = groups_of(reviewed.change_set, words)
        self.review.show_groups(self.groups)
        self._show_review(True)
        self.commit.setDisabled(reviewed.change_set.writes_nothing)
        self.commit.setFocus()

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
        self.refused(refused)
        if refused.code == "file_password":
            self.password.ask()

    def _commit(self) -> None:
        if self.reviewed is None:
            return
        change_set = self.reviewed.change_set

        def write(office: Office, _progress: Progress) -> tuple[int, Changes]:
            return intake.commit(office, change_set)

        self.commit.setDisabled(True)
        self.hands.worker.ask(say("Taking in"), write, partial(self._committed, change_set), self.refused)

    def _committed(self, change_set: ChangeSet, answer: tuple[int, Changes]) -> None:
        id, changes = answer
        words = self.hands.words
        counts = change_set.counts()
        sentence = words.say(
            "Taken in: {added} new, {updated} changed. {waiting} rows need somebody: they were not taken in.",
            added=counts["added"],
            updated=counts["updated"],
            waiting=counts["conflict"] + counts["rejected"],
        )
        self.clear()
        self._show_result(sentence, id)
        self.files.choose.setFocus()
        self.noted.emit(sentence)
        self.hands.worker.tell(changes)

    def _undo(self) -> None:
        change_set = self._last
        if change_set is None:
            return

        def undo(office: Office, _progress: Progress) -> tuple[int, int, Changes]:
            undone, changes = intake.undo(office, change_set)
            return undone.undone, undone.kept, changes

        self.hands.worker.ask(say("Taking the intake back"), undo, self._undone, self.refused)

    def _undone(self, answer: tuple[int, int, Changes]) -> None:
        undone, kept, changes = answer
        sentence = self.hands.words.say(
            "The intake was taken back: {undone} facts are gone, {kept} stay because somebody has built on them.",
            undone=undone,
            kept=kept,
        )
        self._show_result(sentence, None)
        self.noted.emit(sentence)
        self.hands.worker.tell(changes)

    def _show_review(self, shown: bool) -> None:
        for widget in (self.summary, self.review, self.commit, self.discard):
            widget.setVisible(shown)
        self.files.setVisible(not shown)

    def _show_result(self, sentence: str, undoable: int | None) -> None:
        self._last = undoable
        self.result.setText(sentence)
        self.result.setVisible(bool(sentence))
        self.undo.setVisible(undoable is not None)

    def _show_group(self, code: str) -> None:
        if self.reviewed is None:
            return
        change_set, words = self.reviewed.change_set, self.hands.words
        if code in (SKIPPED, NOT_IN_FILE):
            self._entries = []
            self.review.show_rows(beside_rows(change_set, code, words))
        else:
            self._entries = entries_of(change_set, code)
            self.review.show_rows(entry_rows(self._entries, words))

    def _show_remarks(self, row: int) -> None:
        rows = []
        if self.reviewed is not None and 0 <= row < len(self._entries):
            rows = remark_rows(self._entries[row], self.reviewed, self.hands.words)
        self.review.show_remarks(rows)

    def _to_person(self, index: QModelIndex) -> None:
        """Open the person of a row, if the register knows them already."""
        person = self._entries[index.row()].person if index.row() < len(self._entries) else None
        if person is not None and person > 0:
            self.go.emit("person", person)

    def _retry(self) -> None:
        self.preview(self._paths)
