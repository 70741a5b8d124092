"""What workbooks that come in look like: kinds, headings and words that mark rows, from resources/columns.toml."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple


@lru_cache(4096)
def plain(text: str) -> str:
    """Bare signs for comparing headings and words: letters and figures only, full-width ones made narrow, capitals."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum()).upper()


class Layout(NamedTuple):
    """One kind of workbook. `fields` maps a plain heading to its field; of each group in `needs` one field is there.

    `titles` are words of its title that speak for it; `key` is the field that no row of data lacks.
    """

    kind: str
    fields: Mapping[str, str]
    needs: tuple[frozenset[str], ...]
    titles: tuple[str, ...]
    key: str


class RowWords(NamedTuple):
    """Words, made plain, with which rows begin that are no data; rows of a `group` end with theirs."""

    caption: tuple[str, ...]
    total: tuple[str, ...]
    footnote: tuple[str, ...]
    signature: tuple[str, ...]
    instructions: tuple[str, ...]
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layouts:
    """Everything that is known of incoming workbooks. The word lists of dates and places are as written."""

    kinds: tuple[Layout, ...]
    rows: RowWords
    stated_words: tuple[str, ...]
    stated_until: tuple[str, ...]
    day_words: tuple[str, ...]
    place_words: tuple[str, ...]
    place_endings: tuple[str, ...]
    place_offices: tuple[str, ...]
    place_above: tuple[str, ...]
    people_lists: tuple[tuple[str, tuple[str, ...]], ...]
    """The form whose people a county's table lists, by words of its title; the first that fits counts."""


def load_layouts() -> Layouts:
    """Read the layouts that come with the program."""
    table = tomllib.loads(files("vaxdesk.resources").joinpath("columns.toml").read_text(encoding="utf-8"))
    doses = _dose_headings(table["doses"], table["dose_columns"])
    return Layouts(
        kinds=tuple(_layout(kind, entry, table["people"], doses) for kind, entry in table["kinds"].items()),
        rows=RowWords(*(tuple(map(plain, table["rows"][kind])) for kind in RowWords._fields)),
        stated_words=tuple(table["stated"]["words"]),
        stated_until=tuple(table["stated"]["until"]),
        day_words=tuple(table["stated"]["day"]),
        place_words=tuple(table["place"]["words"]),
        place_endings=tuple(table["place"]["endings"]),
        place_offices=tuple(table["place"]["offices"]),
        place_above=tuple(table["place"]["above"]),
        people_lists=tuple((form, tuple(words)) for form, words in table["people_lists"].items()),
    )


def _layout(kind: str, entry: Mapping[str, Any], people: Mapping[str, Any], doses: Mapping[str, str]) -> Layout:
    fields: dict[str, str] = dict(doses) if kind == "roster" else {}
    for columns in ({} if "key" in entry else people, entry["columns"]):
        for field, headings in columns.items():
            fields |= dict.fromkeys(map(plain, headings), field)
    needs = tuple(frozenset(group) for group in entry["needs"])
    return Layout(kind, fields, needs, tuple(entry["titles"]), entry.get("key", "name"))


def _dose_headings(doses: Mapping[str, Iterable[str]], columns: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Name the columns of the doses: each word for a dose before and behind each word for what is said of it.

    Without a dose's word the field is plain `date`, `product`, `site`; a dose's word alone is its date.
    """
    fields = {plain(word): field for field, words in columns.items() for word in words}
    for (number, ordinals), (field, words) in product(doses.items(), columns.items()):
        for ordinal, word in product(ordinals, words):
            fields[plain(ordinal + word)] = fields[plain(word + ordinal)] = f"{field}{number}"
    fields |= {plain(ordinal): f"date{number}" for number, ordinals in doses.items() for ordinal in ordinals}
    return fields
