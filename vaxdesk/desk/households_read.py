"""What the page of households shows: a list by address or member, and one household with its members."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..actions import people
from ..actions.assignments import DUTIES, Assignment
from ..actions.codes import standing_label
from ..actions.households import Household, Place, household, household_at, households
from ..actions.language import Translator
from ..actions.lines import SEXES
from ..actions.office import Office
from ..rules.ages import full_years
from ..rules.assignments import Duty, Scope
from ..rules.keying import outcome_text
from ..rules.masks import mask_phone
from .shapes import shape_of
from .table import Marked, Value

MOST = 200
"""Households that are listed at once; more come on asking."""


class Listed(NamedTuple):
    """A household of the list: its id, its village, its address, what is said beside it."""

    id: int
    village: str
    address: str
    beside: str


class Opened(NamedTuple):
    """One household: its place, the ids of its members, their rows, what is said above them, and who answers for it itself."""

    place: Place
    people: Sequence[int]
    rows: Sequence[Sequence[Value]]
    about: str
    answering: Sequence[Assignment]


def read_list(
    office: Office, text: str, village: str | None, after: int, on: date, words: Translator
) -> Sequence[Listed]:
    """Households of a village (None: all); with a text those in which somebody is found by it (actions.people.find).

    `after` is the last household shown already. Raises Refused `village_unknown`.
    """
    if not text.strip():
        return [
            Listed(place.id, place.village, place.address, words.say("{count} people", count=count))
            for place, count in households(office, village, after, MOST)
        ]
    found: dict[tuple[str, str], list[str]] = {}
    for card in people.find(office, text, on, MOST):
        if card.address and village in (None, card.village):
            found.setdefault((card.village, card.address), []).append(card.name)
    listed = []
    for (place, address), names in found.items():
        id = household_at(office, place, address)
        if id is not None:
            listed.append(Listed(id, place, address, words.say("found: {names}", names=", ".join(names))))
    return listed


def read_household(office: Office, id: int, on: date, words: Translator) -> Opened:
    """A household with its members' standings on a day. Raises Refused `household_unknown`."""
    known = household(office, id, on)
    rows: list[Sequence[Value]] = [
        (
            card.name,
            card.relation,
            words(SEXES[card.sex]) if card.sex else "",
            None if card.birth is None else full_years(card.birth, on),
            Marked(standing_label(card.standing, words), shape_of(card.standing)),
        )
        for card in known.members
    ]
    own = [each for each in known.answering if each.scope == Scope.HOUSEHOLD]
    return Opened(known.place, [card.id for card in known.members], rows, _about(known, words), own)


def _about(known: Household, words: Translator) -> str:
    lines = [
        words.say("Head: {name}", name=known.head.name) if known.head else words.say("Nobody is named as head."),
        words.say("Household code: {code}", code=known.place.code) if known.place.code else "",
        words.say("Phones: {phones}", phones=", ".join(map(mask_phone, known.phones))) if known.phones else "",
        *(
            " ".join(
                filter(
                    None,
                    (
                        words.say(
                            "Visited on {day} by {name}: {outcome}",
                            day=visit.visited_on,
                            name=visit.by,
                            outcome=outcome_text(visit.outcome),
                        ),
                        words.say("Next visit: {day}", day=visit.next_on) if visit.next_on else "",
                    ),
                )
            )
            for visit in known.visits
        ),
        *(
            words.say("{duty} of {what}: {name}", duty=DUTIES[Duty(each.role)], what=each.what, name=each.who)
            for each in known.answering
        ),
    ]
    return "\n".join(filter(None, lines))
