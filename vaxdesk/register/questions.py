"""People who meet the conditions of a question, and the questions that were kept with their last answer."""

import json
import zlib
from array import array
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from vaxdesk.rules.periods import Period, last_start
from vaxdesk.rules.questions import FIELDS, Condition, Kind, Question

from .changes import begin_change
from .database import Database

_SETS = {
    "standing": "s.standing",
    "detail": "s.detail",
    "village": "v.name",
    "sex": "p.sex",
    "residence": "p.residence",
    "reason": "p.reason",
    "unit": "p.unit",
    "grid": "(SELECT w.name || ' ' || g.name FROM households h JOIN grids g ON g.id = h.grid_id"
    " JOIN villages w ON w.id = g.village_id WHERE h.id = p.household_id)",
}
_PRODUCT = (
    "EXISTS (SELECT 1 FROM current_doses d WHERE d.person_id = p.id"
    " AND d.product IN (SELECT value FROM json_each(:{values})))"
)
_VISITED = (
    "(EXISTS (SELECT 1 FROM visits c WHERE (c.person_id = p.id OR c.household_id = p.household_id AND c.person_id IS NULL)"
    " AND c.visited_on BETWEEN :{first} AND :{last})"
    " OR EXISTS (SELECT 1 FROM contacts k WHERE k.person_id = p.id AND k.contacted_on BETWEEN :{first} AND :{last}))"
)
_SPANS = {
    "doses": "(SELECT count(*) FROM current_doses d WHERE d.person_id = p.id) BETWEEN CAST(:{first} AS INTEGER)"
    " AND CAST(:{last} AS INTEGER)",
    "age": "p.birth BETWEEN :{first} AND :{last}",
    "dose_day": "EXISTS (SELECT 1 FROM current_doses d WHERE d.person_id = p.id AND d.given_on BETWEEN :{first} AND :{last})",
    "last_dose": "(SELECT max(d.given_on) FROM current_doses d WHERE d.person_id = p.id) BETWEEN :{first} AND :{last}",
    "completed_on": "s.completed_on BETWEEN :{first} AND :{last}",
    "next_due": "s.next_earliest BETWEEN :{first} AND :{last}",
    "certificate_until": "EXISTS (SELECT 1 FROM current_exemptions x WHERE x.person_id = p.id AND x.kind = 'certificate'"
    " AND x.valid_until BETWEEN :{first} AND :{last})",
    "contacted": _VISITED,
    "not_contacted": f"NOT {_VISITED}",
}
_FROM = "FROM standings s CROSS JOIN people p ON p.id = s.person_id JOIN villages v ON v.id = s.village_id"


def people(db: Database, question: Question, on: date) -> Iterator[tuple[int, str]]:
    """Who meets all conditions, by id, with the village; ages are of the day of the standings."""
    clauses, given = ["1"], dict[str, str]()
    for nth, condition in enumerate(question):
        first, last = f"first{nth}", f"last{nth}"
        values = f"values{nth}"
        if FIELDS[condition.field][0] is Kind.SET:
            given[values] = json.dumps(condition.values)
            expression = _SETS.get(condition.field)
            among = f"{expression} IN (SELECT value FROM json_each(:{values}))"
            clauses.append(among if expression else _PRODUCT.format(values=values))
        else:
            given[first], given[last] = _ends(condition, on)
            clauses.append(_SPANS[condition.field].format(first=first, last=last))
    rows = db.conn.execute(f"SELECT p.id, v.name {_FROM} WHERE {' AND '.join(clauses)} ORDER BY p.id", given)
    return iter(rows)


def _ends(condition: Condition, on: date) -> tuple[str, str]:
    """The ends of a span as they are compared; an age becomes the span of birthdays that have it on the day."""
    first, last = condition.values
    if condition.field == "age":
        youngest = last_start(on, Period(12 * int(first or 0)))
        oldest = last_start(on, Period(12 * (int(last) + 1))) + timedelta(days=1) if last else date.min
        return oldest.isoformat(), youngest.isoformat()
    if condition.field == "doses":
        return first or "0", last or "999"
    return first or date.min.isoformat(), last or date.max.isoformat()


def values(db: Database, field: str) -> dict[str, int]:
    """The values that occur in a field that is a set, with how many people each has."""
    if field == "product":
        rows = db.conn.execute(
            "SELECT product, count(DISTINCT person_id) FROM current_doses WHERE product IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
    else:
        expression = _SETS[field]
        rows = db.conn.execute(
            f"SELECT {expression}, count(*) {_FROM} WHERE {expression} IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
    return dict(rows)


class Kept(NamedTuple):
    """A question that was kept under a name, and its last answer."""

    name: str
    written: tuple[str, ...]
    counted_on: date
    people: frozenset[int]


def keep(db: Database, by: str, name: str, question: Question, on: date, found: Collection[int]) -> None:
    """Keep a question with the answer of a day, in the place of an earlier answer."""
    ids = zlib.compress(array("I", sorted(found)).tobytes())
    conditions = json.dumps([condition.written for condition in question], ensure_ascii=False)
    with db.atomic():
        change = begin_change(db, by, "question", name)
        db.conn.execute(
            "INSERT INTO questions (name, conditions, counted_on, people, change_id) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET conditions = excluded.conditions, counted_on = excluded.counted_on,"
            " people = excluded.people, change_id = excluded.change_id",
            (name, conditions, on.isoformat(), ids, change),
        )


def kept(db: Database) -> list[Kept]:
    """All questions that were kept, by name."""
    rows = db.conn.execute("SELECT name, conditions, counted_on, people FROM questions ORDER BY name")
    found = []
    for name, conditions, counted_on, packed in rows:
        ids = array("I")
        ids.frombytes(zlib.decompress(packed))
        found.append(Kept(name, tuple(json.loads(conditions)), date.fromisoformat(counted_on), frozenset(ids)))
    return found


def drop(db: Database, by: str, name: str) -> None:
    """Forget a question."""
    with db.atomic():
        begin_change(db, by, "question dropped", name)
        db.conn.execute("DELETE FROM questions WHERE name = ?", [name])
