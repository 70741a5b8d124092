"""Who stands where: counts, finding, everybody."""

from pathlib import Path

import click

from ..actions import answers, ledgers, overview, people, printing
from ..actions.codes import standing_label
from ..rules.records import StandingCode
from .console import REGISTER, Console, Shown, office_command


@click.command("standing")
@click.argument("register", type=REGISTER)
@click.option("--village")
@office_command
def standing(console: Console, village: str | None) -> Shown:
    """Count people by standing."""
    seen = overview.overview(console.office, console.on, village, console.progress)
    lines = [f"{standing_label(code, console.words)}  {seen.counts[code]}" for code in StandingCode]
    return Shown(answers.standing_answer(seen), [*lines, console.text("Everybody  {total}", total=seen.total)])


@click.command("find")
@click.argument("register", type=REGISTER)
@click.argument("text")
@office_command
def find(console: Console, text: str) -> Shown:
    """Find people by name, pinyin, tail of number or phone, or address."""
    found = people.find(console.office, text, console.on)
    return _listed(console, list(people.with_grounds(console.office, found, console.on)))


@click.command("people")
@click.argument("register", type=REGISTER)
@click.option("--village")
@click.option("--reason", required=True, help="What the list is for; it is recorded.")
@office_command
def everybody(console: Console, village: str | None, reason: str) -> Shown:
    """List everybody, with standing and why; recorded like any export."""
    found = people.export_people(console.office, console.on, village, reason, console.progress)
    return _listed(console, found)


@click.command("own-record")
@click.argument("register", type=REGISTER)
@click.argument("text")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A PDF.")
@click.option("--reason", required=True, help="Who asked, and how they are known; it is recorded.")
@office_command
def own_record(console: Console, text: str, out: Path, reason: str) -> Shown:
    """Write what is kept of one person, for that person."""
    person = people.find_one(console.office, text, console.on)
    sheet = ledgers.record(console.office, person.id, console.on, reason)
    made = printing.save(console.office, [sheet], out, printing.Terms("full", reason, person.name), console.progress)
    line = console.text("{pages} pages were written: {out}", pages=made.pages, out=str(out))
    return Shown({"name": person.name, "pages": made.pages, "out": str(out)}, [line])


def _listed(console: Console, found: list[people.Person]) -> Shown:
    answer = answers.people_answer(found, console.words)
    lines = [f"{line['name']}  {line['village']}  {line['id_number']}  {line['why']}" for line in answer["people"]]
    return Shown(answer, lines or [console.text("Nobody was found.")])
