"""Finding people by what somebody types: probes into ordered keys, never a scan.

Measured: prefix probes answer in well under a millisecond at a million people; LIKE with a leading % takes half a second.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter

from vaxdesk.rules.names import name_key
from vaxdesk.rules.records import Progress

from .database import Database
from .pinyin import speller, tail

LAST = "\U0010ffff"
"""Sorts behind everything that can follow a prefix."""
EVERYBODY = 2**31
"""As a limit: where several words must match, none of the people one of them fits may be left out."""
FEW = 200
"""So many people are quickly asked for the other words; the index tells at once whether a word fits fewer."""
PART = 10
"""One of so many is a good part of everybody."""
BLOCK = 2000
"""People that are read between two reports of progress."""
SORTED_BY = 2
"""First signs by which new keys are sorted apart, where there are many."""
SORTED_AT_ONCE = 10_000
"""So many keys are sorted in some 3 ms, in which every other thread waits."""
MOST_WALKED = 2000
"""With more people than this, meeting whole answers is as fast."""


def add_keys(db: Database, people: Iterable[tuple[int, str, Sequence[str], str]]) -> None:
    """Index (id, name, numbers, phone); sorted first, because an ordered table is filled fastest in its order."""
    keys = speller().keys
    rows = ((key, id) for id, name, numbers, phone in people for key in keys(name, numbers, phone))
    db.conn.executemany("INSERT OR IGNORE INTO person_keys (key, person_id) VALUES (?, ?)", _in_order(rows))


def _in_order(rows: Iterable[tuple[str, int]], signs: int = SORTED_BY) -> Iterator[tuple[str, int]]:
    """By their keys, a part after the other: a sort of all at once would stop every other thread for a second."""
    begun: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        begun.setdefault(row[0][:signs], []).append(row)
    for start in sorted(begun):
        part = begun.pop(start)
        if len(start) < signs:  # it is the whole key of all of them
            yield from part
        elif len(part) > SORTED_AT_ONCE:
            yield from _in_order(part, signs + SORTED_BY)
        else:
            part.sort(key=itemgetter(0))
            yield from part


@contextmanager
def renewed(db: Database, ids: Sequence[int]) -> Iterator[None]:
    """Change in the block the facts that these people are found by: at its end they are found by the new ones.

    Of a few, only the keys that changed are written; for a good part of everybody it is quicker to look through the index once.
    """
    (last,) = db.conn.execute("SELECT coalesce(max(id), 0) FROM people").fetchone()
    many = len(ids) * PART > last
    before = set() if many else set(_keys_of(db, ids))
    yield
    after = set(_keys_of(db, ids))
    if many:
        db.conn.execute("DELETE FROM person_keys WHERE person_id IN (SELECT value FROM json_each(?))", [str(list(ids))])
    db.conn.executemany("DELETE FROM person_keys WHERE key = ? AND person_id = ?", before - after)
    db.conn.executemany("INSERT OR IGNORE INTO person_keys (key, person_id) VALUES (?, ?)", sorted(after - before))


def remember(db: Database, ids: Sequence[int]) -> None:
    """Index people who are not in the index by the facts that stand in the register now."""
    db.conn.executemany("INSERT OR IGNORE INTO person_keys (key, person_id) VALUES (?, ?)", list(_keys_of(db, ids)))


_FACTS = (
    "SELECT p.id, p.name, coalesce(p.phone, ''), coalesce(d.number, '') FROM people p LEFT JOIN documents d ON d.person_id = p.id"
    " WHERE p.id IN (SELECT value FROM json_each(?))"
)


def _keys_of(db: Database, ids: Sequence[int]) -> Iterator[tuple[str, int]]:
    keys = speller().keys
    rows = db.conn.execute(_FACTS, [str(list(ids))])
    return ((key, id) for id, name, phone, number in rows for key in keys(name, [number] if number else [], phone))


def _plain_keys_of(db: Database, ids: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Those that are no spellings."""
    for id, name, phone, number in db.conn.execute(_FACTS, [str(list(ids))]):
        yield from ((key, id) for key in (name_key(name), tail(number.casefold()), phone, tail(phone)) if key)


def find(db: Database, text: str, limit: int = 50, progress: Progress | None = None) -> list[int]:
    """The ids of people that match every word of the text, best first: exact keys before longer ones, then by id.

    A word is matched against name, pinyin, initials, the tail of a number or phone, the beginning of a phone, and the
    beginning of an address, with or without its village. Of several words the first that few people match decides the order:
    its people are asked for the others, which at a million people takes 5 ms where meeting whole answers takes up to a second.
    With a smaller limit the answer is the beginning of the whole one. Progress is told so that a search nobody waits for any more
    can end; raises Cancelled then.
    """
    found, whole = begin(db, text, limit, MOST_WALKED, progress)
    if whole or len(found) >= limit:
        return found
    words = _words(text)
    found = _probe(db, words[0], EVERYBODY, progress)
    for word in words[1:]:
        matching = set(_probe(db, word, EVERYBODY, progress))
        found = [id for id in found if id in matching]
    return found[:limit]


def begin(
    db: Database, text: str, limit: int, most_walked: int = FEW, progress: Progress | None = None
) -> tuple[list[int], bool]:
    """What `find` begins with, and whether that is all of it; of several words, so many people are asked for the others at most."""
    words = _words(text)
    if len(words) < 2:
        found = _probe(db, words[0], limit, progress) if words else []
        return found, len(found) < limit
    walked = next((word for word in words if len(_probe(db, word, FEW)) < FEW), words[0])
    people = _probe(db, walked, most_walked)
    found = []
    for start in range(0, len(people), FEW):
        found += _matching(db, people[start : start + FEW], [word for word in words if word != walked])
        if len(found) >= limit:
            return found[:limit], False
    return found, len(people) < most_walked


def _words(text: str) -> list[str]:
    return [word for word in map(name_key, text.split()) if word]


def _matching(db: Database, ids: Sequence[int], words: Sequence[str]) -> list[int]:
    """Those of the people that match every word, by their facts instead of the index; names are spelled only for letters."""
    keys: dict[int, set[str]] = {id: set() for id in ids}
    places: dict[int, tuple[str, ...]] = {}
    spelled = any(word.isascii() and not word[:-1].isdigit() for word in words)
    for key, id in _keys_of(db, ids) if spelled else _plain_keys_of(db, ids):
        keys[id].add(key)
    for id, village, address in db.conn.execute(
        "SELECT p.id, v.name, h.address FROM people p JOIN households h ON h.id = p.household_id"
        " JOIN villages v ON v.id = h.village_id WHERE p.id IN (SELECT value FROM json_each(?))",
        [str(list(ids))],
    ):
        places[id] = (address, address.removeprefix(village))

    def matches(id: int, word: str) -> bool:
        probes = tuple(_probes(word))
        return any(key.startswith(probes) for key in keys[id]) or (
            not word.isascii() and any(place.startswith(word) for place in places.get(id, ()))
        )

    return [id for id in ids if all(matches(id, word) for word in words)]


def _probes(word: str) -> list[str]:
    """What a word is looked for as: digits also from behind, because a tail is the beginning of what was turned round."""
    return [word, tail(word)] if word[:-1].isdigit() and len(word) > 1 else [word]


def _probe(db: Database, word: str, limit: int, progress: Progress | None = None) -> list[int]:
    found: dict[int, None] = {}
    for probe in _probes(word):
        rows = db.conn.execute(
            "SELECT person_id FROM person_keys WHERE key >= ? AND key < ? LIMIT ?", (probe, probe + LAST, limit)
        )
        while block := rows.fetchmany(BLOCK):
            found.update((id, None) for (id,) in block)
            if progress is not None:
                progress(len(found), limit)
    if len(found) < limit and not word.isascii():
        for id in _by_address(db, word, limit):
            found[id] = None
            if progress is not None and len(found) % BLOCK == 0:
                progress(len(found), limit)
    return list(found)[:limit]


def _by_address(db: Database, word: str, limit: int) -> Iterator[int]:
    """People of the households whose address begins with the word, or does so after its village's name.

    Households are indexed by village and address, so every village is probed; CROSS JOIN keeps that order.
    """
    people = (
        "SELECT p.id FROM villages v CROSS JOIN households h"
        " ON h.village_id = v.id AND h.address >= {0} AND h.address < {0} || :last CROSS JOIN people p ON p.household_id = h.id"
    )
    rows = db.conn.execute(
        f"{people.format(':word')} UNION ALL {people.format('v.name || :word')} LIMIT :limit",
        {"word": word, "last": LAST, "limit": limit},
    )
    return (id for (id,) in rows)
