"""Who may open the register: added, changed, removed, with a recovery sheet and a new key, and nothing keyed in again."""

import json

import pytest

from vaxdesk.actions import assignments, checking, users
from vaxdesk.actions.office import create_office, open_office
from vaxdesk.register import keys, vault
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.roles import Role

from .conftest import ON, PASSPHRASE, TODAY

OTHER = "four words in a row"


@pytest.fixture
def folder(tmp_path):
    with create_office(tmp_path / "town.vaxdesk", PASSPHRASE, "云岭镇人民政府", user="wang", today=TODAY) as office:
        office.db.conn.execute("INSERT INTO villages (name, change_id) VALUES ('东村', 1)")
        users.keep_user(office, "li", Role.KEYER, OTHER, ["东村"])
    return tmp_path / "town.vaxdesk"


def code(ask, *given):
    with pytest.raises(Refused) as refused:
        ask(*given)
    return refused.value.code


def test_each_user_opens_with_the_own_passphrase_and_role(folder):
    with open_office(folder, OTHER, "li") as office:
        assert (office.user, office.permit.role, office.permit.villages) == ("li", Role.KEYER, {"东村"})
        assert code(users.members, office) == "not_allowed"
    assert code(open_office, folder, OTHER, "wang") == "wrong_passphrase"
    assert vault.names(folder) == ["wang", "li"]


def test_a_changed_passphrase_opens_and_the_old_one_does_not(folder):
    with open_office(folder, OTHER, "li") as office:
        users.change_passphrase(office, "another four words here")
        assert code(users.change_passphrase, office, "12345678") == "passphrase_weak"
    assert code(open_office, folder, OTHER, "li") == "wrong_passphrase"
    open_office(folder, "another four words here", "li").close()


def test_a_removed_user_is_out_and_somebody_stays_administrator(folder):
    with open_office(folder, PASSPHRASE, "wang") as office:
        assert code(users.remove_user, office, "wang") == "last_administrator"
        assert code(users.keep_user, office, "wang", Role.KEYER) == "last_administrator"
        users.remove_user(office, "li")
        assert [each.name for each in users.members(office)] == ["wang"]
    assert code(open_office, folder, OTHER, "li") == "wrong_passphrase"


def test_the_recovery_sheet_opens_however_it_is_typed(folder):
    with open_office(folder, PASSPHRASE, "wang") as office:
        sheet = users.make_recovery(office)
    with open_office(folder, sheet.lower().replace("-", " ")) as office:
        assert office.user == keys.RECOVERY
    assert sheet.encode() not in (folder / "key.json").read_bytes()


def test_a_new_key_shuts_out_whoever_kept_the_old_one(folder):
    with open_office(folder, PASSPHRASE, "wang") as office:
        old_file = (folder / "key.json").read_bytes()
        (old,), _ = keys.unlock(old_file, PASSPHRASE, "wang")
        users.remove_user(office, "li")
        users.make_recovery(office)
        users.renew_key(office)
        assert checking.check(office, ON) == []
    with pytest.raises(Exception, match="not a database"):
        vault.connect(folder / "register.db", old)
    with open_office(folder, PASSPHRASE, "wang") as office:
        assert checking.check(office, ON) == []


@pytest.mark.parametrize("database", ["old", "new"])
def test_power_that_goes_while_the_key_is_renewed_loses_nothing(folder, database):
    with open_office(folder, PASSPHRASE, "wang") as office:
        before = (folder / "key.json").read_bytes()
        with office.vault.still() as path:
            content = path.read_bytes()
        new_key, both = keys.renewed(before)
        if database == "new":
            office.db.conn.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
            with office.vault.still() as path:
                content = path.read_bytes()
    (folder / "register.db").write_bytes(content)
    (folder / "key.json").write_bytes(both)
    for user, passphrase in (("wang", PASSPHRASE), ("li", OTHER)):
        open_office(folder, passphrase, user).close()
    assert ("next" in json.loads((folder / "key.json").read_bytes())) == (database == "old")


def test_a_key_file_of_the_first_format_still_opens(folder):
    with open_office(folder, PASSPHRASE, "wang") as office:
        (data_key,), _ = keys.unlock((folder / "key.json").read_bytes(), PASSPHRASE, "wang")
        assert office.user == "wang"
    (folder / "key.json").write_bytes(first_format(data_key, PASSPHRASE, "wang"))
    with open_office(folder, PASSPHRASE) as office:
        assert code(users.renew_key, office) == "sign_in_first"
        users.change_passphrase(office, OTHER)
        users.renew_key(office)


def first_format(data_key, passphrase, user):
    salt, nonce = bytes(16), bytes(12)
    wrapped = keys.AESGCM(keys._derive(passphrase.encode(), salt, keys.ARGON2)).encrypt(nonce, data_key, user.encode())
    texts = {name: keys._text(raw) for name, raw in (("salt", salt), ("nonce", nonce), ("wrapped", wrapped))}
    return json.dumps({"format": 1, "users": [{"name": user, "kdf": "argon2id", **keys.ARGON2, **texts}]}).encode()


def test_a_key_file_that_asks_for_a_terabyte_is_damaged(folder):
    content = json.loads((folder / "key.json").read_bytes())
    content["users"][0]["memory_cost"] = 1 << 30
    (folder / "key.json").write_text(json.dumps(content))
    assert code(open_office, folder, PASSPHRASE) == "register_damaged"


def test_a_keyer_of_a_grid_is_given_it_by_village_and_name(folder):
    with open_office(folder, PASSPHRASE, "wang") as office:
        assignments.make_grid(office, "东村", "一组")
        assert code(users.keep_user, office, "li", Role.REVIEWER, "", ["东村"]) == "only_keyers"
        assert code(users.keep_user, office, "li", Role.KEYER, "", ["东村/二组"]) == "village_unknown"
        users.keep_user(office, "li", Role.KEYER, "", ["东村/一组"])
        assert {each.name: each.villages for each in users.members(office)}["li"] == {"东村/一组"}
    with open_office(folder, OTHER, "li") as office:
        assert (office.permit.villages, office.permit.grids) == (frozenset(), {("东村", "一组")})
