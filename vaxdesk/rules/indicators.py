"""Indicators: rates that never stand without the name of what they are divided by (domain facts A4, B2, C5).

The definitions are data (resources/indicators.toml); every rate is an exact fraction, rounded only where it is shown.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from .bands import Band, BandWords, read_bands
from .denominators import BridgeStep, Denominator, bridge, read_denominators, share
from .entries import Entry
from .measures import Counts, Measure, Scope, read_measures
from .messages import say
from .rates import ranks, rate
from .targets import Target, met_by_all, read_targets

FILE = "indicators.toml"
Given = Mapping[Scope, Mapping[str, int]]
"""Figures an office was given, by scope and name (census, assigned)."""


class Indicator(NamedTuple):
    """A rate: people of `measure`, by each of the denominators; villages are ranked by the first one if `ranked`."""

    code: str
    text: str
    english: str
    measure: str
    denominators: tuple[str, ...]
    ranked: bool


class Figure(NamedTuple):
    """One rate of one scope: `rate` is exact, may be over 1, and is None where the denominator is zero."""

    code: str
    scope: Scope
    numerator: int
    denominator: Fraction
    denominator_name: str
    rate: Fraction | None


class Met(NamedTuple):
    """How a target was met: whether by all, and for each scope its rate, floor (or ceiling) and stretch mark."""

    target: Target
    by_all: bool
    parts: tuple[tuple[Scope, Fraction | None, bool | None, bool | None], ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything of resources/indicators.toml."""

    measures: Mapping[str, Measure]
    denominators: Mapping[str, Denominator]
    indicators: Mapping[str, Indicator]
    targets: tuple[Target, ...]
    bands: tuple[Band, ...]
    band_words: BandWords
    working_weekdays: frozenset[int]
    unverified_warning: Fraction


@cache
def load() -> Definitions:
    """The definitions that ship with the program; read once."""
    return parse(tomllib.loads((files("vaxdesk.resources") / FILE).read_text(encoding="utf-8")))


def parse(table: Mapping[str, Any]) -> Definitions:
    """Make definitions of the parsed file. Raises Refused `data_invalid` naming the key, `bands_invalid`."""
    file = Entry(FILE, "", table)
    measures = read_measures(file)
    denominators = read_denominators(file, measures)
    indicators = _indicators(file, measures, denominators)
    definitions = Definitions(
        measures, denominators, indicators,
        targets=read_targets(file, indicators, denominators),
        bands=read_bands(file.text("bands")),
        band_words=_band_words(file),
        working_weekdays=_weekdays(file),
        unverified_warning=share(file, "unverified_warning"),
    )  # fmt: skip
    file.end()
    return definitions


def _weekdays(file: Entry) -> frozenset[int]:
    written = file.text("working_weekdays")
    if not written or not set(written) <= set("1234567"):
        raise file.wrong("working_weekdays", say("Write the days of the week as figures, Monday 1 to Sunday 7."))
    return frozenset(map(int, written))


def _band_words(file: Entry) -> BandWords:
    entry = file.child("band_words")
    if entry is None:
        return BandWords()
    words = BandWords(*(entry.texts(kind) for kind in BandWords._fields))
    entry.end()
    return words


def _indicators(
    file: Entry, measures: Mapping[str, Measure], denominators: Mapping[str, Denominator]
) -> dict[str, Indicator]:
    found = {}
    for code, entry in file.named("indicators"):
        found[code] = Indicator(
            code,
            entry.text("text"),
            entry.text("english"),
            entry.one_of("measure", measures),
            entry.several_of("denominators", denominators),
            entry.flag("ranked"),
        )
        entry.end()
    return found


def figures(definitions: Definitions, counted: Mapping[Scope, Counts], given: Given) -> list[Figure]:
    """Every indicator of every scope by each denominator there is a figure for, the office first."""
    found = []
    for scope, counts in counted.items():
        values = _values(definitions, counts, given.get(scope, {}))
        for indicator in definitions.indicators.values():
            done = counts[indicator.measure]
            for name in indicator.denominators:
                if (of := values[name]) is not None:
                    found.append(Figure(indicator.code, scope, done, of, name, rate(done, of)))
    return found


def bridges(definitions: Definitions, counted: Mapping[Scope, Counts], given: Given) -> dict[Scope, list[BridgeStep]]:
    """Of each scope, how far the other denominators of its coverage rates lie from the first one."""
    names = next((i.denominators for i in definitions.indicators.values() if len(i.denominators) > 1), ())
    found = {}
    for scope, counts in counted.items():
        values = _values(definitions, counts, given.get(scope, {}))
        known = {name: value for name in names if (value := values[name]) is not None}
        found[scope] = bridge(known)
    return found


def _values(definitions: Definitions, counts: Counts, given: Mapping[str, int]) -> dict[str, Fraction | None]:
    return {code: denominator.value(counts, given) for code, denominator in definitions.denominators.items()}


def places(definitions: Definitions, found: Sequence[Figure], kind: str) -> dict[str, dict[str, int | None]]:
    """The places of villages or grids by each ranked indicator, on its first denominator that all of them have."""
    answer = {}
    for indicator in definitions.indicators.values():
        if indicator.ranked:
            by_name: dict[str, dict[str, Fraction | None]] = {}
            for figure in found:
                if figure.code == indicator.code and figure.scope.kind == kind:
                    by_name.setdefault(figure.denominator_name, {})[figure.scope.name] = figure.rate
            if by_name:
                answer[indicator.code] = ranks(max(by_name.values(), key=len))
    return answer


def targets_met(definitions: Definitions, campaign: str, found: Sequence[Figure]) -> list[Met]:
    """The targets of a campaign against the figures; a band nobody is in has no rate."""
    rates = {(figure.code, figure.denominator_name, figure.scope): figure.rate for figure in found}
    answers = []
    for target in definitions.targets:
        if target.campaign == campaign:
            reached = [(scope, rates.get((target.indicator, target.denominator, scope))) for scope in target.scopes]
            parts = tuple((scope, value, target.met(value), target.stretched(value)) for scope, value in reached)
            answers.append(Met(target, met_by_all(target, [value for _, value in reached]), parts))
    return answers


def too_many_unverified(definitions: Definitions, counts: Counts) -> bool:
    """Whether so many are still to be verified that every rate is provisional: over 2 % (domain facts C5)."""
    share_of = rate(counts["unverified"], counts["registered"])
    return share_of is not None and share_of > definitions.unverified_warning
