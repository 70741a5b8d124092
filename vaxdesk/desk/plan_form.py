"""A form for one change: read as one types, refused beside its field, with the standing before and after, saved as one change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..actions.codes import detail_label, standing_label
from ..actions.editing import before_and_after, carry_out
from ..actions.field_words import FIELDS
from ..actions.language import Translator
from ..actions.office import Changes, Office
from ..actions.own_changes import NAMES
from ..actions.plans import Plan
from ..rules.messages import FieldRefused, Refused, say
from ..rules.records import Progress, Standing
from .form_fields import CANDIDATES, DAY_HINT, DAYS, ChoiceField, Choices, Field, Form, SuggestingField, made_for
from .labels import button, label_for, quiet
from .page import Hands


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan, and the standing before and after it in words."""

    plan: Plan
    effect: str


class PlanForm(QFrame):
    """Fields of a `Form` about one person. What differs from what stood there is the change.

    Its `foot`, what saving would do and the buttons, may be placed elsewhere by whoever scrolls the form.
    """

    saved = Signal(str)
    """What was saved, in words."""
    left = Signal()
    """The form was left without saving."""

    def __init__(self, hands: Hands, form: Form, choices: Mapping[str, Choices]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.hands, self.form = hands, form
        self.person = self.fact = 0
        self.on = date.min
        self._stood: dict[str, str] = {}
        self._checked: Checked | None = None
        self.fields: dict[str, Field] = {field: made_for(field) for field in form.fields}
        self.labels: dict[str, QLabel] = {}
        self.refusals = {field: quiet() for field in form.fields}
        for refusal in self.refusals.values():
            refusal.setObjectName("refusal")
        self.effect = QLabel()
        self.effect.setWordWrap(True)
        self.foot, self.buttons = QWidget(), QWidget()
        self.save_button = button(hands.words.say("&Save"), self.save, main=True)
        self.leave_button = button(hands.words.say("Leave as it was"), self.leave)
        self._lay_out()
        self._wire()
        self.offer(choices)

    def _lay_out(self) -> None:
        words = self.hands.words
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 14)
        title = QLabel(words(self.form.title))
        title.setObjectName("cardTitle")
        inside.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for nth, (name, field) in enumerate(self.fields.items()):
            self.labels[name] = label_for(field, words(FIELDS[name]))
            grid.addWidget(self.labels[name], 2 * nth, 0)
            grid.addWidget(field, 2 * nth, 1)
            grid.addWidget(self.refusals[name], 2 * nth + 1, 1)
        inside.addLayout(grid)
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch()
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.effect)
        foot.addWidget(self.buttons)
        inside.addWidget(self.foot)

    def _wire(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, ChoiceField):
                field.currentIndexChanged.connect(lambda _index: self.check())
                continue
            field.textChanged.connect(lambda _text: self.check())
            field.returnPressed.connect(self.save)
            if isinstance(field, SuggestingField):
                field.textEdited.connect(partial(self._suggest, name))
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Save, self, self.save, context=here)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.leave, context=here)

    def show_field(self, name: str, shown: bool) -> None:
        """Show a field, or leave it out."""
        for each in (self.labels[name], self.fields[name], self.refusals[name]):
            each.setVisible(shown)

    def show_facts(
        self,
        on: date,
        person: int,
        values: Mapping[str, str],
        hints: Mapping[str, str] = MappingProxyType({}),
        suggested: Mapping[str, str] = MappingProxyType({}),
        fact: int = 0,
    ) -> None:
        """Start from what stands there, with suggestions already typed in; what the person is typing about them stays."""
        kept = self.differing() if (person, fact) == (self.person, self.fact) else {}
        self.on, self.person, self.fact = on, person, fact
        start = {**dict.fromkeys(self.fields, ""), **values, **suggested, **kept}
        day = self.hands.words(DAY_HINT)
        for name, field in self.fields.items():
            hint = hints.get(name, day if name in DAYS else "")
            field.put(values.get(name, ""), hint)
            self._stood[name] = field.value()
            field.put(start[name], hint)
        self.check()

    def offer(self, choices: Mapping[str, Choices]) -> None:
        """Offer the closed sets of the fields that are chosen."""
        for name, field in self.fields.items():
            if isinstance(field, ChoiceField):
                field.offer(choices.get(name, ()))

    def differing(self) -> dict[str, str]:
        """The fields that differ from what stood there."""
        values = {name: field.value() for name, field in self.fields.items()}
        return {name: value for name, value in values.items() if value.strip() != self._stood.get(name, "").strip()}

    def check(self, saving: bool = False) -> None:
        """Read what was typed; nothing is written. An empty form waits."""
        values, person, fact, on, words = self.differing(), self.person, self.fact, self.on, self.hands.words
        wanted = bool(values) or self.form.at_once
        self.buttons.setVisible(wanted or not self.form.stands)
        self.save_button.setEnabled(wanted)
        if not wanted:
            self._said({}, "")
            return

        def plan(office: Office, _progress: Progress) -> Checked:
            planned = self.form.plan(office, person, fact, values)
            return Checked(planned, effect_of(office, planned, on, words))

        topic = f"check {self.form.title.text}"
        done, refused = partial(self._fits, saving), partial(self._refused, saving)
        self.hands.worker.ask(say("Checking what was typed"), plan, done, refused, topic)

    def save(self) -> None:
        """Check once more and write; a warning that was not in sight yet is shown first."""
        if self.save_button.isEnabled():
            self.check(saving=True)

    def leave(self) -> None:
        """Take back what was typed."""
        for name, field in self.fields.items():
            field.put(self._stood.get(name, ""), "" if isinstance(field, ChoiceField) else field.placeholderText())
        self.check()
        self.left.emit()

    def _fits(self, saving: bool, checked: Checked) -> None:
        seen = self._checked is not None and self._checked.plan.warnings == checked.plan.warnings
        self._said({}, self._told(checked))
        self._checked = checked
        if saving and (seen or not checked.plan.warnings):
            self._write(checked.plan)

    def _refused(self, saving: bool, refused: Refused) -> None:
        sentence = self.hands.words(refused.message)
        field = refused.field if isinstance(refused, FieldRefused) else ""
        if field not in self.fields:
            self._said({}, sentence)
        elif refused.code == "needed" and not saving:
            self._said({}, "")
        else:
            self._said({field: sentence}, "")
            if saving:
                self.fields[field].setFocus()

    def _write(self, plan: Plan) -> None:
        def write(office: Office, _progress: Progress) -> Changes:
            return carry_out(office, plan)

        self.hands.worker.ask(say("Saving"), write, self._written, partial(self._refused, True))

    def _written(self, changes: Changes) -> None:
        words = self.hands.words
        self._stood = {name: field.value() for name, field in self.fields.items()}
        self._checked = None
        self.saved.emit(words.say("Saved: {change}.", change=NAMES[changes.verb]))
        self.hands.worker.tell(changes)

    def _said(self, refusals: Mapping[str, str], effect: str) -> None:
        """Show sentences beside their fields, and what saving would do; what was checked before is out of date."""
        self._checked = None
        for name, label in self.refusals.items():
            label.setText(refusals.get(name, ""))
            label.setVisible(name in refusals)
            self.fields[name].setAccessibleDescription(refusals.get(name, ""))
        self.effect.setText(effect)
        self.effect.setVisible(bool(effect))

    def _told(self, checked: Checked) -> str:
        words = self.hands.words
        return "\n".join([*map(words, checked.plan.warnings), checked.effect])

    def _suggest(self, name: str, text: str) -> None:
        field = self.fields[name]
        if not isinstance(field, SuggestingField):
            return

        def candidates(office: Office, _progress: Progress) -> list[str]:
            return list(CANDIDATES[name](office, text))

        self.hands.worker.ask(say("Searching"), candidates, field.offer, lambda _refused: None, f"candidates {name}")


def effect_of(office: Office, plan: Plan, on: date, words: Translator) -> str:
    """What a plan would do to the standing on a day, in words."""

    def label(standing: Standing) -> str:
        detail = detail_label(standing.detail, office.catalogue, words)
        return f"{standing_label(standing.standing, words)} · {detail}"

    before, after = map(label, before_and_after(office, plan, on))
    if before == after:
        return words.say("The standing stays: {standing}", standing=after)
    return words.say("Standing: {before} → {after}", before=before, after=after)
