"""The fields of a person, a dose and a certificate in words, and their values as people read them."""

from collections.abc import Mapping
from datetime import date

from vaxdesk.register.duplicates import SAME_PAPER
from vaxdesk.rules import grades
from vaxdesk.rules.contacts import Answer
from vaxdesk.rules.masks import mask_id_but_tail, mask_phone
from vaxdesk.rules.merging import NEAR_DOSE, SAME_DOSE
from vaxdesk.rules.messages import Message, say

from .codes import DETAIL_LABELS, WAYS
from .lines import RESIDENCES, SEXES
from .office import Office
from .rights import Right, needs

FIELDS: Mapping[str, Message] = {
    "name": say("Name"),
    "number": say("Identity number"),
    "sex": say("Sex"),
    "birth": say("Birth date"),
    "phone": say("Phone"),
    "village": say("Village"),
    "address": say("Address"),
    "relation": say("Relation to the head"),
    "unit": say("Work unit"),
    "residence": say("Residence"),
    "arrived_on": say("Here since"),
    "departure": say("Moved or died"),
    "left_on": say("Left on"),
    "reason": say("Reason"),
    "reason_on": say("Reason as of"),
    "guardian": say("Guardian"),
    "guardian_phone": say("Guardian's phone"),
    "consent_on": say("Guardian consented on"),
    "product": say("Vaccine"),
    "given_on": say("Dose on"),
    "site": say("Place of vaccination"),
    "evidence": say("Evidence"),
    "cause": say("Diagnosis"),
    "institution": say("Institution"),
    "level": say("Level of the institution"),
    "issued_on": say("Issued on"),
    "valid_until": say("Valid until"),
    "contacted_on": say("Contact on"),
    "way": say("How"),
    "answer": say("Result"),
    "who": say("By whom"),
    "again_on": say("Not before"),
    "booked_on": say("Appointment on"),
    "kind": say("Kind of session"),
    "why": say("Why"),
    "note": say("Note"),
}
"""What may be typed (rules.typed), as it stands beside a field."""

COLUMNS: Mapping[str, Message] = {
    **FIELDS,
    "household_id": FIELDS["address"],
    "village_id": FIELDS["village"],
    "code": say("Household code"),
    "grid_id": say("Grid"),
    "ended_on": say("Answered until"),
    "kind": say("Kind"),
    "state": say("Appointment"),
    "voided": say("Taken out, because"),
}
"""What may be edited in the register, beside its old and new value. The number of a dose follows from its day."""

NOTHING = say("(nothing)")
VOIDED = {
    SAME_DOSE: say("the same dose from another source"),
    NEAR_DOSE: say("cannot be true beside another dose, to be asked"),
    SAME_PAPER: say("recorded twice"),
}
"""Why a merge took a fact out; a person's own words stay as they are."""
CONTACT_ANSWERS: Mapping[str, Message] = {
    Answer.WILLING: say("willing"),
    Answer.UNDECIDED: say("still thinking about it"),
    Answer.DECLINED: say("does not wish to"),
    Answer.NOT_REACHED: say("not reached"),
    Answer.WRONG_NUMBER: say("wrong number"),
    Answer.CAME_FORWARD: say("asked by themselves"),
    Answer.WELL: say("well after the dose"),
    Answer.UNWELL: say("unwell after the dose, site told"),
    Answer.OTHER: say("something else, see the note"),
}
SESSION_KINDS: Mapping[str, Message] = {
    "ordinary": say("ordinary session"),
    "elders": say("elders' session"),
    "home": say("home visit"),
}
STATES: Mapping[str, Message] = {
    "open": say("booked"),
    "came": say("came"),
    "absent": say("did not come"),
    "cancelled": say("cancelled"),
}
NUMBER_KINDS = {"resident": say("identity number"), "permit": say("permit or passport")}


@needs(Right.LOOK)
def shown(office: Office, field: str, value: object) -> object:
    """A value as people read it: codes as words, days as days; of numbers and phones only what the mask leaves."""
    if value in (None, ""):
        return NOTHING
    text = str(value)
    if field in ("birth", "arrived_on", "left_on", "reason_on", "given_on", "issued_on", "valid_until",
                 "contacted_on", "again_on", "booked_on", "ended_on", "consent_on"):  # fmt: skip
        return date.fromisoformat(text)
    if field == "number":
        return mask_id_but_tail(text)
    if field in ("phone", "guardian_phone"):
        return mask_phone(text)
    return _worded(office, field, text)


def _worded(office: Office, field: str, code: str) -> object:
    """The words of a code of a closed set; any other text as it is."""
    words: Mapping[str, Mapping[str, object]] = {
        "sex": SEXES,
        "residence": RESIDENCES,
        "departure": DETAIL_LABELS,
        "kind": {**NUMBER_KINDS, **SESSION_KINDS},
        "way": WAYS,
        "answer": CONTACT_ANSWERS,
        "state": STATES,
        "voided": VOIDED,
        "reason": {reason.code: Message(reason.text) for reason in office.catalogue.reasons.values()},
        "product": {product.code: product.short for product in office.catalogue.products.values()},
        "evidence": {grade.code: Message(grade.text) for grade in grades.load().values()},
    }
    return words.get(field, {}).get(code, code)
