"""The end of a campaign: everything about persons is deleted, and the file rewritten; figures without persons stay."""

import zlib

from .chain import blank
from .database import Database

STAYS = frozenset({
    "settings", "changes", "seals", "row_seals", "erasures", "blanked", "campaigns", "villages", "users", "user_villages", "census",
    "quotas", "stages", "snapshots", "submissions", "submission_events", "prints",
})  # fmt: skip
"""The tables without persons. Whatever is not named here is deleted, so that a table that is added later is not forgotten."""
WORDS_STAY = (
    "retention",
    "purge",
    "user",
    "user_removed",
    "passphrase",
    "submit",
    "print",
    "sign_in",
    "sign_in_failed",
    "alarm",
    "alarm_settled",
    "sealed",
)
"""The verbs whose words on record are codes, days or names of users; those of all others may speak of a person, and go."""
FREE_WORDS = (
    ("prints", "reason"),
    ("prints", "recipient"),
    ("submission_events", "party"),
    ("submission_events", "note"),
)
"""What people wrote in words of their own beside figures that stay."""
NOBODY = zlib.compress(b"[]\n", 3)
"""What stands in a snapshot in place of its people (register.snapshots)."""


def personal(db: Database) -> dict[str, int]:
    """How many rows about persons each table holds; those without any are left out."""
    counted = {table: db.conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in _tables(db)}
    return {table: rows for table, rows in counted.items() if rows}


def purge(db: Database, change: int) -> None:
    """Delete everything about persons; call inside the transaction of the change, and `rewrite` after it."""
    db.conn.execute("PRAGMA defer_foreign_keys = ON")
    db.conn.execute("PRAGMA secure_delete = ON")
    db.conn.execute(
        "INSERT OR IGNORE INTO erasures (change_id, by_change) SELECT DISTINCT change_id, ? FROM edits", [change]
    )
    for table in _tables(db):
        db.conn.execute(f'DELETE FROM "{table}"')
    db.conn.execute("UPDATE snapshots SET people = ?", [NOBODY])
    for table, column in FREE_WORDS:
        db.conn.execute(f"UPDATE {table} SET {column} = ''")
    db.conn.execute(
        "UPDATE submissions SET manifest = json_remove(manifest, '$.self_check', '$.replaces.why') WHERE json_valid(manifest)"
    )
    left = blank(db, WORDS_STAY, change)
    db.conn.execute("UPDATE changes SET about = about || ' ' || ? WHERE id = ?", (left, change))
    db.conn.execute("DELETE FROM settings WHERE name IN ('judged', 'roll')")


def rewrite(db: Database) -> None:
    """Write the file anew, so that nothing deleted is left in it or in its log."""
    db.conn.execute("VACUUM")
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tables(db: Database) -> list[str]:
    rows = db.conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '#_sqlite%' ESCAPE '#'"
    )
    return sorted({name for (name,) in rows} - STAYS)
