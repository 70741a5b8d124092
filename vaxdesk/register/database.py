"""An open connection to a database, and transactions that may stand inside each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

OUTER = "BEGIN", "COMMIT", ("ROLLBACK",)
INNER = "SAVEPOINT within", "RELEASE within", ("ROLLBACK TO within", "RELEASE within")
"""How a transaction begins, is kept, and is undone; of one inside another the name may repeat, the innermost is meant."""


class Database:
    """What everything in this room is handed: `conn`, a connection in autocommit mode."""

    def __init__(self, conn: Any) -> None:
        self.conn = conn

    @contextmanager
    def atomic(self) -> Iterator[Self]:
        """A transaction, or inside one a savepoint: all that is written until the end of the block, or nothing of it."""
        begin, keep, undo = INNER if self.conn.in_transaction else OUTER
        self.conn.execute(begin)
        try:
            yield self
            self.conn.execute(keep)
        except BaseException:
            for statement in undo if self.conn.in_transaction else ():  # a trigger may have ended it already
                self.conn.execute(statement)
            raise

    def table_names(self) -> list[str]:
        """The names of all tables."""
        return [name for (name,) in self.conn.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
