"""What was written about people between two moments of the register: the grounds of their movements."""

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from .database import Database


class Moment(NamedTuple):
    """A state of the register: the number of its last change, and the day people were judged for."""

    change: int
    on: date


_FACTS = {
    "entered": "SELECT id FROM people WHERE id IN people_asked AND {change}",
    "door": "SELECT p.id FROM people p JOIN sources s ON s.change_id = p.change_id AND s.kind = 'canvass'"
    " WHERE p.id IN people_asked AND p.{change}",
    "arrived": "SELECT id FROM people WHERE id IN people_asked AND arrived_on > :since AND arrived_on <= :until",
    "dose": "SELECT person_id FROM current_doses WHERE person_id IN people_asked"
    " AND ({change} OR given_on > :since AND given_on <= :until)",
    "certificate": "SELECT person_id FROM current_exemptions WHERE person_id IN people_asked AND kind = 'certificate'"
    " AND ({change} OR issued_on > :since AND issued_on <= :until)",
    "deferral": "SELECT person_id FROM current_exemptions WHERE person_id IN people_asked AND kind = 'deferral'"
    " AND ({change} OR issued_on > :since AND issued_on <= :until)",
    "reason": "SELECT record_id FROM edits WHERE record = 'person' AND field = 'reason' AND record_id IN people_asked AND {change}",
    "edit": "SELECT record_id FROM edits WHERE record = 'person' AND record_id IN people_asked AND {change}"
    " UNION SELECT d.person_id FROM edits e JOIN doses d ON d.id = e.record_id WHERE e.record = 'dose'"
    " AND d.person_id IN people_asked AND e.{change}"
    " UNION SELECT x.person_id FROM edits e JOIN exemptions x ON x.id = e.record_id WHERE e.record = 'exemption'"
    " AND x.person_id IN people_asked AND e.{change}",
}
"""By word of rules.movements.Written, how to find whom it holds for."""


def written(db: Database, people: Collection[int], since: Moment, until: Moment) -> dict[int, frozenset[str]]:
    """What was written about these people after the one moment and up to the other."""
    asked = {
        "people": json.dumps(sorted(people)),
        "first": since.change,
        "last": until.change,
        "since": since.on.isoformat(),
        "until": until.on.isoformat(),
    }
    found: dict[int, set[str]] = {}
    for word, sql in _FACTS.items():
        whole = f"WITH people_asked AS (SELECT value FROM json_each(:people)) {sql}"
        for (person,) in db.conn.execute(whole.format(change="change_id BETWEEN :first + 1 AND :last"), asked):
            found.setdefault(person, set()).add(word)
    return {person: frozenset(words) for person, words in found.items()}
