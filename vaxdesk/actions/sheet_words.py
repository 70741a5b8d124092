"""A member's row of a canvass sheet in words: what is known, as it stands on paper, and what a plan would change."""

from collections.abc import Iterator

from vaxdesk.register.cards import Card
from vaxdesk.register.facts import NewDose
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.records import Residence
from vaxdesk.rules.rows import NOT_STATED

from .field_words import COLUMNS, shown
from .office import Office
from .plans import NEW, Plan
from .rights import Right, needs

OF_COURSE = frozenset({"village_id", "household_id", "address", "reason_on", "number"})
"""Edits that need no words: the place is that of the household, the day that of the visit, the number of a dose follows."""
OF_NEWCOMERS = frozenset({"name", "sex", "birth", "relation"})
"""What has a column of its own."""


@needs(Right.LOOK)
def known_of(office: Office, card: Card) -> str:
    """What the sheet says of somebody: the doses with their days, else the reason, else nothing."""
    products, reasons = office.catalogue.products, office.catalogue.reasons
    doses = []
    for dose in card.doses:
        product = products[dose.product].short if dose.product else ""
        doses.append(" ".join(filter(None, (product, dose.on.strftime("%Y.%m.%d") if dose.on else "?"))))
    return ", ".join(doses) or (
        reasons[card.reason].text if card.reason in reasons and card.reason != NOT_STATED else ""
    )


@needs(Right.LOOK)
def told_by(office: Office, plan: Plan) -> Iterator[Message]:
    """What a plan would write, in short words; nothing for a plan that changes nothing."""
    writes, new = plan.writes, plan.before.id == NEW
    if not new and any(edit.field in ("household_id", "address") for edit in writes.edits):
        yield say("comes here from {address}", address=plan.before.address or say("no address"))
    for edit in writes.edits:
        if edit.field in OF_COURSE or edit.record == "document" or (new and edit.field in OF_NEWCOMERS):
            continue
        if new and (edit.field, edit.new) == ("residence", Residence.RESIDENT):
            continue
        value = shown(office, edit.field, edit.new)
        if new or edit.old in (None, ""):
            yield say("{field} {value}", field=COLUMNS[edit.field], value=value)
        else:
            yield say(
                "{field}: {old} → {new}", field=COLUMNS[edit.field], old=shown(office, edit.field, edit.old), new=value
            )
    if (writes.number and not new) or any(
        edit.record == "document" and edit.field == "number" for edit in writes.edits
    ):
        yield say("identity number")
    yield from (_dose(office, dose) for dose in writes.doses)
    if writes.absence:
        yield say("gone to {place}", place="".join(dict.fromkeys(writes.absence[1:])))
    if writes.contact:
        yield say("answer: {answer}", answer=shown(office, "answer", writes.contact.answer))
    if writes.watch:
        yield say("asked after every dose")
    if writes.note:
        yield say("noted: {words}", words=writes.note)


def _dose(office: Office, dose: NewDose) -> Message:
    product = office.catalogue.products[dose.product].short if dose.product else say("vaccine unknown")
    if dose.given_on is None:
        return say("dose {number} {product}, day unknown", number=dose.number, product=product)
    return say("dose {number} {product} {day}", number=dose.number, product=product, day=dose.given_on.isoformat())
