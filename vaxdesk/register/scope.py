"""Whose facts an open database shows: all of them, or those of some villages and grids, whichever statement asks.

SQLite looks a name up among the temporary tables and views first. So while a database is confined, a temporary view stands before
every table with a fact about somebody and lets only the own rows through: no statement of this room has to think of it. A view
cannot be written to; a transaction therefore lifts the views and puts them back at its end, when everything it wrote must be about
the own people (a rollback puts them back by itself).

Whoever is confined holds the data key like everybody: this keeps verbs to their role, not a programmer with the passphrase
from the file.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlite_utils import Database

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.roles import Permit

from .changes import RECORDS

_IN_VILLAGES = "{0}.village_id IN (SELECT id FROM temp.own_villages)"
_OF_PERSON = "EXISTS (SELECT 1 FROM main.people p WHERE p.id = t.{0} AND {{person}})"
_OF_HOUSEHOLD = "EXISTS (SELECT 1 FROM main.households h WHERE h.id = t.{0} AND {{household}})"
_BY_PERSON = _OF_PERSON.format("person_id")
_BY_HOUSEHOLD = _OF_HOUSEHOLD.format("household_id")

FACTS: Mapping[str, str] = {
    "people": "{people}",
    "households": "{households}",
    **dict.fromkeys(
        ("documents", "doses", "exemptions", "infections", "inclusions", "absences", "contacts", "watched", "appointments"),
        _BY_PERSON,
    ),
    **dict.fromkeys(("visits", "second_keyings"), _BY_HOUSEHOLD),
    "notes": f"({_BY_PERSON} OR {_BY_HOUSEHOLD})",
}  # fmt: skip
"""What is written about people: the condition on a row `t` of each table under which it is one of the own people's."""

SHOWN: Mapping[str, str] = {
    **FACTS,
    **dict.fromkeys(("standings", "person_keys", "source_rows"), _BY_PERSON),
    "current_doses": _BY_PERSON,
    "current_exemptions": _BY_PERSON,
    **dict.fromkeys(("walks", "sheets_out", "first_keyings"), _BY_HOUSEHOLD),
    "drafts": f"(t.household_id IS NULL OR {_BY_HOUSEHOLD})",
    "merges": _OF_PERSON.format("kept"),
    "villages": "(t.id IN (SELECT id FROM temp.own_villages) OR t.id IN (SELECT village_id FROM temp.own_grids))",
    "grids": "(t.village_id IN (SELECT id FROM temp.own_villages) OR t.id IN (SELECT id FROM temp.own_grids))",
    "assignments": "CASE t.scope WHEN 'village' THEN t.scope_id IN (SELECT id FROM temp.villages)"
    " WHEN 'grid' THEN t.scope_id IN (SELECT id FROM temp.grids)"
    " WHEN 'household' THEN " + _OF_HOUSEHOLD.format("scope_id") + " ELSE " + _OF_PERSON.format("scope_id") + " END",
    "households_stated": "t.village_id IN (SELECT id FROM temp.villages)",
    "census": "t.village_id IN (SELECT id FROM temp.villages)",
    "quotas": "t.village_id IN (SELECT id FROM temp.villages)",
}
"""What is read: a view of the same name, with the same columns, of the rows under this condition."""


def confine(db: Database, permit: Permit) -> bool:
    """Show only what the permit allows from now on; the answer is whether anything is hidden by that."""
    reads_only = db.conn.execute("PRAGMA query_only").fetchone()[0]
    db.conn.execute("PRAGMA query_only = OFF")
    lift(db)
    db.conn.execute("DROP TABLE IF EXISTS temp.own_villages")
    db.conn.execute("DROP TABLE IF EXISTS temp.own_grids")
    if permit.villages is not None:
        db.conn.execute("CREATE TEMP TABLE own_villages (id INTEGER PRIMARY KEY)")
        db.conn.execute("CREATE TEMP TABLE own_grids (id INTEGER PRIMARY KEY, village_id INTEGER NOT NULL)")
        for village in permit.villages:
            db.conn.execute("INSERT INTO own_villages SELECT id FROM main.villages WHERE name = ?", [village])
        for village, grid in permit.grids:
            db.conn.execute(
                "INSERT INTO own_grids SELECT g.id, g.village_id FROM main.grids g JOIN main.villages v ON v.id = g.village_id"
                " WHERE v.name = ? AND g.name = ?",
                [village, grid],
            )
        hide(db)
    db.conn.execute(f"PRAGMA query_only = {reads_only}")
    return permit.villages is not None


def hide(db: Database) -> None:
    """Put the views before the tables."""
    for name, condition in _conditions(db, SHOWN).items():
        db.conn.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} t WHERE {condition}")


def lift(db: Database) -> None:
    """Take the views away, inside a transaction until its end."""
    for name in SHOWN:
        db.conn.execute(f"DROP VIEW IF EXISTS temp.{name}")


@contextmanager
def whole(db: Database) -> Iterator[None]:
    """A transaction's own view: everything, and the tables themselves. Raises Refused `village_not_yours` at its end."""
    lift(db)
    before = _marks(db)
    yield
    if _foreign(db, before):
        raise Refused(
            "village_not_yours",
            say("This is about somebody outside your villages and grids: ask the administrator of the register."),
        )
    hide(db)


def _marks(db: Database) -> tuple[int, ...]:
    """The highest id of each table of FACTS and of the edits: what a transaction adds stands above them."""
    highest = ", ".join(f"(SELECT coalesce(max(id), 0) FROM main.{name})" for name in (*FACTS, "edits"))
    return tuple(db.conn.execute(f"SELECT {highest}").fetchone())


def _foreign(db: Database, before: tuple[int, ...]) -> bool:
    """Whether anything that was added or edited since then (`_marks`) is about somebody else's people."""
    conditions = _conditions(db, FACTS)
    for (name, condition), last in zip(conditions.items(), before, strict=False):
        edited = [
            id
            for record, id in db.conn.execute("SELECT record, record_id FROM edits WHERE id > ?", [before[-1]])
            if RECORDS[record] == name
        ]
        if db.conn.execute(
            f"SELECT 1 FROM main.{name} t WHERE (t.id > ? OR t.id IN (SELECT value FROM json_each(?))) AND NOT {condition}",
            [last, str(edited)],
        ).fetchone():
            return True
    return False


def _conditions(db: Database, wanted: Mapping[str, str]) -> dict[str, str]:
    by_grid = db.conn.execute("SELECT EXISTS (SELECT 1 FROM temp.own_grids)").fetchone()[0]
    home = "{0}.{1} IN (SELECT id FROM main.households WHERE grid_id IN (SELECT id FROM temp.own_grids))"

    def own(table: str, home_column: str) -> str:
        village = _IN_VILLAGES.format(table)
        return f"({village} OR {home.format(table, home_column)})" if by_grid else village

    words = {
        "people": own("t", "household_id"),
        "households": own("t", "id"),
        "person": own("p", "household_id"),
        "household": own("h", "id"),
    }
    return {name: condition.format(**words) for name, condition in wanted.items()}
