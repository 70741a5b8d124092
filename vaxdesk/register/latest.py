"""The file that says which change was saved last, beside the database: a save that is gone from it is missed.

SQLite takes a write-ahead log up to its first frame that does not fit its sum, and drops what comes after without a word: that is
right where the power went while it was written, and loses saves where a byte of it was altered later. So every change
that is committed is noted here, without waiting for the disk: the note is never newer on the disk than the database, and where the
power takes it with it, it is an older one. A register that was put back from a backup has no note, and begins one.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from .database import Database
from .durable import durably
from .lines import read_lines, summed

FILE = "latest"
DIGITS = 12
"""Of the number of a change."""


class Latest:
    """The open file; `note` is called after a commit. All notes are of one length, and each takes the place of the one before."""

    def __init__(self, folder: Path, db: Database) -> None:
        """Begin with what stands in the database. Raises OSError."""
        path = folder / FILE
        self._change, seal = _last(db)
        with durably(path) as file:
            file.write(_line(self._change, seal))
        self._file = path.open("rb+", buffering=0)

    def note(self, change: int, seal: str) -> None:
        """Note the last change, unless it is noted already. What was saved is saved, whether it can be noted or not."""
        if change != self._change:
            self._change = change
            with suppress(OSError):
                self._file.seek(0)
                self._file.write(_line(change, seal))

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):
            self._file.close()


def missed(db: Database, folder: Path) -> str:
    """What is wrong with a database that was just opened, as an alarm (register.alarms) has it; "" if nothing is."""
    lines, damaged = noted(folder)
    if damaged:
        return f"damaged {FILE}"
    if not lines:
        return ""
    change, seal, until = lines[-1]
    if "seals" not in db.table_names():
        return "exchanged"
    there = db.conn.execute("SELECT digest FROM seals WHERE change_id = ?", [change]).fetchone()
    if there is not None:
        return "" if there[0] == seal else "exchanged"
    last, _ = _last(db)
    since = db.conn.execute("SELECT max(at) FROM changes WHERE id = ?", [last]).fetchone()[0] or until
    return f"lost {change - last} {since} {until}"


def noted(folder: Path) -> tuple[list[tuple[int, str, str]], int]:
    """The number of the change that was noted last, its seal and its moment, and how many lines are damaged."""
    return read_lines(folder / FILE, _noted)


def _noted(text: str) -> tuple[int, str, str]:
    change, seal, until = text.split()
    if not (change.isascii() and change.isdigit() and len(change) == DIGITS):
        raise ValueError("change")
    return int(change), seal, datetime.fromisoformat(until).isoformat()


def _last(db: Database) -> tuple[int, str]:
    row = db.conn.execute("SELECT change_id, digest FROM seals ORDER BY change_id DESC LIMIT 1").fetchone()
    return row or (0, "-")


def _line(change: int, seal: str) -> bytes:
    return summed(f"{change:0{DIGITS}} {seal:64} {datetime.now(UTC).isoformat(timespec='seconds')}")
