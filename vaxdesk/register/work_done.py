"""The work of villages: households contacted lately, and people in scope about whom the self-check must ask for a reason."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlite_utils import Database

from .people import villages


def households_contacted(db: Database, window: tuple[date, date]) -> dict[str, tuple[int, int]]:
    """By village: the households somebody visited or phoned from the first to the last day, and all households with somebody in."""
    days = {"first": window[0].isoformat(), "last": window[1].isoformat()}
    rows = db.conn.execute(
        "SELECT v.name, sum(EXISTS (SELECT 1 FROM visits c WHERE c.household_id = h.id AND c.visited_on BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM contacts k JOIN people q ON q.id = k.person_id WHERE q.household_id = h.id"
        "  AND k.contacted_on BETWEEN :first AND :last)), count(*)"
        " FROM households h JOIN villages v ON v.id = h.village_id"
        " WHERE EXISTS (SELECT 1 FROM people p JOIN standings s ON s.person_id = p.id"
        "  WHERE p.household_id = h.id AND s.standing <> 'out_of_scope') GROUP BY h.village_id",
        days,
    )
    found = {name: (contacted, all) for name, contacted, all in rows}
    return {name: found.get(name, (0, 0)) for name in villages(db)}


def people_by_village(db: Database, among: Collection[int]) -> dict[str, int]:
    """How many of these people each village has in scope."""
    rows = db.conn.execute(
        "SELECT v.name, count(*) FROM standings s JOIN villages v ON v.id = s.village_id"
        " WHERE s.standing <> 'out_of_scope' AND s.person_id IN (SELECT value FROM json_each(?)) GROUP BY s.village_id",
        [str(sorted(among))],
    )
    return dict(rows)


_STANDINGS = "sum(s.standing = 'completed'), sum(s.standing IN ('completed', 'incomplete', 'unvaccinated', 'unverified')), count(*)"
_BELOW = "FROM standings s JOIN people p ON p.id = s.person_id JOIN villages v ON v.id = s.village_id"


class Covered(NamedTuple):
    """A grid or a responsible person's part: where, its name, and people complete, due, and in scope."""

    village: str
    name: str
    completed: int
    due: int
    registered: int


def by_grid(db: Database) -> list[Covered]:
    """The grids of every village."""
    rows = db.conn.execute(
        f"SELECT v.name, g.name, {_STANDINGS} {_BELOW} JOIN households h ON h.id = p.household_id JOIN grids g ON g.id = h.grid_id"
        " WHERE s.standing <> 'out_of_scope' GROUP BY g.id ORDER BY v.id, g.id"
    )
    return [Covered(*row) for row in rows]


def by_responsible(db: Database) -> list[Covered]:
    """Whoever answers for villages, grids, households or single people, with each person once."""
    rows = db.conn.execute(
        f"SELECT '', a.who, {_STANDINGS} FROM (SELECT DISTINCT a.who, p.id AS person FROM assignments a JOIN people p ON"
        " a.scope = 'person' AND a.scope_id = p.id OR a.scope = 'household' AND a.scope_id = p.household_id"
        " OR a.scope = 'village' AND a.scope_id = p.village_id OR a.scope = 'grid' AND a.scope_id ="
        " (SELECT h.grid_id FROM households h WHERE h.id = p.household_id)) a JOIN standings s ON s.person_id = a.person"
        " WHERE s.standing <> 'out_of_scope' GROUP BY a.who ORDER BY a.who"
    )
    return [Covered(*row) for row in rows]
