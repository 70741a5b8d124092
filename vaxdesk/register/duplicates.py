"""People who stand in the register twice: everybody as others may tell of them, merging two entries, and telling them apart.

A merge moves facts and remembers each, so that it can be taken back. Every fact keeps the change that wrote it, its source.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from vaxdesk.rules.likeness import PersonLike
from vaxdesk.rules.matching import FieldChange, KnownDose
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Departure

from . import search
from .changes import apply_edits, begin_change, noted
from .database import Database
from .ordered import FIRST_NUMBER, Beside, maybe_day

MOVED = ("documents", "doses", "exemptions", "infections", "inclusions", "absences", "visits", "notes", "contacts", "watched",
         "appointments", "tags")  # fmt: skip
"""Tables of facts that follow a person from one entry to the other."""
FILLED = (
    "sex",
    "birth",
    "phone",
    "relation",
    "unit",
    "arrived_on",
    "household_id",
    "guardian",
    "guardian_phone",
    "consent_on",
)
"""Fields of the entry that stays which the other fills if they are empty; a reason is filled with its day."""
SAME_PAPER = "same_paper"
"""Why a certificate or deferral is voided by a merge: the entry that stays has it already."""


class Entries(NamedTuple):
    """Two entries of one person: the id that stays, and the one that goes."""

    kept: int
    dropped: int


def recorded_people(db: Database) -> Iterator[tuple[int, PersonLike]]:
    """Everybody who was not merged, with the names they bore before their entry was corrected, in order of id."""
    names = Beside(
        iter(
            db.conn.execute(
                "SELECT record_id, old FROM edits WHERE record = 'person' AND field = 'name' ORDER BY record_id"
            )
        )
    )
    rows = db.conn.execute(
        f"SELECT p.id, p.name, {FIRST_NUMBER}, p.birth, p.sex, coalesce(p.phone, ''), v.name, coalesce(h.address, ''),"
        " coalesce(h.code, '') FROM people p JOIN villages v ON v.id = p.village_id"
        " LEFT JOIN households h ON h.id = p.household_id WHERE p.departure IS NOT ? ORDER BY p.id",
        [str(Departure.MERGED)],
    )
    for person, name, number, birth, sex, phone, village, address, code in rows:
        former = tuple(dict.fromkeys(old for _, old in names.of(person) if old != name))
        yield person, PersonLike(name, number, maybe_day(birth), sex, phone, village, address, code, former)


def doses_of(db: Database, person: int) -> list[KnownDose]:
    """The doses of a person that count."""
    rows = db.conn.execute(
        "SELECT id, number, given_on, product FROM current_doses WHERE person_id = ? ORDER BY given_on, number",
        [person],
    )
    return [KnownDose(id, number, maybe_day(on), product) for id, number, on, product in rows]


def merge(db: Database, by: str, entries: Entries, edits: Sequence[FieldChange]) -> int:
    """Move the facts of one entry to the other, edit the doses so, and note the departure; return the id of the change."""
    with db.atomic():
        change = begin_change(db, by, "merge", noted(entries))
        db.conn.execute("INSERT INTO merges (change_id, kept, dropped) VALUES (?, ?, ?)", (change, *entries))
        departed = FieldChange("person", entries.dropped, "departure", None, str(Departure.MERGED))
        with search.renewed(db, entries):
            apply_edits(db, change, (*edits, *_doubled_papers(db, entries), *_gaps(db, entries), departed))
            for table in MOVED:
                _move(db, change, table, entries)
    return change


def take_apart(db: Database, change: int) -> None:
    """Move the facts of a merge back, as far as they are still where it put them; nothing happens for any other change.

    Raises Refused `merged_again` if the entry that stayed was merged into a third one since.
    """
    row = db.conn.execute("SELECT kept, dropped FROM merges WHERE change_id = ?", [change]).fetchone()
    if row is None:
        return
    kept, dropped = row
    if db.conn.execute("SELECT 1 FROM merges WHERE dropped = ?", [kept]).fetchone() is not None:
        raise Refused("merged_again", say("The entry was merged once more: take the later merge back first."))
    for table in MOVED:
        db.conn.execute(
            f"UPDATE {table} SET person_id = :dropped{_rank(table, '-')} WHERE person_id = :kept"
            " AND id IN (SELECT fact_id FROM moved_facts WHERE change_id = :change AND fact = :table)",
            {"dropped": dropped, "kept": kept, "change": change, "table": table},
        )
    db.conn.execute("DELETE FROM moved_facts WHERE change_id = ?", [change])
    db.conn.execute("DELETE FROM merges WHERE change_id = ?", [change])


def tell_apart(db: Database, by: str, one: int, other: int) -> None:
    """Remember for ever that two entries are two people."""
    with db.atomic():
        change = begin_change(db, by, "different", noted([one, other]))
        db.conn.execute(
            "INSERT INTO differences (one, other, change_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (min(one, other), max(one, other), change),
        )


def told_apart(db: Database) -> set[tuple[int, int]]:
    """The pairs that are two people, the lower id first; for an entry that was merged the one it is part of now stands."""
    now = dict(db.conn.execute("SELECT dropped, kept FROM merges"))

    def living(person: int) -> int:
        while person in now:
            person = now[person]
        return person

    pairs = ((living(one), living(other)) for one, other in db.conn.execute("SELECT one, other FROM differences"))
    return {(min(pair), max(pair)) for pair in pairs}


def _move(db: Database, change: int, table: str, entries: Entries) -> None:
    """Move the facts of a table; what may stand there once only stays if the other has it."""
    moving = [id for (id,) in db.conn.execute(f"SELECT id FROM {table} WHERE person_id = ?", [entries.dropped])]
    for id in moving:
        sql = f"UPDATE OR IGNORE {table} SET person_id = ?{_rank(table, '+')} WHERE id = ?"
        if db.conn.execute(sql, (entries.kept, id)).rowcount:
            db.conn.execute("INSERT INTO moved_facts (change_id, fact, fact_id) VALUES (?, ?, ?)", (change, table, id))


def _rank(table: str, sign: str) -> str:
    """The number of the entry itself is shown before those that came by a merge."""
    return f", merged = merged {sign} 1" if table == "documents" else ""


def _doubled_papers(db: Database, entries: Entries) -> list[FieldChange]:
    rows = db.conn.execute(
        "SELECT id FROM current_exemptions x WHERE person_id = :dropped AND EXISTS (SELECT 1 FROM current_exemptions y"
        " WHERE y.person_id = :kept AND y.kind = x.kind AND y.cause IS x.cause AND y.institution IS x.institution"
        " AND y.level IS x.level AND y.issued_on IS x.issued_on AND y.valid_until IS x.valid_until)",
        entries._asdict(),
    )
    return [FieldChange("exemption", id, "voided", None, SAME_PAPER) for (id,) in rows]


def _gaps(db: Database, entries: Entries) -> list[FieldChange]:
    """The empty fields of the entry that stays, filled; an address only within the same village."""
    columns = ("village_id", *FILLED, "reason", "reason_on")
    mine, theirs = (
        dict(
            zip(
                columns,
                db.conn.execute(f"SELECT {', '.join(columns)} FROM people WHERE id = ?", [id]).fetchone(),
                strict=True,
            )
        )
        for id in entries
    )
    empty = [field for field in FILLED if not mine[field] and theirs[field]]
    if mine["village_id"] != theirs["village_id"]:
        empty = [field for field in empty if field != "household_id"]
    if not mine["reason"] and theirs["reason"]:
        empty += ["reason", "reason_on"]
    return [FieldChange("person", entries.kept, field, mine[field], theirs[field]) for field in empty]


class Merge(NamedTuple):
    """A merge that stands: its change, when and by whom, and the two entries."""

    change: int
    at: datetime
    by: str
    kept: int
    kept_name: str
    dropped: int
    dropped_name: str


def merges(db: Database) -> list[Merge]:
    """The merges that were not taken back, the newest first."""
    rows = db.conn.execute(
        "SELECT c.id, c.at, c.by, m.kept, k.name, m.dropped, d.name FROM merges m JOIN changes c ON c.id = m.change_id"
        " JOIN people k ON k.id = m.kept JOIN people d ON d.id = m.dropped ORDER BY c.id DESC"
    )
    return [Merge(change, datetime.fromisoformat(at), *who) for change, at, *who in rows]
