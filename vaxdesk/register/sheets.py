"""Canvass sheets: the order of a walk, whom a sheet was printed for, and drafts of what was typed of one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from .database import Database


class Stored(NamedTuple):
    """A draft: `typed` is what stands in the fields (JSON), `missing` the people nobody was asked about, `at` the moment (ISO)."""

    id: int
    household: int | None
    by: str
    at: str
    typed: str
    missing: tuple[int, ...]


def doors(db: Database, village: str) -> tuple[dict[int, str], dict[int, int]]:
    """The addresses of a village's households where somebody lives, and the places somebody arranged them in."""
    addresses = dict(
        db.conn.execute(
            "SELECT h.id, h.address FROM households h JOIN villages v ON v.id = h.village_id WHERE v.name = ?"
            " AND EXISTS (SELECT 1 FROM people p WHERE p.household_id = h.id AND p.departure IS NULL)",
            [village],
        ).fetchall()
    )
    places = dict(
        db.conn.execute(
            "SELECT w.household_id, w.place FROM walks w JOIN households h ON h.id = w.household_id"
            " JOIN villages v ON v.id = h.village_id WHERE v.name = ?",
            [village],
        ).fetchall()
    )
    return addresses, places


class WalkDoor(NamedTuple):
    """A household in a walk: who lives there, when its sheet was printed, when somebody went last and what came of it (or None).

    `grid` is the name of its grid, "" where it belongs to none.
    """

    household: int
    village: str
    grid: str
    address: str
    people: str
    members: int
    printed_on: str | None
    visited_on: str | None
    outcome: str | None


def walk_doors(db: Database, village: str) -> list[WalkDoor]:
    """The households of a village where somebody lives, in no order."""
    rows = db.conn.execute(
        "SELECT h.id, g.name, coalesce(d.name, ''), h.address, group_concat(p.name, ' '), count(*), s.printed_on, v.visited_on,"
        " v.outcome FROM villages g"
        " JOIN households h ON h.village_id = g.id JOIN people p ON p.household_id = h.id AND p.departure IS NULL"
        " LEFT JOIN grids d ON d.id = h.grid_id LEFT JOIN sheets_out s ON s.household_id = h.id LEFT JOIN visits v ON v.id ="
        " (SELECT id FROM visits WHERE household_id = h.id ORDER BY visited_on DESC, id DESC LIMIT 1)"
        " WHERE g.name = ? GROUP BY h.id",
        [village],
    )
    return [WalkDoor._make(row) for row in rows]


def arrange(db: Database, order: Sequence[int]) -> None:
    """Remember the order households are walked in."""
    with db.atomic():
        db.conn.executemany(
            "INSERT INTO walks (household_id, place) VALUES (?, ?) ON CONFLICT (household_id) DO UPDATE SET place = excluded.place",
            [(household, place) for place, household in enumerate(order)],
        )


def note_sheets(db: Database, on: date, printed: Iterable[tuple[int, Sequence[int]]]) -> None:
    """Remember whom each household's sheet names, in its rows."""
    with db.atomic():
        db.conn.executemany(
            "INSERT INTO sheets_out (household_id, printed_on, people) VALUES (?, ?, ?)"
            " ON CONFLICT (household_id) DO UPDATE SET printed_on = excluded.printed_on, people = excluded.people",
            [(household, on.isoformat(), _joined(people)) for household, people in printed],
        )


def printed_rows(db: Database, household: int) -> tuple[int, ...]:
    """The people on the sheet of a household that was printed last, in its rows; none if there is no sheet."""
    row = db.conn.execute("SELECT people FROM sheets_out WHERE household_id = ?", [household]).fetchone()
    return _parted(row[0]) if row else ()


def keep_draft(db: Database, household: int | None, by: str, typed: str, id: int | None = None) -> int:
    """Keep what was typed and return the draft's id: a household has one, a new one keeps the `id` it got."""
    known = None if household is None else draft_of(db, household)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with db.atomic():
        cursor = db.conn.execute(
            "INSERT INTO drafts (id, household_id, by, at, typed, missing) VALUES (?, ?, ?, ?, ?, '')"
            " ON CONFLICT (id) DO UPDATE SET household_id = excluded.household_id, by = excluded.by, at = excluded.at,"
            " typed = excluded.typed",
            (known.id if known else id, household, by, at, typed),
        )
    return known.id if known else id or int(cursor.lastrowid or 0)


def settle_draft(db: Database, household: int, by: str, missing: Sequence[int], id: int | None) -> None:
    """A household was saved: nothing typed is left of it; it stays listed while somebody is missing. Call in its transaction."""
    db.conn.execute("DELETE FROM drafts WHERE household_id = ? OR id = ?", (household, id))
    if missing:
        db.conn.execute(
            "INSERT INTO drafts (household_id, by, at, typed, missing) VALUES (?, ?, ?, '', ?)",
            (household, by, datetime.now(UTC).isoformat(timespec="seconds"), _joined(missing)),
        )


def drop_draft(db: Database, id: int) -> None:
    """Forget a draft."""
    with db.atomic():
        db.conn.execute("DELETE FROM drafts WHERE id = ?", [id])


def drafts(db: Database) -> list[Stored]:
    """All drafts, the newest first."""
    return [_stored(row) for row in db.conn.execute(f"{_DRAFT} ORDER BY at DESC, id DESC")]


def draft_of(db: Database, household: int) -> Stored | None:
    """The draft of a household."""
    row = db.conn.execute(f"{_DRAFT} WHERE household_id = ?", [household]).fetchone()
    return None if row is None else _stored(row)


def draft_with(db: Database, id: int) -> Stored | None:
    """The draft of this id."""
    row = db.conn.execute(f"{_DRAFT} WHERE id = ?", [id]).fetchone()
    return None if row is None else _stored(row)


_DRAFT = "SELECT id, household_id, by, at, typed, missing FROM drafts"


def _stored(row: tuple[int, int | None, str, str, str, str]) -> Stored:
    return Stored(*row[:5], _parted(row[5]))


def codes_of(db: Database, code: str) -> Mapping[int, str]:
    """The households that have this code of their village (households.code), with the village's name."""
    return dict(
        db.conn.execute(
            "SELECT h.id, v.name FROM households h JOIN villages v ON v.id = h.village_id WHERE h.code = ?", [code]
        ).fetchall()
    )


def people_with_phone(db: Database, phone: str) -> list[int]:
    """The people of a phone number."""
    rows = db.conn.execute(
        "SELECT p.id FROM person_keys k JOIN people p ON p.id = k.person_id WHERE k.key = ? AND p.phone = ? ORDER BY p.id",
        [phone, phone],
    )
    return [person for (person,) in rows]


def _joined(people: Iterable[int]) -> str:
    return " ".join(map(str, people))


def _parted(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
