"""Recorded doses that cannot be true or hardly can: looked at, confirmed, or sent back to whoever recorded them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSpinBox

from ..actions import dose_review, printing
from ..actions.dose_review import KINDS, Found
from ..actions.office import Changes, Office
from ..actions.printing import Saved, Terms
from ..rules.masks import mask_id
from ..rules.messages import Message, say
from ..rules.records import Progress
from .grouped_table import GroupedTable
from .labels import button, label_for, quiet
from .page import Hands, Page, View
from .review import Group, Lazy
from .table import Heading, Value


class Questions(NamedTuple):
    """What was found, and how many doses the site of a village can give on a day (0: nobody said)."""

    found: Sequence[Found]
    capacity: int


class DosesPage(Page):
    """The questions by kind; nothing here changes a dose."""

    name = "doses"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.found: Sequence[Found] = ()
        self.rows: list[Found] = []
        self._capacity = 0
        self.count, self.question = quiet(), quiet()
        self.capacity = QSpinBox(maximum=dose_review.MOST)
        self.capacity.setSpecialValueText(words.say("not checked"))
        self.tables = GroupedTable(words, words.say("Kinds of questions"), words.say("Doses"))
        self.open = button(words.say("&Open the person"), self._open)
        self.right = button(words.say("It is ri&ght"), self._confirm)
        self.request = button(words.say("Correction re&quest..."), self._choose, main=True)
        self._lay_out()
        self.tables.grouped.connect(self._show_group)
        self.tables.chosen.connect(self._choose_row)
        self.tables.opened.connect(lambda _row: self._open())
        self.capacity.editingFinished.connect(self._set_capacity)

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(label_for(self.capacity, self.hands.words.say("Doses a village's site can give on a &day")))
        top.addWidget(self.capacity)
        foot.addStretch()
        for widget in (self.open, self.right, self.request):
            foot.addWidget(widget)
        self.body.addLayout(top)
        self.body.addWidget(self.tables, 1)
        self.body.addWidget(self.question)
        self.body.addLayout(foot)

    def load(self, view: View) -> None:
        """Look at all doses anew."""

        def read(office: Office, progress: Progress) -> Questions:
            return Questions(dose_review.find_faults(office, progress), dose_review.capacity(office))

        self.hands.worker.read(say("Looking at the doses"), read, self.show_questions, self.refused, self.name)

    def changes(self, changes: Changes) -> None:
        """An answer or another capacity is no change of facts, but one of questions."""
        super().changes(changes)
        if changes.verb in ("dose_confirmed", "capacity"):
            self._stale = True

    def forget(self) -> None:
        """Another register: no questions."""
        super().forget()
        self.show_questions(Questions((), 0))
        self.count.setText("")

    def show_questions(self, questions: Questions) -> None:
        """List what was found, kind by kind."""
        words = self.hands.words
        self.found = questions.found
        self._capacity = questions.capacity
        self.capacity.setValue(questions.capacity)
        kinds = [each.kind for each in self.found]
        self.count.setText(
            words.say(
                "{count} questions about recorded doses. Each stands as it is until somebody corrects it.",
                count=len(kinds),
            )
            if kinds
            else words.say("No recorded dose raises a question.")
        )
        self.tables.show_groups(
            [Group(kind, words(label), kinds.count(kind)) for kind, label in KINDS.items() if kind in kinds]
        )
        if not kinds:
            self._show_group("")

    def _show_group(self, kind: str) -> None:
        words, text = self.hands.words, self.tables.search.text().strip()
        self.rows = [
            each
            for each in self.found
            if each.kind == kind and (not text or text in each.name + each.number + each.village)
        ]
        titles = (words.say("Name"), words.say("Identity number"), words.say("Village"), words.say("As recorded"))
        self.tables.show_rows([Heading(title) for title in titles], Lazy(self.rows, self._row))
        self._choose_row(self.tables.row)

    def _row(self, found: Found) -> Sequence[Value]:
        return found.name, mask_id(found.number), found.village, self.hands.words(found.doses)

    def _chosen(self) -> Found | None:
        return self.rows[self.tables.row] if 0 <= self.tables.row < len(self.rows) else None

    def _choose_row(self, _row: int) -> None:
        chosen = self._chosen()
        self.question.setText(self.hands.words(chosen.question) if chosen else "")
        self.open.setEnabled(chosen is not None and chosen.person > 0)
        self.right.setEnabled(chosen is not None)
        self.request.setEnabled(bool(self.rows))

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.person:
            self.go.emit("person", chosen.person)

    def _confirm(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._carry_out(say("Keeping the answer"), lambda office: dose_review.confirm(office, chosen))

    def _set_capacity(self) -> None:
        doses = self.capacity.value()
        if doses == self._capacity:
            return
        self._carry_out(say("Keeping the capacity"), lambda office: dose_review.set_capacity(office, doses))

    def _carry_out(self, title: Message, verb: Callable[[Office], Changes]) -> None:
        def work(office: Office, _progress: Progress) -> Changes:
            return verb(office)

        self.hands.worker.ask(title, work, self.hands.worker.tell, self.refused)

    def _choose(self) -> None:
        words = self.hands.words
        kinds = f"PDF (*.pdf);;{words.say('Workbooks')} (*.xlsx)"
        title = words.say("Correction request")
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{title}.pdf", kinds)
        if chosen:
            self.save_request(Path(chosen))

    def save_request(self, out: Path) -> None:
        """Save the questions in sight as a correction request; the export is noted."""
        rows, view = list(self.rows), self.view
        if view is None:
            return

        def write(office: Office, progress: Progress) -> Saved:
            sheet = dose_review.correction_sheet(office, rows, view.on)
            return printing.save(office, [sheet], out, Terms("full", sheet.title), progress)

        self.hands.worker.ask(say("Saving the correction request"), write, partial(self._saved, out), self.refused)

    def _saved(self, out: Path, saved: Saved) -> None:
        self.noted.emit(self.hands.words.say("The correction request was saved: {out}", out=str(out)))
        self.hands.worker.tell(saved.changes)
