"""One person as the register holds them, every fact with its id: what an edit starts from."""

from datetime import date
from typing import NamedTuple

from vaxdesk.rules.names import name_key

from .database import Database
from .ordered import maybe_day


class RecordedDose(NamedTuple):
    """A dose that counts; `voided` is the reason why it does not, once an edit says so."""

    id: int
    number: int
    given_on: date | None
    product: str | None
    site: str | None
    evidence: str
    voided: str | None = None


class RecordedPaper(NamedTuple):
    """A certificate or deferral that counts."""

    id: int
    kind: str
    cause: str | None
    institution: str | None
    level: int | None
    issued_on: date | None
    valid_until: date | None
    voided: str | None = None


class Dossier(NamedTuple):
    """The facts of a person; None or "" where nothing is known. `number_id` is the document the shown number stands in."""

    id: int
    name: str = ""
    sex: str = ""
    birth: date | None = None
    phone: str | None = None
    relation: str | None = None
    unit: str | None = None
    residence: str = ""
    arrived_on: date | None = None
    departure: str | None = None
    left_on: date | None = None
    reason: str | None = None
    reason_on: date | None = None
    guardian: str | None = None
    guardian_phone: str | None = None
    consent_on: date | None = None
    village_id: int = 0
    village: str = ""
    household_id: int | None = None
    address: str | None = None
    number_id: int | None = None
    number_kind: str = ""
    number: str = ""
    doses: tuple[RecordedDose, ...] = ()
    papers: tuple[RecordedPaper, ...] = ()


def dossier_of(db: Database, person: int) -> Dossier | None:
    """The dossier of a person; None if the register has no such id."""
    row = db.conn.execute(
        "SELECT p.id, p.name, p.sex, p.birth, p.phone, p.relation, p.unit, p.residence, p.arrived_on, p.departure, p.left_on,"
        " p.reason, p.reason_on, p.guardian, p.guardian_phone, p.consent_on,"
        " p.village_id, v.name, p.household_id, h.address, d.id, coalesce(d.kind, ''),"
        " coalesce(d.number, '') FROM people p JOIN villages v ON v.id = p.village_id"
        " LEFT JOIN households h ON h.id = p.household_id LEFT JOIN documents d ON d.person_id = p.id"
        " WHERE p.id = ? ORDER BY d.merged, d.id LIMIT 1",
        [person],
    ).fetchone()
    if row is None:
        return None
    facts = list(row)
    for column in (3, 8, 10, 12, 15):
        facts[column] = maybe_day(facts[column])
    return Dossier._make([*facts, _doses(db, person), _papers(db, person)])


def _doses(db: Database, person: int) -> tuple[RecordedDose, ...]:
    rows = db.conn.execute(
        "SELECT id, number, given_on, product, site, evidence FROM current_doses WHERE person_id = ? ORDER BY given_on, number",
        [person],
    )
    return tuple(
        RecordedDose(id, number, maybe_day(on), product, site, evidence)
        for id, number, on, product, site, evidence in rows
    )


def _papers(db: Database, person: int) -> tuple[RecordedPaper, ...]:
    rows = db.conn.execute(
        "SELECT id, kind, cause, institution, level, issued_on, valid_until FROM current_exemptions"
        " WHERE person_id = ? ORDER BY id",
        [person],
    )
    return tuple(
        RecordedPaper(id, kind, cause, institution, level, maybe_day(issued), maybe_day(until))
        for id, kind, cause, institution, level, issued, until in rows
    )


def namesakes(db: Database, name: str) -> list[int]:
    """The people of this name."""
    rows = db.conn.execute("SELECT person_id FROM person_keys WHERE key = ? ORDER BY person_id", [name_key(name)])
    return [person for (person,) in rows]
