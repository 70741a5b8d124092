"""Names of people: kept as written but for stray spaces and dots, and compared by a key.

Sources: the notice of twelve ministries, Minwei 2016 no. 33 (separator U+00B7, 50 characters); NFC and NFKC change Han compatibility characters, so neither
touches a stored name.
"""

import re
import unicodedata
from typing import NamedTuple

from .writing import Writing

SEPARATOR = "\u00b7"
LONGEST = 50
"""Characters of the longest name a register must hold."""

_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U000323af]")
_HAN_NAME = re.compile(rf"(?:{_HAN.pattern}|[^\w\s=+@<>;|\"'\\/-])+")
_ODD = re.compile(r"[=+@<>;|\"\\/{}\[\]0-9!#$%^&_~\x00-\x1f]|^-|--")


class WrittenName(NamedTuple):
    """A name as it is kept, and the codes of what was mended or looks odd."""

    name: str
    codes: tuple[str, ...] = ()


def read_name(written: object, writing: Writing) -> WrittenName:
    """Read a name from a cell: outer spaces go, spaces inside a Han name go, dots between characters become U+00B7."""
    text = "" if written is None else str(written)
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
    if any(sign in dotted for sign in writing.placeholders):
        codes.append("name_placeholder")
    elif _ODD.search(dotted) or len(dotted) > LONGEST:
        codes.append("name_suspicious")
    return WrittenName(dotted, tuple(codes))


def _with_standard_dots(name: str, separators: frozenset[str]) -> str:
    if not any(sign in separators for sign in name):
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
