"""Diseases, vaccines and their names: resources/vaccines.toml as records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .entries import Entry
from .messages import say
from .writing import plain

CONFIDENCE = ("H", "M", "L", "GK")
"""How sure a source is: high, medium, low, or general knowledge that was not verified."""


@dataclass(frozen=True, slots=True)
class Disease:
    """What a campaign protects against; no dose was given before `in_use_since`, where that is known."""

    code: str
    name: str
    in_use_since: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """Products that may complete each other's series (domain facts C1: interchange group)."""

    code: str
    disease: str
    name: str


@dataclass(frozen=True, slots=True)
class Product:
    """A vaccine as it stands in rosters; `aliases` are its names as people write them, `source` proves the facts."""

    code: str
    disease: str
    group: str
    name: str
    short: str
    maker: str
    aliases: tuple[str, ...]
    live: bool
    source: str
    confidence: str


def alias_key(text: str) -> str:
    """A name as it is compared: without spaces, full-width signs and capital letters."""
    return plain(text).casefold()


def read_diseases(file: Entry) -> dict[str, Disease]:
    """The diseases of the file by code."""
    diseases = {}
    for code, entry in file.named("diseases"):
        diseases[code] = Disease(code, entry.text("name"), entry.day("in_use_since"))
        entry.end()
    return diseases


def read_groups(file: Entry, diseases: Mapping[str, Disease]) -> dict[str, Group]:
    """The interchange groups of the file by code."""
    groups = {}
    for code, entry in file.named("groups"):
        groups[code] = Group(code, entry.one_of("disease", diseases), entry.text("name"))
        entry.end()
    return groups


def read_products(file: Entry, groups: Mapping[str, Group]) -> dict[str, Product]:
    """The products of the file by code."""
    products = {}
    for code, entry in file.named("products"):
        group = groups[entry.one_of("group", groups)]
        products[code] = Product(
            code=code,
            disease=group.disease,
            group=group.code,
            name=entry.text("name"),
            short=entry.text("short"),
            maker=entry.text("maker", ""),
            aliases=entry.texts("aliases"),
            live=entry.flag("live"),
            source=entry.text("source"),
            confidence=entry.one_of("confidence", CONFIDENCE),
        )
        entry.end()
    return products


def index_aliases(file: Entry, table: str, named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Which code each name means. A name that could mean two is refused: it would have to be guessed."""
    meanings: dict[str, str] = {}
    for code, names in named:
        for name in names:
            known = meanings.setdefault(alias_key(name), code)
            if known != code:
                raise file.wrong(
                    f"{table}.{code}.aliases",
                    say("{name} already means {other}; a name may mean one thing only.", name=name, other=known),
                )
    return meanings
