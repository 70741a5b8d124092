"""Households of the sample: as they were typed first, and what differed when they were typed again."""

from datetime import UTC, datetime
from typing import NamedTuple

from .database import Database


class First(NamedTuple):
    """A household of the sample as it was typed first: by whom, the lines, how many keystrokes."""

    household: int
    village: str
    address: str
    by: str
    lines: str
    keys: int


def keep_first(db: Database, change: int, household: int, by: str, lines: str, keys: int) -> None:
    """Keep how a household was typed; a later visit takes the place of an earlier one."""
    db.conn.execute(
        "INSERT INTO first_keyings (household_id, by, typed, keys, change_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT (household_id)"
        " DO UPDATE SET by = excluded.by, typed = excluded.typed, keys = excluded.keys, change_id = excluded.change_id",
        (household, by, lines, keys, change),
    )


def waiting(db: Database) -> list[First]:
    """The households of the sample that were not typed again yet."""
    rows = db.conn.execute(
        "SELECT f.household_id, v.name, h.address, f.by, f.typed, f.keys FROM first_keyings f"
        " JOIN households h ON h.id = f.household_id JOIN villages v ON v.id = h.village_id ORDER BY v.name, h.address"
    )
    return [First._make(row) for row in rows]


def keep_second(db: Database, change: int, first: First, differences: str) -> None:
    """Keep what differed; the household waits no more, and its lines are forgotten."""
    db.conn.execute(
        "INSERT INTO second_keyings (household_id, first_by, keys, differences, change_id) VALUES (?, ?, ?, ?, ?)",
        (first.household, first.by, first.keys, differences, change),
    )
    db.conn.execute("DELETE FROM first_keyings WHERE household_id = ?", [first.household])


class Second(NamedTuple):
    """A household typed twice: where, the keystrokes of the first typing, and what differed (JSON)."""

    household: int
    village: str
    address: str
    keys: int
    differences: str


def results(db: Database) -> list[Second]:
    """Every household typed twice, the newest first."""
    rows = db.conn.execute(
        "SELECT s.household_id, v.name, h.address, s.keys, s.differences FROM second_keyings s"
        " JOIN households h ON h.id = s.household_id JOIN villages v ON v.id = h.village_id ORDER BY s.id DESC"
    )
    return [Second._make(row) for row in rows]


def brought_by_first(db: Database, household: int) -> frozenset[int]:
    """The people whom the first typing of a household added: they stand on no sheet."""
    rows = db.conn.execute(
        "SELECT p.id FROM first_keyings f JOIN people p ON p.change_id = f.change_id WHERE f.household_id = ?",
        [household],
    )
    return frozenset(person for (person,) in rows)


def saved_by(db: Database, by: str, verb: str, since: datetime) -> list[datetime]:
    """The moments in which somebody saved by a verb since another one, the earliest first."""
    rows = db.conn.execute(
        "SELECT at FROM changes WHERE by = ? AND verb = ? AND at >= ? ORDER BY id",
        (by, verb, since.astimezone(UTC).isoformat(timespec="seconds")),
    )
    return [datetime.fromisoformat(at) for (at,) in rows]
