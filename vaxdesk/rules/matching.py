"""Whether a row is somebody the register knows, and what it would change: field by field, dose by dose.

Rules, first match wins:
1. The identity number decides who it is; another name under the same number is a conflict and never overwrites.
2. Without a number, the same name with the same phone, or with the same village and address, is the same person,
   unless the register has more than one such person.
3. A dose on the same day of the same product is the same dose. Then a dose without a day, or one that differs in its day
   while the register has a dose in its place, is that dose: a missing day or product is filled, another one is a conflict
   ("count one, ask"). What is left over is a new dose. A dose only told or booked is confirmed by the same day on a roster.
4. A row that contradicts the register changes nothing; a person decides, and is shown what would change.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from .names import same_name
from .problems import Outcome, Problem, problem
from .records import Departure
from .rows import ReadDose, RosterRow

Told = TypeVar("Told")
"""A dose as somebody tells it: read from a row, or standing under another entry of the register."""

UNCONFIRMED, CONFIRMED = frozenset({"own_word", "appointment"}), "roster"
"""Grades of a dose that somebody only told or booked, and of one that a roster told, which confirms it (rules.grades)."""
ENTRY_SLIP = 1
"""Days: two doses this close cannot both be real; one is a slip of the pen."""


class KnownDose(NamedTuple):
    """A dose in the register."""

    id: int
    number: int
    on: date | None
    product: str | None
    evidence: str = ""
    """How it is known (rules.grades); "" where that does not matter."""


class Known(NamedTuple):
    """A person in the register, as far as a roster can speak of it."""

    id: int
    number: str
    name: str
    birth: date | None
    sex: str
    phone: str
    village: str
    address: str
    residence: str
    departure: str | None
    left_on: date | None
    reason: str | None
    doses: tuple[KnownDose, ...]
    unit: str = ""


class FieldChange(NamedTuple):
    """One field that a row would change; `record` is person or dose, `id` the row in the register."""

    record: str
    id: int
    field: str
    old: object
    new: object


class Comparison(NamedTuple):
    """What a row means for a known person. Changes and new doses of a conflict are what would be, if the row is believed."""

    outcome: Outcome
    problems: tuple[Problem, ...]
    changes: tuple[FieldChange, ...]
    new_doses: tuple[ReadDose, ...]


def compare(known: Known, row: RosterRow) -> Comparison:
    """Compare a row, free of errors, with the person it speaks of."""
    aligned = align_doses(known.doses, row.doses)
    changes = (*_person_changes(known, row), *aligned.changes)
    contradictions = (*_contradictions(known, row), *aligned.problems)
    if not same_name(known.name, row.name):
        changes = (FieldChange("person", known.id, "name", known.name, row.name), *changes)
        contradictions = (problem("name", "id_name_conflict"),)
    if contradictions:
        return Comparison(Outcome.CONFLICT, contradictions, changes, aligned.new_doses)
    outcome = Outcome.UPDATED if changes or aligned.new_doses else Outcome.UNCHANGED
    return Comparison(outcome, (), changes, aligned.new_doses)


def align_doses(known: Iterable[KnownDose], told: Iterable[ReadDose]) -> Comparison:
    """Lay the doses of a row beside those of the register (rule 3); `outcome` is that of the doses alone."""
    mine, theirs = list(known), list(told)
    confirmed = [
        FieldChange("dose", dose.id, "evidence", dose.evidence, CONFIRMED)
        for dose in mine
        if dose.evidence in UNCONFIRMED
    ]
    if not confirmed and [(dose.on, dose.product) for dose in mine] == [(dose.on, dose.product) for dose in theirs]:
        return Comparison(Outcome.UNCHANGED, (), (), ())
    changes: list[FieldChange] = []
    problems: list[Problem] = []
    pairs = take_pairs(
        mine, theirs, lambda here, there: here.on is not None and here.on == there.on and _may_be_one(here, there)
    )
    pairs += take_pairs(mine, theirs, lambda here, there: here.on is not None and here.on == there.on)
    pairs += take_pairs(mine, theirs, lambda here, there: here.number == there.number)
    pairs += take_pairs(mine, theirs, _too_close)
    for here, there in pairs:
        changes += [change for change in confirmed if change.id == here.id and there.on == here.on is not None]
        if here.on is None and there.on is not None:
            changes.append(FieldChange("dose", here.id, "given_on", None, there.on))
        elif there.on not in (None, here.on):
            problems.append(problem(f"date{there.number}", "dose_date_conflict"))
            changes.append(FieldChange("dose", here.id, "given_on", here.on, there.on))
        if here.product is None and there.product is not None:
            changes.append(FieldChange("dose", here.id, "product", None, there.product))
        elif there.product not in (None, here.product):
            problems.append(problem(f"product{there.number}", "dose_product_conflict"))
            changes.append(FieldChange("dose", here.id, "product", here.product, there.product))
    outcome = Outcome.CONFLICT if problems else Outcome.UPDATED if changes or theirs else Outcome.UNCHANGED
    return Comparison(outcome, tuple(problems), tuple(changes), tuple(theirs))


def _may_be_one(here: KnownDose, there: ReadDose) -> bool:
    return here.product is None or there.product is None or here.product == there.product


def _too_close(here: KnownDose, there: ReadDose) -> bool:
    return here.on is not None and there.on is not None and abs((here.on - there.on).days) <= ENTRY_SLIP


def take_pairs(
    mine: list[KnownDose], theirs: list[Told], fits: Callable[[KnownDose, Told], bool]
) -> list[tuple[KnownDose, Told]]:
    """Move the pairs that fit out of both lists."""
    pairs = []
    for there in list(theirs):
        here = next((dose for dose in mine if fits(dose, there)), None)
        if here is not None:
            mine.remove(here)
            theirs.remove(there)
            pairs.append((here, there))
    return pairs


def _contradictions(known: Known, row: RosterRow) -> list[Problem]:
    found = []
    if known.sex and row.sex and known.sex != row.sex:
        found.append(problem("sex", "person_conflict"))
    if known.birth is not None and row.birth is not None and known.birth != row.birth:
        found.append(problem("birth", "person_conflict"))
    if known.departure == Departure.DECEASED and not row.departure:
        found.append(problem("residence", "person_conflict"))
    return found


def _person_changes(known: Known, row: RosterRow) -> list[FieldChange]:
    """A row fills what is missing and renews what changes in life: phone, work unit, address, residence, departure, reason."""
    told = {
        "phone": (known.phone, row.phone),
        "unit": (known.unit, row.unit),
        "address": (known.address, row.address),
        "residence": (known.residence, row.residence),
        "departure": (known.departure, row.departure),
        "left_on": (known.left_on, row.left_on),
        "reason": (known.reason, row.reason),
        "sex": (known.sex, row.sex),
        "birth": (known.birth, row.birth),
    }
    changes = [
        FieldChange("person", known.id, field, old, new) for field, (old, new) in told.items() if new and new != old
    ]
    if known.departure and not row.departure:
        changes.append(FieldChange("person", known.id, "departure", known.departure, None))
    return changes
