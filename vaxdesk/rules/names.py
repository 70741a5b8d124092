"""Names of people: kept as written but for stray spaces and dots, and compared by a key.

Sources: Minwei 2016 no. 33 of twelve ministries (separator U+00B7, 50 characters). NFC and NFKC change Han compatibility
characters, so neither touches a stored name.
"""

import re
import unicodedata
from typing import NamedTuple

from .writing import Writing

SEPARATOR = "\u00b7"
PLACEHOLDER = "\u25a1"
"""The white square that people type for a character they cannot type."""
LONGEST = 50
"""Characters of the longest name a register must hold."""

_SPACES = re.compile(r"[\s\u3000\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U000323af]")
_USUAL = re.compile(r"[\u4e00-\u9fff]{2,4}")
_HAN_NAME = re.compile(rf"(?:{_HAN.pattern}|[^\w\s=+@<>;|\"'\\/-])+")
_ODD = re.compile(r"[=+@<>;|\"\\/{}\[\]0-9!#$%^&_~\x00-\x1f]|^-|--")


class WrittenName(NamedTuple):
    """A name as it is kept, and the codes of what was mended or looks odd."""

    name: str
    codes: tuple[str, ...] = ()


def read_name(written: object, writing: Writing) -> WrittenName:
    """Read a name from a cell: outer spaces go, spaces inside a Han name go, dots between characters become U+00B7."""
    text = "" if written is None else str(written)
    if _USUAL.fullmatch(text):
        return WrittenName(text)
    codes = []
    trimmed = _SPACES.sub(" ", text).strip()
    together = trimmed.replace(" ", "")
    if _HAN_NAME.fullmatch(together):
        trimmed = together
    if trimmed != text:
        codes.append("name_spaces")
    if not trimmed:
        return WrittenName("", ("name_missing",))
    dotted = _with_standard_dots(trimmed, writing.separators)
    if dotted != trimmed:
        codes.append("name_separator")
    if _ODD.search(dotted) or len(dotted) > LONGEST:
        codes.append("name_suspicious")
    elif any(sign in dotted for sign in writing.placeholders):
        codes.append("name_placeholder")
    return WrittenName(dotted, tuple(codes))


def _with_standard_dots(name: str, separators: frozenset[str]) -> str:
    if separators.isdisjoint(name):
        return name
    signs = list(name)
    for place in range(1, len(signs) - 1):
        if signs[place] in separators and _HAN.match(signs[place - 1]) and _HAN.match(signs[place + 1]):
            signs[place] = SEPARATOR
    return "".join(signs)


def name_key(name: str) -> str:
    """The form by which names are compared: no separators or spaces, compatibility forms unified, lower case."""
    folded = unicodedata.normalize("NFKC", name).replace(SEPARATOR, "")
    return _SPACES.sub("", folded).casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, where a white square stands for any one character that could not be typed."""
    if one == other:
        return True
    mine, theirs = name_key(one), name_key(other)
    if mine == theirs:
        return True
    if PLACEHOLDER not in mine + theirs or len(mine) != len(theirs):
        return False
    return all(here == there or PLACEHOLDER in (here, there) for here, there in zip(mine, theirs, strict=True))
