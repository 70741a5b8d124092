"""The record of changes as a chain: every change is sealed with its edits and with the seal before it, when its transaction ends.

A seal is SHA-256 over the seal before, the change (who, when, what, about whom), a digest of what it edited (before, after), and
the sum of the digests of all rows as they stood after it (`row_seals`).
Triggers keep changes and seals from being altered. What stood there before may have to be deleted for good (a purge): then its text
goes, the digest stays, and `erasures` names the change that deleted it. The words of a change go the same way: `blanked` holds a
digest of what is left, and the change that deleted them names, in its own words, the digest of all of these.

What this cannot do: whoever has the data key and drops the triggers can write the whole chain anew. The last seal stands in every
backup and in every export of the record, so a chain that was written anew does not fit those.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple

from vaxdesk.rules.roles import Permit

from . import row_seals, scope
from .changes import begin_change
from .database import Database
from .latest import Latest
from .scope import Scope

FIRST = ""
"""What stands for the seal before the first one."""
UPKEEP = "upkeep"
"""The verb of what was written without a change of its own."""


class Register(Database):
    """A database whose transactions end with their changes sealed, and which may show a part of itself only (scope)."""

    scope: Scope | None = None
    latest: Latest | None = None
    """Where the last change is noted beside the database, if it is."""
    user = ""
    """Who writes, where a transaction does not say it itself."""
    sealed: Mapping[str, row_seals.SealedTable] = MappingProxyType({})
    """The tables whose rows have digests."""

    @property
    def confined(self) -> bool:
        """Whether it hides anybody."""
        return self.scope is not None

    def watch(self) -> None:
        """Seal from now on what is written on the connection."""
        self.sealed = row_seals.watch(self)

    def confine(self, permit: Permit) -> None:
        """Show and change from now on only what this permit allows."""
        self.scope = scope.confine(self, permit)

    @contextmanager
    def atomic(self) -> Iterator["Register"]:
        """A transaction, or inside one a savepoint; the changes that were begun in it are sealed at its end.

        Raises Refused `village_not_yours` where a confined database was written to about others, and nothing stays of it.
        """
        outermost = not self.conn.in_transaction
        with super().atomic():
            if outermost and self.scope is not None:
                with scope.whole(self, self.scope):
                    yield self
            else:
                yield self
            if outermost:
                last = seal(self)
        if outermost and self.latest is not None:
            self.latest.note(*last)


class Break(NamedTuple):
    """The first change that does not fit its seal, and what is wrong: change, edits, missing, unsealed, or rows."""

    change: int
    wrong: str


def seal(db: Register) -> tuple[int, str]:
    """Seal the changes that are not yet, oldest first; call inside their transaction.

    Where facts were touched and no change was begun (the state of a print, the order of a walk), it is noted as UPKEEP.
    The answer is the last change and its seal.
    """
    row = db.conn.execute("SELECT change_id, digest, rows FROM seals ORDER BY change_id DESC LIMIT 1").fetchone()
    last, before, rows = row or (0, FIRST, None)
    unsealed = "SELECT id, at, by, verb, about FROM changes WHERE id > ? ORDER BY id"
    new = db.conn.execute(unsealed, [last]).fetchall()
    grown = row_seals.settle(db, db.sealed)
    if grown is not None and not new:
        begin_change(db, db.user, UPKEEP)
        new = db.conn.execute(unsealed, [last]).fetchall()
    rows = f"{(int(rows or '0', 16) + (grown or 0)) % row_seals.MODULUS:064x}"
    for change in new:
        edits = edits_digest(_edits(db, change[0]))
        before = _digest(before, edits, change, rows)
        db.conn.execute(
            "INSERT INTO seals (change_id, edits, digest, rows) VALUES (?, ?, ?, ?)", (change[0], edits, before, rows)
        )
        last = change[0]
    return last, before


def head(db: Database) -> str:
    """The last seal: 64 hexadecimal digits, or "" where nothing was ever written."""
    row = db.conn.execute("SELECT digest FROM seals ORDER BY change_id DESC LIMIT 1").fetchone()
    return row[0] if row else FIRST


def first_break(db: Database) -> Break | None:
    """The first link that does not hold; None if the whole chain does."""
    before = FIRST
    blank = dict(db.conn.execute("SELECT change_id, digest FROM blanked"))
    erased = {id for (id,) in db.conn.execute("SELECT change_id FROM erasures")}
    edited = {id for (id,) in db.conn.execute("SELECT DISTINCT change_id FROM edits")}
    nothing = edits_digest(())
    rows = db.conn.execute(
        "SELECT s.change_id, s.edits, s.digest, s.rows, c.id, c.at, c.by, c.verb, c.about FROM seals s"
        " LEFT JOIN changes c ON c.id = s.change_id ORDER BY s.change_id"
    )
    sealed = None
    for id, edits, digest, sealed, *change in rows.fetchall():
        if change[0] is None:
            return Break(id, "missing")
        whole = blank[id] == _left(change) if id in blank else digest == _digest(before, edits, change, sealed)
        if not whole:
            return Break(id, "change")
        if id not in erased and edits != (edits_digest(_edits(db, id)) if id in edited else nothing):
            return Break(id, "edits")
        before = digest
    for id, about in db.conn.execute(
        "SELECT id, about FROM changes WHERE id IN (SELECT by_change FROM blanked) ORDER BY id"
    ):
        if not about.endswith(_all_left(db, id)):
            return Break(id, "change")
    unsealed = db.conn.execute("SELECT min(id) FROM changes WHERE id NOT IN (SELECT change_id FROM seals)").fetchone()[
        0
    ]
    if unsealed is not None:
        return Break(unsealed, "unsealed")
    last = db.conn.execute("SELECT coalesce(max(change_id), 0) FROM seals").fetchone()[0]
    return None if int(sealed or "0", 16) == row_seals.total(db) else Break(last, "rows")


def erase_edits(db: Database, people: Iterable[int], by_change: int) -> None:
    """Delete for good what stood in the fields of these people before; the seals stay, and it is on record who did it."""
    _erase(db, "record_id IN (SELECT value FROM json_each(?))", str(list(people)), by_change)


def erase_field(db: Database, field: str, by_change: int) -> None:
    """Delete for good what stood in a field of all people before, in the same way."""
    _erase(db, "field = ?", field, by_change)


def _erase(db: Database, which: str, value: str, by_change: int) -> None:
    about = f"record = 'person' AND {which}"
    db.conn.execute(
        f"INSERT OR IGNORE INTO erasures (change_id, by_change) SELECT DISTINCT change_id, ? FROM edits WHERE {about}",
        (by_change, value),
    )
    db.conn.execute(f"DELETE FROM edits WHERE {about}", (value,))


def blank(db: Database, verbs: Iterable[str], by_change: int) -> str:
    """Delete for good the words of all changes but those of some verbs; the answer has to stand in the words of `by_change`."""
    told = ", ".join(f"'{verb}'" for verb in verbs)
    rows = db.conn.execute(
        f"SELECT id, at, by, verb, about FROM changes WHERE about != '' AND verb NOT IN ({told}) AND id != ?",
        [by_change],
    ).fetchall()
    db.conn.executemany(
        "INSERT INTO blanked (change_id, by_change, digest) VALUES (?, ?, ?)",
        [(row[0], by_change, _left([*row[:4], ""])) for row in rows],
    )
    db.conn.executemany("UPDATE changes SET about = '' WHERE id = ?", [(row[0],) for row in rows])
    return _all_left(db, by_change)


def _all_left(db: Database, by_change: int) -> str:
    whole = sha256()
    for row in db.conn.execute(
        "SELECT change_id, digest FROM blanked WHERE by_change = ? ORDER BY change_id", [by_change]
    ):
        whole.update(json.dumps(row).encode())
    return whole.hexdigest()


def _left(change: Iterable[object]) -> str:
    return sha256(json.dumps(list(change), ensure_ascii=False).encode()).hexdigest()


def edits_digest(edits: Iterable[tuple[Any, ...]]) -> str:
    """The digest of the edits of a change: record, id, field, old, new of each, in their order."""
    whole = sha256()
    for edit in edits:
        whole.update(json.dumps(edit, ensure_ascii=False, separators=(",", ":")).encode())
        whole.update(b"\n")
    return whole.hexdigest()


def _edits(db: Database, change: int) -> Any:
    return db.conn.execute(
        "SELECT record, record_id, field, old, new FROM edits WHERE change_id = ? ORDER BY id", [change]
    )


def _digest(before: str, edits: str, change: Iterable[object], rows: str | None) -> str:
    """A seal; those of before there were digests of rows have no `rows`."""
    sealed = [before, edits, *change, *([] if rows is None else [rows])]
    return sha256(json.dumps(sealed, ensure_ascii=False).encode()).hexdigest()
