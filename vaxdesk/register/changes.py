"""The record of changes: every row of a fact names one, and it says who wrote it, when, and by what verb."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from vaxdesk.rules.matching import FieldChange

from .database import Database

RECORDS = {
    "person": "people", "dose": "doses", "exemption": "exemptions", "document": "documents", "household": "households",
    "visit": "visits", "note": "notes", "appointment": "appointments", "assignment": "assignments",
    "tag": "tags",
}  # fmt: skip
"""What a FieldChange may speak of, and the table it stands in."""

EDITABLE = {
    "people": frozenset({"name", "sex", "birth", "phone", "residence", "arrived_on", "departure", "left_on", "reason", "reason_on",
                         "household_id", "village_id", "relation", "unit", "guardian", "guardian_phone", "consent_on"}),
    "doses": frozenset({"number", "given_on", "product", "site", "evidence", "voided"}),
    "exemptions": frozenset({"cause", "institution", "level", "issued_on", "valid_until", "voided"}),
    "documents": frozenset({"kind", "number"}),
    "households": frozenset({"address", "code", "grid_id"}),
    "visits": frozenset({"household_id"}),
    "notes": frozenset({"household_id"}),
    "appointments": frozenset({"booked_on", "site", "kind", "state"}),
    "assignments": frozenset({"ended_on"}),
    "tags": frozenset({"voided"}),
}  # fmt: skip


def begin_change(db: Database, by: str, verb: str, about: str = "", at: str = "") -> int:
    """Note a change and return its id; call inside the transaction of the change. `at`: ISO 8601, now if left out."""
    at = at or datetime.now(UTC).isoformat(timespec="seconds")
    cursor = db.conn.execute("INSERT INTO changes (at, by, verb, about) VALUES (?, ?, ?, ?)", (at, by, verb, about))
    return int(cursor.lastrowid or 0)


GLANCES = (
    "sign_in", "sign_in_failed", "view", "open", "print", "backup", "record", "user", "user_removed", "passphrase", "recovery",
    "recovery_dropped", "rekey", "alarm", "alarm_settled", "upkeep", "sealed",
)  # fmt: skip
"""The verbs that are on record and change no fact: what is known of the register stays true after them."""
_WRITING = "verb NOT IN ('" + "', '".join(GLANCES) + "')"


def last_change(db: Database) -> int:
    """The id of the last change of a fact; 0 where there was none."""
    row = db.conn.execute(f"SELECT id FROM changes WHERE {_WRITING} ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else 0


def next_change(db: Database, change: int) -> int | None:
    """The first change of a fact after another one; None if there is none."""
    row = db.conn.execute(
        f"SELECT id FROM changes WHERE id > ? AND {_WRITING} ORDER BY id LIMIT 1", [change]
    ).fetchone()
    return row[0] if row else None


MOST_NOTED = 1000
"""With more people than this a change does not list them: its facts name it, and a list for the supervisor must fit its cell."""


def note_people(db: Database, change: int, people: Sequence[int]) -> None:
    """Note whom an edit is about that was begun before they were known; call inside its transaction."""
    db.conn.execute("UPDATE changes SET about = ? WHERE id = ?", (noted(people), change))


def noted(people: Sequence[int]) -> str:
    """What an edit is about, where it is about these people (begin_change); nothing where they are many."""
    return " ".join(map(str, people)) if len(people) <= MOST_NOTED else ""


def people_noted(about: str) -> list[int]:
    """The people an edit is about, from what was noted; nobody where they were too many."""
    return [int(person) for person in about.split()]


def last_of(db: Database, by: str, verbs: frozenset[str]) -> tuple[int, str, str] | None:
    """The newest change of somebody that was not taken back: (id, verb, what about); None if there is none."""
    row = db.conn.execute(
        "SELECT id, verb, about FROM changes c WHERE by = ? AND verb IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM changes u WHERE u.verb = 'undo' AND u.about = CAST(c.id AS TEXT))"
        " ORDER BY id DESC LIMIT 1",
        [by, json.dumps(sorted(verbs))],
    ).fetchone()
    return None if row is None else (int(row[0]), row[1], row[2])


def apply_edits(db: Database, change_id: int, edits: Iterable[FieldChange]) -> None:
    """Write single fields, one after the other, and keep what stood there before.

    Raises ValueError for a field that must not be edited.
    """
    for edit in edits:
        table = RECORDS[edit.record]
        if edit.field not in EDITABLE[table]:
            raise ValueError(edit.field)
        new = as_stored(edit.new)
        (there,) = db.conn.execute(f"SELECT {edit.field} FROM {table} WHERE id = ?", [edit.id]).fetchone()
        db.conn.execute(f"UPDATE {table} SET {edit.field} = ? WHERE id = ?", (new, edit.id))
        db.conn.execute(
            "INSERT INTO edits (change_id, record, record_id, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
            (change_id, edit.record, edit.id, edit.field, as_stored(there), new),
        )


def as_stored(value: object) -> str | None:
    """A value as it stands in the register: days as ISO text, nothing as NULL (a sex may be empty, not NULL)."""
    return None if value is None else str(value)
