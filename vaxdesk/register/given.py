"""Recorded doses beside what they are held against, and which questions about them were answered."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from vaxdesk.rules.dose_faults import Dosed, GivenDose
from vaxdesk.rules.records import Departure

from .changes import begin_change
from .database import Database
from .ordered import FIRST_NUMBER, Beside, maybe_day


class Named(NamedTuple):
    """A person with doses: id, name, number and village, and what the doses are held against."""

    id: int
    name: str
    number: str
    village: str
    dosed: Dosed


def everybody_dosed(db: Database, in_use_since: Callable[[str], date | None]) -> Iterator[Named]:
    """Everybody with a dose that counts, in order of id; entries that were merged are left out.

    Who is listed as away is away from the day written there, else from the day the list speaks of.
    """
    doses = Beside(
        iter(
            db.conn.execute(
                "SELECT person_id, id, given_on, product, coalesce(site, '') FROM current_doses"
                " ORDER BY person_id, given_on, number"
            )
        )
    )
    away = Beside(
        iter(
            db.conn.execute(
                "SELECT a.person_id, coalesce(a.since, (SELECT max(stated_on) FROM sources s WHERE s.change_id = a.change_id)),"
                " a.province, a.city, a.county FROM absences a ORDER BY a.person_id, a.id"
            )
        )
    )
    people = db.conn.execute(
        f"SELECT p.id, p.name, {FIRST_NUMBER}, v.name, p.birth, p.departure, p.left_on FROM people p"
        " JOIN villages v ON v.id = p.village_id WHERE p.departure IS NOT ? ORDER BY p.id",
        [str(Departure.MERGED)],
    )
    for id, name, number, village, birth, departure, left_on in people:
        given, gone = doses.of(id), away.of(id)
        if given:
            since, *places = gone[-1][1:] if gone else (None,)
            dosed = Dosed(
                maybe_day(birth), departure, maybe_day(left_on), maybe_day(since), tuple(places),
                [_given(row, in_use_since) for row in given],
            )  # fmt: skip
            yield Named(id, name, number, village, dosed)


def _given(row: tuple[Any, ...], in_use_since: Callable[[str], date | None]) -> GivenDose:
    _, id, on, product, site = row
    return GivenDose(id, maybe_day(on), product, site, in_use_since(product) if product else None)


def answered(db: Database) -> set[str]:
    """The questions that were answered: what is recorded is right."""
    return {question for (question,) in db.conn.execute("SELECT question FROM doses_confirmed")}


def confirm(db: Database, by: str, person: int, question: str) -> None:
    """Remember that what a question is about is right."""
    with db.atomic():
        change = begin_change(db, by, "dose_confirmed", str(person))
        db.conn.execute(
            "INSERT INTO doses_confirmed (question, change_id) VALUES (?, ?) ON CONFLICT DO NOTHING", [question, change]
        )
