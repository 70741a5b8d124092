"""What was taken in so far, and where a value of the register came from."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from .changes import EDITABLE, RECORDS
from .database import Database


class Intake(NamedTuple):
    """One intake: its change, when and by whom, its files, its rows of data, and whether it was taken back."""

    change: int
    at: datetime
    by: str
    files: tuple[str, ...]
    rows: int
    undone: bool


class Origin(NamedTuple):
    """Who wrote a value: by which verb and when; from which row of which file, where it came with one ("" and 0 otherwise)."""

    verb: str
    by: str
    at: datetime
    file: str
    sheet: str
    row: int


def intakes(db: Database) -> list[Intake]:
    """Every intake, the newest first."""
    rows = db.conn.execute(
        "SELECT c.id, c.at, c.by,"
        " (SELECT count(*) FROM sources s JOIN source_rows r ON r.source_id = s.id WHERE s.change_id = c.id),"
        " EXISTS (SELECT 1 FROM changes u WHERE u.verb = 'undo' AND u.about = CAST(c.id AS TEXT))"
        " FROM changes c WHERE c.verb = 'intake' ORDER BY c.id DESC"
    ).fetchall()
    files: dict[int, tuple[str, ...]] = {}
    for change, file in db.conn.execute("SELECT change_id, file FROM sources ORDER BY id"):
        files[change] = (*files.get(change, ()), file)
    return [
        Intake(change, datetime.fromisoformat(at), by, files.get(change, ()), count, bool(undone))
        for change, at, by, count, undone in rows
    ]


def origin(db: Database, person: int, record: str, id: int, field: str) -> Origin | None:
    """Who wrote the value that stands in a field of a person's record now; None if there is no such record.

    Raises ValueError for a field that is never edited.
    """
    table = RECORDS[record]
    if field not in EDITABLE[table]:
        raise ValueError(field)
    row = db.conn.execute(
        "SELECT coalesce((SELECT e.change_id FROM edits e WHERE e.record = ? AND e.record_id = ? AND e.field = ?"
        " AND NOT EXISTS (SELECT 1 FROM changes u WHERE u.verb = 'undo' AND u.about = CAST(e.change_id AS TEXT))"
        f" ORDER BY e.id DESC LIMIT 1), (SELECT change_id FROM {table} WHERE id = ?))",
        [record, id, field, id],
    ).fetchone()
    return None if row[0] is None else next(_origins(db, row[0], person))


def _origins(db: Database, change: int, person: int) -> Iterator[Origin]:
    rows = db.conn.execute(
        "SELECT c.verb, c.by, c.at, coalesce(s.file, ''), coalesce(r.sheet, ''), coalesce(r.row, 0) FROM changes c"
        " LEFT JOIN (source_rows r JOIN sources s ON s.id = r.source_id) ON r.person_id = :person AND s.change_id = c.id"
        " WHERE c.id = :change ORDER BY s.id, r.row",
        {"person": person, "change": change},
    )
    return (Origin(verb, by, datetime.fromisoformat(at), *where) for verb, by, at, *where in rows)
