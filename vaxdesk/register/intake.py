"""Writing what an intake brings: new people and their doses, edits, certificates, and where every row went, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from vaxdesk.rules.matching import CONFIRMED, FieldChange
from vaxdesk.rules.problems import Problem
from vaxdesk.rules.rows import AwayRow, ExemptionRow, ReadDose, RosterRow

from . import search
from .canvass import Place, write_codes, write_notes
from .changes import as_stored, begin_change
from .database import Database
from .facts import housed, write_fields
from .row_seals import many_rows


class TakenRow(NamedTuple):
    """Where a row of data went. `person`: an id of the register, -n for the n-th new person of this batch, None for nobody."""

    sheet: str
    row: int
    outcome: str
    person: int | None
    problems: tuple[tuple[str, Problem], ...]
    """Pairs of cell name and problem."""


class Source(NamedTuple):
    """One file with its rows."""

    file: str
    sha256: str
    kind: str
    stated_on: date | None
    rows: Sequence[TakenRow]


class Batch(NamedTuple):
    """Everything one change set writes. New people are numbered -1, -2, ... in the order of `people`."""

    sources: Sequence[Source]
    people: Sequence[tuple[str, date | None, RosterRow]]
    """(village, day of the statement, row) of each new person."""
    edits: Sequence[FieldChange]
    doses: Sequence[tuple[int, ReadDose]]
    exemptions: Sequence[tuple[int, ExemptionRow]]
    absences: Sequence[tuple[int, AwayRow]]
    codes: Mapping[Place, str] = MappingProxyType({})
    """Codes of households; someone of each village is in the register or in `people`."""
    notes: Sequence[tuple[int, str]] = ()
    evidence: str = CONFIRMED
    """The grade of its doses (rules.grades)."""


MANY = ("households", "people", "documents", "doses", "exemptions", "absences", "source_rows", "findings")
"""The tables that a batch puts many rows into."""


def commit(db: Database, batch: Batch, by: str) -> tuple[int, list[int]]:
    """Write a batch in one transaction; return the id of the change and the ids of the people concerned."""
    with db.atomic(), many_rows(db, *MANY):
        change = begin_change(db, by, "intake", ", ".join(source.file for source in batch.sources))
        first = (
            1 + db.conn.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'people'").fetchone()[0]
        )

        def real(person: int) -> int:
            return person if person > 0 else first - 1 - person

        _add_people(db, change, first, batch.people, batch.evidence)
        edits = [edit if edit.record == "dose" else edit._replace(id=real(edit.id)) for edit in batch.edits]
        _edit(db, change, edits)
        _add_doses(db, change, ((real(person), dose) for person, dose in batch.doses), batch.evidence)
        _add_exemptions(db, change, ((real(person), row) for person, row in batch.exemptions))
        _add_absences(db, change, ((real(person), row) for person, row in batch.absences))
        write_codes(db, change, batch.codes)
        write_notes(db, change, ((real(person), text) for person, text in batch.notes))
        _keep_rows(db, change, batch.sources, real)
        concerned = {edit.id for edit in edits if edit.record == "person"}
        concerned.update(_owners(db, [edit.id for edit in edits if edit.record == "dose"]))
        concerned.update(real(person) for person, _ in (*batch.doses, *batch.exemptions))
        concerned.update(range(first, first + len(batch.people)))
    return change, sorted(concerned)


def _owners(db: Database, doses: list[int]) -> list[int]:
    rows = db.conn.execute(
        "SELECT person_id FROM current_doses WHERE id IN (SELECT value FROM json_each(?))", [str(doses)]
    )
    return [person for (person,) in rows]


def _village_ids(db: Database, change: int, names: Iterable[str]) -> dict[str, int]:
    db.conn.executemany(
        "INSERT INTO villages (name, change_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(name, change) for name in names],
    )
    return dict(db.conn.execute("SELECT name, id FROM villages"))


def _household_ids(db: Database, change: int, places: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    db.conn.executemany(
        "INSERT INTO households (village_id, address, change_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(village, address, change) for village, address in places],
    )
    return {
        (village, address): id
        for id, village, address in db.conn.execute("SELECT id, village_id, address FROM households")
    }


def _add_people(
    db: Database, change: int, first: int, people: Sequence[tuple[str, date | None, RosterRow]], evidence: str
) -> None:
    if not people:
        return
    villages = _village_ids(db, change, dict.fromkeys(village for village, _, _ in people))
    places = dict.fromkeys((villages[village], row.address) for village, _, row in people if row.address)
    households = _household_ids(db, change, places)
    numbered = list(enumerate(people, first))
    db.conn.executemany(
        "INSERT INTO people (id, village_id, household_id, name, sex, birth, phone, relation, residence, arrived_on, departure,"
        " left_on, reason, reason_on, unit, change_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                id, villages[village], households.get((villages[village], row.address)), row.name, row.sex, as_stored(row.birth),
                row.phone or None, row.relation or None, row.residence, as_stored(row.arrived_on), row.departure,
                as_stored(row.left_on), row.reason, as_stored(said_on) if row.reason else None,
                row.unit or None, change,
            )
            for id, (village, said_on, row) in numbered
        ),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO documents (person_id, kind, number, change_id) VALUES (?, ?, ?, ?)",
        ((id, row.number_kind, row.number, change) for id, (_, _, row) in numbered if row.number),
    )
    _add_doses(db, change, ((id, dose) for id, (_, _, row) in numbered for dose in row.doses), evidence)
    search.add_keys(db, ((id, row.name, [row.number] if row.number else [], row.phone) for id, (_, _, row) in numbered))


def _add_doses(db: Database, change: int, doses: Iterable[tuple[int, ReadDose]], evidence: str) -> None:
    db.conn.executemany(
        "INSERT INTO doses (person_id, number, given_on, product, site, evidence, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (person, dose.number, as_stored(dose.on), dose.product, dose.site or None, evidence, change)
            for person, dose in doses
        ),
    )


def _add_exemptions(db: Database, change: int, rows: Iterable[tuple[int, ExemptionRow]]) -> None:
    db.conn.executemany(
        "INSERT INTO exemptions (person_id, kind, cause, institution, level, issued_on, valid_until, change_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                person, row.kind, row.cause or None, row.institution or None, row.level, as_stored(row.issued_on),
                as_stored(row.valid_until), change,
            )
            for person, row in rows
        ),
    )  # fmt: skip


def _add_absences(db: Database, change: int, rows: Iterable[tuple[int, AwayRow]]) -> None:
    db.conn.executemany(
        "INSERT INTO absences (person_id, category, province, city, county, address, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((person, row.category, row.province, row.city, row.county, row.address, change) for person, row in rows),
    )


def _edit(db: Database, change: int, edits: Sequence[FieldChange]) -> None:
    write_fields(db, change, [housed(db, change, edit) for edit in edits])


def _keep_rows(db: Database, change: int, sources: Sequence[Source], real: Callable[[int], int]) -> None:
    for source in sources:
        cursor = db.conn.execute(
            "INSERT INTO sources (file, sha256, kind, stated_on, change_id) VALUES (?, ?, ?, ?, ?)",
            (source.file, source.sha256, source.kind, as_stored(source.stated_on), change),
        )
        id = cursor.lastrowid
        db.conn.executemany(
            "INSERT INTO source_rows (source_id, sheet, row, outcome, person_id) VALUES (?, ?, ?, ?, ?)",
            (
                (id, row.sheet, row.row, row.outcome, None if row.person is None else real(row.person))
                for row in source.rows
            ),
        )
        db.conn.executemany(
            "INSERT INTO findings (source_id, sheet, row, place, severity, code) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (id, row.sheet, row.row, cell, found.severity.value, found.code)
                for row in source.rows
                for cell, found in row.problems
            ),
        )


def last_absences(db: Database) -> Mapping[int, tuple[str, ...]]:
    """Where everybody away is last known to be, by person: (category, province, city, county, address)."""
    rows = db.conn.execute("SELECT person_id, category, province, city, county, address FROM absences ORDER BY id")
    return {person: tuple(place) for person, *place in rows}


def same_exemptions(db: Database) -> Mapping[int, set[tuple[object, ...]]]:
    """The certificates and deferrals of everybody, by person: (kind, cause, institution, level, issued, until) as ISO texts."""
    found: dict[int, set[tuple[object, ...]]] = {}
    for person, *facts in db.conn.execute(
        "SELECT person_id, kind, cause, institution, level, issued_on, valid_until FROM current_exemptions"
    ):
        found.setdefault(person, set()).add(tuple(facts))
    return found
