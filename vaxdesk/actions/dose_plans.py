"""Plans of edits about doses (see plans): read from what was typed, checked, not written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vaxdesk.register.dossier import Dossier, RecordedDose
from vaxdesk.register.facts import NewDose, Writes
from vaxdesk.rules.dose_checks import Numbered, check_dose, number_among
from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.records import Dose, History
from vaxdesk.rules.typed import needed

from .office import Office
from .plans import Plan, known_person, read_field
from .rights import Right, needs

FIELDS = ("product", "given_on", "site", "evidence")
"""What is typed of a dose; `evidence` is needed."""


@needs(Right.KEY)
def add_dose(office: Office, person: int, values: Mapping[str, str]) -> Plan:
    """One dose more, with FIELDS; its number follows from the days of the others.

    Raises FieldRefused as rules.typed and rules.dose_checks do.
    """
    before = known_person(office, person)
    told = _read(office, {field: values.get(field, "") for field in FIELDS})
    warnings = _checked(office, before, before.doses, told["given_on"], told["product"])
    number, moved = number_among(_numbered(before.doses), told["given_on"])
    dose = NewDose(number, told["given_on"], told["product"], told["site"] or "", told["evidence"])
    return Plan("dose", before, Writes(person, _make_room(moved), doses=(dose,)), tuple(warnings))


@needs(Right.KEY)
def change_dose(office: Office, person: int, dose: int, values: Mapping[str, str]) -> Plan:
    """Correct the FIELDS given; a new day may give the dose another number.

    Raises FieldRefused as `add_dose`, and Refused `dose_unknown`.
    """
    before = known_person(office, person)
    known = _dose(before, dose)
    told = _read(office, values)
    different = {field: value for field, value in told.items() if value != getattr(known, field)}
    edits = [FieldChange("dose", dose, field, getattr(known, field), value) for field, value in different.items()]
    others = [other for other in before.doses if other.id != dose]
    warnings: list[Message] = []
    if {"given_on", "product"} & different.keys():
        on, product = told.get("given_on", known.given_on), told.get("product", known.product)
        warnings = _checked(office, before, others, on, product)
        if not _in_order(known.number, on, others):
            number, moved = number_among(_numbered(others), on)
            edits += [FieldChange("dose", dose, "number", known.number, number), *_make_room(moved)]
    return Plan("dose_edit", before, Writes(person, tuple(edits)), tuple(warnings))


@needs(Right.KEY)
def void_dose(office: Office, person: int, dose: int, why: str) -> Plan:
    """A dose was recorded by mistake: it can still be seen, and counts no more. Raises Refused `dose_unknown`."""
    before = known_person(office, person)
    _dose(before, dose)
    edit = FieldChange("dose", dose, "voided", None, read_field(office, "why", why))
    return Plan("dose_void", before, Writes(person, (edit,)))


def _read(office: Office, values: Mapping[str, str]) -> dict[str, Any]:
    told = {field: read_field(office, field, text) for field, text in values.items()}
    if "evidence" in told and told["evidence"] is None:
        raise needed("evidence")
    return told


def _dose(before: Dossier, dose: int) -> RecordedDose:
    for known in before.doses:
        if known.id == dose:
            return known
    raise Refused("dose_unknown", say("This dose does not stand there any more: look at the person again."))


def _checked(
    office: Office, before: Dossier, others: Sequence[RecordedDose], on: date | None, product: str | None
) -> list[Message]:
    doses = tuple(Dose(dose.given_on, dose.product) for dose in others)
    person = History(before.birth, departure=before.departure, left_on=before.left_on, doses=doses)
    since = office.vocabulary.in_use_since(product) if product else None
    return check_dose(Dose(on, product), person, since)


def _numbered(doses: Sequence[RecordedDose]) -> list[Numbered]:
    return [Numbered(dose.id, dose.number, dose.given_on) for dose in doses]


def _make_room(moved: Sequence[tuple[Numbered, int]]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange("dose", dose.id, "number", dose.number, number) for dose, number in moved)


def _in_order(number: int, on: date | None, others: Sequence[RecordedDose]) -> bool:
    """Whether a dose of this day may keep its number."""
    dated = [(other.given_on, other.number) for other in others if other.given_on is not None]
    return on is None or all((day < on) == (other < number) for day, other in dated)
