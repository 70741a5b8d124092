"""Invented people: who lives together, their ages and names, and numbers and phones that are drawn at random."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate, cycle
from random import Random
from typing import Any, NamedTuple

from ..rules.identity import check_digit
from .township_words import HouseholdKind, Span, Words

ELDEST = 100
ONE_CHARACTER = 0.2
"""Share of given names with one character."""
MALE = 0.52
MAN_HEADS = 0.85
"""Share of couples of which the man is the head of the household."""


class Member(NamedTuple):
    """A place in a household: the relation to the head, the sex (m, f), and the age in full years."""

    relation: str
    sex: str
    age: int


def between(rng: Random, span: Span) -> int:
    """A whole number within the span, both ends included."""
    low, high = span
    return low + int(rng.random() * (high - low + 1))


def birthday(born: date, age: int) -> date:
    """The day on which somebody born then becomes `age`; a negative age goes back. 29 February becomes the 28th."""
    year = born.year + age
    if born.month == 2 and born.day == 29 and (year % 4 or (year % 100 == 0 and year % 400)):
        return date(year, 2, 28)
    return born.replace(year=year)


def any_birth(rng: Random, as_of: date, age: int) -> date:
    """A birth date with which one is `age` full years old on the as-of date and has no birthday on that very day."""
    return birthday(as_of, -age) - timedelta(days=between(rng, (1, 360)))


class Households:
    """Draws households by their kinds' weights."""

    def __init__(self, rng: Random, kinds: Sequence[HouseholdKind]) -> None:
        self._rng = rng
        self._kinds = kinds
        self._weights = list(accumulate(kind.weight for kind in kinds))

    def draw(self) -> list[Member]:
        """The members of a household, its head first; nobody is older than ELDEST."""
        rng = self._rng
        kind = self._kinds[bisect(self._weights, rng.random() * self._weights[-1])]
        age = between(rng, kind.head)
        members = [Member("head", "m" if rng.random() < (MAN_HEADS if kind.members else MALE) else "f", age)]
        for relation, least, most, share in kind.members:
            years = age + between(rng, (least, most))
            if rng.random() < share and 0 <= years <= ELDEST:
                members.append(Member(relation, self._sex(relation, members), years))
        return members

    def _sex(self, relation: str, before: Sequence[Member]) -> str:
        """Spouses are a man and a woman, and so are two parents; otherwise it is chance."""
        if relation == "spouse" or (relation == "parent" and before[-1].relation == "parent"):
            return "f" if before[-1].sex == "m" else "m"
        return "m" if self._rng.random() < MALE else "f"


class Names:
    """Draws surnames and names as they were given in a person's year of birth."""

    def __init__(self, rng: Random, words: Words) -> None:
        self._rng = rng
        self._given = words.given_names
        self._surnames = words.names["surnames"]
        self._compounds = words.names["compound_surnames"]
        self._compound_share = words.names["compound_share"]
        self._rare = words.names["rare"]
        self._minority_share = words.names["minority"]["share"]
        self._minority = {sex: cycle(words.names["minority"][sex]) for sex in "mf"}

    def surname(self) -> str:
        """A surname, now and then one of two characters."""
        rng = self._rng
        return str(rng.choice(self._compounds if rng.random() < self._compound_share else self._surnames))

    def name(self, surname: str, sex: str, year: int) -> str:
        """The surname and one or two characters, or now and then a name of a national minority, without surname."""
        rng = self._rng
        if rng.random() < self._minority_share:
            return str(next(self._minority[sex]))
        characters = self._characters(sex, year)
        if rng.random() < self._rare["share"]:
            return surname + str(rng.choice(self._rare["characters"]))
        if rng.random() < ONE_CHARACTER:
            return surname + rng.choice(characters)
        return surname + rng.choice(characters) + rng.choice(characters)

    def _characters(self, sex: str, year: int) -> str:
        fitting = next((given for given in self._given if given.since <= year), self._given[-1])
        return fitting.m if sex == "m" else fitting.f


class Numbers:
    """Draws identity numbers with a right check digit, none of them twice, and mobile phone numbers."""

    def __init__(self, rng: Random, place: Mapping[str, Any]) -> None:
        self._rng = rng
        self._county = place["county_code"]
        self._other_counties = place["other_counties"]
        self._prefixes = place["phone_prefixes"]
        self._drawn: set[str] = set()

    def identity(self, birth: date, sex: str, *, incomer: bool) -> str:
        """An identity number of this county, or of another one for an incomer."""
        rng = self._rng
        start = (rng.choice(self._other_counties) if incomer else self._county) + f"{birth:%Y%m%d}"
        while True:
            body = f"{start}{between(rng, (0, 499)) * 2 + (sex == 'm'):03}"
            if body not in self._drawn:
                self._drawn.add(body)
                return body + check_digit(body)

    def phone(self) -> str:
        """A mobile phone number of eleven digits."""
        return f"{self._rng.choice(self._prefixes)}{between(self._rng, (0, 99_999_999)):08}"
