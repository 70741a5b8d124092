"""Rates as exact fractions, the one rule that rounds them, and ranks with shared places."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NO_RATE = "\u2014"
"""What stands where the denominator is zero."""

_PLACES = Decimal("0.01")


def rate(numerator: Fraction | int, denominator: Fraction | int) -> Fraction | None:
    """The exact rate; it may be over 1 and is never capped. None where the denominator is zero."""
    return Fraction(numerator) / Fraction(denominator) if denominator else None


def rounded(value: Fraction | int) -> Decimal:
    """The one rounding rule: two decimals, half up, from the exact value."""
    scaled = Fraction(value) * 100
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    half_up = whole + (2 * rest >= scaled.denominator)
    return (Decimal(half_up if scaled >= 0 else -half_up) / 100).quantize(_PLACES, ROUND_HALF_UP)


def percent(value: Fraction | None) -> str:
    """A rate as it is printed: 86.64 %, or a dash where there is none."""
    return NO_RATE if value is None else f"{rounded(value * 100)} %"


def ranks(values: Mapping[str, Fraction | None]) -> dict[str, int | None]:
    """The place of each by its exact value, the highest first; equals share a place, and the next place is left out.

    Who has no value has no place.
    """
    known = sorted((value for value in values.values() if value is not None), reverse=True)
    return {name: None if value is None else known.index(value) + 1 for name, value in values.items()}
