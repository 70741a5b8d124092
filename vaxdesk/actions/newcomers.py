"""A new member of a household: somebody nobody knows yet, or a person of the register who is meant."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.rules.identity import read_number
from vaxdesk.rules.keying import OTHER_PERSON, Told
from vaxdesk.rules.keying_line import LINE
from vaxdesk.rules.messages import FieldRefused, Message, say

from .alike import Alike, alike
from .office import Office
from .plans import Plan, read_field
from .rights import Right, needs
from .visit_plans import member_plan, newcomer_plan


class Home(NamedTuple):
    """The household somebody is new in: village, address, and the ids of those who are there."""

    village: str
    address: str
    people: Collection[int]


class PerhapsKnown(FieldRefused):
    """Somebody must say whether one of the people `found` is meant."""

    def __init__(self, found: Sequence[Alike]) -> None:
        code = "perhaps_known"
        sentence = say("Somebody like this is in the register: type = for the same person, ! for another one.")
        super().__init__(LINE, code, sentence)
        self.found = tuple(found)


@needs(Right.LOOK)
def met_newcomer(office: Office, home: Home, name: str, told: Told, on: date) -> Plan:
    """The plan of a new member.

    Raises PerhapsKnown; FieldRefused `not_on_the_list` for a number nobody has who was found, and as visit_plans does.
    """
    number = str(read_field(office, "number", told.values.get("number", "")) or "")
    found = _found(office, home, name, number, told)
    if told.same:
        if told.same > len(found):
            raise FieldRefused(LINE, "not_on_the_list", say("So many people were not found: look at the numbers."))
        return _comes_here(office, home, found[told.same - 1], told, number, on)
    if told.same is None and any(each.must_say for each in found):
        raise PerhapsKnown(found)
    taken = any(number and each.person.number == number for each in found)
    if taken and told.same == OTHER_PERSON:
        told = told._replace(values={**told.values, **_facts_of(office, number), "number": ""})
    plan = newcomer_plan(office, name, told, home.village, home.address, on)
    doubts = [say("The number is somebody else's and was left out: ask to see the card.")] if taken else []
    return plan._replace(warnings=(*plan.warnings, *doubts, *map(described, found)))


def described(person: Alike) -> Message:
    """Whom somebody may be, and why."""
    known = person.person
    return say(
        "{name} of {village}, {address}: {why}",
        name=known.name,
        village=known.village,
        address=known.address or say("no address"),
        why=person.why,
    )


def _found(office: Office, home: Home, name: str, number: str, told: Told) -> list[Alike]:
    """Who may be meant; a phone is shared by those who live together."""
    born = read_number(number, office.today).birth or read_field(office, "birth", told.values.get("birth", ""))
    phone = str(read_field(office, "phone", told.values.get("phone", "")) or "")
    found = alike(office, name, number, born if isinstance(born, date) else None, phone)
    return [each for each in found if each.must_say or each.person.id not in home.people]


def _comes_here(office: Office, home: Home, who: Alike, told: Told, number: str, on: date) -> Plan:
    values = {"departure": "", **told.values, "village": home.village, "address": home.address}
    if number == who.person.number:
        values.pop("number", None)
    return member_plan(office, who.person, told._replace(values=values), on, frozenset())


def _facts_of(office: Office, number: str) -> dict[str, str]:
    """What a number says that is left out itself."""
    identity = read_number(number, office.today)
    return {"birth": identity.birth.isoformat() if identity.birth else "", "sex": identity.sex}
