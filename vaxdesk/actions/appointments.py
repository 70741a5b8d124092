"""Sessions: who is booked for a day at a site, the list of the day, and who came, keyed by exception.

Who came gets a dose known by the appointment alone, until a roster confirms it (rules.grades, rules.matching).
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.papers import forms
from vaxdesk.papers.sheet import Sheet
from vaxdesk.register import contacts as log
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.contacts import Appointment
from vaxdesk.register.facts import write
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.messages import FieldRefused, Message, Refused, say
from vaxdesk.rules.rows import NOT_STATED

from .contact_plans import BOOKED
from .dose_plans import add_dose
from .field_words import SESSION_KINDS
from .judging import change_people, refresh
from .language import PAPER, translator
from .ledgers import context
from .lines import lines
from .office import Changes, Office
from .people import with_grounds
from .plans import Plan, known_person, planned, read_field
from .rights import Right, needs

FORM = "session"
EVIDENCE = "appointment"
"""How a dose is known of which only the appointment is."""


class Session(NamedTuple):
    """A day at a site: everybody booked, and how many were not keyed in yet."""

    on: date
    site: str
    booked: int
    open: int


class Guest(NamedTuple):
    """Somebody booked for a session."""

    appointment: Appointment
    card: Card


class Held(NamedTuple):
    """A session that was keyed in: doses recorded, people who did not come, and who could not be recorded, with the reason."""

    given: int
    absent: int
    refused: Sequence[tuple[str, Message]]
    changes: Changes


@needs(Right.LOOK)
def sessions(office: Office) -> list[Session]:
    """All days and sites with appointments, the latest day first."""
    return [Session(*each) for each in log.sessions(office.db)]


@needs(Right.LOOK)
def guests(office: Office, day: date, site: str, on: date) -> list[Guest]:
    """Who is booked for a day at a site, in order of village and household, with the standings of the working date."""
    refresh(office, on)
    booked = log.appointments_on(office.db, day, site)
    known = {card.id: card for card in cards(office.db, ids=[each.person for each in booked])}
    return [Guest(each, known[each.person]) for each in booked if office.permit.sees(known[each.person].village)]


@needs(Right.KEY)
def hold(office: Office, day: date, site: str, product: str, absent: Collection[int]) -> Held:
    """Key a session in: whoever is still open came, except these people; one change, one undo.

    Each dose is of the product given. Whoever cannot have had it stays open and is named. Raises Refused `session_to_come`,
    `session_unknown`; FieldRefused at `product`.
    """
    if day > office.today:
        raise Refused("session_to_come", say("This session is still to come: key in who came once it was held."))
    still = [each for each in log.appointments_on(office.db, day, site) if each.state == "open"]
    if not still:
        raise Refused("session_unknown", say("Nobody is booked there any more: choose another day."))
    if read_field(office, "product", product) is None:
        raise FieldRefused("product", "needed", say("Write which vaccine was given."))
    plans: list[tuple[Appointment, Plan]] = []
    refused: list[tuple[str, Message]] = []
    for each in still:
        try:
            plans.append((each, _absent(office, each) if each.person in absent else _given(office, each, product)))
        except FieldRefused as reason:
            refused.append((known_person(office, each.person).name, reason.message))
    changes = _carry_out(office, plans) if plans else Changes("session")
    given = sum(each.person not in absent for each, _ in plans)
    return Held(given, len(plans) - given, refused, changes)


def _given(office: Office, each: Appointment, product: str) -> Plan:
    day = each.booked_on.isoformat()
    plan = add_dose(office, each.person, {"product": product, "given_on": day, "site": each.site, "evidence": EVIDENCE})
    return _keyed(plan, each, "came")


def _absent(office: Office, each: Appointment) -> Plan:
    """Nobody asks why here: the reason goes back to not stated."""
    before = known_person(office, each.person)
    values = {"reason": NOT_STATED} if before.reason == BOOKED and not before.doses else {}
    return _keyed(planned(office, "session", before, values), each, "absent")


def _keyed(plan: Plan, each: Appointment, state: str) -> Plan:
    edit = FieldChange("appointment", each.id, "state", each.state, state)
    return plan._replace(writes=plan.writes._replace(edits=(*plan.writes.edits, edit)))


def _carry_out(office: Office, plans: Sequence[tuple[Appointment, Plan]]) -> Changes:
    def write_all(change: int) -> None:
        for _, plan in plans:
            write(office.db, change, plan.writes)

    return change_people(office, "session", [each.person for each, _ in plans], write_all)


@needs(Right.PRINT)
def day_list(office: Office, booked: Sequence[Guest], on: date) -> Sheet:
    """The list of a session for the site, numbers masked as in every list."""
    words = translator(PAPER)
    people = list(with_grounds(office, [guest.card for guest in booked], on))
    filled = [
        {
            **line,
            "planned_on": guest.appointment.booked_on,
            "dose_site": guest.appointment.site,
            "note": words(SESSION_KINDS[guest.appointment.kind]),
        }
        for guest, line in zip(booked, lines(people, office, words, on), strict=True)
    ]
    return forms.fill(forms.load(FORM), filled, context(office, "", on, MaskProfile.LIST))
