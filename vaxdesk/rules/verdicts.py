"""A verdict on every dose of a person: what it counts for, and why in a sentence."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .boosters import FurtherDose
from .campaigns import Campaign
from .courses import Progress
from .facts import Facts, facts_on
from .messages import Message, say
from .periods import after
from .records import Dose, DoseVerdict, History, Standing, StandingCode
from .schedules import Version
from .standing import further_doses, leading


class Counting(NamedTuple):
    """What a dose counts for, before it is tied to its record: as in DoseVerdict."""

    counts: bool
    kind: str
    number: int | None
    reason: Message


OUTSIDE = Counting(False, "extra", None, say("This dose was given outside the days that count in this campaign."))
FUTURE = Counting(False, "future", None, say("This dose is dated after the judged day."))
OTHER_DISEASE = Counting(False, "other_product", None, say("This vaccine is against something else."))
DUPLICATE = Counting(False, "duplicate", None, say("The same vaccine on the same day: counted once."))
NOT_KNOWN = Counting(
    False, "unknown", None, say("It is not known which vaccine this was, and the answer depends on it.")
)
NOT_MATTERING = Counting(
    True, "unknown", None, say("It is not known which vaccine this was; the answer is the same for each.")
)
NOT_DATED = Counting(True, "primary", None, say("It is not known when this dose was given."))
MIXED = Counting(
    False, "extra", None, say("Vaccines of different kinds: the clinic decides what this dose counts for.")
)
NO_COURSE = Counting(False, "extra", None, say("For this vaccine the campaign has no course: the clinic decides."))

UNKNOWN = "?"
"""Stands for the group of a dose of unknown product."""

Found = dict[tuple[str, date | None], Counting]


def verdicts(history: History, campaign: Campaign, standing: Standing, on: date) -> tuple[DoseVerdict, ...]:
    """One verdict per dose, in the order of the history; `standing` is the answer they led to."""
    facts = facts_on(history, campaign, on)
    found = _found(facts, campaign)
    for day in facts.unknown:
        found[UNKNOWN, day] = NOT_MATTERING if standing.standing == StandingCode.COMPLETED else NOT_KNOWN
    seen: set[tuple[str, date]] = set()
    answers = []
    for dose in history.doses:
        group = campaign.groups.get(dose.product or "")
        if group is None:  # of unknown product: it stands with the kind it was taken for
            group = next((kind for kind, days in facts.groups.items() if dose.on in days), UNKNOWN)
        answers.append(DoseVerdict(dose, *_counting(group, dose, found, seen, on)))
    return tuple(answers)


def _counting(group: str, dose: Dose, found: Found, seen: set[tuple[str, date]], on: date) -> Counting:
    if group == "":
        return OTHER_DISEASE
    if dose.on is not None:
        if dose.on > on:
            return FUTURE
        if (group, dose.on) in seen:
            return DUPLICATE
        seen.add((group, dose.on))
    return found.get((group, dose.on), NOT_DATED if dose.on is None else OUTSIDE)


def _found(facts: Facts, campaign: Campaign) -> Found:
    """What the doses of known products count for."""
    progress = leading(facts.groups, campaign, facts)
    if progress is None or (not progress.done and len(facts.groups) > 1):
        counting = NO_COURSE if progress is None else MIXED
        return {(group, day): counting for group, days in facts.groups.items() for day in days}
    found = {(progress.course.group, day): counting for day, counting in _of_course(progress)}
    if progress.done:
        for dose in further_doses(facts.groups, progress, campaign, facts.birth):
            found.setdefault((dose.group, dose.on), _of_further(dose))
    return found


def _of_further(dose: FurtherDose) -> Counting:
    if dose.kind == "booster":
        return Counting(True, dose.kind, 1, say("First booster."))
    if dose.kind == "second_booster":
        return Counting(True, dose.kind, 2, say("Second booster."))
    reason = say("Beside the complete course; too soon or of another kind for a booster by the rules of that day.")
    return Counting(False, "extra", None, reason)


def _of_course(progress: Progress) -> Iterator[tuple[date | None, Counting]]:
    number, previous, repeating = 0, None, False
    for day in progress.days[: progress.used]:
        if day is None:
            number += 1
            yield day, NOT_DATED
            continue
        version = progress.course.version(day)
        if not progress.undated and day not in progress.counted:
            repeating = True
            yield day, Counting(False, "early", None, say("Too early; it counts for nothing and is repeated."))
        else:
            number += 1
            first = progress.counted[0]
            yield day, _of_primary(number, day, previous, first, repeating, version, bool(progress.undated))
            repeating = False
        previous = day


def _of_primary(
    number: int, day: date, previous: date | None, first: date, repeating: bool, version: Version, loose: bool
) -> Counting:
    reason = say("Dose {number} of the course.", number=number)
    if repeating:
        return Counting(
            True, "repeat", number, say("Given because the dose before was too early; dose {number}.", number=number)
        )
    if previous is None or loose or number > len(version.steps):
        return Counting(True, "primary", number, reason)
    step = version.steps[number - 1]
    start = first if step.from_first else previous
    if day < after(start, step.least):
        reason = say(
            "Dose {number} of the course; the interval was short, by the rules it is not repeated.", number=number
        )
        return Counting(True, "primary", number, reason)
    late = step.most is not None and day > after(previous, step.most)
    late = late or (step.limit_from_first is not None and day > after(first, step.limit_from_first))
    if late:
        reason = say("Dose {number} of the course, later than recommended; nothing starts again.", number=number)
        return Counting(True, "late", number, reason)
    return Counting(True, "primary", number, reason)
