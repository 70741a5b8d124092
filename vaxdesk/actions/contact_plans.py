"""The contact log and its plans (see plans): a contact of a person, an appointment, being asked after a dose how one is."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from vaxdesk.register import contacts as log
from vaxdesk.register.contacts import Appointment, NewBooking, NewContact
from vaxdesk.register.dossier import Dossier
from vaxdesk.register.facts import Writes
from vaxdesk.register.people import histories
from vaxdesk.rules.contacts import MOST_A_WEEK, Answer, Contact, Quiet, in_week, quiet_on
from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.messages import FieldRefused, Message, Refused, say
from vaxdesk.rules.optional_fields import CHRONIC
from vaxdesk.rules.rows import NOT_STATED
from vaxdesk.rules.standing import judge
from vaxdesk.rules.typed import needed

from .office import Office
from .optional_fields import refuse_off
from .plans import Plan, found, known_person, planned, read_field, unmerged
from .rights import Right, needs

__all__ = ["Appointment", "Contact", "Known", "Quiet", "book", "call_off", "known_contacts", "record", "watch"]

CONTACT_FIELDS = ("contacted_on", "way", "answer", "again_on", "who", "note")
"""What is typed of a contact; day and person are today and whoever opened the register if left out."""
BOOKING_FIELDS = ("booked_on", "site", "kind")
"""What is typed of an appointment."""
DECLINED, BOOKED = "declined", "booked"
FARTHEST = timedelta(days=366)


class Known(NamedTuple):
    """What is known before somebody calls: all contacts, the newest first, whether to leave the person alone, the appointment.

    `warnings` are what the caller should read first.
    """

    contacts: Sequence[Contact]
    quiet: Quiet | None
    appointment: Appointment | None
    warnings: Sequence[Message]


@needs(Right.LOOK)
def known_contacts(office: Office, person: int, on: date) -> Known:
    """All contacts of a person whatever they were about, and what to mind on a day.

    Raises Refused: `person_unknown`, `person_merged`.
    """
    before = unmerged(found(office, person))
    made = log.contacts_of(office.db, [person]).get(person, [])
    quiet = quiet_on(made, before.reason_on, before.reason == DECLINED, on)
    return Known(
        made[::-1], quiet, log.open_appointments(office.db, [person]).get(person), _to_mind(before, made, quiet, on)
    )


def _to_mind(before: Dossier, made: Sequence[Contact], quiet: Quiet | None, on: date) -> list[Message]:
    minded = [_left_alone(before, quiet)] if quiet else []
    lately = in_week(made, on)
    if len(lately) >= MOST_A_WEEK:
        last = lately[-1]
        minded.append(
            say(
                "{name} was contacted {count} times in the last seven days, last on {day} by {who}: does it have to be again?",
                name=before.name,
                count=len(lately),
                day=last.on,
                who=last.who,
            )
        )
    return minded


def _left_alone(before: Dossier, quiet: Quiet) -> Message:
    if quiet.until is not None:
        return say("{name} is not to be contacted before {day}.", name=before.name, day=quiet.until)
    return say("{name} does not wish to be contacted; only if they ask by themselves.", name=before.name)


@needs(Right.KEY)
def record(office: Office, person: int, values: Mapping[str, str]) -> Plan:
    """A contact of a person, with CONTACT_FIELDS; a refusal becomes the reason, a later yes takes it back.

    Raises FieldRefused at a field, `again_in_the_past` at `again_on`.
    """
    before = known_person(office, person)
    told = {field: read_field(office, field, values.get(field, "")) for field in CONTACT_FIELDS[:-1]}
    for field in ("way", "answer"):
        if told[field] is None:
            raise needed(field)
    on: date = told["contacted_on"] or office.today
    if told["again_on"] is not None and told["again_on"] <= on:
        raise FieldRefused(
            "again_on",
            "again_in_the_past",
            say("The day of the next contact lies before this one: correct one of the two."),
        )
    contact = NewContact(on, told["way"], told["answer"], told["who"] or office.user, told["again_on"])
    plan = planned(office, "contact", before, _reason(before, contact))
    note = read_field(office, "note", values["note"]) if values.get("note", "").strip() else ""
    return plan._replace(
        writes=plan.writes._replace(contact=contact, note=note),
        warnings=(*plan.warnings, *_doubts(office, before, contact)),
    )


def _reason(before: Dossier, contact: NewContact) -> dict[str, str]:
    """What a contact says of the reason nobody is vaccinated for; doses beat every reason, so it may stand beside them."""
    day = contact.contacted_on.isoformat()
    if contact.answer == Answer.DECLINED and before.reason != DECLINED:
        return {"reason": DECLINED, "reason_on": day}
    if contact.answer in (Answer.WILLING, Answer.CAME_FORWARD) and before.reason == DECLINED:
        return {"reason": NOT_STATED, "reason_on": day}
    return {}


def _doubts(office: Office, before: Dossier, contact: NewContact) -> Sequence[Message]:
    """A person who came by themselves was not chased: there is nothing to mind."""
    if contact.answer == Answer.CAME_FORWARD:
        return ()
    return known_contacts(office, before.id, contact.contacted_on).warnings


@needs(Right.KEY)
def watch(office: Office, person: int) -> Plan:
    """Ask the person on days 1 to 3 after a dose how they are: meant for elders with a chronic disease (notice 001).

    Raises Refused `field_off`, `watched_already`.
    """
    refuse_off(office, CHRONIC)
    before = known_person(office, person)
    if log.is_watched(office.db, person):
        raise Refused("watched_already", say("{name} is asked after every dose already.", name=before.name))
    return Plan("watch", before, Writes(person, watch=True))


@needs(Right.KEY)
def book(office: Office, person: int, values: Mapping[str, str]) -> Plan:
    """An appointment with BOOKING_FIELDS; one that is open already is moved.

    The site is that of the last dose unless another one is given, with a warning. Raises FieldRefused at `booked_on` (`needed`,
    `booked_in_the_past`, `booked_too_far`) and `site` (`needed`).
    """
    before = known_person(office, person)
    told = {field: read_field(office, field, values.get(field, "")) for field in BOOKING_FIELDS}
    on = told["booked_on"]
    if on is None:
        raise needed("booked_on")
    if on < office.today:
        raise FieldRefused(
            "booked_on", "booked_in_the_past", say("This day is over: choose one that is still to come.")
        )
    if on > office.today + FARTHEST:
        raise FieldRefused("booked_on", "booked_too_far", say("This day is more than a year away: correct it."))
    earlier = next((dose.site for dose in reversed(before.doses) if dose.site), None)
    site = told["site"] or earlier
    if site is None:
        raise needed("site")
    booking = NewBooking(on, site, told["kind"] or "ordinary")
    plan = planned(office, "book", before, {} if before.doses else {"reason": BOOKED})
    plan = plan._replace(writes=_booked(office, plan.writes, booking))
    return plan._replace(warnings=(*plan.warnings, *_booking_doubts(office, before, booking, earlier)))


def _booked(office: Office, writes: Writes, booking: NewBooking) -> Writes:
    known = log.open_appointments(office.db, [writes.person]).get(writes.person)
    if known is None:
        return writes._replace(booking=booking)
    different = (field for field in BOOKING_FIELDS if getattr(known, field) != getattr(booking, field))
    moved = [_edit(known, field, getattr(booking, field)) for field in different]
    return writes._replace(edits=(*writes.edits, *moved))


def _edit(known: Appointment, field: str, value: Any) -> FieldChange:
    return FieldChange("appointment", known.id, field, getattr(known, field), value)


def _booking_doubts(office: Office, before: Dossier, booking: NewBooking, earlier: str | None) -> list[Message]:
    doubts = []
    if earlier is not None and booking.site != earlier:
        doubts.append(say("The dose before was given at {site}: the next one belongs there.", site=earlier))
    (known,) = histories(office.db, office.campaign.code, [before.id])
    following = judge(known.history, office.campaign, office.today).next
    if following is None:
        doubts.append(say("{name} has no dose to get as the register stands.", name=before.name))
    elif following.earliest is not None and booking.booked_on < following.earliest:
        doubts.append(say("The next dose is possible from {day} on.", day=following.earliest))
    quiet = known_contacts(office, before.id, office.today).quiet
    return [*doubts, _left_alone(before, quiet)] if quiet else doubts


@needs(Right.KEY)
def call_off(office: Office, person: int) -> Plan:
    """The open appointment of a person is off. Raises Refused `not_booked`."""
    before = known_person(office, person)
    known = log.open_appointments(office.db, [person]).get(person)
    if known is None:
        raise Refused("not_booked", say("{name} has no appointment.", name=before.name))
    plan = planned(office, "call_off", before, {"reason": NOT_STATED} if before.reason == BOOKED else {})
    return plan._replace(writes=plan.writes._replace(edits=(*plan.writes.edits, _edit(known, "state", "cancelled"))))
