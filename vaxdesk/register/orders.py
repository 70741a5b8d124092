"""The orders a list of residents may stand in, and the sort key of each.

The order of everybody is made once and kept as an array of ids (4 MB a million); a changed person is moved in it by bisection.
None of it needs an index: indexes for eight orders would cost every intake more than the sort costs the first to ask for it.

`EXPLAIN QUERY PLAN` of an order by name: SCAN p; USE TEMP B-TREE FOR ORDER BY. By address: SCAN p; SEARCH h USING INTEGER PRIMARY
KEY (rowid=?) LEFT-JOIN; USE TEMP B-TREE FOR ORDER BY. Of the key of one person: SEARCH p USING INTEGER PRIMARY KEY (rowid=?).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import filterfalse
from typing import Any, NamedTuple

from .columns import IDS
from .database import Database
from .ordered import FIRST_NUMBER
from .pinyin import speller

KEYS: Mapping[str, str] = {
    "name": "name_order(p.name) AS key FROM people p",
    "birth": "p.birth AS key FROM people p",
    "number": f"nullif({FIRST_NUMBER}, '') AS key FROM people p",
    "phone": "p.phone AS key FROM people p",
    "unit": "p.unit AS key FROM people p",
    "grid": "natural_order(v.name || g.name) AS key FROM people p LEFT JOIN households h ON h.id = p.household_id"
    " LEFT JOIN grids g ON g.id = h.grid_id LEFT JOIN villages v ON v.id = g.village_id",
    "tags": "(SELECT group_concat(name, ' ') FROM (SELECT DISTINCT name FROM tags WHERE person_id = p.id AND voided IS NULL"
    " ORDER BY name)) AS key FROM people p",
    "address": "natural_order(h.address) AS key FROM people p LEFT JOIN households h ON h.id = p.household_id",
    "completed_on": "p.completed_on AS key FROM judged p",
    "next_from": "p.next_earliest AS key FROM judged p",
    "next_to": "p.next_latest AS key FROM judged p",
}
"""Orders that are read from the facts, each with its key; who has none stands at the end."""

_JUDGED = "WITH judged AS (SELECT person_id AS id, * FROM standings) "
_NUMBER = re.compile(r"[0-9]+")


class Ordered(NamedTuple):
    """Everybody's ids in an order, and how many of them have a key; the others follow by id."""

    ids: array[int]
    known: int


def name_order(name: str) -> str:
    """A name as it is sorted: syllable by syllable, then by its signs."""
    return f"{speller().spelled(name)}\t{name}"


def natural_order(text: str | None) -> str | None:
    """A text as people sort it: number 2 before number 10."""
    return None if text is None else _NUMBER.sub(lambda digits: digits[0].zfill(9), text)


def read_order(db: Database, column: str, among: Sequence[int] | None = None) -> Ordered:
    """Sort everybody, or some people, by one of KEYS, then by id."""
    ids, known = array(IDS), 0
    some = () if among is None else (str(list(among)),)
    these = " WHERE p.id IN (SELECT value FROM json_each(?))" if some else ""
    for id, key in _select(db, f"SELECT p.id, {KEYS[column]}{these} ORDER BY key NULLS LAST, p.id", *some):
        ids.append(id)
        known += key is not None
    return Ordered(ids, known)


def renewed(db: Database, column: str, order: Ordered, people: frozenset[int]) -> Ordered:
    """The order after these people were written about, came or went; all others stand as they stood."""
    ids, known = order
    known -= sum(map(people.__contains__, ids[:known]))
    ids = array(IDS, filterfalse(people.__contains__, ids))
    one = f"SELECT p.id, {KEYS[column]} WHERE p.id = ?"

    def place(other: int) -> tuple[Any, int]:
        return next(key for _, key in _select(db, one, other)), other

    found = [row for id in sorted(people) for row in _select(db, one, id)]
    for id, key in found:
        if key is None:
            ids.insert(bisect_left(ids, id, known), id)
        else:
            ids.insert(bisect_left(ids, (key, id), 0, known, key=place), id)
            known += 1
    return Ordered(ids, known)


def _select(db: Database, sql: str, *values: object) -> Iterator[tuple[int, Any]]:
    db.conn.create_function("name_order", 1, name_order, deterministic=True)
    db.conn.create_function("natural_order", 1, natural_order, deterministic=True)
    return iter(db.conn.execute(_JUDGED + sql, values))
