"""What can be changed about a person, and what is asked for each: one table of forms."""

from collections.abc import Mapping

from ..actions import contact_plans, dose_plans, paper_plans, plans
from ..actions.office import Office
from ..actions.plans import Plan
from ..rules.messages import say
from .form_fields import Form

Values = Mapping[str, str]


def _facts(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return plans.change_person(office, person, values)


def _dose(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return dose_plans.add_dose(office, person, values)


def _dose_edit(office: Office, person: int, fact: int, values: Values) -> Plan:
    return dose_plans.change_dose(office, person, fact, values)


def _dose_void(office: Office, person: int, fact: int, values: Values) -> Plan:
    return dose_plans.void_dose(office, person, fact, values.get("why", ""))


def _certificate(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return paper_plans.add_certificate(office, person, values)


def _deferral(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return paper_plans.add_deferral(office, person, values)


def _paper_void(office: Office, person: int, fact: int, values: Values) -> Plan:
    return paper_plans.void_paper(office, person, fact, values.get("why", ""))


def _move_out(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return plans.move_out(office, person, values.get("left_on", ""))


def _death(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return plans.die(office, person, values.get("left_on", ""))


def _return(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return plans.return_to(office, person, values.get("arrived_on", ""))


def _note(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return plans.note(office, person, values.get("note", ""))


def _contact(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return contact_plans.record(office, person, values)


def _booking(office: Office, person: int, _fact: int, values: Values) -> Plan:
    return contact_plans.book(office, person, values)


def _call_off(office: Office, person: int, _fact: int, _values: Values) -> Plan:
    return contact_plans.call_off(office, person)


def _watch(office: Office, person: int, _fact: int, _values: Values) -> Plan:
    return contact_plans.watch(office, person)


CONTACT = Form(say("Record a contact"), ("way", "answer", "contacted_on", "again_on", "who", "note"), _contact)
BOOKING = Form(say("Book an appointment"), contact_plans.BOOKING_FIELDS, _booking)

FACTS = Form(
    say("Details"),
    (
        "name",
        "number",
        "sex",
        "birth",
        "phone",
        "village",
        "address",
        "relation",
        "unit",
        "residence",
        "arrived_on",
        "reason",
        "reason_on",
    ),
    _facts,
    stands=True,
)
"""The form that always stands on the page of a person."""

GUARDIAN_FIELDS = ("guardian", "guardian_phone", "consent_on")
"""Asked of a child under 14 only (Personal Information Protection Law, article 31)."""
DEFERRAL_FIELDS = tuple(field for field in paper_plans.FIELDS if field != "level")

ADDING: Mapping[str, Form] = {
    "dose": Form(say("Add a dose"), dose_plans.FIELDS, _dose),
    "certificate": Form(say("Add a certificate"), paper_plans.FIELDS, _certificate),
    "deferral": Form(say("Add a deferral"), DEFERRAL_FIELDS, _deferral),
    "guardian": Form(say("Guardian and consent"), GUARDIAN_FIELDS, _facts),
    "move_out": Form(say("Moved away"), ("left_on",), _move_out, at_once=True),
    "death": Form(say("Died"), ("left_on",), _death, at_once=True),
    "return": Form(say("Here again"), ("arrived_on",), _return, at_once=True),
    "note": Form(say("Add a note"), ("note",), _note),
    "contact": CONTACT,
    "book": BOOKING,
    "call_off": Form(say("Call the appointment off"), (), _call_off, at_once=True),
    "watch": Form(say("Ask after every dose"), (), _watch, at_once=True),
}
"""The forms that are opened by a button of their own, in its order."""

CORRECTING: Mapping[str, Form] = {"dose": Form(say("Correct a dose"), dose_plans.FIELDS, _dose_edit)}
"""By kind of event, the form that corrects it."""

TAKING_OUT: Mapping[str, Form] = {
    "dose": Form(say("Take a dose out"), ("why",), _dose_void),
    "certificate": Form(say("Take a certificate out"), ("why",), _paper_void),
    "deferral": Form(say("Take a deferral out"), ("why",), _paper_void),
}
"""By kind of event, the form that takes it out with a reason; it can still be seen."""
