"""Whether the register can be trusted."""

import click

from ..actions import checking
from .console import REGISTER, Console, Shown, office_command


@click.command("check")
@click.argument("register", type=REGISTER)
@office_command
def check(console: Console) -> Shown:
    """Check the file, and that everybody stands in one place."""
    found = [console.words(message) for message in checking.check(console.office, console.on)]
    return Shown(
        {"ok": not found, "problems": found}, found or [console.text("The register is sound.")], status=bool(found)
    )
