"""When the date has come, persons are deleted for good: counted, backed up, deleted, written anew; figures and record stay."""

from datetime import date, timedelta

import pytest

from vaxdesk.actions import backups, checking, editing, overview, plans, retention
from vaxdesk.actions.biography import full_number
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.actions.township import AS_OF
from vaxdesk.register.purging import STAYS
from vaxdesk.register.record import note
from vaxdesk.register.trouble import Trouble
from vaxdesk.rules.messages import Refused


@pytest.fixture
def office(tmp_path):
    made = make_demo(tmp_path / "town.vaxdesk", people=30)
    with open_office(made.register, PASSPHRASE, today=AS_OF) as office:
        editing.carry_out(office, plans.change_person(office, 1, {"phone": "13800000000"}))
        yield office


def everything(office):
    """Every row of every table, as text."""
    tables = office.db.table_names()
    return " ".join(str(row) for table in tables for row in office.db.conn.execute(f"SELECT * FROM {table}"))


def test_nothing_is_deleted_before_its_day(office, tmp_path):
    for until, code in ((None, "retention_unset"), (AS_OF, "retention_not_over")):
        if until:
            retention.set_retention(office, until)
        with pytest.raises(Refused) as refused:
            retention.purge(office, tmp_path / "last.vaxdesk-backup")
        assert refused.value.code == code
    assert office.people == 30


def test_a_purge_leaves_nobody_and_keeps_figures_and_record(office, tmp_path):
    retention.set_retention(office, AS_OF - timedelta(days=1))
    assert retention.to_purge(office)["people"] == 30
    names = [name for (name,) in office.db.conn.execute("SELECT name FROM people")]
    done, _ = retention.purge(office, tmp_path / "last.vaxdesk-backup")
    assert (done.counts["people"], done.backup.people) == (30, 30)
    retention.certificate(office, done, tmp_path / "certificate.pdf")
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
    assert not retention.to_purge(office)
    assert overview.overview(office, AS_OF).total == 0
    assert checking.check(office, AS_OF) == []
    left = everything(office)
    assert not [name for name in names if name in left]


SAID = "王秀英家"


def test_what_people_wrote_in_their_own_words_goes_too_and_the_record_still_holds(office, tmp_path):
    full_number(office, 2, f"asked by {SAID}")
    note(office.db, "office", "reconcile", f"{SAID}.xlsx")
    retention.set_retention(office, AS_OF - timedelta(days=1))
    retention.purge(office, tmp_path / "last.vaxdesk-backup")
    assert SAID not in everything(office)
    assert checking.check(office, AS_OF) == []
    blank = office.db.conn.execute("SELECT change_id FROM blanked LIMIT 1").fetchone()[0]
    with pytest.raises(Trouble, match="on record"):
        office.db.conn.execute("UPDATE changes SET about = 'x' WHERE id = ?", [blank])
    office.db.conn.execute("DROP TRIGGER changes_hold")
    office.db.conn.execute("UPDATE changes SET by = 'somebody else' WHERE id = ?", [blank])
    assert len(checking.check(office, AS_OF)) == 1


def test_what_is_no_table_without_persons_is_deleted(office):
    tables = set(office.db.table_names())
    assert tables >= STAYS
    assert {"people", "documents", "households", "edits", "notes", "drafts"} <= tables - STAYS


def test_the_last_backup_still_opens(office, tmp_path):
    retention.set_retention(office, date(2021, 1, 1))
    done, _ = retention.purge(office, tmp_path / "last.vaxdesk-backup")
    backups.restore(done.backup.file, tmp_path / "again.vaxdesk", PASSPHRASE)
    with open_office(tmp_path / "again.vaxdesk", PASSPHRASE) as again:
        assert again.people == 30
