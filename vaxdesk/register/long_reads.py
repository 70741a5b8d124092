"""Statements that take long and are worth nothing once nobody waits for them: they report progress and can be cancelled."""

from collections.abc import Iterator
from contextlib import contextmanager

from vaxdesk.rules.messages import Cancelled
from vaxdesk.rules.records import Progress

from .database import Database
from .driver import sqlcipher

STEPS = 20_000
"""Instructions of SQLite between two reports: some milliseconds."""
INTERRUPTED = 9
"""SQLITE_INTERRUPT (sqlite.org/rescode.html)."""


@contextmanager
def cancellable(db: Database, progress: Progress | None) -> Iterator[None]:
    """What is read within ends with Cancelled as soon as `progress` raises it, in the middle of a statement too."""
    if progress is None:
        yield
        return

    def report() -> int:
        try:
            progress(0, 1)
        except Cancelled:
            return 1
        return 0

    db.conn.set_progress_handler(report, STEPS)
    try:
        yield
    except sqlcipher.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == INTERRUPTED:
            raise Cancelled from error
        raise
    finally:
        db.conn.set_progress_handler(None, STEPS)
