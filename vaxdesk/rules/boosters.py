"""What doses after a complete course are: boosters by the rules in force on their day, or extra (domain facts B1.4)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from .periods import after, last_start
from .records import NextDose
from .schedules import BoosterRule, Plan


class FurtherDose(NamedTuple):
    """A dose after the course: day (None if unknown), group, and kind: booster, second_booster or extra."""

    on: date | None
    group: str
    kind: str


def judge_further(
    plan: Plan, primed: str, completed_on: date | None, doses: Iterable[tuple[date | None, str]], birth: date | None
) -> list[FurtherDose]:
    """Judge the doses (day, group) after a course of `primed`: one first, one second booster; the rest are extra."""
    judged: list[FurtherDose] = []
    previous, boosted = completed_on, 0
    for day, group in doses:
        kind = "extra"
        if day is not None and previous is not None:
            for rule in _rules(plan, primed, boosted, birth, day):
                if group in rule.groups and after(previous, rule.least) <= day:
                    kind = "second_booster" if boosted else "booster"
                    previous, boosted = day, boosted + 1
                    break
        judged.append(FurtherDose(day, group, kind))
    return judged


def _rules(plan: Plan, primed: str, boosted: int, birth: date | None, day: date) -> Iterator[BoosterRule]:
    """The rules for the next booster of this person that are in force on `day`."""
    if boosted > 1 or birth is None:
        return
    for version in plan.boosters:
        if version.since <= day:
            for rule in version.rules:
                if rule.second == bool(boosted) and primed in rule.primed and after(birth, rule.from_age) <= day:
                    yield rule
            return


def next_booster(
    plan: Plan, primed: str, completed_on: date, further: Iterable[FurtherDose], birth: date | None, on: date
) -> NextDose | None:
    """The next booster by the rules in force on `on`: number 1 or 2, its earliest day; None where none is due."""
    given = [dose.on for dose in further if dose.kind != "extra" and dose.on is not None]
    rules = list(_rules(plan, primed, len(given), birth, on))
    if not rules:
        return None
    earliest = min(after(given[-1] if given else completed_on, rule.least) for rule in rules)
    return NextDose(len(given) + 1, earliest, earliest)


def booster_base(plan: Plan, on: date) -> tuple[date, date] | None:
    """Of whom a first booster is asked on `on`: the last day of completion and the last birthday; None where of nobody.

    The shortest interval and the lowest age of the rules in force; a notice may set an earlier day (domain facts C6 51).
    """
    version = next((version for version in plan.boosters if version.since <= on), None)
    rules = [rule for rule in version.rules if not rule.second] if version else []
    if not rules:
        return None
    return max(last_start(on, rule.least) for rule in rules), max(last_start(on, rule.from_age) for rule in rules)
