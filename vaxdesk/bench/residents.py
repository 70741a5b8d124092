"""What lists of residents cost where everybody stands ten times: a million people by default, each beside a limit in seconds."""

from random import Random
from time import perf_counter

from ..actions import residents
from ..actions.residents import Filter, Order
from .day import Case, Timed, type_for_ids
from .figures import p95
from .ground import Ground, opened

PAGE = 60
"""Rows that a screen shows at once."""
JUMPS = 200
FIRST_PAINT, JUMP, FACETS, FIND = 0.100, 0.060, 0.150, 0.010
"""Seconds within which a table shows its first rows, other rows, the counts of its filters, and whom somebody types."""
BY_NAME = Order("name")


def first_rows(ground: Ground) -> Timed:
    """From nothing in memory to the list of everybody by name, and its first rows."""
    with opened(ground) as office, office.reader() as reader:
        start = perf_counter()
        everybody = residents.ids(reader, order=BY_NAME, on=ground.on)
        residents.page(reader, everybody[:PAGE], on=ground.on)
        return Timed(perf_counter() - start, {"people": len(everybody)})


def jump(ground: Ground) -> Timed:
    """The 95th percentile of showing the rows at a place nobody has looked at."""
    with opened(ground) as office, office.reader() as reader:
        everybody = residents.ids(reader, order=BY_NAME, on=ground.on)
        places = Random(7)
        taken = []
        for _ in range(JUMPS):
            place = places.randrange(max(1, len(everybody) - PAGE))
            start = perf_counter()
            residents.page(reader, everybody[place : place + PAGE], on=ground.on)
            taken.append(perf_counter() - start)
        return Timed(p95(taken), {"people": len(everybody), "slowest": max(taken)})


def narrow(ground: Ground) -> Timed:
    """Filter and sort anew, and count what every other choice would show."""
    wanted = Filter(standings=frozenset({"completed", "incomplete"}), age_from=18, age_to=59, sexes=frozenset("f"))
    with opened(ground) as office, office.reader() as reader:
        residents.ids(reader, order=BY_NAME, on=ground.on)
        start = perf_counter()
        found = residents.ids(reader, wanted, BY_NAME, on=ground.on)
        listed = perf_counter()
        residents.facets(reader, wanted, on=ground.on)
        return Timed(perf_counter() - listed, {"people": len(found), "list_seconds": listed - start})


RESIDENT_CASES = (
    Case("residents", first_rows, FIRST_PAINT, aim=1.0, enlarged=True),
    Case("jump", jump, JUMP, aim=1.0, rounds=1, enlarged=True),
    Case("facets", narrow, FACETS, aim=1.0, enlarged=True),
    Case("search-million", type_for_ids, FIND, aim=1.0, rounds=1, enlarged=True),
)
"""Benchmarks of lists, in the order of looking at one."""
