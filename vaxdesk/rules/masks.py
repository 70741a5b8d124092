"""What of a person stands on a paper: enough for its use and no more (domain.md B6).

A masked identity number is undone by the birth date beside it: three digits, the county, the birth date and the last
four are all eighteen. So every profile that masks the number also cuts the birth date down to the year.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

STAR = "*"

Mask = Callable[[object], object]
"""Takes a value as the register knows it and gives what may be shown; nothing stays nothing."""


class MaskProfile(StrEnum):
    """Whom a paper is for: a list on a desk, one carried from door to door, or one that needs everything (recorded)."""

    LIST = "list"
    DOOR = "door"
    FULL = "full"


def mask_id(number: str) -> str:
    """Keep the first three and the last four signs of an identity number or permit: `610***********1234`.

    Eighteen and fifteen digits keep their length. A number too short to hide anything between its ends keeps only its
    last two signs.
    """
    return _between(number, 3, 4)


def mask_id_but_tail(number: str) -> str:
    """Keep only the last four signs of an identity number: enough to tell two people of one name apart at the door."""
    return _between(number, 0, 4)


def mask_alike(one: str, other: str) -> tuple[str, str]:
    """Two identity numbers held against each other: masked as `mask_id` does, but for the digits in which they differ."""
    if not one or not other or one == other or len(one) != len(other):
        return mask_id(one), mask_id(other)
    differs = [here != there for here, there in zip(one, other, strict=True)]

    def masked(number: str) -> str:
        shown = zip(mask_id(number), number, differs, strict=True)
        return "".join(sign if differing else hidden for hidden, sign, differing in shown)

    return masked(one), masked(other)


def mask_phone(number: str) -> str:
    """Keep the first three and the last four digits of a phone number: `138****5678`; of a short landline the last two.

    Each number in a text of several (`13812345678, 0355-2054257`) is masked by itself.
    """
    return re.sub(r"\d[\d-]{4,}\d", lambda found: _between(found[0], 3, 4), number)


def birth_year(birth: date) -> int:
    """Cut a birth date down to its year, which gives no digit of a masked number away that an age would not give."""
    return birth.year


def _between(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < tail:
        head, tail = 0, min(2, len(text) // 2)
        hidden = len(text) - tail
    return text[:head] + STAR * hidden + text[len(text) - tail :]


def _text(mask: Callable[[str], str]) -> Mask:
    return lambda value: mask(value) if isinstance(value, str) and value else value


def _day(value: object) -> object:
    return birth_year(value) if isinstance(value, date) else value


PROFILES: Mapping[MaskProfile, Mapping[str, Mask]] = MappingProxyType(
    {
        MaskProfile.LIST: MappingProxyType({"id_number": _text(mask_id), "phone": _text(mask_phone), "birth": _day}),
        MaskProfile.DOOR: MappingProxyType(
            {"id_number": _text(mask_id_but_tail), "phone": _text(mask_phone), "birth": _day}
        ),
        MaskProfile.FULL: MappingProxyType({}),
    }
)
"""Which fields of a person a profile masks, and how. A field not named here is shown as it is."""


def gives_itself_away(profile: MaskProfile, shown_whole: frozenset[str]) -> bool:
    """Tell whether a paper showing `shown_whole` unmasked undoes its own mask: a masked number beside a birth date."""
    masks = PROFILES[profile]
    number_is_masked = "id_number" in masks and "id_number" not in shown_whole
    return number_is_masked and "birth" in shown_whole
