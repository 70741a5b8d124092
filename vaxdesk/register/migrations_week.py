"""The steps of `migrations` about the week's figures; they follow those about contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .migrations_contacts import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def work_units(db: Database) -> None:
    """Where people work, as their roster names it; a person belongs to a unit and to a village (notice 000)."""
    db.executescript(
        "ALTER TABLE people ADD COLUMN unit TEXT;CREATE INDEX people_by_unit ON people (unit) WHERE unit IS NOT NULL;"
    )
