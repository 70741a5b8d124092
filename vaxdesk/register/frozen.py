"""Where everybody stood at a moment, kept for good: two arrays, of ids and of codes for village, standing and detail, packed.

100,000 people take some 40 KB. Bytes are those of the machine, little-endian wherever the program runs.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaxdesk.rules.movements import Difference, Mark

from .database import Database

GONE = 65_535
"""Stands for a mark that the later record does not have."""
BLOCK = 512
"""People that are compared at once."""
LEVEL = 3
"""Of compression: higher ones take three times as long and save a tenth."""


class Rows(NamedTuple):
    """Everybody's mark: ids in order, beside each the place of its mark in `marks`."""

    marks: Sequence[Mark]
    ids: array[int]
    codes: array[int]

    def marked(self) -> Iterator[tuple[int, Mark]]:
        """Everybody with the mark."""
        return zip(self.ids, map(self.marks.__getitem__, self.codes), strict=True)

    @property
    def details(self) -> dict[str, int]:
        """Everybody by detail."""
        found: dict[str, int] = {}
        for code, people in Counter(self.codes).items():
            detail = self.marks[code].detail
            found[detail] = found.get(detail, 0) + people
        return found

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """People in scope by village and standing."""
        found: dict[str, dict[str, int]] = {}
        for code, people in Counter(self.codes).items():
            mark = self.marks[code]
            if mark.counted:
                village = found.setdefault(mark.village, {})
                village[mark.standing] = village.get(mark.standing, 0) + people
        return found


NOBODY = Rows((), array("I"), array("H"))


def rows_of(marked: Iterable[tuple[int, Mark]]) -> Rows:
    """Make rows of people in order of id."""
    known: dict[Mark, int] = {}
    ids, codes = array("I"), array("H")
    for person, mark in marked:
        ids.append(person)
        codes.append(known.setdefault(mark, len(known)))
    return Rows(tuple(known), ids, codes)


def now(db: Database) -> Rows:
    """Where everybody stands by the cache."""
    rows = db.conn.execute(
        "SELECT s.person_id, v.name, s.standing, s.detail FROM standings s JOIN villages v ON v.id = s.village_id"
        " ORDER BY s.person_id"
    )
    return rows_of((person, Mark(*mark)) for person, *mark in rows)


def pack(rows: Rows) -> bytes:
    """The bytes that are kept."""
    marks = json.dumps(rows.marks, ensure_ascii=False).encode()
    return zlib.compress(marks + b"\n" + rows.ids.tobytes() + rows.codes.tobytes(), LEVEL)


def unpack(kept: bytes) -> Rows:
    """The rows as they were packed."""
    marks, _, arrays = zlib.decompress(kept).partition(b"\n")
    ids, codes = array("I"), array("H")
    middle = len(arrays) * ids.itemsize // (ids.itemsize + codes.itemsize)
    ids.frombytes(arrays[:middle])
    codes.frombytes(arrays[middle:])
    return Rows(tuple(Mark(*mark) for mark in json.loads(marks)), ids, codes)


def differences(before: Rows, after: Rows) -> Iterator[Difference]:
    """Everybody who is not marked as before.

    Ids are given once and grow, so the later record begins with the ids of the earlier one, unless an entry was taken back;
    then only blocks of people that are not the same need a look.
    """
    known = len(before.ids)
    if before.ids == after.ids[:known]:
        yield from _same_people(before, after, known)
        for person, code in zip(after.ids[known:], after.codes[known:], strict=True):
            yield Difference(person, None, after.marks[code])
    else:
        yield from _other_people(before, after)


def _same_people(before: Rows, after: Rows, known: int) -> Iterator[Difference]:
    place = {mark: code for code, mark in enumerate(after.marks)}
    told = array("H", map([place.get(mark, GONE) for mark in before.marks].__getitem__, before.codes))
    now = after.codes[:known]
    for start in range(0, known, BLOCK):
        if told[start : start + BLOCK] != now[start : start + BLOCK]:
            for nth in range(start, min(start + BLOCK, known)):
                if told[nth] != now[nth]:
                    yield Difference(before.ids[nth], before.marks[before.codes[nth]], after.marks[now[nth]])


def _other_people(before: Rows, after: Rows) -> Iterator[Difference]:
    was, now = dict(before.marked()), dict(after.marked())
    for person, mark in was.items():
        if now.get(person) != mark:
            yield Difference(person, mark, now.get(person))
    for person, mark in now.items():
        if person not in was:
            yield Difference(person, None, mark)
