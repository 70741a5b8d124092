"""What was handed down to the office: census populations and tasks, from a sheet of two columns, checked before they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vaxdesk.papers.layouts import Layouts, load_layouts
from vaxdesk.papers.raw import Raw
from vaxdesk.papers.row_kinds import begins, text_of
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.register import handed_down, tallies
from vaxdesk.register.people import villages
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.bands import Band
from vaxdesk.rules.indicators import Given
from vaxdesk.rules.measures import OFFICE, Scope
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.quotas import WHOLE, Completion, Quota, Task, completion, parts_that_differ, steps_that_differ

from .judging import refresh
from .office import Changes, Office
from .rights import Right, needs


@dataclass(frozen=True, slots=True)
class Taken:
    """Figures that were taken: by village (or WHOLE), and what to look at though nothing was refused."""

    people: Mapping[str, int]
    remarks: Sequence[Message]
    changes: Changes


@needs(Right.TAKE_IN)
def take_census(office: Office, path: Path, band: Band | None, source: str, why: str = "") -> Taken:
    """Take populations, of all ages or of one band. Raises Refused as `read_figures` does, and `parts_differ`."""
    people = read_figures(office, path)
    remarks = balanced(people, why)
    handed_down.write_census(office.db, office.user, band.code if band else "", people, _source(source, why))
    return Taken(people, remarks, Changes("census", everything=True))


@needs(Right.TAKE_IN)
def take_quotas(office: Office, path: Path, task: Task, source: str, why: str = "") -> Taken:
    """Take the quotas of a task. Raises Refused as `read_figures` does, `parts_differ`, `task_invalid`."""
    if task.deadline.date() < task.starts:
        raise Refused("task_invalid", say("The task ends before it begins: correct its first day or its deadline."))
    people = read_figures(office, path)
    remarks = balanced(people, why)
    handed_down.write_quotas(office.db, office.user, task, people, _source(source, why))
    return Taken(
        people, [*remarks, *steps_that_differ(handed_down.quotas(office.db))], Changes("quotas", everything=True)
    )


def balanced(people: Mapping[str, int], why: str) -> list[Message]:
    """The difference between parts and whole as a remark where somebody says `why`. Raises Refused `parts_differ` where not."""
    difference = parts_that_differ(people)
    if difference is None:
        return []
    if not why.strip():
        raise Refused(
            "parts_differ", say("{difference} Correct the figures, or say why it is so.", difference=difference)
        )
    return [difference]


def _source(source: str, why: str) -> str:
    return "; ".join(filter(None, (source.strip(), why.strip())))


@needs(Right.REVIEW)
def read_figures(office: Office, path: Path) -> dict[str, int]:
    """The figures of a sheet, by village: its name, and right of it the number; a total counts for the WHOLE office.

    Raises Refused: those of read_workbook, `figure_invalid` naming the row, `no_rows`.
    """
    layouts, names = load_layouts(), villages(office.db)
    found: dict[str, int] = {}
    workbook = read_workbook(path)
    for number, row in enumerate(workbook.sheets[0].rows if workbook.sheets else [], 1):
        place, figure = _figure(row, names, layouts)
        if figure is None and place in (None, WHOLE):
            continue
        if place is None or place in found or figure is None or figure != int(figure) or figure < 0:
            raise Refused(
                "figure_invalid",
                say(
                    "{file}, row {row}: a village of the register, once, and right of it a whole number are needed.",
                    file=path.name,
                    row=number,
                ),
            )
        found[place] = int(figure)
    if not found:
        raise Refused(
            "no_rows",
            say("{file} has no row with a village and a number: check that it is the right file.", file=path.name),
        )
    return found


def _figure(row: Sequence[Raw], names: Mapping[str, int], layouts: Layouts) -> tuple[str | None, float | None]:
    """The place a row names (None if none that is known) and its figure: the last number in it."""
    texts = [text for cell in row if isinstance(cell, str) and (text := text_of(cell)) and _number(cell) is None]
    numbers = [number for cell in row if (number := _number(cell)) is not None]
    place = next((text for text in texts if text in names), None)
    if place is None and any(begins(text, layouts.rows.total) for text in texts):
        place = WHOLE
    return place, numbers[-1] if numbers and texts else None


def _number(cell: Raw) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = text_of(cell).replace(",", "")
    return float(text) if text.isdecimal() else None


@needs(Right.REVIEW)
def given_figures(office: Office) -> Given:
    """The census by scope: villages, bands, and the office, which is the sum of its villages where it was not given itself."""
    given: dict[Scope, dict[str, int]] = {}
    rows = handed_down.census(office.db)
    for village, band, people in rows:
        if band and village == WHOLE:
            given[Scope("band", band)] = {"census": people}
        elif not band:
            given[Scope("village", village) if village != WHOLE else OFFICE] = {"census": people}
    parts = [people for village, band, people in rows if village != WHOLE and not band]
    if OFFICE not in given and len(parts) == len(villages(office.db)) > 0:
        given[OFFICE] = {"census": sum(parts)}
    return given


@needs(Right.REVIEW)
def completions(office: Office, on: date) -> list[Completion]:
    """How far every quota is done on a day. Raises Cancelled."""
    asked = handed_down.quotas(office.db)
    if not asked:
        return []
    refresh(office, on)
    weekdays = rates.load().working_weekdays
    done = {task: tallies.given_between(office.db, task.span(on)) for task in {quota.task for quota in asked}}
    return [completion(quota, _done(quota, done[quota.task]), on, weekdays) for quota in asked]


def _done(quota: Quota, given: Mapping[str, tallies.Given]) -> int:
    places = given.values() if quota.village == WHOLE else [given[quota.village]]
    return sum(place._asdict()[quota.task.dose] for place in places)
