"""Who belongs to a scope of the week's figures, and of what kind they are; grids, units and who answers for people among them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from vaxdesk.rules.measures import Kind, Scope

from .assignments import ANSWERING
from .database import Database
from .tallies import BOOSTER_BASE, STARTED, Cuts, kind_values

_ANSWERED = f"SELECT DISTINCT who, person_id FROM ({ANSWERING})"
GRID = "v.name || ' ' || g.name"
"""How a grid is named among those of all villages."""
_KIND = f"{STARTED}, {BOOSTER_BASE}, s.standing, s.detail"
_PARTS = {
    "grid": (
        GRID,
        "grids g JOIN villages v ON v.id = g.village_id JOIN households h ON h.grid_id = g.id"
        " JOIN people p ON p.household_id = h.id",
    ),
    "unit": ("p.unit", "(SELECT id, unit, birth FROM people WHERE unit IS NOT NULL) p"),
    "responsible": ("a.who", f"({_ANSWERED}) a JOIN people p ON p.id = a.person_id"),
}
_BELONGS = {
    "office": "1",
    "village": "s.village_id = (SELECT id FROM villages WHERE name = ?)",
    "sex": "p.sex = ?",
    "residence": "p.residence = ?",
    "unit": "p.unit = ?",
    "grid": "p.household_id IN (SELECT h.id FROM households h JOIN grids g ON g.id = h.grid_id"
    f" JOIN villages v ON v.id = g.village_id WHERE {GRID} = ?)",
    "responsible": f"p.id IN (SELECT person_id FROM ({ANSWERING}) WHERE who = ?)",
    "band": "p.birth BETWEEN ? AND ?",
}


def kinds_by_part(db: Database, cuts: Cuts) -> dict[Scope, Counter[Kind]]:
    """How many people of each kind there are in every grid, every work unit, and with everybody who answers for people."""
    found: dict[Scope, Counter[Kind]] = {}
    for kind, (name, joined) in _PARTS.items():
        rows = db.conn.execute(
            f"SELECT {name}, {_KIND} FROM {joined} JOIN standings s ON s.person_id = p.id", kind_values(cuts)
        )
        for (part, started, base, standing, detail), people in sorted(Counter(rows).items()):
            counted = found.setdefault(Scope(kind, part), Counter())
            counted[Kind(standing, detail, bool(started), bool(base))] += people
    return found


def people_by_kind(
    db: Database, cuts: Cuts, scope: Scope, births: tuple[date, date] | None = None
) -> Iterator[tuple[int, Kind]]:
    """Everybody of a scope, by id, with their kind; `births` are the first and last birthday of a band."""
    values = [day.isoformat() for day in births] if births else [scope.name] if scope.kind != "office" else []
    rows = db.conn.execute(
        f"SELECT p.id, {_KIND} FROM standings s CROSS JOIN people p ON p.id = s.person_id"
        f" WHERE {_BELONGS[scope.kind]} ORDER BY p.id",
        [*kind_values(cuts), *values],
    )
    return ((id, Kind(standing, detail, bool(started), bool(base))) for id, started, base, standing, detail in rows)


def names(found: Mapping[Scope, object], kind: str) -> list[str]:
    """The names of the scopes of one kind, in their order."""
    return [scope.name for scope in found if scope.kind == kind]


def sizes(db: Database, kind: str) -> dict[str, Counter[str]]:
    """Every grid, work unit, or whoever answers for people, by name: how many people it has in which village."""
    name, joined = _PARTS[kind]
    rows = db.conn.execute(
        f"SELECT {name}, w.name, count(*) FROM {joined} JOIN standings s ON s.person_id = p.id"
        " JOIN villages w ON w.id = s.village_id GROUP BY 1, 2 ORDER BY 1, 2"
    )
    found: dict[str, Counter[str]] = {}
    for part, village, people in rows:
        found.setdefault(part, Counter())[village] += people
    return found


def members(db: Database, scope: Scope) -> list[int]:
    """Everybody of a village, grid, work unit, or for whom somebody answers, by id."""
    rows = db.conn.execute(
        f"SELECT p.id FROM standings s CROSS JOIN people p ON p.id = s.person_id WHERE {_BELONGS[scope.kind]} ORDER BY p.id",
        [scope.name],
    )
    return [id for (id,) in rows]
