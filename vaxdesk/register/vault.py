"""The register folder: how it is made, opened, locked against a second program, and closed.

A register is a folder NAME.vaxdesk with `register.db` (SQLCipher), `key.json` (the sealed keys), `lock`, and while it is open
`holder`: by whom and since when.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from filelock import FileLock, Timeout

from vaxdesk.rules.messages import Refused, say

from . import attempts, keys
from .alarms import raise_alarm
from .chain import Register
from .database import Database
from .driver import sqlcipher
from .durable import durably
from .latest import Latest, missed
from .lines import read_lines, summed
from .settings import read_setting, write_setting
from .shares import on_share
from .trouble import explained, gone, unwritable, which
from .unlocking import unlocked
from .upgrading import bring_up_to_date

__all__ = ["Database", "Vault", "connect", "create", "open_vault"]

SUFFIX = ".vaxdesk"
DATABASE, KEY_FILE, LOCK, HOLDER = "register.db", "key.json", "lock", "holder"
KEY_SUM = "key file"
"""The setting with the SHA-256 of the key file."""
CACHE_KIB = 64 * 1024
"""Page cache: loading 100,000 people takes a sixth of the time it takes with SQLite's default of 2 MiB."""
READER_CACHE_KIB = 16 * 1024
"""Page cache of a reader: it reads in long runs or a page of a list, and gains nothing from more."""
STATEMENTS = 1024
"""Statements a connection keeps ready. Its cache drops the newest once it is full: with the default of 100, which opening
fills, every statement of every save is made anew, which doubles its time."""

CHECKPOINT_PAGES = 16 * 1024
"""Pages of the write-ahead log (64 MiB) before it is worked into the database: with SQLite's default of 1,000 the standings
of a new day are written twice while somebody waits."""


class Vault:
    """An open register folder: the database connection, who opened it, and the lock that keeps others out.

    The connection is used by one thread at a time. Use as a context manager, or call `close`. `reads_only`: it was made by
    `reader`, and every write on it fails. `home`: the register's own folder, also where this is a copy for reading.
    """

    def __init__(self, folder: Path, db: Register, user: str, data_key: bytes, lock: FileLock | None) -> None:
        self.folder = self.home = folder
        self.db = db
        self.user = db.user = user
        self.reads_only = lock is None
        self._data_key = bytearray(data_key)
        self._lock = lock
        self._file = which(folder / DATABASE)

    def require_there(self) -> None:
        """Raises Refused `register_gone` where the open file is not the one in the folder any more.

        Where a system lets an open file be deleted or moved, what is written goes with it and nobody would notice.
        """
        if self._file is None or which(self.folder / DATABASE) != self._file:
            raise gone(self.folder)

    def reader(self) -> Self:
        """A second connection that reads while this one writes: it sees each change whole, as soon as it is committed.

        It may be asked for and used by another thread, one at a time; read every cursor to its end, because an open one keeps
        the log of writes from being worked in. Close it before this vault.
        """
        connection = connect(self.folder / DATABASE, bytes(self._data_key))
        connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KIB}")
        connection.execute("PRAGMA query_only = ON")
        beside = type(self)(self.folder, Register(connection), self.user, bytes(self._data_key), None)
        beside.home = self.home
        return beside

    def close(self) -> None:
        """Close the database and let others in; of a reader, its connection only."""
        self.db.conn.close()
        if self.db.latest is not None:
            self.db.latest.close()
        self._data_key[:] = bytes(len(self._data_key))
        if self._lock is not None:
            with suppress(OSError):  # a disk that was pulled
                (self.folder / HOLDER).unlink(missing_ok=True)
            self._lock.release()

    @contextmanager
    def still(self) -> Iterator[Path]:
        """The database file, whole and at rest until the end of the block. Raises Refused `register_busy`."""
        busy, *_ = self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Refused("register_busy", say("The register is being read just now: try again in a moment."))
        self.db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self.folder / DATABASE
        finally:
            self.db.conn.execute("ROLLBACK")

    def report(self, verb: str, about: str = "") -> None:
        """Where this is a copy for reading: tell the register itself what was looked at (viewing.View)."""

    def users(self) -> list[str]:
        """The names of those who have a passphrase."""
        return keys.names(self._key_file())

    def confirm(self, passphrase: str) -> None:
        """Raise Refused, `wrong_passphrase` or `try_later`, unless this is the passphrase of whoever opened the register."""
        let_in(self.home, passphrase, self.user)

    def set_passphrase(self, user: str, passphrase: str) -> None:
        """Let a user in by this passphrase from now on. Raises Refused `passphrase_weak`."""
        keys.refuse_weak(passphrase)
        self._keep(keys.with_user(self._key_file(), bytes(self._data_key), passphrase, user))
        note_keys(self.folder, self.db)

    def shut_out(self, user: str) -> None:
        """Let a user in no more. Whoever copied the key before keeps it: `renew_key` comes after it."""
        self._keep(keys.without_user(self._key_file(), user))
        note_keys(self.folder, self.db)

    def make_recovery(self) -> str:
        """The code of a new recovery sheet; an older sheet opens nothing any more."""
        content, code = keys.with_recovery(self._key_file(), bytes(self._data_key))
        self._keep(content)
        note_keys(self.folder, self.db)
        return code

    def has_recovery(self) -> bool:
        """Whether there is a recovery sheet."""
        return keys.has_recovery(self._key_file())

    def renew_key(self) -> None:
        """Encrypt the whole register with a new data key, for the same users. Raises Refused: `sign_in_first`, `register_busy`.

        If the power goes in between, the key file holds both keys until the database is the new one.
        """
        new_key, both = keys.renewed(self._key_file())
        copy = self.folder / f"{DATABASE}.new"
        copy.unlink(missing_ok=True)
        with self.still():
            pass
        self.db.conn.execute(f"ATTACH DATABASE ? AS anew KEY \"x'{new_key.hex()}'\"", [str(copy)])
        self.db.conn.execute("SELECT sqlcipher_export('anew')")
        self.db.conn.execute("DETACH DATABASE anew")
        self._keep(both)
        self.db.conn.close()
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        copy.replace(self.folder / DATABASE)
        self._keep(keys.settled(both))
        self._data_key[:] = new_key
        self._file = which(self.folder / DATABASE)
        self.db.conn = connect(self.folder / DATABASE, new_key)
        self.db.watch()
        note_keys(self.folder, self.db)

    @property
    def keys_as_written(self) -> bool:
        """Whether the key file is the one that was written last, to the byte."""
        return read_setting(self.db, KEY_SUM) == hashlib.sha256(self._key_file()).hexdigest()

    def _key_file(self) -> bytes:
        return (self.folder / KEY_FILE).read_bytes()

    def _keep(self, content: bytes) -> None:
        with durably(self.folder / KEY_FILE) as file:
            file.write(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create(folder: Path, passphrase: str, user: str, *, invented: bool = False) -> Vault:
    """Make an empty register. Raises Refused: `register_exists`, `passphrase_weak`, `folder_read_only`.

    `invented`: it will hold invented people only, so that a passphrase everybody knows is good enough.
    """
    if not invented:
        keys.refuse_weak(passphrase)
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise Refused(
            "register_exists",
            say("{name} is there already: choose another name, or open it.", name=folder.name),
        )
    _refuse_share(folder)
    data_key, key_file = keys.new_key_file(passphrase, user)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with durably(folder / KEY_FILE) as file:
            file.write(key_file)
    except OSError as error:
        raise unwritable(folder) from error
    return opened(folder, [data_key], user, locked(folder), Vault)


def open_vault(
    folder: Path, passphrase: str, user: str | None = None, before_upgrade: Callable[[Vault], None] | None = None
) -> Vault:
    """Open a register, and bring it up to this program; `before_upgrade` is called before anything of it is changed.

    Raises Refused and changes nothing: `not_a_register`, `network_share`, `wrong_passphrase`, `try_later`,
    `register_open_elsewhere`, `register_newer`, `register_damaged`, `folder_read_only`.
    """
    require_register(folder)
    held, name = let_in(folder, passphrase, user)
    return opened(folder, held, name, locked(folder), Vault, before_upgrade)


def require_register(folder: Path) -> None:
    """Raises Refused `not_a_register`, `network_share` for a folder that cannot be opened."""
    if not (folder / DATABASE).is_file():
        raise Refused(
            "not_a_register",
            say(
                "{name} is not a VaxDesk register: choose a folder whose name ends in {suffix}.",
                name=folder.name,
                suffix=SUFFIX,
            ),
        )
    _refuse_share(folder)


def let_in(folder: Path, passphrase: str, user: str | None) -> tuple[list[bytes], str]:
    """The keys and the name of whoever the passphrase belongs to; a wrong one is counted, and after some one has to wait.

    Raises Refused: `wrong_passphrase`, `try_later`, `register_damaged`.
    """
    try:
        key_file = (folder / KEY_FILE).read_bytes()
    except OSError as error:
        raise keys.damaged_key_file() from error
    attempts.refuse_in_haste(folder)
    try:
        return unlocked(key_file, passphrase, user)
    except Refused as refused:
        if refused.code == "wrong_passphrase":
            attempts.note_failure(folder)
        raise


Kind = TypeVar("Kind", bound=Vault)


def opened(
    folder: Path,
    held: Sequence[bytes],
    user: str,
    lock: FileLock,
    kind: type[Kind],
    before_upgrade: Callable[[Vault], None] | None = None,
) -> Kind:
    """The vault of a locked folder, its database brought up to date; `held` are the keys of which one opens it.

    Raises Refused: `register_newer`, `register_damaged`, `disk_full`, `folder_read_only`; then the lock is given up.
    """
    connection: Any = None
    try:
        data_key = _fitting(folder, held)
        connection = connect(folder / DATABASE, data_key)
        db = Register(connection)
        wrong = missed(db, folder)
        vault = kind(folder, db, user, data_key, lock)
        bring_up_to_date(db, lambda: before_upgrade(vault) if before_upgrade else None)
        if len(held) > 1 or not read_setting(db, KEY_SUM):
            note_keys(folder, db)
        if wrong:
            with db.atomic():
                raise_alarm(db, user, wrong)
        db.latest = Latest(folder, db)
    except BaseException as error:
        if connection is not None:
            connection.close()
        lock.release()
        told = explained(error, folder)
        if told is not None:
            raise told from error
        raise
    (folder / HOLDER).write_bytes(summed(f"{datetime.now():%Y-%m-%d %H:%M} {user}"))
    return vault


def note_keys(folder: Path, db: Database) -> None:
    """Note in the register which key file belongs to it, so that a byte that was changed is found by the check."""
    write_setting(db, KEY_SUM, hashlib.sha256((folder / KEY_FILE).read_bytes()).hexdigest())


def names(folder: Path) -> list[str]:
    """Who may open the register in a folder; nobody where there is none. Raises Refused `register_damaged`, `register_newer`."""
    path = folder / KEY_FILE
    return keys.names(path.read_bytes()) if path.is_file() else []


def _fitting(folder: Path, held: Sequence[bytes]) -> bytes:
    """The key that opens the database; where the power went while it was renewed, the key file is brought to its end."""
    for data_key in held[1:]:
        if _opens(folder / DATABASE, data_key):
            with durably(folder / KEY_FILE) as file:
                file.write(keys.settled((folder / KEY_FILE).read_bytes()))
            return data_key
    return held[0]


def _opens(path: Path, data_key: bytes) -> bool:
    """Whether a key opens the database."""
    try:
        connect(path, data_key).close()
    except sqlcipher.DatabaseError:
        return False
    return True


def connect(path: Path, data_key: bytes) -> Any:
    """Open the database with its raw key: foreign keys on, WAL, synchronous=FULL, temporary tables in memory only.

    What a REPLACE deletes is deleted for the triggers too.
    """
    connection = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # its own lines on standard error tell nobody what to do
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_share(folder: Path) -> None:
    if on_share(folder):
        raise Refused(
            "network_share",
            say(
                "{name} lies on a drive of another computer, where its data can be torn apart: copy the folder to a disk of this "
                "computer.",
                name=folder.name,
            ),
        )


def locked(folder: Path) -> FileLock:
    """Keep every other program out of a folder. Raises Refused: `register_open_elsewhere`, `folder_read_only`."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused(
            "register_open_elsewhere",
            say(
                "{name} is open in another window or on another computer ({holder}): close it there first, or open it for "
                "reading only.",
                name=folder.name,
                holder=_holder(folder),
            ),
        ) from error
    except OSError as error:
        raise unwritable(folder) from error
    return lock


def _holder(folder: Path) -> str:
    """Since when and by whom the register is open, as far as that can be read."""
    told, _ = read_lines(folder / HOLDER, str)
    return told[0] if told else "?"
