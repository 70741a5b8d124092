"""Backups: one file that holds the register as it was at a moment, encrypted as the register is, and verified by reading it back.

A zip, stored: `register.db` (copied as it lies while nothing writes, its log worked in), `key.json`, and `manifest.json`
with SHA-256 sums, people, the last change and the last seal. Only the manifest can be read without a passphrase: it names nobody.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from vaxdesk.rules.messages import Refused, say

from . import keys
from .chain import Register, head
from .changes import last_change
from .driver import sqlcipher
from .durable import durably, forget_in_memory, sync_folder
from .people import count_people
from .settings import read_setting
from .trouble import Trouble
from .vault import DATABASE, KEY_FILE, Database, Vault, connect, locked

MANIFEST = "manifest.json"
FORMAT = 1
PARTS = (DATABASE, KEY_FILE)
PLACES = "backup folders"
"""The setting with the folders that backups go to, one a line."""
SUFFIX = ".vaxdesk-backup"
BLOCK = 1 << 20
BLOCKS_A_SYNC = 4
"""So much is on its way to the disk while more is written: a slow USB drive is never far behind, and its failure is told early."""
LARGEST_MANIFEST = 1 << 16


class Backup(NamedTuple):
    """What a backup holds: made when, of which office, how many people, the last change and its moment, the last seal.

    `sha256` is that of its database.
    """

    file: Path
    at: datetime
    office: str
    people: int
    change: int
    changed: str
    seal: str
    sha256: str


def places(db: Database, folder: Path) -> list[Path]:
    """Where the backups of a register go by themselves; beside it until somebody chooses."""
    told = read_setting(db, PLACES).splitlines()
    return [Path(line) for line in told] or [folder.with_name(f"{folder.stem}-backups")]


def before_upgrade(vault: Vault) -> None:
    """Write a backup before the register gets the shape of a newer program; what does not work stops nothing."""
    for folder in places(vault.db, vault.folder):
        with suppress(Refused, Trouble):
            write(vault, folder / f"{vault.folder.stem}-{datetime.now():%Y%m%d-%H%M%S}{SUFFIX}")


def write(vault: Vault, target: Path) -> Backup:
    """Write a backup and read it back. Raises Refused: `backup_failed`, `register_busy`; then the target is as it was.

    What the database raises says what is wrong with the register's own disk (trouble.explained).
    """
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        manifest = _about(vault)
        with part.open("wb") as file:
            with ZipFile(file, "w", ZIP_STORED, allowZip64=True) as archive:
                with vault.still() as database:
                    sums = {path.name: _put(archive, path, file) for path in (database, vault.folder / KEY_FILE)}
                archive.writestr(MANIFEST, json.dumps({**manifest, "files": sums}, ensure_ascii=False))
            file.flush()
            os.fsync(file.fileno())
            forget_in_memory(file)
        with ZipFile(part) as archive:
            if archive.testzip() is not None:
                raise OSError("what was written does not read back")
        part.replace(target)
        sync_folder(target.parent)
        return _told(target, {**manifest, "files": sums})
    except OSError as error:
        raise Refused(
            "backup_failed",
            say(
                "The backup was not made: {folder} cannot be written to, or is full. Choose another folder.",
                folder=str(target.parent),
            ),
        ) from error
    finally:
        _forget(part)


def _forget(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _put(archive: ZipFile, path: Path, out: BinaryIO) -> str:
    """Put a file into the archive, which is written to `out`; return its SHA-256.

    The sum is taken, and what was written goes to the disk, beside the writing: both let other threads run.
    """
    whole = hashlib.sha256()
    with (
        path.open("rb") as source,
        archive.open(path.name, "w", force_zip64=True) as target,
        ThreadPoolExecutor(2) as beside,
    ):
        on_disk = beside.submit(os.fsync, out.fileno())
        for nth, block in enumerate(iter(lambda: source.read(BLOCK), b""), 1):
            summed = beside.submit(whole.update, block)
            target.write(block)
            if nth % BLOCKS_A_SYNC == 0:
                on_disk.result()
                on_disk = beside.submit(os.fsync, out.fileno())
            summed.result()
        on_disk.result()
    return whole.hexdigest()


def read(file: Path) -> Backup:
    """Verify a backup and say what it holds. Raises Refused `backup_damaged`, `register_newer`."""
    try:
        return _told(file, _verify(file))
    except (OSError, BadZipFile, ValueError, KeyError, TypeError, NotImplementedError, RecursionError) as error:
        raise damaged(file) from error


def _told(file: Path, manifest: Mapping[str, Any]) -> Backup:
    return Backup(
        file,
        datetime.fromisoformat(manifest["at"]),
        str(manifest["office"]),
        int(manifest["people"]),
        int(manifest["change"]),
        str(manifest["changed"]),
        str(manifest["seal"]),
        str(manifest["files"][DATABASE]),
    )


def restore(file: Path, folder: Path, passphrase: str, user: str | None = None) -> Backup:
    """Put the register of a backup into a folder; one that is there already is kept aside beside it, never overwritten.

    The backup is verified first, and opened with the passphrase. Raises Refused: `backup_damaged`, `wrong_passphrase`,
    `folder_read_only`, `register_open_elsewhere`; then nothing was changed.
    """
    held = read(file)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".vaxdesk-", dir=folder.parent) as place:
            new = Path(place) / folder.name
            new.mkdir()
            with ZipFile(file) as archive:
                for part in PARTS:
                    with archive.open(part) as source, durably(new / part) as target:
                        _copy(source, target)
            _refuse_unopened(new, passphrase, user, file)
            if folder.exists() and any(folder.iterdir()):
                locked(folder).release()
                folder.rename(aside(folder))
            elif folder.exists():
                folder.rmdir()
            new.rename(folder)
    except OSError as error:
        raise Refused(
            "folder_read_only",
            say(
                "The folder of {name} cannot be written to: copy the register to a disk of this computer.",
                name=folder.name,
            ),
        ) from error
    return held


def aside(folder: Path) -> Path:
    """Where a register is kept when another one takes its place."""
    moment = f"{datetime.now():%Y%m%d-%H%M%S}"
    names = (
        folder.with_name(f"{folder.stem}-before-{moment}{nth}{folder.suffix}") for nth in ("", *map(str, range(2, 99)))
    )
    return next(name for name in names if not name.exists())


def damaged(file: Path) -> Refused:
    """The refusal of a file that is no backup, or not whole."""
    return Refused(
        "backup_damaged", say("{file} is damaged or is no backup of a register: choose another backup.", file=file.name)
    )


def _about(vault: Vault) -> Mapping[str, object]:
    changed = vault.db.conn.execute("SELECT coalesce(max(at), '') FROM changes").fetchone()[0]
    name = vault.db.conn.execute("SELECT coalesce(max(value), '') FROM settings WHERE name = 'office'").fetchone()[0]
    return {
        "format": FORMAT,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "office": name,
        "people": vault.db.conn.execute("SELECT count(*) FROM main.people").fetchone()[0],
        "change": last_change(vault.db),
        "changed": changed,
        "seal": head(vault.db) if "seals" in vault.db.table_names() else "",  # none in a register from before the chain
    }


def _verify(file: Path) -> dict[str, Any]:
    """Read every byte of it. Raises ValueError where it is not what its manifest says."""
    with ZipFile(file) as archive:
        listed = {entry.filename: entry for entry in archive.infolist()}
        if set(listed) != {*PARTS, MANIFEST} or listed[MANIFEST].file_size > LARGEST_MANIFEST:
            raise ValueError("parts")
        if any(entry.compress_type != ZIP_STORED for entry in listed.values()):
            raise ValueError("compressed")
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if manifest["format"] > FORMAT:
            raise Refused(
                "register_newer", say("A newer VaxDesk made this register: update this program, then open it.")
            )
        for part in PARTS:
            with archive.open(part) as stream:
                if _sum(stream) != manifest["files"][part]:
                    raise ValueError(part)
    return manifest


def _refuse_unopened(folder: Path, passphrase: str, user: str | None, file: Path) -> None:
    """Refuse a backup whose database its own key does not open, or does not hold together."""
    held, _ = keys.unlock((folder / KEY_FILE).read_bytes(), passphrase, user)
    try:
        connection = connect(folder / DATABASE, held[0])
        try:
            whole = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
            count_people(Register(connection))
        finally:
            connection.close()
    except sqlcipher.DatabaseError as error:
        raise damaged(file) from error
    if not whole:
        raise damaged(file)


def _copy(source: Any, target: BinaryIO) -> None:
    while block := source.read(BLOCK):
        target.write(block)


def _sum(stream: Any) -> str:
    whole = hashlib.sha256()
    while block := stream.read(BLOCK):
        whole.update(block)
    return whole.hexdigest()
