"""What goes out on paper and in workbooks."""

from pathlib import Path

import click

from ..actions import answers, fill, ledgers, printing
from .console import FILE, REGISTER, Console, Shown, office_command, plain_command


@click.command("ledger")
@click.argument("register", type=REGISTER)
@click.argument("kind")
@click.option("--out", type=FILE, required=True)
@click.option("--village")
@click.option("--mask", default="list", show_default=True, type=click.Choice(ledgers.MASKS))
@click.option("--reason", default="")
@click.option("--for", "recipient", default="", help="Whom the paper goes to; it stands in the register of prints.")
@office_command
def ledger(
    console: Console, kind: str, out: Path, village: str | None, mask: str, reason: str, recipient: str
) -> Shown:
    """Save one ledger or form as PDF or workbook."""
    sheets = ledgers.make(console.office, kind, console.on, village, mask, reason, console.progress)
    terms = printing.Terms(mask, reason, recipient)
    saved = printing.save(console.office, sheets, out, terms, console.progress)
    rows = ledgers.rows_in(sheets)
    lines = [console.text("{out}: {rows} rows, {pages} pages.", out=str(out), rows=rows, pages=saved.pages)]
    if saved.missing:
        lines.append(console.words(printing.boxes(saved.missing)))
    return Shown(answers.ledger_answer(sheets, rows, saved.pages, str(out)), lines, status=bool(saved.missing))


@click.command("forms")
@click.argument("what", type=click.Choice(["list", "check"]), default="list")
@plain_command
def forms(console: Console, what: str) -> Shown:
    """List the forms in the box; all are checked on the way, `check` only says so."""
    known = ledgers.all_forms()
    return Shown({"forms": known}, [f"{form['name']}  {form['title']}" for form in known])


@click.command("fill")
@click.argument("register", type=REGISTER)
@click.argument("template", type=FILE)
@click.option("--out", type=FILE, required=True)
@click.option("--mask", default="full", show_default=True, type=click.Choice(ledgers.MASKS))
@click.option("--reason", default="", help="What the people are listed for; needed for whole numbers.")
@office_command
def fill_template(console: Console, template: Path, out: Path, mask: str, reason: str) -> Shown:
    """Fill a workbook the county sent, or every one of a folder; everything else in them stays as it is."""
    terms = printing.Terms(mask, reason)
    if template.is_dir():
        return _fill_folder(console, template, out, terms)
    done = fill.fill(console.office, template, out, console.on, console.progress, terms)
    unknown = [{"sheet": left.sheet, "cell": left.cell, "why": console.words(left.why)} for left in done.unknown]
    text = console.text("{out}: {filled} cells were filled.", out=str(out), filled=done.filled)
    lines = [text, *(f"  {left['sheet']} {left['cell']}: {left['why']}" for left in unknown)]
    return Shown({"filled": done.filled, "unknown": unknown, "out": str(out)}, lines, status=1 if unknown else 0)


def _fill_folder(console: Console, folder: Path, out: Path, terms: printing.Terms) -> Shown:
    out.mkdir(exist_ok=True)
    done = fill.fill_folder(console.office, folder, out, console.on, console.progress, terms)
    files: list[dict[str, object]] = []
    lines: list[str] = []
    for name, each in done.items():
        if isinstance(each, fill.Filled):
            files.append({"file": name, "filled": each.filled + each.people, "unknown": len(each.unknown)})
            lines.append(console.text("{out}: {filled} cells were filled.", out=name, filled=each.filled + each.people))
        else:
            files.append({"file": name, "refused": each.code})
            lines.append(console.words(each.message))
    person = any("refused" in file or file["unknown"] for file in files)
    return Shown({"files": files, "out": str(out)}, lines, status=1 if person else 0)
