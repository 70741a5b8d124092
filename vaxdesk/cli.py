"""The same work without a window: the stable command line. Its names and JSON keys do not change without a new major version.

Exit status: 0 done; 1 done, but something needs a person (listed); 2 refused, nothing was changed; 3 a fault of the program.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .actions import (
    answers,
    checking,
    demo,
    fill,
    handed_down,
    indicators,
    intake,
    ledgers,
    overview,
    people,
    submission,
)
from .actions import corrections as correcting
from .actions import reconcile as reconciling
from .actions.codes import OUTCOMES, VERDICT_LABELS, all_codes, standing_label
from .actions.indicator_answers import indicator_lines, indicators_answer
from .actions.office import DEFAULT_CAMPAIGN, create_office
from .console import Console, DeskGroup, Shown, office_command, plain_command, read_secret
from .rules.bands import read_bands
from .rules.quotas import QuotaDose, QuotaKind, Task
from .rules.records import StandingCode

REGISTER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path)


@click.group(cls=DeskGroup)
@click.version_option(package_name="vaxdesk")
def main() -> None:
    """VaxDesk: the register, ledgers and weekly submission of a vaccination campaign."""


@main.command("open")
@click.argument("register", type=REGISTER, required=False)
@plain_command
def open_desk(console: Console, register: Path | None) -> Shown:
    """Open the desk (also: vaxdesk REGISTER)."""
    from .app import run  # the only command that needs Qt

    return Shown({}, [], status=run(register, console.language_asked))


@main.command("demo")
@click.argument("register", type=REGISTER, default=Path("demo.vaxdesk"))
@click.option("--people", "count", default=3000, show_default=True)
@click.option("--seed", default=7, show_default=True)
@click.option("--no-open", is_flag=True, help="Do not open the window.")
@plain_command
def make_demo(console: Console, register: Path, count: int, seed: int, no_open: bool) -> Shown:
    """Make an invented township, take its rosters in through the ordinary intake, and open it."""
    made = demo.make_demo(register, count, seed, console.progress)
    answer = {
        "register": str(made.register),
        "people": made.people,
        "passphrase": made.passphrase,
        "on": answers.day(made.on),
    }
    text = console.text(
        "The demo register {name} holds {people} invented people; its passphrase is: {passphrase}",
        name=str(made.register),
        people=made.people,
        passphrase=made.passphrase,
    )
    if no_open:
        return Shown(answer, [text])
    from .app import run  # the only command that needs Qt

    return Shown(answer, [text], status=run(made.register, console.language_asked, made.passphrase, made.on))


@main.command("new")
@click.argument("register", type=REGISTER)
@click.option("--office", "name", required=True)
@click.option("--county", default="")
@click.option("--campaign", default=DEFAULT_CAMPAIGN, show_default=True)
@plain_command
def new(console: Console, register: Path, name: str, county: str, campaign: str) -> Shown:
    """Make an empty register."""
    with create_office(register, console.passphrase(confirm=True), name, county, campaign) as office:
        answer = {"register": str(register), "campaign": office.campaign.code}
    return Shown(answer, [console.text("The register {name} was made.", name=str(register))])


@main.command("intake")
@click.argument("register", type=REGISTER)
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--as", "kind", type=click.Choice(["roster", "canvass", "exemptions", "migrants", "checkpoint"]))
@click.option("--village")
@click.option("--workbook-password-file", type=FILE, help="The password of an encrypted workbook.")
@click.option("--preview", is_flag=True, help="Write nothing.")
@click.option("--rows", is_flag=True, help="List the outcome of every row.")
@click.option("--corrections", type=FILE, help="Save the rows that were sent back as a workbook for their sender.")
@office_command
def take_in(
    console: Console,
    files: tuple[Path, ...],
    kind: str | None,
    village: str | None,
    workbook_password_file: Path | None,
    preview: bool,
    rows: bool,
    corrections: Path | None,
) -> Shown:
    """Take workbooks in."""
    password = read_secret(workbook_password_file) if workbook_password_file else None
    requests = [intake.Request(file, kind, village, password) for file in files]
    change_set = intake.preview(console.office, requests, console.on, console.progress)
    id = None if preview else intake.commit(console.office, change_set)[0]
    answer = answers.intake_answer(change_set, id, rows, console.words)
    if corrections:
        saved, _ = correcting.save_corrections(console.office, change_set, corrections, console.on)
        answer["corrections"] = [{"file": one.file, "out": str(one.out), "rows": one.rows} for one in saved]
    return Shown(answer, _intake_lines(console, answer), status=1 if _needs_somebody(answer) else 0)


def _needs_somebody(answer: dict[str, Any]) -> bool:
    return any(
        file["conflicts"] or file["rejected"] or file["to_confirm"] or file["unknown_sheets"]
        for file in answer["files"]
    )


def _intake_lines(console: Console, answer: dict[str, Any]) -> list[str]:
    lines = []
    for file in answer["files"]:
        counts = ", ".join(f"{console.words(OUTCOMES[code])} {file[name]}" for name, code in answers.COUNTED.items())
        lines.append(
            console.text("{file}: {rows} rows: {counts}.", file=file["file"], rows=file["rows"], counts=counts)
        )
        lines += [
            f"  {found['sheet']} {found['cell']}: {found['message']}"
            for found in file["problems"]
            if found["severity"] != "notice"
        ]
    lines += [
        console.text("{out}: {rows} rows to be corrected, for the sender of {file}.", **saved)
        for saved in answer.get("corrections", [])
    ]
    return lines


@main.command("undo")
@click.argument("register", type=REGISTER)
@click.argument("change_set", type=int)
@office_command
def undo(console: Console, change_set: int) -> Shown:
    """Take a whole intake back."""
    undone, _ = intake.undo(console.office, change_set)
    text = console.text("{undone} facts were taken back, {kept} were kept.", undone=undone.undone, kept=undone.kept)
    return Shown({"undone": undone.undone, "kept": undone.kept}, [text], status=1 if undone.kept else 0)


@main.command("standing")
@click.argument("register", type=REGISTER)
@click.option("--village")
@office_command
def standing(console: Console, village: str | None) -> Shown:
    """Count people by standing."""
    seen = overview.overview(console.office, console.on, village, console.progress)
    lines = [f"{standing_label(code, console.words)}  {seen.counts[code]}" for code in StandingCode]
    return Shown(answers.standing_answer(seen), [*lines, console.text("Everybody  {total}", total=seen.total)])


@main.command("find")
@click.argument("register", type=REGISTER)
@click.argument("text")
@office_command
def find(console: Console, text: str) -> Shown:
    """Find people by name, pinyin, tail of number or phone, or address."""
    found = people.find(console.office, text, console.on)
    return _listed(console, list(people.with_grounds(console.office, found, console.on)))


@main.command("people")
@click.argument("register", type=REGISTER)
@click.option("--village")
@click.option("--reason", required=True, help="What the list is for; it is recorded.")
@office_command
def everybody(console: Console, village: str | None, reason: str) -> Shown:
    """List everybody, with standing and why; recorded like any export."""
    found = people.export_people(console.office, console.on, village, reason, console.progress)
    return _listed(console, found)


def _listed(console: Console, found: list[people.Person]) -> Shown:
    answer = answers.people_answer(found, console.words)
    lines = [f"{line['name']}  {line['village']}  {line['id_number']}  {line['why']}" for line in answer["people"]]
    return Shown(answer, lines or [console.text("Nobody was found.")])


@main.command("ledger")
@click.argument("register", type=REGISTER)
@click.argument("kind")
@click.option("--out", type=FILE, required=True)
@click.option("--village")
@click.option("--mask", default="list", show_default=True, type=click.Choice(ledgers.MASKS))
@click.option("--reason", default="")
@office_command
def ledger(console: Console, kind: str, out: Path, village: str | None, mask: str, reason: str) -> Shown:
    """Save one ledger or form as PDF or workbook."""
    sheets = ledgers.make(console.office, kind, console.on, village, mask, reason, console.progress)
    saved = ledgers.save(console.office, sheets, out, mask, reason, console.progress)
    rows = ledgers.rows_in(sheets)
    lines = [console.text("{out}: {rows} rows, {pages} pages.", out=str(out), rows=rows, pages=saved.pages)]
    if saved.missing:
        lines.append(console.words(ledgers.boxes(saved.missing)))
    return Shown(answers.ledger_answer(sheets, rows, saved.pages, str(out)), lines, status=bool(saved.missing))


@main.command("forms")
@click.argument("what", type=click.Choice(["list", "check"]), default="list")
@plain_command
def forms(console: Console, what: str) -> Shown:
    """List the forms in the box; all are checked on the way, `check` only says so."""
    known = ledgers.all_forms()
    return Shown({"forms": known}, [f"{form['name']}  {form['title']}" for form in known])


@main.command("fill")
@click.argument("register", type=REGISTER)
@click.argument("template", type=FILE)
@click.option("--out", type=FILE, required=True)
@office_command
def fill_template(console: Console, template: Path, out: Path) -> Shown:
    """Fill a workbook the county sent; everything else in it stays as it is."""
    done = fill.fill(console.office, template, out, console.on, console.progress)
    unknown = [{"sheet": left.sheet, "cell": left.cell, "why": console.words(left.why)} for left in done.unknown]
    text = console.text("{out}: {filled} cells were filled.", out=str(out), filled=done.filled)
    lines = [text, *(f"  {left['sheet']} {left['cell']}: {left['why']}" for left in unknown)]
    return Shown({"filled": done.filled, "unknown": unknown, "out": str(out)}, lines, status=1 if unknown else 0)


@main.command("indicators")
@click.argument("register", type=REGISTER)
@click.option("--bands", help="Age bands, like 12-17,18-59,60+.")
@click.option("--complete-by", type=click.DateTime(["%Y-%m-%d"]), help="Cut-off of the booster rate.")
@click.option("--sites", type=click.IntRange(0), default=1, show_default=True, help="Vaccination sites.")
@click.option("--per-site", type=click.IntRange(0), default=0, help="Doses a site gives in a day.")
@office_command
def show_indicators(
    console: Console, bands: str | None, complete_by: datetime | None, sites: int, per_site: int
) -> Shown:
    """Rates with their denominators, ranks, targets, tasks, and doses falling due."""
    seen = indicators.indicators(
        console.office,
        console.on,
        read_bands(bands) if bands else None,
        complete_by.date() if complete_by else None,
        console.progress,
    )
    around = indicators.week(console.office, console.on, console.progress)
    days = around.days_of_work(sites, per_site)
    answer = {**indicators_answer(seen, around, console.words), "days_of_work": days}
    lines = list(indicator_lines(seen, console.words))
    if days is not None:
        lines.append(console.text("The doses that fall due in the next weeks take {days} days.", days=days))
    return Shown(answer, lines)


@main.command("reconcile")
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


@main.command("census")
@click.argument("register", type=REGISTER)
@click.argument("file", type=FILE)
@click.option("--band", help="One age band, like 60+; default: everybody of the campaign's age.")
@click.option("--source", required=True, help="Where the figures come from.")
@click.option("--why", default="", help="Why the villages do not add up to the whole.")
@office_command
def take_census(console: Console, file: Path, band: str | None, source: str, why: str) -> Shown:
    """Take the census populations of the villages, from a sheet of names and numbers."""
    ages = read_bands(band)[0] if band else None
    return _taken(console, handed_down.take_census(console.office, file, ages, source, why))


@main.command("quotas")
@click.argument("register", type=REGISTER)
@click.argument("file", type=FILE)
@click.option("--dose", type=click.Choice([dose.value for dose in QuotaDose]), required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in QuotaKind]), required=True)
@click.option("--from", "starts", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--deadline", type=click.DateTime(["%Y-%m-%dT%H:%M"]), required=True)
@click.option("--source", required=True, help="Where the figures come from.")
@click.option("--why", default="", help="Why the villages do not add up to the whole.")
@office_command
def take_quotas(
    console: Console, file: Path, dose: str, kind: str, starts: datetime, deadline: datetime, source: str, why: str
) -> Shown:
    """Take the task of each village, from a sheet of names and numbers."""
    task = Task(dose, kind, starts.date(), deadline)
    return _taken(console, handed_down.take_quotas(console.office, file, task, source, why))


def _taken(console: Console, taken: handed_down.Taken) -> Shown:
    remarks = [console.words(remark) for remark in taken.remarks]
    text = console.text("{count} figures were taken.", count=len(taken.people))
    return Shown({"people": dict(taken.people), "remarks": remarks}, [text, *remarks], status=1 if remarks else 0)


@main.command("submit")
@click.argument("register", type=REGISTER)
@click.option("--week", help="Like 2021-W50; default: the week of --on.")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--password-file", type=FILE, required=True)
@office_command
def submit(console: Console, week: str | None, out: Path, password_file: Path) -> Shown:
    """Make the weekly submission: checked, frozen, encrypted."""
    sent = submission.submit(
        console.office,
        week or submission.week_of(console.on),
        console.on,
        out,
        read_secret(password_file),
        console.progress,
    )
    gap = sent.bridge
    changed = {"from": gap.since, "to": gap.week, "in": gap.came, "out": gap.went, "changed": gap.changed}
    answer = {"files": [str(file) for file in sent.files], "sha256": sent.sha256, "rows": sent.rows, "bridge": changed}
    return Shown(
        answer, [console.text("The submission lies in {file}; send its password another way.", file=str(sent.files[0]))]
    )


@main.command("check")
@click.argument("register", type=REGISTER)
@office_command
def check(console: Console) -> Shown:
    """Check the file, and that everybody stands in one place."""
    found = [console.words(message) for message in checking.check(console.office, console.on)]
    return Shown(
        {"ok": not found, "problems": found}, found or [console.text("The register is sound.")], status=bool(found)
    )


@main.command("codes")
@plain_command
def codes(console: Console) -> Shown:
    """List the closed sets of words, one sentence each."""
    listed = [
        {"set": name, "code": code, "means": console.words(text)} for name, code, text in all_codes(console.catalogue())
    ]
    return Shown({"codes": listed}, [f"{line['set']}: {line['code']}: {line['means']}" for line in listed])


@main.command("bench")
@click.option("--people", "count", default=100_000, show_default=True)
@click.option("--only")
@plain_command
def bench(console: Console, count: int, only: str | None) -> Shown:
    """Measure, each figure beside its limit in the same run."""
    from .bench import run_benchmarks  # measures also the window, so it needs Qt

    results = run_benchmarks(count, only, console.note)
    lines = [f"{line['name']}  {line['seconds']:.3f} s  {line['ratio']:.2f} x" for line in results]
    return Shown({"results": results}, lines)
