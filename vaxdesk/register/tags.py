"""Words that people of the office put on persons to find them together again; whoever carries one twice carries it once.

A tag is a fact with its change, so a merge moves it and an undo takes it back; one that was dropped is `voided`.
"""

import json
from collections.abc import Collection, Mapping, Sequence

from vaxdesk.rules.matching import FieldChange

from .changes import apply_edits
from .database import Database

DROPPED = "dropped"
"""Why a tag is voided."""


def names(db: Database) -> list[str]:
    """The tags somebody carries, in the order of their characters."""
    return [name for (name,) in db.conn.execute("SELECT DISTINCT name FROM tags WHERE voided IS NULL ORDER BY name")]


def carried(db: Database, people: Sequence[int] | None = None) -> Mapping[int, tuple[str, ...]]:
    """The tags of these people, or of everybody; who carries none is not there."""
    some = "" if people is None else " AND person_id IN (SELECT value FROM json_each(:people))"
    rows = db.conn.execute(
        f"SELECT DISTINCT person_id, name FROM tags WHERE voided IS NULL{some} ORDER BY person_id, name",
        {"people": json.dumps(list(people or ()))},
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, name in rows:
        found[person] = (*found.get(person, ()), name)
    return found


def members(db: Database, wanted: Collection[str]) -> list[int]:
    """Who carries one of these tags, by id."""
    rows = db.conn.execute(
        "SELECT DISTINCT person_id FROM tags WHERE voided IS NULL AND name IN (SELECT value FROM json_each(?)) ORDER BY person_id",
        [json.dumps(sorted(wanted), ensure_ascii=False)],
    )
    return [person for (person,) in rows]


def counts(db: Database, selection: int, size: int) -> Mapping[str, int]:
    """How many of a selection (columns.py) carry each tag; `size` is the length of its columns."""
    content = selection.to_bytes(size, "little")
    found = {}
    for name in names(db):
        count = sum(1 for person in members(db, [name]) if person < size and content[person])
        if count:
            found[name] = count
    return found


def put(db: Database, change: int, name: str, people: Sequence[int]) -> None:
    """These people carry a tag from now on."""
    there = carried(db, people)
    rows = [(person, name, change) for person in people if name not in there.get(person, ())]
    db.conn.executemany("INSERT INTO tags (person_id, name, change_id) VALUES (?, ?, ?)", rows)


def drop(db: Database, change: int, name: str, people: Sequence[int]) -> None:
    """None of these people carries the tag any more."""
    rows = db.conn.execute(
        "SELECT id FROM tags WHERE name = ? AND voided IS NULL AND person_id IN (SELECT value FROM json_each(?))",
        [name, json.dumps(list(people))],
    ).fetchall()
    apply_edits(db, change, [FieldChange("tag", id, "voided", None, DROPPED) for (id,) in rows])
