"""The page an office leaves open on the wall: how far it is, what falls due, what blocks, and how good the data are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vaxdesk.register import doubtful, snapshots, standings
from vaxdesk.rules.charts import BarChart, LineChart
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.records import Progress

from .charts import Headline, coverage_bars, due_bars, headline, trend
from .frozen_figures import frozen_days, rates_now, still_true
from .indicators import falling_due
from .judging import refresh
from .language import Translator
from .office import Office
from .rights import Right, needs

BLOCKS: Mapping[tuple[str, ...], Message] = {
    ("away",): say("away"),
    ("certificate_missing", "certificate_low_level", "certificate_expired"): say("certificate to be brought"),
    ("never_asked", "birth_missing", "product_missing", "vaccinated_elsewhere"): say("to be verified"),
    ("deferral_running",): say("deferred for now"),
    ("home_visit",): say("a home visit is needed"),
    ("booked",): say("booked"),
    ("declined",): say("declined"),
}
"""What stands between people and the next dose, by details; told as plain counts, declining among them without a word more."""
QUALITY = ("number_missing", "birth_missing", "phone_missing", "household_missing", "listed_twice", "dose_product_missing",
           "dose_day_missing", "certificate_expiring")  # fmt: skip
"""The questions of the self-check that are counted on the wall."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen at once: the rates of the office, charts by village and band, the trend, and what blocks."""

    on: date
    headline: Sequence[Headline]
    villages: BarChart
    bands: BarChart
    trend: LineChart
    blocks: Sequence[tuple[tuple[str, ...], int]]


@dataclass(frozen=True, slots=True)
class Second:
    """What takes longer: doses falling due with the people of each week (its Monday), and those of each question about the data."""

    due: BarChart
    waiting: Mapping[str, frozenset[int]]
    quality: Mapping[str, Sequence[int]]


@needs(Right.REVIEW)
def sight(office: Office, on: date, words: Translator, progress: Progress | None = None) -> Sight:
    """What is seen at once: from the figures frozen today while they are still true, else reckoned. Raises Cancelled."""
    kept = still_true(office, on)
    if kept is None:
        from_now = rates_now(office, on, words, progress)
        details = _by_detail(standings.detail_counts(office.db))
    else:
        from_now, details = kept.figures, snapshots.people(office.db, kept.id).details
    return Sight(
        on,
        headline(from_now, words),
        coverage_bars(from_now, "village", words),
        coverage_bars(from_now, "band", words),
        trend(frozen_days(office, on), on, from_now, words),
        [(codes, sum(details.get(code, 0) for code in codes)) for codes in BLOCKS],
    )


@needs(Right.REVIEW)
def second(office: Office, on: date, words: Translator, progress: Progress | None = None) -> Second:
    """What takes longer. Raises Cancelled."""
    refresh(office, on, progress)
    demand = falling_due(office, on)
    waiting: dict[str, frozenset[int]] = {}
    for due in demand:
        waiting[due.week.isoformat()] = waiting.get(due.week.isoformat(), frozenset()) | set(due.people)
    rows = {"demand": [{"week": due.week.isoformat(), "doses": due.doses} for due in demand]}
    quality = {code: doubtful.asked_about(office.db, code, on) for code in QUALITY}
    return Second(due_bars(rows, words), waiting, quality)


def _by_detail(counts: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for (_, detail), people in counts.items():
        found[detail] += people
    return found
