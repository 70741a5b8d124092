"""Reading people: all of them in order for the judge and for matching, or a few of them for a screen."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from vaxdesk.rules.matching import Known, KnownDose
from vaxdesk.rules.records import Certificate, Deferral, Departure, Dose, History

from .database import Database
from .ordered import Beside, maybe_day

FACTS = (
    "p.id, p.village_id, p.birth, p.sex, p.residence, p.arrived_on, p.departure, p.left_on, p.reason, p.reason_on, "
    "i.person_id IS NOT NULL"
)


Rows = Iterator[tuple[Any, ...]]


class Judged(NamedTuple):
    """A person's id, village id, and history: what the judge needs, what the cache is keyed by."""

    id: int
    village_id: int
    history: History


class FactCursors(NamedTuple):
    """Cursors over the facts that people are judged by, each ordered by person."""

    people: Rows
    doses: Rows
    exemptions: Rows
    infections: Rows


def fact_cursors(db: Database, campaign: str, ids: Sequence[int] | None = None) -> FactCursors:
    """The facts of everybody, or of these people."""
    where = "" if ids is None else "WHERE {} IN (SELECT value FROM json_each(?))"
    chosen = [] if ids is None else [str(list(ids))]

    def cursor(sql: str, column: str, *values: object) -> Rows:
        return iter(db.conn.execute(sql.format(where=where.format(column)), [*values, *chosen]))

    return FactCursors(
        cursor(
            f"SELECT {FACTS} FROM people p LEFT JOIN inclusions i ON i.person_id = p.id AND i.campaign = ? {{where}}"
            " ORDER BY p.id",
            "p.id",
            campaign,
        ),
        cursor(
            "SELECT person_id, given_on, product FROM current_doses {where} ORDER BY person_id, given_on, product",
            "person_id",
        ),
        cursor(
            "SELECT person_id, kind, issued_on, valid_until, level FROM current_exemptions {where} ORDER BY person_id",
            "person_id",
        ),
        cursor("SELECT person_id, since FROM infections {where} ORDER BY person_id, since", "person_id"),
    )


def histories(db: Database, campaign: str, ids: Sequence[int] | None = None) -> Iterator[Judged]:
    """The histories of everybody, or of these people, in order of id: one pass over ordered cursors, side by side."""
    people, *others = fact_cursors(db, campaign, ids)
    doses, exemptions, infections = map(Beside, others)
    for row in people:
        yield _judged(row, doses.of(row[0]), exemptions.of(row[0]), infections.of(row[0]))


def _judged(
    row: tuple[Any, ...],
    doses: Sequence[tuple[Any, ...]],
    exemptions: Sequence[tuple[Any, ...]],
    infections: Sequence[tuple[Any, ...]],
) -> Judged:
    person, village, birth, sex, residence, arrived, departure, left, reason, reason_on, included = row
    certificates: tuple[Certificate, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    if exemptions:
        certificates = tuple(
            Certificate(maybe_day(issued), maybe_day(until), level)
            for _, kind, issued, until, level in exemptions
            if kind == "certificate"
        )
        deferrals = tuple(
            Deferral(maybe_day(issued), maybe_day(until))
            for _, kind, issued, until, _level in exemptions
            if kind == "deferral"
        )
    given = tuple([Dose(None if on is None else date.fromisoformat(on), product) for _, on, product in doses])
    history = History(
        maybe_day(birth), sex, residence, maybe_day(arrived), departure, maybe_day(left), reason, maybe_day(reason_on), given,
        certificates, deferrals, tuple([date.fromisoformat(since) for _, since in infections]), bool(included),
    )  # fmt: skip
    return Judged(person, village, history)


def known_people(db: Database) -> Iterator[Known]:
    """Everybody as far as a roster can speak of them, in order of id; entries that were merged are left out.

    A person with several numbers comes once with each of them, at last with the one that is shown.
    """
    doses = Beside(
        iter(
            db.conn.execute(
                "SELECT person_id, id, number, given_on, product, evidence FROM current_doses"
                " ORDER BY person_id, given_on, product"
            )
        )
    )
    people = db.conn.execute(
        "SELECT p.id, coalesce(d.number, ''), p.name, p.birth,"
        " p.sex, coalesce(p.phone, ''), v.name, coalesce(h.address, ''), p.residence, p.departure, p.left_on, p.reason,"
        " coalesce(p.unit, '') FROM people p JOIN villages v ON v.id = p.village_id LEFT JOIN households h ON h.id = p.household_id"
        " LEFT JOIN documents d ON d.person_id = p.id"
        " WHERE p.departure IS NOT ? ORDER BY p.id, d.merged DESC, d.id DESC",
        [str(Departure.MERGED)],
    )
    last = 0
    taken: tuple[KnownDose, ...] = ()
    for row in people:
        if row[0] != last:
            last, taken = row[0], _known_doses(doses.of(row[0]))
        person, number, name, birth, sex, phone, village, address, residence, departure, left, reason, unit = row
        yield Known(
            person, number, name, maybe_day(birth), sex, phone, village, address, residence, departure, maybe_day(left),
            reason, taken, unit,
        )  # fmt: skip


def _known_doses(doses: Sequence[tuple[Any, ...]]) -> tuple[KnownDose, ...]:
    return tuple(
        [KnownDose(dose, number, maybe_day(on), product, evidence) for _, dose, number, on, product, evidence in doses]
    )


def villages(db: Database) -> dict[str, int]:
    """The villages by name, in the order they were made."""
    return dict(db.conn.execute("SELECT name, id FROM villages ORDER BY id"))


def count_people(db: Database) -> int:
    """How many people the register holds, whatever their standing."""
    return int(db.conn.execute("SELECT count(*) FROM people").fetchone()[0])
