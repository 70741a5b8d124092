"""Making one register into one ten times as large, for the benchmarks: the same households again, in villages of their own.

A copy of a person has an id, a number, a phone and a name of its own; doses, papers and standing are those of the first.
"""

from collections.abc import Iterator
from typing import Any

from vaxdesk.rules.identity import check_digit

from .database import Database
from .ordered import FIRST_NUMBER
from .pinyin import speller

STEP = 7919
"""A prime: the given name of a copy is that of somebody else, this many people away."""

COPIES = """
INSERT INTO villages (id, name, change_id)
    SELECT id + :villages, name || :copy, change_id FROM villages WHERE id <= :first_villages;
INSERT INTO households (id, village_id, code, address, change_id)
    SELECT id + :households, village_id + :villages, code, address, change_id FROM households WHERE id <= :first_households;
INSERT INTO people (id, village_id, household_id, name, sex, birth, phone, relation, residence, arrived_on, departure, left_on,
    reason, reason_on, unit, change_id) SELECT p.id + :people, p.village_id + :villages, p.household_id + :households,
    substr(p.name, 1, 1) || substr(q.name, 2), p.sex, p.birth,
    substr(p.phone, 1, 3) || printf('%08d', (substr(p.phone, 4) + :copy * 10007919) % 100000000), p.relation, p.residence,
    p.arrived_on, p.departure, p.left_on, p.reason, p.reason_on, p.unit, p.change_id
    FROM people p JOIN people q ON q.id = (p.id + :copy * :step) % :first_people + 1 WHERE p.id <= :first_people;
INSERT OR IGNORE INTO documents (person_id, kind, number, change_id)
    SELECT person_id + :people, kind, renumbered(number, :copy), change_id FROM documents WHERE person_id <= :first_people;
INSERT INTO doses (person_id, number, given_on, product, site, evidence, voided, change_id)
    SELECT person_id + :people, number, given_on, product, site, evidence, voided, change_id FROM doses
    WHERE person_id <= :first_people;
INSERT INTO exemptions (person_id, kind, cause, institution, level, issued_on, valid_until, voided, change_id)
    SELECT person_id + :people, kind, cause, institution, level, issued_on, valid_until, voided, change_id FROM exemptions
    WHERE person_id <= :first_people;
INSERT INTO standings SELECT person_id + :people, village_id + :villages, standing, detail, completed_on, next_number,
    next_earliest, next_recommended, next_latest, holds_until FROM standings WHERE person_id <= :first_people;
"""
INDEXED = "('people', 'documents', 'doses', 'exemptions', 'standings')"
"""Tables whose indexes are made again afterwards, which is faster than keeping them up to date."""


def multiply(db: Database, times: int) -> None:
    """Let everybody of a judged register stand there `times` times, in one transaction."""
    db.conn.create_function("renumbered", 2, _renumbered, deterministic=True)
    first = {f"first_{table}": _last(db, table) for table in ("villages", "households", "people")}
    with db.atomic():
        indexes = db.conn.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN {INDEXED}"
        ).fetchall()
        for name, _ in indexes:
            db.conn.execute(f"DROP INDEX {name}")
        for copy in range(1, times):
            shifts = {table.removeprefix("first_"): last * copy for table, last in first.items()}
            for statement in filter(str.strip, COPIES.split(";")):
                db.conn.execute(statement, {**first, **shifts, "copy": copy, "step": STEP})
        for _, sql in indexes:
            db.conn.execute(sql)
        _index(db, first["first_people"])


def _last(db: Database, table: str) -> int:
    return int(db.conn.execute(f"SELECT max(id) FROM {table}").fetchone()[0])


def _renumbered(number: str, copy: int) -> str:
    """The number with another county, and the check digit that belongs to it."""
    if len(number) != 18:
        return f"{number}{copy}"
    body = f"{number[:4]}{(int(number[4:6]) + 7 * copy) % 100:02}{number[6:17]}"
    return body + check_digit(body)


def _index(db: Database, after: int) -> None:
    """Make the search keys of everybody after the first ones; sorted by SQLite, which needs less memory than a list."""
    keys = speller().keys

    def rows() -> Iterator[tuple[Any, ...]]:
        people = db.conn.execute(
            f"SELECT p.id, p.name, {FIRST_NUMBER}, coalesce(p.phone, '') FROM people p WHERE p.id > ?", [after]
        )
        for id, name, number, phone in people:
            for key in keys(name, [number] if number else [], phone):
                yield key, id

    db.conn.execute("CREATE TEMP TABLE new_keys (key TEXT, person_id INTEGER)")
    db.conn.execute("INSERT INTO new_keys SELECT key, person_id FROM person_keys")
    db.conn.executemany("INSERT INTO new_keys VALUES (?, ?)", rows())
    db.conn.execute("DELETE FROM person_keys")
    db.conn.execute("INSERT INTO person_keys SELECT key, person_id FROM new_keys ORDER BY key, person_id")
    db.conn.execute("DROP TABLE new_keys")
