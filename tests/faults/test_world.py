"""Full disks, folders that cannot be written to, clocks set back, a second desk, an old register: a sentence, and nothing lost."""

import resource
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vaxdesk.actions import backups, checking, editing, overview, plans
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.actions.township import AS_OF
from vaxdesk.register import changes, vault
from vaxdesk.register.chain import Register
from vaxdesk.register.migrations_week import MIGRATIONS
from vaxdesk.rules.messages import Refused

OLD = sorted((Path(__file__).parents[1] / "registers").glob("*.vaxdesk"))


@pytest.fixture
def register(tmp_path):
    return make_demo(tmp_path / "town.vaxdesk", people=30).register


def refused_by(ask, *given):
    with pytest.raises(Refused) as refused:
        ask(*given)
    return refused.value


def steps_to_go(register):
    """How many steps the schema of a register is behind."""
    held, _ = vault.let_in(register, PASSPHRASE, None)
    connection = vault.connect(register / vault.DATABASE, held[0])
    try:
        return len(MIGRATIONS.pending(Register(connection)))
    finally:
        connection.close()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_the_register_of_every_released_schema_upgrades_without_loss(old, tmp_path):
    shutil.copytree(old, tmp_path / "old.vaxdesk")
    older = steps_to_go(tmp_path / "old.vaxdesk")
    with open_office(tmp_path / "old.vaxdesk", PASSPHRASE, today=AS_OF) as office:
        assert checking.check(office, AS_OF) == []
        assert overview.overview(office, AS_OF).total == 60
        assert office.db.conn.execute("SELECT count(*) FROM submissions").fetchone() == (1,)
        assert plans.found(office, 1).phone == "13800000000"
        assert office.permit.villages is None
    with open_office(tmp_path / "old.vaxdesk", PASSPHRASE, today=AS_OF):
        pass  # upgrades nothing, so it backs up nothing
    kept = list((tmp_path / "old-backups").glob("*"))
    assert [backups.look_at(each).people for each in kept] == ([60] if older else [])


def test_a_second_desk_is_told_who_has_the_register_and_since_when(register):
    with open_office(register, PASSPHRASE):
        said = refused_by(open_office, register, PASSPHRASE)
    assert said.code == "register_open_elsewhere"
    assert "office" in str(said.message)
    assert f"{datetime.now():%Y-%m-%d}" in str(said.message)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set the POSIX way")
def test_a_disk_that_is_full_refuses_the_save_and_keeps_the_register(register):
    """A limit on the size of files stands for a full disk: the write fails in the middle, as it does there."""
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        plan = plans.note(office, 1, "long " * 300)
        with office.vault.still() as path:
            size = path.stat().st_size
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (min(size // 40, 4096), before[1]))
        try:
            assert refused_by(editing.carry_out, office, plan).code in ("disk_full", "drive_gone")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert checking.check(office, AS_OF) == []
        editing.carry_out(office, plans.note(office, 1, "room again"))
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        assert checking.check(office, AS_OF) == []


def test_a_clock_set_back_a_year_breaks_neither_save_nor_record(register, monkeypatch):
    class Back(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2020, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(changes, "datetime", Back)
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        editing.carry_out(office, plans.change_person(office, 1, {"phone": "13800000001"}))
        assert checking.check(office, AS_OF) == []
        assert str(editing.last_own_change(office).name).startswith("Details corrected")


def test_a_log_without_its_database_is_never_taken_for_a_register(register, tmp_path):
    """Power that goes while a folder is copied leaves some of its files."""
    for missing in ("register.db", "key.json"):
        copy = tmp_path / f"without-{missing}.vaxdesk"
        shutil.copytree(register, copy)
        (copy / missing).unlink()
        assert refused_by(open_office, copy, PASSPHRASE).code in ("not_a_register", "register_damaged")
        assert not (copy / missing).exists()
