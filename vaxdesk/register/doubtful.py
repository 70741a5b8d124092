"""Whom the self-check before a submission asks about: for each of its questions the people of the register, by id.

Only who is in scope on the day of the standings is asked about, unless the question is about somebody who left.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from vaxdesk.rules.ages import CHILD
from vaxdesk.rules.identity import OLDEST, read_number

from .database import Database
from .ordered import maybe_day

SOON = timedelta(days=14)
"""How far ahead a certificate is looked at before it expires."""
MOST_ON_A_PHONE, MOST_IN_A_HOUSEHOLD = 6, 12

_HERE = "s.standing <> 'out_of_scope'"
_DOSES = (
    "SELECT DISTINCT d.person_id FROM current_doses d JOIN standings s ON s.person_id = d.person_id"
    f" JOIN people p ON p.id = d.person_id WHERE {_HERE} AND "
)
_PEOPLE = f"SELECT s.person_id FROM standings s JOIN people p ON p.id = s.person_id WHERE {_HERE} AND "
_TWO_DOSES = (
    "SELECT DISTINCT d.person_id FROM current_doses d JOIN current_doses e ON e.person_id = d.person_id AND e.id <> d.id"
    f" JOIN standings s ON s.person_id = d.person_id WHERE {_HERE} AND "
)
_PAPERS = f"SELECT DISTINCT x.person_id FROM current_exemptions x JOIN standings s ON s.person_id = x.person_id WHERE {_HERE} AND "
_STANDS = "SELECT person_id FROM standings WHERE standing = '{}' AND detail = '{}'"
_LEFT = "SELECT id FROM people WHERE departure IN ('moved_out', 'deceased') AND "

QUESTIONS = {
    "dose_before_birth": _DOSES + "d.given_on < p.birth",
    "dose_in_future": _DOSES + "d.given_on > :on",
    "dose_after_death": "SELECT DISTINCT d.person_id FROM current_doses d JOIN people p ON p.id = d.person_id"
    " WHERE p.departure = 'deceased' AND d.given_on > p.left_on",
    "doses_on_one_day": _TWO_DOSES + "e.given_on = d.given_on",
    "doses_a_day_apart": _TWO_DOSES + "julianday(e.given_on) - julianday(d.given_on) = 1",
    "doses_out_of_order": _TWO_DOSES + "e.number > d.number AND e.given_on < d.given_on",
    "dose_numbers_missing": _DOSES + "d.number > 1 AND NOT EXISTS (SELECT 1 FROM current_doses e"
    " WHERE e.person_id = d.person_id AND e.number = d.number - 1)",
    "dose_too_early": _STANDS.format("incomplete", "early_dose"),
    "dose_day_missing": _DOSES + "d.given_on IS NULL",
    "dose_product_missing": _DOSES + "d.product IS NULL",
    "products_mixed": _STANDS.format("incomplete", "mixed_products"),
    "number_missing": _PEOPLE + "NOT EXISTS (SELECT 1 FROM documents i WHERE i.person_id = p.id)",
    "birth_missing": _PEOPLE + "p.birth IS NULL",
    "birth_impossible": _PEOPLE + "(p.birth > :on OR p.birth < :oldest)",
    "name_incomplete": _PEOPLE + "(p.name LIKE '%\u25a1%' OR p.name LIKE '%?%' OR length(trim(p.name)) < 2)",
    "listed_twice": "SELECT s.person_id FROM standings s JOIN people p ON p.id = s.person_id JOIN (SELECT q.name, q.birth"
    f" FROM standings s JOIN people q ON q.id = s.person_id WHERE {_HERE} AND q.birth IS NOT NULL"
    f" GROUP BY q.name, q.birth HAVING count(*) > 1) t ON t.name = p.name AND t.birth = p.birth WHERE {_HERE}"
    " AND NOT EXISTS (SELECT 1 FROM differences f JOIN people o ON o.id IN (f.one, f.other) AND o.id <> p.id"
    "  AND o.name = p.name WHERE p.id IN (f.one, f.other))",
    "phone_of_many": _PEOPLE + "p.phone IN (SELECT phone FROM people WHERE phone <> '' AND departure IS NULL"
    " GROUP BY phone HAVING count(*) > :phones)",
    "household_too_large": _PEOPLE + "p.household_id IN (SELECT household_id FROM people WHERE departure IS NULL"
    " GROUP BY household_id HAVING count(*) > :members)",
    "phone_missing": _PEOPLE
    + "coalesce(p.phone, '') = '' AND (s.standing = 'unvaccinated' OR s.detail IN ('due', 'overdue'))",
    "responsible_missing": _PEOPLE + "s.standing IN ('unvaccinated', 'unverified', 'incomplete')"
    " AND EXISTS (SELECT 1 FROM current_assignments) AND NOT EXISTS (SELECT 1 FROM current_assignments a"
    "  WHERE a.scope = 'person' AND a.scope_id = p.id OR a.scope = 'household' AND a.scope_id = p.household_id"
    "  OR a.scope = 'village' AND a.scope_id = p.village_id OR a.scope = 'grid' AND a.scope_id ="
    "  (SELECT h.grid_id FROM households h WHERE h.id = p.household_id))",
    "consent_missing": _PEOPLE + "p.birth > :child AND p.consent_on IS NULL",
    "household_missing": _PEOPLE + "p.household_id IS NULL",
    "certificate_expiring": _PAPERS
    + "x.kind = 'certificate' AND s.standing = 'exempt' AND x.valid_until BETWEEN :on AND :soon",
    "certificate_expired": _STANDS.format("unvaccinated", "certificate_expired"),
    "certificate_missing": _STANDS.format("unvaccinated", "certificate_missing"),
    "certificate_low_level": _STANDS.format("unvaccinated", "certificate_low_level"),
    "deferral_ending": _PAPERS
    + "x.kind = 'deferral' AND s.standing = 'deferred' AND x.valid_until BETWEEN :on AND :soon",
    "deferral_open": _PAPERS + "x.kind = 'deferral' AND s.standing = 'deferred' AND x.valid_until IS NULL",
    "away_without_place": "SELECT s.person_id FROM standings s WHERE s.standing = 'unvaccinated' AND s.detail = 'away'"
    " AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.person_id = s.person_id)",
    "elsewhere_unproved": _STANDS.format("unverified", "vaccinated_elsewhere"),
    "overdue": _STANDS.format("incomplete", "overdue"),
    "unverified": "SELECT person_id FROM standings WHERE standing = 'unverified'",
    "left_without_day": _LEFT + "left_on IS NULL",
    "left_before_birth": _LEFT + "left_on < birth",
}
"""Each question with the people it is about."""


def asked_about(db: Database, question: str, on: date) -> list[int]:
    """The people a question is about, in order of id."""
    days = {
        "on": on.isoformat(),
        "soon": (on + SOON).isoformat(),
        "oldest": f"{on.year - OLDEST:04}-01-01",
        "child": f"{on.year - CHILD:04}{on.isoformat()[4:]}",
        "phones": MOST_ON_A_PHONE,
        "members": MOST_IN_A_HOUSEHOLD,
    }
    return sorted(person for (person,) in db.conn.execute(QUESTIONS[question], days))


def numbers_against_facts(db: Database, on: date) -> Iterator[tuple[str, int]]:
    """People whose number is damaged, or says another birth date or sex than the register: the question, and the id."""
    rows = db.conn.execute(
        "SELECT i.person_id, i.number, p.birth, p.sex FROM documents i JOIN people p ON p.id = i.person_id"
        f" JOIN standings s ON s.person_id = p.id WHERE i.merged = 0 AND {_HERE} ORDER BY i.person_id"
    )
    for person, number, birth, sex in rows:
        read = read_number(number, on)
        if not read.number:
            yield "number_damaged", person
        elif read.birth is not None and read.birth != maybe_day(birth):
            yield "number_of_another_birth", person
        elif read.sex and sex and read.sex != sex:
            yield "number_of_another_sex", person


def given_before(db: Database, product: str, day: date) -> list[int]:
    """The people who have a dose of a vaccine that was not in use yet."""
    rows = db.conn.execute(
        "SELECT DISTINCT person_id FROM current_doses WHERE product = ? AND given_on < ? ORDER BY person_id",
        [product, day.isoformat()],
    )
    return [person for (person,) in rows]


def untouched_villages(db: Database, change: int) -> list[str]:
    """The villages of whose people and doses nothing was written after a change."""
    rows = db.conn.execute(
        "SELECT name FROM villages WHERE id NOT IN ("
        " SELECT village_id FROM people WHERE change_id > :change"
        " UNION SELECT p.village_id FROM doses d JOIN people p ON p.id = d.person_id WHERE d.change_id > :change"
        " UNION SELECT p.village_id FROM exemptions x JOIN people p ON p.id = x.person_id WHERE x.change_id > :change"
        " UNION SELECT h.village_id FROM visits v JOIN households h ON h.id = v.household_id WHERE v.change_id > :change"
        " UNION SELECT p.village_id FROM contacts k JOIN people p ON p.id = k.person_id WHERE k.change_id > :change"
        " UNION SELECT p.village_id FROM edits e JOIN people p ON p.id = e.record_id AND e.record = 'person'"
        "  WHERE e.change_id > :change"
        " UNION SELECT p.village_id FROM source_rows r JOIN sources o ON o.id = r.source_id JOIN people p ON p.id = r.person_id"
        "  WHERE o.change_id > :change)"
        " ORDER BY id",
        {"change": change},
    )
    return [name for (name,) in rows]


def rows_sent_back(db: Database, change: int) -> int:
    """How many rows of workbooks taken in after a change were rejected or contradicted the register."""
    row = db.conn.execute(
        "SELECT count(*) FROM source_rows r JOIN sources o ON o.id = r.source_id"
        " WHERE o.change_id > ? AND r.outcome IN ('rejected', 'conflict')",
        [change],
    ).fetchone()
    return int(row[0])
