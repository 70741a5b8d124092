"""Whom a new member of a household may be: somebody of the register with the same number, name and birth date, or phone."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from vaxdesk.register.dossier import Dossier, dossier_of, namesakes
from vaxdesk.register.facts import holder_of
from vaxdesk.register.sheets import people_with_phone
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.names import same_name
from vaxdesk.rules.records import Departure

from .office import Office
from .rights import Right, needs

PHONES_SHOWN = 5
"""People of one phone that are named: a shop's number may be that of many."""


class Alike(NamedTuple):
    """Somebody of the register who may be meant, why, and whether somebody must say so before anything is saved."""

    person: Dossier
    why: Message
    must_say: bool


@needs(Right.LOOK)
def alike(office: Office, name: str, number: str, birth: date | None, phone: str) -> list[Alike]:
    """The people who may be meant, the surest first."""
    found: dict[int, Alike] = {}
    holder = holder_of(office.db, number) if number else None
    _put(office, found, [holder] if holder is not None else [], say("the same identity number"), True)
    if birth is not None:
        named = [id for id in namesakes(office.db, name) if _born(office, id, name, birth)]
        _put(office, found, named, say("the same name and birth date"), True)
    if phone:
        _put(office, found, people_with_phone(office.db, phone)[:PHONES_SHOWN], say("the same phone"), False)
    return list(found.values())


def _put(office: Office, found: dict[int, Alike], people: Iterable[int], why: Message, must_say: bool) -> None:
    for person in people:
        known = dossier_of(office.db, person)
        if known is not None and known.departure != Departure.MERGED:
            found.setdefault(person, Alike(known, why, must_say))


def _born(office: Office, person: int, name: str, birth: date) -> bool:
    known = dossier_of(office.db, person)
    return known is not None and known.birth == birth and same_name(known.name, name)
