"""Villages as lines of a form: counts by standing, rates with their denominators, places. Nobody is named."""

from collections.abc import Mapping
from datetime import date

from vaxdesk.papers.sheet import Share
from vaxdesk.rules.indicators import Figure
from vaxdesk.rules.measures import OFFICE, Scope
from vaxdesk.rules.records import Progress, StandingCode

from .indicators import given_lately, indicators
from .office import Office
from .overview import overview
from .rights import Right, needs

MEASURES = ("registered", "ascertained", "due", "first_dose", "boosted", "overdue")
RATES = ("ascertained_rate", "first_dose_rate", "full_course_rate", "unverified_rate")
"""Shown by their first denominator, which is the one the notices mean: the register, or the due population."""
RANKS = {"ascertained_rate": "rank_ascertained", "full_course_rate": "rank_completed"}
"""Villages are ranked on work done as well as on doses."""

Line = Mapping[str, object]


@needs(Right.LOOK)
def village_lines(office: Office, on: date, village: str | None = None) -> list[Line]:
    """The counts of the seven standings, one line a village. Raises Refused `village_unknown`, `does_not_balance`."""
    seen = overview(office, on, village)
    return [{"village": name} | seven(counts) for name, counts in seen.villages.items()]


def seven(counts: Mapping[str, int]) -> dict[str, object]:
    """The seven counts of a place and their sum."""
    return {"total": sum(counts.values()), **{str(code): counts[str(code)] for code in StandingCode}}


@needs(Right.REVIEW)
def progress_lines(
    office: Office, on: date, village: str | None = None, progress: Progress | None = None
) -> tuple[list[Line], Line]:
    """The same with measures, rates and places; and the line of the whole office.

    Raises Refused as village_lines, and Cancelled.
    """
    seen = indicators(office, on, progress=progress)
    given = given_lately(office, on)["week"]
    shares: dict[Scope, dict[str, object]] = {}
    for figure in reversed(seen.figures):  # of several denominators the first one is left standing
        if figure.code in RATES:
            shares.setdefault(figure.scope, {})[figure.code] = _share(figure)
    counted = {
        scope: {code: counts[code] for code in MEASURES} | shares.get(scope, {})
        for scope, counts in seen.counted.items()
        if scope == OFFICE or scope.kind == "village"
    }
    lines: list[Line] = []
    for line in village_lines(office, on, village):
        name = str(line["village"])
        places = {field: seen.ranks.get(code, {}).get(name) for code, field in RANKS.items()}
        doses = given[name].any if name in given else 0
        lines.append({**line, **counted.get(Scope("village", name), {}), **places, "given_week": doses})
    return lines, counted.get(OFFICE, {})


def _share(figure: Figure) -> Share | None:
    return None if figure.rate is None else Share(figure.rate)
