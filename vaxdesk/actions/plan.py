"""What was handed down, as it is typed into a grid or pasted from a spreadsheet: census, monthly tasks, stages, age bands.

A grid is villages by columns: the census of all ages and of each band, and one column for each task. What is not filled is not
given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vaxdesk.register import handed_down
from vaxdesk.register import stages as kept_stages
from vaxdesk.register.changes import begin_change
from vaxdesk.register.people import villages
from vaxdesk.register.settings import read_setting, write_setting
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.bands import Band, read_bands
from vaxdesk.rules.measures import Scope, count
from vaxdesk.rules.messages import FieldRefused, Message, Refused, say
from vaxdesk.rules.quotas import Quota, QuotaDose, Task, parts_that_differ, steps_that_differ
from vaxdesk.rules.records import Progress
from vaxdesk.rules.stages import Stage, StageProgress, progress

from .handed_down import balanced
from .indicators import bands_of, tally
from .office import Changes, Office
from .rights import Right, needs

BANDS_SETTING = "bands"
STAGE_MEASURE = {QuotaDose.FIRST: "first_dose", QuotaDose.COMPLETE: "completed"}
"""What a stage counts."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything handed down: villages in order, census by band ("" for all ages) and place, tasks with their figures, stages.

    `whys`: by band or task, why its villages do not make the whole, or where it comes from.
    """

    villages: Sequence[str]
    bands: Sequence[Band]
    census: Mapping[str, Mapping[str, int]]
    tasks: Mapping[Task, Mapping[str, int]]
    stages: Sequence[Stage]
    whys: Mapping[str | Task, str]


@needs(Right.REVIEW)
def read_plan(office: Office) -> Plan:
    """What was handed down so far."""
    census: dict[str, dict[str, int]] = {}
    for village, band, people in handed_down.census(office.db):
        census.setdefault(band, {})[village] = people
    tasks: dict[Task, dict[str, int]] = {}
    for quota in handed_down.quotas(office.db):
        tasks.setdefault(quota.task, {})[quota.village] = quota.people
    whys: dict[str | Task, str] = {}
    for band, why in handed_down.census_sources(office.db).items():
        whys[band] = why
    for task, why in handed_down.quota_sources(office.db).items():
        whys[task] = why
    return Plan(list(villages(office.db)), bands_of(office), census, tasks, kept_stages.stages(office.db), whys)


@needs(Right.TAKE_IN)
def keep_census(office: Office, columns: Mapping[str, Mapping[str, int]], why: str = "") -> Changes:
    """Keep columns of the grid: the census of all ages ("") and of bands; all of them or none.

    Raises Refused `parts_differ` where villages do not make the whole and nobody says why.
    """
    for people in columns.values():
        balanced(people, why)
    with office.db.atomic():
        for band, people in columns.items():
            handed_down.write_census(office.db, office.user, band, people, _why(people, why))
    return Changes("census", everything=True)


@needs(Right.TAKE_IN)
def keep_tasks(office: Office, tasks: Mapping[Task, Mapping[str, int]], why: str = "") -> Changes:
    """Keep the figures of tasks, all of them or none; a task without any figure is taken away.

    Raises Refused `task_invalid`, and `parts_differ` as keep_census does.
    """
    for task, people in tasks.items():
        if task.deadline.date() < task.starts:
            raise Refused("task_invalid", say("The task ends before it begins: correct its first day or its deadline."))
        balanced(people, why)
    with office.db.atomic():
        for task, people in tasks.items():
            handed_down.write_quotas(office.db, office.user, task, people, _why(people, why))
    return Changes("quotas", everything=True)


def _why(people: Mapping[str, int], why: str) -> str:
    """The reason stands where it is needed only."""
    return why.strip() if parts_that_differ(people) is not None else ""


def remarks(plan: Plan) -> list[Message]:
    """What does not add up: villages against the whole, with the reason that was given, and tasks against their increments."""
    columns = [*((plan.census[band], plan.whys.get(band, "")) for band in plan.census)]
    columns += [(plan.tasks[task], plan.whys.get(task, "")) for task in plan.tasks]
    found = []
    for people, why in columns:
        difference = parts_that_differ(people)
        if difference is not None:
            found.append(say("{difference} Reason: {why}", difference=difference, why=why) if why else difference)
    return [*found, *steps_that_differ(quotas_of(plan))]


def quotas_of(plan: Plan) -> list[Quota]:
    """The tasks as quotas of places."""
    return [Quota(task, village, people) for task, figures in plan.tasks.items() for village, people in figures.items()]


@needs(Right.TAKE_IN)
def keep_stages(office: Office, stages: Sequence[Stage]) -> Changes:
    """Keep the stages in the place of the earlier ones. Raises FieldRefused `needed`, `task_invalid`, `name_taken`."""
    names = [stage.name for stage in stages]
    for stage in stages:
        if not stage.name.strip():
            raise FieldRefused("name", "needed", say("A stage has no name: give it one."))
        if names.count(stage.name) > 1:
            raise FieldRefused("name", "name_taken", say("Two stages are called {name}: rename one.", name=stage.name))
        if stage.deadline.date() < stage.starts:
            raise FieldRefused(
                "deadline",
                "task_invalid",
                say("The stage {name} ends before it begins: correct a day.", name=stage.name),
            )
    kept_stages.write_stages(office.db, office.user, stages)
    return Changes("stages", everything=True)


def read_stage(name: str, bands: str, dose: str, starts: str, deadline: str) -> Stage:
    """A stage as it is typed: bands like 12-14,15-17; days like 2021-07-01; a deadline with its hour like 2021-07-31 18:00.

    Raises FieldRefused `day_invalid`, `needed`; Refused `bands_invalid`.
    """
    if dose not in STAGE_MEASURE:
        raise FieldRefused("dose", "needed", say("Choose whether first doses or complete courses are counted."))
    try:
        first = date.fromisoformat(starts.strip())
    except ValueError:
        raise FieldRefused("starts", "day_invalid", say("Write the day like 2021-07-01.")) from None
    try:
        last = datetime.fromisoformat(deadline.strip())
    except ValueError:
        raise FieldRefused(
            "deadline", "day_invalid", say("Write the deadline with its hour, like 2021-07-31 18:00.")
        ) from None
    return Stage(name.strip(), read_bands(bands), dose, first, last)


@needs(Right.REVIEW)
def stage_progress(office: Office, on: date, told: Progress | None = None) -> list[StageProgress]:
    """How far every stage is on a day: done of the due people of its bands. Raises Cancelled."""
    stages = kept_stages.stages(office.db)
    if not stages:
        return []
    bands = list(dict.fromkeys(band for stage in stages for band in stage.bands))
    definitions = rates.load()
    measures = [definitions.measures[code] for code in ("due", *STAGE_MEASURE.values())]
    counted = count(tally(office, on, bands, progress=told), measures, bands, office.campaign.exclude_contraindicated)
    return [progress(stage, *_sums(counted, stage), on=on, weekdays=definitions.working_weekdays) for stage in stages]


def _sums(counted: Mapping[Scope, Mapping[str, int]], stage: Stage) -> tuple[int, int]:
    parts = [counted.get(Scope("band", band.code), {}) for band in stage.bands]
    measure = STAGE_MEASURE[QuotaDose(stage.dose)]
    return sum(part.get(measure, 0) for part in parts), sum(part.get("due", 0) for part in parts)


@needs(Right.TAKE_IN)
def keep_bands(office: Office, written: str) -> Changes:
    """Count by these age bands from now on; an empty text goes back to the usual ones. Raises Refused `bands_invalid`."""
    if written.strip():
        read_bands(written)
    with office.db.atomic():
        begin_change(office.db, office.user, "bands", written.strip())
        write_setting(office.db, BANDS_SETTING, written.strip())
    return Changes("bands", everything=True)


@needs(Right.REVIEW)
def bands_written(office: Office) -> str:
    """The age bands as they are written."""
    return read_setting(office.db, BANDS_SETTING) or ",".join(band.code for band in rates.load().bands)
