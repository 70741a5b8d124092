"""A row that was added, altered or deleted behind the program's back is found and named, whichever table of facts it stands in."""

import copy

import pytest

from vaxdesk.register import chain, row_seals, upgrading
from vaxdesk.register.changes import begin_change
from vaxdesk.register.vault import connect, create, open_vault

PASSPHRASE = "correct horse"
VALUES = {"INTEGER": 1, "TEXT": "x", "BLOB": b"x", "ANY": 1}
ROWS = 3


def tables(db):
    rows = db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'")
    return [name for (name,) in rows if name not in row_seals.NO_FACTS]


def columns(db, table):
    """(name, type, place in the key from 1, else 0) of each column."""
    return [(row[1], row[2], row[5]) for row in db.conn.execute(f"PRAGMA table_info({table})")]


def put(db, table, number):
    """A row of a table with this number or word in its key, whatever its other columns mean."""
    values = [
        (f"x{number}" if kind == "TEXT" else number) if key or kind == "INTEGER" else VALUES[kind]
        for _, kind, key in columns(db, table)
    ]
    values = [f"x{number}" if value == "x" else value for value in values]
    db.conn.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def alter(db, table):
    name, kind, _ = columns(db, table)[-1]
    other = {"INTEGER": 7, "TEXT": "'other'", "BLOB": "x'00'", "ANY": 7}[kind]
    key = columns(db, table)[0][0]
    db.conn.execute(f"UPDATE {table} SET {name} = {other} WHERE {key} IN (2, 'x2')")


BEHIND = {
    "added": lambda db, table: put(db, table, 9),
    "altered": alter,
    "missing": lambda db, table: db.conn.execute(f"DELETE FROM {table} WHERE {columns(db, table)[0][0]} IN (2, 'x2')"),
}


@pytest.fixture
def vault(tmp_path):
    """A register with rows in every table of facts, written by the program."""
    with create(tmp_path / "town.vaxdesk", PASSPHRASE, "office") as opened:
        opened.db.conn.execute("PRAGMA foreign_keys = OFF")
        opened.db.conn.execute("PRAGMA ignore_check_constraints = ON")
        with opened.db.atomic() as db:
            for _ in range(ROWS):
                begin_change(db, "office", "test")
            for table in tables(db):
                for number in range(1, ROWS + 1):
                    put(db, table, number)
        yield opened


def without_triggers(db):
    """Make the connection like that of another tool."""
    for (name,) in db.conn.execute("SELECT name FROM sqlite_temp_master WHERE type = 'trigger'").fetchall():
        db.conn.execute(f"DROP TRIGGER temp.{name}")


def test_what_the_program_writes_fits(vault):
    assert len(tables(vault.db)) > 40
    assert row_seals.first_odd(vault.db) is None
    assert chain.first_break(vault.db) is None


@pytest.mark.parametrize("wrong", BEHIND)
def test_a_row_written_behind_the_programs_back_is_named_in_every_table(vault, wrong):
    db = vault.db
    without_triggers(db)
    for table in tables(db):
        db.conn.execute("BEGIN")
        BEHIND[wrong](db, table)
        odd = row_seals.first_odd(db)
        assert odd is not None, table
        assert odd.table == table
        assert odd.wrong == wrong, table
        db.conn.execute("ROLLBACK")


def test_what_has_no_digest_is_no_fact(vault):
    """A table that is added is sealed, unless it is named here with a reason."""
    rows = vault.db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'")
    assert {name for (name,) in rows} == {*tables(vault.db), *row_seals.NO_FACTS}
    assert all(row_seals.NO_FACTS.values())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE row_seals SET digests = x'0000000000000000' WHERE name = 'doses'",
        "DELETE FROM row_seals WHERE name = 'people'",
        "UPDATE seals SET rows = '00' WHERE change_id = 3",
    ],
)
def test_digests_that_were_made_to_fit_do_not_fit_the_last_seal(vault, sql):
    vault.db.conn.execute("DROP TRIGGER main.seals_hold")
    vault.db.conn.execute(sql)
    assert chain.first_break(vault.db) is not None


def test_rows_that_change_and_go_are_followed(vault):
    with vault.db.atomic() as db:
        begin_change(db, "office", "test")
        db.conn.execute("UPDATE doses SET id = 40 WHERE id = 2")
        db.conn.execute("DELETE FROM people WHERE id = 3")
        db.conn.execute("INSERT OR REPLACE INTO grids VALUES (1, 8, 'x', 1)")
        db.conn.execute("INSERT INTO users VALUES ('x1', 'y', 1, 1) ON CONFLICT (name) DO UPDATE SET role = 'z'")
    assert row_seals.first_odd(vault.db) is None
    assert chain.first_break(vault.db) is None


def test_a_transaction_that_fails_leaves_the_digests_as_they_were(vault):
    def write_and_fail():
        with vault.db.atomic() as db:
            begin_change(db, "office", "test")
            db.conn.execute("DELETE FROM people")
            raise ValueError("no field")

    with pytest.raises(ValueError, match="no field"):
        write_and_fail()
    with vault.db.atomic() as db:
        begin_change(db, "office", "test")
    assert row_seals.first_odd(vault.db) is None
    assert chain.first_break(vault.db) is None


def test_many_rows_at_once_are_sealed_like_single_ones(vault):
    with vault.db.atomic() as db, row_seals.many_rows(db, "doses", "source_rows"):
        begin_change(db, "office", "test")
        for number in range(4, 60):
            put(db, "doses", number)
        put(db, "source_rows", 9)
    assert row_seals.first_odd(vault.db) is None
    with vault.db.atomic() as db:
        begin_change(db, "office", "test")
        put(db, "doses", 99)
    assert row_seals.first_odd(vault.db) is None


def test_facts_written_without_a_change_get_one(vault):
    with vault.db.atomic() as db:
        db.conn.execute("UPDATE walks SET place = 5")
    assert vault.db.conn.execute("SELECT by, verb FROM changes ORDER BY id DESC LIMIT 1").fetchone() == (
        "office",
        chain.UPKEEP,
    )
    assert chain.first_break(vault.db) is None


def another_tool(vault, sql):
    connection = connect(vault.folder / "register.db", bytes(vault._data_key))
    connection.execute(sql)
    connection.close()


def test_another_tool_with_the_key_is_found(vault):
    another_tool(vault, "UPDATE doses SET given_on = '2021-08-09' WHERE id = 3")
    assert row_seals.first_odd(vault.db) == ("doses", "3", "altered", 3)


def test_an_upgrade_seals_anew_and_tells_what_did_not_fit_before(vault, monkeypatch):
    another_tool(vault, "UPDATE doses SET given_on = '2021-08-09' WHERE id = 3")
    folder = vault.folder
    vault.close()
    steps = copy.deepcopy(upgrading.MIGRATIONS)

    @steps()
    def tomorrow(db):
        db.execute("ALTER TABLE doses ADD COLUMN tomorrow TEXT")
        db.execute("UPDATE doses SET site = 'tomorrow'")

    monkeypatch.setattr(upgrading, "MIGRATIONS", steps)
    with open_vault(folder, PASSPHRASE) as opened:
        assert row_seals.first_odd(opened.db) is None
        assert chain.first_break(opened.db) is None
        assert upgrading.odd_before(opened.db) == (ROWS + 1, "doses 3 altered")
    open_vault(folder, PASSPHRASE).close()
