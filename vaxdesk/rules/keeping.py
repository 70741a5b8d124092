"""Which backups stay: the newest of each of the last 7 days, 5 weeks and 12 months that have one; the others may go."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

DAYS, WEEKS, MONTHS = 7, 5, 12

Kept = TypeVar("Kept")


def to_drop(backups: Mapping[Kept, datetime]) -> list[Kept]:
    """Those that no day, week or month needs. The newest of all always stays, whatever a clock that was set back says."""
    newest_first = sorted(backups, key=lambda each: backups[each], reverse=True)
    needed: set[Kept] = set()
    for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        first: dict[object, Kept] = {}
        for each in newest_first:
            first.setdefault(period(backups[each]), each)
        needed.update(list(first.values())[:count])
    return [each for each in newest_first if each not in needed]


Period = Callable[[datetime], object]


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: datetime) -> object:
    return at.year, at.month
