"""The shape of a register, as a list of small steps that are never edited after a release.

A step speaks plain SQL and uses nothing of today's classes, so that it still works when they have changed.
Every row of a fact names the change that wrote it: who, when, and by what verb stand there.
Days are ISO texts (YYYY-MM-DD), so that they sort and compare as days do. A dose or certificate that was recorded by mistake is
not deleted: `voided` says why, and nobody counts it any more. The id of a person is never given again: submissions speak of it.
"""

from __future__ import annotations

import json
import zlib
from array import array
from typing import TYPE_CHECKING

from .steps import Steps

if TYPE_CHECKING:
    from sqlite_utils import Database


MIGRATIONS = Steps("register")

OFFICE = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, verb TEXT NOT NULL, about TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE campaigns (
    code TEXT PRIMARY KEY, title TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes
) STRICT, WITHOUT ROWID;
CREATE TABLE villages (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
"""

PEOPLE = """
CREATE TABLE households (
    id INTEGER PRIMARY KEY, village_id INTEGER NOT NULL REFERENCES villages, code TEXT, address TEXT NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes, UNIQUE (village_id, address)
) STRICT;
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT, village_id INTEGER NOT NULL REFERENCES villages,
    household_id INTEGER REFERENCES households, name TEXT NOT NULL, sex TEXT NOT NULL DEFAULT '' CHECK (sex IN ('m', 'f', '')),
    birth TEXT, phone TEXT, relation TEXT, residence TEXT NOT NULL, arrived_on TEXT, departure TEXT, left_on TEXT,
    reason TEXT, reason_on TEXT, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX people_by_village ON people (village_id);
CREATE INDEX people_by_household ON people (household_id);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, kind TEXT NOT NULL, number TEXT NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes, UNIQUE (number, kind)
) STRICT;
CREATE INDEX documents_by_person ON documents (person_id);
"""

CARE = """
CREATE TABLE doses (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, number INTEGER NOT NULL, given_on TEXT, product TEXT,
    site TEXT, evidence TEXT NOT NULL, voided TEXT, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX doses_by_person ON doses (person_id, given_on, product, voided);
CREATE VIEW current_doses AS SELECT * FROM doses WHERE voided IS NULL;
CREATE TABLE exemptions (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people,
    kind TEXT NOT NULL CHECK (kind IN ('certificate', 'deferral')), cause TEXT, institution TEXT, level INTEGER,
    issued_on TEXT, valid_until TEXT, voided TEXT, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX exemptions_by_person ON exemptions (person_id);
CREATE VIEW current_exemptions AS SELECT * FROM exemptions WHERE voided IS NULL;
CREATE TABLE infections (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, since TEXT NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX infections_by_person ON infections (person_id);
CREATE TABLE inclusions (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, campaign TEXT NOT NULL, why TEXT NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes, UNIQUE (person_id, campaign)
) STRICT;
CREATE TABLE absences (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people, category TEXT NOT NULL, province TEXT NOT NULL,
    city TEXT NOT NULL, county TEXT NOT NULL, address TEXT NOT NULL, since TEXT, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX absences_by_person ON absences (person_id);
CREATE TABLE visits (
    id INTEGER PRIMARY KEY, household_id INTEGER NOT NULL REFERENCES households, person_id INTEGER REFERENCES people,
    visited_on TEXT NOT NULL, outcome TEXT NOT NULL, next_on TEXT, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX visits_by_household ON visits (household_id, visited_on);
CREATE INDEX visits_by_person ON visits (person_id);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY, household_id INTEGER REFERENCES households, person_id INTEGER REFERENCES people,
    text TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE INDEX notes_by_person ON notes (person_id);
"""

TRAIL = """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, kind TEXT NOT NULL, stated_on TEXT,
    change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE TABLE source_rows (
    source_id INTEGER NOT NULL REFERENCES sources, sheet TEXT NOT NULL, row INTEGER NOT NULL, outcome TEXT NOT NULL,
    person_id INTEGER REFERENCES people, PRIMARY KEY (source_id, sheet, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_rows_by_person ON source_rows (person_id);
CREATE TABLE findings (
    id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources, sheet TEXT NOT NULL, row INTEGER NOT NULL,
    place TEXT NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL
) STRICT;
CREATE INDEX findings_by_source ON findings (source_id);
CREATE TABLE edits (
    id INTEGER PRIMARY KEY, change_id INTEGER NOT NULL REFERENCES changes, record TEXT NOT NULL, record_id INTEGER NOT NULL,
    field TEXT NOT NULL, old TEXT, new TEXT
) STRICT;
CREATE INDEX edits_by_record ON edits (record, record_id);
CREATE TABLE prints (
    id INTEGER PRIMARY KEY, form TEXT NOT NULL, place TEXT NOT NULL, judged_on TEXT NOT NULL, rows INTEGER NOT NULL,
    mask TEXT NOT NULL, reason TEXT NOT NULL, target TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY, week TEXT NOT NULL, version INTEGER NOT NULL, judged_on TEXT NOT NULL, rules TEXT NOT NULL,
    manifest TEXT NOT NULL, rows TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes, UNIQUE (week, version)
) STRICT;
"""

ANSWERS = """
CREATE TABLE standings (
    person_id INTEGER PRIMARY KEY REFERENCES people, village_id INTEGER NOT NULL REFERENCES villages,
    standing TEXT NOT NULL, detail TEXT NOT NULL, completed_on TEXT, next_number INTEGER, next_earliest TEXT,
    next_recommended TEXT, next_latest TEXT, holds_until TEXT
) STRICT;
CREATE INDEX standings_by_place ON standings (village_id, standing, detail);
CREATE INDEX standings_by_end ON standings (holds_until);
CREATE TABLE person_keys (
    key TEXT NOT NULL, person_id INTEGER NOT NULL, PRIMARY KEY (key, person_id)
) STRICT, WITHOUT ROWID;
"""


@MIGRATIONS()
def office(db: Database) -> None:
    """Settings, the record of changes, campaigns, villages."""
    db.executescript(OFFICE)


@MIGRATIONS()
def people(db: Database) -> None:
    """Households, people, identity documents."""
    db.executescript(PEOPLE)


@MIGRATIONS()
def care(db: Database) -> None:
    """Doses, exemptions and deferrals, infections, inclusions by hand, absences, visits, notes."""
    db.executescript(CARE)


@MIGRATIONS()
def trail(db: Database) -> None:
    """Files taken in row by row, edits, the register of prints, frozen submissions."""
    db.executescript(TRAIL)


@MIGRATIONS()
def answers(db: Database) -> None:
    """Two caches that can be dropped at any time: standings, and the keys people are searched by."""
    db.executescript(ANSWERS)


@MIGRATIONS()
def changes_are_found(db: Database) -> None:
    """Undo asks which fields a change edited, and which change took another one back."""
    db.executescript(
        "CREATE INDEX edits_by_change ON edits (change_id); CREATE INDEX changes_by_verb ON changes (verb, about);"
    )


@MIGRATIONS()
def copy_of_the_roll(db: Database) -> None:
    """What lists of residents are filtered and sorted by, as it stood when the register was closed; a cache like the two others."""
    db.executescript("CREATE TABLE roll (part TEXT PRIMARY KEY, words TEXT NOT NULL, codes BLOB NOT NULL) STRICT;")


@MIGRATIONS()
def one_person_twice(db: Database) -> None:
    """Entries that were merged with the facts that moved, and people found to be different ones.

    `merged` counts the merges a number went through to come to its person: the number of the entry itself is the one shown.
    """
    db.executescript(
        "CREATE TABLE merges (change_id INTEGER PRIMARY KEY REFERENCES changes, kept INTEGER NOT NULL REFERENCES people,"
        " dropped INTEGER NOT NULL REFERENCES people) STRICT;"
        "CREATE INDEX merges_by_kept ON merges (kept);"
        "CREATE INDEX merges_by_dropped ON merges (dropped);"
        "CREATE TABLE moved_facts (change_id INTEGER NOT NULL REFERENCES merges, fact TEXT NOT NULL, fact_id INTEGER NOT NULL,"
        " PRIMARY KEY (change_id, fact, fact_id)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE differences (one INTEGER NOT NULL REFERENCES people, other INTEGER NOT NULL REFERENCES people,"
        " change_id INTEGER NOT NULL REFERENCES changes, PRIMARY KEY (one, other), CHECK (one < other)) STRICT, WITHOUT ROWID;"
        "ALTER TABLE documents ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;"
        "DROP INDEX documents_by_person;"
        "CREATE INDEX documents_by_person ON documents (person_id, merged);"
    )


@MIGRATIONS()
def lists_answered(db: Database) -> None:
    """Lists sent down to be verified, and what was answered to each row; `subject` is a person's id or what was typed."""
    db.executescript(
        "CREATE TABLE lists (id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, as_of TEXT NOT NULL,"
        " judged_on TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes) STRICT;"
        "CREATE TABLE list_answers (list_id INTEGER NOT NULL REFERENCES lists, sheet TEXT NOT NULL, row INTEGER NOT NULL,"
        " subject TEXT NOT NULL, verdict TEXT NOT NULL, PRIMARY KEY (list_id, sheet, row)) STRICT, WITHOUT ROWID;"
    )


@MIGRATIONS()
def figures_handed_down(db: Database) -> None:
    """Populations of the census and tasks, of villages or (without a village) of the whole office."""
    db.executescript(
        "CREATE TABLE census (id INTEGER PRIMARY KEY, village_id INTEGER REFERENCES villages, band TEXT NOT NULL,"
        " people INTEGER NOT NULL CHECK (people >= 0), source TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes) STRICT;"
        "CREATE TABLE quotas (id INTEGER PRIMARY KEY, dose TEXT NOT NULL, kind TEXT NOT NULL, starts TEXT NOT NULL,"
        " deadline TEXT NOT NULL, village_id INTEGER REFERENCES villages, people INTEGER NOT NULL CHECK (people >= 0),"
        " source TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes) STRICT;"
    )


@MIGRATIONS()
def columns_named(db: Database) -> None:
    """Columns of incoming workbooks that somebody named, by the fingerprint of their headings."""
    db.executescript(
        "CREATE TABLE mappings (fingerprint TEXT PRIMARY KEY, kind TEXT NOT NULL, height INTEGER NOT NULL, columns TEXT NOT NULL,"
        " change_id INTEGER NOT NULL REFERENCES changes) STRICT, WITHOUT ROWID;"
    )


@MIGRATIONS()
def canvass_on_paper(db: Database) -> None:
    """Where somebody walks, whom a sheet was printed for, what was typed of it and not saved, the register's mark in its codes.

    `typed` is what stands in the fields (JSON). `missing` are the people nobody was asked about, of a household saved in part.
    """
    db.executescript(
        "CREATE TABLE walks (household_id INTEGER PRIMARY KEY REFERENCES households, place INTEGER NOT NULL) STRICT;"
        "CREATE TABLE sheets_out (household_id INTEGER PRIMARY KEY REFERENCES households, printed_on TEXT NOT NULL,"
        " people TEXT NOT NULL) STRICT;"
        "CREATE TABLE drafts (id INTEGER PRIMARY KEY, household_id INTEGER UNIQUE REFERENCES households, by TEXT NOT NULL,"
        " at TEXT NOT NULL, typed TEXT NOT NULL, missing TEXT NOT NULL) STRICT;"
        "INSERT INTO settings (name, value) VALUES ('mark', 100 + abs(random() % 900));"
    )


WEEK = """
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY, judged_on TEXT NOT NULL, occasion TEXT NOT NULL CHECK (occasion IN ('day', 'submission')),
    campaign TEXT NOT NULL, rules TEXT NOT NULL, figures TEXT NOT NULL, people BLOB NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE UNIQUE INDEX snapshots_by_day ON snapshots (judged_on) WHERE occasion = 'day';
ALTER TABLE submissions ADD COLUMN snapshot_id INTEGER REFERENCES snapshots;
CREATE TABLE submission_files (
    submission_id INTEGER NOT NULL REFERENCES submissions, name TEXT NOT NULL, sealed INTEGER NOT NULL, sha256 TEXT NOT NULL,
    content BLOB NOT NULL, PRIMARY KEY (submission_id, name)
) STRICT;
CREATE TABLE submission_events (
    id INTEGER PRIMARY KEY, submission_id INTEGER NOT NULL REFERENCES submissions,
    kind TEXT NOT NULL CHECK (kind IN ('sent', 'receipt', 'returned')), at TEXT NOT NULL, medium TEXT NOT NULL,
    party TEXT NOT NULL, note TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE TABLE stages (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, bands TEXT NOT NULL, dose TEXT NOT NULL, starts TEXT NOT NULL,
    deadline TEXT NOT NULL, source TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES changes
) STRICT;
CREATE TABLE questions (
    name TEXT PRIMARY KEY, conditions TEXT NOT NULL, counted_on TEXT NOT NULL, people BLOB NOT NULL,
    change_id INTEGER NOT NULL REFERENCES changes
) STRICT, WITHOUT ROWID;
"""


@MIGRATIONS()
def the_week(db: Database) -> None:
    """Frozen figures and rows, what became of submissions, stages, questions asked again; submissions keep their rows there."""
    db.executescript(WEEK)
    kept = db.execute("SELECT id, judged_on, rules, rows, sha256, content, change_id FROM submissions").fetchall()
    villages = dict(db.execute("SELECT p.id, v.name FROM people p JOIN villages v ON v.id = p.village_id").fetchall())
    campaign = db.execute("SELECT coalesce((SELECT value FROM settings WHERE name = 'campaign'), '')").fetchone()[0]
    for id, judged_on, rules, rows, sha256, content, change in kept:
        stood = sorted((int(person), standing) for person, standing in json.loads(rows).items())
        marks = sorted({(villages.get(person, ""), standing, "") for person, standing in stood})
        places = {mark: place for place, mark in enumerate(marks)}
        ids = array("I", [person for person, _ in stood])
        codes = array("H", [places[villages.get(person, ""), standing, ""] for person, standing in stood])
        people = zlib.compress(
            json.dumps(marks, ensure_ascii=False).encode() + b"\n" + ids.tobytes() + codes.tobytes(), 3
        )
        db.execute(
            "INSERT INTO snapshots (id, judged_on, occasion, campaign, rules, figures, people, change_id)"
            " VALUES (?, ?, 'submission', ?, ?, '{}', ?, ?)",
            [id, judged_on, campaign, rules, people, change],
        )
        db.execute("UPDATE submissions SET snapshot_id = ? WHERE id = ?", [id, id])
        db.execute("INSERT INTO submission_files VALUES (?, 'submission.xlsx', 1, ?, ?)", [id, sha256, content])
    db.executescript("ALTER TABLE submissions DROP COLUMN rows; ALTER TABLE submissions DROP COLUMN content;")


@MIGRATIONS()
def words_on_lists(db: Database) -> None:
    """What somebody found out about people on lists sent down whom the register does not know; `subject` as in list_answers."""
    db.executescript(
        "CREATE TABLE list_words (subject TEXT PRIMARY KEY, verdict TEXT NOT NULL, note TEXT NOT NULL, told_on TEXT NOT NULL,"
        " change_id INTEGER NOT NULL REFERENCES changes) STRICT, WITHOUT ROWID;"
    )


@MIGRATIONS()
def prints_that_begin_and_end(db: Database) -> None:
    """A print is noted before it is drawn: for whom, how it ended, with how many pages, and which print it repeats."""
    db.executescript(
        "ALTER TABLE prints ADD COLUMN recipient TEXT NOT NULL DEFAULT '';"
        "ALTER TABLE prints ADD COLUMN state TEXT NOT NULL DEFAULT 'done';"
        "ALTER TABLE prints ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE prints ADD COLUMN first INTEGER;"
        "CREATE INDEX prints_by_paper ON prints (form, place, judged_on, mask);"
    )


@MIGRATIONS()
def doses_asked_about(db: Database) -> None:
    """Questions about recorded doses that were answered: it is right as it stands. `question` names kind, doses and days."""
    db.executescript(
        "CREATE TABLE doses_confirmed (question TEXT PRIMARY KEY, change_id INTEGER NOT NULL REFERENCES changes)"
        " STRICT, WITHOUT ROWID;"
    )


@MIGRATIONS()
def recipes_for_templates(db: Database) -> None:
    """What headings of the county's workbooks mean, by the fingerprint of the headings of a table."""
    db.executescript(
        "CREATE TABLE recipes (fingerprint TEXT PRIMARY KEY, columns TEXT NOT NULL,"
        " change_id INTEGER NOT NULL REFERENCES changes) STRICT, WITHOUT ROWID;"
    )
