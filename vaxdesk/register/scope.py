"""Whose facts an open database shows: all of them, or those of some villages and grids, whichever statement asks.

SQLite looks a name up among the temporary tables and views first. So while a database is confined, a temporary view stands before
every table with a fact about somebody and lets only the own rows through: no statement of this room has to think of it, and a table
that is added is hidden by its columns. A view cannot be written to; a transaction therefore lifts the views and puts them back at
its end, when everything it added must be about the own people (a rollback puts them back by itself); a row of somebody else that
is altered or deleted is refused at once by a trigger.

Whoever is confined holds the data key like everybody: this keeps verbs to their role, not a programmer with the passphrase
from the file.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.roles import Permit

from .changes import RECORDS
from .database import Database
from .driver import sqlcipher

NOT_YOURS = "village_not_yours"
_OF_PERSON = "EXISTS (SELECT 1 FROM main.people p WHERE p.id = {{row}}.{0} AND {{person}})"
_OF_HOUSEHOLD = "EXISTS (SELECT 1 FROM main.households h WHERE h.id = {{row}}.{0} AND {{household}})"
_BY_PERSON = _OF_PERSON.format("person_id")
_BY_HOUSEHOLD = _OF_HOUSEHOLD.format("household_id")
_OWN_VILLAGE = "(SELECT id FROM temp.own_villages UNION SELECT village_id FROM temp.own_grids)"

SPECIAL: Mapping[str, str] = {
    "people": "{people}",
    "households": "{households}",
    "visits": _BY_HOUSEHOLD,
    "notes": f"({_BY_PERSON} OR {_BY_HOUSEHOLD})",
    "drafts": f"CASE WHEN {{row}}.household_id IS NOT NULL THEN {_BY_HOUSEHOLD} WHEN json_valid({{row}}.typed)"
    f" THEN json_extract({{row}}.typed, '$.village') IN (SELECT name FROM main.villages WHERE id IN {_OWN_VILLAGE}) ELSE 0 END",
    "merges": _OF_PERSON.format("kept"),
    "villages": f"{{row}}.id IN {_OWN_VILLAGE}",
    "grids": "({row}.village_id IN (SELECT id FROM temp.own_villages) OR {row}.id IN (SELECT id FROM temp.own_grids))",
    "assignments": f"CASE {{row}}.scope WHEN 'village' THEN {{row}}.scope_id IN {_OWN_VILLAGE}"
    " WHEN 'grid' THEN {row}.scope_id IN (SELECT id FROM temp.own_grids UNION"
    " SELECT id FROM main.grids WHERE village_id IN (SELECT id FROM temp.own_villages))"
    " WHEN 'household' THEN " + _OF_HOUSEHOLD.format("scope_id") + " ELSE " + _OF_PERSON.format("scope_id") + " END",
}  # fmt: skip
"""The condition on a row under which it is shown, where the columns of its table do not say it by themselves."""

BY_COLUMN: Mapping[str, str] = {
    "person_id": _BY_PERSON,
    "household_id": _BY_HOUSEHOLD,
    "village_id": f"{{row}}.village_id IN {_OWN_VILLAGE}",
}
"""The condition by the first of these columns that a table has; one without any of them is about nobody."""

OPEN = frozenset({"user_villages", "user_grids"})
"""Tables with such a column that say who works where."""

ANSWERS = frozenset({"standings", "person_keys"})
"""Caches, which are made again for everybody whoever asks first."""


class Scope(NamedTuple):
    """What is shown of each table (a condition on its rows `t`), and the tables whose rows tell by which change they came."""

    shown: Mapping[str, str]
    facts: tuple[str, ...]


def confine(db: Database, permit: Permit) -> Scope | None:
    """Show only what the permit allows from now on, and guard the rest; None where it allows everything."""
    reads_only = db.conn.execute("PRAGMA query_only").fetchone()[0]
    db.conn.execute("PRAGMA query_only = OFF")
    _lift(db)
    for (name,) in db.conn.execute("SELECT name FROM sqlite_temp_master WHERE name GLOB 'own_*_guard'").fetchall():
        db.conn.execute(f"DROP TRIGGER temp.{name}")
    db.conn.execute("DROP TABLE IF EXISTS temp.own_villages")
    db.conn.execute("DROP TABLE IF EXISTS temp.own_grids")
    scope = None
    if permit.villages is not None:
        _note_own(db, permit.villages, permit.grids)
        scope = _scope(db)
        _hide(db, scope)
    db.conn.execute(f"PRAGMA query_only = {reads_only}")
    return scope


@contextmanager
def whole(db: Database, scope: Scope) -> Iterator[None]:
    """A transaction's own view: everything, and the tables themselves. Raises Refused `village_not_yours` at its end."""
    _lift(db)
    before = _marks(db, scope)
    try:
        yield
    except sqlcipher.IntegrityError as error:
        if NOT_YOURS not in str(error):
            raise
        raise _not_yours() from error
    if _foreign(db, scope, before):
        raise _not_yours()
    _hide(db, scope)


def _not_yours() -> Refused:
    return Refused(
        NOT_YOURS, say("This is about somebody outside your villages and grids: ask the administrator of the register.")
    )


def _note_own(db: Database, villages: frozenset[str], grids: frozenset[tuple[str, str]]) -> None:
    db.conn.execute("CREATE TEMP TABLE own_villages (id INTEGER PRIMARY KEY)")
    db.conn.execute("CREATE TEMP TABLE own_grids (id INTEGER PRIMARY KEY, village_id INTEGER NOT NULL)")
    for village in villages:
        db.conn.execute("INSERT INTO own_villages SELECT id FROM main.villages WHERE name = ?", [village])
    for village, grid in grids:
        db.conn.execute(
            "INSERT INTO own_grids SELECT g.id, g.village_id FROM main.grids g JOIN main.villages v ON v.id = g.village_id"
            " WHERE v.name = ? AND g.name = ?",
            [village, grid],
        )


def _scope(db: Database) -> Scope:
    shown, facts = {}, []
    by_grid = bool(db.conn.execute("SELECT EXISTS (SELECT 1 FROM temp.own_grids)").fetchone()[0])
    tables = db.conn.execute("SELECT name, type FROM main.sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    for name, kind in tables.fetchall():
        columns = {row[1] for row in db.conn.execute(f"PRAGMA main.table_info({name})")}
        condition = SPECIAL.get(name) or next((BY_COLUMN[each] for each in BY_COLUMN if each in columns), None)
        if condition is None or name in OPEN:
            continue
        shown[name] = _on(condition, "t", by_grid)
        if kind == "table" and name not in ANSWERS:
            by_change = {"id", "change_id"} <= columns
            facts += [name] if by_change else []
            for row in ("old",) if by_change else ("old", "new"):
                _guard(db, name, row, _on(condition, row, by_grid))
    return Scope(shown, tuple(facts))


def _on(condition: str, row: str, by_grid: bool) -> str:
    """A condition, spelt out for a row; `by_grid` where some may work in a part of a village."""

    def own(table: str, home: str) -> str:
        village = f"{table}.village_id IN (SELECT id FROM temp.own_villages)"
        grids = f"{table}.{home} IN (SELECT id FROM main.households WHERE grid_id IN (SELECT id FROM temp.own_grids))"
        return f"({village} OR {grids})" if by_grid else village

    return condition.format(
        row=row,
        people=own(row, "household_id"),
        households=own(row, "id"),
        person=own("p", "household_id"),
        household=own("h", "id"),
    )


def _guard(db: Database, name: str, row: str, own: str) -> None:
    """Let no `old` row of somebody else be altered or deleted, or no `new` one be added; the others are looked at in the end."""
    for event in ("UPDATE", "DELETE") if row == "old" else ("INSERT",):
        db.conn.execute(
            f"CREATE TEMP TRIGGER own_{name}_{event.lower()}_guard BEFORE {event} ON main.{name}"
            f" WHEN NOT ({own}) BEGIN SELECT RAISE(ABORT, '{NOT_YOURS}'); END"
        )


def _hide(db: Database, scope: Scope) -> None:
    for name, condition in scope.shown.items():
        db.conn.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} t WHERE {condition}")


def _lift(db: Database) -> None:
    for (name,) in db.conn.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view'").fetchall():
        db.conn.execute(f"DROP VIEW temp.{name}")


def _marks(db: Database, scope: Scope) -> tuple[int, ...]:
    """The highest id of each table of facts and of the edits: what a transaction adds stands above them."""
    highest = ", ".join(f"(SELECT coalesce(max(id), 0) FROM main.{name})" for name in (*scope.facts, "edits"))
    return tuple(db.conn.execute(f"SELECT {highest}").fetchone())


def _foreign(db: Database, scope: Scope, before: tuple[int, ...]) -> bool:
    """Whether anything that was added or edited since then is about somebody else's people."""
    edits = db.conn.execute("SELECT record, record_id FROM edits WHERE id > ?", [before[-1]]).fetchall()
    for name, last in zip(scope.facts, before, strict=False):
        edited = [id for record, id in edits if RECORDS[record] == name]
        if db.conn.execute(
            f"SELECT 1 FROM main.{name} t WHERE (t.id > ? OR t.id IN (SELECT value FROM json_each(?)))"
            f" AND NOT {scope.shown[name]}",
            [last, str(edited)],
        ).fetchone():
            return True
    return False
