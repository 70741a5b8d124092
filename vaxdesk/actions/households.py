"""Households: who lives there, how to reach them, when they were visited; splitting, joining, correcting the address.

A single person moves by `plans.change_person` with another village or address.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.register import assignments
from vaxdesk.register import households as writing
from vaxdesk.register.assignments import Assignment
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.households import Place, Visit
from vaxdesk.rules.assignments import Scope
from vaxdesk.rules.messages import FieldRefused, Refused, say
from vaxdesk.rules.typed import needed
from vaxdesk.rules.writing import plain

from .judging import change_people, refresh
from .office import Changes, Office
from .overview import known_village
from .plans import read_field
from .rights import Right, needs

__all__ = ["Household", "Place", "Visit"]


class Household(NamedTuple):
    """A household: its place, its members (also those who left or died), the head where one is named, phones, visits.

    `answering`: who answers for it, for its grid or for the village, the nearest first.
    """

    place: Place
    members: tuple[Card, ...]
    head: Card | None
    phones: tuple[str, ...]
    visits: tuple[Visit, ...]
    answering: tuple[Assignment, ...]


@needs(Right.LOOK)
def household(office: Office, id: int, on: date) -> Household:
    """A household with its members' standings on a day. Raises Refused `household_unknown`."""
    place = found_place(office, id)
    refresh(office, on)
    people = tuple(cards(office.db, ids=writing.members(office.db, id)))
    head = next((card for card in people if plain(card.relation) in office.writing.heads), None)
    first = [head] if head else []
    phones = dict.fromkeys(card.phone for card in (*first, *people) if card.phone and not card.departure)
    near = assignments.answering(office.db, people[0].id) if people else []
    answering = tuple(each for each in near if each.scope != Scope.PERSON)
    return Household(place, people, head, tuple(phones), tuple(writing.visits(office.db, id)), answering)


@needs(Right.LOOK)
def household_at(office: Office, village: str, address: str) -> int | None:
    """The id of the household at an address of a village; None if there is none."""
    place = writing.place_at(office.db, village, address)
    return None if place is None else place.id


@needs(Right.LOOK)
def households(office: Office, village: str | None = None, after: int = 0, limit: int = -1) -> list[tuple[Place, int]]:
    """Households where somebody lives, with the number of members; `after` (an id) and `limit` page through them.

    Raises Refused `village_unknown`.
    """
    return writing.inhabited(office.db, known_village(office, village) if village is not None else None, after, limit)


@needs(Right.KEY)
def split(office: Office, id: int, people: Sequence[int], address: str) -> Changes:
    """Some members live at another address of the village from now on, as a household of their own.

    Raises FieldRefused at `people` (`needed`, `not_a_member`, `everybody_leaves`) or `address` (`needed`, `address_taken`).
    """
    place = found_place(office, id)
    there = writing.members(office.db, id)
    if not people:
        raise needed("people")
    if not set(people) <= set(there):
        raise FieldRefused(
            "people", "not_a_member", say("Somebody chosen does not live here any more: look at the household again.")
        )
    if set(people) == set(there):
        raise FieldRefused(
            "people",
            "everybody_leaves",
            say("Nobody would be left here: correct the address of the household instead."),
        )
    to = _free_address(office, place, address)
    return change_people(
        office, "split", people, lambda change: writing.found_new(office.db, change, place, to, people)
    )


@needs(Right.KEY)
def settle(office: Office, id: int, people: Sequence[int], address: str) -> Changes:
    """Some members live at another address of the village from now on: with whoever lives there, or else as by `split`.

    Raises as `split`, but never `address_taken` for an address where others live.
    """
    place = found_place(office, id)
    to = read_field(office, "address", address)
    there = None if to is None else writing.place_at(office.db, place.village, str(to))
    if there is None or there.id == id or not writing.members(office.db, there.id):
        return split(office, id, people, address)
    if not people:
        raise needed("people")
    with_them = there
    return change_people(office, "settle", people, lambda change: writing.settle(office.db, change, with_them, people))


@needs(Right.KEY)
def join(office: Office, keep: int, other: int) -> Changes:
    """Everybody of the other household lives in the first one from now on; visits and notes come along.

    Raises Refused `household_unknown`, `household_same`.
    """
    if keep == other:
        raise Refused("household_same", say("This is the same household twice: choose another one."))
    place, emptied = found_place(office, keep), found_place(office, other)
    people = writing.members(office.db, other)
    return change_people(
        office, "join", people, lambda change: writing.bring_together(office.db, change, place, emptied)
    )


@needs(Right.KEY)
def rename(office: Office, id: int, address: str) -> Changes:
    """Correct the address of a household. Raises FieldRefused at `address`: `needed`, `too_long`, `address_taken`."""
    place = found_place(office, id)
    to = _free_address(office, place, address)
    people = writing.members(office.db, id)
    empty = writing.place_at(office.db, place.village, to)
    if empty is not None:
        return change_people(
            office, "rename", people, lambda change: writing.bring_together(office.db, change, empty, place)
        )
    return change_people(office, "rename", people, lambda change: writing.rename(office.db, change, place, to))


@needs(Right.LOOK)
def found_place(office: Office, id: int) -> Place:
    """Where a household lives. Raises Refused `household_unknown`."""
    place = writing.place_of(office.db, id)
    if place is None:
        raise Refused("household_unknown", say("This household is not in the register any more: search again."))
    office.permit.admit(place.village)
    return place


def _free_address(office: Office, place: Place, text: str) -> str:
    """An address of the village where nobody lives."""
    address = read_field(office, "address", text)
    if address is None:
        raise needed("address")
    there = writing.place_at(office.db, place.village, address)
    if there is not None and (there.id == place.id or writing.members(office.db, there.id)):
        raise FieldRefused(
            "address",
            "address_taken",
            say(
                "{address} is the address of a household already: join the two, or move people there.", address=address
            ),
        )
    return str(address)
