"""Stages of a campaign: by a deadline with its hour, so many of a slice of the people are to have had a dose (notice 002)."""

from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from .bands import Band
from .pace import Pace, pace
from .rates import rate


class StageStatus(StrEnum):
    """Whether a stage is still to come, running, or past its deadline."""

    AHEAD = "ahead"
    RUNNING = "running"
    PAST = "past"


class Stage(NamedTuple):
    """A stage: its name, the age bands it is about, the dose (first or complete), its first day, and its deadline."""

    name: str
    bands: tuple[Band, ...]
    dose: str
    starts: date
    deadline: datetime
    source: str = ""

    def status(self, now: datetime) -> StageStatus:
        """Where the stage stands at a moment: on its deadline's very minute it still runs."""
        if now.date() < self.starts:
            return StageStatus.AHEAD
        return StageStatus.RUNNING if now <= self.deadline else StageStatus.PAST


class StageProgress(NamedTuple):
    """How far a stage is: people done of those due, the rate (None if nobody is due), and what is left a day."""

    stage: Stage
    done: int
    due: int
    rate: Fraction | None
    pace: Pace


def progress(stage: Stage, done: int, due: int, on: date, weekdays: frozenset[int]) -> StageProgress:
    """How far a stage is on a day."""
    return StageProgress(stage, done, due, rate(done, due), pace(due, done, on, stage.deadline.date(), weekdays))
