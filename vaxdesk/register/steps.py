"""Bringing a register up to this program, by steps that are each done once, whole, and noted in the register with the same stroke.

sqlite-utils does them. It costs a start an eighth of a second, so it is loaded only for a register that has a step to go.
"""

from collections.abc import Callable
from typing import Any

from .database import Database

Step = Callable[[Any], None]
"""Changes the tables of a sqlite_utils.Database; its name is what is noted."""
NOTED = "_sqlite_migrations"
"""The table sqlite-utils notes them in."""


class Steps:
    """Steps in their order. Calling it gives the decorator that adds one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._steps: dict[str, Step] = {}

    def __call__(self) -> Callable[[Step], Step]:
        """What adds a function as the next step."""

        def add(step: Step) -> Step:
            self._steps[step.__name__] = step
            return step

        return add

    def pending(self, db: Database) -> set[str]:
        """The names of the steps that a register has not gone."""
        return self._steps.keys() - self._gone(db)

    @property
    def last(self) -> str:
        """The name of the last step."""
        return next(reversed(self._steps))

    def last_gone(self, db: Database) -> str | None:
        """The name of the last step that a register has gone; None if it has gone none."""
        gone = self._gone(db)
        return next((name for name in reversed(self._steps) if name in gone), None)

    def unknown(self, db: Database) -> set[str]:
        """The names of steps that a register has gone and this program does not know."""
        return self._gone(db) - self._steps.keys()

    def apply(self, db: Database) -> None:
        """Go the steps that a register has not gone yet."""
        if not self.pending(db):
            return
        import sqlite_utils

        migrations = sqlite_utils.Migrations(self._name)
        for step in self._steps.values():
            migrations()(step)
        migrations.apply(sqlite_utils.Database(db.conn))

    def _gone(self, db: Database) -> set[str]:
        if NOTED not in db.table_names():
            return set()
        return {name for (name,) in db.conn.execute(f"SELECT name FROM {NOTED} WHERE migration_set = ?", [self._name])}
