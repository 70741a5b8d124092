"""Counting alike people in one pass: the cache of standings beside who they are. Call it for the day the cache holds for."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.rules.demand import NextDose
from vaxdesk.rules.measures import Kind, Tally
from vaxdesk.rules.records import Residence, StandingCode

from .database import Database
from .people import villages


class Cuts(NamedTuple):
    """Where people are parted: by `ages` (from old to young) with the last birthday of each, and by who is the base of boosters.

    `complete_by`: the last day of completion that counts, `born_by`: the last birthday of those old enough; None: nobody.
    `products`: the products of the campaign's disease; `window`: the days on which a dose counts for it.
    """

    ages: Sequence[int]
    born: Sequence[date]
    complete_by: date | None
    born_by: date | None
    products: Collection[str]
    window: tuple[date, date]


STARTED = (
    "CASE s.standing WHEN ? THEN 1 WHEN ? THEN 1 WHEN ? THEN EXISTS (SELECT 1 FROM current_doses d"
    "   WHERE d.person_id = s.person_id AND (d.given_on IS NULL OR d.given_on BETWEEN ? AND ?)"
    "   AND (d.product IS NULL OR d.product IN (SELECT value FROM json_each(?)))) ELSE 0 END"
)
BOOSTER_BASE = "coalesce(s.completed_on <= ? AND p.birth <= ?, 0)"
"""SQL for what measures ask beside standing and detail; `kind_values` fills it, in this order."""


def kind_values(cuts: Cuts) -> list[str]:
    """The values of STARTED and BOOSTER_BASE."""
    return [
        *(str(code) for code in (StandingCode.COMPLETED, StandingCode.INCOMPLETE, StandingCode.UNVERIFIED)),
        *(day.isoformat() for day in cuts.window),
        json.dumps(sorted(cuts.products)),
        cuts.complete_by.isoformat() if cuts.complete_by else "",
        cuts.born_by.isoformat() if cuts.born_by else "",
    ]


SEXES = ("", "m", "f")
RESIDENCES = tuple(str(residence) for residence in Residence)


def tallies(db: Database, cuts: Cuts) -> list[Tally]:
    """How many people there are of each village, age, sex, residence and kind.

    Who is alike is told by one number and counted here: SQLite would sort everybody for it, which takes three times as long.
    """
    ages, sexes, residences = (len(parts) + 1 for parts in (cuts.ages, SEXES, RESIDENCES))
    rows = db.conn.execute(
        f"SELECT ((((s.village_id * {ages} + {_place('p.birth <= ?', cuts.ages)}) * {sexes} + {_place('p.sex = ?', SEXES)})"
        f" * {residences} + {_place('p.residence = ?', RESIDENCES)}) * 2"
        f" + {STARTED}) * 2 + {BOOSTER_BASE}, s.standing, s.detail"
        " FROM standings s CROSS JOIN people p ON p.id = s.person_id",
        [
            *(day.isoformat() for day in cuts.born),
            *SEXES,
            *RESIDENCES,
            *kind_values(cuts),
        ],
    )
    names = {id: name for name, id in villages(db).items()}
    found = []
    for (key, standing, detail), people in Counter(rows).items():
        key, base = divmod(key, 2)
        key, started = divmod(key, 2)
        key, residence = divmod(key, residences)
        key, sex = divmod(key, sexes)
        village, age = divmod(key, ages)
        who = (*cuts.ages, None)[age], (*SEXES, "")[sex], (*RESIDENCES, "")[residence]
        found.append(Tally(names[village], *who, Kind(standing, detail, bool(started), bool(base)), people))
    order = list(names.values())
    return sorted(found, key=lambda tally: order.index(tally.village))


def _place(condition: str, choices: Sequence[object]) -> str:
    """SQL for the place of the first choice whose condition holds, or one more than the last place."""
    cases = " ".join(f"WHEN {condition} THEN {place}" for place in range(len(choices)))
    return f"CASE {cases} ELSE {len(choices)} END"


class Given(NamedTuple):
    """What happened in a village in a span of days: people with their first dose, doses given, courses completed."""

    first: int
    any: int
    complete: int


def given_between(db: Database, window: tuple[date, date]) -> dict[str, Given]:
    """What was given in each village from the first to the last day, to people of the campaign.

    What has no day counts only where everything ever given counts (the first day is the beginning of time).
    """
    days = [day.isoformat() for day in window]
    days.insert(0, days[0] if window[0] == date.min else "")
    names = villages(db)
    first = _by_village(
        db,
        "SELECT s.village_id, count(*) FROM (SELECT person_id, min(given_on) AS day FROM current_doses GROUP BY person_id) d"
        " JOIN standings s ON s.person_id = d.person_id WHERE coalesce(d.day, ?) BETWEEN ? AND ? AND s.standing <> ? GROUP BY 1",
        days,
    )
    doses = _by_village(
        db,
        "SELECT s.village_id, count(*) FROM current_doses d JOIN standings s ON s.person_id = d.person_id"
        " WHERE coalesce(d.given_on, ?) BETWEEN ? AND ? AND s.standing <> ? GROUP BY 1",
        days,
    )
    complete = _by_village(
        db,
        "SELECT village_id, count(*) FROM standings WHERE coalesce(completed_on, ?) BETWEEN ? AND ? AND standing = ? GROUP BY 1",
        days,
        StandingCode.COMPLETED,
    )
    return {name: Given(first.get(id, 0), doses.get(id, 0), complete.get(id, 0)) for name, id in names.items()}


def _by_village(
    db: Database, sql: str, days: Sequence[str], standing: StandingCode = StandingCode.OUT_OF_SCOPE
) -> dict[int, int]:
    return dict(db.conn.execute(sql, [*days, str(standing)]))


def next_doses(db: Database) -> list[NextDose]:
    """The next doses of courses begun whose day is known."""
    rows = db.conn.execute(
        "SELECT s.person_id, (SELECT d.product FROM current_doses d WHERE d.person_id = s.person_id AND d.product IS NOT NULL"
        "  ORDER BY d.given_on DESC LIMIT 1), s.next_number, s.next_earliest"
        " FROM standings s WHERE s.standing = ? AND s.next_earliest IS NOT NULL ORDER BY s.person_id",
        [str(StandingCode.INCOMPLETE)],
    )
    return [
        NextDose(person, product, number, date.fromisoformat(earliest)) for person, product, number, earliest in rows
    ]


def without_booster(db: Database) -> list[int]:
    """The people who are complete and have had no booster, by id."""
    rows = db.conn.execute(
        "SELECT person_id FROM standings WHERE standing = ? AND detail = 'primary_complete' ORDER BY person_id",
        [str(StandingCode.COMPLETED)],
    )
    return [person for (person,) in rows]
