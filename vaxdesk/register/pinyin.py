"""The keys by which people are found: name, pinyin, initials, the tail of the number, the phone.

Every reading of a surname is indexed beside the dictionary's (single and shan, dan both find the same person); tones are dropped,
and the umlaut is found as v and as yu.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import product

from vaxdesk.rules.names import name_key

MOST_READINGS = 6
"""Spellings kept for one name; more are never typed."""

_LATIN = re.compile(r"[a-z0-9]+")


def tail(digits: str) -> str:
    """The key of something that is found by its end: turned round, with a mark, because 138 is not the end of 5831."""
    return f"<{digits[::-1]}"


class Speller:
    """Spells names in pinyin. It remembers the characters it has met; the dictionary is loaded at the first name."""

    def __init__(self, surnames: Mapping[str, list[str]]) -> None:
        self._surnames = surnames
        self._spellings: dict[str, tuple[str, ...]] = {}

    def keys(self, name: str, numbers: Iterable[str], phone: str) -> set[str]:
        """Everything somebody may type to find this person."""
        plain = name_key(name)
        keys = {plain[start:] for start in range(min(3, len(plain)))}
        for spelling in self._names(plain):
            keys.add("".join(spelling))
            keys.add("".join(syllable[0] for syllable in spelling))
        keys.update(tail(number.casefold()) for number in numbers)
        if phone:
            keys.update((phone, tail(phone)))
        return keys

    def spellings(self, name: str) -> frozenset[str]:
        """How a name may be spelled, a blank between two syllables: names that share a spelling sound alike."""
        return frozenset(map(" ".join, self._names(name_key(name))))

    def spelled(self, name: str) -> str:
        """The most likely spelling of a name, a blank between two syllables; what has none stays as it is."""
        plain = name_key(name)
        head = next((length for length in (2, 1) if plain[:length] in self._surnames), 0)
        spelled = [self._surnames[plain[:head]][0]] if head else []
        spelled += [readings[0] for readings in map(self._of, plain[head:]) if readings]
        return " ".join(spelled) or plain

    def _names(self, name: str) -> list[tuple[str, ...]]:
        choices = []
        head = next((length for length in (2, 1) if name[:length] in self._surnames), 0)
        if head:
            own = self._surnames[name[:head]]
            choices.append(tuple(dict.fromkeys((*own, *self._of(name[0])))) if head == 1 else tuple(own))
        choices += [self._of(sign) for sign in name[head:]]
        spellings = product(*(choice for choice in choices if choice))
        return [spelling for spelling, _ in zip(spellings, range(MOST_READINGS), strict=False) if spelling]

    def _of(self, sign: str) -> tuple[str, ...]:
        known = self._spellings.get(sign)
        if known is None:
            known = self._spellings[sign] = _readings(sign)
        return known


def _readings(sign: str) -> tuple[str, ...]:
    """The first reading of a character in the dictionary, the umlaut in both its spellings; Latin letters are themselves."""
    if _LATIN.fullmatch(sign):
        return (sign,)
    os.environ.setdefault(
        "PYPINYIN_NO_PHRASES", "1"
    )  # names are spelled sign by sign; the phrases take 0.4 s and 46 MB
    from pypinyin import Style, pinyin  # loaded with the first name: the dictionary takes 190 ms

    read = pinyin(sign, style=Style.NORMAL, errors="ignore")
    spelled = read[0][0] if read else ""
    if "v" in spelled or "\u00fc" in spelled:
        letter = spelled.replace("\u00fc", "v")
        return (letter, letter.replace("v", "yu"), letter.replace("v", "u"))
    return (spelled,) if spelled else ()


@cache
def speller() -> Speller:
    """The speller with the readings of surnames that ship with the program; it holds a dictionary and no state of a register."""
    table = tomllib.loads((files("vaxdesk.resources") / "surnames.toml").read_text(encoding="utf-8"))
    return Speller(table["readings"])
