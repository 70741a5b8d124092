"""What of a person stands on a paper: enough for its use and no more (domain.md B6). Who sees what is resources/masks.toml.

A masked identity number is undone by the birth date beside it: three digits, the county, the birth date and the last
four are all eighteen. So every profile that masks the number also cuts the birth date down to the year.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from .entries import Entry
from .messages import say

STAR = "*"
FILE = "masks.toml"

Mask = Callable[[object], object]
"""Takes a value as the register knows it and gives what may be shown; nothing stays nothing."""


class MaskProfile(StrEnum):
    """Whom a paper is for.

    `public`: may hang on a wall or be sent around, so that nobody is named. `list`: a desk of the office. `door`: carried from
    door to door. `full`: needs everything, for a reason that is recorded.
    """

    PUBLIC = "public"
    LIST = "list"
    DOOR = "door"
    FULL = "full"


class Profile(NamedTuple):
    """What a profile asks for: the mask of each field, whether rows about people are allowed, whether a reason is needed."""

    masks: Mapping[str, Mask]
    people: bool
    needs_reason: bool


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


def mask_text(text: str, number: str, phone: str, birth: date | None, masks: Mapping[str, Mask]) -> str:
    """Mask in a free text what the profile masks in its own column: the person's number, phone and birth date."""
    for whole, shown in ((number, masks.get("id_number")), (phone, masks.get("phone"))):
        if whole and shown is not None:
            text = text.replace(whole, str(shown(whole)))
    if birth is not None and "birth" in masks:
        text = re.sub(
            rf"{birth.year}\D?0?{birth.month}\D?0?{birth.day}(?!\d)\N{{CJK UNIFIED IDEOGRAPH-65E5}}?",
            str(birth.year),
            text,
        )
    return text


def leaks(numbers: Sequence[str], birth: object) -> bool:
    """Tell whether a row gives its masked number away: `numbers` as its columns show it, `birth` as they show the birth date."""
    seen = [{place for place, sign in enumerate(number) if sign != STAR} for number in numbers]
    if not any(STAR in number for number in numbers):
        return False
    return isinstance(birth, date) or len(set().union(*seen)) > min(map(len, seen))


def _text(mask: Callable[[str], str]) -> Mask:
    return lambda value: mask(value) if isinstance(value, str) and value else value


def _day(value: object) -> object:
    return birth_year(value) if isinstance(value, date) else value


MASKS: Mapping[str, Mask] = MappingProxyType(
    {"ends": _text(mask_id), "tail": _text(mask_id_but_tail), "phone": _text(mask_phone), "year": _day}
)
"""The masks by the name that data files give them."""


def read_profiles(table: Mapping[str, Any]) -> dict[MaskProfile, Profile]:
    """Make the profiles of parsed TOML. Raises Refused("data_invalid") with the key, also for a profile that leaks."""
    file = Entry(FILE, "", table)
    found = {}
    for name in MaskProfile:
        entry = file.needed(name, file.child(name))
        chosen = entry.child("fields")
        masks = {} if chosen is None else {field: MASKS[chosen.one_of(field, MASKS)] for field in table[name]["fields"]}
        found[name] = Profile(MappingProxyType(masks), entry.flag("people", True), entry.flag("reason"))
        entry.end()
        if ("id_number" in masks) != ("birth" in masks):
            raise entry.wrong("fields", say("A whole birth date must not stand beside a masked identity number."))
    file.end()
    return found


PROFILES: Mapping[MaskProfile, Profile] = MappingProxyType(
    read_profiles(tomllib.loads((files("vaxdesk.resources") / FILE).read_text(encoding="utf-8")))
)
"""The profiles that ship with the program."""
