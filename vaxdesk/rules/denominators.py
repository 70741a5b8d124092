"""What rates are divided by: always by its name (domain facts C2), and how far two of them lie apart."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import NamedTuple

from .entries import Entry
from .messages import say

GIVEN = ("census", "assigned")
"""Figures that no register knows: the population of the census, and the task that was handed down."""


class Denominator(NamedTuple):
    """Counted in the register by `measure`, or the `given` figure of an area times `factor`; one of the two is ""."""

    code: str
    text: str
    english: str
    measure: str
    given: str
    factor: Fraction

    def value(self, counts: Mapping[str, int], given: Mapping[str, int]) -> Fraction | None:
        """Its value for an area with these counts and given figures; None where nobody has given the figure."""
        if self.measure:
            return Fraction(counts[self.measure])
        return given[self.given] * self.factor if self.given in given else None


class BridgeStep(NamedTuple):
    """From one denominator to another of the same area: so many more (or, below zero, fewer) people."""

    start: str
    end: str
    difference: Fraction


def bridge(values: Mapping[str, Fraction]) -> list[BridgeStep]:
    """What leads from the first denominator to each of the others, in their order."""
    (first, base), *others = values.items()
    return [BridgeStep(first, name, value - base) for name, value in others]


def read_denominators(file: Entry, measures: Collection[str]) -> dict[str, Denominator]:
    """The denominators of the file by code. Raises Refused `data_invalid`."""
    found = {}
    for code, entry in file.named("denominators"):
        measure, given = entry.one_of("measure", (*measures, ""), ""), entry.one_of("given", (*GIVEN, ""), "")
        if bool(measure) == bool(given):
            raise entry.wrong("measure", say("Either a measure or a given figure is needed."))
        found[code] = Denominator(
            code, entry.text("text"), entry.text("english"), measure, given, share(entry, "factor", "1")
        )
        entry.end()
    return found


def share(entry: Entry, key: str, default: str | None = None) -> Fraction:
    """A number written as text, such as "0.908", taken exactly. Raises Refused `data_invalid`."""
    written = entry.text(key, default)
    try:
        return Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise entry.wrong(key, say("Write a number in quotes, like 0.908.")) from None
