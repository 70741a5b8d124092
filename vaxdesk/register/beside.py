"""What stands beside people on a list: who answers for them, when they were last contacted, and the appointment they have."""

from collections.abc import Sequence
from typing import NamedTuple

from vaxdesk.rules.contacts import Contact

from .assignments import ANSWERING_FOR
from .contacts import Appointment, contacts_of, open_appointments
from .database import Database

_NEAREST = f"SELECT person_id, who, near FROM ({ANSWERING_FOR}) ORDER BY person_id, near, id"


class Beside(NamedTuple):
    """`answering`: the names of those who answer nearest by; `last` is None where nobody has contacted the person."""

    answering: tuple[str, ...] = ()
    last: Contact | None = None
    appointment: Appointment | None = None


def beside(db: Database, people: Sequence[int]) -> dict[int, Beside]:
    """What stands beside each of these people."""
    nearest: dict[int, tuple[int, dict[str, None]]] = {}
    for person, who, near in db.conn.execute(_NEAREST, [str(list(people))]):
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
