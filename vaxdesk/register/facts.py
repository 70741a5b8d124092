"""Writing single facts about a person: fields, doses, certificates, notes. Each verb's writes are one change that can be undone."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlite_utils import Database

from vaxdesk.rules.matching import FieldChange

from . import search
from .changes import apply_edits, as_stored


class NewDose(NamedTuple):
    """A dose to be recorded; `evidence` is a code of the closed list of evidence grades."""

    number: int
    on: date | None
    product: str | None
    site: str
    evidence: str


class NewExemption(NamedTuple):
    """A certificate or deferral to be recorded; `kind` is certificate or deferral, `level` as in records.Certificate."""

    kind: str
    cause: str
    institution: str
    level: int | None
    issued_on: date | None
    valid_until: date | None


def write_fields(db: Database, change: int, edits: Sequence[FieldChange]) -> None:
    """Change fields of a person or of one dose, and the keys the person is found by."""
    people = sorted({edit.id for edit in edits if edit.record == "person"})
    search.forget(db, people)
    apply_edits(db, change, edits)
    search.remember(db, people)


def write_number(db: Database, change: int, person: int, kind: str, number: str) -> None:
    """Give a person an identity number beside those already known; the newest is not shown before the first."""
    search.forget(db, [person])
    db.conn.execute(
        "INSERT INTO documents (person_id, kind, number, change_id) VALUES (?, ?, ?, ?)", (person, kind, number, change)
    )
    search.remember(db, [person])


def holder_of(db: Database, number: str) -> int | None:
    """The person who has this identity number."""
    row = db.conn.execute("SELECT person_id FROM documents WHERE number = ?", [number]).fetchone()
    return None if row is None else int(row[0])


def write_dose(db: Database, change: int, person: int, dose: NewDose) -> int:
    """Record a dose and return its id."""
    cursor = db.conn.execute(
        "INSERT INTO doses (person_id, number, given_on, product, site, evidence, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (person, dose.number, as_stored(dose.on), dose.product, dose.site or None, dose.evidence, change),
    )
    return int(cursor.lastrowid or 0)


def write_exemption(db: Database, change: int, person: int, paper: NewExemption) -> int:
    """Record a certificate or deferral and return its id."""
    cursor = db.conn.execute(
        "INSERT INTO exemptions (person_id, kind, cause, institution, level, issued_on, valid_until, change_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person, paper.kind, paper.cause or None, paper.institution or None, paper.level, as_stored(paper.issued_on),
            as_stored(paper.valid_until), change,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def household_at(db: Database, change: int, village: int, address: str) -> int:
    """The household at an address of a village, made if it is new."""
    db.conn.execute(
        "INSERT INTO households (village_id, address, change_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (village, address, change),
    )
    row = db.conn.execute(
        "SELECT id FROM households WHERE village_id = ? AND address = ?", (village, address)
    ).fetchone()
    return int(row[0])
