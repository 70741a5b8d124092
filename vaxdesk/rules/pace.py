"""How fast the work must go on: days left, needed a day, and what the vaccination sites can do."""

from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

EVERY_DAY = frozenset(range(1, 8))
"""Days of the week on which is vaccinated, Monday 1 to Sunday 7: in a campaign all of them."""


class Pace(NamedTuple):
    """What is still to be done until a deadline.

    `remaining` is never below zero. `days` are the working days left, today and the deadline's day among them;
    `per_day` is rounded up, None where no day is left; `days_over` says how long the deadline has passed.
    """

    remaining: int
    days: int
    per_day: int | None
    days_over: int


def working_days(first: date, last: date, weekdays: Collection[int] = EVERY_DAY) -> int:
    """The days from `first` to `last`, both counted, that fall on these days of the week; 0 if `last` lies before."""
    return sum((first + timedelta(days=day)).isoweekday() in weekdays for day in range((last - first).days + 1))


def pace(target: Fraction | int, done: int, on: date, deadline: date, weekdays: Collection[int] = EVERY_DAY) -> Pace:
    """What is needed per working day from `on` until the deadline (domain facts C5)."""
    remaining = max(0, ceil(target) - done)
    days = working_days(on, deadline, weekdays)
    return Pace(remaining, days, ceil(Fraction(remaining, days)) if days else None, max(0, (on - deadline).days))


def days_of_work(persons: int, doses: int, sites: int, per_site: int) -> int | None:
    """How many days so many persons with so many doses each take, at `per_site` doses per site and day (notice 004).

    None where nothing can be given at all.
    """
    capacity = sites * per_site
    return ceil(Fraction(persons * doses, capacity)) if capacity > 0 else None
