"""The steps of `migrations` about who goes where, who was asked when, and who comes when; they follow those of trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .migrations_trust import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["MIGRATIONS"]

GRIDS = """
CREATE TABLE grids (
    id INTEGER PRIMARY KEY, village_id INTEGER NOT NULL REFERENCES villages, name TEXT NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes, UNIQUE (village_id, name)
) STRICT;
ALTER TABLE households ADD COLUMN grid_id INTEGER REFERENCES grids;
CREATE TABLE assignments (
    id INTEGER PRIMARY KEY, scope TEXT NOT NULL CHECK (scope IN ('village', 'grid', 'household', 'person')),
    scope_id INTEGER NOT NULL, role TEXT NOT NULL, who TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes,
    UNIQUE (scope, scope_id, role, who)
) STRICT;
CREATE INDEX assignments_by_who ON assignments (who, scope, scope_id);
CREATE TABLE households_stated (
    village_id INTEGER PRIMARY KEY REFERENCES villages, households INTEGER NOT NULL CHECK (households >= 0),
    change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
"""

CONTACTS = """
ALTER TABLE visits ADD COLUMN who TEXT NOT NULL DEFAULT '';
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, contacted_on TEXT NOT NULL, way TEXT NOT NULL,
    answer TEXT NOT NULL, who TEXT NOT NULL, again_on TEXT, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX contacts_by_person ON contacts (person_id, contacted_on);
CREATE TABLE watched (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX watched_by_person ON watched (person_id);
CREATE TABLE appointments (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, booked_on TEXT NOT NULL, site TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('ordinary', 'elders', 'home')),
    state TEXT NOT NULL CHECK (state IN ('open', 'came', 'absent', 'cancelled')), change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX appointments_by_person ON appointments (person_id);
CREATE INDEX appointments_by_day ON appointments (booked_on, site);
"""

QUALITY = """
CREATE TABLE first_keyings (
    household_id INTEGER PRIMARY KEY REFERENCES households, by TEXT NOT NULL, typed TEXT NOT NULL, keys INTEGER NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE TABLE second_keyings (
    id INTEGER PRIMARY KEY, household_id INTEGER NOT NULL REFERENCES households, first_by TEXT NOT NULL, keys INTEGER NOT NULL,
    differences TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
"""

ENDS = """
ALTER TABLE assignments ADD COLUMN ended_on TEXT;
CREATE VIEW current_assignments AS SELECT * FROM assignments WHERE ended_on IS NULL;
"""


@MIGRATIONS()
def who_goes_where(db: Database) -> None:
    """Grids, whoever answers for a village, grid, household or person, and how many households a village says it has."""
    db.executescript(GRIDS)


@MIGRATIONS()
def who_was_asked(db: Database) -> None:
    """Contacts, who is asked how they are after a dose, appointments. `again_on`: not to be contacted before that day."""
    db.executescript(CONTACTS)


@MIGRATIONS()
def keyed_twice(db: Database) -> None:
    """Sampled households as they were typed first, and what differed when another person typed them again (JSON)."""
    db.executescript(QUALITY)


@MIGRATIONS()
def assignments_end(db: Database) -> None:
    """Whoever answers for something no more is not forgotten, so that the end of it can be taken back."""
    db.executescript(ENDS)


@MIGRATIONS()
def tags_on_people(db: Database) -> None:
    """Words that people of the office put on persons to find them together again; one that was taken off is voided."""
    db.executescript(
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, name TEXT NOT NULL,"
        " voided TEXT, change_id INTEGER NOT NULL REFERENCES changes) STRICT;"
        "CREATE INDEX tags_by_person ON tags (person_id, name);"
    )
