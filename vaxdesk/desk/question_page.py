"""A number in thirty seconds: conditions, the figure, the names; kept questions are asked again with one press."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from ..actions import questions
from ..actions.codes import STANDING_LABELS, detail_label
from ..actions.language import Translator
from ..actions.lines import RESIDENCES, SEXES
from ..actions.office import Changes, Office
from ..actions.questions import Answer, Kept
from ..actions.residents import Filter
from ..rules.messages import Refused, say
from ..rules.questions import Condition, checked, read_condition
from ..rules.records import Progress, StandingCode
from .condition_rows import SAY_NOTHING_ASKED, Choices, ConditionRows
from .labels import button, card, label_for, quiet
from .page import Hands, Page, View
from .table import Heading, RowsModel, fill_with, table_view


class Offered(NamedTuple):
    """What the page begins with: the values that can be chosen, and the questions that were kept."""

    choices: Choices
    kept: Sequence[Kept]


class QuestionPage(Page):
    """Conditions above, the figure below them with its villages, kept questions at the right."""

    name = "question"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.answer: Answer | None = None
        self._kept: Sequence[Kept] = ()
        self.rows = ConditionRows(words)
        self.figure, self.since = QLabel(), quiet()
        self.figure.setObjectName("welcome")
        self.villages, self.kept_model = RowsModel(), RowsModel()
        self.villages_table = table_view(self.villages, words.say("By village"))
        self.kept_table = table_view(self.kept_model, words.say("Kept questions"))
        self.kept_name = QLineEdit(placeholderText=words.say("such as: before 3 pm on Fridays"))
        self.names = button(words.say("Show the &names"), self._open, main=True)
        self._lay_out()
        self.rows.changed.connect(self._ask)
        self.kept_table.activated.connect(lambda _index: self._ask_again())

    def _lay_out(self) -> None:
        words = self.hands.words
        columns, left = QHBoxLayout(), QVBoxLayout()
        asking, inside = card(words.say("Who is counted"))
        inside.addWidget(self.rows)
        left.addWidget(asking)
        answer, inside = card(words.say("How many"))
        head = QHBoxLayout()
        head.addWidget(self.figure)
        head.addStretch()
        head.addWidget(self.names)
        inside.addLayout(head)
        inside.addWidget(self.since)
        inside.addWidget(self.villages_table, 1)
        left.addWidget(answer, 1)
        keeping, inside = card(words.say("Kept questions"))
        inside.addWidget(self.kept_table, 1)
        row = QHBoxLayout()
        row.addWidget(button(words.say("&Ask again"), self._ask_again, main=True))
        row.addWidget(button(words.say("&Forget it"), self._drop))
        row.addStretch()
        inside.addLayout(row)
        keep = QHBoxLayout()
        keep.addWidget(label_for(self.kept_name, words.say("Keep this as")))
        keep.addWidget(self.kept_name, 1)
        keep.addWidget(button(words.say("&Keep"), self._keep))
        inside.addLayout(keep)
        columns.setSpacing(16)
        columns.addLayout(left, 3)
        columns.addWidget(keeping, 2)
        self.body.addLayout(columns, 1)

    def load(self, view: View) -> None:
        """Read what can be chosen and what was kept, then count."""
        words, on = self.hands.words, view.on

        def read(office: Office, _progress: Progress) -> Offered:
            found = questions.values(office, on)
            choices = {
                field: [(code, f"{_label(field, code, office, words)}  {people}") for code, people in several.items()]
                for field, several in found.items()
            }
            return Offered(choices, questions.kept(office))

        def show(offered: Offered) -> None:
            self.rows.offer(offered.choices)
            self._show_kept(offered.kept)
            self._ask()

        self.hands.worker.ask(say("Reading what can be counted"), read, show, self.refused, self.name)

    def forget(self) -> None:
        """Another register: no question, no answer."""
        super().forget()
        self.answer = None
        self.rows.show_question(())
        self.figure.clear()
        self.since.clear()
        self.villages.show([], [])

    def _ask(self) -> None:
        view = self.view
        if view is None or (question := self._checked()) is None:
            return
        on = view.on

        def ask(office: Office, _progress: Progress) -> Answer:
            return questions.ask(office, question, on)

        self.hands.worker.ask(say("Counting"), ask, self.show_answer, self.refused, "question ask")

    def show_answer(self, answer: Answer) -> None:
        """Show the figure, its villages, and what changed since the last answer."""
        words = self.hands.words
        self.said("")
        self.answer = answer
        self.figure.setText(words.say("{count} people", count=f"{answer.count:,}"))
        self.names.setEnabled(answer.count > 0)
        if answer.last_on is not None:
            text = words.say(
                "Since {day}: {last} then, {came} came in, {went} went out, {count} now.",
                day=answer.last_on,
                last=answer.last,
                came=len(answer.came),
                went=len(answer.went),
                count=answer.count,
            )
        else:
            text = "" if self.rows.question() else words(SAY_NOTHING_ASKED)
        self.since.setText(text)
        headings = [Heading(words.say("Village")), Heading(words.say("People"), "right")]
        self.villages.show(headings, list(answer.villages.items()))
        fill_with(self.villages_table, 0)

    def _open(self) -> None:
        if self.answer is not None:
            about = self.kept_name.text().strip() or self.hands.words.say("Counted: {count}", count=self.answer.count)
            self.go.emit("residents", Filter(people=self.answer.people, about=about))

    def _show_kept(self, kept: Sequence[Kept]) -> None:
        words = self.hands.words
        self._kept = kept
        headings = [
            Heading(words.say("Question")), Heading(words.say("Last asked")), Heading(words.say("People"), "right"),
        ]  # fmt: skip
        self.kept_model.show(headings, [(each.name, each.counted_on, len(each.people)) for each in kept])
        fill_with(self.kept_table, 0)
        if kept and not self.kept_table.currentIndex().isValid():
            self.kept_table.selectRow(0)

    def _chosen(self) -> Kept | None:
        row = self.kept_table.currentIndex().row()
        return self._kept[row] if 0 <= row < len(self._kept) else None

    def _ask_again(self) -> None:
        chosen, view = self._chosen(), self.view
        if chosen is None or view is None:
            return
        name, on = chosen.name, view.on
        self.rows.blockSignals(True)
        self.rows.show_question([read_condition(written) for written in chosen.written])
        self.rows.blockSignals(False)
        self.kept_name.setText(name)

        def again(office: Office, _progress: Progress) -> tuple[Answer, Sequence[Kept]]:
            return questions.ask_again(office, name, on), questions.kept(office)

        def show(found: tuple[Answer, Sequence[Kept]]) -> None:
            self.show_answer(found[0])
            self._show_kept(found[1])

        self.hands.worker.ask(say("Counting"), again, show, self.refused, "question ask")

    def _checked(self) -> tuple[Condition, ...] | None:
        """The question as it stands on the page; None if a condition is wrong, which is said."""
        try:
            return tuple(map(checked, self.rows.question()))
        except Refused as refused:
            self.refused(refused)
            return None

    def _keep(self) -> None:
        view, name = self.view, self.kept_name.text()
        if view is None or (question := self._checked()) is None:
            return
        on = view.on
        self._write(lambda office: questions.keep(office, name, question, on))

    def _drop(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            name = chosen.name
            self._write(lambda office: questions.drop(office, name))

    def _write(self, verb: Callable[[Office], Changes]) -> None:
        def work(office: Office, _progress: Progress) -> tuple[Changes, Sequence[Kept]]:
            return verb(office), questions.kept(office)

        def done(found: tuple[Changes, Sequence[Kept]]) -> None:
            self.said("")
            self.hands.worker.tell(found[0])
            self._show_kept(found[1])

        self.hands.worker.ask(say("Keeping a question"), work, done, self.refused)


def _label(field: str, code: str, office: Office, words: Translator) -> str:
    """A value in words."""
    match field:
        case "standing":
            return words(STANDING_LABELS[StandingCode(code)])
        case "detail":
            return detail_label(code, office.catalogue, words)
        case "sex":
            return words(SEXES[code]) if code else words.say("sex not known")
        case "residence":
            return words(RESIDENCES[code])
        case "product":
            return office.catalogue.products[code].short
        case "reason":
            return words(office.catalogue.reasons[code].text) if code in office.catalogue.reasons else code
        case _:
            return code
