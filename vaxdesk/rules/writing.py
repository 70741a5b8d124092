"""How facts are written: the word lists of resources/writing.toml, ready to look up."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Writing:
    """Words and what they mean. Keys are normalised by `plain`.

    `levels` are (word, level) pairs in order of precedence; `heads` say that somebody is the head of the household.
    """

    date_marks: re.Pattern[str]
    without_end: frozenset[str]
    until_prefix: tuple[str, ...]
    sex: Mapping[str, str]
    residence: Mapping[str, str]
    departure: Mapping[str, str]
    heads: frozenset[str]
    exemption_kind: Mapping[str, str]
    levels: tuple[tuple[str, int], ...]
    separators: frozenset[str]
    placeholders: tuple[str, ...]
    village_head: re.Pattern[str]
    destination: re.Pattern[str]

    def level(self, text: str) -> int | None:
        """The level of an institution as written: 3, 2, 1, 0 for a village clinic, None if the text says none."""
        return next((level for word, level in self.levels if word in text), None)


def plain(text: str) -> str:
    """A word without spaces, line breaks and full-width punctuation, as the lists are keyed."""
    return _SPACE.sub("", narrow(text))


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs made half-width; everything else stays."""
    return text.translate(_NARROW)


_SPACE = re.compile(r"[\s\u3000]+")
_NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def load() -> Writing:
    """Read the word lists that ship with the program."""
    return parse(tomllib.loads((files("vaxdesk.resources") / "writing.toml").read_text(encoding="utf-8")))


def parse(table: Mapping[str, Any]) -> Writing:
    """Make the lists from their table. Raises KeyError naming the key that is missing."""
    dates = table["dates"]
    year, month, day = ("|".join(map(re.escape, dates[part])) for part in ("year", "month", "day"))
    return Writing(
        date_marks=re.compile(rf"(?:(\d{{4}})(?:{year}))?(\d{{1,2}})(?:{month})(?:(\d{{1,2}})(?:{day})?)?"),
        without_end=frozenset(dates["without_end"]),
        until_prefix=tuple(dates["until_prefix"]),
        sex=_meanings(table["sex"]),
        residence=_meanings(table["residence"]),
        departure=_meanings(table["departure"]),
        heads=frozenset(_meanings(table["relation"])),
        exemption_kind=_meanings(table["exemption_kind"]),
        levels=tuple((word, level) for word, level in table["institution_level"]["words"]),
        separators=frozenset(table["names"]["separators"]),
        placeholders=tuple(table["names"]["placeholders"]),
        destination=re.compile("|".join([r"\d", *map(re.escape, table["places"]["employers"])])),
        village_head=re.compile(rf"\D+?(?:{'|'.join(map(re.escape, table['places']['village_endings']))})"),
    )


def _meanings(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {plain(word): meaning for meaning, words in table.items() for word in words}
