"""Papers for the doors."""

from pathlib import Path

import click

from ..actions import canvass_paper, printing
from .console import FILE, REGISTER, Console, Shown, office_command


@click.command("canvass")
@click.argument("register", type=REGISTER)
@click.option("--out", type=FILE, required=True)
@click.option("--village")
@click.option("--paper", default=canvass_paper.SHEET, show_default=True, type=click.Choice(canvass_paper.KINDS))
@office_command
def canvass(console: Console, out: Path, village: str | None, paper: str) -> Shown:
    """Save the papers of a canvass as PDF: sheets in walking order, a blank one, household cards, slips for the door."""
    made = canvass_paper.save_canvass(console.office, paper, console.on, out, village, progress=console.progress)
    lines = [
        console.text(
            "{out}: {households} households, {pages} pages.", out=str(out), households=made.households, pages=made.pages
        )
    ]
    if made.missing:
        lines.append(console.words(printing.boxes(made.missing)))
    answer = {"paper": paper, "households": made.households, "pages": made.pages, "out": str(out)}
    return Shown(answer, lines, status=bool(made.missing))
