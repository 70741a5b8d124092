"""The work of villages and grids: households contacted lately, and people in scope about whom the self-check asks for a reason."""

from collections.abc import Collection
from datetime import date

from .database import Database
from .scopes import GRID

PLACES = {"village": ("v.name", ""), "grid": (GRID, " JOIN grids g ON g.id = h.grid_id")}
"""By kind of place: SQL for its name, and what must be joined to households for it."""


def households_contacted(db: Database, window: tuple[date, date], kind: str) -> dict[str, tuple[int, int]]:
    """By place: the households somebody visited or phoned from the first to the last day, and all households with somebody in."""
    name, joined = PLACES[kind]
    days = {"first": window[0].isoformat(), "last": window[1].isoformat()}
    rows = db.conn.execute(
        f"SELECT {name}, sum(EXISTS (SELECT 1 FROM visits c WHERE c.household_id = h.id AND c.visited_on BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM contacts k JOIN people q ON q.id = k.person_id WHERE q.household_id = h.id"
        "  AND k.contacted_on BETWEEN :first AND :last)), count(*)"
        f" FROM households h JOIN villages v ON v.id = h.village_id{joined}"
        " WHERE EXISTS (SELECT 1 FROM people p JOIN standings s ON s.person_id = p.id"
        "  WHERE p.household_id = h.id AND s.standing <> 'out_of_scope') GROUP BY 1",
        days,
    )
    return {place: (contacted, all) for place, contacted, all in rows}


def people_by_place(db: Database, among: Collection[int], kind: str) -> dict[str, int]:
    """How many of these people each village or grid has in scope."""
    name, joined = PLACES[kind]
    rows = db.conn.execute(
        f"SELECT {name}, count(*) FROM standings s JOIN people p ON p.id = s.person_id JOIN villages v ON v.id = s.village_id"
        f" LEFT JOIN households h ON h.id = p.household_id{joined}"
        " WHERE s.standing <> 'out_of_scope' AND s.person_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        [str(sorted(among))],
    )
    return dict(rows)
