"""The week's submission as a wizard: period, self-check, what is sent, preview, making it, where it went. Its answers are kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget

from ..actions import submission, submission_trail
from ..actions.office import Changes, Office
from ..actions.overview import overview
from ..actions.residents import Filter
from ..actions.self_check import Finding
from ..actions.submission import Submitted
from ..actions.submission_prepared import Answers, Prepared
from ..actions.submission_profile import Profile, read_profile
from ..rules.messages import Message, say
from ..rules.records import Progress
from .labels import button
from .page import Hands, Page, View
from .submission_history import TrailStep
from .submission_making import MakeStep
from .submission_steps import CheckStep, ContentStep, PeriodStep, PreviewStep

STEPS = (
    say("1  Period"), say("2  Self-check"), say("3  What is sent"), say("4  Preview"), say("5  Make it"),
    say("6  Sent and answered"),
)  # fmt: skip


class SubmissionPage(Page):
    """Six steps at the left, the one in sight at the right; one may go to any of them at any time."""

    name = "submission"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.prepared: Prepared | None = None
        self._asked = ""
        self.period, self.check = PeriodStep(words), CheckStep(words)
        self.content, self.preview = ContentStep(words), PreviewStep(words)
        self.making, self.trail = MakeStep(words), TrailStep(words)
        self.steps = QListWidget()
        self.steps.setObjectName("groups")
        self.steps.setMaximumWidth(190)
        self.steps.setAccessibleName(words.say("Steps"))
        self.stack = QStackedWidget()
        steps = (self.period, self.check, self.content, self.preview, self.making, self.trail)
        for step, title in zip(steps, STEPS, strict=True):
            self.steps.addItem(words(title))
            self.stack.addWidget(step)
        self.back = button(words.say("Bac&k"), lambda: self._turn(-1))
        self.next = button(words.say("Ne&xt"), lambda: self._turn(1), main=True)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        columns, foot = QHBoxLayout(), QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.steps)
        columns.addWidget(self.stack, 1)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        self.body.addLayout(columns, 1)
        self.body.addLayout(foot)

    def _wire(self) -> None:
        # who speaks                         who listens
        self.steps.currentRowChanged.connect(self._show_step)
        self.period.chosen.connect(self._prepare)
        self.check.opened.connect(self._open_list)
        self.check.answered.connect(self._count_unanswered)
        self.content.changed.connect(self._prepare)
        self.preview.opened.connect(self._open_people)
        self.making.make.clicked.connect(self._submit)
        self.trail.wanted.connect(self._note)
        self.trail.written.connect(self._write_again)
        self.steps.setCurrentRow(0)

    def load(self, view: View) -> None:
        """Propose the week of the date with last week's answers, check the register, and show what was sent before."""
        self.period.week.setText(submission.week_of(view.on))

        def read(office: Office, _progress: Progress) -> tuple[Profile, list[str]]:
            return read_profile(office), list(overview(office, view.on).villages)

        def show(found: tuple[Profile, list[str]]) -> None:
            self.content.show_profile(*found)
            self.trail.remember(found[0].medium, found[0].receiver)
            self._asked = ""
            self._prepare()

        self.hands.worker.ask(say("Reading last week's answers"), read, show, self.refused, "submission answers")
        self._read_history()

    def forget(self) -> None:
        """Another register: no answers, no result, no password."""
        super().forget()
        self.prepared, self._asked = None, ""
        for step in (self.period, self.check, self.preview, self.making, self.trail):
            step.clear()
        self.steps.setCurrentRow(0)

    def changes(self, changes: Changes) -> None:
        """A submission that was made or answered stands in the history."""
        super().changes(changes)
        if changes.submissions and self.view is not None:
            self._read_history()

    def show_prepared(self, prepared: Prepared) -> None:
        """Show what the self-check found and what the submission would hold."""
        self.said("")
        self.prepared = prepared
        self.period.show_prepared(prepared)
        self.check.show_findings(prepared.findings)
        self.preview.show_prepared(prepared)
        self.making.show_prepared(prepared)
        self._count_unanswered()

    def show_made(self, made: Submitted) -> None:
        """Say where the submission lies and that its password goes another way."""
        self.making.show_made(made)
        self.noted.emit(self.hands.words.say("The submission was made: {file}", file=made.files[0].name))
        self.hands.worker.tell(made.changes)

    def _prepare(self) -> None:
        view, week, profile = self.view, self.period.week.text().strip(), self.content.profile(self._profile())
        asked = f"{week} {profile}"
        if view is None or asked == self._asked:
            return
        self._asked = asked
        self.making.make.setEnabled(False)

        def prepare(office: Office, progress: Progress) -> Prepared:
            return submission.prepare(office, week, view.on, progress, profile, Answers(self.check.reasons()))

        self.hands.worker.ask(
            say("Checking the register for the submission"), prepare, self.show_prepared, self.refused, self.name
        )

    def _profile(self) -> Profile:
        return Profile(medium=self.trail.medium.text().strip(), receiver=self.trail.receiver.text().strip())

    def _submit(self) -> None:
        view, words, prepared = self.view, self.hands.words, self.prepared
        if view is None or prepared is None:
            return
        problem = self.making.problem()
        if problem:
            self.said(words(problem))
            return
        week, on = self.period.week.text().strip(), view.on
        folder, password = Path(self.making.folder.text().strip()), self.making.password.text()
        profile = self.content.profile(self._profile())
        answers = Answers(self.check.reasons(), self.making.why.text())
        self.said("")

        def submit(office: Office, progress: Progress) -> Submitted:
            return submission.submit(office, week, on, folder, password, progress, profile, answers)

        self.hands.worker.ask(say("Making the submission"), submit, self.show_made, self.refused)

    def _turn(self, by: int) -> None:
        self.steps.setCurrentRow(max(0, min(self.steps.count() - 1, self.steps.currentRow() + by)))

    def _show_step(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self.back.setEnabled(row > 0)
        self.next.setEnabled(row < self.steps.count() - 1)

    def _count_unanswered(self) -> None:
        """How many findings still need a reason stands beside the step, and where they keep the button."""
        open_still = self.check.unanswered()
        title = self.hands.words(STEPS[1])
        self.steps.item(1).setText(f"{title}  ({open_still})" if open_still else title)
        self.making.show_unanswered(open_still)
        self.making.make.setEnabled(self.prepared is not None)

    def _open_list(self, finding: Finding) -> None:
        if finding.people:
            about = self.hands.words(finding.sentence)
            self.go.emit("residents", Filter(people=frozenset(finding.people), about=about))
        else:
            self.go.emit(finding.page, None)

    def _open_people(self, people: frozenset[int], about: str) -> None:
        self.go.emit("residents", Filter(people=people, about=about))

    def _read_history(self) -> None:
        def read(office: Office, _progress: Progress) -> Any:
            return submission_trail.history(office)

        self.hands.worker.read(say("Reading what was sent"), read, self.trail.show_history, self.refused, "submissions")

    def _note(self, verb: Callable[[Office], Changes], done: Message) -> None:
        def work(office: Office, _progress: Progress) -> Changes:
            return verb(office)

        self.hands.worker.ask(say("Noting what became of a submission"), work, partial(self._noted, done), self.refused)

    def _noted(self, done: Message, changes: Changes) -> None:
        self.said("")
        self.noted.emit(self.hands.words(done))
        self.hands.worker.tell(changes)

    def _write_again(self, week: str, version: int) -> None:
        problem = self.making.problem()
        if problem:
            self.said(self.hands.words(problem))
            self.steps.setCurrentRow(4)
            self.making.password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        folder, password = Path(self.making.folder.text().strip()), self.making.password.text()

        def write(office: Office, _progress: Progress) -> list[Path]:
            return submission_trail.write_again(office, week, version, folder, password)

        def tell(paths: list[Path]) -> None:
            self.making.clear_passwords()
            self.noted.emit(self.hands.words.say("Written again: {file}", file=paths[0].name))

        self.hands.worker.ask(say("Writing a submission again"), write, tell, self.refused)
