"""What is typed of a canvass sheet that came back: the closed lists with their numbers, and what one line tells.

The grammar stands in `keying_line`; the numbers are those on the sheet (resources/keying.toml).
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from .messages import Message
from .writing import plain

NOTHING: Mapping[str, str] = MappingProxyType({})
OTHER_PERSON = 0
"""`Told.same` where somebody said that the person found is another one."""


@dataclass(frozen=True, slots=True)
class KeyingLists:
    """The lists of resources/keying.toml: codes with their texts, each at its number less one; `products` are short words."""

    products: Mapping[str, str]
    willing: str
    reasons: tuple[str, ...]
    situations: Mapping[str, str]
    outcomes: Mapping[str, str]
    helps: tuple[str, ...]
    relations: tuple[str, ...]
    other_relations: frozenset[str]
    followup: "FollowUp"


class FollowUp(NamedTuple):
    """Who is asked after a dose how they are: by the help told at the door; from `age` years on, by words of a diagnosis."""

    help: str
    age: int
    diseases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line may name: the lists, names and their codes, places where doses are given, today.

    `products` (of the campaign), `reasons` and `grades` give the printed text by code, numbered in their order.
    """

    lists: KeyingLists
    products: Mapping[str, str]
    reasons: Mapping[str, str]
    grades: Mapping[str, str]
    product_of: Callable[[str], str | None]
    reason_of: Callable[[str], str | None]
    sites: Sequence[str]
    today: date

    def product_named(self, word: str) -> str | None:
        """The vaccine a word means: a name of the catalogue, a short word, or the beginning of one name alone."""
        known = self.product_of(word) or self.lists.products.get(plain(word))
        if known is not None or not word:
            return known
        begun = [product for product, short in self.products.items() if short.startswith(word)]
        return begun[0] if len(begun) == 1 else None


class ToldDose(NamedTuple):
    """A dose as told at the door: `number` is its place where somebody said how many there were, else 0; an unknown day is None."""

    on: date | None
    product: str
    number: int = 0


class Told(NamedTuple):
    """What a line tells of somebody.

    `values` are fields as a form takes them (actions.plans.change_person); `willing`, `helps`, `note`, `destination` are what was
    said; `site` and `evidence` hold for all its doses. `same` answers whether a person of the register is meant: the number of
    the one found, OTHER_PERSON, or None where nobody said.
    """

    values: Mapping[str, str] = NOTHING
    doses: tuple[ToldDose, ...] = ()
    site: str = ""
    evidence: str = ""
    destination: str = ""
    willing: bool = False
    helps: tuple[str, ...] = ()
    note: str = ""
    same: int | None = None


class Line(NamedTuple):
    """One line: about the members of these rows, a new member (`name`), everybody else (`others`), or the visit (`outcome`).

    `as_printed`: nothing is different from what the sheet says.
    """

    rows: tuple[int, ...] = ()
    name: str = ""
    told: Told = Told()
    as_printed: bool = False
    others: bool = False
    outcome: str = ""


def outcome_text(code: str) -> Message:
    """An outcome of a visit as it is printed; a code the list has no more stays as it is."""
    return Message(load().outcomes.get(code, code))


@cache
def load() -> KeyingLists:
    """The lists that ship with the program."""
    table: dict[str, Any] = tomllib.loads((files("vaxdesk.resources") / "keying.toml").read_text(encoding="utf-8"))
    return KeyingLists(
        MappingProxyType(table["products"]),
        table["reasons"]["willing"],
        tuple(table["reasons"]["order"]),
        MappingProxyType(table["situations"]),
        MappingProxyType(table["outcomes"]),
        tuple(table["helps"]["order"]),
        tuple(table["relations"]["order"]),
        frozenset(table["relations"]["also"]),
        FollowUp(table["followup"]["help"], int(table["followup"]["age"]), tuple(table["followup"]["diseases"])),
    )
