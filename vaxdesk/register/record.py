"""The record of changes as it is read: who did what, when, about whom, with what stood there before."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from .changes import begin_change, last_change
from .database import Database


class Entry(NamedTuple):
    """A change on record with its seal; `edits` are (record, id, field, before, after)."""

    id: int
    at: datetime
    by: str
    verb: str
    about: str
    digest: str
    edits: Sequence[tuple[str, int, str, str | None, str | None]] = ()


_ENTRIES = (
    "SELECT c.id, c.at, c.by, c.verb, c.about, coalesce(s.digest, '') FROM changes c"
    " LEFT JOIN seals s ON s.change_id = c.id"
)


def note(db: Database, by: str, verb: str, about: str = "") -> int:
    """Put on record that something was done which changes no fact (changes.GLANCES); return its number."""
    with db.atomic():
        return begin_change(db, by, verb, about)


def entries(
    db: Database, before: int | None = None, limit: int = -1, by: str | None = None, verb: str | None = None
) -> list[Entry]:
    """What is on record, newest first, without edits: `limit` entries older than the number `before`."""
    rows = db.conn.execute(
        f"{_ENTRIES} WHERE (:before IS NULL OR c.id < :before) AND (:by IS NULL OR c.by = :by)"
        " AND (:verb IS NULL OR c.verb = :verb) ORDER BY c.id DESC LIMIT :limit",
        {"before": before, "by": by, "verb": verb, "limit": limit},
    )
    return [_entry(row) for row in rows]


def last_moment(db: Database) -> datetime | None:
    """When a fact was last changed; None if never."""
    row = db.conn.execute("SELECT at FROM changes WHERE id = ?", [last_change(db)]).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def whole(db: Database) -> Iterator[Entry]:
    """Everything on record, oldest first, with edits."""
    for row in db.conn.execute(f"{_ENTRIES} ORDER BY c.id").fetchall():
        yield _entry(row)._replace(edits=edits_of(db, row[0]))


def edits_of(db: Database, change: int) -> list[tuple[str, int, str, str | None, str | None]]:
    """What a change edited: record, id, field, before, after."""
    return list(
        db.conn.execute(
            "SELECT record, record_id, field, old, new FROM edits WHERE change_id = ? ORDER BY id", [change]
        )
    )


def about_person(db: Database, person: int, changes: Sequence[int]) -> list[Entry]:
    """These changes, and who opened the person's record or asked for the whole number; newest first."""
    rows = db.conn.execute(
        f"{_ENTRIES} WHERE c.id IN (SELECT value FROM json_each(:changes)) OR (c.verb = 'open' AND c.about = :person)"
        " OR (c.verb = 'view' AND c.about >= :person || ' ' AND c.about < :person || '!') ORDER BY c.id DESC",
        {"changes": str(list(changes)), "person": str(person)},
    )
    return [_entry(row) for row in rows]


def _entry(row: Sequence[str]) -> Entry:
    id, at, by, verb, about, digest = row
    return Entry(int(id), datetime.fromisoformat(at), by, verb, about, digest)
