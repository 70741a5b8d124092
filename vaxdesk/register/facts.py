"""Writing single facts about a person: fields, number, doses, certificates, a note; all that one change writes in one go."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.messages import Refused, say

from . import search
from .changes import EDITABLE, RECORDS, apply_edits, as_stored
from .contacts import NewBooking, NewContact, write_booking, write_contact, write_watch
from .database import Database


class NewNumber(NamedTuple):
    """An identity number to be recorded; `kind` as in rules.identity.Identity."""

    kind: str
    number: str


class NewDose(NamedTuple):
    """A dose to be recorded; `evidence` is a code of rules.grades."""

    number: int
    given_on: date | None
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


class NewAbsence(NamedTuple):
    """Where somebody has gone to; `category` is a code of rules.flows."""

    category: str
    province: str
    city: str
    county: str
    address: str


class Writes(NamedTuple):
    """What one change writes about one person.

    An edit of the person's field `address` is a move to the household of that address (None: to no household), in the village
    the person belongs to by then.
    """

    person: int
    edits: tuple[FieldChange, ...] = ()
    number: NewNumber | None = None
    doses: tuple[NewDose, ...] = ()
    papers: tuple[NewExemption, ...] = ()
    note: str = ""
    absence: NewAbsence | None = None
    contact: NewContact | None = None
    booking: NewBooking | None = None
    watch: bool = False

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not any(self[1:])


def write(db: Database, change: int, writes: Writes) -> None:
    """Write it all, and renew the keys the person is found by. Raises Refused `changed_meanwhile`, with nothing written."""
    person = writes.person
    _refuse_stale(db, writes)
    with search.renewed(db, [person]):
        apply_edits(db, change, (housed(db, change, edit) for edit in writes.edits))
        if writes.number:
            db.conn.execute(
                "INSERT INTO documents (person_id, kind, number, change_id) VALUES (?, ?, ?, ?)",
                (person, *writes.number, change),
            )
    for dose in writes.doses:
        db.conn.execute(
            "INSERT INTO doses (person_id, number, given_on, product, site, evidence, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (person, dose.number, as_stored(dose.given_on), dose.product, dose.site or None, dose.evidence, change),
        )
    for paper in writes.papers:
        _write_paper(db, change, person, paper)
    if writes.absence:
        db.conn.execute(
            "INSERT INTO absences (person_id, category, province, city, county, address, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (person, *writes.absence, change),
        )
    _write_meeting(db, change, writes)
    if writes.note:
        db.conn.execute(
            "INSERT INTO notes (person_id, text, change_id) VALUES (?, ?, ?)", (person, writes.note, change)
        )


def _write_meeting(db: Database, change: int, writes: Writes) -> None:
    if writes.contact:
        write_contact(db, change, writes.person, writes.contact)
    if writes.booking:
        write_booking(db, change, writes.person, writes.booking)
    if writes.watch:
        write_watch(db, change, writes.person)


def _write_paper(db: Database, change: int, person: int, paper: NewExemption) -> None:
    db.conn.execute(
        "INSERT INTO exemptions (person_id, kind, cause, institution, level, issued_on, valid_until, change_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person, paper.kind, paper.cause or None, paper.institution or None, paper.level, as_stored(paper.issued_on),
            as_stored(paper.valid_until), change,
        ),
    )  # fmt: skip


def write_fields(db: Database, change: int, edits: Sequence[FieldChange]) -> None:
    """Change fields of many people or of their doses, and the keys the people are found by."""
    people = sorted({edit.id for edit in edits if edit.record == "person"})
    with search.renewed(db, people):
        apply_edits(db, change, edits)


def write_person(db: Database, change: int, facts: Sequence[FieldChange]) -> int:
    """Make a person with these fields, name, village and residence among them, and return the id; `write` brings the rest."""
    values: dict[str, Any] = {fact.field: fact.new for fact in facts}
    address = values.pop("address", None)
    if address:
        values["household_id"] = household_at(db, change, values["village_id"], address)
    columns = sorted(values.keys() & EDITABLE["people"])
    cursor = db.conn.execute(
        f"INSERT INTO people (change_id, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})",
        [change, *(as_stored(values[column]) for column in columns)],
    )
    person = int(cursor.lastrowid or 0)
    search.remember(db, [person])
    return person


def holder_of(db: Database, number: str) -> int | None:
    """The person who has this identity number, whosever people they are: nobody may be given it twice."""
    row = db.conn.execute("SELECT person_id FROM main.documents WHERE number = ?", [number]).fetchone()
    return None if row is None else int(row[0])


def housed(db: Database, change: int, edit: FieldChange) -> FieldChange:
    """The edit itself; one of a person's address as an edit of the household, which is made if it is new."""
    if (edit.record, edit.field) != ("person", "address"):
        return edit
    village, old = db.conn.execute("SELECT village_id, household_id FROM people WHERE id = ?", [edit.id]).fetchone()
    new = household_at(db, change, village, str(edit.new)) if edit.new else None
    return FieldChange("person", edit.id, "household_id", old, new)


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


LATEST_DOSES = 20_000
"""Doses looked through for the places that are in use: enough for a township's month, and quick in a register of any size."""


def sites(db: Database) -> list[str]:
    """The places of the latest doses, the most used first."""
    rows = db.conn.execute(
        "SELECT site FROM (SELECT site FROM doses ORDER BY id DESC LIMIT ?) WHERE site IS NOT NULL"
        " GROUP BY site ORDER BY count(*) DESC, site",
        [LATEST_DOSES],
    )
    return [site for (site,) in rows]


def _refuse_stale(db: Database, writes: Writes) -> None:
    """Refuse what was planned from facts that are not there any more, or with a number that is somebody's by now."""
    numbers = [str(edit.new) for edit in writes.edits if (edit.record, edit.field) == ("document", "number")]
    numbers += [writes.number.number] if writes.number else []
    replaced = any(as_stored(edit.old) != as_stored(_standing(db, edit)) for edit in writes.edits)
    if replaced or any(holder_of(db, number) is not None for number in numbers):
        raise Refused(
            "changed_meanwhile",
            say("This was changed in the meantime: look at it again, then repeat your change."),
        )


def _standing(db: Database, edit: FieldChange) -> Any:
    """What stands in a field now."""
    if (edit.record, edit.field) == ("person", "address"):
        sql = "SELECT h.address FROM people p JOIN households h ON h.id = p.household_id WHERE p.id = ?"
    else:
        table = RECORDS[edit.record]
        if edit.field not in EDITABLE[table]:
            raise ValueError(edit.field)
        sql = f"SELECT {edit.field} FROM {table} WHERE id = ?"
    row = db.conn.execute(sql, [edit.id]).fetchone()
    return None if row is None else row[0]
