"""The bare work under trust, to compare with: the same register as a plain SQLite file without seals, and all of it read once."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .database import Database
from .driver import sqlcipher
from .vault import CACHE_KIB, CHECKPOINT_PAGES, Vault


@contextmanager
def plain(vault: Vault, path: Path) -> Iterator[None]:
    """Let the vault work on an unencrypted copy of its database whose transactions are not sealed, until the end of the block."""
    encrypted = vault.db
    encrypted.conn.execute("ATTACH DATABASE ? AS plain KEY ''", [str(path)])
    encrypted.conn.execute("SELECT sqlcipher_export('plain')")
    encrypted.conn.execute("DETACH DATABASE plain")
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for pragma in (
        f"cache_size = -{CACHE_KIB}",
        "temp_store = MEMORY",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    vault.db = Database(connection)  # type: ignore[assignment]  # one that seals nothing
    try:
        yield
    finally:
        connection.close()
        vault.db = encrypted


def read_everything(db: Database) -> None:
    """Read every row of every table."""
    for table in db.table_names():
        deque(db.conn.execute(f'SELECT * FROM "{table}"'), maxlen=0)
