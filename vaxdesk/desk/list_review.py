"""A list sent down as rows to look at: grouped by verdict, with what the reply will say of each."""

from collections.abc import Sequence

from ..actions.codes import VERDICT_LABELS
from ..actions.language import Translator
from ..actions.reconcile import Listing, Reconciled
from .review import Group
from .table import Heading, Value

EVERY, TO_ASK, CHANGED = "every", "to_ask", "changed"
"""Groups beside the verdicts."""


def groups_of(listing: Listing, words: Translator) -> list[Group]:
    """Whom to ask, what changed since an earlier list, everybody; then the verdicts, which add up to everybody."""
    changed = sum(row.changed for row in listing.rows)
    verdicts = listing.verdicts
    beside = [
        Group(TO_ASK, words.say("To be asked"), len(listing.to_ask)),
        Group(CHANGED, words.say("Changed since"), changed),
        Group(EVERY, words.say("All rows"), len(listing.rows)),
    ]
    return [
        *(group for group in beside if group.rows),
        *(Group(code, words(label), verdicts[code]) for code, label in VERDICT_LABELS.items() if verdicts[code]),
    ]


def rows_of(listing: Listing, code: str, text: str = "") -> list[tuple[Reconciled, str]]:
    """The rows of a group with their notes; with `text`, those whose name, number, phone or address has it."""
    notes = {(row.sheet, row.row): note for row, note in zip(listing.rows, listing.notes, strict=True)}
    rows = listing.to_ask if code == TO_ASK else listing.rows
    return [
        (row, notes[row.sheet, row.row])
        for row in rows
        if _belongs(row, code)
        and (not text or any(text in told for told in (row.name, row.number, row.address, *row.phones)))
    ]


def _belongs(row: Reconciled, code: str) -> bool:
    return code in (EVERY, TO_ASK, row.verdict) or (code == CHANGED and row.changed)


def list_row(row: Reconciled, note: str, words: Translator) -> Sequence[Value]:
    """Verdict, row, name, phones, where, what the reply says, and what an earlier reply said."""
    before = words(VERDICT_LABELS[row.before.verdict]) if row.before else ""
    place = row.card.address or row.card.village if row.card else row.address
    return (
        words(VERDICT_LABELS[row.verdict]),
        row.row,
        row.name,
        " ".join(row.phones),
        place,
        "\uff1b".join(filter(None, (row.word, note))),
        before,
    )


def headings(words: Translator) -> list[Heading]:
    """The headings over `list_row`."""
    titles = (words.say("Verdict"), words.say("Row"), words.say("Name"), words.say("Phone"), words.say("Address"),
              words.say("Reply"), words.say("Last reply"))  # fmt: skip
    return [Heading(title, "right" if nth == 1 else "left") for nth, title in enumerate(titles)]
