"""Names as different hands write them: with other separators, in traditional characters, by their sound, with a blank.

Sources: Minwei 2016 no. 33 (separator U+00B7); resources/variants.toml says where its characters come from.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import NamedTuple

from .messages import Message, say
from .names import PLACEHOLDER, name_key
from .writing import Writing

Spell = Callable[[str], frozenset[str]]
"""The spellings of a name in pinyin, one blank between two syllables."""

SHORTEST_BEGINNING = 3
"""Characters of a name that was cut: fewer are a name of their own."""
SHORTEST_SLIP = 3
"""Characters of a name in which one may be a slip: two shorter names that share a surname are two names."""


class ReadName(NamedTuple):
    """A name ready to be compared.

    `key`: without separators and spaces, every blank as U+25A1. `plain`: the same in standard characters. `spellings`: in pinyin.
    """

    key: str
    plain: str
    spellings: frozenset[str]


class NameTie(StrEnum):
    """How two names stand to each other, the strongest first; `former` is a name that one of them bore."""

    SAME = "same"
    VARIANT = "variant"
    FORMER = "former"
    BLANK = "blank"
    SOUND = "sound"
    BEGINNING = "beginning"
    ONE_SIGN = "one_sign"
    OTHER = "other"


CERTAIN = frozenset({NameTie.SAME, NameTie.VARIANT, NameTie.FORMER})
"""The same name, whoever wrote it."""


@dataclass(frozen=True, slots=True)
class NameForms:
    """What is known of writing names: signs between their parts, signs for a character nobody could type, other forms, sounds."""

    separators: Mapping[int, None]
    blanks: re.Pattern[str]
    standard: Mapping[int, str]
    spell: Spell

    def read(self, name: str) -> ReadName:
        """Make a name ready to be compared."""
        key = self.blanks.sub(PLACEHOLDER, name_key(name.translate(self.separators)))
        plain = key.translate(self.standard)
        return ReadName(key, plain, frozenset() if PLACEHOLDER in key else self.spell(plain))


def load(writing: Writing, spell: Spell) -> NameForms:
    """The forms that ship with the program; the dictionary of sounds is handed in."""
    table = tomllib.loads((files("vaxdesk.resources") / "variants.toml").read_text(encoding="utf-8"))
    return parse(table["standard"], writing, spell)


def parse(standard: Mapping[str, str], writing: Writing, spell: Spell) -> NameForms:
    """Make the forms; `standard` gives for each standard character the others that are written for it."""
    signs = sorted({re.escape(name_key(sign)) for sign in writing.placeholders if len(sign) == 1})
    heads = sorted({re.escape(name_key(sign)) for sign in writing.placeholders if len(sign) > 1})
    return NameForms(
        separators=dict.fromkeys(map(ord, writing.separators)),
        blanks=re.compile(rf"[{''.join(signs)}\ue000-\uf8ff]|(?:{'|'.join(heads)})[^)]*\)?"),
        standard={ord(other): character for character, others in standard.items() for other in others},
        spell=spell,
    )


def tie_names(one: ReadName, other: ReadName) -> NameTie:
    """How two names stand to each other.

    1. The same signs, separators and spaces aside, are the same name; so are other forms of the same characters.
    2. A blank fits any one character.
    3. Other characters that sound alike, one for one, may be a slip of the pen; so may a single other character behind the
       first, and a long name may have been cut.
    """
    if PLACEHOLDER in one.key or PLACEHOLDER in other.key:
        return NameTie.BLANK if _fits(one.plain, other.plain) else NameTie.OTHER
    if one.key == other.key:
        return NameTie.SAME
    if one.plain == other.plain:
        return NameTie.VARIANT
    if len(one.plain) == len(other.plain) and not one.spellings.isdisjoint(other.spellings):
        return NameTie.SOUND
    shorter, longer = sorted((one.plain, other.plain), key=len)
    if len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter):
        return NameTie.BEGINNING
    return NameTie.ONE_SIGN if _one_sign(one.plain, other.plain) else NameTie.OTHER


def _fits(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    pairs = list(zip(one, other, strict=True))
    return all(here == there or PLACEHOLDER in (here, there) for here, there in pairs) and any(
        here == there != PLACEHOLDER for here, there in pairs
    )


def _one_sign(one: str, other: str) -> bool:
    alike = len(one) == len(other) >= SHORTEST_SLIP and one[0] == other[0]
    return alike and sum(here != there for here, there in zip(one, other, strict=True)) == 1


def tie_all(ones: tuple[ReadName, ...], others: tuple[ReadName, ...]) -> NameTie:
    """The names two people bear, each the present one first: the present ones are compared, then each with the former ones."""
    present = tie_names(ones[0], others[0])
    if present in CERTAIN:
        return present
    former = {tie_names(ones[0], name) for name in others[1:]} | {tie_names(others[0], name) for name in ones[1:]}
    return NameTie.FORMER if former & CERTAIN else present


NAME_GROUNDS: Mapping[NameTie, Message] = {
    NameTie.SAME: say("The names are the same."),
    NameTie.VARIANT: say("The names are the same, written in other forms of the characters."),
    NameTie.FORMER: say("One bears the name that the other bore before."),
    NameTie.BLANK: say("The names fit, but for a character that could not be typed."),
    NameTie.SOUND: say("The names sound the same but are written with other characters."),
    NameTie.BEGINNING: say("One name is the beginning of the other."),
    NameTie.ONE_SIGN: say("The names differ in one character."),
    NameTie.OTHER: say("The names differ."),
}
"""What each tie is called before a person."""
