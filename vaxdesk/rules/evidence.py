"""What certificates and deferrals say on a day (notice 002: only one of the second level or above exempts)."""

from datetime import date
from typing import NamedTuple

from .periods import FAR, day_after
from .records import History

SECOND_LEVEL = 2

_MARKS = ("", "deferral_over", "certificate_missing", "certificate_low_level", "certificate_expired")


class Evidence(NamedTuple):
    """Whether a certificate exempts, whether a deferral runs; else `mark`: what is wrong with the best of them, or "".

    `until` is the first day on which one of these may change.
    """

    exempt: bool
    deferred: bool
    mark: str
    until: date


NO_EVIDENCE = Evidence(False, False, "", FAR)


def weigh(history: History, on: date) -> Evidence:
    """Weigh everything shown by `on`. A certificate holds through its last day, a deferral is over on its last day."""
    if not history.certificates and not history.deferrals:
        return NO_EVIDENCE
    exempt, deferred, mark, until = False, False, 0, FAR
    for shown_on, last, level in history.certificates:
        if shown_on is not None and shown_on > on:
            until = min(until, shown_on)
        elif level is None:
            mark = max(mark, 2)
        elif level < SECOND_LEVEL:
            mark = max(mark, 3)
        elif last is not None and last < on:
            mark = max(mark, 4)
        else:
            exempt = True
            until = until if last is None else min(until, day_after(last))
    for begun_on, ends in history.deferrals:
        if begun_on is not None and begun_on > on:
            until = min(until, begun_on)
        elif ends is None or ends > on:
            deferred = True
            until = until if ends is None else min(until, ends)
        else:
            mark = max(mark, 1)
    return Evidence(exempt, deferred, _MARKS[mark], until)
