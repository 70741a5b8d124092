"""What happened stands on record: sign-ins, wrong passphrases, who saw a person; and leaves as a workbook with its seals."""

from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from vaxdesk.actions import checking, editing, overview, plans, record
from vaxdesk.actions.biography import full_number
from vaxdesk.actions.language import translator
from vaxdesk.actions.office import create_office, open_office
from vaxdesk.register import attempts
from vaxdesk.register.chain import head
from vaxdesk.register.lines import summed
from vaxdesk.register.vault import connect
from vaxdesk.rules.messages import Refused

from .conftest import ON, PASSPHRASE


@pytest.fixture
def folder(tmp_path):
    with create_office(tmp_path / "town.vaxdesk", PASSPHRASE, "云岭镇人民政府") as office:
        with office.db.atomic():
            office.db.conn.execute("INSERT INTO villages (name, change_id) VALUES ('东村', 1)")
        plan = plans.add_person(
            office, {"name": "赵一", "village": "东村", "residence": "外来常住", "birth": "1980-05-06"}
        )
        editing.carry_out(office, plan)
    return tmp_path / "town.vaxdesk"


def wrong(folder):
    with pytest.raises(Refused) as refused:
        open_office(folder, "not this one")
    return refused.value.code


def test_sign_ins_and_wrong_passphrases_are_on_record(folder):
    assert [wrong(folder), wrong(folder)] == ["wrong_passphrase"] * 2
    with open_office(folder, PASSPHRASE) as office:
        said = [(str(deed.what), deed.by) for deed in record.deeds(office, limit=2)]
        assert said == [("Signed in", "office"), ("Wrong passphrase", "")]
        assert record.deeds(office, limit=2)[1].about.startswith("2: ")
    assert not (folder / attempts.FILE).exists()


def test_after_many_wrong_passphrases_one_has_to_wait(folder):
    now = datetime.now(UTC)
    (folder / attempts.FILE).write_bytes(summed(now.isoformat()) * (attempts.FREE + 4))
    assert wrong(folder) == "try_later"
    attempts.refuse_in_haste(folder, now + timedelta(seconds=16))
    attempts.refuse_in_haste(folder, now - timedelta(days=365))


def test_a_person_sees_who_saw_and_changed_them(folder):
    with open_office(folder, PASSPHRASE) as office:
        record.person_opened(office, 1)
        full_number(office, 1, "asked at the counter")
        editing.carry_out(office, plans.change_person(office, 1, {"phone": "13800000000"}))
        said = [str(deed.what) for deed in record.person_deeds(office, 1)]
    assert said == ["Details corrected", "Whole number shown", "Person's record opened", "Person added"]


def test_looking_leaves_what_is_known_of_the_register_true(folder):
    with open_office(folder, PASSPHRASE) as office:
        overview.overview(office, ON)
        before = office.db.conn.execute("SELECT value FROM settings WHERE name = 'judged'").fetchone()
        record.person_opened(office, 1)
        assert office.db.conn.execute("SELECT value FROM settings WHERE name = 'judged'").fetchone() == before
        assert checking.check(office, ON) == []


def test_the_record_leaves_with_what_stood_there_before_and_its_seals(folder, tmp_path):
    with open_office(folder, PASSPHRASE) as office:
        editing.carry_out(office, plans.change_person(office, 1, {"phone": "13800000000"}))
        sealed = head(office.db)
        record.export_record(office, tmp_path / "record.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "record.xlsx").active.values)
    cells = [str(cell) for row in rows for cell in row if cell is not None]
    assert "person 1 phone" in cells
    assert "13800000000" in cells
    assert any(sealed in cell for cell in cells)


def test_an_altered_record_is_named_by_check(folder):
    with open_office(folder, PASSPHRASE) as office:
        office.db.conn.execute("DROP TRIGGER changes_hold")
        office.db.conn.execute("UPDATE changes SET by = 'nobody' WHERE id = 2")
        (said,) = checking.check(office, ON)
    assert "change 2" in str(said)


def test_a_row_altered_with_another_tool_is_told_with_whose_it_is(folder):
    with open_office(folder, PASSPHRASE) as office:
        assert checking.check(office, ON) == []
        tool = connect(folder / "register.db", bytes(office.vault._data_key))
        tool.execute("UPDATE people SET birth = '1950-05-06'")
        tool.close()
        (found,) = checking.check(office, ON)
        assert translator("zh_CN")(found) == (
            "人员第1行（东村赵一）被本程序以外的工具改动过：请与纸质材料、备份核对，并报告上级。"
        )
