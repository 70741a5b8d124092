"""Finding anything from one search box: people, the households they live in, and titles as they are typed in pinyin."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.register.cards import Card
from vaxdesk.register.pinyin import speller

from .households import household_at
from .office import Office
from .people import find
from .rights import Right, needs

__all__ = ["Card", "Found", "Home", "find_anything", "spelled"]

MOST_PEOPLE, MOST_HOUSEHOLDS = 8, 4
"""As many as fit under a search box; a longer list belongs on the page of residents."""
LONGEST = 80
"""Characters looked for; what is longer was pasted by mistake, and nobody's name or address begins with it."""


class Home(NamedTuple):
    """A household that was found: its id, its village and its address."""

    id: int
    village: str
    address: str


class Found(NamedTuple):
    """Who and which households fit a text."""

    people: tuple[Card, ...]
    homes: tuple[Home, ...]


@needs(Right.LOOK)
def find_anything(office: Office, text: str, on: date) -> Found:
    """People by name, pinyin, numbers or address, and the households whose address or code holds the last word typed."""
    words = text.split()
    if not words or len(text) > LONGEST:
        return Found((), ())
    people = find(office, text, on)
    asked = words[-1].casefold()
    places = dict.fromkeys(
        (card.village, card.address)
        for card in people
        if card.address and asked in f"{card.village}{card.address} {card.household}".casefold()
    )
    homes = ((household_at(office, *place), *place) for place in list(places)[:MOST_HOUSEHOLDS])
    return Found(tuple(people[:MOST_PEOPLE]), tuple(Home(id, *place) for id, *place in homes if id is not None))


def spelled(titles: Sequence[str]) -> list[frozenset[str]]:
    """For each title what may be typed for it without an input method: its whole pinyin and its initials, small letters."""
    return [
        frozenset(key for key in speller().keys(title, (), "") if key.isascii()) | {title.casefold()}
        for title in titles
    ]
