"""Following a course dose by dose: what counts, what was too early, when it was complete, what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .facts import Days, Facts
from .periods import FAR, after, day_after
from .records import NextDose
from .schedules import Course, Plan, Step, Version


class Progress(NamedTuple):
    """How far the doses of one group lead in a course.

    `counted`: the days of the doses that count. `used`: how many of the doses it took to complete, or all. `early`:
    the last one was given too early. `undated`: how many have no date; then nothing can be said about intervals, and
    `completed_on` stays None.
    """

    course: Course
    done: bool
    completed_on: date | None
    counted: Sequence[date]
    used: int
    early: bool
    undated: int
    days: Days


def follow(course: Course, days: Days, facts: Facts) -> Progress:
    """Follow the course. The version in force on the day of each dose judges it; late doses never restart a course.

    A dose too early counts for nothing and is repeated; the interval then runs from the early dose (guideline of
    2021-03-29). Who was infected before a dose needs no other, where the version says so.
    """
    counted: list[date] = []
    last: date | None = None
    early = False
    for day in days:
        if day is None:
            return _undated(course, days, facts)
        for version in course.versions:
            if version.since <= day:
                break
        steps, number = version.steps, len(counted)
        step = steps[number] if number < len(steps) else steps[-1]
        if facts.infections and _recovered(version, day, facts):
            return Progress(course, True, day, [*counted, day], days.index(day) + 1, False, 0, days)
        if step.gap is None:
            early = _too_early(step, counted, last, day, facts.birth)
        else:
            early = last is not None and day - last < step.gap
        last = day
        if not early:
            counted.append(day)
            number += 1
        if number >= (version.needed(facts.prior, facts.birth, facts.on) if version.varies else len(steps)):
            return Progress(course, True, day, counted, days.index(day) + 1, False, 0, days)
    return Progress(course, False, None, counted, len(days), early, 0, days)


def _recovered(version: Version, day: date, facts: Facts) -> bool:
    return version.infection_wait is not None and min(facts.infections) < day


def _too_early(step: Step, counted: Sequence[date], last: date | None, day: date, birth: date | None) -> bool:
    if step.valid_from_age is not None and birth is not None and day < after(birth, step.valid_from_age):
        return True
    return last is not None and bool(counted) and day < after(counted[0] if step.from_first else last, step.accepted)


def _undated(course: Course, days: Days, facts: Facts) -> Progress:
    """The fact of a dose stays without its date: with enough doses the course is complete on a day nobody knows."""
    dated = [day for day in days if day is not None]
    needed = course.version(dated[-1] if dated else facts.on).needed(facts.prior, facts.birth, facts.on)
    done = len(days) >= needed
    return Progress(course, done, None, dated, needed if done else len(days), False, len(days) - len(dated), days)


def best(plan: Plan, group: str, days: Days, facts: Facts) -> Progress | None:
    """The course of this group that is complete, else the first that fits the age; None where the plan has none."""
    courses = plan.courses.get(group, ())
    if len(courses) == 1:
        return follow(courses[0], days, facts)
    first: Progress | None = None
    for course in courses:
        if course.fits(facts.birth, days[0]):
            progress = follow(course, days, facts)
            if progress.done:
                return progress
            first = first or progress
    return first


def next_dose(progress: Progress, facts: Facts) -> tuple[NextDose | None, date]:
    """The dose to give next by the version in force on the judged day, and the first day on which that may change.

    None where the clinic decides: after a dose too early of a kind for which there is no rule. Without all dates,
    only the number.
    """
    number = len(progress.days) + 1
    if progress.undated:
        return NextDose(number), FAR
    version = progress.course.version(facts.on)
    until = progress.course.next_version(facts.on) or FAR
    if progress.early and version.repeat_gap is None:
        return None, until
    dose = _dates(number, version, progress, facts)
    if dose.earliest is not None and dose.earliest > facts.on:
        return dose, min(until, dose.earliest)
    if dose.latest is not None and dose.latest >= facts.on:
        until = min(until, day_after(dose.latest))
    return dose, until


def _dates(number: int, version: Version, progress: Progress, facts: Facts) -> NextDose:
    steps, done = version.steps, len(progress.counted)
    step = steps[done] if done < len(steps) else steps[-1]
    first, last = progress.days[0], progress.days[-1]
    assert first is not None  # called for dated doses only
    assert last is not None
    if version.infection_wait is not None and facts.infections:
        earliest = after(max(facts.infections), version.infection_wait)
        return NextDose(number, earliest, earliest)
    if progress.early and version.repeat_gap is not None:
        earliest = after(last, version.repeat_gap)
    else:
        earliest = after(first if step.from_first else last, step.least)
    for age in (step.valid_from_age, step.due_from_age):
        if age is not None and facts.birth is not None:
            earliest = max(earliest, after(facts.birth, age))
    latest = None
    if step.most is not None:
        latest = after(last, step.most)
    elif step.limit_from_first is not None:
        latest = after(first, step.limit_from_first)
    return NextDose(number, earliest, earliest, latest)
