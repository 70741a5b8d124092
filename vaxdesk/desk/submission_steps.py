"""The first four steps of the submission: the period, what the self-check found, what is sent, and what it would look like."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..actions.bridge import CAUSE_LABELS, Bridge
from ..actions.codes import STANDING_LABELS
from ..actions.language import Translator
from ..actions.ledgers import Sheet
from ..actions.self_check import Finding, Weight
from ..actions.submission_prepared import Prepared
from ..actions.submission_profile import OFFERED, Profile
from ..actions.submission_sheets import BRIDGE, PAPER_WORDS
from ..rules.messages import Message, say
from ..rules.movements import CAUSES, Way
from ..rules.records import StandingCode
from .labels import button, card, fields, label_for, quiet
from .shapes import shape_of
from .table import Heading, Marked, RowsModel, Value, fill_with, fit_columns, table_view

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
CODE = Qt.ItemDataRole.UserRole
MAY_BE_LEFT_OUT = {
    "phone": say("Phone"),
    "address": say("Address"),
    "household": say("Household"),
    "birth": say("Birth date"),
    "site1": say("Sites of the doses"),
    "reason": say("Reason"),
    "explanation": say("The sentence why"),
}
"""Columns that a submission may do without."""
TOGETHER = {"site1": ("site1", "site2", "site3", "site4", "site5")}
FORM_LABELS = {
    "summary": say("Summary"),
    "migrants": say("People away (annex table 1)"),
    **{code: label for code, label in STANDING_LABELS.items() if code != StandingCode.OUT_OF_SCOPE},
}


class Step(QWidget):
    """One step: a card that fills the place."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.frame, self.inside = card(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)


class PeriodStep(Step):
    """The week that is reported, the seven counts, and how they differ from the last submission."""

    chosen = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__(words.say("Which week is reported"))
        self._words = words
        self.week = QLineEdit()
        self.week.setMaximumWidth(130)
        self.week.editingFinished.connect(self.chosen)
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("What is in the submission"))
        self.balance, self.difference = quiet(), quiet()
        self.inside.addLayout(fields((words.say("&Week"), self.week)))
        self.inside.addWidget(self.table, 1)
        self.inside.addWidget(self.balance)
        self.inside.addWidget(self.difference)

    def clear(self) -> None:
        """Show nothing."""
        self.model.show([], [])
        self.balance.clear()
        self.difference.clear()

    def show_prepared(self, prepared: Prepared) -> None:
        """Show the counts and the bridge in a sentence."""
        words = self._words
        headings = [Heading(words.say("Standing")), Heading(words.say("People"), "right")]
        self.model.show(headings, rows_of(prepared, words), True)
        fit_columns(self.table)
        self.balance.setText(
            words.say(
                "It adds up: the seven make {total} people, and each ledger has as many lines as the summary counts. "
                "{sheets} sheets, {lines} lines.",
                total=prepared.overview.total,
                sheets=len(prepared.sheets),
                lines=sum(len(sheet.rows) for sheet in prepared.sheets),
            )
        )
        self.difference.setText(bridge_sentence(prepared.bridge, words))


def rows_of(prepared: Prepared, words: Translator) -> Sequence[Sequence[Value]]:
    """The seven counts, then their sum."""
    counts = prepared.overview.counts
    rows: list[Sequence[Value]] = [
        (Marked(words(STANDING_LABELS[code]), shape_of(code)), counts[code]) for code in StandingCode
    ]
    return [*rows, (words.say("Everybody"), prepared.overview.total)]


def bridge_sentence(bridge: Bridge, words: Translator) -> str:
    """How the people differ from the last submission."""
    if not bridge.since:
        return words.say("There is no earlier submission to compare with.")
    return words.say(
        "{since}: {before} people in scope, {came} came in, {went} went out, now {now}; {changed} stand elsewhere.",
        since=bridge.since,
        before=bridge.before,
        came=bridge.came,
        went=bridge.went,
        now=bridge.now,
        changed=bridge.changed,
    )


class CheckStep(Step):
    """What the self-check found: each opens the list that mends it; what needs a reason takes one here."""

    opened = Signal(object)
    """The Finding whose list is wanted."""
    answered = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__(words.say("What the self-check found"))
        self._words = words
        self._findings: list[Finding] = []
        self._reasons: dict[str, str] = {}
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("What the self-check found"))
        self.table.setWordWrap(True)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_reason(now.row()))
        self.table.activated.connect(lambda index: self.opened.emit(self._findings[index.row()]))
        self.reason = QLineEdit()
        self.reason.textEdited.connect(self._keep_reason)
        self.reason.editingFinished.connect(self._show_rows)
        self.open = button(words.say("&Open the list"), self._open)
        self.inside.addWidget(
            quiet(
                words.say(
                    "Open a list and mend it, or go on and say why: the reason is printed in the submission. "
                    "Nothing here keeps anybody from the vaccine."
                )
            )
        )
        self.inside.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(label_for(self.reason, words.say("&Reason for the chosen line")))
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.open)
        self.inside.addLayout(foot)

    def clear(self) -> None:
        """No findings, no reasons."""
        self._reasons = {}
        self.show_findings([])

    def show_findings(self, found: Sequence[tuple[Finding, str]]) -> None:
        """Show the findings, those that need a reason first."""
        self._findings = [finding for finding, _ in found]
        self._show_rows()
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_reason(0)

    def reasons(self) -> dict[str, str]:
        """The reasons by the code of the finding."""
        return {code: reason for code, reason in self._reasons.items() if reason.strip()}

    def unanswered(self) -> int:
        """How many findings need a reason and have none."""
        known = self.reasons()
        return sum(finding.weight is Weight.REASON and finding.code not in known for finding in self._findings)

    def _show_rows(self) -> None:
        words, row = self._words, self.table.currentIndex().row()
        labels = {Weight.REASON: words.say("needs a reason"), Weight.NOTE: words.say("to be seen")}
        headings = [Heading(""), Heading(words.say("What was found")), Heading(words.say("Explanation"))]
        rows = [
            (labels[finding.weight], words(finding.sentence), self._reasons.get(finding.code, ""))
            for finding in self._findings
        ]
        self.model.show(headings, rows)
        fill_with(self.table, 1)
        self.table.setCurrentIndex(self.model.index(max(0, row), 0))
        self.answered.emit()

    def _show_reason(self, row: int) -> None:
        there = 0 <= row < len(self._findings)
        finding = self._findings[row] if there else None
        self.open.setEnabled(finding is not None)
        self.reason.setEnabled(finding is not None and finding.weight is Weight.REASON)
        self.reason.setText(self._reasons.get(finding.code, "") if finding else "")

    def _keep_reason(self, text: str) -> None:
        self._reasons[self._findings[self.table.currentIndex().row()].code] = text
        self.answered.emit()

    def _open(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._findings):
            self.opened.emit(self._findings[row])


class ContentStep(Step):
    """What is sent: forms, columns and villages to leave out, no lists at all, and the county's own workbooks."""

    changed = Signal()

    def __init__(self, words: Translator) -> None:
        super().__init__(words.say("What is sent"))
        self._words = words
        self.forms, self.fields, self.villages = (self._list(name) for name in _NAMES)
        self.hashes = QCheckBox(words.say("Send no &lists of names, only hashes to find people listed twice"))
        self.hashes.toggled.connect(self._hashes_chosen)
        self.county_word = QLineEdit(placeholderText=words.say("the same for all townships of the county"))
        self.county_word.setEnabled(False)
        self.county_word.editingFinished.connect(self.changed)
        self.templates = QListWidget()
        self.templates.setAccessibleName(words.say("Workbooks of the county that are filled and sent too"))
        self.templates.setMaximumHeight(90)
        grid = QGridLayout()
        for column, (widget, name) in enumerate(zip((self.forms, self.fields, self.villages), _NAMES, strict=True)):
            grid.addWidget(label_for(widget, words(name)), 0, column)
            grid.addWidget(widget, 1, column)
        self.inside.addLayout(grid, 1)
        self.inside.addWidget(self.hashes)
        self.inside.addLayout(fields((words.say("County's &word"), self.county_word)))
        self.inside.addWidget(
            label_for(self.templates, words.say("Workbooks of the county that are filled and sent too"))
        )
        row = QHBoxLayout()
        row.addWidget(self.templates, 1)
        row.addWidget(button(words.say("&Add..."), self._add))
        row.addWidget(button(words.say("Take o&ut"), self._take_out))
        self.inside.addLayout(row)

    def _list(self, name: Message) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(self._words(name))
        made.itemChanged.connect(lambda _item: self.changed.emit())
        return made

    def show_profile(self, profile: Profile, villages: Sequence[str]) -> None:
        """Show the answers of the last time."""
        words = self._words
        self._fill(self.forms, {code: words(FORM_LABELS[code]) for code in OFFERED}, profile.forms)
        self._fill(self.fields, {code: words(label) for code, label in MAY_BE_LEFT_OUT.items()}, profile.without_fields)
        self._fill(self.villages, {name: name for name in villages}, profile.without_villages)
        self.hashes.setChecked(not profile.rows)
        self.county_word.setText(profile.county_word)
        self.templates.clear()
        self.templates.addItems(profile.templates)

    def profile(self, other: Profile) -> Profile:
        """The answers on this step, beside those of the others."""
        without = [field for code in self._ticked(self.fields) for field in TOGETHER.get(code, (code,))]
        return replace(
            other,
            forms=self._ticked(self.forms),
            without_fields=tuple(without),
            without_villages=self._ticked(self.villages),
            rows=not self.hashes.isChecked(),
            county_word=self.county_word.text().strip(),
            templates=tuple(self.templates.item(row).text() for row in range(self.templates.count())),
        )

    def _fill(self, into: QListWidget, choices: dict[str, str], ticked: Sequence[str]) -> None:
        into.blockSignals(True)
        into.clear()
        for code, label in choices.items():
            item = QListWidgetItem(label)
            item.setData(CODE, code)
            item.setCheckState(CHECKED if code in ticked else UNCHECKED)
            into.addItem(item)
        into.blockSignals(False)

    def _ticked(self, of: QListWidget) -> tuple[str, ...]:
        items = [of.item(row) for row in range(of.count())]
        return tuple(str(item.data(CODE)) for item in items if item.checkState() == CHECKED)

    def _hashes_chosen(self, on: bool) -> None:
        self.county_word.setEnabled(on)
        if not on or self.county_word.text().strip():
            self.changed.emit()

    def _add(self) -> None:
        words = self._words
        paths, _ = QFileDialog.getOpenFileNames(self, words.say("Workbooks of the county"), "", "*.xlsx")
        for path in paths:
            self.add_template(Path(path))

    def add_template(self, path: Path) -> None:
        """Send this workbook of the county too, filled."""
        self.templates.addItem(str(path))
        self.changed.emit()

    def _take_out(self) -> None:
        if self.templates.currentRow() >= 0:
            self.templates.takeItem(self.templates.currentRow())
            self.changed.emit()


_NAMES = (say("&Forms that are sent"), say("&Columns left out"), say("&Villages left out"))


class PreviewStep(Step):
    """The sheets as they will be; a figure of the bridge opens the people it counts."""

    opened = Signal(object, str)
    """The people of a figure, and what they are called."""

    def __init__(self, words: Translator) -> None:
        super().__init__(words.say("What it will look like"))
        self._words = words
        self._prepared: Prepared | None = None
        self.sheets = QComboBox()
        self.sheets.currentIndexChanged.connect(self._show_sheet)
        self.model = RowsModel()
        self.table = table_view(self.model, words.say("Preview"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        self.hint = quiet()
        self.inside.addLayout(fields((words.say("&Sheet"), self.sheets)))
        self.inside.addWidget(self.table, 1)
        self.inside.addWidget(self.hint)

    def clear(self) -> None:
        """Show nothing."""
        self._prepared = None
        self.sheets.clear()
        self.model.show([], [])

    def show_prepared(self, prepared: Prepared) -> None:
        """Offer the sheets; the one in sight stays if it is still there."""
        row = max(0, self.sheets.currentIndex())
        self._prepared = prepared
        self.sheets.blockSignals(True)
        self.sheets.clear()
        self.sheets.addItems([f"{sheet.title} {sheet.place}".strip() for sheet in prepared.sheets])
        self.sheets.setCurrentIndex(min(row, len(prepared.sheets) - 1))
        self.sheets.blockSignals(False)
        self._show_sheet()

    def _sheet(self) -> Sheet | None:
        row = self.sheets.currentIndex()
        return self._prepared.sheets[row] if self._prepared is not None and row >= 0 else None

    def _show_sheet(self) -> None:
        sheet = self._sheet()
        if sheet is None:
            return
        self.model.show([Heading(column.title, column.align) for column in sheet.columns], sheet.rows)
        fit_columns(self.table)
        bridge = sheet.name == BRIDGE
        self.hint.setText(self._words.say("Press a number to see who they are.") if bridge else "")

    def _open(self, index: QModelIndex) -> None:
        sheet, prepared = self._sheet(), self._prepared
        if sheet is None or prepared is None or sheet.name != BRIDGE:
            return
        title = sheet.columns[index.column()].title
        cause = next((code for code in _causes() if PAPER_WORDS(CAUSE_LABELS[code]) == title), None)
        villages = list(prepared.bridge.villages)
        village = villages[index.row()] if index.row() < len(villages) else None
        people = prepared.bridge.people(village, [cause]) if cause else frozenset()
        if people:
            self.opened.emit(people, f"{village or ''} {title}".strip())


def _causes() -> list[str]:
    return [cause.value for way in Way for cause in CAUSES[way]]
