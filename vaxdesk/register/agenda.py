"""Who needs a hand in the days to come: for each question of the overview the people, by village.

`EXPLAIN QUERY PLAN`: each is one SCAN of standings or of the few current exemptions; visits are found by their two indexes.
"""

from datetime import date, timedelta

from .database import Database

WEEK, SOON = timedelta(days=6), timedelta(days=30)
"""How far ahead doses and certificates are looked at, the working date counted."""

QUESTIONS = {
    "due": "SELECT s.person_id, s.village_id FROM standings s WHERE s.standing IN ('incomplete', 'completed')"
    " AND s.detail NOT IN ('deferred', 'should_not_continue') AND s.next_earliest BETWEEN :on AND :week",
    "overdue": "SELECT s.person_id, s.village_id FROM standings s WHERE s.standing = 'incomplete' AND s.detail = 'overdue'",
    "doubtful": "SELECT s.person_id, s.village_id FROM standings s WHERE s.standing = 'incomplete'"
    " AND s.detail IN ('early_dose', 'date_missing', 'mixed_products') OR s.standing = 'unverified'",
    "expiring": "SELECT DISTINCT s.person_id, s.village_id FROM current_exemptions x JOIN standings s ON s.person_id = x.person_id"
    " WHERE x.valid_until BETWEEN :on AND :soon AND s.standing IN ('exempt', 'deferred', 'incomplete')",
    "unvisited": "SELECT s.person_id, s.village_id FROM standings s JOIN people p ON p.id = s.person_id"
    " WHERE s.standing IN ('unvaccinated', 'unverified') AND s.detail <> 'declined'"
    " AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.person_id = p.id)"
    " AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.household_id = p.household_id)",
}
"""Each question with the people and their villages. Who declined is not called on again (product rule: voluntary)."""


def people_by_village(db: Database, question: str, on: date) -> dict[str, list[int]]:
    """The people of one of QUESTIONS on the day of the standings, by the name of their village."""
    days = {"on": on.isoformat(), "week": (on + WEEK).isoformat(), "soon": (on + SOON).isoformat()}
    names = dict(db.conn.execute("SELECT id, name FROM villages"))
    found: dict[str, list[int]] = {}
    for person, village in db.conn.execute(QUESTIONS[question], days):
        found.setdefault(names[village], []).append(person)
    return found
