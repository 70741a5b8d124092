"""What a notice asks for: a floor and a stretch mark, or a ceiling, reached by every band on its own (domain facts C6 61)."""

from collections.abc import Collection
from fractions import Fraction
from typing import NamedTuple

from .bands import Band, read_bands
from .denominators import share
from .entries import Entry
from .measures import OFFICE, Scope
from .messages import say


class Target(NamedTuple):
    """An indicator on its denominator must reach `floor`, better `stretch`, or stay under `below`, in each of the bands.

    Without bands the whole office must. Exactly one of `floor` and `below` is given.
    """

    campaign: str
    indicator: str
    denominator: str
    bands: tuple[Band, ...]
    floor: Fraction | None
    stretch: Fraction | None
    below: Fraction | None
    source: str

    @property
    def scopes(self) -> list[Scope]:
        """Whom it is asked of, each on its own."""
        return [Scope("band", band.code) for band in self.bands] or [OFFICE]

    def met(self, rate: Fraction | None) -> bool | None:
        """Whether a rate meets the target; None where there is no rate."""
        if rate is None:
            return None
        return rate < self.below if self.below is not None else rate >= (self.floor or 0)

    def stretched(self, rate: Fraction | None) -> bool | None:
        """Whether a rate reaches the stretch mark too; None where there is no rate or no mark."""
        return None if rate is None or self.stretch is None else rate >= self.stretch


def met_by_all(target: Target, rates: Collection[Fraction | None]) -> bool:
    """Whether every one of the rates meets the target; a group without people does not stand in the way."""
    return all(target.met(rate) is not False for rate in rates)


def read_targets(file: Entry, indicators: Collection[str], denominators: Collection[str]) -> tuple[Target, ...]:
    """The targets of the file. Raises Refused `data_invalid`, `bands_invalid`."""
    found = []
    for entry in file.listed("targets"):
        bands = entry.text("bands", "")
        target = Target(
            campaign=entry.text("campaign"),
            indicator=entry.one_of("indicator", indicators),
            denominator=entry.one_of("denominator", denominators),
            bands=read_bands(bands) if bands else (),
            floor=_mark(entry, "floor"),
            stretch=_mark(entry, "stretch"),
            below=_mark(entry, "below"),
            source=entry.text("source"),
        )
        if (target.floor is None) == (target.below is None):
            raise entry.wrong("floor", say("Either a floor or a ceiling (below) is needed."))
        entry.end()
        found.append(target)
    return tuple(found)


def _mark(entry: Entry, key: str) -> Fraction | None:
    return share(entry, key) if entry.text(key, "") else None
