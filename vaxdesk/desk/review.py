"""A change set as rows to look at: grouped by what becomes of each row, with every problem and every changed field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..actions.change_set import ChangeSet, Entry
from ..actions.codes import DETAIL_LABELS, OUTCOMES
from ..actions.language import Translator
from ..actions.lines import RESIDENCES
from ..actions.office import Office
from ..rules.masks import mask_id
from ..rules.messages import Message, say
from ..rules.problems import Severity
from .table import Value

SKIPPED, NOT_IN_FILE = "skipped", "not_in_file"
"""Groups beside the outcomes: rows that are no data, and people whom no row speaks of."""

FIELDS: Mapping[str, Message] = {
    "phone": say("Phone"),
    "address": say("Address"),
    "residence": say("Residence"),
    "departure": say("Moved or died"),
    "left_on": say("Left on"),
    "relation": say("Relation to the head"),
    "reason": say("Reason"),
    "reason_on": say("Reason as of"),
    "sex": say("Sex"),
    "birth": say("Birth date"),
    "given_on": say("Dose on"),
    "product": say("Vaccine"),
}
WHY_SKIPPED: Mapping[str, Message] = {
    "title": say("title"),
    "caption": say("line under the title"),
    "header": say("headings"),
    "group": say("heading of a group"),
    "total": say("sum"),
    "blank": say("empty row"),
    "footnote": say("note below the table"),
    "signature": say("signatures"),
    "instructions": say("how to fill it in"),
}
SEVERITIES: Mapping[str, Message] = {
    Severity.ERROR: say("to be mended"),
    Severity.WARNING: say("to be checked"),
    Severity.NOTICE: say("for information"),
}


class Reviewed(NamedTuple):
    """A change set and what its codes are called (products and reasons by code)."""

    change_set: ChangeSet
    names: Mapping[str, str]


class Group(NamedTuple):
    """One heading of the review: its code, its words, and how many rows it has."""

    code: str
    label: str
    rows: int


def names_of(office: Office) -> dict[str, str]:
    """What products and reasons are called on screen."""
    reasons = {reason.code: reason.text for reason in office.catalogue.reasons.values()}
    return reasons | {product.code: product.short for product in office.catalogue.products.values()}


def groups_of(change_set: ChangeSet, words: Translator) -> list[Group]:
    """The outcomes that have rows, their counts adding up to the rows of data; then the rows and people beside them."""
    counts = change_set.counts()
    groups = [Group(code, words(label), counts[code]) for code, label in OUTCOMES.items()]
    groups.append(Group(SKIPPED, words.say("Not data"), sum(len(review.skipped) for review in change_set.files)))
    groups.append(Group(NOT_IN_FILE, words.say("Not in the file"), len(change_set.not_in_file)))
    return [group for group in groups if group.rows]


def summary_of(change_set: ChangeSet, words: Translator) -> str:
    """One line per file: what it is and how its rows add up."""
    lines = []
    for review in change_set.files:
        counts = review.counts()
        parts = [f"{words(label)} {counts[code]}" for code, label in OUTCOMES.items() if counts[code]]
        rows = sum(counts.values())
        lines.append(
            words.say(
                "{file}: {rows} rows of data = {parts}", file=review.file, rows=rows, parts=" + ".join(parts) or 0
            )
        )
        if review.unknown_sheets:
            sheets = ", ".join(review.unknown_sheets)
            lines.append(words.say("These sheets were not recognised and are left alone: {sheets}", sheets=sheets))
    return "\n".join(lines)


def entries_of(change_set: ChangeSet, code: str) -> list[Entry]:
    """The rows of data with this outcome, in the order of the files."""
    return [entry for review in change_set.files for entry in review.entries if entry.outcome == code]


def entry_rows(entries: Sequence[Entry], words: Translator) -> list[Sequence[Value]]:
    """Sheet, row, name, masked number, and the most important remark of each row."""
    return [
        (entry.sheet, entry.row, entry.name, mask_id(entry.number), _first_remark(entry, words)) for entry in entries
    ]


def beside_rows(change_set: ChangeSet, code: str, words: Translator) -> list[Sequence[Value]]:
    """The rows that are no data, or the people whom no row speaks of, under the same headings as `entry_rows`."""
    if code == SKIPPED:
        every = [skipped for review in change_set.files for skipped in review.skipped]
        return [(each.sheet, each.row, "", "", words(WHY_SKIPPED[each.why])) for each in every]
    nothing = words.say("Nothing happens to this person.")
    return [("", None, known.name, mask_id(known.number), nothing) for known in change_set.not_in_file]


def remark_rows(entry: Entry, reviewed: Reviewed, words: Translator) -> list[Sequence[Value]]:
    """Everything about one row: cell or field, what is said, what stood there, what would stand there."""
    problems: list[Sequence[Value]] = [
        (found.cell, f"{words(found.problem.message)} ({words(SEVERITIES[found.problem.severity])})", "", "")
        for found in entry.problems
    ]
    changes: list[Sequence[Value]] = [
        (
            "",
            words(FIELDS[change.field]),
            _value(change.old, change.field, reviewed.names, words),
            _value(change.new, change.field, reviewed.names, words),
        )
        for change in entry.changes
    ]
    return problems + changes + list(_dose_rows(entry, reviewed.names, words))


def _dose_rows(entry: Entry, names: Mapping[str, str], words: Translator) -> Iterator[Sequence[Value]]:
    for dose in entry.new_doses:
        told = (dose.on.isoformat() if dose.on else "", names.get(dose.product or "", ""), dose.site)
        yield "", words.say("Dose {number}", number=dose.number), "", "  ".join(part for part in told if part)


def _first_remark(entry: Entry, words: Translator) -> str:
    worst = sorted(entry.problems, key=lambda found: list(Severity).index(found.problem.severity))
    if worst and worst[0].problem.severity is not Severity.NOTICE:
        return words(worst[0].problem.message)
    parts = [words(FIELDS[change.field]) for change in entry.changes]
    parts += [words.say("Dose {number}", number=dose.number) for dose in entry.new_doses]
    return ", ".join(parts) or (words(worst[0].problem.message) if worst else "")


def _value(value: object, field: str, names: Mapping[str, str], words: Translator) -> str:
    text = str(value or "")
    if field == "residence" and text in RESIDENCES:
        return words(RESIDENCES[text])
    if field == "departure" and text in DETAIL_LABELS:
        return words(DETAIL_LABELS[text])
    if field == "sex":
        return {"m": words.say("male"), "f": words.say("female")}.get(text, "")
    return names.get(text, text)
