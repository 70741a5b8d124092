"""Frozen figures: what was true at each day's first opening and at each submission, with everybody's mark. Never edited."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from . import frozen, standings
from .changes import last_change
from .database import Database
from .frozen import Rows
from .movements import Moment

DAY, SUBMISSION = "day", "submission"


class Snapshot(NamedTuple):
    """Figures as they were frozen: for which day, by which campaign and rules, and after which change of the register."""

    id: int
    on: date
    occasion: str
    campaign: str
    rules: str
    figures: Mapping[str, Any]
    change: int

    @property
    def moment(self) -> Moment:
        """The state of the register that was frozen."""
        return Moment(self.change, self.on)


_COLUMNS = "id, judged_on, occasion, campaign, rules, figures, change_id"


def freeze(db: Database, occasion: str, figures: Mapping[str, Any]) -> int:
    """Keep figures and everybody's mark for the day the standings hold for; call inside a transaction. The snapshot's id.

    It names the last change it knows and makes none itself: it is no fact, and lists in memory stay as true as they were.
    """
    judged = standings.basis(db)
    if judged is None:
        raise ValueError("no standings")
    cursor = db.conn.execute(
        "INSERT INTO snapshots (judged_on, occasion, campaign, rules, figures, people, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            judged.on.isoformat(), occasion, judged.campaign, judged.rules,
            json.dumps(figures, ensure_ascii=False), frozen.pack(frozen.now(db)),
            last_change(db),
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


MOST_DAYS = 60
"""Days that are looked back on at once."""


def days(db: Database, until: date) -> list[Snapshot]:
    """The last snapshots of days up to one, the earliest first."""
    rows = db.conn.execute(
        f"SELECT {_COLUMNS} FROM snapshots WHERE occasion = ? AND judged_on <= ? ORDER BY judged_on DESC LIMIT ?",
        [DAY, until.isoformat(), MOST_DAYS],
    )
    return [_snapshot(row) for row in rows][::-1]


def of_day(db: Database, on: date) -> Snapshot | None:
    """The snapshot of a day's first opening; None where nobody opened the register then."""
    row = db.conn.execute(
        f"SELECT {_COLUMNS} FROM snapshots WHERE occasion = ? AND judged_on = ?", [DAY, on.isoformat()]
    ).fetchone()
    return None if row is None else _snapshot(row)


def by_id(db: Database, id: int) -> Snapshot:
    """A snapshot that is known to be there."""
    return _snapshot(db.conn.execute(f"SELECT {_COLUMNS} FROM snapshots WHERE id = ?", [id]).fetchone())


def people(db: Database, id: int) -> Rows:
    """Everybody's mark as it was frozen."""
    return frozen.unpack(db.conn.execute("SELECT people FROM snapshots WHERE id = ?", [id]).fetchone()[0])


def _snapshot(row: tuple[Any, ...]) -> Snapshot:
    id, on, occasion, campaign, rules, figures, change = row
    return Snapshot(id, date.fromisoformat(on), occasion, campaign, rules, json.loads(figures), change)
