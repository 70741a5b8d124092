"""Lists that were sent down to be verified."""

from pathlib import Path

import click

from ..actions import answers
from ..actions import reconcile as reconciling
from ..actions.codes import VERDICT_LABELS
from .console import FILE, REGISTER, Console, Shown, office_command


@click.command("reconcile")
@click.argument("register", type=REGISTER)
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True)
@click.option("--rows", is_flag=True, help="List the verdict on every row.")
@office_command
def reconcile(console: Console, file: Path, out: Path, rows: bool) -> Shown:
    """Give every row of a list sent down a verdict, in the list's own workbook."""
    reply = reconciling.reconcile(console.office, file, console.on, out, console.progress)
    counts = ", ".join(f"{console.words(VERDICT_LABELS[code])} {count}" for code, count in reply.verdicts.items())
    lines = [console.text("{out}: {rows} rows: {verdicts}.", out=str(out), rows=len(reply.rows), verdicts=counts)]
    if reply.kept:
        lines.append(console.text("{kept} cells were filled already and stay as they were.", kept=reply.kept))
    lines += [
        console.text(
            "Still to ask: sheet {sheet}, row {row}, {name} {phones}.",
            sheet=row.sheet,
            row=row.row,
            name=row.name,
            phones=" ".join(row.phones),
        )
        for row in reply.to_ask
    ]
    return Shown(answers.reply_answer(reply, rows), lines, status=1 if reply.to_ask else 0)
