"""Where everybody stood at a moment, kept for good: two arrays, of ids and of codes for village, standing and detail, packed.

100,000 people take some 40 KB. Bytes are those of the machine, little-endian wherever the program runs.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from vaxdesk.rules.movements import Difference, Mark

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
    """Everybody who is not marked as before. Marks are compared once each, people by their numbers."""
    common = {mark: place for place, mark in enumerate(after.marks)}
    same = [common.get(mark, -1) for mark in before.marks]
    if before.ids == after.ids:
        for person, old, new in zip(before.ids, before.codes, after.codes, strict=True):
            if same[old] != new:
                yield Difference(person, before.marks[old], after.marks[new])
        return
    new_of: Mapping[int, int] = dict(zip(after.ids, after.codes, strict=True))
    for person, old in zip(before.ids, before.codes, strict=True):
        code = new_of.get(person, -1)
        if code < 0:
            yield Difference(person, before.marks[old], None)
        elif code != same[old]:
            yield Difference(person, before.marks[old], after.marks[code])
    known = set(before.ids)
    for person, code in zip(after.ids, after.codes, strict=True):
        if person not in known:
            yield Difference(person, None, after.marks[code])
