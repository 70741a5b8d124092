"""Rates as rows of tables: those of the office by every denominator, one rate of its parts side by side, targets and tasks."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ..actions.indicator_answers import label, scope_label
from ..actions.indicators import Indicators, Week
from ..actions.language import Translator
from ..actions.work_done import places
from ..rules.indicators import Figure
from ..rules.measures import OFFICE, Scope
from ..rules.messages import Message, say
from ..rules.quotas import QuotaDose, QuotaKind
from ..rules.rates import NO_RATE, percent, rounded
from .table import Heading, Value
from .task_form import DOSES
from .task_form import KINDS as TASK_KINDS

KINDS: Mapping[str, Message] = {
    "office": say("the whole office"),
    "village": say("villages"),
    "grid": say("grids"),
    "unit": say("work units"),
    "responsible": say("who answers for them"),
    "band": say("age bands"),
    "residence": say("residence"),
    "sex": say("sex"),
}
"""What may stand side by side; the office alone shows all of its rates."""
WORK = {
    "contact_rate": say("Place by contacts"),
    "ascertained_rate": say("Place by verified"),
    "sound_rate": say("Place by sound records"),
}
BEFORE_PLACES = 4
"""Columns before the places: the name, who is counted, the first denominator and its share."""
NOT_COUNTED = "quota_completion"
"""The rate of tasks, which stand in a table of their own."""


class Sides(NamedTuple):
    """A table of rates: headings, rows, and the scope and the measure behind each row."""

    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    behind: Sequence[tuple[Scope, str]]


def office_rates(seen: Indicators, words: Translator) -> Sides:
    """Every rate of the office by every denominator, and how far each lies from the first one."""
    headings = [
        Heading(words.say("Rate")), Heading(words.say("Counted")), Heading(words.say("People"), "right"),
        Heading(words.say("Divided by")), Heading(words.say("Of"), "right"), Heading(words.say("Share"), "right"),
        Heading(words.say("More than the first denominator"), "right"),
    ]  # fmt: skip
    rows: list[Sequence[Value]] = []
    behind = []
    first: dict[str, Fraction] = {}
    for figure in (figure for figure in seen.figures if figure.scope == OFFICE and figure.code != NOT_COUNTED):
        indicator = seen.definitions.indicators[figure.code]
        base = first.setdefault(figure.code, figure.denominator)
        more = "" if base == figure.denominator else f"{written(figure.denominator - base, signed=True)}"
        rows.append(
            (
                label(indicator, words), label(seen.definitions.measures[indicator.measure], words), figure.numerator,
                _of(figure, seen, words), written(figure.denominator), percent(figure.rate), more,
            )
        )  # fmt: skip
        behind.append((OFFICE, indicator.measure))
    return Sides(headings, rows, behind)


def parts(seen: Indicators, around: Week, kind: str, code: str, words: Translator) -> Sides:
    """One rate of every part of a kind, by each of its denominators, with the places of villages and grids."""
    indicator = seen.definitions.indicators[code]
    found: dict[Scope, dict[str, Figure]] = {}
    for figure in (*seen.figures, *around.figures):
        if figure.scope.kind == kind and figure.code == code:
            found.setdefault(figure.scope, {})[figure.denominator_name] = figure
    names = [name for name in indicator.denominators if any(name in each for each in found.values())]
    ranked = _places(seen, around, kind, code)
    headings = [
        Heading(words(KINDS[kind])), Heading(label(seen.definitions.measures[indicator.measure], words), "right"),
    ]  # fmt: skip
    for name in names:
        headings.append(Heading(label(seen.definitions.denominators[name], words, seen.complete_by), "right"))
        headings.append(Heading(words.say("Share"), "right"))
    headings[BEFORE_PLACES:BEFORE_PLACES] = [Heading(words(title), "right") for title, _ in ranked]
    rows: list[Sequence[Value]] = []
    for scope, by_name in found.items():
        cells: list[Value] = [scope_label(scope, words), next(iter(by_name.values())).numerator]
        for name in names:
            known = by_name.get(name)
            cells += [written(known.denominator), percent(known.rate)] if known else [NO_RATE, NO_RATE]
        cells[BEFORE_PLACES:BEFORE_PLACES] = [each.get(scope.name) or NO_RATE for _, each in ranked]
        rows.append(cells)
    return Sides(headings, rows, [(scope, indicator.measure) for scope in found])


def _places(seen: Indicators, around: Week, kind: str, code: str) -> list[tuple[Message, Mapping[str, int | None]]]:
    """The places of villages and grids, by the rate that is shown if it is ranked, and by the work; nothing of anybody else."""
    if kind not in ("village", "grid"):
        return []
    by_rate = (seen.ranks if kind == "village" else around.grid_ranks).get(code)
    work = places(around.work_of(kind))
    ranked = [] if by_rate is None else [(say("Place by this rate"), by_rate)]
    return ranked + [(title, work[share]) for share, title in WORK.items()]


def _of(figure: Figure, seen: Indicators, words: Translator) -> str:
    return label(seen.definitions.denominators[figure.denominator_name], words, seen.complete_by)


def written(people: Fraction, signed: bool = False) -> str:
    """A denominator as it is shown: whole where it is whole."""
    value = f"{int(people):+d}" if people.denominator == 1 else f"{rounded(people):+}"
    return value if signed else value.lstrip("+")


def asked_for(seen: Indicators, words: Translator) -> Sides:
    """What notices ask for, of each band on its own, and the tasks handed down: how far each is."""
    titles = (
        say("What is asked"),
        say("Of whom"),
        say("People"),
        say("Asked"),
        say("Share"),
        say("Answer"),
        say("Source"),
    )
    headings = [Heading(words(title), "right" if nth in (2, 3, 4) else "left") for nth, title in enumerate(titles)]
    rows: list[Sequence[Value]] = []
    behind = []
    for met in seen.targets:
        indicator, target = seen.definitions.indicators[met.target.indicator], met.target
        asked = percent(target.floor) if target.below is None else words.say("below {mark}", mark=percent(target.below))
        for scope, rate, reached, stretched in met.parts:
            done = seen.counted.get(scope, {}).get(indicator.measure)
            rows.append(
                (label(indicator, words), scope_label(scope, words), done, asked, percent(rate),
                 words(answer(reached, stretched)), target.source)
            )  # fmt: skip
            behind.append((scope, indicator.measure))
    for each in seen.quotas:
        task, left = each.quota.task, each.pace
        what = f"{words(DOSES[QuotaDose(task.dose)])} {words(TASK_KINDS[QuotaKind(task.kind)])}"
        scope = Scope("village", each.quota.village) if each.quota.village else OFFICE
        pace = (
            words.say("{days} days over", days=left.days_over)
            if left.per_day is None
            else words.say("{people} a day are needed", people=left.per_day)
        )
        rows.append(
            (what, scope_label(scope, words), each.done, each.quota.people, percent(each.rate), pace,
             f"{task.starts} / {task.deadline:%Y-%m-%d %H:%M}")
        )  # fmt: skip
        behind.append((scope, STAGES[QuotaDose(task.dose)]))
    return Sides(headings, rows, behind)


STAGES = {QuotaDose.FIRST: "first_dose", QuotaDose.ANY: "first_dose", QuotaDose.COMPLETE: "completed"}
"""By what a task counts, the measure whose people stand behind it."""


def answer(reached: bool | None, stretched: bool | None) -> Message:
    """How a target was met."""
    if reached is None:
        return say("nobody there")
    if not reached:
        return say("not yet")
    return say("stretch mark reached") if stretched else say("reached")
