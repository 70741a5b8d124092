"""Whether a dose can be true of a person, and which number it has among the others."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .matching import ENTRY_SLIP
from .messages import FieldRefused, Message, say
from .problems import CODES
from .records import Departure, Dose, History
from .typed import refused_as

DAY, PRODUCT = "given_on", "product"
"""The fields of the form that a dose is typed into."""


def check_dose(dose: Dose, person: History, in_use_since: date | None) -> list[Message]:
    """What is doubtful about one dose more of a person; `person.doses` are the others.

    1. Without a day or a product it is doubtful: ask.
    2. A day before the birth, before the vaccine was in use, or after the death cannot be.
    3. A second dose on the day of another one is that dose.
    4. One a day beside another one is doubtful: one of the two is probably a slip of the pen (rules.matching).
    5. One after the move is doubtful.

    Raises FieldRefused with the field and `dose_before_birth`, `dose_before_campaign`, `dose_after_death`, `dose_repeated`.
    """
    doubts = [] if dose.product else [CODES["product_missing"][1]]
    if dose.on is None:
        return [*doubts, CODES["date_missing"][1]]
    if person.birth is not None and dose.on < person.birth:
        raise refused_as(DAY, "dose_before_birth")
    if in_use_since is not None and dose.on < in_use_since:
        raise refused_as(DAY, "dose_before_campaign")
    gone = person.left_on is not None and dose.on > person.left_on
    if gone and person.departure == Departure.DECEASED:
        raise FieldRefused(DAY, "dose_after_death", say("The dose is dated after the death: correct one of the two."))
    for other in person.doses:
        doubts += _beside(dose.on, other)
    if gone and person.departure == Departure.MOVED_OUT:
        doubts.append(say("The dose is dated after the move: ask where it was given."))
    return doubts


def _beside(on: date, other: Dose) -> list[Message]:
    if other.on is None or abs((on - other.on).days) > ENTRY_SLIP:
        return []
    if on == other.on:
        raise FieldRefused(
            DAY,
            "dose_repeated",
            say("The register has a dose of {day} already: change that one if it is wrong.", day=other.on),
        )
    return [say("The register has a dose of {day}, one day beside this one: is it the same dose?", day=other.on)]


class Numbered(NamedTuple):
    """A dose as it is counted: its id, its number from 1, its day."""

    id: int
    number: int
    on: date | None


def number_among(others: Sequence[Numbered], on: date | None) -> tuple[int, tuple[tuple[Numbered, int], ...]]:
    """The number of a dose given on this day, and the new numbers of those that must make room for it.

    It is counted behind the last dose of an earlier day; without a day, behind all. Gaps stay: a person may be known to have
    had a second dose while nobody has written down the first.
    """
    before = [dose.number for dose in others if on is None or (dose.on is not None and dose.on <= on)]
    number = max(before, default=0) + 1
    moved = []
    taken = number
    for dose in sorted(others, key=lambda dose: dose.number):
        if dose.number == taken:
            taken += 1
            moved.append((dose, taken))
    return number, tuple(moved)
