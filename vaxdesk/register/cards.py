"""People as screens and papers show them: the facts of a person beside the cached standing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from .database import Database
from .ordered import FIRST_NUMBER, Beside, maybe_day


class CardDose(NamedTuple):
    """A dose on a card; `product` is a code of the catalogue, `evidence` how it is known."""

    number: int
    on: date | None
    product: str | None
    site: str
    evidence: str


class CardExemption(NamedTuple):
    """A certificate or deferral on a card."""

    kind: str
    cause: str
    institution: str
    level: int | None
    issued_on: date | None
    valid_until: date | None


class CardAbsence(NamedTuple):
    """Where somebody has gone to, as the form of people away asks for it."""

    category: str
    province: str
    city: str
    county: str
    address: str


class Card(NamedTuple):
    """A person with everything a line of a ledger may show. Texts are "" where nothing is known."""

    id: int
    name: str
    sex: str
    birth: date | None
    number: str
    phone: str
    village: str
    household: str
    address: str
    relation: str
    unit: str
    residence: str
    departure: str
    left_on: date | None
    reason: str
    guardian: str
    consent_on: date | None
    standing: str
    detail: str
    completed_on: date | None
    next_number: int | None
    next_earliest: date | None
    next_recommended: date | None
    next_latest: date | None
    doses: tuple[CardDose, ...]
    exemptions: tuple[CardExemption, ...]
    absence: CardAbsence | None


COLUMNS = (
    f"SELECT p.id, p.name, p.sex, p.birth, {FIRST_NUMBER},"
    " coalesce(p.phone, ''), v.name, coalesce(h.code, ''), coalesce(h.address, ''), coalesce(p.relation, ''), coalesce(p.unit, ''),"
    " p.residence, coalesce(p.departure, ''), p.left_on, coalesce(p.reason, ''), coalesce(p.guardian, ''),"
    " p.consent_on, s.standing, s.detail, s.completed_on,"
    " s.next_number, s.next_earliest, s.next_recommended, s.next_latest"
)
PLACES = (
    " FROM people p JOIN standings s ON s.person_id = p.id JOIN villages v ON v.id = p.village_id"
    " LEFT JOIN households h ON h.id = p.household_id"
)


def cards(
    db: Database,
    *,
    ids: Sequence[int] | None = None,
    village: str | None = None,
    standings: Sequence[str] | None = None,
    after: int = 0,
    limit: int = -1,
) -> Iterator[Card]:
    """The people asked for, in order of id; every condition given must hold. `after` and `limit` page through them."""
    wanted, values = _conditions(ids, village, standings)
    wanted = [*wanted, "p.id > ?"]
    values = [*values, after]
    where = " WHERE " + " AND ".join(wanted)
    page = f"SELECT p.id{PLACES}{where} ORDER BY p.id LIMIT ?"
    chosen = [id for (id,) in db.conn.execute(page, [*values, limit])] if limit >= 0 else None
    if chosen is not None:
        where, values = " WHERE p.id IN (SELECT value FROM json_each(?))", [str(chosen)]
    people = db.conn.execute(f"{COLUMNS}{PLACES}{where} ORDER BY p.id", values)

    def beside(columns: str, table: str, order: str) -> Beside:
        sql = (
            f"SELECT {columns} FROM {table} WHERE person_id IN (SELECT p.id{PLACES}{where}) ORDER BY person_id, {order}"
        )
        return Beside(iter(db.conn.execute(sql, values)))

    doses = beside(
        "person_id, number, given_on, product, coalesce(site, ''), evidence", "current_doses", "given_on, number"
    )
    exemptions = beside(
        "person_id, kind, coalesce(cause, ''), coalesce(institution, ''), level, issued_on, valid_until",
        "current_exemptions",
        "id",
    )
    absences = beside("person_id, category, province, city, county, address", "absences", "id")
    for row in people:
        yield _card(row, doses.of(row[0]), exemptions.of(row[0]), absences.of(row[0]))


def _conditions(
    ids: Sequence[int] | None, village: str | None, standings: Sequence[str] | None
) -> tuple[list[str], list[Any]]:
    wanted: list[str] = []
    values: list[Any] = []
    if ids is not None:
        wanted.append("p.id IN (SELECT value FROM json_each(?))")
        values.append(str(list(ids)))
    if village is not None:
        wanted.append("s.village_id = (SELECT id FROM villages WHERE name = ?)")
        values.append(village)
    if standings is not None:
        wanted.append(f"s.standing IN ({', '.join('?' for _ in standings)})")
        values.extend(str(standing) for standing in standings)
    return wanted, values


def _card(
    row: tuple[Any, ...],
    doses: Sequence[tuple[Any, ...]],
    exemptions: Sequence[tuple[Any, ...]],
    absences: Sequence[tuple[Any, ...]],
) -> Card:
    person = list(row)
    for column in (3, 13, 16, 19, 21, 22, 23):
        person[column] = maybe_day(person[column])
    taken = tuple(
        CardDose(number, maybe_day(on), product, site, evidence) for _, number, on, product, site, evidence in doses
    )
    papers = tuple(
        CardExemption(kind, cause, institution, level, maybe_day(issued), maybe_day(until))
        for _, kind, cause, institution, level, issued, until in exemptions
    )
    return Card._make([*person, taken, papers, CardAbsence(*absences[-1][1:]) if absences else None])
