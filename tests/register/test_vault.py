"""The register folder: made, opened, locked, and refused with a sentence when it cannot be."""

import json
import os
import subprocess
import sys

import pytest

from vaxdesk.register import vault
from vaxdesk.rules.messages import Refused

PASSPHRASE = "correct horse"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "town.vaxdesk"
    vault.create(path, PASSPHRASE, "office").close()
    return path


def bytes_of(folder):
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name not in ("lock", "attempts", "holder")
    }


def refusal(folder, passphrase=PASSPHRASE):
    """The code of the refusal; asserts that nothing in the folder was changed."""
    before = bytes_of(folder)
    with pytest.raises(Refused) as refused:
        vault.open_vault(folder, passphrase)
    assert bytes_of(folder) == before
    return refused.value.code


def test_a_register_opens_with_its_passphrase(folder):
    with vault.open_vault(folder, PASSPHRASE) as opened:
        assert opened.user == "office"
        assert {
            "people",
            "households",
            "documents",
            "doses",
            "exemptions",
            "visits",
            "notes",
            "standings",
            "campaigns",
        } <= set(opened.db.table_names())


def test_the_connection_keeps_what_is_written(folder):
    with vault.open_vault(folder, PASSPHRASE) as opened:
        settings = {
            name: opened.db.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "journal_mode", "synchronous", "temp_store")
        }
    assert settings == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "temp_store": 2}


def test_nothing_in_the_folder_can_be_read_without_the_key(folder):
    with vault.open_vault(folder, PASSPHRASE) as opened:
        opened.db.conn.execute("INSERT INTO settings (name, value) VALUES ('office', 'Cloudridge Town')")
        found = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"SQLite format" not in found
    assert b"Cloudridge" not in found
    assert PASSPHRASE.encode() not in found


def test_a_wrong_passphrase_is_refused(folder):
    assert refusal(folder, "battery staple") == "wrong_passphrase"


def test_a_register_that_is_open_is_refused_to_a_second_one(folder):
    with vault.open_vault(folder, PASSPHRASE), pytest.raises(Refused) as refused:
        vault.open_vault(folder, PASSPHRASE)
    assert refused.value.code == "register_open_elsewhere"


def test_a_register_that_is_open_is_refused_to_another_program(folder):
    code = (
        "import sys; from pathlib import Path; from vaxdesk.register.vault import open_vault; "
        "open_vault(Path(sys.argv[1]), sys.argv[2])"
    )
    with vault.open_vault(folder, PASSPHRASE):
        other = subprocess.run(
            [sys.executable, "-c", code, str(folder), PASSPHRASE], capture_output=True, text=True, check=False
        )
    assert "register_open_elsewhere" in other.stderr


def test_a_newer_schema_is_refused(folder):
    with vault.open_vault(folder, PASSPHRASE) as opened:
        opened.db.conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('register', 'tomorrow', '')"
        )
    assert refusal(folder) == "register_newer"


def test_a_newer_key_file_is_refused(folder):
    content = json.loads((folder / "key.json").read_bytes())
    (folder / "key.json").write_text(json.dumps({**content, "format": 3}))
    assert refusal(folder) == "register_newer"


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b'{"format": 1, "users": [{"name": "office"}]}'])
def test_a_damaged_key_file_is_refused(folder, content):
    (folder / "key.json").write_bytes(content)
    assert refusal(folder) == "register_damaged"


def test_a_damaged_database_is_refused_in_one_sentence(folder, capfd):
    database = folder / "register.db"
    content = bytearray(database.read_bytes())
    content[100:200] = os.urandom(100)
    database.write_bytes(content)
    assert refusal(folder) == "register_damaged"
    assert capfd.readouterr().err == ""


def test_a_folder_that_is_no_register_is_refused(tmp_path):
    assert refusal(tmp_path) == "not_a_register"


def test_a_register_is_never_made_over_another(folder):
    before = bytes_of(folder)
    with pytest.raises(Refused) as refused:
        vault.create(folder, PASSPHRASE, "office")
    assert refused.value.code == "register_exists"
    assert bytes_of(folder) == before


def test_a_weak_passphrase_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(Refused) as refused:
        vault.create(tmp_path / "new.vaxdesk", "short", "office")
    assert refused.value.code == "passphrase_weak"
    assert not (tmp_path / "new.vaxdesk").exists()
