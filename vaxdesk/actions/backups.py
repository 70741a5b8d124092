"""Backups as an office has them: written into a chosen folder, thinned out, and loud when they have not worked for two days."""

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vaxdesk.register import backup, record
from vaxdesk.register.backup import PLACES, SUFFIX, Backup
from vaxdesk.register.settings import read_setting, write_setting
from vaxdesk.rules.keeping import to_drop
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.roles import reading_refused

from .office import Changes, Office, open_office
from .rights import Right, needs

__all__ = [
    "SUFFIX", "Backup", "back_up", "back_up_by_itself", "back_up_what_changed", "backups_in", "before_risk", "listed", "look_at",
    "places", "restore", "restored", "set_places", "warning",
]  # fmt: skip

NAME = re.compile(rf"-(\d{{8}}-\d{{6}})(?:-(\d+))?{re.escape(SUFFIX)}$")
"""The end of a backup's name: the second, and which of that second it is where there are several."""
LAST = "last backup"
"""The setting that says when the last backup was written and read back."""
LOUD_AFTER = timedelta(days=2)
FIRST_HOURS = timedelta(hours=2)
CHANGED = Changes("backup")
"""What a backup, or another folder for it, changes: no fact, but what `warning` says."""


@needs(Right.LOOK)
def places(office: Office) -> list[Path]:
    """Where backups go by themselves; beside the register until somebody chooses."""
    return backup.places(office.db, office.folder)


@needs(Right.LOOK)
def listed(office: Office) -> list[tuple[str, str]]:
    """The backups of this register in the chosen folders, newest first: name and folder."""
    return [
        (path.name, str(path.parent)) for folder in places(office) for path in backups_in(folder, office.folder.stem)
    ]


@needs(Right.LOOK)
def back_up_what_changed(office: Office) -> list[Message]:
    """Back up unless nothing was written since the last backup; the answer says what did not work."""
    told = read_setting(office.db, LAST)
    changed = record.last_moment(office.db)
    if (
        office.permit.reading
        or not office.people
        or (told and changed is not None and changed <= datetime.fromisoformat(told))
    ):
        return []
    return back_up_by_itself(office)


@needs(Right.ADMINISTER)
def set_places(office: Office, folders: Iterable[Path | str]) -> Changes:
    """Choose the folders that backups go to by themselves: one, and perhaps a USB drive."""
    chosen = [str(Path(folder).absolute()) for folder in folders]
    with office.db.atomic():
        record.note(office.db, office.user, "backup", "; ".join(chosen))
        write_setting(office.db, PLACES, "\n".join(chosen))
    return CHANGED


@needs(Right.LOOK)
def back_up(office: Office, out: Path) -> Backup:
    """Write a backup to a file and read it back. Raises Refused: `backup_failed`, `register_busy`, `register_gone`."""
    office.require_there()
    made = backup.write(office.vault, out)
    with office.db.atomic():
        record.note(office.db, office.user, "backup", f"{out.name} {made.sha256}")
        write_setting(office.db, LAST, made.at.isoformat())
    return made


@needs(Right.LOOK)
def back_up_by_itself(office: Office) -> list[Message]:
    """Write a backup into each of the chosen folders and thin out the older ones; the answer says what did not work."""
    if office.permit.reading:
        raise reading_refused()
    failed = []
    for folder in places(office):
        moment = datetime.now().astimezone()
        out = _free(folder / f"{office.folder.stem}-{moment:%Y%m%d-%H%M%S}{SUFFIX}")
        try:
            back_up(office, out)
            for old in to_drop(_dated(folder, office.folder.stem)):
                old.unlink(missing_ok=True)
        except Refused as refused:
            failed.append(refused.message)
        except OSError:
            failed.append(say("Old backups in {folder} could not be removed.", folder=str(folder)))
    return failed


@needs(Right.LOOK)
def before_risk(office: Office, unless_within: timedelta = timedelta(0)) -> None:
    """Back up before something that changes much, unless nobody is in the register yet or a backup is as young as told.

    What does not work stops nothing: `warning` says it until it works.
    """
    told = read_setting(office.db, LAST)
    if (
        office.people
        and not office.permit.reading
        and (not told or abs(datetime.now(UTC) - datetime.fromisoformat(told)) > unless_within)
    ):
        back_up_by_itself(office)


@needs(Right.LOOK)
def warning(office: Office, now: datetime | None = None) -> Message | None:
    """What to say loudly where the last backup that worked is older than two days.

    None if all is well, if nobody is in the register yet, and in its first hours, in which the first backup is made by itself.
    """
    told = read_setting(office.db, LAST)
    now = now or datetime.now(UTC)
    if told and timedelta(0) <= now - datetime.fromisoformat(told) < LOUD_AFTER:
        return None
    made = record.entries(office.db, before=2)
    if not told and made and timedelta(0) <= now - made[0].at < FIRST_HOURS:
        return None
    if not told:
        return say("There is no backup of this register yet: make one now.") if office.people else None
    return say(
        "No backup has worked since {day}: connect the drive or choose another folder, and back up now.",
        day=datetime.fromisoformat(told).astimezone().date(),
    )


def look_at(file: Path) -> Backup:
    """Verify a backup and say what it would bring; nothing is changed. Raises Refused: `backup_damaged`, `register_newer`."""
    return backup.read(file)


def backups_in(folder: Path, stem: str) -> list[Path]:
    """The backups of a register in a folder, newest first."""
    return [path for _, path in sorted(((at, path) for path, at in _dated(folder, stem).items()), reverse=True)]


def restore(file: Path, folder: Path, passphrase: str, user: str | None = None) -> Backup:
    """Put the register of a backup into a folder; one that lies there is kept aside, never overwritten.

    Raises Refused: `backup_damaged`, `wrong_passphrase`, `register_open_elsewhere`, `folder_read_only`.
    """
    return backup.restore(file, folder, passphrase, user)


def restored(file: Path, folder: Path, passphrase: str) -> Office:
    """Restore and open, and put that on record. Raises Refused as `restore` and open_office do."""
    restore(file, folder, passphrase)
    office = open_office(folder, passphrase)
    record.note(office.db, office.user, "restore", file.name)
    return office


def _dated(folder: Path, stem: str) -> dict[Path, datetime]:
    """When each was made; of one second the later ones count as later."""
    found = {}
    for path in folder.glob(f"{stem}-*{SUFFIX}"):
        match = NAME.search(path.name)
        if match and path.name.removesuffix(match[0]) == stem:
            found[path] = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(microsecond=int(match[2] or 0))
    return found


def _free(path: Path) -> Path:
    """The name itself, or with a number where a backup of the same second is there."""
    stem = path.name.removesuffix(SUFFIX)
    names = (path, *(path.with_name(f"{stem}-{nth}{SUFFIX}") for nth in range(2, 100)))
    return next(name for name in names if not os.path.lexists(name))
