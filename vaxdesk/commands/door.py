"""The door to the window. It stands alone, so that a window opens without what only other commands need."""

from pathlib import Path

import click

from .console import REGISTER, Console, Shown, plain_command


@click.command("open")
@click.argument("register", type=REGISTER, required=False)
@plain_command
def open_desk(console: Console, register: Path | None) -> Shown:
    """Open the desk (also: vaxdesk REGISTER)."""
    from ..app import run  # the only command that needs Qt

    return Shown({}, [], status=run(register, console.language_asked))
