"""Whether the register can be trusted: the check, users, backups, the record of changes."""

from datetime import datetime
from pathlib import Path

import click

from ..actions import alarms, backups, checking, record, retention, self_check, users
from ..rules.roles import Role
from .console import FILE, REGISTER, Console, Shown, office_command, plain_command, read_secret


@click.command("check")
@click.argument("register", type=REGISTER)
@click.option("--seen-to", is_flag=True, help="What was found damaged at an opening has been mended.")
@office_command
def check(console: Console, seen_to: bool) -> Shown:
    """Check the file, the record of changes, that everybody stands in one place; then what the self-check would ask."""
    if seen_to:
        alarms.settle(console.office)
    found = [console.words(message) for message in checking.check(console.office, console.on)]
    asked = [] if found else self_check.check_now(console.office, console.on, console.progress)
    sentences = [console.words(finding.sentence) for finding in asked]
    findings = [
        {"code": finding.code, "weight": finding.weight.value, "message": sentence, "people": len(finding.people)}
        for finding, sentence in zip(asked, sentences, strict=True)
    ]
    return Shown(
        {"ok": not found, "problems": found, "self_check": findings},
        [*(found or [console.text("The register is sound.")]), *sentences],
        status=bool(found),
    )


@click.command("backup")
@click.argument("register", type=REGISTER)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@office_command
def back_up(console: Console, out: Path) -> Shown:
    """Write the register into one encrypted file, and read it back."""
    made = backups.back_up(console.office, out)
    return Shown(_held(made), [console.text("The backup holds {people} people.", people=made.people)])


@click.command("restore")
@click.argument("file", type=FILE)
@click.argument("register", type=REGISTER)
@click.option("--preview", is_flag=True, help="Only verify the backup and say what it holds.")
@plain_command
def restore(console: Console, file: Path, register: Path, preview: bool) -> Shown:
    """Verify a backup and put its register in place; one that lies there is kept aside."""
    made = backups.look_at(file) if preview else backups.restore(file, register, console.passphrase(), console.user)
    text = console.text(
        "{office}: {people} people, last change {changed}.",
        office=made.office,
        people=made.people,
        changed=made.changed,
    )
    return Shown({**_held(made), "office": made.office, "last_change": made.changed}, [text])


@click.command("users")
@click.argument("register", type=REGISTER)
@click.option("--add", "name", help="Add this user, or give another role or passphrase.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.KEYER.value, show_default=True)
@click.option("--village", "villages", multiple=True, help="A village the user works in; default: all.")
@click.option("--new-passphrase-file", type=FILE)
@click.option("--remove", help="Let this user in no more.")
@click.option("--renew-key", is_flag=True, help="Encrypt the register anew, after somebody left.")
@click.option("--recovery", is_flag=True, help="Make a new recovery code.")
@office_command
def show_users(
    console: Console,
    name: str | None,
    role: str,
    villages: tuple[str, ...],
    new_passphrase_file: Path | None,
    remove: str | None,
    renew_key: bool,
    recovery: bool,
) -> Shown:
    """List who may open the register; add, change, remove."""
    office, code = console.office, None
    if name:
        secret = read_secret(new_passphrase_file) if new_passphrase_file else ""
        users.keep_user(office, name, Role(role), secret, villages or None)
    if remove:
        users.remove_user(office, remove)
    if renew_key:
        users.renew_key(office)
    if recovery:
        code = users.make_recovery(office)
    listed = [
        {"name": each.name, "role": each.role, "villages": None if each.villages is None else sorted(each.villages)}
        for each in users.members(office)
    ]
    lines = [f"{each['name']}  {each['role']}" for each in listed]
    return Shown({"users": listed, "recovery": code}, [*lines, code] if code else lines)


@click.command("record")
@click.argument("register", type=REGISTER)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A workbook.")
@office_command
def export_record(console: Console, out: Path) -> Shown:
    """Write the whole record of changes, with its seals, for a supervisor."""
    count, _ = record.export_record(console.office, out)
    return Shown({"changes": count, "out": str(out)}, [console.text("{count} changes were written.", count=count)])


@click.command("retention")
@click.argument("register", type=REGISTER)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Keep persons until this day.")
@office_command
def keep_until(console: Console, until: datetime | None) -> Shown:
    """Say until when persons are kept, and what a deletion would delete."""
    if until:
        retention.set_retention(console.office, until.date())
    day, counts = retention.retention(console.office), retention.to_purge(console.office)
    lines = [f"{table}  {rows}" for table, rows in counts.items()]
    return Shown({"until": day.isoformat() if day else None, "counts": dict(counts)}, lines)


@click.command("purge")
@click.argument("register", type=REGISTER)
@click.option("--backup", "out", type=click.Path(path_type=Path), required=True, help="Where the last backup goes.")
@click.option("--certificate", type=click.Path(path_type=Path), required=True, help="A PDF to sign.")
@office_command
def purge(console: Console, out: Path, certificate: Path) -> Shown:
    """Delete all persons for good, once their day has come: counted, backed up, deleted, the file written anew."""
    done, _ = retention.purge(console.office, out)
    retention.certificate(console.office, done, certificate)
    text = console.text(
        "{people} people were deleted for good (change {number} on record). The last backup still holds them: {file}",
        people=done.counts.get("people", 0),
        number=done.change,
        file=str(done.backup.file),
    )
    return Shown({"deleted": dict(done.counts), "change": done.change, **_held(done.backup)}, [text])


def _held(made: backups.Backup) -> dict[str, object]:
    return {"people": made.people, "sha256": made.sha256, "seal": made.seal, "file": str(made.file)}
