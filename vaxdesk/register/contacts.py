"""The log of contacts, shared by all tasks: what was recorded of a person, and the visits to the household; appointments."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.rules.contacts import Contact

from .changes import as_stored
from .database import Database
from .ordered import maybe_day


class NewContact(NamedTuple):
    """A contact to be recorded, as rules.contacts.Contact."""

    contacted_on: date
    way: str
    answer: str
    who: str
    again_on: date | None


class NewBooking(NamedTuple):
    """An appointment to be recorded: the day, the site, and its kind (ordinary, elders, home)."""

    booked_on: date
    site: str
    kind: str


class Appointment(NamedTuple):
    """An appointment; `state` is open, came, absent or cancelled."""

    id: int
    person: int
    booked_on: date
    site: str
    kind: str
    state: str


def write_contact(db: Database, change: int, person: int, contact: NewContact) -> None:
    """Record a contact."""
    db.conn.execute(
        "INSERT INTO contacts (person_id, contacted_on, way, answer, who, again_on, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (person, contact.contacted_on.isoformat(), *contact[1:4], as_stored(contact.again_on), change),
    )


def write_booking(db: Database, change: int, person: int, booking: NewBooking) -> None:
    """Record an appointment."""
    db.conn.execute(
        "INSERT INTO appointments (person_id, booked_on, site, kind, state, change_id) VALUES (?, ?, ?, ?, 'open', ?)",
        (person, booking.booked_on.isoformat(), booking.site, booking.kind, change),
    )


def write_watch(db: Database, change: int, person: int) -> None:
    """Note that this person is asked after a dose how they are."""
    db.conn.execute("INSERT INTO watched (person_id, change_id) VALUES (?, ?)", (person, change))


def is_watched(db: Database, person: int) -> bool:
    """Whether this person is asked after a dose how they are."""
    return db.conn.execute("SELECT 1 FROM watched WHERE person_id = ?", [person]).fetchone() is not None


_LOG = (
    "SELECT person_id, contacted_on, way, answer, who, again_on, id, 1 FROM contacts WHERE {contacts}"
    " UNION ALL SELECT p.id, v.visited_on, CASE v.outcome WHEN 'phoned' THEN 'phone' ELSE 'door' END, v.outcome,"
    " CASE v.who WHEN '' THEN c.by ELSE v.who END, v.next_on, v.id, 0"
    " FROM visits v JOIN people p ON p.household_id = v.household_id AND coalesce(v.person_id, p.id) = p.id"
    " JOIN changes c ON c.id = v.change_id WHERE {visits} ORDER BY 1, 2, 8, 7"
)


def contacts_of(db: Database, people: Sequence[int]) -> dict[int, list[Contact]]:
    """All contacts of these people, the oldest first; a visit to the household is one of everybody in it."""
    among = "IN (SELECT value FROM json_each(:people))"
    rows = db.conn.execute(
        _LOG.format(contacts=f"person_id {among}", visits=f"p.id {among}"), {"people": str(list(people))}
    )
    found: dict[int, list[Contact]] = {}
    for person, on, way, answer, who, again, _id, _kind in rows:
        found.setdefault(person, []).append(Contact(date.fromisoformat(on), way, answer, who, maybe_day(again)))
    return found


def declined(db: Database, people: Sequence[int]) -> dict[int, date | None]:
    """Those of these people who declined as the register has it, each with the day."""
    rows = db.conn.execute(
        "SELECT id, reason_on FROM people WHERE reason = 'declined' AND id IN (SELECT value FROM json_each(?))",
        [str(list(people))],
    )
    return {person: maybe_day(on) for person, on in rows}


_APPOINTMENT = "SELECT a.id, a.person_id, a.booked_on, a.site, a.kind, a.state FROM appointments a"


def open_appointments(db: Database, people: Sequence[int]) -> dict[int, Appointment]:
    """The appointments that these people have, the last that was made of each."""
    rows = db.conn.execute(
        f"{_APPOINTMENT} WHERE person_id IN (SELECT value FROM json_each(?)) AND state = 'open' ORDER BY id",
        [str(list(people))],
    )
    return {each.person: each for each in map(_appointment, rows)}


def appointments_on(db: Database, day: date, site: str) -> list[Appointment]:
    """The appointments of a day at a site that were not cancelled, in order of household and entry."""
    rows = db.conn.execute(
        f"{_APPOINTMENT} JOIN people p ON p.id = a.person_id WHERE a.booked_on = ? AND a.site = ? AND a.state <> 'cancelled'"
        " ORDER BY p.village_id, p.household_id, p.id",
        [day.isoformat(), site],
    )
    return [_appointment(row) for row in rows]


def sessions(db: Database) -> list[tuple[date, str, int, int]]:
    """Days and sites with appointments, the latest day first: all that were not cancelled, and how many are open."""
    rows = db.conn.execute(
        "SELECT booked_on, site, count(*), sum(state = 'open') FROM appointments WHERE state <> 'cancelled'"
        " GROUP BY booked_on, site ORDER BY booked_on DESC, site"
    )
    return [(date.fromisoformat(on), site, all, still) for on, site, all, still in rows]


def _appointment(row: tuple[int, int, str, str, str, str]) -> Appointment:
    return Appointment(row[0], row[1], date.fromisoformat(row[2]), *row[3:])
