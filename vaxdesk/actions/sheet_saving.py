"""Saving a household that was keyed in: everything about it is one change, with the visit as its record."""

from datetime import date

from vaxdesk.register import households as homes
from vaxdesk.register import sheets
from vaxdesk.register.changes import begin_change, note_people
from vaxdesk.register.facts import household_at, write, write_person
from vaxdesk.register.households import Visit
from vaxdesk.register.people import villages
from vaxdesk.rules.contacts import Way
from vaxdesk.rules.keying_line import LineReader
from vaxdesk.rules.messages import FieldRefused, Refused, say
from vaxdesk.rules.typed import needed

from .canvass_desk import Door
from .judging import judge_people
from .office import Changes, Office
from .plans import NEW, Plan, read_field
from .rights import Right, needs
from .second_keying import keep_first
from .sheet_reading import ASKED, read_sheet
from .sheet_typing import Typed
from .visit_plans import VERB

__all__ = ["save_sheet", "visit_day"]


@needs(Right.KEY)
def visit_day(office: Office, typed: Typed) -> date:
    """The day of the visit. Raises FieldRefused at `visited_on`."""
    try:
        day = read_field(office, "given_on", typed.visited_on)
    except FieldRefused as refused:
        raise FieldRefused("visited_on", refused.code, refused.message) from refused
    if not isinstance(day, date):
        raise needed("visited_on")
    return day


@needs(Right.KEY)
def save_sheet(office: Office, door: Door, typed: Typed, reader: LineReader) -> Changes:
    """Write all that was typed of a household and the visit, and forget the draft; who was not asked about stays listed.

    Raises the first refusal of a line; FieldRefused at `visited_on`, `canvasser`, `next_on`; Refused `nothing_keyed` if nothing was
    said at all, and `changed_meanwhile`. Then nothing is written.
    """
    on = visit_day(office, typed)
    visit = Visit(on, "", _next_day(office, typed, on), _canvasser(office, typed))
    read = read_sheet(office, door, typed, reader, on)
    for refused in read.refusals.values():
        raise refused
    way = Way.PHONE if read.outcome == "phoned" else Way.DOOR
    plans = [_asked_by(row.plan, visit.by, way) for row in read.rows if row.plan is not None]
    if not plans and read.outcome in ASKED:
        raise Refused(
            "nothing_keyed",
            say(
                "Nothing was keyed in of this household: 0 if all is as printed, or / with the number of what was found."
            ),
        )
    with office.db.atomic():
        change = begin_change(office.db, office.user, VERB)
        household = typed.household or _new_household(office, change, typed)
        people = [_write(office, change, plan) for plan in plans]
        homes.write_visit(office.db, change, household, visit._replace(outcome=read.outcome))
        sheets.settle_draft(office.db, household, office.user, read.missing, typed.draft)
        keep_first(office, change, household, typed)
        note_people(office.db, change, people)
        judge_people(office, people)
    seen = people or [card.id for card in door.members]
    return Changes(VERB, people=frozenset(seen), everything=not seen)


def _asked_by(plan: Plan, who: str, way: Way) -> Plan:
    """The plan with whoever asked beside the answer."""
    contact = plan.writes.contact
    if contact is None:
        return plan
    return plan._replace(writes=plan.writes._replace(contact=contact._replace(who=who, way=way)))


def _write(office: Office, change: int, plan: Plan) -> int:
    person, writes = plan.before.id, plan.writes
    if person == NEW:
        person = write_person(office.db, change, writes.edits)
        writes = writes._replace(person=person, edits=())
    write(office.db, change, writes)
    return person


def _new_household(office: Office, change: int, typed: Typed) -> int:
    return household_at(office.db, change, villages(office.db)[typed.village], typed.address)


def _next_day(office: Office, typed: Typed, on: date) -> date | None:
    try:
        day = read_field(office, "valid_until", typed.next_on)
    except FieldRefused as refused:
        raise FieldRefused("next_on", refused.code, refused.message) from refused
    if isinstance(day, date) and day <= on:
        raise FieldRefused(
            "next_on", "next_before_visit", say("The next visit lies before this one: correct one of the two.")
        )
    return day if isinstance(day, date) else None


def _canvasser(office: Office, typed: Typed) -> str:
    if not typed.canvasser.strip():
        raise FieldRefused("canvasser", "needed", say("Write who went to the door."))
    try:
        return str(read_field(office, "name", typed.canvasser))
    except FieldRefused as refused:
        raise FieldRefused("canvasser", refused.code, refused.message) from refused
