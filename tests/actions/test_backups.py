"""A backup is read back when it is made and before it is used; restoring keeps what is there aside."""

import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from vaxdesk.actions import backups, checking, duplicates, editing, intake, plans
from vaxdesk.actions.office import create_office, open_office
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.register.chain import head as record_head
from vaxdesk.register.settings import write_setting
from vaxdesk.rules.messages import Refused

from .conftest import ON, PASSPHRASE, TODAY


@pytest.fixture
def office(tmp_path):
    with create_office(tmp_path / "town.vaxdesk", PASSPHRASE, "云岭镇人民政府", today=TODAY) as office:
        office.db.conn.execute("INSERT INTO villages (name, change_id) VALUES ('东村', 1)")
        add(office, "赵一")
        yield office


def add(office, name):
    values = {"name": name, "village": "东村", "residence": "外来常住", "birth": "1980-05-06"}
    editing.carry_out(office, plans.add_person(office, values))


def code(ask, *given):
    with pytest.raises(Refused) as refused:
        ask(*given)
    return refused.value.code


def test_a_backup_holds_the_register_of_its_moment_and_can_be_restored(office, tmp_path):
    made = backups.back_up(office, tmp_path / "one.vaxdesk-backup")
    add(office, "钱二")
    office.close()
    assert (made.people, made.office) == (1, "云岭镇人民政府")
    shown = backups.look_at(made.file)
    assert (shown.people, shown.seal) == (made.people, made.seal)
    backups.restore(made.file, office.folder, PASSPHRASE)
    with open_office(office.folder, PASSPHRASE) as restored:
        assert restored.people == 1
        assert checking.check(restored, ON) == []
    (kept,) = tmp_path.glob("town-before-*.vaxdesk")
    with open_office(kept, PASSPHRASE) as before:
        assert before.people == 2


def test_nothing_in_a_backup_names_anybody(office, tmp_path):
    made = backups.back_up(office, tmp_path / "one.vaxdesk-backup")
    assert "赵一".encode() not in made.file.read_bytes()


@pytest.mark.parametrize("where", [0.01, 0.2, 0.5, 0.8, 0.97])
def test_a_flipped_byte_is_found_before_anything_is_touched(office, tmp_path, where):
    made = backups.back_up(office, tmp_path / "one.vaxdesk-backup")
    content = bytearray(made.file.read_bytes())
    content[int(len(content) * where)] ^= 1
    made.file.write_bytes(content)
    office.close()
    before = (office.folder / "register.db").read_bytes()
    assert code(backups.restore, made.file, office.folder, PASSPHRASE) == "backup_damaged"
    assert (office.folder / "register.db").read_bytes() == before


def test_what_is_no_backup_is_refused(tmp_path):
    file = tmp_path / "x.vaxdesk-backup"
    for content in (b"", b"PK\x05\x06" + bytes(18), b"not a zip"):
        file.write_bytes(content)
        assert code(backups.look_at, file) == "backup_damaged"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../evil", b"x")
        archive.writestr("manifest.json", b"{}")
    assert code(backups.restore, file, tmp_path / "town.vaxdesk", PASSPHRASE) == "backup_damaged"
    assert not (tmp_path.parent / "evil").exists()


def test_a_wrong_passphrase_changes_nothing(office, tmp_path):
    made = backups.back_up(office, tmp_path / "one.vaxdesk-backup")
    office.close()
    assert code(backups.restore, made.file, office.folder, "another four words") == "wrong_passphrase"
    assert not list(tmp_path.glob("town-before-*"))


def test_backups_go_to_every_place_and_one_that_is_gone_is_told(office, tmp_path):
    gone = tmp_path / "usb"
    gone.write_text("a file where the drive was")
    backups.set_places(office, [tmp_path / "safe", gone / "backups"])
    (said,) = backups.back_up_by_itself(office)
    assert "usb" in str(said)
    (made,) = backups.backups_in(tmp_path / "safe", "town")
    assert backups.look_at(made).people == 1


def test_an_intake_and_a_merge_are_backed_up_first(office, tmp_path):
    def newest():
        return backups.look_at(backups.backups_in(tmp_path / "town-backups", "town")[0])

    write_grid(tmp_path / "roster.xlsx", {"东村": [("姓名", "出生日期", "居住状态"), ("钱二", "1970-01-01", "常住")]})
    intake.commit(office, intake.preview(office, [intake.Request(tmp_path / "roster.xlsx")], ON))
    assert (office.people, newest().people) == (2, 1)
    add(office, "赵一")
    before = record_head(office.db)
    write_setting(office.db, backups.LAST, "")  # as if the intake had been yesterday
    duplicates.merge(office, 1, 3)
    assert newest().seal == before


def test_a_backup_that_cannot_be_made_stops_no_intake_and_is_said(office, tmp_path):
    (tmp_path / "town-backups").write_text("a file where the folder should be")
    write_grid(tmp_path / "roster.xlsx", {"东村": [("姓名", "出生日期", "居住状态"), ("钱二", "1970-01-01", "常住")]})
    intake.commit(office, intake.preview(office, [intake.Request(tmp_path / "roster.xlsx")], ON))
    assert office.people == 2
    assert "no backup" in str(backups.warning(office, datetime.now(UTC) + timedelta(hours=49)))


def test_it_says_loudly_that_no_backup_has_worked_for_two_days(office, tmp_path):
    now = datetime.now(UTC)
    assert backups.warning(office, now) is None, "the first one is made by itself"
    assert "no backup" in str(backups.warning(office, now + timedelta(hours=3)))
    backups.back_up(office, tmp_path / "one.vaxdesk-backup")
    assert backups.warning(office, now + timedelta(hours=47)) is None
    assert "No backup has worked since" in str(backups.warning(office, now + timedelta(hours=49)))
    assert backups.warning(office, now - timedelta(days=365)) is not None


def test_a_register_that_is_open_is_not_put_aside(office, tmp_path):
    made = backups.back_up(office, tmp_path / "one.vaxdesk-backup")
    assert code(backups.restore, made.file, office.folder, PASSPHRASE) == "register_open_elsewhere"
    office.close()
    with backups.restored(made.file, office.folder, PASSPHRASE) as back:
        assert back.folder == office.folder
        assert len(list(office.folder.parent.glob("*-before-*"))) == 1
