"""Whom to go to and call next, and the blank workbook for a village that keys in at home."""

from pathlib import Path

import click

from ..actions import canvass_workbook, work_lists
from ..actions.work_lists import WORK_LISTS, Job
from ..rules.messages import Message
from .console import FILE, REGISTER, Console, Shown, office_command


@click.command("work")
@click.argument("register", type=REGISTER)
@click.argument("name", metavar="LIST", type=click.Choice(list(WORK_LISTS)))
@click.option("--village")
@click.option("--who", default="", help="Only what this person answers for.")
@office_command
def work(console: Console, name: str, village: str | None, who: str) -> Shown:
    """A work list: households or people to go to or call. Who does not wish to be contacted is left out."""
    found = work_lists.work_list(console.office, name, console.on, village, who)
    rows = [_row(console, job) for job in found.jobs]
    lines = [" ".join(str(value) for value in row.values() if value) for row in rows]
    if found.left_alone:
        lines.append(console.text("{count} who do not wish to be contacted now are left out.", count=found.left_alone))
    return Shown({"list": name, "jobs": rows, "left_alone": found.left_alone}, lines)


def _row(console: Console, job: Job) -> dict[str, object]:
    note = console.words(job.note) if isinstance(job.note, Message) else job.note and job.note.isoformat()
    return {
        "name": job.name,
        "village": job.village,
        "address": job.address,
        "phone": job.phone,
        "note": note or "",
        "contacts": job.lately,
    }


@click.command("canvass-workbook")
@click.argument("register", type=REGISTER)
@click.option("--village", required=True)
@click.option("--out", type=FILE, required=True)
@office_command
def blank(console: Console, village: str, out: Path) -> Shown:
    """A blank canvass workbook with lists to choose from, for a village that keys in at home."""
    canvass_workbook.save_blank(console.office, village, out)
    return Shown({"out": str(out)}, [console.text("{out}: ready for {village}.", out=str(out), village=village)])
