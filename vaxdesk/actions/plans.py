"""Plans of edits: what would be written about a person, checked and read from what was typed. A plan writes nothing.

`editing.before_and_after` tells what a plan would do to the standing, `editing.carry_out` writes it. Every plan refuses with
FieldRefused at the field, and with Refused `person_unknown` or `person_merged`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from vaxdesk.register.dossier import Dossier, dossier_of, namesakes
from vaxdesk.register.facts import NewNumber, Writes, holder_of
from vaxdesk.register.people import villages
from vaxdesk.rules import grades
from vaxdesk.rules.identity import Identity, read_number
from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.messages import FieldRefused, Message, Refused, say
from vaxdesk.rules.names import read_name, same_name
from vaxdesk.rules.optional_fields import UNIT
from vaxdesk.rules.person_checks import birth_by, check_life, doubts_about
from vaxdesk.rules.problems import CODES, Severity
from vaxdesk.rules.records import Departure, Dose, History, Residence
from vaxdesk.rules.typed import FieldReader, needed

from .office import Office
from .optional_fields import refuse_off
from .rights import Right, needs

NEW = 0
"""The id of a person who is not in the register yet."""
MUST_STAND = ("name", "number", "village", "residence")
"""Fields that can be corrected, but not taken away."""
NOBODY = Dossier(NEW)


class Plan(NamedTuple):
    """One change of one person: the verb, the person as the register has it, what would be written, and what is doubtful."""

    verb: str
    before: Dossier
    writes: Writes
    warnings: tuple[Message, ...] = ()


@needs(Right.LOOK)
def read_field(office: Office, field: str, text: str) -> Any:
    """The value of a field as somebody types it. Raises FieldRefused (rules.typed)."""
    return FieldReader(office.writing, office.vocabulary, grades.load(), office.today).read(field, text)


@needs(Right.LOOK)
def found(office: Office, person: int) -> Dossier:
    """The person as the register has them. Raises Refused `person_unknown`."""
    known = dossier_of(office.db, person)
    if known is None:
        raise Refused("person_unknown", say("This person is not in the register any more: search again."))
    office.permit.admit(known.village)
    return known


@needs(Right.KEY)
def known_person(office: Office, person: int) -> Dossier:
    """The person to be edited. Raises Refused `person_unknown`, `person_merged`."""
    return unmerged(found(office, person))


def unmerged(known: Dossier) -> Dossier:
    """The same person. Raises Refused `person_merged` for an entry that is part of another one."""
    if known.departure == Departure.MERGED:
        raise Refused(
            "person_merged", say("This entry was merged into another one of the same person: change that one.")
        )
    return known


@needs(Right.KEY)
def change_person(office: Office, person: int, values: Mapping[str, str]) -> Plan:
    """Correct fields as they are typed; an empty text takes a fact away.

    The fields are name, number, sex, birth, phone, village, address, relation, unit, residence, arrived_on, departure, left_on,
    reason, reason_on; of a child guardian, guardian_phone, consent_on. The number fills birth and sex; a reason counts from today
    unless its day is given.
    """
    return planned(office, "edit", known_person(office, person), values)


@needs(Right.KEY)
def add_person(office: Office, values: Mapping[str, str]) -> Plan:
    """Somebody new, with the fields of `change_person`. Name and village are needed; the residence is resident if left out."""
    for field in ("name", "village"):
        if not values.get(field, "").strip():
            raise needed(field)
    plan = planned(office, "person", NOBODY, {"residence": str(Residence.RESIDENT), **values})
    told = {edit.field: edit.new for edit in plan.writes.edits}
    return plan._replace(warnings=(*plan.warnings, *_perhaps_known(office, told)))


@needs(Right.KEY)
def move_out(office: Office, person: int, day: str) -> Plan:
    """The person moved away on a day; "" where nobody knows it."""
    return _left(office, "move_out", person, Departure.MOVED_OUT, day)


@needs(Right.KEY)
def die(office: Office, person: int, day: str) -> Plan:
    """The person died on a day; "" where nobody knows it."""
    return _left(office, "death", person, Departure.DECEASED, day)


@needs(Right.KEY)
def return_to(office: Office, person: int, day: str = "") -> Plan:
    """The person is here again from a day, or never left: then without a day. Raises Refused `never_left`."""
    before = known_person(office, person)
    if not before.departure:
        raise Refused("never_left", say("{name} is here according to the register.", name=before.name))
    return planned(office, "return", before, {"departure": ""} | ({"arrived_on": day} if day.strip() else {}))


@needs(Right.KEY)
def note(office: Office, person: int, text: str) -> Plan:
    """A remark in free words."""
    before = known_person(office, person)
    return Plan("note", before, Writes(person, note=read_field(office, "note", text)))


def _left(office: Office, verb: str, person: int, departure: Departure, day: str) -> Plan:
    return planned(office, verb, known_person(office, person), {"departure": str(departure), "left_on": day})


@needs(Right.KEY)
def planned(office: Office, verb: str, before: Dossier, values: Mapping[str, str]) -> Plan:
    """The plan of a verb that changes these fields, as they are typed, of a person or of NOBODY."""
    if values.get(UNIT):
        refuse_off(office, UNIT)
    told = {field: _told(office, field, text) for field, text in values.items()}
    warnings = [
        CODES[code][1]
        for code in read_name(told.get("name", before.name), office.writing).codes
        if "name" in told and CODES[code][0] is Severity.WARNING
    ]
    number = None
    identity = read_number(told.get("number") or before.number, office.today)
    if "number" in told and identity.number != before.number:
        _refuse_taken(office, identity)
        number = NewNumber(identity.kind, identity.number)
        warnings += _filled_by(identity, before, told)
    elif "birth" in told and told["birth"] != before.birth:
        told["birth"] = birth_by(identity, told["birth"])
    _complete(office, before, told)
    edits = _edits(office, before, told)
    if {"birth", "departure", "left_on"} & {edit.field for edit in edits}:
        warnings += check_life(_life(before, told))
    if number and before.number_id is not None:
        edits += _renumbered(before.number_id, before, number)
        number = None
    return Plan(verb, before, Writes(before.id, tuple(edits), number), tuple(warnings))


def _told(office: Office, field: str, text: str) -> Any:
    value = read_field(office, field, text)
    if value is None and field in MUST_STAND:
        raise needed(field)
    return "" if value is None and field == "sex" else value


def _complete(office: Office, before: Dossier, told: dict[str, Any]) -> None:
    """What goes with a reason and with a departure: its day."""
    if "reason" in told and told["reason"] != before.reason:
        told.setdefault("reason_on", office.today if told["reason"] else None)
    departure = told.get("departure", before.departure)
    if told.get("left_on") and not departure:
        raise needed("departure")
    if not departure and before.departure:
        told["left_on"] = None


def _refuse_taken(office: Office, identity: Identity) -> None:
    holder = holder_of(office.db, identity.number)
    if holder is not None:
        known = dossier_of(office.db, holder)
        if known is None:
            raise FieldRefused(
                "number",
                "id_taken",
                say("This identity number belongs to somebody outside your villages: ask the office who is right."),
            )
        raise FieldRefused(
            "number",
            "id_taken",
            say(
                "This identity number belongs to {name} of {village}: find out who is right.",
                name=known.name,
                village=known.village,
            ),
        )


def _filled_by(identity: Identity, before: Dossier, told: dict[str, Any]) -> list[Message]:
    """Fill birth and sex from a new number, and tell what that changes or contradicts."""
    doubts = []
    birth = birth_by(identity, told.get("birth"))
    if birth is not None:
        told["birth"] = birth
        if before.birth not in (None, birth):
            doubts.append(say("The birth date becomes {day}, as the identity number says.", day=birth))
    sex = told.get("sex", before.sex)
    if not sex and identity.sex:
        told["sex"] = identity.sex
    return [*doubts, *doubts_about(identity, sex)]


def _edits(office: Office, before: Dossier, told: Mapping[str, Any]) -> list[FieldChange]:
    """The fields that become different; a move to another village takes the address along."""
    different = {field: value for field, value in told.items() if field != "number" and value != getattr(before, field)}
    edits = []
    if "village" in different:
        village = villages(office.db).get(different.pop("village"))
        if village is None:
            raise FieldRefused(
                "village",
                "village_unknown",
                say("The register has no such village: choose one of the list."),
            )
        edits.append(FieldChange("person", before.id, "village_id", before.village_id, village))
        different["address"] = told.get("address", before.address)
    return edits + [
        FieldChange("person", before.id, field, getattr(before, field), value) for field, value in different.items()
    ]


def _renumbered(document: int, before: Dossier, number: NewNumber) -> list[FieldChange]:
    was = {"kind": before.number_kind, "number": before.number}
    return [
        FieldChange("document", document, field, was[field], new)
        for field, new in number._asdict().items()
        if new != was[field]
    ]


def _life(before: Dossier, told: Mapping[str, Any]) -> History:
    def now(field: str) -> Any:
        return told.get(field, getattr(before, field))

    doses = tuple(Dose(dose.given_on, dose.product) for dose in before.doses)
    return History(now("birth"), departure=now("departure"), left_on=now("left_on"), doses=doses)


def _perhaps_known(office: Office, told: Mapping[str, Any]) -> list[Message]:
    """The people of the register who may be the new one: of the same name, with the same birth date or phone."""
    doubts = []
    for person in namesakes(office.db, told["name"]):
        known = dossier_of(office.db, person)
        if known is None or not same_name(known.name, told["name"]):
            continue
        if any(told.get(field) and told[field] == getattr(known, field) for field in ("birth", "phone")):
            doubts.append(
                say("{name} of {village} may be the same person: compare.", name=known.name, village=known.village)
            )
    return doubts
