"""Doses falling due, week by week: what the sites must have in their refrigerators."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

BOOSTER = 0
"""Stands for the booster where a step of the course has its number."""


class NextDoses(NamedTuple):
    """So many people of a village may have dose `number` from `earliest` on; `product` is what they had last, if known."""

    village: str
    product: str | None
    number: int
    earliest: date
    people: int


class Demand(NamedTuple):
    """So many doses of a group for a step of its course, due in the week that begins on `week` (a Monday)."""

    week: date
    group: str
    number: int
    doses: int


def weekly(
    waiting: Iterable[NextDoses], group_of: Callable[[str | None], str], on: date, weeks: int = 4
) -> list[Demand]:
    """The doses of this week, with all that could be given before it, and of the weeks after."""
    this_week = _monday(on)
    found: Counter[tuple[date, str, int]] = Counter()
    for due in waiting:
        week = max(_monday(due.earliest), this_week)
        if week < this_week + timedelta(weeks=weeks):
            found[week, group_of(due.product), due.number] += due.people
    return [Demand(week, group, number, doses) for (week, group, number), doses in sorted(found.items())]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
