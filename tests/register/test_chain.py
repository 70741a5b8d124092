"""The record of changes cannot be altered, and a chain that was is named at its first broken link."""

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from vaxdesk.register import chain
from vaxdesk.register.changes import apply_edits, begin_change
from vaxdesk.register.vault import create
from vaxdesk.rules.matching import FieldChange

CHANGES = 5


@pytest.fixture
def db(tmp_path):
    """A register with a household whose address was corrected several times."""
    with create(tmp_path / "town.vaxdesk", "correct horse", "office") as opened:
        with opened.db.atomic() as db:
            begin_change(db, "office", "new")
            db.conn.execute("INSERT INTO villages VALUES (1, 'Cloudridge', 1)")
            db.conn.execute("INSERT INTO households (id, village_id, address, change_id) VALUES (1, 1, 'No. 0', 1)")
        for number in range(1, CHANGES):
            with opened.db.atomic() as db:
                change = begin_change(db, "office", "rename", "1")
                old, new = f"No. {number - 1}", f"No. {number}"
                apply_edits(db, change, [FieldChange("household", 1, "address", old, new)])
        yield opened.db


def without_guards(db):
    """What somebody does who has the key and a tool for databases."""
    for (trigger,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.conn.execute(f"DROP TRIGGER {trigger}")


def test_every_change_is_sealed_when_its_transaction_ends(db):
    assert db.conn.execute("SELECT count(*) FROM seals").fetchone()[0] == CHANGES
    assert chain.first_break(db) is None


def test_a_transaction_that_fails_leaves_no_link(db):
    before = chain.head(db)

    def begin_and_fail():
        with db.atomic():
            begin_change(db, "office", "rename")
            raise ValueError("no field")

    with pytest.raises(ValueError, match="no field"):
        begin_and_fail()
    assert chain.head(db) == before
    assert chain.first_break(db) is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE changes SET by = 'somebody else' WHERE id = 2",
        "DELETE FROM changes WHERE id = 5",
        "UPDATE edits SET old = 'No. 9' WHERE change_id = 3",
        "DELETE FROM edits WHERE change_id = 3",
        "UPDATE seals SET digest = '' WHERE change_id = 2",
        "DELETE FROM seals WHERE change_id = 5",
    ],
)
def test_nothing_on_record_is_altered(db, sql):
    with pytest.raises(DatabaseError, match="on record"):
        db.conn.execute(sql)


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE changes SET by = 'somebody else' WHERE id = 2", (2, "change")),
        ("UPDATE edits SET old = 'No. 9' WHERE change_id = 3", (3, "edits")),
        ("DELETE FROM edits WHERE change_id = 4", (4, "edits")),
        ("UPDATE seals SET digest = '' WHERE change_id = 2", (2, "change")),
        ("DELETE FROM seals WHERE change_id = 3", (4, "change")),
        ("INSERT INTO changes (at, by, verb, about) VALUES ('', 'office', 'print', '')", (6, "unsealed")),
    ],
)
def test_the_first_broken_link_is_named(db, sql, broken):
    without_guards(db)
    db.conn.execute(sql)
    assert chain.first_break(db) == broken


def test_what_stood_there_can_be_erased_only_on_record(db):
    with db.atomic():
        change = begin_change(db, "office", "edit")
        db.conn.execute(
            "INSERT INTO people (id, village_id, name, residence, change_id) VALUES (7, 1, '赵一', 'resident', 1)"
        )
        apply_edits(db, change, [FieldChange("person", 7, "name", "赵一", "赵二")])
    with db.atomic():
        purge = begin_change(db, "office", "purge")
        chain.erase_edits(db, [7], purge)
    assert not db.conn.execute("SELECT 1 FROM edits WHERE record = 'person'").fetchone()
    assert db.conn.execute("SELECT change_id, by_change FROM erasures").fetchall() == [(change, purge)]
    assert chain.first_break(db) is None
