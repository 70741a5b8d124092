"""Deciding on the rows of a change set: one row, one of its fields, or all rows alike; and what the decisions add up to."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from vaxdesk.rules.problems import Outcome

from .change_set import UNDECIDED, ChangeSet, Choice, Decision, Entry, FileReview

Reviewed = tuple[FileReview, Entry]
"""A row and the file it is of."""


class Tally(NamedTuple):
    """Rows by what becomes of them with the commit; together they are the rows that were read.

    `taken` are written or known to be so already; `kept`: the register stays as it is, by decision; `waiting`: nothing happens
    until somebody decides; `left_out` by decision; `returned` go back to their sender.
    """

    taken: int
    kept: int
    waiting: int
    left_out: int
    returned: int


def tally(change_set: ChangeSet) -> Tally:
    """Count what becomes of the rows."""
    found: Counter[str] = Counter()
    for review in change_set.files:
        counts = review.counts()
        decided = Counter(
            (entry.outcome, review.choices[entry.sheet, entry.row].decision)
            for entry in (review.entries if review.choices else ())
            if (entry.sheet, entry.row) in review.choices
        )
        for outcome, count in counts.items():
            settled = {decision: decided[Outcome(outcome), decision] for decision in Decision}
            waits = outcome in UNDECIDED
            found["returned" if outcome == Outcome.REJECTED else "waiting" if waits else "taken"] += count - sum(
                settled.values()
            )
            found["taken"] += settled[Decision.ACCEPT]
            found["kept"] += settled[Decision.KEEP]
            found["waiting" if waits else "left_out"] += settled[Decision.SKIP]
    return Tally(*(found[field] for field in Tally._fields))


def can_decide(entry: Entry, decision: Decision) -> bool:
    """Whether a decision means something for a row: there must be something to take, or to leave."""
    if not entry.writes:
        return False
    return decision is not Decision.KEEP or bool(entry.parts)


def decide(review: FileReview, entry: Entry, decision: Decision, part: int | None = None) -> None:
    """Decide on a row, or on one of its parts (a place in Entry.parts), which takes the row as far as its parts are taken.

    Nothing happens where the decision means nothing. A row to be confirmed is the person it most likely speaks of; where that
    is nobody, it waits for `confirm`.
    """
    if not can_decide(entry, decision) or (entry.outcome is Outcome.TO_CONFIRM and decision is Decision.ACCEPT):
        if entry.outcome is Outcome.TO_CONFIRM and entry.person is not None and decision is Decision.ACCEPT:
            confirm(review, entry, entry.person)
        return
    if part is None:
        review.choices[entry.sheet, entry.row] = Choice(decision)
        return
    refused = set(_refused(review.choice(entry), len(entry.parts)))
    (refused.discard if decision is Decision.ACCEPT else refused.add)(part)
    whole = Decision.KEEP if len(refused) == len(entry.parts) else Decision.ACCEPT
    review.choices[entry.sheet, entry.row] = Choice(whole, frozenset(refused))


def confirm(review: FileReview, entry: Entry, person: int | None) -> None:
    """Say who a row to be confirmed speaks of; None for somebody new."""
    review.choices[entry.sheet, entry.row] = Choice(Decision.ACCEPT, person=person)


def taken(review: FileReview, entry: Entry, part: int) -> bool:
    """Whether a part of a row would be written."""
    return part not in _refused(review.choice(entry), len(entry.parts))


def _refused(choice: Choice, parts: int) -> frozenset[int]:
    return choice.refused if choice.decision is Decision.ACCEPT else frozenset(range(parts))


def alike(change_set: ChangeSet, entry: Entry) -> Iterator[Reviewed]:
    """The rows that are like this one: the same outcome, the same problems, the same fields."""
    kind = entry.kind
    return (
        (review, other)
        for review in change_set.files
        for other in review.by_outcome().get(entry.outcome.value, ())
        if other.kind == kind
    )


def count_alike(change_set: ChangeSet, entry: Entry) -> int:
    """How many rows `alike` gives."""
    return sum(review.alike(entry) for review in change_set.files)
