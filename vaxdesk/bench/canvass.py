"""What the canvass desk costs: opening the next household, and keeping what was typed, both beside a limit in seconds."""

from dataclasses import replace
from random import Random
from statistics import quantiles
from time import perf_counter

from ..actions import canvass_desk, sheet_typing, work_lists
from ..actions.sheet_reading import read_sheet
from .day import Case, Timed
from .ground import Ground, copied

HOUSEHOLDS = 200
OPEN, DRAFT = 0.050, 0.020
"""Seconds within which the next household stands there, and within which what was typed is kept."""
LISTS = 3.0
"""Seconds for all nine lists of a whole register; they are read beside the window."""
LINE = "1 2 1 210601 0625"


def open_next(ground: Ground) -> Timed:
    """The 95th percentile of opening a household and reading its rows, one after the other in a walk."""
    with copied(ground) as office:
        reader = canvass_desk.line_reader(office)
        start = perf_counter()
        village = max(canvass_desk.villages_of(office), key=lambda name: len(canvass_desk.walk(office, name)))
        walk = canvass_desk.walk(office, village)
        walking = perf_counter() - start
        taken = []
        for household in Random(7).sample(walk, min(HOUSEHOLDS, len(walk))):
            start = perf_counter()
            door = canvass_desk.open_household(office, household, ground.on)
            read_sheet(office, door, door.typed, reader, ground.on)
            taken.append(perf_counter() - start)
        return Timed(_p95(taken), {"people": office.people, "slowest": max(taken), "walk_seconds": walking})


def keep_draft(ground: Ground) -> Timed:
    """The 95th percentile of keeping a draft that grows by a letter each time."""
    with copied(ground) as office:
        village = canvass_desk.villages_of(office)[0]
        taken = []
        for household in canvass_desk.walk(office, village)[: HOUSEHOLDS // len(LINE) + 1]:
            typed = canvass_desk.open_household(office, household, ground.on).typed
            for length in range(1, len(LINE) + 1):
                start = perf_counter()
                draft = sheet_typing.keep(office, replace(typed, typing=LINE[:length]))
                taken.append(perf_counter() - start)
                typed = typed if draft is None else typed.with_draft(draft)
        return Timed(_p95(taken), {"people": office.people, "slowest": max(taken), "drafts": len(taken)})


def work_lists_of_all(ground: Ground) -> Timed:
    """All work lists of everybody, one after the other, as the page of work lists reads them; the standings are there."""
    with copied(ground) as office:
        work_lists.work_list(office, "households", ground.on)
        taken = {}
        for name in work_lists.WORK_LISTS:
            start = perf_counter()
            work_lists.work_list(office, name, ground.on)
            taken[name] = perf_counter() - start
        slowest = max(taken, key=taken.__getitem__)
        return Timed(sum(taken.values()), {"people": office.people, "slowest": taken[slowest], "which": slowest})


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


CANVASS_CASES = (
    Case("canvass_open", open_next, OPEN, aim=1.0, rounds=1),
    Case("work_lists", work_lists_of_all, LISTS, aim=1.0, rounds=1),
    Case("draft", keep_draft, DRAFT, aim=1.0, rounds=1),
)
"""Benchmarks of keying, in the order of the work."""
