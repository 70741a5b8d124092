"""What comes in: workbooks taken in, and taken back."""

from pathlib import Path
from typing import Any

import click

from ..actions import answers, handing_on, intake, intake_history
from ..actions import corrections as correcting
from ..actions.change_set import ChangeSet
from ..actions.codes import OUTCOMES
from ..actions.optional_fields import left_out
from ..rules import grades
from .console import FILE, REGISTER, Console, Shown, office_command, read_secret


@click.command("intake")
@click.argument("register", type=REGISTER)
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--as", "kind", type=click.Choice(["roster", "canvass", "exemptions", "migrants", "checkpoint"]))
@click.option("--village")
@click.option("--workbook-password-file", type=FILE, help="The password of an encrypted workbook.")
@click.option("--preview", is_flag=True, help="Write nothing.")
@click.option("--rows", is_flag=True, help="List the outcome of every row.")
@click.option("--mapping", type=FILE, help="A file that says which column is which (TOML: kind, and a table columns).")
@click.option("--evidence", type=click.Choice(list(grades.load())), help="How the doses of the files are known.")
@click.option("--corrections", type=FILE, help="Save the rows that were sent back as a workbook for their sender.")
@click.option("--hand-on", type=FILE, help="Save the people of other offices on a checkpoint's list, to be handed on.")
@office_command
def take_in(
    console: Console,
    files: tuple[Path, ...],
    kind: str | None,
    village: str | None,
    workbook_password_file: Path | None,
    preview: bool,
    rows: bool,
    mapping: Path | None,
    evidence: str | None,
    corrections: Path | None,
    hand_on: Path | None,
) -> Shown:
    """Take workbooks in."""
    password = read_secret(workbook_password_file) if workbook_password_file else None
    requests = [intake.Request(file, kind, village, password, mapping or ()) for file in files]
    change_set = intake.preview(console.office, requests, console.on, console.progress)
    if evidence:
        change_set.evidence = evidence
    if not preview:
        _ask_about_foreign(console, change_set)
    id = None if preview else intake.commit(console.office, change_set)[0]
    answer = answers.intake_answer(change_set, id, rows, console.words)
    if corrections:
        saved, _ = correcting.save_corrections(console.office, change_set, corrections, console.on)
        answer["corrections"] = [{"file": one.file, "out": str(one.out), "rows": one.rows} for one in saved]
    if hand_on:
        reason = console.text("Handed on to the office they belong to")
        handing_on.hand_on(console.office, change_set, hand_on, console.on, reason)
        answer["handed_on"] = {"out": str(hand_on), "rows": len(handing_on.of_others(change_set))}
    return Shown(answer, _intake_lines(console, answer), status=1 if _needs_somebody(answer) else 0)


def _ask_about_foreign(console: Console, change_set: ChangeSet) -> None:
    """Where somebody sits at the terminal, ask before a file that may be another office's is taken in."""
    for review in change_set.files:
        if review.foreign and console.terminal:
            click.confirm(_foreign_line(console, review.file, review.foreign._asdict()), abort=True, err=True)


def _foreign_line(console: Console, file: str, foreign: dict[str, int]) -> str:
    return console.text(
        "{file}: only {known} of {rows} rows speak of people or villages of this office. Is it the right file?",
        file=file,
        **foreign,
    )


def _needs_somebody(answer: dict[str, Any]) -> bool:
    return any(
        file["foreign"] or file["conflicts"] or file["rejected"] or file["to_confirm"] or file["unknown_sheets"]
        for file in answer["files"]
    )


def _intake_lines(console: Console, answer: dict[str, Any]) -> list[str]:
    lines = []
    for file in answer["files"]:
        counts = ", ".join(f"{console.words(OUTCOMES[code])} {file[name]}" for name, code in answers.COUNTED.items())
        lines.append(
            console.text("{file}: {rows} rows: {counts}.", file=file["file"], rows=file["rows"], counts=counts)
        )
        lines += [console.words(left_out(code, count)) for code, count in file["left_out"].items()]
        if file["foreign"]:
            lines.append(_foreign_line(console, file["file"], file["foreign"]))
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


@click.command("undo")
@click.argument("register", type=REGISTER)
@click.argument("change_set", type=int)
@office_command
def undo(console: Console, change_set: int) -> Shown:
    """Take a whole intake back."""
    undone, _ = intake.undo(console.office, change_set)
    text = console.text("{undone} facts were taken back, {kept} were kept.", undone=undone.undone, kept=undone.kept)
    stayed = [console.words(kept.why) for kept in intake_history.stayed(console.office, undone.stayed)]
    answer = {"undone": undone.undone, "kept": undone.kept, "stayed": stayed}
    return Shown(answer, [text, *(f"  {why}" for why in stayed)], status=1 if undone.kept else 0)
