"""Everything the register has on one person, each thing with the change that recorded it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from .changes import begin_change
from .database import Database

_EDITS = "SELECT e.id, e.change_id, e.record, e.record_id, e.field, {old} AS old, {new} AS new FROM edits e"


def _in_words(column: str) -> str:
    """A household as its address, a village as its name."""
    return (
        f"CASE e.field WHEN 'household_id' THEN (SELECT address FROM households WHERE id = CAST(e.{column} AS INTEGER))"
        f" WHEN 'village_id' THEN (SELECT name FROM villages WHERE id = CAST(e.{column} AS INTEGER)) ELSE e.{column} END"
    )


_EDITED = _EDITS.format(old=_in_words("old"), new=_in_words("new"))

QUERIES: Mapping[str, str] = {
    "person": "SELECT id, change_id FROM people WHERE id = :person",
    "dose": "SELECT id, change_id, number, given_on, product, site, evidence, voided FROM doses WHERE person_id = :person",
    "exemption": "SELECT id, change_id, kind, cause, institution, level, issued_on, valid_until, voided FROM exemptions"
    " WHERE person_id = :person",
    "absence": "SELECT id, change_id, category, province, city, county, address, since FROM absences WHERE person_id = :person",
    "visit": "SELECT id, change_id, visited_on, outcome, next_on, who FROM visits WHERE person_id = :person UNION"
    " SELECT v.id, v.change_id, v.visited_on, v.outcome, v.next_on, v.who FROM visits v"
    " JOIN people p ON p.household_id = v.household_id"
    " WHERE p.id = :person AND v.person_id IS NULL",
    "contact": "SELECT id, change_id, contacted_on, way, answer, who, again_on FROM contacts WHERE person_id = :person",
    "appointment": "SELECT id, change_id, booked_on, site, kind, state FROM appointments WHERE person_id = :person",
    "note": "SELECT id, change_id, text FROM notes WHERE person_id = :person",
    "edit": f"{_EDITED} WHERE e.record = 'person' AND e.record_id = :person"
    f" UNION ALL {_EDITED} JOIN doses d ON e.record = 'dose' AND e.record_id = d.id AND d.person_id = :person"
    f" UNION ALL {_EDITED} JOIN exemptions x ON e.record = 'exemption' AND e.record_id = x.id AND x.person_id = :person"
    f" UNION ALL {_EDITED} JOIN appointments a ON e.record = 'appointment' AND e.record_id = a.id AND a.person_id = :person"
    f" UNION ALL {_EDITED} JOIN documents n ON e.record = 'document' AND e.record_id = n.id AND n.person_id = :person"
    f" UNION ALL {_EDITED} JOIN people p ON e.record = 'household' AND e.record_id = p.household_id AND p.id = :person",
    "import": "SELECT s.id, s.change_id, s.file, s.stated_on, r.sheet, r.row, r.outcome FROM source_rows r"
    " JOIN sources s ON s.id = r.source_id WHERE r.person_id IN (WITH RECURSIVE entries (id) AS (VALUES (CAST(:person AS INTEGER))"
    " UNION SELECT dropped FROM merges JOIN entries ON kept = entries.id) SELECT id FROM entries)",
    "view": "SELECT id, id AS change_id, substr(about, length(:person) + 2) AS reason FROM changes"
    " WHERE verb = 'view' AND about >= :person || ' ' AND about < :person || '!'",
}
"""Per kind of trace: its id, its change, its facts."""


class Recorded(NamedTuple):
    """A change: when it was made, by whom, by which verb, and whether it was taken back since."""

    at: datetime
    by: str
    verb: str
    taken_back: bool


class Trace(NamedTuple):
    """One thing the register has on a person: its kind (a key of QUERIES), its id, its facts by column, who recorded it."""

    kind: str
    id: int
    change: int
    facts: Mapping[str, Any]
    recorded: Recorded


def traces(db: Database, person: int) -> list[Trace]:
    """All traces of a person, in no order that matters; voided facts and edits that were taken back are among them."""
    found = [(kind, row) for kind, sql in QUERIES.items() for row in _rows(db, sql, person)]
    changes = _changes(db, {row["change_id"] for _, row in found})
    return [Trace(kind, row.pop("id"), change := row.pop("change_id"), row, changes[change]) for kind, row in found]


def note_view(db: Database, by: str, person: int, reason: str) -> int:
    """Note that somebody asked for the whole number of a person, and why; return the id of the change."""
    with db.atomic():
        return begin_change(db, by, "view", f"{person} {reason}")


def _rows(db: Database, sql: str, person: int) -> Iterator[dict[str, Any]]:
    cursor = db.conn.execute(sql, {"person": person})
    columns = [column[0] for column in cursor.description]
    return (dict(zip(columns, row, strict=True)) for row in cursor)


def _changes(db: Database, ids: set[int]) -> dict[int, Recorded]:
    rows = db.conn.execute(
        "SELECT id, at, by, verb, EXISTS (SELECT 1 FROM changes u WHERE u.verb = 'undo' AND u.about = CAST(c.id AS TEXT))"
        " FROM changes c WHERE id IN (SELECT value FROM json_each(?))",
        [str(sorted(ids))],
    )
    return {id: Recorded(datetime.fromisoformat(at), by, verb, bool(undone)) for id, at, by, verb, undone in rows}
