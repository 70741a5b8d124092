"""The bulletin: a table by village and the charts, made from frozen figures alone, so that an old one prints as it did."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vaxdesk.papers import forms
from vaxdesk.papers.sheet import Cell, Column, Sheet
from vaxdesk.register import snapshots, submissions
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.rates import NO_RATE

from .bridge import Bridge
from .charts import COMPLETE, FIRST, coverage_bars, due_bars, rows, trend
from .frozen_figures import Figures, figures_now, frozen_days
from .office import Office
from .printing import Saved, Terms, save
from .rights import Right, needs
from .submission_sheets import PAPER_WORDS, bridge_sheet

RATES = (FIRST, COMPLETE, "unverified_rate")
DENOMINATORS = {FIRST: "due", COMPLETE: "due", "unverified_rate": "register"}
BULLETIN = "progress"


@needs(Right.REVIEW)
def bulletin(office: Office, on: date) -> Sheet:
    """The bulletin of a day: from its frozen figures if there are any, else of the register as it is. Raises Cancelled."""
    kept = snapshots.of_day(office.db, on)
    figures = figures_now(office, on) if kept is None else kept.figures
    return sheet_of(figures, on, frozen_days(office, on))


@needs(Right.REVIEW)
def bulletin_of_submission(office: Office, week: str, version: int) -> Sheet:
    """The bulletin of a submission, as its figures were frozen. Raises Refused `submission_unknown`."""
    for kept in submissions.listed(office.db):
        if (kept.week, kept.version) == (week, version):
            figures = snapshots.by_id(office.db, kept.snapshot).figures
            return sheet_of(figures, kept.judged_on, frozen_days(office, kept.judged_on))
    raise Refused("submission_unknown", say("There is no version {version} of {week}.", version=version, week=week))


@needs(Right.PRINT, Right.REVIEW)
def print_bulletin(office: Office, on: date, out: Path) -> Saved:
    """Save the bulletin as .pdf (with charts) or .xlsx, and note it. Raises Refused as printing.save does."""
    return save_bulletin(office, bulletin(office, on), out)


@needs(Right.PRINT, Right.REVIEW)
def print_bridge(office: Office, gap: Bridge, on: date, out: Path) -> Saved:
    """Save why the number changed as .pdf or .xlsx, and note it. Raises Refused as printing.save does."""
    return save(office, [bridge_sheet(office, gap, on)], out, Terms(MaskProfile.PUBLIC))


@needs(Right.PRINT)
def save_bulletin(office: Office, sheet: Sheet, out: Path) -> Saved:
    """Save a bulletin as .pdf (with charts) or .xlsx, and note it. Raises Refused as printing.save does."""
    return save(office, [sheet], out, Terms(MaskProfile.PUBLIC))


def sheet_of(figures: Figures, on: date, days: Sequence[snapshots.Snapshot]) -> Sheet:
    """The bulletin from figures: villages with their rates, what was given lately, and their places by coverage and by work."""
    words = PAPER_WORDS
    titles = [
        (words.say("Village"), 30.0, "left"), (words.say("Due"), 15.0, "right"), (words.say("First dose"), 15.0, "right"),
        (words.say("Rate"), 17.0, "right"), (words.say("Full course"), 15.0, "right"), (words.say("Rate"), 17.0, "right"),
        (words.say("To be verified"), 17.0, "right"), (words.say("Given today"), 17.0, "right"),
        (words.say("Given in 7 days"), 19.0, "right"), (words.say("Place by coverage"), 18.0, "right"),
        (words.say("Place by contacts"), 18.0, "right"), (words.say("Place by verified"), 18.0, "right"),
        (words.say("Place by sound records"), 20.0, "right"),
    ]  # fmt: skip
    villages = [row["scope"].partition(":")[2] for row in rows(figures, COMPLETE, "village")]
    lines = [_line(figures, f"village:{name}", name) for name in villages]
    lines.append(_line(figures, "office", words.say("Total")))
    rules = words.say(
        "Figures as of {day}, rates of the due people, rules {rules}. Only units are compared, on work done as well as on doses.",
        day=on,
        rules=figures.get("rules", ""),
    )
    warnings = tuple(figures.get("warnings", ()))
    return Sheet(
        name=BULLETIN,
        title=words.say("Bulletin of vaccination progress"),
        place="",
        on=on,
        columns=tuple(Column(title, "", width, align, "text") for title, width, align in titles),
        rows=tuple(lines),
        caption=(str(figures.get("office", "")), words.say("As of {day}", day=on)),
        footnotes=(rules, *warnings),
        page_label=forms.wording().page,
        charts=(
            coverage_bars(figures, "village", words),
            coverage_bars(figures, "band", words),
            trend(days, on, figures, words),
            due_bars(figures, words),
        ),
    )


def _line(figures: Figures, scope: str, name: str) -> tuple[Cell, ...]:
    found = {code: _rate(figures, code, scope) for code in RATES}
    given = figures.get("increments", {})
    places = figures.get("ranks", {})

    def doses(span: str) -> str:
        villages = given.get(span, {})
        chosen = villages.values() if scope == "office" else [villages.get(name, {})]
        return str(sum(each.get("any", 0) for each in chosen))

    def place(code: str) -> str:
        found_place = places.get(code, {}).get(name)
        return str(found_place) if found_place else NO_RATE

    first, complete, unverified = (found[code] for code in RATES)
    return (
        name, str(first.get("denominator", "")), str(first.get("numerator", "")), first.get("percent", NO_RATE),
        str(complete.get("numerator", "")), complete.get("percent", NO_RATE), unverified.get("percent", NO_RATE),
        doses("day"), doses("week"), place(COMPLETE), place("contact_rate"), place("ascertained_rate"), place("sound_rate"),
    )  # fmt: skip


def _rate(figures: Figures, code: str, scope: str) -> Mapping[str, Any]:
    kind = scope.partition(":")[0]
    return next((row for row in rows(figures, code, kind, DENOMINATORS[code]) if row["scope"] == scope), {})
