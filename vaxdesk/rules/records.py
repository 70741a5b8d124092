"""The frozen records that rules judge: facts about one person, and the answer where they stand.

Plain tuples with names: they cost little in the loop over a million people and cannot be changed by accident.
Dates are `datetime.date`; an open end is None. Lists inside a record are tuples ordered by date, undated first.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .messages import Message

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; raises Cancelled to stop the work."""


class StandingCode(StrEnum):
    """Where a person stands on a date: seven words that partition everybody in the register (product.md)."""

    COMPLETED = "completed"
    INCOMPLETE = "incomplete"
    UNVACCINATED = "unvaccinated"
    EXEMPT = "exempt"
    DEFERRED = "deferred"
    UNVERIFIED = "unverified"
    OUT_OF_SCOPE = "out_of_scope"


class Residence(StrEnum):
    """How a person belongs to the place: registered here and living here, living here only, registered only, works here."""

    RESIDENT = "resident"
    INCOMER = "incomer"
    REGISTERED_ONLY = "registered_only"
    WORKS_HERE = "works_here"


class Departure(StrEnum):
    """Why a person left the register; history is kept."""

    MOVED_OUT = "moved_out"
    DECEASED = "deceased"
    MERGED = "merged"


class Dose(NamedTuple):
    """One dose as known: the day, or None where nobody wrote it down; the product's code, or None where it is unknown."""

    on: date | None
    product: str | None


class Certificate(NamedTuple):
    """A claim of contraindication.

    `level`: 3, 2, 1 for an institution of that level, 0 for a village clinic, None where nothing was shown. Only a certificate
    of a second-level or higher institution that was seen exempts (notice 002). `on` is its date, None if nothing was shown;
    it holds through `until`, the last day, or without end.
    """

    on: date | None
    until: date | None
    level: int | None


class Deferral(NamedTuple):
    """A dated deferral (pregnancy, acute illness, ...) from `on`; over on the day `until` (it defers while until > day)."""

    on: date | None
    until: date | None


class History(NamedTuple):
    """Everything the rules need to know about one person.

    `sex` is "m", "f" or "". `left_on` None with a `departure` means: gone, day unknown (gone on every date).
    `reason` is the code of the reason given for not being vaccinated (resources/reasons.toml), given on `reason_on`
    (None: always known); None where nobody ever asked. `included`: taken into the campaign by hand in spite of age or residence.
    """

    birth: date | None
    sex: str = ""
    residence: str = Residence.RESIDENT
    arrived_on: date | None = None
    departure: str | None = None
    left_on: date | None = None
    reason: str | None = None
    reason_on: date | None = None
    doses: tuple[Dose, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    infections: tuple[date, ...] = ()
    included: bool = False


class NextDose(NamedTuple):
    """The dose to give next: its number in the course, the first allowed, the recommended, and the latest recommended day."""

    number: int
    earliest: date | None = None
    recommended: date | None = None
    latest: date | None = None


class Standing(NamedTuple):
    """The answer for one person on one date.

    `holds_until` is the first day on which the answer may be another one (None: it holds for ever if no fact changes);
    on every day from the judged one up to the day before it the answer is the same.
    """

    standing: str
    detail: str
    completed_on: date | None = None
    next: NextDose | None = None
    holds_until: date | None = None


class DoseVerdict(NamedTuple):
    """What a dose counts for.

    `kind`: primary, booster, second_booster, extra, repeat (given because one was too early), early, late, duplicate, future,
    other_product, unknown. `number` is its place in the course, None where it counts for nothing.
    """

    dose: Dose
    counts: bool
    kind: str
    number: int | None
    reason: Message


class Explained(NamedTuple):
    """A standing with its grounds: one plain sentence why, a verdict per dose, and the schedule version that judged."""

    standing: Standing
    why: Message
    doses: tuple[DoseVerdict, ...]
    schedule: str
