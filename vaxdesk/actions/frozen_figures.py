"""Figures that are frozen: each day's first opening and each submission keep them, so that an old bulletin prints as it did.

What is kept is everything a bulletin is made from: rates with their denominators and counts, ranks, targets, tasks, increments,
demand, the day and the rules. Nothing is reckoned again when it is read.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vaxdesk import __version__
from vaxdesk.register import snapshots
from vaxdesk.register.changes import last_change
from vaxdesk.register.snapshots import Snapshot
from vaxdesk.rules.records import Progress

from .indicator_answers import indicators_answer, rates_answer
from .indicators import indicators
from .indicators import week as week_around
from .language import PAPER, Translator, translator
from .office import Office
from .rights import Right, needs

Figures = Mapping[str, Any]
"""As `indicators_answer` makes them, and `counted`: people by measure for every scope."""


@needs(Right.REVIEW)
def figures_now(office: Office, on: date, progress: Progress | None = None) -> Figures:
    """The figures of a day as they are frozen. Raises Cancelled."""
    seen = indicators(office, on, progress=progress)
    around = week_around(office, seen, progress)
    counted = {
        f"{scope.kind}:{scope.name}" if scope.name else scope.kind: dict(counts)
        for scope, counts in seen.counted.items()
    }
    return {
        **indicators_answer(seen, around, translator(PAPER)),
        "office": office.name,
        "rules": __version__,
        "counted": counted,
    }


@needs(Right.REVIEW)
def rates_now(office: Office, on: date, words: Translator, progress: Progress | None = None) -> Figures:
    """The rates of a day alone, in a language, for a screen. Raises Cancelled."""
    return rates_answer(indicators(office, on, progress=progress), words)


@needs(Right.REVIEW)
def keep_today(office: Office, progress: Progress | None = None) -> bool:
    """Freeze the figures of today if nobody did yet; False if they are there, or if there is nobody to count."""
    if not office.people or snapshots.of_day(office.db, office.today) is not None:
        return False
    figures = figures_now(office, office.today, progress)
    with office.db.atomic():
        snapshots.freeze(office.db, snapshots.DAY, figures)
    return True


@needs(Right.REVIEW)
def frozen_days(office: Office, until: date) -> Sequence[Snapshot]:
    """The last days up to one whose figures were frozen, the earliest first."""
    return snapshots.days(office.db, until)


@needs(Right.REVIEW)
def still_true(office: Office, on: date) -> Snapshot | None:
    """The frozen figures of a day if nothing was written since and the rules are the same; None where they must be reckoned."""
    kept = snapshots.of_day(office.db, on)
    same = (last_change(office.db), office.campaign.code, __version__)
    return kept if kept is not None and (kept.change, kept.campaign, kept.rules) == same else None
