"""Lists that were sent down to be verified."""

from pathlib import Path

import click

from ..actions import answers, dose_review, printing
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


@click.command("doses")
@click.argument("register", type=REGISTER)
@click.option("--out", type=FILE, help="Save the questions as a correction request (.pdf or .xlsx).")
@office_command
def doses(console: Console, out: Path | None) -> Shown:
    """List recorded doses that cannot be true or hardly can; none is changed."""
    found = dose_review.find_faults(console.office, console.progress)
    answer: answers.Answer = {"questions": [_question(console, each) for each in found]}
    lines = [f"{each['village']} {each['name']}: {each['question']}" for each in answer["questions"]]
    if out:
        sheet = dose_review.correction_sheet(console.office, found, console.on)
        printing.save(console.office, [sheet], out, printing.Terms("full", sheet.title), console.progress)
        answer["out"] = str(out)
        lines.append(
            console.text("{out}: {rows} questions for whoever recorded the doses.", out=str(out), rows=len(found))
        )
    return Shown(answer, lines, status=1 if found else 0)


def _question(console: Console, found: dose_review.Found) -> answers.Answer:
    return {
        "kind": found.kind,
        "name": found.name,
        "id_number": found.number,
        "village": found.village,
        "doses": console.words(found.doses),
        "question": console.words(found.question),
    }
