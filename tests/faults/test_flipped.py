"""A flipped byte anywhere in the folder is found and named, and never silently used."""

import random
import shutil

import pytest

from vaxdesk.actions import checking, users
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.actions.township import AS_OF
from vaxdesk.rules.messages import Refused

TIMES = 12


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flipped")
    return make_demo(folder / "town.vaxdesk", people=40).register


def said_of(register):
    """What opening and checking say."""
    try:
        with open_office(register, PASSPHRASE, today=AS_OF) as office:
            return [str(found) for found in checking.check(office, AS_OF)]
    except Refused as refused:
        return [refused.code]


def flip(path, where, bit):
    content = bytearray(path.read_bytes())
    content[where] ^= 1 << bit
    path.write_bytes(content)


def test_a_byte_of_the_database_is_missed_nowhere(demo, tmp_path):
    chance = random.Random(5)
    for nth in range(TIMES):
        register = tmp_path / f"{nth}.vaxdesk"
        shutil.copytree(demo, register)
        database = register / "register.db"
        flip(database, chance.randrange(database.stat().st_size), chance.randrange(8))
        assert said_of(register), nth


def test_a_byte_of_the_key_file_is_missed_nowhere(demo, tmp_path):
    """Where the register still opens, because the byte is in a space or the keys of somebody else, the check names the file."""
    chance = random.Random(6)
    for nth in range(2 * TIMES):
        register = tmp_path / f"{nth}.vaxdesk"
        shutil.copytree(demo, register)
        key_file = register / "key.json"
        flip(key_file, chance.randrange(key_file.stat().st_size), chance.randrange(7))
        (said,) = said_of(register)
        assert said in ("register_damaged", "wrong_passphrase", "register_newer") or "key.json" in said, nth


def test_a_passphrase_that_is_changed_leaves_a_key_file_that_is_known(demo, tmp_path):
    register = shutil.copytree(demo, tmp_path / "town.vaxdesk")
    with open_office(register, PASSPHRASE, today=AS_OF) as office:
        users.make_recovery(office)
        users.renew_key(office)
        users.change_passphrase(office, "another long passphrase 7")
        assert checking.check(office, AS_OF) == []
    with open_office(register, "another long passphrase 7", today=AS_OF) as office:
        assert checking.check(office, AS_OF) == []
