"""Figures one asks for: why the number changed, a number by conditions, the bulletin."""

from pathlib import Path

import click

from ..actions import bulletin, questions
from ..actions.answers import day
from ..actions.bridge import CAUSE_LABELS, NOW, bridge, point
from ..rules.movements import Balance, Way
from ..rules.questions import read_condition
from .console import FILE, REGISTER, Console, Shown, office_command


@click.command("bridge")
@click.argument("register", type=REGISTER)
@click.option("--from", "since", required=True, help="A submission (2021-W50), a day (2021-12-19), or now.")
@click.option("--to", "until", default=NOW, show_default=True, help="The same.")
@office_command
def show_bridge(console: Console, since: str, until: str) -> Shown:
    """Why the number changed between two submissions or days: who came, went, stands elsewhere, and why."""
    office, on = console.office, console.on
    first = point(office, since, on, console.progress)
    found = bridge(office, first, point(office, until, on, console.progress))
    answer = {
        "from": found.since,
        "to": found.until,
        **_sums(found.whole),
        "villages": {name: _sums(part) for name, part in found.villages.items()},
    }
    lines = [
        console.text(
            "{before} people in scope, {came} came in, {went} went out, now {now}; {changed} stand elsewhere.",
            before=found.before,
            came=found.came,
            went=found.went,
            now=found.now,
            changed=found.changed,
        ),
        *(f"  {console.words(CAUSE_LABELS[cause])}: {people}" for cause, people in found.whole.causes.items()),
    ]
    return Shown(answer, lines)


def _sums(part: Balance) -> dict[str, object]:
    return {
        "before": part.before,
        "in": part.sum(Way.CAME),
        "out": part.sum(Way.WENT),
        "changed": part.sum(Way.CHANGED),
        "now": part.after,
        "causes": {cause.value: people for cause, people in part.causes.items()},
    }


@click.command("count")
@click.argument("register", type=REGISTER)
@click.option("--where", multiple=True, help="A condition, like standing=unvaccinated or age=60..69; all must hold.")
@click.option("--keep", "name", help="Keep the question under this name.")
@click.option("--again", help="Ask a kept question again, and say who came and went since.")
@office_command
def count(console: Console, where: tuple[str, ...], name: str | None, again: str | None) -> Shown:
    """How many people meet conditions."""
    question = tuple(map(read_condition, where))
    if again:
        answer = questions.ask_again(console.office, again, console.on)
    else:
        answer = questions.ask(console.office, question, console.on)
        if name:
            questions.keep(console.office, name, question, console.on)
    shown = {
        "on": day(answer.on),
        "count": answer.count,
        "villages": dict(answer.villages),
        "last_on": day(answer.last_on),
        "last": answer.last,
        "in": len(answer.came),
        "out": len(answer.went),
    }
    return Shown(shown, [str(answer.count)])


@click.command("bulletin")
@click.argument("register", type=REGISTER)
@click.option("--out", type=FILE, required=True, help="A .pdf with charts, or a .xlsx.")
@click.option("--week", help="The bulletin of this week's submission, as its figures were frozen.")
@click.option("--version", type=click.IntRange(1), default=1, show_default=True)
@office_command
def write_bulletin(console: Console, out: Path, week: str | None, version: int) -> Shown:
    """The bulletin of a day or of a submission, from frozen figures where there are any."""
    sheet = (
        bulletin.bulletin_of_submission(console.office, week, version)
        if week
        else bulletin.bulletin(console.office, console.on)
    )
    saved = bulletin.save_bulletin(console.office, sheet, out)
    return Shown({"out": str(out), "pages": saved.pages}, [console.text("Written: {file}", file=str(out))])
