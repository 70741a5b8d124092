"""Taking a whole intake back: its facts go, what it edited returns to what stood there, and what people did since is kept."""

from typing import NamedTuple

from sqlite_utils import Database

from vaxdesk.rules.messages import Refused, say

from . import search
from .changes import EDITABLE, RECORDS, begin_change

OWNED = ("documents", "doses", "exemptions", "infections", "inclusions", "absences", "visits", "notes")
"""Tables of facts about a person."""


class Undone(NamedTuple):
    """How many facts were taken back, how many stayed because somebody has built on them, and the people concerned."""

    undone: int
    kept: int
    people: list[int]


def undo(db: Database, change: int, by: str) -> Undone:
    """Take back an intake in one transaction. Raises Refused: `change_unknown`, `change_undone`."""
    row = db.conn.execute("SELECT verb FROM changes WHERE id = ?", [change]).fetchone()
    if row is None or row[0] != "intake":
        raise Refused(
            "change_unknown", say("There is no intake {number}: look it up in the list of intakes.", number=change)
        )
    if db.conn.execute("SELECT 1 FROM changes WHERE verb = 'undo' AND about = ?", [str(change)]).fetchone():
        raise Refused("change_undone", say("Intake {number} was taken back already.", number=change))
    with db.atomic():
        begin_change(db, by, "undo", str(change))
        back, stayed, touched = _reverse_edits(db, change)
        gone, built_on = _people_of(db, change)
        search.forget(db, gone)
        removed, owners = _remove_facts(db, change, gone)
        removed += _remove_people(db, gone)
    return Undone(back + removed, stayed + len(built_on), sorted((touched | owners) - set(gone)))


def _people_of(db: Database, change: int) -> tuple[list[int], list[int]]:
    """The people the change brought: those nobody has written about since, and the others."""
    later = " UNION ".join(f"SELECT person_id FROM {table} WHERE change_id <> :change" for table in OWNED)
    rows = db.conn.execute(
        f"SELECT id, id IN ({later} UNION SELECT record_id FROM edits WHERE record = 'person' AND change_id <> :change)"
        " FROM people WHERE change_id = :change",
        {"change": change},
    ).fetchall()
    return [id for id, used in rows if not used], [id for id, used in rows if used]


def _reverse_edits(db: Database, change: int) -> tuple[int, int, set[int]]:
    back = stayed = 0
    touched: set[int] = set()
    rows = db.conn.execute(
        "SELECT record, record_id, field, old, new FROM edits WHERE change_id = ? ORDER BY id DESC", [change]
    ).fetchall()
    for record, id, field, old, new in rows:
        table = RECORDS[record]
        if field not in EDITABLE[table]:
            raise ValueError(field)
        cursor = db.conn.execute(f"UPDATE {table} SET {field} = ? WHERE id = ? AND {field} IS ?", (old, id, new))
        if cursor.rowcount:
            back += 1
            if field == "phone":
                search.rekey_phone(db, id, new or "", old or "")
        else:
            stayed += 1
        owner = (
            id
            if record == "person"
            else db.conn.execute("SELECT person_id FROM doses WHERE id = ?", [id]).fetchone()[0]
        )
        touched.add(owner)
    return back, stayed, touched


def _remove_facts(db: Database, change: int, gone: list[int]) -> tuple[int, set[int]]:
    """Remove what the change wrote about people it did not bring, and everything about those who go."""
    removed = 0
    touched: set[int] = set()
    kept_owner = f"person_id NOT IN (SELECT id FROM people WHERE change_id = {int(change)})"
    for table in OWNED:
        rows = db.conn.execute(
            f"SELECT id, person_id FROM {table} WHERE change_id = ? AND {kept_owner}", [change]
        ).fetchall()
        touched.update(person for _, person in rows)
        db.conn.executemany(f"DELETE FROM {table} WHERE id = ?", [(id,) for id, _ in rows])
        removed += len(rows)
        db.conn.executemany(f"DELETE FROM {table} WHERE person_id = ?", [(person,) for person in gone])
    return removed, touched


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
