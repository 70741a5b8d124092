"""Putting off garbage collection while a verb builds a plan of a million small records."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
