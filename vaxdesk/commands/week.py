"""The week: rates, what was handed down, the submission."""

import json
from datetime import datetime
from pathlib import Path

import click

from ..actions import handed_down, indicators, submission
from ..actions.indicator_answers import indicator_lines, indicators_answer
from ..actions.submission_prepared import Answers
from ..rules.bands import read_bands
from ..rules.messages import Refused, say
from ..rules.quotas import QuotaDose, QuotaKind, Task
from .console import FILE, REGISTER, Console, Shown, office_command, read_secret


@click.command("indicators")
@click.argument("register", type=REGISTER)
@click.option("--bands", help="Age bands, like 12-17,18-59,60+.")
@click.option("--complete-by", type=click.DateTime(["%Y-%m-%d"]), help="Cut-off of the booster rate.")
@click.option("--sites", type=click.IntRange(0), default=1, show_default=True, help="Vaccination sites.")
@click.option("--per-site", type=click.IntRange(0), default=0, help="Doses a site gives in a day.")
@office_command
def show_indicators(
    console: Console, bands: str | None, complete_by: datetime | None, sites: int, per_site: int
) -> Shown:
    """Rates with their denominators, ranks, targets, tasks, and doses falling due."""
    seen = indicators.indicators(
        console.office,
        console.on,
        read_bands(bands) if bands else None,
        complete_by.date() if complete_by else None,
        console.progress,
    )
    around = indicators.week(console.office, seen, console.progress)
    days = around.days_of_work(sites, per_site)
    answer = {**indicators_answer(seen, around, console.words), "days_of_work": days}
    lines = list(indicator_lines(seen, console.words))
    if days is not None:
        lines.append(console.text("The doses that fall due in the next weeks take {days} days.", days=days))
    return Shown(answer, lines)


@click.command("census")
@click.argument("register", type=REGISTER)
@click.argument("file", type=FILE)
@click.option("--band", help="One age band, like 60+; default: everybody of the campaign's age.")
@click.option("--source", required=True, help="Where the figures come from.")
@click.option("--why", default="", help="Why the villages do not add up to the whole.")
@office_command
def take_census(console: Console, file: Path, band: str | None, source: str, why: str) -> Shown:
    """Take the census populations of the villages, from a sheet of names and numbers."""
    ages = read_bands(band)[0] if band else None
    return _taken(console, handed_down.take_census(console.office, file, ages, source, why))


@click.command("quotas")
@click.argument("register", type=REGISTER)
@click.argument("file", type=FILE)
@click.option("--dose", type=click.Choice([dose.value for dose in QuotaDose]), required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in QuotaKind]), required=True)
@click.option("--from", "starts", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--deadline", type=click.DateTime(["%Y-%m-%dT%H:%M"]), required=True)
@click.option("--source", required=True, help="Where the figures come from.")
@click.option("--why", default="", help="Why the villages do not add up to the whole.")
@office_command
def take_quotas(
    console: Console, file: Path, dose: str, kind: str, starts: datetime, deadline: datetime, source: str, why: str
) -> Shown:
    """Take the task of each village, from a sheet of names and numbers."""
    task = Task(dose, kind, starts.date(), deadline)
    return _taken(console, handed_down.take_quotas(console.office, file, task, source, why))


def _taken(console: Console, taken: handed_down.Taken) -> Shown:
    remarks = [console.words(remark) for remark in taken.remarks]
    text = console.text("{count} figures were taken.", count=len(taken.people))
    return Shown({"people": dict(taken.people), "remarks": remarks}, [text, *remarks], status=1 if remarks else 0)


@click.command("submit")
@click.argument("register", type=REGISTER)
@click.option("--week", help="Like 2021-W50; default: the week of --on.")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--password-file", type=FILE, required=True)
@click.option("--reasons", type=FILE, help="A JSON file: reasons by the code of a finding of the self-check.")
@click.option("--why-replaced", default="", help="What the new version of a submission that was sent corrects.")
@click.option("--strict", is_flag=True, help="Refuse while a finding that needs a reason has none.")
@office_command
def submit(
    console: Console,
    week: str | None,
    out: Path,
    password_file: Path,
    reasons: Path | None,
    why_replaced: str,
    strict: bool,
) -> Shown:
    """Make the weekly submission: checked, frozen, encrypted."""
    answers = Answers(_reasons(reasons) if reasons else {}, why_replaced)
    sent = submission.submit(
        console.office,
        week or submission.week_of(console.on),
        console.on,
        out,
        read_secret(password_file),
        console.progress,
        answers=answers,
        may_go_on=not strict,
    )
    gap = sent.bridge
    changed = {"from": gap.since, "to": gap.until, "in": gap.came, "out": gap.went, "changed": gap.changed}
    findings = [
        {"code": finding.code, "message": console.words(finding.sentence), "reason": reason}
        for finding, reason in sent.findings
    ]
    answer = {
        "files": [str(file) for file in sent.files],
        "sha256": sent.sha256,
        "rows": sent.rows,
        "bridge": changed,
        "self_check": findings,
    }
    lines = [console.text("The submission lies in {file}; send its password another way.", file=str(sent.files[0]))]
    return Shown(answer, [*lines, *(str(each["message"]) for each in findings)])


def _reasons(path: Path) -> dict[str, str]:
    """Reasons by code. Raises Refused `reasons_unreadable`."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused("reasons_unreadable", say("{file} is no list of reasons by code.", file=path.name)) from error
    return {str(code): str(reason) for code, reason in dict(told).items()}
