"""A digest of every row of a fact, so that the check finds one that was added, altered or deleted behind the program's back.

Triggers of the connection note which rows a transaction touches; at its end their digests are made anew (`settle`), and the sum
of all digests goes into the seal of the change (`chain`). Whoever writes to the file with another tool has no such triggers: the
row does not fit its digest, or the digests do not fit the last seal. Rows stand in blocks, a handful of neighbours by number
each, so that a save reads and writes little.

What this cannot do is what the chain cannot: who has the data key and knows this page can make digests and seals anew. Those do
not fit the seals in backups and exports.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b, sha256
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from .database import Database

BLOCK = 16
"""Neighbours by number in a block."""
WIDTH = 8
"""Bytes of the digest of a row."""
MODULUS = 1 << 256
NO_FACTS: Mapping[str, str] = {
    "standings": "a cache of answers, made again from the facts",
    "person_keys": "a cache of search keys, made again from the facts",
    "roll": "a cache of lists, made again from the facts",
    "drafts": "what is being typed and was not saved yet",
    "changes": "the links of the chain: each has a seal",
    "edits": "sealed with their change",
    "seals": "the chain itself",
    "erasures": "says which edits are gone for good; without it they are missed",
    "blanked": "says whose words are gone for good; without it they are missed",
    "row_seals": "the digests: their sum is in the last seal",
}
"""The tables whose rows have no digest, and why."""
UNSEALED_SETTINGS = ("judged", "roll", "key file", "last backup", "sealed step")
"""What the program notes for itself among the settings, outside of any change."""


class Odd(NamedTuple):
    """A row that does not fit its digest: its table, its key in words, and what happened: added, altered or missing.

    `person` is whom it is about, where it says so. Of a missing one `row` tells the numbers it lies among.
    """

    table: str
    row: str
    wrong: str
    person: int | None = None


class SealedTable(NamedTuple):
    """How the rows of a table are read (SQL): all of a row `t` as bytes, its key (a number?), and its person."""

    name: str
    whole: str
    key: tuple[str, ...]
    by_number: bool
    person: str

    def sealed(self, row: str) -> str:
        """The condition under which a row has a digest."""
        return f"{row}.name NOT IN {UNSEALED_SETTINGS}" if self.name == "settings" else "1"

    def block(self, row: str) -> str:
        """Where a row stands."""
        return f"{row}.{self.key[0]}" + (f" / {BLOCK}" if self.by_number else "")

    @property
    def in_block(self) -> str:
        """The condition on a row `t` to stand in the block of `x`."""
        first = f"t.{self.key[0]}"
        return (
            f"{first} BETWEEN x.block * {BLOCK} AND x.block * {BLOCK} + {BLOCK - 1}"
            if self.by_number
            else f"{first} = x.block"
        )

    @property
    def order(self) -> str:
        """The key of a row `t`."""
        return ", ".join(f"t.{each}" for each in self.key)


def watch(db: Database) -> Mapping[str, SealedTable]:
    """Note from now on which blocks this connection touches; the answer is what `settle` wants to know of the tables."""
    db.conn.execute("PRAGMA recursive_triggers = ON")  # a row that INSERT OR REPLACE drops is noted too
    db.conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS touched (name TEXT, block, PRIMARY KEY (name, block)) WITHOUT ROWID"
    )
    tables = {table.name: table for table in _tables(db)}
    for table in tables.values():
        for event in ("INSERT", "DELETE", "UPDATE"):
            _note(db, table, event)
    return tables


def _note(db: Database, table: SealedTable, event: str) -> None:
    """Make a trigger; within an upsert its update would not be let say OR IGNORE."""
    name, rows = table.name, {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}[event]
    notes = "".join(
        f"INSERT INTO touched SELECT '{name}', {table.block(row)} WHERE {table.sealed(row)}"
        f" AND NOT EXISTS (SELECT 1 FROM touched WHERE name = '{name}' AND block = {table.block(row)});"
        if event == "UPDATE"
        else f"INSERT OR IGNORE INTO touched SELECT '{name}', {table.block(row)} WHERE {table.sealed(row)};"
        for row in rows
    )
    db.conn.execute(
        f"CREATE TEMP TRIGGER IF NOT EXISTS {_trigger(name, event)} AFTER {event} ON main.{name} BEGIN {notes} END"
    )


def _trigger(name: str, event: str) -> str:
    return f"seal_{name}_{event.lower()}"


@contextmanager
def many_rows(db: Database, *names: str) -> Iterator[None]:
    """Within this block many rows are put into tables, under higher numbers: noted at its end, which costs less than triggers."""
    watched = {name for (name,) in db.conn.execute("SELECT name FROM sqlite_temp_master WHERE type = 'trigger'")}
    tables = [_table(db, name) for name in names if _trigger(name, "INSERT") in watched]
    marks = [_last(db, table) for table in tables]
    for table in tables:
        db.conn.execute(f"DROP TRIGGER temp.{_trigger(table.name, 'INSERT')}")
    yield
    for table, mark in zip(tables, marks, strict=True):
        last = _last(db, table)
        size = BLOCK if table.by_number else 1
        blocks = range(mark // size, last // size + 1 if last > mark else 0)
        db.conn.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", [(table.name, block) for block in blocks])
        _note(db, table, "INSERT")


def _last(db: Database, table: SealedTable) -> int:
    return int(db.conn.execute(f"SELECT coalesce(max({table.key[0]}), 0) FROM main.{table.name}").fetchone()[0])


def touch_everything(db: Database) -> None:
    """Let the end of the next transaction make every digest anew."""
    db.conn.execute("INSERT OR IGNORE INTO touched SELECT name, block FROM row_seals")
    for table in _tables(db):
        db.conn.execute(
            f"INSERT OR IGNORE INTO touched SELECT DISTINCT '{table.name}', {table.block('t')} FROM main.{table.name} t"
        )


def settle(db: Database, tables: Mapping[str, SealedTable]) -> int | None:
    """Make the digests of what was touched anew; the answer is what their sum grew by, None if nothing was touched."""
    names = [name for (name,) in db.conn.execute("SELECT DISTINCT name FROM temp.touched")]
    if not names:
        return None
    grown = sum(_settle(db, tables[name]) for name in names)
    db.conn.execute("DELETE FROM temp.touched")
    return grown


def _settle(db: Database, table: SealedTable) -> int:
    rows = db.conn.execute(
        f"SELECT x.block, {table.whole} FROM temp.touched x CROSS JOIN main.{table.name} t ON {table.in_block}"
        f" WHERE x.name = ? AND {table.sealed('t')} ORDER BY x.block, {table.order}",
        [table.name],
    )
    now = {block: b"".join(_digests(group)) for block, group in groupby(rows, itemgetter(0))}
    before = dict(
        db.conn.execute(
            "SELECT s.block, s.digests FROM temp.touched x CROSS JOIN row_seals s ON s.name = x.name AND s.block = x.block"
            " WHERE x.name = ?",
            [table.name],
        )
    )
    if gone := [(table.name, block) for block in before if block not in now]:
        db.conn.executemany("DELETE FROM row_seals WHERE name = ? AND block = ?", gone)
    db.conn.executemany(
        "INSERT INTO row_seals (name, block, digests) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET digests = excluded.digests",
        [(table.name, block, digests) for block, digests in now.items() if before.get(block) != digests],
    )
    return _sum(table.name, now.items()) - _sum(table.name, before.items())


def total(db: Database) -> int:
    """The sum of all digests (modulo 2^256)."""
    rows = db.conn.execute("SELECT name, block, digests FROM row_seals ORDER BY name")
    return sum(_sum(name, (row[1:] for row in group)) for name, group in groupby(rows, itemgetter(0))) % MODULUS


def first_odd(db: Database) -> Odd | None:
    """The first row, table by table, that does not fit its digest; None if all do."""
    return next((odd for table in _tables(db) for odd in _odd(db, table)), None)


def _odd(db: Database, table: SealedTable) -> Iterator[Odd]:
    sealed = dict(db.conn.execute("SELECT block, digests FROM row_seals WHERE name = ?", [table.name]))
    rows = db.conn.execute(
        f"SELECT {table.block('t')}, {table.whole} FROM main.{table.name} t WHERE {table.sealed('t')} ORDER BY {table.order}"
    )
    for block, group in groupby(rows, itemgetter(0)):
        digests = tuple(_digests(group))
        kept = sealed.pop(block, b"")
        if b"".join(digests) != kept:
            yield _explained(db, table, block, digests, kept)
    for block, kept in sealed.items():
        yield _explained(db, table, block, (), kept)


def _explained(db: Database, table: SealedTable, block: Any, digests: tuple[bytes, ...], kept: bytes) -> Odd:
    """What happened in a block that does not fit."""
    known = {kept[place : place + WIDTH] for place in range(0, len(kept), WIDTH)}
    place = next((place for place, digest in enumerate(digests) if digest not in known), None)
    if place is None:
        among = f"{block * BLOCK} - {block * BLOCK + BLOCK - 1}" if table.by_number else str(block)
        return Odd(table.name, among, "missing")
    row = db.conn.execute(
        f"SELECT {table.person}, {table.order} FROM (SELECT ? AS block) x CROSS JOIN main.{table.name} t ON {table.in_block}"
        f" WHERE {table.sealed('t')} ORDER BY {table.order} LIMIT 1 OFFSET ?",
        [block, place],
    ).fetchone()
    wrong = "added" if len(digests) * WIDTH > len(kept) else "altered"
    return Odd(table.name, " ".join(map(str, row[1:])), wrong, row[0])


def _digests(rows: Iterable[tuple[Any, bytes]]) -> Iterator[bytes]:
    return (blake2b(whole, digest_size=WIDTH).digest() for _, whole in rows)


def _sum(name: str, blocks: Iterable[tuple[Any, bytes]]) -> int:
    return sum(int.from_bytes(sha256(f"{name} {block} ".encode() + digests).digest()) for block, digests in blocks)


def _tables(db: Database) -> list[SealedTable]:
    rows = db.conn.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#'"
        " AND name NOT LIKE '#_sqlite%' ESCAPE '#' ORDER BY rowid"
    )
    return [_table(db, name) for (name,) in rows.fetchall() if name not in NO_FACTS]


def _table(db: Database, name: str) -> SealedTable:
    columns = db.conn.execute(f"PRAGMA main.table_info({name})").fetchall()
    key = tuple(row[1] for row in sorted(columns, key=itemgetter(5)) if row[5])
    types = {row[1]: row[2] for row in columns}
    values = ", ".join(f"hex(t.{column})" if kind == "BLOB" else f"t.{column}" for column, kind in types.items())
    return SealedTable(
        name,
        f"CAST(json_array({values}) AS BLOB)",
        key,
        len(key) == 1 and types[key[0]] == "INTEGER",
        "t.id" if name == "people" else "t.person_id" if "person_id" in types else "NULL",
    )
