"""Tasks handed down: so many people by a deadline, of each village or of the whole office (text 003; domain facts A4).

A quota is an increment (so many within its span) or cumulative (so many in all by its deadline), for first doses, any doses, or
complete courses; which of them it is always stands beside it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from .messages import Message, say
from .pace import Pace, pace
from .rates import rate

WHOLE = ""
"""Stands for the whole office where a village could stand."""


class QuotaDose(StrEnum):
    """What is counted: people with their first dose, doses, or people whose course is complete."""

    FIRST = "first"
    ANY = "any"
    COMPLETE = "complete"


class QuotaKind(StrEnum):
    """Whether only the quota's own span counts, or everything up to its deadline."""

    INCREMENT = "increment"
    CUMULATIVE = "cumulative"


class Task(NamedTuple):
    """What is asked of all villages alike: dose, kind, first day, and deadline with its hour."""

    dose: str
    kind: str
    starts: date
    deadline: datetime

    def span(self, on: date) -> tuple[date, date]:
        """The days that count on `on`, both included; the last lies before the first while the task has not begun."""
        first = self.starts if self.kind == QuotaKind.INCREMENT else date.min
        return first, min(on, self.deadline.date())


class Quota(NamedTuple):
    """So many people of a village, or of the WHOLE office."""

    task: Task
    village: str
    people: int


class Completion(NamedTuple):
    """How far a quota is done: the rate may be over 1 and is not capped; `pace` tells what is left to do."""

    quota: Quota
    done: int
    rate: Fraction | None
    pace: Pace


def completion(quota: Quota, done: int, on: date, weekdays: frozenset[int]) -> Completion:
    """How far a quota is done on a day."""
    return Completion(
        quota, done, rate(done, quota.people), pace(quota.people, done, on, quota.task.deadline.date(), weekdays)
    )


def parts_that_differ(parts: Mapping[str, int]) -> Message | None:
    """What is wrong where villages and the WHOLE are given and do not add up; None where all is well."""
    villages = sum(people for name, people in parts.items() if name != WHOLE)
    whole = parts.get(WHOLE)
    if whole is None or len(parts) == 1 or villages == whole:
        return None
    return say(
        "The villages add up to {villages}, but the whole is {whole}: a difference of {difference}.",
        villages=villages,
        whole=whole,
        difference=villages - whole,
    )


def steps_that_differ(quotas: Sequence[Quota]) -> list[Message]:
    """Cumulative quotas that are not the sum of the increments up to their deadline, village by village (text 003)."""
    found = []
    for quota in quotas:
        if quota.task.kind == QuotaKind.CUMULATIVE:
            steps = [
                other.people
                for other in quotas
                if other.village == quota.village
                and other.task.dose == quota.task.dose
                and other.task.kind == QuotaKind.INCREMENT
                and other.task.deadline <= quota.task.deadline
            ]
            if steps and sum(steps) != quota.people:
                found.append(
                    say(
                        "{place}: the increments up to {day} add up to {steps}, but {people} are asked for in all.",
                        place=quota.village or say("the whole office"),
                        day=quota.task.deadline.date(),
                        steps=sum(steps),
                        people=quota.people,
                    )
                )
    return found
