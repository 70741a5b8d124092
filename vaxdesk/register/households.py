"""Households: who lives in one, when it was visited, and the edits that move people between them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.rules.matching import FieldChange

from .changes import apply_edits, as_stored
from .database import Database
from .facts import household_at
from .ordered import maybe_day


class Place(NamedTuple):
    """A household: `code` is "" where it has none."""

    id: int
    code: str
    village_id: int
    village: str
    address: str


class Visit(NamedTuple):
    """A visit to a household: the day, the code of what came of it, the day of the next one, who went."""

    visited_on: date
    outcome: str
    next_on: date | None
    by: str


PLACE = (
    "SELECT h.id, coalesce(h.code, ''), h.village_id, v.name, h.address"
    " FROM households h JOIN villages v ON v.id = h.village_id"
)


def place_of(db: Database, household: int) -> Place | None:
    """The household of this id."""
    row = db.conn.execute(f"{PLACE} WHERE h.id = ?", [household]).fetchone()
    return None if row is None else Place._make(row)


def place_at(db: Database, village: str, address: str) -> Place | None:
    """The household at an address of a village."""
    row = db.conn.execute(f"{PLACE} WHERE v.name = ? AND h.address = ?", [village, address]).fetchone()
    return None if row is None else Place._make(row)


def inhabited(db: Database, village: str | None = None, after: int = 0, limit: int = -1) -> list[tuple[Place, int]]:
    """Households with the number of their members, in order of id; `after` and `limit` page through them."""
    rows = db.conn.execute(
        f"SELECT * FROM (SELECT q.*, (SELECT count(*) FROM people p WHERE p.household_id = q.id) AS members"
        f" FROM ({PLACE} WHERE h.id > :after AND (:village IS NULL OR v.name = :village) ORDER BY h.id) q)"
        " WHERE members > 0 LIMIT :limit",
        {"after": after, "village": village, "limit": limit},
    )
    return [(Place._make(row[:5]), row[5]) for row in rows]


def members(db: Database, household: int) -> list[int]:
    """The people of a household, also those who left the village or died, in order of id."""
    rows = db.conn.execute("SELECT id FROM people WHERE household_id = ? ORDER BY id", [household])
    return [person for (person,) in rows]


def visits(db: Database, household: int) -> list[Visit]:
    """The visits to a household, newest first."""
    rows = db.conn.execute(
        "SELECT v.visited_on, v.outcome, v.next_on, CASE v.who WHEN '' THEN c.by ELSE v.who END FROM visits v"
        " JOIN changes c ON c.id = v.change_id"
        " WHERE v.household_id = ? ORDER BY v.visited_on DESC, v.id DESC",
        [household],
    )
    return [Visit(date.fromisoformat(on), outcome, maybe_day(again), by) for on, outcome, again, by in rows]


def write_visit(db: Database, change: int, household: int, visit: Visit) -> None:
    """Record a visit by whoever went; who keyed it in stands with the change."""
    db.conn.execute(
        "INSERT INTO visits (household_id, visited_on, outcome, next_on, who, change_id) VALUES (?, ?, ?, ?, ?, ?)",
        (household, visit.visited_on.isoformat(), visit.outcome, as_stored(visit.next_on), visit.by, change),
    )


def found_new(db: Database, change: int, place: Place, address: str, people: Sequence[int]) -> None:
    """Let these people of a household live at another address of its village."""
    new = household_at(db, change, place.village_id, address)
    apply_edits(db, change, [FieldChange("person", person, "household_id", place.id, new) for person in people])


def settle(db: Database, change: int, there: Place, people: Sequence[int]) -> None:
    """Let these people live in another household from now on."""
    apply_edits(db, change, [FieldChange("person", person, "household_id", None, there.id) for person in people])


def bring_together(db: Database, change: int, keep: Place, other: Place) -> None:
    """Let everybody of the other household live in the first one; its visits and notes come along."""
    people = members(db, other.id)
    if keep.village_id != other.village_id:
        edits = [FieldChange("person", person, "village_id", other.village_id, keep.village_id) for person in people]
        apply_edits(db, change, edits)
    apply_edits(db, change, [FieldChange("person", person, "household_id", other.id, keep.id) for person in people])
    for record, table in (("visit", "visits"), ("note", "notes")):
        rows = db.conn.execute(f"SELECT id FROM {table} WHERE household_id = ?", [other.id]).fetchall()
        apply_edits(db, change, [FieldChange(record, id, "household_id", other.id, keep.id) for (id,) in rows])


def rename(db: Database, change: int, place: Place, address: str) -> None:
    """Correct the address of a household."""
    apply_edits(db, change, [FieldChange("household", place.id, "address", place.address, address)])
