"""The charts of the week, made from figures that are or could be frozen; screen and bulletin draw the same."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from vaxdesk.register.snapshots import Snapshot
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.charts import Bar, BarChart, Line, LineChart, reached
from vaxdesk.rules.indicators import Definitions
from vaxdesk.rules.messages import say
from vaxdesk.rules.rates import NO_RATE

from .frozen_figures import Figures
from .indicator_answers import QUOTA, label
from .language import Translator

COMPLETE, FIRST = "full_course_rate", "first_dose_rate"
SHOWN_DAYS = 60
"""Days of the trend."""


def rows(figures: Figures, code: str, kind: str, denominator: str = "due") -> Iterator[Mapping[str, Any]]:
    """The figures of one rate of every village or band, on one denominator."""
    for row in figures.get("indicators", ()):
        if row["code"] == code and row["denominator_name"] == denominator and row["scope"].partition(":")[0] == kind:
            yield row


def coverage_bars(figures: Figures, kind: str, words: Translator, code: str = COMPLETE) -> BarChart:
    """Coverage of every village or band beside the marks that were asked; the denominator stands in the title's note."""
    floor, stretch = marks(figures, code)
    found = list(rows(figures, code, kind))
    bars = []
    for row in found:
        name = row["scope"].partition(":")[2]
        label = words.say("Ages {band}", band=name) if kind == "band" else name
        text = f"{row['percent']}  {row['numerator']}/{row['denominator']}"
        bars.append(Bar(label, row["rate"], text, name, reached(row["rate"], floor, stretch)))
    title = {"village": say("Full course by village"), "band": say("Full course by age")}[kind]
    of = denominator_text(found[0], figures, rates.load(), words) if found else NO_RATE
    note = words.say("of: {denominator}", denominator=of)
    if floor is not None and stretch is not None:
        note = words.say(
            "of: {denominator}; dashed: floor {floor}, stretch mark {stretch}",
            denominator=of, floor=f"{floor:.0%}", stretch=f"{stretch:.0%}",
        )  # fmt: skip
    return BarChart(words(title), bars, floor, stretch, note=note)


def marks(figures: Figures, code: str) -> tuple[float | None, float | None]:
    """The floor and stretch mark that notices ask for a rate; None where none is asked."""
    for target in figures.get("targets", ()):
        if target["indicator"] == code and target["floor"] is not None:
            return target["floor"], target["stretch"]
    return None, None


def trend(days: Sequence[Snapshot], today: date, figures: Figures, words: Translator) -> LineChart:
    """First doses and full courses of the office by day, from frozen figures, with today at the end."""
    kept = [(day.on, day.figures) for day in days if day.on < today][-SHOWN_DAYS:]
    shown = [*kept, (today, figures)]
    labels = {FIRST: say("first dose"), COMPLETE: say("full course")}
    lines = [Line(words(label), [_office(each, code) for _, each in shown]) for code, label in labels.items()]
    note = words.say("from the figures frozen at each day's first opening")
    return LineChart(words.say("Coverage by day"), [day for day, _ in shown], lines, note)


def _office(figures: Figures, code: str) -> float | None:
    rate = next((row["rate"] for row in rows(figures, code, "office")), None)
    return None if rate is None else float(rate)


def due_bars(figures: Figures, words: Translator) -> BarChart:
    """Doses falling due this week and in the next three, all vaccines together; by vaccine and step they stand in the table."""
    weeks: dict[str, int] = {}
    for due in figures.get("demand", ()):
        weeks[due["week"]] = weeks.get(due["week"], 0) + due["doses"]
    bars = [
        Bar(words.say("week of {day}", day=f"{date.fromisoformat(week):%m-%d}"), float(doses), str(doses), week)
        for week, doses in weeks.items()
    ]
    return BarChart(words.say("Doses falling due"), bars, full=float(max(weeks.values(), default=1)))


class Headline(NamedTuple):
    """A rate of the whole office on its first denominator, and the measure it counts."""

    code: str
    measure: str
    percent: str
    numerator: int
    denominator: int | float
    denominator_text: str


def headline(figures: Figures, words: Translator) -> list[Headline]:
    """The rates of the whole office."""
    definitions = rates.load()
    first: dict[str, Mapping[str, Any]] = {}
    for row in figures.get("indicators", ()):
        if row["scope"] == "office" and row["code"] in definitions.indicators and row["code"] != QUOTA:
            first.setdefault(row["code"], row)
    return [
        Headline(
            code, definitions.indicators[code].measure, row["percent"], row["numerator"], row["denominator"],
            denominator_text(row, figures, definitions, words),
        )
        for code, row in first.items()
    ]  # fmt: skip


def denominator_text(row: Mapping[str, Any], figures: Figures, definitions: Definitions, words: Translator) -> str:
    """What a frozen rate is divided by, in the language of whoever looks at it."""
    denominator = definitions.denominators.get(row["denominator_name"])
    cut_off = figures.get("complete_by")
    if denominator is None:
        return str(row["denominator_text"])
    return label(denominator, words, date.fromisoformat(cut_off) if cut_off else None)
