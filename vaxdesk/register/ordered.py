"""Walking ordered cursors side by side: one pass over everybody instead of one query a person."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

FIRST_NUMBER = "coalesce((SELECT number FROM documents d WHERE d.person_id = p.id ORDER BY d.merged, d.id LIMIT 1), '')"
"""The number a person is known by: the first document that was recorded, before those that came by a merge."""


class Beside:
    """A cursor ordered by its first column, a person, walked beside another one; `of` must be asked in ascending order."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._row = next(rows, None)

    def of(self, person: int) -> Sequence[tuple[Any, ...]]:
        """The rows of this person."""
        row = self._row
        while row is not None and row[0] < person:
            row = next(self._rows, None)
        found = []
        while row is not None and row[0] == person:
            found.append(row)
            row = next(self._rows, None)
        self._row = row
        return found


def maybe_day(text: str | None) -> date | None:
    """A day from its ISO text."""
    return None if text is None else date.fromisoformat(text)
