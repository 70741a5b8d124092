"""Doses falling due, week by week: what the sites must have in their refrigerators."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

BOOSTER = 0
"""Stands for the booster where a step of the course has its number."""


class NextDose(NamedTuple):
    """A person, by id, may have dose `number` from `earliest` on; `product` is what they had last, if known."""

    person: int
    product: str | None
    number: int
    earliest: date


class Demand(NamedTuple):
    """Who, by id, may have a dose of a group for a step of its course in the week that begins on `week` (a Monday)."""

    week: date
    group: str
    number: int
    people: tuple[int, ...]

    @property
    def doses(self) -> int:
        """One for each person."""
        return len(self.people)


def weekly(
    waiting: Iterable[NextDose], group_of: Callable[[str | None], str], on: date, weeks: int = 4
) -> list[Demand]:
    """The doses of this week, with all that could be given before it, and of the weeks after."""
    this_week = _monday(on)
    found: dict[tuple[date, str, int], list[int]] = {}
    for due in waiting:
        week = max(_monday(due.earliest), this_week)
        if week < this_week + timedelta(weeks=weeks):
            found.setdefault((week, group_of(due.product), due.number), []).append(due.person)
    return [Demand(*key, tuple(people)) for key, people in sorted(found.items())]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
