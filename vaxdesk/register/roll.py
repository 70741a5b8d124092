"""Everybody at a glance: what residents are filtered and counted by, as columns in memory, and the orders they are listed in.

A roll holds for one moment of the register: after the last change it was read behind, on the day the standings were judged for.
It is made from the facts in one pass (2 s a million), told of a change (`renewed`), or taken from the copy that the register keeps
(`keep`, `load`: 60 ms). Whoever holds one asks `holds` first. It belongs to the thread of its connection.

`EXPLAIN QUERY PLAN` of the one pass: SCAN s; SEARCH p USING INTEGER PRIMARY KEY (rowid=?); both tables are walked in order of id.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from vaxdesk.rules.ages import full_years
from vaxdesk.rules.records import Progress

from .chain import Register
from .changes import last_change, next_change
from .columns import IDS, Column, taken
from .database import Database
from .driver import sqlcipher
from .orders import Ordered, read_order
from .orders import renewed as renewed_order
from .settings import read_setting, write_setting

COLUMNS = ("village", "standing", "sex", "residence", "age")
"""The names of the columns. A value of `standing` is (standing, detail), of `age` full years or None, the others are texts."""

BLOCK = 500
"""People that are read at once; larger blocks leave the cache of the processor and take twice as long."""
MOST_RENEWED = 500
"""With more people than this, making the roll anew is about as fast."""

_ROWS = (
    "SELECT s.person_id, s.village_id, s.standing, s.detail, p.sex, p.residence, p.birth"
    " FROM standings s CROSS JOIN people p ON p.id = s.person_id"
)


class Moment(NamedTuple):
    """The state of a register: its last change, and what its standings were judged for."""

    change: int
    judged: str


@dataclass(slots=True)
class Roll:
    """Everybody whose standing is known, at a moment."""

    moment: Moment
    on: date
    columns: dict[str, Column]
    kept: bool = False
    """Whether the register's copy is of this moment."""
    orders: dict[str, Ordered] = field(default_factory=dict)
    """Those that somebody has asked for."""
    groups: dict[str, Ordered] = field(default_factory=dict)
    """Orders by the value of a column, which are made so quickly that no copy is kept."""
    searched: tuple[str, Sequence[int]] = ("", ())
    """The text that was searched for last, and who was found, best first: list and counts of one question search once."""

    def __len__(self) -> int:
        """The length of the columns: one more than the greatest id."""
        return len(self.columns["standing"])


def moment_of(db: Database) -> Moment:
    """The state the register is in."""
    return Moment(last_change(db), read_setting(db, "judged"))


def read(db: Database, on: date, progress: Progress | None = None) -> Roll:
    """Make the roll from the register, whose standings must hold for that day. Raises Cancelled."""
    moment = moment_of(db)
    columns = {name: Column() for name in COLUMNS}
    total = db.conn.execute("SELECT count(*) FROM standings").fetchone()[0] if progress else 0
    rows = db.conn.execute(f"{_ROWS} ORDER BY s.person_id")
    values = _Values(db, on)
    done = 0
    while block := rows.fetchmany(BLOCK):
        ids, *those = values.of(block)
        for column, several in zip(columns.values(), those, strict=True):
            column.fill(ids, several)
        done += len(block)
        if progress is not None:
            progress(done, total)
    return Roll(moment, on, columns)


class _Values:
    """Turns rows of the facts into ids and one sequence for each of COLUMNS."""

    def __init__(self, db: Database, on: date) -> None:
        self._villages = dict(db.conn.execute("SELECT id, name FROM villages"))
        self._ages = _Ages(on)

    def of(self, rows: Sequence[tuple[Any, ...]]) -> tuple[Sequence[Any], ...]:
        """The ids first; every step runs over all rows at once."""
        ids, villages, standings, details, sexes, residences, births = zip(*rows, strict=True)
        return (
            ids,
            tuple(map(self._villages.__getitem__, villages)),
            tuple(zip(standings, details, strict=True)),
            sexes,
            residences,
            tuple(map(self._ages.__getitem__, births)),
        )


class _Ages(dict[str | None, int | None]):
    """The age of everybody born on a day, worked out once."""

    def __init__(self, on: date) -> None:
        super().__init__({None: None})
        self._on = on

    def __missing__(self, birth: str) -> int:
        self[birth] = age = full_years(date.fromisoformat(birth), self._on)
        return age


def in_order(db: Database, roll: Roll, column: str) -> Ordered:
    """Everybody by one of orders.KEYS; sorted once."""
    if column not in roll.orders:
        kept = _kept(db, f"order {column}") if roll.kept else None
        roll.orders[column] = _order(*kept) if kept else read_order(db, column)
    return roll.orders[column]


def entered(roll: Roll) -> Ordered:
    """Everybody in the order in which they came into the register; made once."""
    if "entered" not in roll.groups:
        ids = taken(roll.columns["standing"].select(lambda _value: True), len(roll))
        roll.groups["entered"] = Ordered(ids, len(ids))
    return roll.groups["entered"]


def grouped(roll: Roll, order: str, column: str, key: Callable[[Any], Any]) -> Ordered:
    """Everybody by the key of their value in a column; made once."""
    if order not in roll.groups:
        roll.groups[order] = Ordered(*roll.columns[column].in_order(key))
    return roll.groups[order]


def renew(db: Database, roll: Roll, people: frozenset[int]) -> bool:
    """Bring the roll up to the last change, which wrote about these people; False if more than that has happened since."""
    now = moment_of(db)
    if now == roll.moment:
        return True
    if now != (next_change(db, roll.moment.change), roll.moment.judged) or len(people) > MOST_RENEWED:
        return False
    rows = db.conn.execute(
        f"{_ROWS} WHERE s.person_id IN (SELECT value FROM json_each(?))", [str(sorted(people))]
    ).fetchall()
    found = {each[0]: each[1:] for each in zip(*_Values(db, roll.on).of(rows), strict=True)} if rows else {}
    for id in people:
        for place, column in enumerate(roll.columns.values()):
            if id in found:
                column.put(id, found[id][place])
            else:
                column.drop(id)
    roll.orders.pop("grid", None)  # households change their grid without a word about persons
    for name, order in roll.orders.items():
        roll.orders[name] = renewed_order(db, name, order, people)
    roll.groups.clear()
    roll.searched = ("", ())
    roll.moment, roll.kept = now, False
    return True


def keep(db: Register, roll: Roll) -> None:
    """Leave a copy in the register for the next opening, if the roll is true: 5 MB a million people, and 4 MB for each order.

    Only a copy of everybody is kept. It can always be made again: a disk that does not take it is no reason not to close.
    """
    try:
        if roll.moment == moment_of(db) and not db.confined:
            _keep_all(db, roll)
    except sqlcipher.DatabaseError:
        roll.kept = False


def _keep_all(db: Database, roll: Roll) -> None:
    with db.atomic():
        if not roll.kept:
            db.conn.execute("DELETE FROM roll")
            for name, column in roll.columns.items():
                _keep(db, f"column {name}", column.values, b"".join(column.planes))
            write_setting(db, "roll", json.dumps([*roll.moment, roll.on.isoformat()]))
        for name, order in roll.orders.items():
            _keep(db, f"order {name}", [order.known], order.ids.tobytes())
    roll.kept = True


def _keep(db: Database, part: str, words: Sequence[object], codes: bytes) -> None:
    db.conn.execute(
        "INSERT INTO roll (part, words, codes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (part, json.dumps(words), codes),
    )


def load(db: Register) -> Roll | None:
    """The copy the register keeps; None if there is none, or if the register has changed since. Orders follow when asked for."""
    noted = read_setting(db, "roll")
    if not noted or db.confined:
        return None
    change, judged, on = json.loads(noted)
    if moment_of(db) != (change, judged):
        return None
    parts = {name: _kept(db, f"column {name}") for name in COLUMNS}
    columns = {name: _column(*part) for name, part in parts.items() if part}
    return Roll(Moment(change, judged), date.fromisoformat(on), columns, kept=True)


def _kept(db: Database, part: str) -> tuple[Any, bytes] | None:
    row = db.conn.execute("SELECT words, codes FROM roll WHERE part = ?", [part]).fetchone()
    return None if row is None else (json.loads(row[0]), row[1])


def _column(words: Sequence[Any], codes: bytes) -> Column:
    return Column([tuple(word) if isinstance(word, list) else word for word in words], codes)


def _order(words: Sequence[int], codes: bytes) -> Ordered:
    ids = array(IDS)
    ids.frombytes(codes)
    return Ordered(ids, words[0])
