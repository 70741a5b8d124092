"""Indicators as plain data and as lines: names of keys do not change without a new major version."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from vaxdesk.rules.demand import BOOSTER
from vaxdesk.rules.denominators import Denominator
from vaxdesk.rules.indicators import Figure, Indicator, Met
from vaxdesk.rules.measures import OFFICE, Measure, Scope
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.quotas import WHOLE, Completion
from vaxdesk.rules.rates import NO_RATE, percent, rounded

from .answers import Answer, day
from .indicators import Indicators, Week
from .language import Translator
from .lines import RESIDENCES, SEXES
from .work_done import Work, places

QUOTA = "quota_completion"
ENGLISH = "en"
Ranks = Mapping[str, Mapping[str, int | None]]


def indicators_answer(seen: Indicators, around: Week, words: Translator) -> Answer:
    """All figures; `rate` is the exact quotient, `percent` what is printed of it."""
    found = rates_answer(seen, words)
    return {
        **found,
        "indicators": [
            *found["indicators"],
            *(_figure(figure, seen, words, around.grid_ranks) for figure in around.figures),
        ],
        "ranks": {**found["ranks"], **places(around.work_of("village"))},
        "grid_ranks": {**around.grid_ranks, **places(around.work_of("grid"))},
        "work": {village: _work(work) for village, work in around.work_of("village").items()},
        "grid_work": {grid: _work(work) for grid, work in around.work_of("grid").items()},
        "increments": {
            span: {village: given._asdict() for village, given in villages.items()}
            for span, villages in around.increments.items()
        },
        "demand": [
            {
                "week": day(due.week),
                "group": due.group,
                "number": due.number or None,
                "booster": due.number == BOOSTER,
                "doses": due.doses,
            }
            for due in around.demand
        ],
    }


def rates_answer(seen: Indicators, words: Translator) -> Answer:
    """The rates without what was given lately and what falls due."""
    return {
        "on": day(seen.on),
        "campaign": seen.campaign,
        "complete_by": day(seen.complete_by),
        "bands": [band.code for band in seen.bands],
        "indicators": [
            *(_figure(figure, seen, words, seen.ranks) for figure in seen.figures),
            *(_completion(quota, seen, words) for quota in seen.quotas),
        ],
        "ranks": {code: dict(found) for code, found in seen.ranks.items()},
        "targets": [_met(met) for met in seen.targets],
        "bridges": [
            {**_scope(scope), "from": step.start, "to": step.end, "difference": _number(step.difference)}
            for scope, steps in seen.bridges.items()
            for step in steps
        ],
        "warnings": [words(message) for message in seen.warnings],
    }


def label(entry: Measure | Denominator | Indicator, words: Translator, complete_by: date | None = None) -> str:
    """A measure, denominator or rate in words: as papers have it, or in English; with the cut-off day where it has one."""
    cut_off = words.day(complete_by) if complete_by else NO_RATE
    return (entry.english if words.language == ENGLISH else entry.text).replace("{day}", cut_off)


def _figure(figure: Figure, seen: Indicators, words: Translator, ranks: Ranks) -> dict[str, Any]:
    ranked = figure.scope.kind in ("village", "grid")
    definitions = seen.definitions
    return {
        "code": figure.code,
        "text": label(definitions.indicators[figure.code], words),
        **_scope(figure.scope),
        "numerator": figure.numerator,
        "denominator": _number(figure.denominator),
        "denominator_name": figure.denominator_name,
        "denominator_text": label(definitions.denominators[figure.denominator_name], words, seen.complete_by),
        "rate": _quotient(figure.rate),
        "percent": percent(figure.rate),
        "rank": ranks.get(figure.code, {}).get(figure.scope.name) if ranked else None,
    }


def _completion(done: Completion, seen: Indicators, words: Translator) -> dict[str, Any]:
    task, village = done.quota.task, done.quota.village
    return {
        "code": QUOTA,
        "text": label(seen.definitions.indicators[QUOTA], words),
        **_scope(Scope("village", village) if village != WHOLE else OFFICE),
        "numerator": done.done,
        "denominator": done.quota.people,
        "denominator_name": "assigned",
        "denominator_text": label(seen.definitions.denominators["assigned"], words),
        "rate": _quotient(done.rate),
        "percent": percent(done.rate),
        "rank": None,
        "dose": task.dose,
        "kind": task.kind,
        "from": day(task.starts),
        "deadline": task.deadline.isoformat(timespec="minutes"),
        "needed_per_day": done.pace.per_day,
        "days_left": done.pace.days,
        "days_over": done.pace.days_over,
    }


def _scope(scope: Scope) -> dict[str, str]:
    return {"scope": f"{scope.kind}:{scope.name}" if scope.name else scope.kind}


def _work(work: Work) -> dict[str, Any]:
    shares = {code: _quotient(share) for code, share in work.shares.items()}
    return {**work._asdict(), **shares}


def _met(met: Met) -> dict[str, Any]:
    return {
        "indicator": met.target.indicator,
        "denominator_name": met.target.denominator,
        "floor": _quotient(met.target.floor),
        "stretch": _quotient(met.target.stretch),
        "below": _quotient(met.target.below),
        "met": met.by_all,
        "parts": [
            {**_scope(scope), "rate": _quotient(value), "met": reached, "stretched": stretched}
            for scope, value, reached, stretched in met.parts
        ],
        "source": met.target.source,
    }


def _quotient(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(rounded(value))


def indicator_lines(seen: Indicators, words: Translator) -> Iterator[str]:
    """The figures for people: one line each, grouped by whom they are about, with warnings first."""
    yield from (words(message) for message in seen.warnings)
    about = None
    for figure in seen.figures:
        if figure.scope != about:
            about = figure.scope
            yield scope_label(about, words)
        yield "  " + words.say(
            "{indicator}  {rate}  ({numerator} of {denominator}, {name})",
            indicator=label(seen.definitions.indicators[figure.code], words),
            rate=percent(figure.rate),
            numerator=figure.numerator,
            denominator=_number(figure.denominator),
            name=label(seen.definitions.denominators[figure.denominator_name], words, seen.complete_by),
        )
    for met in seen.targets:
        yield words(_target_line(met, seen, words))
    yield from (words(_quota_line(done)) for done in seen.quotas)


def _quota_line(done: Completion) -> Message:
    task, left = done.quota.task, done.pace
    return say(
        "Task of {place} by {deadline}: {done} of {people} ({rate}); {left}",
        place=done.quota.village or say("The whole office"),
        deadline=task.deadline,
        done=done.done,
        people=done.quota.people,
        rate=percent(done.rate),
        left=say("{days} days over", days=left.days_over)
        if left.per_day is None
        else say("{people} a day are needed", people=left.per_day),
    )


def _target_line(met: Met, seen: Indicators, words: Translator) -> Message:
    mark = met.target.floor if met.target.floor is not None else met.target.below
    asked = (
        say("at least {mark}", mark=percent(mark))
        if met.target.floor is not None
        else say("below {mark}", mark=percent(mark))
    )
    return say(
        "Target: {indicator} {asked}: {answer}",
        indicator=label(seen.definitions.indicators[met.target.indicator], words),
        asked=asked,
        answer=say("met") if met.by_all else say("not met"),
    )


def scope_label(scope: Scope, words: Translator) -> str:
    """Whom a figure is about, for people."""
    match scope.kind:
        case "office":
            return words.say("The whole office")
        case "band":
            return words.say("Ages {band}", band=scope.name)
        case "residence":
            return words(RESIDENCES[scope.name])
        case "sex":
            return words(SEXES[scope.name]) if scope.name else words.say("sex not known")
        case _:
            return scope.name
