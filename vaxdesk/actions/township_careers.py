"""What happened to an invented person: doses, papers shown, departure; all of it follows from a scenario."""

from bisect import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from ..rules.records import Residence
from .township_people import Member, between
from .township_words import Scenario, Words

OTHER = "other"
"""In a scenario's doses: another product of the family of the dose before."""


class GivenDose(NamedTuple):
    """A dose as it was given: the day, the product's code, and where; None for what nobody wrote down."""

    on: date | None
    product: str | None
    site: str | None


class Paper(NamedTuple):
    """A paper as it was shown: `kind` is certificate or deferral; `level` as written.

    Without `on` nothing was shown; without `until` it has no end.
    """

    kind: str
    diagnosis: str
    institution: str
    level: str
    on: date | None
    until: date | None


class Career(NamedTuple):
    """All that happened to one person up to the as-of date; doses in their order."""

    doses: tuple[GivenDose, ...]
    paper: Paper | None
    left_on: date | None


class Fates:
    """Draws a scenario that fits a person, by weight."""

    def __init__(self, rng: Random, scenarios: Sequence[Scenario]) -> None:
        self._rng = rng
        self._scenarios = scenarios
        self._open = cache(self._fitting)

    def draw(self, member: Member, *, incomer: bool) -> Scenario:
        """A scenario for somebody of that age and sex; incomers have their own."""
        scenarios, weights = self._open(member.age, member.sex, incomer)
        return scenarios[bisect(weights, self._rng.random() * weights[-1])]

    def _fitting(self, age: int, sex: str, incomer: bool) -> tuple[list[Scenario], list[float]]:
        fitting = [
            scenario
            for scenario in self._scenarios
            if scenario.ages[0] <= age <= scenario.ages[1]
            and scenario.sex in ("", sex)
            and (scenario.residence == Residence.INCOMER) == incomer
        ]
        return fitting, list(accumulate(scenario.weight for scenario in fitting))


class Careers:
    """Turns scenarios into doses, papers and departures before an as-of date."""

    def __init__(self, rng: Random, words: Words, as_of: date) -> None:
        self._rng = rng
        self._words = words
        self._as_of = as_of
        self._gaps_in_text = {"township": words.place["name"], "county": words.place["county"]}
        self._sites = [site.format(**self._gaps_in_text) for site in words.place["sites"]]

    def draw(self, scenario: Scenario, village: str) -> Career:
        """What happened to one person of that village."""
        left = self._ago(between(self._rng, scenario.left)) if scenario.departure else None
        return Career(self._doses(scenario), self._paper(scenario.paper, village), left)

    def _ago(self, days: int) -> date:
        return self._as_of - timedelta(days=days)

    def _doses(self, scenario: Scenario) -> tuple[GivenDose, ...]:
        if not scenario.doses:
            return ()
        rng = self._rng
        ago = between(rng, scenario.first)
        days = [ago]
        for gap in scenario.gaps:
            ago = max(0, ago - between(rng, gap))
            days.append(ago)
        return tuple(
            GivenDose(None if scenario.undated else self._ago(ago), product, rng.choice(self._sites))
            for ago, product in zip(days, self._products(scenario.doses), strict=True)
        )

    def _products(self, families: Sequence[str]) -> list[str | None]:
        """One product for all doses of a family, the same to the end."""
        products: list[str | None] = []
        for place, family in enumerate(families):
            if place and family == families[place - 1]:
                products.append(products[-1])
            elif family == OTHER:
                others = self._words.families[families[place - 1]]
                products.append(self._rng.choice([product for product in others if product != products[-1]]))
            else:
                known = self._words.families.get(family)
                products.append(self._rng.choice(known) if known else None)
        return products

    def _paper(self, name: str, village: str) -> Paper | None:
        if not name:
            return None
        rng, kind = self._rng, self._words.papers[name]
        institution, level = rng.choice(kind.institutions)
        return Paper(
            kind.kind,
            rng.choice(kind.diagnoses),
            institution.format(village=village, **self._gaps_in_text),
            level,
            self._ago(between(rng, kind.on)) if kind.on else None,
            self._ago(-between(rng, kind.until)) if kind.until else None,
        )
