"""Memory of verbs that make a million small records: not swept while they grow, and let go a little at a time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def unswept() -> Iterator[None]:
    """Put it off until the end; also a decorator.

    The records of a plan form no cycles and all live until it is done, but Python looks through them again and again
    while they grow: a third of the time a review of 100,000 rows takes.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def let_go(*things: Any) -> None:
    """Empty lists and dicts one by one: freed all at once, a hundred thousand rows would stop every other thread."""
    for each in things:
        if isinstance(each, dict):
            while each:
                each.popitem()
        elif isinstance(each, list):
            while each:
                each.pop()
