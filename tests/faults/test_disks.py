"""Disks that are full, turned read-only, pulled, or whose fsync fails, and power that goes between two files of the folder.

After each: a sentence, nothing half-done, everything that was saved is there.
"""

import os
import shutil
import subprocess
import sys

import pytest

from vaxdesk.actions import backups, checking, editing, intake, plans, submission
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.actions.township import AS_OF, make_township
from vaxdesk.actions.township_rosters import write_roster
from vaxdesk.rules.messages import Refused

from .world import small_disk

SECRET = "a password of 16 signs, 1 digit"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return make_demo(tmp_path_factory.mktemp("disks") / "town.vaxdesk", people=30).register


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", 6) as disk:
        yield disk


def save(office, phone):
    editing.carry_out(office, plans.change_person(office, 1, {"phone": phone}))


def refused_by(ask, *given, **more):
    with pytest.raises(Refused) as refused:
        ask(*given, **more)
    return refused.value.code


def phone_after(register):
    """What stands there when the register is opened again; the check must hold."""
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        assert checking.check(office, AS_OF) == []
        return plans.found(office, 1).phone


def test_a_full_disk_refuses_every_verb_and_goes_on_once_there_is_room(demo, disk, tmp_path):
    register = shutil.copytree(demo, disk.folder / "town.vaxdesk")
    write_roster(make_township(people=200, seed=9, as_of=AS_OF), tmp_path / "roster.xlsx")
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        save(office, "13800000001")
        people = office.people
        change_set = intake.preview(office, [intake.Request(tmp_path / "roster.xlsx")], AS_OF)
        filler = disk.fill()
        assert refused_by(intake.commit, office, change_set) in ("disk_full", "drive_gone")
        assert office.people == people
        assert refused_by(backups.back_up, office, disk.folder / "one.vaxdesk-backup") == "backup_failed"
        out = disk.folder / "out"
        week = submission.week_of(AS_OF)
        assert refused_by(submission.submit, office, week, AS_OF, out, SECRET, may_go_on=True) in (
            "disk_full", "drive_gone", "file_not_written",
        )  # fmt: skip
        assert not list(out.glob("*"))
        filler.unlink()
        save(office, "13800000002")
        assert checking.check(office, AS_OF) == []
    assert phone_after(register) == "13800000002"


def test_a_full_disk_lets_the_register_be_opened_or_says_why_not(demo, disk):
    register = shutil.copytree(demo, disk.folder / "town.vaxdesk")
    filler = disk.fill()
    assert refused_by(open_office, register, PASSPHRASE) in ("disk_full", "drive_gone", "folder_read_only")
    filler.unlink()
    assert phone_after(register) is not None


def test_a_folder_that_is_turned_read_only_keeps_what_was_saved(demo, disk):
    register = shutil.copytree(demo, disk.folder / "town.vaxdesk")
    office = open_office(register, PASSPHRASE, today=AS_OF)
    save(office, "13800000001")
    save(office, "13800000002")
    copy = shutil.copytree(register, disk.folder / "power-gone.vaxdesk")
    office.close()
    assert phone_after(copy) == "13800000002", "as if the power had gone just then"
    disk.turn_read_only()
    assert refused_by(open_office, register, PASSPHRASE) == "folder_read_only"
    disk.turn_writable()
    assert phone_after(register) == "13800000002"


def test_a_disk_that_is_pulled_saves_nothing_more_and_says_so(demo, disk, tmp_path):
    register = shutil.copytree(demo, disk.folder / "town.vaxdesk")
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        save(office, "13800000001")
        plan = plans.change_person(office, 1, {"phone": "13800000002"})
        disk.pull()
        assert refused_by(office.require_there) == "register_gone"
        assert refused_by(backups.back_up, office, disk.folder / "usb" / "one.vaxdesk-backup") == "register_gone"
        assert plan.before.phone == "13800000001"
    assert refused_by(open_office, register, PASSPHRASE) == "not_a_register"
    assert list(disk.folder.iterdir()) == []


CHILD = """
import sys
from pathlib import Path
from vaxdesk.actions import backups, checking, editing, plans
from vaxdesk.actions.demo import PASSPHRASE
from vaxdesk.actions.office import open_office
from vaxdesk.actions.township import AS_OF
from vaxdesk.rules.messages import Refused

register, broken = map(Path, sys.argv[1:])
save = lambda phone: editing.carry_out(office, plans.change_person(office, 1, {"phone": phone}))
with open_office(register, PASSPHRASE, today=AS_OF) as office:
    save("13800000001")
    broken.touch()
    for verb in (lambda: save("13800000002"), lambda: backups.back_up(office, register.parent / "one.vaxdesk-backup")):
        try:
            verb()
            print("not refused")
        except Refused as refused:
            print(refused.code)
    print(plans.found(office, 1).phone)
    broken.unlink()
    save("13800000003")
    print(checking.check(office, AS_OF))
"""


@pytest.mark.parametrize(
    ("when", "save_said", "backup_said"),
    [
        ("FSYNC_FAILS_IF", "drive_gone", "drive_gone"),
        ("WRITES_FAIL_IF", "folder_read_only", "folder_read_only"),
    ],
)
def test_a_disk_that_goes_wrong_while_open_refuses_the_save_and_keeps_the_one_before(
    demo, tmp_path, shim, when, save_said, backup_said
):
    """Its fsync fails; its folder is turned read-only. Once it is well again the work goes on in the same window."""
    register = shutil.copytree(demo, tmp_path / "town.vaxdesk")
    environment = {**os.environ, "LD_PRELOAD": str(shim), when: str(tmp_path / "broken")}
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(register), str(tmp_path / "broken")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout.split("\n")[:4] == [save_said, backup_said, "13800000001", "[]"], ran.stderr
    assert phone_after(register) == "13800000003"


def states(register, folder):
    """The folder as the power may leave it after two saves: each file as it was before them or after."""
    before = shutil.copytree(register, folder / "before")
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        save(office, "13800000001")
        middle = shutil.copytree(register, folder / "middle")
        save(office, "13800000002")
        after = shutil.copytree(register, folder / "after")
    return before, middle, after


def test_power_that_goes_between_two_files_of_the_folder_loses_no_save(demo, tmp_path):
    """The log is newer than the database, its index is missing, the note of who has it open stays behind."""
    register = shutil.copytree(demo, tmp_path / "town.vaxdesk")
    _, middle, after = states(register, tmp_path)
    assert (after / "register.db-wal").stat().st_size
    for nth, without in enumerate((["register.db-shm"], ["holder"], ["register.db-shm", "holder", "lock"])):
        copy = shutil.copytree(after, tmp_path / f"{nth}.vaxdesk")
        for name in without:
            (copy / name).unlink(missing_ok=True)
        assert phone_after(copy) == "13800000002", without
    older = shutil.copytree(middle, tmp_path / "older.vaxdesk")
    shutil.copy(after / "register.db-wal", older)
    assert phone_after(older) == "13800000002", "the log goes to the disk first"


def test_a_log_that_was_torn_off_ends_with_a_whole_save_and_what_was_lost_is_said(demo, tmp_path):
    """Only a disk that says it wrote what it did not can do that to a save that was told."""
    register = shutil.copytree(demo, tmp_path / "town.vaxdesk")
    _, _, after = states(register, tmp_path)
    first = phone_after(shutil.copytree(demo, tmp_path / "first.vaxdesk"))
    whole = (after / "register.db-wal").read_bytes()
    for nth in range(1, 8):
        copy = shutil.copytree(after, tmp_path / f"{nth}.vaxdesk")
        (copy / "register.db-wal").write_bytes(whole[: len(whole) * nth // 8])
        (copy / "register.db-shm").unlink()
        with open_office(copy, PASSPHRASE, today=AS_OF) as office:
            said = list(map(str, checking.check(office, AS_OF)))
            assert plans.found(office, 1).phone in (first, "13800000001")
        assert len(said) == 1
        assert "is not there any more" in said[0]


def test_a_key_file_that_was_being_written_leaves_the_old_one(demo, tmp_path):
    """A new one takes its place in one step; what the power leaves of it beside is no key file."""
    register = shutil.copytree(demo, tmp_path / "town.vaxdesk")
    (register / "key.json.new").write_bytes((register / "key.json").read_bytes()[:100])
    (register / "register.db.new").write_bytes(b"half a database")
    assert phone_after(register) is not None
