"""The bare work of the database under this room, for the benchmarks to compare with: known rows, read or written."""

from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from .database import Database
from .people import fact_cursors

FILLED = (
    "villages", "households", "people", "documents", "doses", "exemptions", "sources", "source_rows", "findings",
    "edits", "person_keys",
)  # fmt: skip
"""Tables that an intake fills, those that others refer to first."""


class StoredTable(NamedTuple):
    """All rows of a table, in the order of its key, and the statement that writes one of them."""

    insert: str
    rows: Sequence[tuple[Any, ...]]


def stored(db: Database) -> list[StoredTable]:
    """Everything that intakes have brought."""
    changes = db.conn.execute("SELECT * FROM changes WHERE verb = 'intake'").fetchall()
    tables = [("changes", changes)]
    tables += [(table, db.conn.execute(f"SELECT * FROM {table}").fetchall()) for table in FILLED]
    return [
        StoredTable(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        for table, rows in tables
        if rows
    ]


def write(db: Database, tables: Sequence[StoredTable]) -> None:
    """Write rows as they are, in one transaction."""
    with db.atomic():
        for table in tables:
            db.conn.executemany(table.insert, table.rows)


def read_in_order(db: Database, campaign: str) -> None:
    """Read the facts that everybody is judged by, in the order the judge reads them."""
    for cursor in fact_cursors(db, campaign):
        deque(cursor, maxlen=0)


def group_standings(db: Database) -> None:
    """Count the cached standings by village, standing, detail and whether the day of completion is known."""
    db.conn.execute(
        "SELECT village_id, standing, detail, completed_on IS NULL, count(*) FROM standings GROUP BY 1, 2, 3, 4"
    ).fetchall()
