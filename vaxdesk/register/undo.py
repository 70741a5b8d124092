"""Taking a whole intake back: its facts go, what it edited returns to what stood there, and what people did since is kept."""

from typing import NamedTuple

from sqlite_utils import Database

from vaxdesk.rules.messages import Refused, say

from . import search
from .changes import EDITABLE, RECORDS, begin_change

OWNED = ("documents", "doses", "exemptions", "infections", "inclusions", "absences", "visits", "notes")
"""Tables of facts about a person."""


EDITED = {table: record for record, table in RECORDS.items()}
"""The word under which edits of a table are kept."""


class Undone(NamedTuple):
    """How many facts were taken back, how many stayed because somebody has built on them, and the people concerned."""

    undone: int
    kept: int
    people: list[int]


def undo(db: Database, change: int, by: str, verbs: frozenset[str]) -> Undone:
    """Take back a change of one of these verbs in one transaction. Raises Refused: `change_unknown`, `change_undone`."""
    row = db.conn.execute("SELECT verb FROM changes WHERE id = ?", [change]).fetchone()
    if row is None or row[0] not in verbs:
        raise Refused(
            "change_unknown",
            say("There is no change {number} that can be taken back: look it up in the list.", number=change),
        )
    if is_undone(db, change):
        raise Refused("change_undone", say("Change {number} was taken back already.", number=change))
    with db.atomic():
        begin_change(db, by, "undo", str(change))
        touched = sorted(_touched(db, change))
        search.forget(db, touched)
        back, stayed = _reverse_edits(db, change)
        gone, built_on = _people_of(db, change)
        removed = _remove_facts(db, change, gone) + _remove_people(db, gone)
        left = sorted(set(touched) - set(gone))
        search.remember(db, left)
    return Undone(back + removed, stayed + len(built_on), left)


def is_undone(db: Database, change: int) -> bool:
    """Whether the change was taken back."""
    return (
        db.conn.execute("SELECT 1 FROM changes WHERE verb = 'undo' AND about = ?", [str(change)]).fetchone() is not None
    )


def last_of(db: Database, by: str, verbs: frozenset[str]) -> tuple[int, str, str] | None:
    """The newest change of somebody that was not taken back: (id, verb, what about); None if there is none."""
    rows = db.conn.execute("SELECT id, verb, about FROM changes WHERE by = ? ORDER BY id DESC LIMIT 50", [by])
    return next((row for row in rows if row[1] in verbs and not is_undone(db, row[0])), None)


def _touched(db: Database, change: int) -> set[int]:
    """Everybody the change wrote about."""
    owners = " UNION ".join(f"SELECT person_id FROM {table} WHERE change_id = :change" for table in OWNED)
    rows = db.conn.execute(
        f"{owners} UNION SELECT id FROM people WHERE change_id = :change"
        " UNION SELECT record_id FROM edits WHERE record = 'person' AND change_id = :change"
        " UNION SELECT d.person_id FROM edits e JOIN doses d ON d.id = e.record_id"
        " WHERE e.record = 'dose' AND e.change_id = :change"
        " UNION SELECT x.person_id FROM edits e JOIN exemptions x ON x.id = e.record_id"
        " WHERE e.record = 'exemption' AND e.change_id = :change",
        {"change": change},
    )
    return {person for (person,) in rows if person is not None}


def _people_of(db: Database, change: int) -> tuple[list[int], list[int]]:
    """The people the change brought: those nobody has written about since, and the others."""
    later = " UNION ".join(f"SELECT person_id FROM {table} WHERE change_id <> :change" for table in OWNED)
    rows = db.conn.execute(
        f"SELECT id, id IN ({later} UNION SELECT record_id FROM edits WHERE record = 'person' AND change_id <> :change)"
        " FROM people WHERE change_id = :change",
        {"change": change},
    ).fetchall()
    return [id for id, used in rows if not used], [id for id, used in rows if used]


def _reverse_edits(db: Database, change: int) -> tuple[int, int]:
    """Put back what stood there, where nobody has changed it since: how many fields came back, how many stayed."""
    back = stayed = 0
    rows = db.conn.execute(
        "SELECT record, record_id, field, old, new FROM edits WHERE change_id = ? ORDER BY id DESC", [change]
    ).fetchall()
    for record, id, field, old, new in rows:
        table = RECORDS[record]
        if field not in EDITABLE[table]:
            raise ValueError(field)
        cursor = db.conn.execute(f"UPDATE {table} SET {field} = ? WHERE id = ? AND {field} IS ?", (old, id, new))
        back, stayed = back + cursor.rowcount, stayed + 1 - cursor.rowcount
    return back, stayed


def _remove_facts(db: Database, change: int, gone: list[int]) -> int:
    """Remove what the change wrote about people it did not bring, and everything about those who go."""
    removed = 0
    for table in OWNED:
        removed += db.conn.execute(
            f"DELETE FROM {table} WHERE change_id = :change AND person_id NOT IN (SELECT id FROM people WHERE change_id = :change)"
            " AND id NOT IN (SELECT record_id FROM edits WHERE record = :record AND change_id <> :change)",
            {"change": change, "record": EDITED.get(table)},
        ).rowcount
        db.conn.executemany(f"DELETE FROM {table} WHERE person_id = ?", [(person,) for person in gone])
    return removed


def _remove_people(db: Database, gone: list[int]) -> int:
    ids = [(id,) for id in gone]
    for sql in (
        "UPDATE source_rows SET person_id = NULL WHERE person_id = ?",
        "DELETE FROM edits WHERE record = 'person' AND record_id = ?",
        "DELETE FROM standings WHERE person_id = ?",
        "DELETE FROM people WHERE id = ?",
    ):
        db.conn.executemany(sql, ids)
    return len(ids)
