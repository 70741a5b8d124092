"""Ages and intervals counted as the law counts them.

Civil Code of 2021, articles 201 and 202: a period does not count the day it starts from; one counted in
months or years ends on the corresponding day, and where the last month has no such day, on the last day of that month.
So a person born on 29 February is a year older on 28 February of a common year.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

FAR = date.max
"""Stands for "never" where days are compared."""

_DAY = timedelta(days=1)
_WRITTEN = re.compile(r"(\d+) (day|week|month|year)s?")


class Period(NamedTuple):
    """So many months, or so many days (`months` is 0 then)."""

    months: int = 0
    days: timedelta = timedelta()


def read_period(text: str) -> Period:
    """A period as the data files write it, like "21 days", "8 weeks", "6 months", "12 years". Raises ValueError."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(text)
    number, unit = int(written[1]), written[2]
    if unit in ("day", "week"):
        return Period(days=timedelta(days=number * (7 if unit == "week" else 1)))
    return Period(months=number * (12 if unit == "year" else 1))


def after(day: date, period: Period) -> date:
    """The day on which `period`, counted from `day`, is over: 31 August and 6 months give 28 (29) February."""
    months, days = period
    if not months:
        return day + days
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_start(on: date, period: Period) -> date:
    """The latest day from which `period` is over on `on`: who was born then or earlier has reached that age."""
    months, days = period
    if not months:
        return on - days
    years, month = divmod(on.month - 1 - months, 12)
    year, month = on.year + years, month + 1
    length = monthrange(year, month)[1]
    at_month_end = on.day == monthrange(on.year, on.month)[1]
    return date(year, month, length if at_month_end else min(on.day, length))


def day_after(day: date) -> date:
    """The next day; the end of time stays the end of time."""
    return day if day == FAR else day + _DAY
