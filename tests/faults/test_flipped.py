"""A flipped byte anywhere in the folder is found and named, and never silently used.

The folder is as a kill leaves it, with saves that only the write-ahead log holds. After each flip either opening or the check says
something, or everything that was saved is there.
"""

import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from vaxdesk.actions import alarms, backups, checking, editing, plans, record, users
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office, open_to_read
from vaxdesk.actions.township import AS_OF
from vaxdesk.rules.messages import Refused

TIMES = 12
SAVES = 3


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A folder in which every file holds something: wrong passphrases, readings, and saves that are only in the log."""
    folder = tmp_path_factory.mktemp("flipped")
    register = make_demo(folder / "town.vaxdesk", people=40).register
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        for nth in range(SAVES):
            editing.carry_out(office, plans.change_person(office, 1, {"phone": f"1380000000{nth}"}))
        with open_to_read(register, PASSPHRASE, today=AS_OF) as second:
            record.person_opened(second, 7)
        for _ in range(2):
            with pytest.raises(Refused, match="wrong_passphrase"):
                open_to_read(register, "wrong wrong wrong")
        return shutil.copytree(register, folder / "killed.vaxdesk")


def copy(killed: Path, folder: Path, nth: int = 0) -> Path:
    return shutil.copytree(killed, folder / f"{nth}.vaxdesk")


def said_of(register: Path) -> list[str]:
    """What opening and checking say."""
    try:
        with open_office(register, PASSPHRASE, today=AS_OF) as office:
            return [str(found) for found in checking.check(office, AS_OF)]
    except Refused as refused:
        return [refused.code]


def on_record(register: Path) -> list[tuple[object, ...]]:
    """Everything on record and everybody's phone."""
    with closing(open_office(register, PASSPHRASE, today=AS_OF)) as office:
        changes = office.db.conn.execute("SELECT id, by, verb, about FROM changes WHERE verb != 'sign_in' ORDER BY id")
        return [*changes, *office.db.conn.execute("SELECT id, phone FROM people ORDER BY id")]


def flip(path: Path, where: int, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[where] ^= 1 << bit
    path.write_bytes(content)


def test_nothing_is_said_of_a_folder_that_is_whole(killed, tmp_path):
    assert sorted(path.name for path in killed.iterdir() if path.stat().st_size) == [
        "attempts", "holder", "key.json", "latest", "readings", "register.db", "register.db-shm", "register.db-wal",
    ]  # fmt: skip
    assert said_of(copy(killed, tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("register.db", TIMES), ("register.db-wal", 3 * TIMES), ("register.db-shm", TIMES), ("key.json", 2 * TIMES),
        ("latest", TIMES), ("readings", TIMES), ("attempts", TIMES), ("holder", TIMES),
    ],
)  # fmt: skip
def test_a_byte_of_no_file_is_missed(killed, tmp_path, name, times):
    chance = random.Random(name)
    whole = on_record(copy(killed, tmp_path, -1))
    for nth in range(times):
        register = copy(killed, tmp_path, nth)
        where, bit = chance.randrange((register / name).stat().st_size), chance.randrange(8)
        flip(register / name, where, bit)
        if not said_of(register):
            assert on_record(register) == whole, (where, bit)


def test_saves_that_a_damaged_log_lost_are_said_until_somebody_has_seen_to_it(killed, tmp_path):
    register = copy(killed, tmp_path)
    log = register / "register.db-wal"
    flip(log, log.stat().st_size - 2000, 3)
    assert "is not there any more" in said_of(register)[0]
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        (said,) = checking.check(office, AS_OF)
        assert "(up to " in str(said)
        assert str(alarms.loud(office).title) == "Look at the last saves"
        assert plans.found(office, 1).phone != f"1380000000{SAVES - 1}"
        alarms.settle(office)
        assert checking.check(office, AS_OF) == []
        seen = [str(deed.what) for deed in record.deeds(office, limit=10)]
        assert {"File of the register found damaged", "Damage seen to"} < set(seen)
    assert said_of(register) == []


def test_a_flip_in_the_last_save_is_no_torn_end(killed, tmp_path):
    """The log of a save that was torn off while it was written looks the same; this one was said to be saved."""
    register = copy(killed, tmp_path)
    log = register / "register.db-wal"
    flip(log, log.stat().st_size - 1, 0)
    (said,) = said_of(register)
    assert "(up to 1 changes)" in said


def test_an_older_database_put_in_place_is_known(killed, tmp_path):
    register = copy(killed, tmp_path)
    with open_office(register, PASSPHRASE, today=AS_OF):
        pass
    older = (register / "register.db").read_bytes()
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        editing.carry_out(office, plans.change_person(office, 1, {"phone": "13900000000"}))
    (register / "register.db").write_bytes(older)
    assert "is not there any more" in said_of(register)[0]


def test_who_reads_beside_is_told_too_and_changes_nothing(killed, tmp_path):
    register = copy(killed, tmp_path)
    log = register / "register.db-wal"
    flip(log, log.stat().st_size // 2, 3)
    with open_to_read(register, PASSPHRASE, today=AS_OF) as second:
        assert "is not there any more" in str(checking.check(second, AS_OF)[0])
    assert "is not there any more" in said_of(register)[0]


def test_a_register_put_back_from_a_backup_misses_nothing(killed, tmp_path):
    register = copy(killed, tmp_path)
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        made = backups.back_up(office, tmp_path / "one.vaxdesk-backup")
        editing.carry_out(office, plans.change_person(office, 1, {"phone": "13900000000"}))
    backups.restore(made.file, register, PASSPHRASE)
    assert said_of(register) == []


def read_or_refused(file: Path) -> object:
    try:
        return backups.look_at(file)
    except Refused as refused:
        return refused.code


def test_a_byte_of_a_backup_is_missed_nowhere(killed, tmp_path):
    register = copy(killed, tmp_path)
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        made = backups.back_up(office, tmp_path / "one.vaxdesk-backup")
    whole, chance = made.file.read_bytes(), random.Random(7)
    end = len(whole) - 600
    for where in [*(chance.randrange(len(whole)) for _ in range(4 * TIMES)), *range(end, len(whole), 7)]:
        made.file.write_bytes(whole)
        flip(made.file, where, chance.randrange(8))
        assert read_or_refused(made.file) in (made, "backup_damaged", "register_newer"), where


def test_a_passphrase_that_is_changed_leaves_a_key_file_that_is_known(killed, tmp_path):
    register = copy(killed, tmp_path)
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        users.make_recovery(office)
        users.renew_key(office)
        users.change_passphrase(office, "another long passphrase 7")
        assert checking.check(office, AS_OF) == []
    with open_office(register, "another long passphrase 7", today=AS_OF) as office:
        assert checking.check(office, AS_OF) == []
