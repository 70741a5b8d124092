"""The work of villages: households contacted lately, and people in scope about whom the self-check must ask for a reason."""

from collections.abc import Collection
from datetime import date

from sqlite_utils import Database

from .people import villages


def households_contacted(db: Database, window: tuple[date, date]) -> dict[str, tuple[int, int]]:
    """By village: the households somebody visited or phoned from the first to the last day, and all households with somebody in."""
    days = [day.isoformat() for day in window]
    rows = db.conn.execute(
        "SELECT v.name, sum(EXISTS (SELECT 1 FROM visits c WHERE c.household_id = h.id AND c.visited_on BETWEEN ? AND ?)), count(*)"
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
