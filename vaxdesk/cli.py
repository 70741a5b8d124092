"""The same work without a window: the stable command line. Its names and JSON keys do not change without a new major version.

Exit status: 0 done; 1 done, but something needs a person (listed); 2 refused, nothing was changed; 3 a fault of the program.
"""

import importlib

import click

COMMANDS = {
    "open": "door",
    "demo": "making",
    "new": "making",
    "intake": "intake",
    "undo": "intake",
    "standing": "people",
    "find": "people",
    "people": "people",
    "own-record": "people",
    "canvass": "canvass",
    "ledger": "papers",
    "forms": "papers",
    "fill": "papers",
    "reconcile": "lists",
    "doses": "lists",
    "work": "work",
    "canvass-workbook": "work",
    "census": "week",
    "quotas": "week",
    "indicators": "week",
    "submit": "week",
    "bridge": "figures",
    "count": "figures",
    "bulletin": "figures",
    "county": "county",
    "check": "trust",
    "backup": "trust",
    "restore": "trust",
    "users": "trust",
    "record": "trust",
    "retention": "trust",
    "purge": "trust",
    "codes": "making",
    "bench": "making",
}
"""Every command, and the module of `commands` it lives in: only that one is loaded, so that a window opens without the others."""


class DeskGroup(click.Group):
    """Commands by name; anything else in their place is a register to open in the desk."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"vaxdesk.commands.{COMMANDS[cmd_name]}")
        return next(each for each in vars(module).values() if isinstance(each, click.Command) and each.name == cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `open` before a register, and before nothing at all."""
        if not args or (not args[0].startswith("-") and args[0] not in COMMANDS):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=DeskGroup)
@click.version_option(package_name="vaxdesk")
def main() -> None:
    """VaxDesk: the register, ledgers and weekly submission of a vaccination campaign."""
