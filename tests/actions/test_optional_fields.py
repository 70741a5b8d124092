"""A field that is not needed is off: nothing is asked, taken in or printed of it until somebody says why."""

import pytest

from vaxdesk.actions import (
    canvass_desk,
    checking,
    chosen_people,
    contact_plans,
    editing,
    intake,
    ledgers,
    optional_fields,
    plans,
    record,
)
from vaxdesk.actions.language import translator
from vaxdesk.actions.office import create_office
from vaxdesk.papers.forms import load
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import FieldRefused
from vaxdesk.rules.optional_fields import CHRONIC, FIELDS, TAGS, UNIT
from vaxdesk.rules.roles import Permit, Role

from .conftest import ON, PASSPHRASE, TODAY

HEADINGS = ("姓名", "身份证号", "联系电话", "家庭住址", "工作单位", "居住状态", "未种原因")
ROWS = (
    ("王雪", "140428198208186170", "13800000001", "前街3号", "云岭小学", "常住", None),
    ("李四", "", "13800000009", "前街10号", "", "常住", "外出务工"),
    ("赵六", "", "13800000007", "前街4号", "云岭卫生院", "常住", None),
)


@pytest.fixture
def office(tmp_path):
    """An office as it is when it is made."""
    with create_office(tmp_path / "town.vaxdesk", PASSPHRASE, "云岭镇人民政府", today=TODAY) as opened:
        yield opened


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.xlsx"
    write_grid(path, {"桥头村": [HEADINGS, *ROWS]})
    return path


def taken(office, roster):
    change_set = intake.preview(office, [intake.Request(roster)], ON)
    intake.commit(office, change_set)
    return change_set.files[0]


def units(office):
    return {unit for (unit,) in office.db.conn.execute("SELECT unit FROM people WHERE unit IS NOT NULL")}


def one(office):
    return office.db.conn.execute("SELECT id FROM people WHERE name = '王雪'").fetchone()[0]


def refusal(ask):
    with pytest.raises(FieldRefused) as refused:
        ask()
    return refused.value.field, refused.value.code


def notice(office):
    said = ledgers.context(office, "", ON, "public").also
    return next(line.parts[0].format(also=said) for line in load("notice").lead if "{also}" in "".join(line.parts))


def test_all_of_them_are_off_in_a_new_register(office):
    assert [(state.field.code, state.reason, state.values) for state in optional_fields.optional_fields(office)] == [
        (code, None, 0) for code in FIELDS
    ]


def test_a_roster_leaves_its_column_and_says_how_many_values(office, roster):
    review = taken(office, roster)
    assert review.left_out == {UNIT: 2}
    assert "工作单位：" in translator("zh_CN")(optional_fields.left_out(UNIT, 2))
    assert review.counts()["added"] == 3
    assert units(office) == set()


def test_nothing_is_entered_of_a_field_that_is_off(office, roster):
    taken(office, roster)
    person = one(office)
    assert refusal(lambda: plans.change_person(office, person, {"unit": "云岭小学"})) == ("unit", "field_off")
    assert refusal(lambda: chosen_people.put_tag(office, [person], "回访")) == ("tag", "field_off")
    assert refusal(lambda: contact_plans.watch(office, person)) == (CHRONIC, "field_off")
    assert len(optional_fields.keying_lists(office).helps) == 5
    assert plans.change_person(office, person, {"unit": "", "phone": "13800000002"}).writes.edits


def test_the_canvass_sheet_does_not_know_the_disease_either(office, roster):
    taken(office, roster)
    reader = canvass_desk.line_reader(office)
    with pytest.raises(FieldRefused):
        reader.read("1 &6")
    optional_fields.switch_on(office, CHRONIC, "长子疫情防控办函〔2021〕120号")
    assert canvass_desk.line_reader(office).read("1 &6")


def test_a_field_is_switched_on_with_a_reason_by_an_administrator_and_stands_in_the_notice(office, roster):
    assert "工作单位" not in notice(office)
    assert refusal(lambda: optional_fields.switch_on(office, UNIT, "  ")) == (UNIT, "needed")
    optional_fields.switch_on(office, UNIT, "乌杨街道〔2021〕59号")
    (deed,) = record.deeds(office, limit=1)
    assert (translator("zh_CN")(deed.what), deed.about) == ("启用登记项目", "unit 乌杨街道〔2021〕59号")
    assert "；另登记工作单位，" in notice(office)
    assert "理由：乌杨街道〔2021〕59号" in notice(office)
    assert taken(office, roster).left_out == {}
    assert units(office) == {"云岭小学", "云岭卫生院"}
    office.permit = Permit(Role.OFFICE)
    with pytest.raises(Exception, match="not_allowed"):
        optional_fields.switch_on(office, TAGS, "reason")


def test_switching_off_deletes_what_it_held_and_what_was_changed_of_it(office, roster):
    for code in FIELDS:
        optional_fields.switch_on(office, code, "reason")
    taken(office, roster)
    person = one(office)
    editing.carry_out(office, plans.change_person(office, person, {"unit": "云岭中学"}))
    editing.carry_out(office, contact_plans.watch(office, person))
    chosen_people.put_tag(office, [person], "回访")
    assert [state.values for state in optional_fields.optional_fields(office)] == [2, 1, 1]
    for code in FIELDS:
        optional_fields.switch_off(office, code)
    states = optional_fields.optional_fields(office)
    assert [(state.reason, state.values) for state in states] == [(None, 0)] * 3
    assert not office.db.conn.execute("SELECT 1 FROM edits WHERE field = 'unit'").fetchone()
    assert checking.check(office, ON) == []


def test_what_an_older_register_holds_stays_until_somebody_switches_it_off(office, roster):
    optional_fields.switch_on(office, UNIT, "reason")
    taken(office, roster)
    with office.db.atomic():
        office.db.conn.execute("DELETE FROM settings WHERE name = 'field unit'")
    state = optional_fields.optional_fields(office)[0]
    assert (state.reason, state.values) == ("", 2)
    optional_fields.switch_off(office, UNIT)
    assert not optional_fields.is_on(office, UNIT)
