"""Choosing a county from the list of all, by typing its name, its pinyin or its initials."""

from collections import Counter
from functools import cache
from itertools import islice, product
from typing import NamedTuple

from vaxdesk.rules import divisions
from vaxdesk.rules.divisions import Division

MOST_READINGS = 24
"""Spellings kept for one county: a first character with two readings is typed either way."""


class County(NamedTuple):
    """A county as it is offered (`whole`: province and city before it), as it is written down, and what finds it.

    The name alone is written where no other county has it (rules.divisions.home_of).
    """

    written: str
    whole: str
    keys: frozenset[str]


def counties() -> list[County]:
    """All counties, by code; takes half a second, for every name is spelled."""
    known = divisions.load()
    times = Counter(division.county for division in known)
    return [_county(division, times[division.county] == 1) for division in known]


def _county(division: Division, only: bool) -> County:
    below = division.city + division.county
    whole = below if division.city == division.province else division.province + below
    keys = _keys(division.county) | {below, division.province + division.county}
    return County(division.county if only else whole, whole, keys)


def _keys(name: str) -> frozenset[str]:
    """The name, its pinyin and its initials, in every reading."""
    spellings = list(islice(product(*map(_readings, name)), MOST_READINGS))
    whole = ("".join(spelling) for spelling in spellings)
    initials = ("".join(syllable[:1] for syllable in spelling) for spelling in spellings)
    return frozenset((name, *whole, *initials))


@cache
def _readings(sign: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # the dictionary takes 190 ms

    return tuple(dict.fromkeys(pinyin(sign, style=Style.NORMAL, heteronym=True)[0]))


def fitting(known: list[County], text: str, limit: int = 12) -> list[County]:
    """The counties a text may mean, those that begin with it first."""
    typed = text.casefold().replace(" ", "")
    if not typed:
        return []
    first = [county for county in known if any(key.startswith(typed) for key in county.keys)]
    inside = [county for county in known if typed in county.whole and county not in first]
    return [*first, *inside][:limit]
