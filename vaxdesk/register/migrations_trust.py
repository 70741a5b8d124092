"""The steps of `migrations` about who may do what and what is on record; they follow those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .migrations import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database

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


@MIGRATIONS()
def seals(db: Database) -> None:
    """The chain over the record of changes (register.chain): nobody alters it, and edits go only with an erasure on record."""
    db.executescript(
        "CREATE TABLE seals (change_id INTEGER PRIMARY KEY REFERENCES changes, edits TEXT NOT NULL, digest TEXT NOT NULL) STRICT;"
        "CREATE TABLE erasures (change_id INTEGER PRIMARY KEY REFERENCES changes, "
        " by_change INTEGER NOT NULL REFERENCES changes) STRICT;"
        "CREATE TRIGGER seals_stay BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER seals_hold BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER erasures_hold BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER changes_stay BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER changes_hold BEFORE UPDATE ON changes WHEN EXISTS (SELECT 1 FROM seals WHERE change_id = old.id)"
        " BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER edits_hold BEFORE UPDATE ON edits BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER edits_stay BEFORE DELETE ON edits WHEN NOT EXISTS"
        " (SELECT 1 FROM erasures WHERE change_id = old.change_id) BEGIN SELECT RAISE(ABORT, 'on record'); END;"
    )


@MIGRATIONS()
def blanked(db: Database) -> None:
    """Changes whose words were deleted for good (register.chain): what is left of them has a digest of its own."""
    db.executescript(
        "CREATE TABLE blanked (change_id INTEGER PRIMARY KEY REFERENCES changes, by_change INTEGER NOT NULL REFERENCES changes,"
        " digest TEXT NOT NULL) STRICT;"
        "CREATE TRIGGER blanked_stay BEFORE DELETE ON blanked BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "CREATE TRIGGER blanked_hold BEFORE UPDATE ON blanked BEGIN SELECT RAISE(ABORT, 'on record'); END;"
        "DROP TRIGGER changes_hold;"
        "CREATE TRIGGER changes_hold BEFORE UPDATE ON changes WHEN EXISTS (SELECT 1 FROM seals WHERE change_id = old.id)"
        " AND NOT (new.about = '' AND (new.id, new.at, new.by, new.verb) = (old.id, old.at, old.by, old.verb)"
        " AND EXISTS (SELECT 1 FROM blanked WHERE change_id = old.id))"
        " BEGIN SELECT RAISE(ABORT, 'on record'); END;"
    )


@MIGRATIONS()
def guardians(db: Database) -> None:
    """Who answers for a child under 14, and when they consented (Personal Information Protection Law, article 31)."""
    db.executescript(
        "ALTER TABLE people ADD COLUMN guardian TEXT; ALTER TABLE people ADD COLUMN guardian_phone TEXT;"
        "ALTER TABLE people ADD COLUMN consent_on TEXT;"
    )


@MIGRATIONS()
def user_grids(db: Database) -> None:
    """The grids of whoever works in some of a village only."""
    db.executescript(
        "CREATE TABLE user_grids (user TEXT NOT NULL REFERENCES users, grid_id INTEGER NOT NULL REFERENCES grids,"
        " PRIMARY KEY (user, grid_id)) STRICT, WITHOUT ROWID;"
    )


@MIGRATIONS()
def row_seals(db: Database) -> None:
    """The digests of the rows of every fact (register.row_seals), and their sum in each seal."""
    db.executescript(
        "CREATE TABLE row_seals (name TEXT NOT NULL, block ANY NOT NULL, digests BLOB NOT NULL, PRIMARY KEY (name, block))"
        " STRICT, WITHOUT ROWID;"
        "ALTER TABLE seals ADD COLUMN rows TEXT;"
    )
