"""A synthetic township for the demonstration, tests and benchmarks: households, people and what happened to them.

Everything follows from a seed and a date; nobody in it exists. Its workbooks are written by `township_rosters`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from .township_careers import Careers, Fates, GivenDose, Paper
from .township_people import Households, Member, Names, Numbers, any_birth, birthday
from .township_words import Scenario, Words, load

AS_OF = date(2021, 12, 19)
ORDINARY: Mapping[str, float] = MappingProxyType({})
"""No other shares than those of the data file."""
HOUSES_IN_A_STREET = 30
WITHOUT_OWN_PHONE = 12
"""Children up to this age leave the phone number of the head of their household."""


class Villager(NamedTuple):
    """An invented person with everything that is true of them on the as-of date.

    `residence` and `departure` are codes of rules.records, `reason` one of reasons.toml or None where nobody asked.
    """

    scenario: Scenario
    name: str
    sex: str
    birth: date
    id_number: str
    phone: str
    village: str
    household: str
    relation: str
    address: str
    doses: tuple[GivenDose, ...]
    paper: Paper | None
    left_on: date | None

    @property
    def residence(self) -> str:
        """How the person belongs to the place (rules.records.Residence)."""
        return self.scenario.residence

    @property
    def departure(self) -> str | None:
        """Why the person left (rules.records.Departure), None if they did not."""
        return self.scenario.departure

    @property
    def reason(self) -> str | None:
        """The code of the reason given for not being vaccinated."""
        return self.scenario.reason


@dataclass(frozen=True, slots=True)
class Township:
    """A township on its as-of date; its people stand in walking order: by village, street and house."""

    name: str
    county: str
    county_code: str
    villages: tuple[str, ...]
    people: tuple[Villager, ...]
    seed: int
    as_of: date
    words: Words


def make_township(
    people: int = 3000,
    seed: int = 7,
    villages: int = 6,
    as_of: date = AS_OF,
    weights: Mapping[str, float] = ORDINARY,
) -> Township:
    """Invent a township of so many people in villages of different sizes; the same arguments make the same township.

    `weights` gives scenarios, by name, another share than resources/township.toml does.
    Raises ValueError for fewer than two villages and for more than township.toml has names for.
    """
    words = load()
    words = replace(
        words, scenarios=tuple(each._replace(weight=weights.get(each.name, each.weight)) for each in words.scenarios)
    )
    place = words.place
    names = tuple(place["villages"][:villages])
    if not 2 <= villages == len(names):
        raise ValueError(f"a township has 2 to {len(place['villages'])} villages, not {villages}")
    rng = Random(seed)
    maker = _Maker(rng, words, as_of)
    sizes = _sizes(rng, people, villages)
    inhabitants = tuple(
        villager
        for number, (village, size) in enumerate(zip(names, sizes, strict=True), start=1)
        for villager in maker.village(number, village, size)
    )
    return Township(place["name"], place["county"], place["county_code"], names, inhabitants, seed, as_of, words)


def _sizes(rng: Random, people: int, villages: int) -> list[int]:
    """Split people over villages; the largest has at most some twice as many as the smallest."""
    weights = [rng.uniform(1.0, 1.9) for _ in range(villages)]
    bounds = [round(people * sum(weights[:place]) / sum(weights)) for place in range(villages + 1)]
    return [after - before for before, after in pairwise(bounds)]


class _Maker:
    """Fills villages with households, one after the other."""

    def __init__(self, rng: Random, words: Words, as_of: date) -> None:
        self._rng = rng
        self._words = words
        self._as_of = as_of
        self._households = Households(rng, words.households)
        self._names = Names(rng, words)
        self._numbers = Numbers(rng, words.place)
        self._fates = Fates(rng, words.scenarios)
        self._careers = Careers(rng, words, as_of)

    def village(self, number: int, village: str, size: int) -> Iterator[Villager]:
        """Exactly `size` people of a village; the last household is cut short where it would be more."""
        left, house = size, 0
        while left:
            members = self._households.draw()[:left]
            yield from self._household(members, village, f"{number:02}-{house + 1:03}", self._address(village, house))
            left -= len(members)
            house += 1

    def _address(self, village: str, house: int) -> str:
        place = self._words.place
        street, number = divmod(house, HOUSES_IN_A_STREET)
        if street < len(place["streets"]):
            return str(
                place["street_address"].format(village=village, street=place["streets"][street], number=number + 1)
            )
        group = street - len(place["streets"]) + 1
        return str(place["group_address"].format(village=village, group=group, number=number + 1))

    def _household(self, members: Sequence[Member], village: str, household: str, address: str) -> Iterator[Villager]:
        incomer = self._rng.random() < self._words.incomers
        family, phone = self._names.surname(), self._numbers.phone()
        couple = len(members) > 1 and members[1].relation == "spouse"
        for member in members:
            scenario = self._fates.draw(member, incomer=incomer)
            birth = self._birth(scenario, member.age)
            career = self._careers.draw(scenario, village)
            married_in = member.sex == "f" and (
                member.relation == "parent" or (couple and member.relation in ("head", "spouse"))
            )
            yield Villager(
                scenario=scenario,
                name=self._names.name(self._names.surname() if married_in else family, member.sex, birth.year),
                sex=member.sex,
                birth=birth,
                id_number=self._numbers.identity(birth, member.sex, incomer=incomer),
                phone=phone if member.relation == "head" or member.age <= WITHOUT_OWN_PHONE else self._numbers.phone(),
                village=village,
                household=household,
                relation=self._words.relations[member.relation][member.sex],
                address=address,
                doses=career.doses,
                paper=career.paper,
                left_on=career.left_on,
            )

    def _birth(self, scenario: Scenario, age: int) -> date:
        match scenario.birthday:
            case "today":
                return birthday(self._as_of, -age)
            case "tomorrow":
                return birthday(self._as_of + timedelta(days=1), -age - 1)
            case _:
                return any_birth(self._rng, self._as_of, age)
