"""The steps of `migrations` about who may do what and what is on record; they follow those."""

from sqlite_utils import Database

from .migrations import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def users(db: Database) -> None:
    """Role and villages of whoever works with the register; one without any users belongs to everybody who has a passphrase."""
    db.executescript(
        "CREATE TABLE users (name TEXT PRIMARY KEY, role TEXT NOT NULL, everywhere INTEGER NOT NULL,"
        " change_id INTEGER NOT NULL REFERENCES changes) STRICT, WITHOUT ROWID;"
        "CREATE TABLE user_villages (user TEXT NOT NULL REFERENCES users, village_id INTEGER NOT NULL REFERENCES villages,"
        " PRIMARY KEY (user, village_id)) STRICT, WITHOUT ROWID;"
    )
