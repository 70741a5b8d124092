"""What stands beside people on a list: who answers for them, when they were last contacted, and the appointment they have."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlite_utils import Database

from vaxdesk.rules.contacts import Contact

from .contacts import Appointment, contacts_of, open_appointments

ANSWERING = """
WITH asked AS (SELECT p.id, p.household_id, p.village_id, h.grid_id FROM json_each(:people) j JOIN people p ON p.id = j.value
    LEFT JOIN households h ON h.id = p.household_id)
SELECT id, who, near FROM (
    SELECT asked.id, who, 0 near, a.id nth FROM asked JOIN current_assignments a ON scope = 'person' AND scope_id = asked.id
    UNION ALL SELECT asked.id, who, 1, a.id FROM asked JOIN current_assignments a ON scope = 'household' AND scope_id = household_id
    UNION ALL SELECT asked.id, who, 2, a.id FROM asked JOIN current_assignments a ON scope = 'grid' AND scope_id = grid_id
    UNION ALL SELECT asked.id, who, 3, a.id FROM asked JOIN current_assignments a ON scope = 'village' AND scope_id = village_id
) ORDER BY id, near, nth
"""
"""Everybody who answers for each of these people, the nearest first: for the person, the household, the grid, the village."""


class Beside(NamedTuple):
    """`answering`: the names of those who answer nearest by; `last` is None where nobody has contacted the person."""

    answering: tuple[str, ...] = ()
    last: Contact | None = None
    appointment: Appointment | None = None


def beside(db: Database, people: Sequence[int]) -> dict[int, Beside]:
    """What stands beside each of these people."""
    nearest: dict[int, tuple[int, dict[str, None]]] = {}
    for person, who, near in db.conn.execute(ANSWERING, {"people": str(list(people))}):
        first, names = nearest.setdefault(person, (near, {}))
        if near == first:
            names[who] = None
    contacts, booked = contacts_of(db, people), open_appointments(db, people)
    return {
        person: Beside(
            tuple(nearest[person][1]) if person in nearest else (),
            contacts[person][-1] if person in contacts else None,
            booked.get(person),
        )
        for person in people
    }
