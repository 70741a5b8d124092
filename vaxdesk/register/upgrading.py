"""Bringing a register up to this program: the steps it has not seen, and the digests of its rows made anew after them."""

from collections.abc import Callable

from vaxdesk.rules.messages import Refused, say

from . import row_seals
from .chain import Register
from .changes import begin_change
from .database import Database
from .migrations_week import MIGRATIONS
from .settings import read_setting, write_setting

SEALED = "sealed"
"""The verb of the change after which rows have digests, or have them anew; its words tell of a row that did not fit before."""
SEALED_STEP = "sealed step"
"""The setting with the last step after which the rows were sealed."""


def bring_up_to_date(db: Register, before: Callable[[], None]) -> None:
    """Take the steps that are missing, after calling `before`, and seal every row as it is then.

    A program that ends in between goes on at the next opening. Raises Refused `register_newer`.
    """
    if MIGRATIONS.unknown(db):
        raise Refused("register_newer", say("A newer VaxDesk made this register: update this program, then open it."))
    odd = None
    if MIGRATIONS.pending(db):
        if (last := MIGRATIONS.last_gone(db)) and read_setting(db, SEALED_STEP) == last:
            odd = row_seals.first_odd(db)
        before()
        MIGRATIONS.apply(db)
    db.watch()
    if read_setting(db, SEALED_STEP) != MIGRATIONS.last:
        _seal(db, odd)


def _seal(db: Register, odd: row_seals.Odd | None) -> None:
    """Seal every row in a change of its own; in a register that was just made, the first change does it."""
    row_seals.touch_everything(db)
    if db.conn.execute("SELECT 1 FROM changes").fetchone() is None:
        write_setting(db, SEALED_STEP, MIGRATIONS.last)
        return
    with db.atomic():
        begin_change(db, db.user, SEALED, " ".join(odd[:3]) if odd else "")
        write_setting(db, SEALED_STEP, MIGRATIONS.last)


def odd_before(db: Database) -> tuple[int, str] | None:
    """The first upgrade that found a row which did not fit its digest: its change, and table, row and what was wrong."""
    row = db.conn.execute(
        "SELECT id, about FROM changes WHERE verb = ? AND about <> '' ORDER BY id LIMIT 1", [SEALED]
    ).fetchone()
    return row and (int(row[0]), str(row[1]))
