"""Grids, who answers for what, and how many households a village says it has."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.rules.matching import FieldChange

from .changes import apply_edits
from .database import Database

_IN_GRIDS = "SELECT p.id, h.grid_id FROM households h JOIN people p ON p.household_id = h.id"


class Assignment(NamedTuple):
    """Somebody answers for something: `scope` and `role` are codes of rules.assignments, `what` its name."""

    id: int
    scope: str
    scope_id: int
    role: str
    who: str
    village: str
    what: str


class Grid(NamedTuple):
    """A grid of a village, with the number of its households."""

    id: int
    village: str
    name: str
    households: int


def make_grid(db: Database, change: int, village: int, name: str) -> int:
    """The grid of this name in a village, made if it is new."""
    db.conn.execute(
        "INSERT INTO grids (village_id, name, change_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (village, name, change),
    )
    row = db.conn.execute("SELECT id FROM grids WHERE village_id = ? AND name = ?", (village, name)).fetchone()
    return int(row[0])


def grids(db: Database, village: str | None = None) -> list[Grid]:
    """The grids of a village or of all."""
    rows = db.conn.execute(
        "SELECT g.id, v.name, g.name, (SELECT count(*) FROM households h WHERE h.grid_id = g.id)"
        " FROM grids g JOIN villages v ON v.id = g.village_id WHERE :village IS NULL OR v.name = :village ORDER BY v.name, g.name",
        {"village": village},
    )
    return [Grid._make(row) for row in rows]


def put_into_grid(db: Database, change: int, grid: int | None, households: Sequence[int]) -> None:
    """These households belong to a grid from now on (None: to none)."""
    rows = db.conn.execute(
        "SELECT id, grid_id FROM households WHERE id IN (SELECT value FROM json_each(?))", [str(list(households))]
    ).fetchall()
    edits = [FieldChange("household", id, "grid_id", old, grid) for id, old in rows if old != grid]
    apply_edits(db, change, edits)


def members(db: Database, wanted: Collection[tuple[str, str]]) -> list[int]:
    """Who lives in a household of these grids, (village, name) each, by id."""
    ids = [grid.id for grid in grids(db) if (grid.village, grid.name) in wanted]
    rows = db.conn.execute(f"{_IN_GRIDS} WHERE h.grid_id IN (SELECT value FROM json_each(?)) ORDER BY p.id", [str(ids)])
    return [person for person, _ in rows]


def counts(db: Database, selection: int, size: int) -> Mapping[tuple[str, str], int]:
    """How many of a selection (columns.py) live in each grid; `size` is the length of its columns."""
    content = selection.to_bytes(size, "little")
    rows = db.conn.execute(f"{_IN_GRIDS} WHERE h.grid_id IS NOT NULL")
    found = Counter(grid for person, grid in rows if person < size and content[person])
    return {(grid.village, grid.name): found[grid.id] for grid in grids(db) if found[grid.id]}


def village_of_grid(db: Database, grid: int) -> str | None:
    """The village of a grid."""
    row = db.conn.execute(
        "SELECT v.name FROM grids g JOIN villages v ON v.id = g.village_id WHERE g.id = ?", [grid]
    ).fetchone()
    return None if row is None else str(row[0])


def assign(db: Database, change: int, scope: str, scope_id: int, role: str, who: str) -> None:
    """Note who answers for something; twice the same is once, and one that had ended begins again."""
    known = db.conn.execute(
        "SELECT id, ended_on FROM assignments WHERE scope = ? AND scope_id = ? AND role = ? AND who = ?",
        (scope, scope_id, role, who),
    ).fetchone()
    if known is None:
        db.conn.execute(
            "INSERT INTO assignments (scope, scope_id, role, who, change_id) VALUES (?, ?, ?, ?, ?)",
            (scope, scope_id, role, who, change),
        )
    elif known[1] is not None:
        apply_edits(db, change, [FieldChange("assignment", known[0], "ended_on", known[1], None)])


def release(db: Database, change: int, assignment: int, on: date) -> None:
    """Nobody answers by this assignment any more, from a day on; one that has ended already stays so."""
    if db.conn.execute("SELECT 1 FROM current_assignments WHERE id = ?", [assignment]).fetchone():
        apply_edits(db, change, [FieldChange("assignment", assignment, "ended_on", None, on)])


def _answering(people: str, join: str) -> str:
    return (
        f"WITH asked AS {people} SELECT a.id, a.who, 0 AS near, p.id AS person_id"
        f" FROM asked p {join} current_assignments a ON a.scope = 'person' AND a.scope_id = p.id"
        f" UNION ALL SELECT a.id, a.who, 1, p.id"
        f" FROM asked p {join} current_assignments a ON a.scope = 'household' AND a.scope_id = p.household_id"
        f" UNION ALL SELECT a.id, a.who, 2, p.id FROM asked p {join} households h ON h.id = p.household_id"
        f" {join} current_assignments a ON a.scope = 'grid' AND a.scope_id = h.grid_id"
        f" UNION ALL SELECT a.id, a.who, 3, p.id"
        f" FROM asked p {join} current_assignments a ON a.scope = 'village' AND a.scope_id = p.village_id"
    )


ANSWERING = _answering("NOT MATERIALIZED (SELECT * FROM people)", "JOIN")
"""Who answers for whom, however far away: for the person (`near` 0), the household, the grid, the village (3)."""
ANSWERING_FOR = _answering(
    "MATERIALIZED (SELECT p.* FROM json_each(?) j CROSS JOIN people p ON p.id = j.value)", "CROSS JOIN"
)
"""The same for the people whose ids a JSON list holds: read from these few, not from all who are assigned."""
_ASSIGNED = (
    "SELECT a.id, a.scope, a.scope_id, a.role, a.who, v.name,"
    " CASE a.scope WHEN 'village' THEN v.name WHEN 'grid' THEN g.name WHEN 'household' THEN h.address ELSE p.name END"
    " FROM current_assignments a"
    " LEFT JOIN grids g ON a.scope = 'grid' AND g.id = a.scope_id"
    " LEFT JOIN households h ON a.scope = 'household' AND h.id = a.scope_id"
    " LEFT JOIN people p ON a.scope = 'person' AND p.id = a.scope_id"
    " JOIN villages v ON v.id = CASE a.scope WHEN 'village' THEN a.scope_id WHEN 'grid' THEN g.village_id"
    " WHEN 'household' THEN h.village_id ELSE p.village_id END"
)


def assignments(db: Database) -> list[Assignment]:
    """Who answers for what, by village."""
    rows = db.conn.execute(f"{_ASSIGNED} ORDER BY v.name, a.scope, a.scope_id, a.role, a.who")
    return [Assignment._make(row) for row in rows]


def answering(db: Database, person: int) -> list[Assignment]:
    """Who answers for a person, for the household, the grid or the village; the nearest first."""
    rows = db.conn.execute(
        f"{_ASSIGNED} WHERE a.id IN (SELECT id FROM ({ANSWERING_FOR}))"
        " ORDER BY instr('person household grid village', a.scope), a.role, a.who",
        [f"[{person}]"],
    )
    return [Assignment._make(row) for row in rows]


def names(db: Database) -> list[str]:
    """Everybody who answers for something."""
    return [who for (who,) in db.conn.execute("SELECT DISTINCT who FROM current_assignments ORDER BY who")]


def state_households(db: Database, change: int, village: int, households: int) -> None:
    """How many households a village says it has."""
    db.conn.execute(
        "INSERT INTO households_stated (village_id, households, change_id) VALUES (?, ?, ?)"
        " ON CONFLICT (village_id) DO UPDATE SET households = excluded.households, change_id = excluded.change_id",
        (village, households, change),
    )
