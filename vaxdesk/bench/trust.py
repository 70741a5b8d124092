"""What trust costs: a save, keying, an intake, a backup, the check, the passphrase, each beside the bare work."""

import hashlib
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ..actions import backups, canvass_desk, checking, editing, intake, plans, sheet_typing
from ..actions.office import Office
from ..actions.sheet_reading import read_sheet
from ..actions.sheet_saving import save_sheet
from ..register import keys, trust_limits
from ..register.durable import forget_in_memory
from ..register.vault import DATABASE, KEY_FILE
from .day import Case, Timed
from .ground import PASSPHRASE, Ground, copied, empty, opened

SAVES, HOUSEHOLDS = 200, 100
BLOCK = 1 << 20
UNLOCK = 0.65
"""Seconds in the middle of what a passphrase should cost; 0.3 to 1.0 is between 0.46 and 1.54 times that."""


def save_many(ground: Ground) -> Timed:
    """Save edits of people, one transaction each, encrypted and on record."""
    with copied(ground) as office:
        ids = [id for (id,) in office.db.conn.execute("SELECT id FROM people ORDER BY id LIMIT ?", [SAVES])]
        planned = [plans.change_person(office, id, {"phone": f"139{id:08}"}) for id in ids]
        start = perf_counter()
        for plan in planned:
            editing.carry_out(office, plan)
        return Timed((perf_counter() - start) / len(planned), {"saves": len(planned)})


def save_plainly(ground: Ground) -> Timed:
    """The same on a plain SQLite file without seals."""
    with copied(ground) as office, TemporaryDirectory(dir=ground.register.parent) as folder:
        ids = [id for (id,) in office.db.conn.execute("SELECT id FROM people ORDER BY id LIMIT ?", [SAVES])]
        planned = [plans.change_person(office, id, {"phone": f"139{id:08}"}) for id in ids]
        with trust_limits.plain(office.vault, Path(folder) / "plain.db"):
            start = perf_counter()
            for plan in planned:
                editing.carry_out(office, plan)
            return Timed((perf_counter() - start) / len(planned))


def key_in(ground: Ground) -> Timed:
    """Key households at the canvass desk, from opening to saving, encrypted and on record."""
    with copied(ground) as office:
        return _keyed(office, ground.on)


def key_in_plainly(ground: Ground) -> Timed:
    """The same on a plain SQLite file without seals."""
    with (
        copied(ground) as office,
        TemporaryDirectory(dir=ground.register.parent) as folder,
        trust_limits.plain(office.vault, Path(folder) / "plain.db"),
    ):
        return _keyed(office, ground.on)


def _keyed(office: Office, on: date) -> Timed:
    """The seconds of a household: it is opened, its first line is read and kept as a draft, then all of it is read and saved."""
    reader = canvass_desk.line_reader(office)
    walk = canvass_desk.walk(office, canvass_desk.villages_of(office)[0])[:HOUSEHOLDS]
    start = perf_counter()
    for household in walk:
        door = canvass_desk.open_household(office, household, on)
        typed = replace(door.typed, lines=("1 *0 &2",), visited_on=on.isoformat(), canvasser="A")
        read_sheet(office, door, typed, reader, on)
        draft = sheet_typing.keep(office, typed)
        save_sheet(office, door, replace(typed, lines=(*typed.lines, "0"), draft=draft), reader)
    return Timed((perf_counter() - start) / len(walk), {"households": len(walk)})


def take_in(ground: Ground) -> Timed:
    """Write a roster that was read, encrypted and on record."""
    with empty(ground) as office:
        change_set = intake.preview(office, [intake.Request(ground.roster)], ground.on)
        start = perf_counter()
        intake.commit(office, change_set)
        return Timed(perf_counter() - start, {"people": office.people})


def take_in_plainly(ground: Ground) -> Timed:
    """The same on a plain SQLite file without seals."""
    with empty(ground) as office, TemporaryDirectory(dir=ground.register.parent) as folder:
        change_set = intake.preview(office, [intake.Request(ground.roster)], ground.on)
        with trust_limits.plain(office.vault, Path(folder) / "plain.db"):
            start = perf_counter()
            intake.commit(office, change_set)
            return Timed(perf_counter() - start)


def back_up(ground: Ground) -> Timed:
    """Write a backup and read it back from the disk; the register itself is on the disk before."""
    with copied(ground) as office:
        with office.vault.still():
            pass
        start = perf_counter()
        made = backups.back_up(office, office.folder.parent / "one.vaxdesk-backup")
        return Timed(perf_counter() - start, {"people": made.people})


def copy_and_hash(ground: Ground) -> Timed:
    """Copy the file until it is on the disk, as a backup has to be, and read it from there once for its sum."""
    with TemporaryDirectory(dir=ground.register.parent) as folder:
        start = perf_counter()
        copy = shutil.copyfile(ground.register / DATABASE, Path(folder) / DATABASE)
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
            forget_in_memory(file)
        _sum(copy)
        return Timed(perf_counter() - start)


def check(ground: Ground) -> Timed:
    """Every seal, reference and link of the record, and the balance."""
    with opened(ground) as office:
        start = perf_counter()
        found = checking.check(office, ground.on)
        return Timed(perf_counter() - start, {"problems": len(found)})


def read_once(ground: Ground) -> Timed:
    """Read every row of the register once."""
    with opened(ground) as office:
        start = perf_counter()
        trust_limits.read_everything(office.db)
        return Timed(perf_counter() - start)


def unlock(ground: Ground) -> Timed:
    """From the passphrase to the data key."""
    content = (ground.register / KEY_FILE).read_bytes()
    start = perf_counter()
    keys.unlock(content, PASSPHRASE)
    return Timed(perf_counter() - start)


def _sum(path: Path) -> None:
    whole = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            whole.update(block)


TRUST_CASES = (
    Case("save", save_many, save_plainly, aim=1.3),
    Case("keying", key_in, key_in_plainly, aim=1.3),
    Case("intake-sealed", take_in, take_in_plainly, aim=1.3),
    Case("backup", back_up, copy_and_hash, aim=1.5),
    Case("check", check, read_once, aim=3.0),
    Case("unlock", unlock, UNLOCK, aim=1.54),
)
"""What must not be paid for trust."""
