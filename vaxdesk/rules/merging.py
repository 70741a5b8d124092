"""What becomes of the facts of a person who stands in the register twice: the union of both, nothing counted twice.

Rules for each dose of the entry that goes, against one dose of the entry that stays; first match wins:
1. The same day, and the same product or one of them unknown: one dose with two sources.
2. One of them without a day, the same number, and the same product or one of them unknown: one dose with two sources.
3. The same day, or one day apart: one of them is a slip; the dose that stays counts, and somebody asks (domain facts C6 20).
4. Everything else is a dose of its own.
What the dose that stays does not tell (day, product) is filled from the other in rules 1 and 2.
"""

from collections.abc import Sequence
from typing import NamedTuple

from .matching import ENTRY_SLIP, FieldChange, KnownDose, take_pairs
from .messages import Message, say

SAME_DOSE = "same_dose"
"""Why a dose is voided by a merge: it is another source of the dose that stays."""
NEAR_DOSE = "near_dose"
"""Why a dose is voided by a merge: it cannot be true beside the dose that stays; somebody has to ask."""


class Union(NamedTuple):
    """What to edit in the doses of both entries once they are one, and what is to be asked."""

    edits: tuple[FieldChange, ...]
    questions: tuple[Message, ...]


def unite(staying: Sequence[KnownDose], going: Sequence[KnownDose]) -> Union:
    """The union of two lists of doses: doubles are voided, gaps filled, and what is left numbered by its day."""
    mine, theirs = list(staying), list(going)
    edits: list[FieldChange] = []
    questions: list[Message] = []
    counted: list[KnownDose] = []
    for fits in (_same_day, _same_number):
        for here, there in take_pairs(mine, theirs, fits):
            edits.append(FieldChange("dose", there.id, "voided", None, SAME_DOSE))
            filled = here._replace(on=here.on or there.on, product=here.product or there.product)
            edits += _filled(here, filled)
            counted.append(filled)
    for here, there in take_pairs(mine, theirs, _near):
        edits.append(FieldChange("dose", there.id, "voided", None, NEAR_DOSE))
        questions.append(
            say(
                "Two doses cannot both be true: {here} and {there}. The first counts until somebody has asked.",
                here=here.on,
                there=there.on,
            )
        )
        counted.append(here)
    return Union((*edits, *_numbered([*counted, *mine, *theirs])), tuple(questions))


def _one_product(here: KnownDose, there: KnownDose) -> bool:
    return here.product is None or there.product is None or here.product == there.product


def _same_day(here: KnownDose, there: KnownDose) -> bool:
    return here.on is not None and here.on == there.on and _one_product(here, there)


def _same_number(here: KnownDose, there: KnownDose) -> bool:
    return (here.on is None or there.on is None) and here.number == there.number and _one_product(here, there)


def _near(here: KnownDose, there: KnownDose) -> bool:
    return here.on is not None and there.on is not None and abs((here.on - there.on).days) <= ENTRY_SLIP


def _filled(before: KnownDose, after: KnownDose) -> list[FieldChange]:
    told = {"given_on": (before.on, after.on), "product": (before.product, after.product)}
    return [FieldChange("dose", before.id, field, old, new) for field, (old, new) in told.items() if old != new]


def _numbered(doses: list[KnownDose]) -> list[FieldChange]:
    """The doses that count numbered by day; one without a day keeps its place among the others by its number."""
    if len({dose.number for dose in doses}) == len(doses):
        return []
    ordered = sorted(doses, key=lambda dose: (dose.on is None, dose.on or dose.number, dose.number))
    return [
        FieldChange("dose", dose.id, "number", dose.number, number)
        for number, dose in enumerate(ordered, 1)
        if dose.number != number
    ]
