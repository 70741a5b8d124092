"""What a canvass tells beside the facts of people: the codes of households, who belongs how, and what was told at the door."""

from collections.abc import Iterable, Mapping, Sequence

from vaxdesk.rules.matching import FieldChange

from .changes import apply_edits
from .database import Database
from .facts import household_at

Place = tuple[str, str]
"""A household: the village's name and the address."""


def household_codes(db: Database) -> dict[Place, str]:
    """The codes of the households that have one."""
    rows = db.conn.execute(
        "SELECT v.name, h.address, h.code FROM households h JOIN villages v ON v.id = h.village_id WHERE h.code IS NOT NULL"
    )
    return {(village, address): code for village, address, code in rows}


def relations(db: Database) -> dict[int, str]:
    """How people belong to the head of their household, by person, where it is known."""
    return dict(db.conn.execute("SELECT id, relation FROM people WHERE relation IS NOT NULL"))


DOOR_FIELDS = ("reason", "phone", "residence", "departure", "household_id")
"""What a person tells at the door and a roster may tell otherwise."""


def told_at_the_door(db: Database, people: Sequence[int] | None = None) -> Mapping[int, frozenset[str]]:
    """By person, the fields that stand as they were told at the door: brought by a canvass, or last edited by one.

    Of everybody, or of these people.
    """
    chosen = "" if people is None else " AND {} IN (SELECT value FROM json_each(:people))"
    fields = ", ".join(f"('{field}')" for field in DOOR_FIELDS)
    now = " ".join(f"WHEN '{field}' THEN p.{field}" for field in DOOR_FIELDS)
    rows = db.conn.execute(
        "WITH door AS (SELECT change_id FROM sources WHERE kind = 'canvass' UNION SELECT id FROM changes WHERE verb = 'canvass'),"
        f" fields (field) AS (VALUES {fields}),"
        " last AS (SELECT record_id, field, max(id) AS id FROM edits WHERE record = 'person' AND field IN fields"
        f"{chosen.format('record_id')}"
        " GROUP BY record_id, field)"
        " SELECT p.id, e.field FROM last JOIN edits e ON e.id = last.id JOIN people p ON p.id = e.record_id"
        f" WHERE e.change_id IN door AND CAST(CASE e.field {now} END AS TEXT) IS e.new"
        f" UNION SELECT p.id, f.field FROM people p, fields f WHERE p.change_id IN door"
        f"{chosen.format('p.id')} AND f.field <> 'residence' AND CASE f.field {now} END IS NOT NULL"
        " AND (p.id, f.field) NOT IN (SELECT record_id, field FROM last)",
        {"people": str(list(people or ()))},
    )
    found: dict[int, set[str]] = {}
    for person, field in rows:
        found.setdefault(person, set()).add("address" if field == "household_id" else field)
    return {person: frozenset(told) for person, told in found.items()}


def notes_there(db: Database) -> dict[int, set[str]]:
    """The notes on people, by person."""
    found: dict[int, set[str]] = {}
    for person, text in db.conn.execute("SELECT person_id, text FROM notes WHERE person_id IS NOT NULL"):
        found.setdefault(person, set()).add(text)
    return found


def write_notes(db: Database, change: int, notes: Iterable[tuple[int, str]]) -> None:
    """Write notes on people."""
    rows = ((person, text, change) for person, text in notes)
    db.conn.executemany("INSERT INTO notes (person_id, text, change_id) VALUES (?, ?, ?)", rows)


def write_codes(db: Database, change: int, codes: Mapping[Place, str]) -> None:
    """Give households their codes; a household the register does not have is made. The villages are there already."""
    villages = dict(db.conn.execute("SELECT name, id FROM villages"))
    for (village, address), code in codes.items():
        household = household_at(db, change, villages[village], address)
        new, there = db.conn.execute(
            "SELECT change_id = ?, code FROM households WHERE id = ?", (change, household)
        ).fetchone()
        if new:
            db.conn.execute("UPDATE households SET code = ? WHERE id = ?", (code, household))
        elif there != code:
            apply_edits(db, change, [FieldChange("household", household, "code", there, code)])
