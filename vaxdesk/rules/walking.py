"""The order in which somebody walks from door to door: streets together, house numbers counted as numbers."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from .writing import plain

_DIGITS = re.compile(r"(\d+)")
_TEN, _HUNDRED = 10, 100
Part = tuple[int, int, str]


def house_order(address: str) -> tuple[Part, ...]:
    """What addresses are sorted by: numbers by their value, in digits or in characters, before longer texts at the same place."""
    parts = _DIGITS.split(_in_digits(plain(address)))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part)


def walking_order(addresses: Mapping[int, str], places: Mapping[int, int]) -> list[int]:
    """Households in walking order: as somebody arranged them (`places`), a new one behind the one before it by house number."""
    by_number = sorted(addresses, key=lambda household: (house_order(addresses[household]), household))
    keys: dict[int, tuple[int, int]] = {}
    last = -1
    for nth, household in enumerate(by_number):
        place = places.get(household)
        last = last if place is None else place
        keys[household] = (last, -1 if place is not None else nth)
    return sorted(by_number, key=keys.__getitem__)


def moved(order: Sequence[int], household: int, before: int | None) -> list[int]:
    """The order with one household put before another one, or at the end (None)."""
    left = [each for each in order if each != household]
    place = len(left) if before is None else left.index(before)
    return [*left[:place], household, *left[place:]]


def _in_digits(text: str) -> str:
    """Numbers in characters become digits: the twelfth group comes behind the second."""
    said, count, unit = "", 0, 0
    for sign in f"{text} ":
        value = int(unicodedata.numeric(sign, -1)) if not sign.isascii() else -1
        if value < 0:
            said += (str(count + unit) if count + unit else "") + sign
            count = unit = 0
        elif value in (_TEN, _HUNDRED):
            count, unit = count + max(1, unit) * value, 0
        else:
            unit = unit * _TEN + value
    return said[:-1]
