"""A register that somebody else has open, or whose folder lets nobody write, can be read; nothing in its folder changes."""

import hashlib
import shutil
import sys
import tempfile
from datetime import date

import pytest

from vaxdesk.actions import alarms, backups, checking, editing, ledgers, overview, plans, record, users
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office, open_to_read
from vaxdesk.actions.township import AS_OF
from vaxdesk.register import viewing
from vaxdesk.rules.messages import Refused

from .world import small_disk


@pytest.fixture
def register(tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return make_demo(tmp_path / "town.vaxdesk", people=30).register


def sums(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def refused_by(ask, *given):
    with pytest.raises(Refused) as refused:
        ask(*given)
    return refused.value.code


def test_the_second_desk_reads_what_the_first_one_saved_and_writes_nothing(register):
    with open_office(register, PASSPHRASE, today=AS_OF) as first:
        editing.carry_out(first, plans.change_person(first, 1, {"phone": "13800000001"}))
        with open_to_read(register, PASSPHRASE, today=AS_OF) as second:
            assert plans.found(second, 1).phone == "13800000001"
            assert checking.check(second, AS_OF) == []
            assert overview.overview(second, date(2022, 1, 1)).total == 30
            with second.reader() as beside:
                assert overview.overview(beside, date(2022, 1, 1)).total == 30
            for ask, *given in (
                (plans.change_person, second, 1, {"phone": "13800000002"}),
                (users.change_passphrase, second, "another long passphrase"),
                (ledgers.make, second, "unvaccinated", AS_OF),
                (backups.back_up_by_itself, second),
            ):
                assert refused_by(ask, *given) == "reads_only", ask
        editing.carry_out(first, plans.change_person(first, 1, {"phone": "13800000003"}))
        assert checking.check(first, AS_OF) == []
    assert not list((register.parent / "tmp").iterdir())


def test_a_verb_that_forgot_to_ask_is_stopped_by_the_copy_itself(register):
    with open_to_read(register, PASSPHRASE, today=AS_OF) as second:
        plan = plans.Plan("note", plans.found(second, 1), plans.Writes(1, note="x"))
        second.permit = second.permit._replace(reading=False)
        assert refused_by(editing.carry_out, second, plan) == "reads_only"


def test_what_was_looked_at_is_on_record_from_the_next_sign_in_on(register):
    with open_to_read(register, PASSPHRASE, today=AS_OF) as second:
        record.person_opened(second, 7)
    with (register / viewing.READINGS).open("a") as file:
        file.write("a line that was cut o")
    with open_office(register, PASSPHRASE, today=AS_OF) as first:
        seen = [(deed.by, str(deed.what), deed.about) for deed in record.deeds(first, limit=4)]
        assert ("office", "Person's record opened", "7") in seen
        assert ("office", "Signed in", "reading") in seen
        assert any(deed.about == "7" for deed in record.person_deeds(first, 7))
        assert "readings" in str(checking.check(first, AS_OF)[0]), "of the line that was cut off"
        alarms.settle(first)
        assert checking.check(first, AS_OF) == []
    assert not (register / viewing.READINGS).exists()


def test_a_copy_left_behind_by_a_kill_goes_with_the_next_one(register):
    open_one = open_to_read(register, PASSPHRASE, today=AS_OF)
    left = list((register.parent / "tmp").iterdir())
    shutil.copytree(left[0], left[0].with_name(f"{viewing.PREFIX}dead"))
    with open_to_read(register, PASSPHRASE, today=AS_OF):
        assert not left[0].with_name(f"{viewing.PREFIX}dead").exists()
        assert left[0].exists(), "one that is open stays"
    open_one.close()


def test_a_wrong_passphrase_reads_nothing(register):
    assert refused_by(open_to_read, register, "wrong wrong wrong") == "wrong_passphrase"


@pytest.mark.skipif(sys.platform == "win32", reason="a disk is mounted the POSIX way")
def test_a_register_on_a_disk_that_lets_nobody_write_can_be_read(register, tmp_path):
    with small_disk(tmp_path / "disk", 8) as disk:
        there = shutil.copytree(register, disk.folder / "town.vaxdesk")
        disk.turn_read_only()
        before = sums(there)
        assert refused_by(open_office, there, PASSPHRASE) == "folder_read_only"
        with open_to_read(there, PASSPHRASE, today=AS_OF) as second:
            assert overview.overview(second, AS_OF).total == 30
        assert sums(there) == before
