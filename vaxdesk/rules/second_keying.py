"""Quality of keying: which households are typed a second time, and where the two typings differ, field by field.

A difference is nobody's fault until somebody has looked at the paper: the rate is one of the office, never of a person.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from .keying import Line, Told

USUAL_SHARE = 5
"""Per cent of the households."""
PER = 1000
"""Keystrokes that the rate speaks of."""
PAUSE = timedelta(minutes=15)
"""Whoever saves nothing for so long was not keying."""
FEWEST = 3
"""Households behind one another before a pace says anything."""
Place = tuple[str, str]
"""A row of the sheet ("" for the visit, a name for somebody new) and a field of it."""


class Difference(NamedTuple):
    """A field that was typed otherwise the second time; "" where nothing was typed."""

    row: str
    field: str
    first: str
    second: str


def is_chosen(household: int, mark: str, share: int) -> bool:
    """Whether a household is in the sample of so many per cent: even over all ids, and other ones in another register."""
    return zlib.crc32(f"{mark}/{household}".encode()) % 100 < share


def fields_of(lines: Iterable[Line]) -> Mapping[Place, str]:
    """What lines say, field by field; a row found as printed says nothing."""
    found: dict[Place, str] = {}
    for line in lines:
        if line.outcome:
            found["", "outcome"] = line.outcome
        for row in (line.name,) if line.name else map(str, line.rows):
            found |= {(row, field): value for field, value in _said(line.told).items()}
    return found


def _said(told: Told) -> dict[str, str]:
    said = dict(told.values)
    for nth, dose in enumerate(told.doses, 1):
        said[f"given_on {nth}"] = dose.on.isoformat() if dose.on else ""
        said[f"product {nth}"] = dose.product
    said |= {"site": told.site, "evidence": told.evidence, "destination": told.destination, "note": told.note}
    said |= {"willing": "1" if told.willing else "", "helps": " ".join(told.helps)}
    return {field: value for field, value in said.items() if value}


def differences(first: Mapping[Place, str], second: Mapping[Place, str]) -> list[Difference]:
    """The fields that differ, row by row."""
    places = sorted({*first, *second}, key=lambda place: (place[0].zfill(2), place[1]))
    pairs = ((place, first.get(place, ""), second.get(place, "")) for place in places)
    return [Difference(*place, one, other) for place, one, other in pairs if one != other]


def error_rate(different: int, keys: int) -> Fraction | None:
    """Fields that differ per 1,000 keystrokes of the first typing; None where nothing was typed."""
    return Fraction(different * PER, keys) if keys else None


def keystrokes(lines: Iterable[str]) -> int:
    """What it takes to type these lines, each with its Enter."""
    return sum(len(line) + 1 for line in lines)


def households_an_hour(saved: Sequence[datetime]) -> Fraction | None:
    """How many households somebody keys in an hour, from the moments they were saved in; pauses do not count.

    None where too few were saved behind one another. It is shown to whoever keyed them, and to nobody else.
    """
    gaps = [later - earlier for earlier, later in pairwise(saved) if timedelta(0) < later - earlier <= PAUSE]
    if len(gaps) < FEWEST:
        return None
    return Fraction(len(gaps) * 3600, max(1, round(sum(gaps, timedelta()).total_seconds())))
