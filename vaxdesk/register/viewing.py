"""Reading a register that somebody else has open, or whose folder lets nobody write.

Whoever reads works on a copy, encrypted by the same key, in a private folder among the system's temporary ones; it is as the
register was when it was opened, and goes when it is closed. What a program that was killed left behind goes with the next one.
What was looked at is written beside the register, and the next sign-in puts it on record.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.roles import reading_refused

from .changes import GLANCES
from .driver import sqlcipher
from .latest import FILE as LATEST
from .lines import read_lines, summed
from .trouble import READS_ONLY, unwritable
from .vault import DATABASE, KEY_FILE, LOCK, Vault, connect, let_in, locked, opened, require_register

PREFIX = "vaxdesk-view-"
READINGS = "readings"
"""The file beside the register: a line of JSON for each thing looked at, [when, by whom, verb, about]."""
ON_RECORD = ("sign_in", "open")
"""The verbs that a line of it may have."""
COPIED = (DATABASE, f"{DATABASE}-wal", KEY_FILE, LATEST)


class Reading(NamedTuple):
    """Something that was looked at: when, by whom, the verb, and what about, as a change has them."""

    at: str
    by: str
    verb: str
    about: str


class View(Vault):
    """A copy of a register, to be read; `home` is the folder it was made from."""

    def report(self, verb: str, about: str = "") -> None:
        """Tell the register itself what was looked at; nothing can be told to a folder that lets nobody write."""
        line = json.dumps([datetime.now(UTC).isoformat(timespec="seconds"), self.user, verb, about], ensure_ascii=False)
        with suppress(OSError), (self.home / READINGS).open("ab") as file:
            file.write(summed(line))

    def _keep(self, content: bytes) -> None:
        """Keys of a copy are nobody's keys."""
        raise reading_refused()

    def close(self) -> None:
        """Close the copy and delete it; of a reader, its connection only."""
        super().close()
        if not self.reads_only:
            shutil.rmtree(self.folder, ignore_errors=True)


def open_view(folder: Path, passphrase: str, user: str | None = None) -> View:
    """Open a register to read it, as it is now.

    Raises Refused: `not_a_register`, `network_share`, `wrong_passphrase`, `try_later`, `register_newer`, `register_damaged`,
    `register_busy` (it was written to all the while), `disk_full`.
    """
    require_register(folder)
    held, name = let_in(folder, passphrase, user)
    _sweep()
    place = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with _at_rest(folder, held):
            for each in COPIED:
                if (folder / each).exists():
                    shutil.copyfile(folder / each, place / each)
        view = opened(place, held, name, locked(place), View)
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise unwritable(place) from error
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    view.home = folder
    verbs = ", ".join(f"'{verb}'" for verb in GLANCES)
    view.db.conn.execute(
        f"CREATE TRIGGER reads_only BEFORE INSERT ON changes WHEN new.verb NOT IN ({verbs})"
        f" BEGIN SELECT RAISE(ABORT, '{READS_ONLY}'); END"
    )
    return view


def readings(folder: Path) -> tuple[list[Reading], int]:
    """What was looked at since the last sign-in, oldest first, and how many lines are damaged."""
    return read_lines(folder / READINGS, _reading)


def _reading(text: str) -> Reading:
    at, by, verb, about = map(str, json.loads(text))
    if verb not in ON_RECORD:
        raise ValueError(verb)
    return Reading(datetime.fromisoformat(at).isoformat(), by, verb, about)


def forget_readings(folder: Path) -> None:
    """They are on record now."""
    (folder / READINGS).unlink(missing_ok=True)


@contextmanager
def _at_rest(folder: Path, held: list[bytes]) -> Iterator[None]:
    """Nobody writes to the register until the end of the block.

    Where its folder lets nobody write, no lock can be taken there either: then the files must be the same after it as before.
    """
    for key in held:
        try:
            connection = connect(folder / DATABASE, key)
            break
        except sqlcipher.DatabaseError:
            continue
    else:
        before = _sizes(folder)
        yield
        if _sizes(folder) != before:
            raise Refused("register_busy", say("The register is being written to just now: try again in a moment."))
        return
    with closing(connection):
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlcipher.OperationalError as error:
            raise Refused(
                "register_busy", say("The register is being written to just now: try again in a moment.")
            ) from error
        yield
        connection.execute("ROLLBACK")


def _sizes(folder: Path) -> list[tuple[int, int]]:
    stats = [(folder / each).stat() for each in COPIED if (folder / each).exists()]
    return [(stat.st_size, stat.st_mtime_ns) for stat in stats]


def _sweep() -> None:
    """Delete the copies that nobody has open any more."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = FileLock(place / LOCK)
        with suppress(OSError, Timeout):
            lock.acquire(timeout=0)
            lock.release()
            shutil.rmtree(place, ignore_errors=True)
