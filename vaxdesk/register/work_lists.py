"""Whom to go to next: households and people by what is still to be done, from the cache of standings as it stands."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .database import Database


class Found(NamedTuple):
    """A household or a person of a list; `person` is 0 where the list is one of households, then `name` is that of a member."""

    person: int
    household: int
    name: str
    village: str
    address: str
    phone: str
    note: str


_HOME = (
    "SELECT 0, h.id, coalesce((SELECT p.name FROM people p WHERE p.household_id = h.id AND p.departure IS NULL ORDER BY p.id"
    " LIMIT 1), ''), v.name, h.address, '', {note} FROM households h JOIN villages v ON v.id = h.village_id"
    " WHERE EXISTS (SELECT 1 FROM people p JOIN standings s ON s.person_id = p.id WHERE p.household_id = h.id"
    " AND p.departure IS NULL AND s.standing <> 'out_of_scope')"
)
_LAST = "(SELECT {what} FROM visits x WHERE x.household_id = h.id ORDER BY x.visited_on DESC, x.id DESC LIMIT 1)"
_LAST_DAY = f"coalesce({_LAST.format(what='x.visited_on')}, '')"

_PERSON = (
    "SELECT p.id, coalesce(p.household_id, 0), p.name, v.name, coalesce(h.address, ''), coalesce(p.phone, ''), {note}"
    " FROM people p JOIN standings s ON s.person_id = p.id JOIN villages v ON v.id = p.village_id"
    " LEFT JOIN households h ON h.id = p.household_id WHERE p.departure IS NULL AND s.standing <> 'out_of_scope'"
)
_WILLING = (
    "(SELECT c.answer FROM contacts c WHERE c.person_id = p.id AND c.answer IN ('willing', 'came_forward', 'declined', 'undecided')"
    " ORDER BY c.contacted_on DESC, c.id DESC LIMIT 1) IN ('willing', 'came_forward')"
)
_NOT_BOOKED = "NOT EXISTS (SELECT 1 FROM appointments a WHERE a.person_id = p.id AND a.state = 'open')"

QUERIES: Mapping[str, str] = {
    "households": _HOME.format(note=_LAST_DAY),
    "never_visited": _HOME.format(note="''") + " AND NOT EXISTS (SELECT 1 FROM visits x WHERE x.household_id = h.id)",
    "nobody_home_twice": f"{_HOME.format(note=_LAST_DAY)} AND (SELECT count(*) FROM (SELECT outcome FROM visits x"
    " WHERE x.household_id = h.id ORDER BY x.visited_on DESC, x.id DESC LIMIT 2) WHERE outcome = 'nobody_home') = 2",
    "visit_again": f"{_HOME.format(note=_LAST.format(what='x.next_on'))} AND {_LAST.format(what='x.next_on')} <= :on",
    "data_missing": _PERSON.format(
        note="CASE WHEN p.birth IS NULL THEN 'birth' WHEN p.phone IS NULL THEN 'phone' ELSE 'doses' END"
    )
    + " AND (p.birth IS NULL OR p.phone IS NULL OR s.standing = 'unverified' OR s.detail = 'date_missing')",
    "due_and_willing": _PERSON.format(note="coalesce(s.next_recommended, s.next_earliest, '')")
    + f" AND {_NOT_BOOKED} AND ("
    f" (s.standing IN ('unvaccinated', 'unverified') AND {_WILLING})"
    " OR (s.standing = 'incomplete' AND s.detail IN ('due', 'overdue', 'not_yet_due') AND s.next_earliest <= :week_end"
    " AND coalesce(p.reason, '') NOT IN ('declined', 'hesitant')))",
    "home_visit": _PERSON.format(note="coalesce(p.reason_on, '')") + " AND p.reason = 'home_visit'"
    " AND s.standing IN ('unvaccinated', 'incomplete', 'unverified')",
    "call_again": _PERSON.format(
        note="(SELECT max(c.again_on) FROM contacts c WHERE c.person_id = p.id AND c.again_on <= :on)"
    )
    + " AND s.standing IN ('unvaccinated', 'incomplete', 'unverified') AND (SELECT c.again_on FROM contacts c"
    " WHERE c.person_id = p.id ORDER BY c.contacted_on DESC, c.id DESC LIMIT 1) <= :on",
    "after_dose": _PERSON.format(note="(SELECT max(d.given_on) FROM current_doses d WHERE d.person_id = p.id)")
    + " AND (EXISTS (SELECT 1 FROM watched w WHERE w.person_id = p.id) OR (p.birth <= :elders AND EXISTS"
    " (SELECT 1 FROM current_exemptions e, json_each(:diseases) d WHERE e.person_id = p.id AND instr(e.cause, d.value))))"
    " AND (SELECT max(d.given_on) FROM current_doses d WHERE d.person_id = p.id) BETWEEN :three_days_ago AND :yesterday"
    " AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.person_id = p.id AND c.answer IN ('well', 'unwell')"
    " AND c.contacted_on = :on)",
}
"""Each list by its name; the order is by village, address and entry."""

_MINE = (
    " AND EXISTS (SELECT 1 FROM current_assignments a WHERE a.who = :who AND ((a.scope = 'village' AND a.scope_id = h.village_id)"
    " OR (a.scope = 'grid' AND a.scope_id = h.grid_id) OR (a.scope = 'household' AND a.scope_id = h.id)"
    " OR (a.scope = 'person' AND a.scope_id {people})))"
)


class Elders(NamedTuple):
    """Who is followed up after a dose without being marked: born by this day, with a diagnosis that has one of these words."""

    born_by: date
    diseases: Sequence[str]


def work_list(db: Database, name: str, on: date, village: str | None, who: str, elders: Elders) -> list[Found]:
    """A list of QUERIES on a day, of a village or of all, of what `who` answers for ("": of everybody)."""
    sql = QUERIES[name] + " AND (:village IS NULL OR v.name = :village)"
    if who:
        of_person = sql.startswith(_PERSON[:20])
        sql += _MINE.format(people="= p.id" if of_person else "IN (SELECT id FROM people WHERE household_id = h.id)")
    rows = db.conn.execute(
        f"{sql} ORDER BY v.name, h.address, 2, 1",
        {
            "on": on.isoformat(), "village": village, "who": who, "week_end": (on + timedelta(days=6)).isoformat(),
            "three_days_ago": (on - timedelta(days=3)).isoformat(), "yesterday": (on - timedelta(days=1)).isoformat(),
            "elders": elders.born_by.isoformat(), "diseases": json.dumps(elders.diseases, ensure_ascii=False),
        },
    )  # fmt: skip
    return [Found._make((*row[:6], row[6] or "")) for row in rows]


class Completeness(NamedTuple):
    """Households of a village: in the register, visited, complete, never visited; and how many the village says it has."""

    village: str
    registered: int
    visited: int
    complete: int
    never: int
    stated: int | None


def completeness(db: Database) -> Sequence[Completeness]:
    """Every village. Complete: visited, nobody left to be asked about on paper, and everybody's standing ascertained."""
    rows = db.conn.execute(
        "SELECT v.name, count(h.id), coalesce(sum(h.seen), 0), coalesce(sum(h.seen AND NOT h.open), 0),"
        " count(h.id) - coalesce(sum(h.seen), 0), (SELECT households FROM households_stated t WHERE t.village_id = v.id)"
        " FROM villages v LEFT JOIN (SELECT h.id, h.village_id,"
        "  EXISTS (SELECT 1 FROM visits x WHERE x.household_id = h.id) AS seen,"
        "  EXISTS (SELECT 1 FROM drafts d WHERE d.household_id = h.id) OR EXISTS (SELECT 1 FROM people p JOIN standings s"
        "   ON s.person_id = p.id WHERE p.household_id = h.id AND p.departure IS NULL AND s.standing = 'unverified') AS open"
        "  FROM households h WHERE EXISTS (SELECT 1 FROM people p WHERE p.household_id = h.id AND p.departure IS NULL)) h"
        " ON h.village_id = v.id GROUP BY v.id ORDER BY v.name"
    )
    return [Completeness._make(row) for row in rows]


def people_of(db: Database, households: Sequence[int]) -> dict[int, list[int]]:
    """Who lives in these households now, in scope or not."""
    rows = db.conn.execute(
        "SELECT household_id, id FROM people WHERE departure IS NULL AND household_id IN (SELECT value FROM json_each(?))",
        [str(list(households))],
    )
    found: dict[int, list[int]] = {}
    for household, person in rows:
        found.setdefault(household, []).append(person)
    return found
