"""A canvass sheet that came back: opened by its code, read as it is typed, kept, saved as one change, taken back."""

from dataclasses import replace
from datetime import date

import pytest

from vaxdesk.actions import canvass_desk, editing, intake, sheet_typing
from vaxdesk.actions.canvass_desk import line_reader, open_code, open_household, open_new, unfinished, walk
from vaxdesk.actions.households import household_at
from vaxdesk.actions.office import open_office
from vaxdesk.actions.people import find, people
from vaxdesk.actions.sheet_reading import read_sheet
from vaxdesk.actions.sheet_saving import save_sheet
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.register.households import visits
from vaxdesk.rules.messages import FieldRefused, Refused

from .conftest import ON, PASSPHRASE, TODAY

DAY = date(2021, 12, 18)
HEADINGS = (
    "姓名", "身份证号", "性别", "出生日期", "联系电话", "家庭住址", "与户主关系", "居住状态",
    "第一剂接种日期", "第一剂疫苗企业", "未种原因",
)  # fmt: skip
HEAD = ("王雪", "140428198208186170", "", "", "13800000001", "前街3号", "户主", "常住", None, None, None)
SON = ("王小明", "", "男", "2003-03-03", "", "前街3号", "子", "常住", "2021-06-01", "北京生物", None)
OLD = ("王老太", "", "女", "1940-03-03", "", "前街3号", "母", "常住", None, None, "外出务工")
NEXT = ("李四", "", "男", "1970-01-01", "13800000009", "前街10号", "户主", "常住", None, None, None)
NEIGHBOUR = ("赵六", "", "男", "1971-01-01", "13800000007", "前街4号", "户主", "常住", None, None, None)
NEW_NUMBER = "11010519491231002X"


@pytest.fixture
def street(office, tmp_path):
    """Three households of one street."""
    path = tmp_path / "roster.xlsx"
    write_grid(path, {"桥头村": [HEADINGS, SON, HEAD, OLD, NEXT, NEIGHBOUR]})
    intake.commit(office, intake.preview(office, [intake.Request(path)], ON))
    return office


def door_of(office, address="前街3号"):
    return open_household(office, household_at(office, "桥头村", address), ON)


def typed(door, *lines, **fields):
    return replace(door.typed, lines=lines, visited_on="2021.12.18", canvasser="李红", **fields)


def keyed(office, *lines, address="前街3号", **fields):
    """Key lines of a household and save it."""
    door = door_of(office, address)
    return save_sheet(office, door, typed(door, *lines, **fields), line_reader(office))


def read(office, *lines, address="前街3号"):
    door = door_of(office, address)
    return read_sheet(office, door, typed(door, *lines), line_reader(office), DAY)


def card(office, name):
    return next(card for card in people(office, ON) if card.name == name)


def test_the_code_on_the_sheet_opens_its_household_with_the_head_first(street):
    door = open_code(street, door_of(street).code, ON)
    assert door.place.address == "前街3号"
    assert [member.name for member in door.members] == ["王雪", "王小明", "王老太"]
    with pytest.raises(Refused):
        open_code(street, "999999", ON)


def test_the_walk_goes_by_house_numbers_until_somebody_arranges_it(street):
    def addresses():
        return [open_household(street, each, ON).place.address for each in walk(street, "桥头村")]

    assert addresses() == ["前街3号", "前街4号", "前街10号"]
    last = walk(street, "桥头村")[-1]
    canvass_desk.rearrange(street, "桥头村", last, walk(street, "桥头村")[0])
    assert addresses() == ["前街10号", "前街3号", "前街4号"]


def test_all_as_printed_is_one_line_and_a_visit(street):
    keyed(street, "0")
    assert card(street, "王雪").reason == "not_stated"  # asked now, and gave no reason
    assert card(street, "王老太").reason == "away"
    [visit] = visits(street.db, household_at(street, "桥头村", "前街3号"))
    assert (visit.visited_on, visit.outcome) == (DAY, "met")
    assert not unfinished(street)


def test_exceptions_are_saved_with_their_doses_and_words(street):
    keyed(street, "1 2 北京 2021.6.1 6.25 @镇卫生院 %1 13900000002", "2 *2 #不在家 电话问的", "0")
    head = card(street, "王雪")
    assert [(dose.number, dose.on, dose.evidence, dose.site) for dose in head.doses] == [
        (1, date(2021, 6, 1), "certificate_seen", "镇卫生院"),
        (2, date(2021, 6, 25), "certificate_seen", "镇卫生院"),
    ]
    assert (head.phone, head.standing) == ("13900000002", "completed")
    assert card(street, "王小明").reason == "declined"
    assert street.db.conn.execute("SELECT text FROM notes").fetchall() == [("备注：不在家 电话问的",)]


def test_an_answer_at_the_door_stands_in_the_contact_log(street):
    keyed(street, "1 *0 &2", "2 *2", "3 *3")
    log = street.db.conn.execute(
        "SELECT p.name, c.contacted_on, c.way, c.answer, c.who FROM contacts c JOIN people p ON p.id = c.person_id"
    ).fetchall()
    assert log == [
        ("王雪", "2021-12-18", "door", "willing", "李红"),
        ("王小明", "2021-12-18", "door", "declined", "李红"),
        ("王老太", "2021-12-18", "door", "undecided", "李红"),
    ]


def test_doses_the_register_has_are_laid_beside_those_told(street):
    keyed(street, "2 2 北京 2021.6.1 6.25", "0")
    assert [dose.on for dose in card(street, "王小明").doses] == [date(2021, 6, 1), date(2021, 6, 25)]


def test_a_dose_told_otherwise_stays_as_it_is_and_is_shown(street):
    sheet = read(street, "2 2 北京 2021.6.3 6.25")
    assert any("date" in str(warning) or "day" in str(warning) for warning in sheet.rows[1].plan.warnings)
    keyed(street, "2 2 北京 2021.6.3 6.25", "0")
    assert [dose.on for dose in card(street, "王小明").doses] == [date(2021, 6, 1), date(2021, 6, 25)]


def test_somebody_away_has_a_class_from_the_destination(street):
    keyed(street, "1 -浙江省杭州市西湖区文三路5号", "0")
    head = card(street, "王雪")
    assert head.absence[:4] == ("other_province", "浙江省", "杭州市", "西湖区")
    assert head.reason == "away"
    vague = read(street, "2 -浙江杭州").rows[1].plan
    assert any("vague" in str(warning) for warning in vague.warnings)


def test_deaths_moves_and_returns(street):
    keyed(street, "3 /6 2021.8.3", "2 /5", "0")
    assert card(street, "王老太").departure == "deceased"
    assert card(street, "王小明").departure == "moved_out"
    assert [member.name for member in door_of(street).members] == ["王雪"]


def test_new_members_with_and_without_a_number(street):
    keyed(
        street,
        f"+张三 配偶 {NEW_NUMBER} 13800000003 2 1 210601 0625",
        "+王小小 子 男 2021.5.6",
        "+John 租客 H12345678 /2",
        "0",
    )
    wife, baby, tenant = (card(street, name) for name in ("张三", "王小小", "John"))
    assert (wife.sex, wife.birth, len(wife.doses), wife.relation) == ("f", date(1949, 12, 31), 2, "配偶")
    assert (baby.birth, baby.number, baby.household) == (date(2021, 5, 6), "", "")
    assert (tenant.number, tenant.residence) == ("H12345678", "incomer")
    assert len(door_of(street).members) == 6


def test_a_wrong_number_is_refused_at_the_line_and_nothing_is_saved(street):
    with pytest.raises(FieldRefused) as refused:
        keyed(street, "0", "+张三 140428198208186171")
    assert refused.value.code == "id_check_digit"
    assert not find(street, "张三", ON)
    assert not visits(street.db, household_at(street, "桥头村", "前街3号"))


def test_a_duplicate_is_shown_at_once_and_a_person_decides(street):
    sheet = read(street, "+王雪 140428198208186170", address="前街10号")
    assert sheet.refusals[0].code == "perhaps_known"
    assert [each.person.address for each in sheet.found] == ["前街3号"]
    keyed(street, "+王雪 140428198208186170 =", "0", address="前街10号")
    assert card(street, "王雪").address == "前街10号"
    keyed(street, "+李四 男 1970.1.1 !", "0")
    assert len([each for each in people(street, ON) if each.name == "李四"]) == 2


def test_a_shared_phone_is_told_and_stops_nobody(street):
    sheet = read(street, "+钱七 男 1980.1.1 13800000009")
    assert not sheet.refusals
    assert any("李四" in str(warning) for warning in sheet.rows[-1].plan.warnings)


def test_a_number_typed_twice_on_one_sheet_is_refused(street):
    assert read(street, f"+张三 {NEW_NUMBER}", f"+张四 {NEW_NUMBER}").refusals[1].code == "duplicate_person"


def test_who_was_not_asked_about_stays_listed_until_the_household_is_whole(street):
    keyed(street, "1 0")
    [waiting] = unfinished(street)
    assert (waiting.missing, waiting.typed) == (2, False)
    keyed(street, "0")
    assert not unfinished(street)


def test_nobody_home_needs_no_rows_and_has_a_next_day(street):
    keyed(street, "/3", next_on="2021.12.25")
    [visit] = visits(street.db, household_at(street, "桥头村", "前街3号"))
    assert (visit.outcome, visit.next_on) == ("nobody_home", date(2021, 12, 25))
    assert not unfinished(street)
    assert card(street, "王雪").reason == ""


def test_nothing_keyed_saves_nothing(street):
    with pytest.raises(Refused) as refused:
        keyed(street)
    assert refused.value.code == "nothing_keyed"


def test_a_new_household_is_made_by_its_first_visit(street):
    door = open_new(street, "桥头村", "后街1号", ON)
    save_sheet(street, door, typed(door, f"+张三 户主 {NEW_NUMBER}"), line_reader(street))
    assert card(street, "张三").address == "后街1号"
    assert open_new(street, "桥头村", "后街1号", ON).members[0].name == "张三"


def test_what_was_typed_is_there_after_a_crash(street, tmp_path):
    door = door_of(street)
    kept = typed(door, "1 *2", typing="3 *")
    draft = sheet_typing.keep(street, kept)
    assert sheet_typing.keep(street, kept.with_draft(draft)) == draft
    new = open_new(street, "桥头村", "后街1号", ON)
    sheet_typing.keep(street, typed(new, "+张三"))
    folder = street.folder
    street.close()
    with open_office(folder, PASSPHRASE, today=TODAY) as again:
        assert [(each.address, each.typed) for each in unfinished(again)] == [("后街1号", True), ("前街3号", True)]
        assert door_of(again).typed == kept.with_draft(draft)
        assert door_of(again).notes
        assert canvass_desk.open_draft(again, unfinished(again)[0].draft, ON).typed.lines == ("+张三",)


def test_two_people_at_one_household_hear_of_each_other(street):
    door = door_of(street)
    sheet_typing.keep(street, typed(door, "1 *2"))
    [note] = door_of(street).notes
    assert street.user in str(note)
    keyed(street, "0")
    assert not unfinished(street)
    [note] = door_of(street).notes
    assert "2021-12-18" in str(note)
    twice = typed(door, f"+张三 {NEW_NUMBER}", "0")  # both have the sheet as it was
    save_sheet(street, door, twice, line_reader(street))
    with pytest.raises(Refused) as refused:
        save_sheet(street, door, twice, line_reader(street))
    assert refused.value.code == "perhaps_known"


def test_an_emptied_sheet_is_no_draft(street):
    door = door_of(street)
    draft = sheet_typing.keep(street, typed(door, "1 *2"))
    assert sheet_typing.keep(street, typed(door).with_draft(draft)) is None
    assert not unfinished(street)


def test_a_household_keyed_in_is_taken_back_as_one_change(street):
    before = [(each.name, each.reason, each.doses) for each in people(street, ON)]
    keyed(street, "1 2 北京 2021.6.1 6.25", f"+张三 {NEW_NUMBER} -浙江省杭州市西湖区文三路5号", "0")
    editing.undo_last(street)
    assert [(each.name, each.reason, each.doses) for each in people(street, ON)] == before
    assert not visits(street.db, household_at(street, "桥头村", "前街3号"))


def test_a_later_roster_does_not_overwrite_what_was_told_at_the_door(street, tmp_path):
    keyed(street, "1 *2 13900000002", "0")
    path = tmp_path / "later.xlsx"
    write_grid(path, {"桥头村": [HEADINGS, (*HEAD[:10], "外出务工")]})
    change_set = intake.preview(street, [intake.Request(path)], ON)
    [entry] = change_set.files[0].entries
    assert entry.outcome == "conflict"
    assert {found.code for _, found in entry.problems} >= {"reason_conflict", "door_conflict"}
    intake.commit(street, change_set)
    assert (card(street, "王雪").reason, card(street, "王雪").phone) == ("declined", "13900000002")


def test_phone_and_residence_of_the_roster_are_named_before_the_door_takes_their_place(street):
    warnings = [str(said) for said in read(street, "1 13900000002 /3").rows[0].plan.warnings]
    assert [said.partition(":")[0] for said in warnings] == ["Phone", "Residence"]
    assert "13800000001" not in warnings[0]
    keyed(street, "1 13900000002", "0")
    assert not read(street, "1 13900000003").rows[0].plan.warnings  # the door may think again


def test_a_phone_told_at_the_door_is_a_conflict_with_a_later_roster(street, tmp_path):
    keyed(street, "1 13900000002 /3", "0")
    path = tmp_path / "later.xlsx"
    write_grid(path, {"桥头村": [HEADINGS, HEAD]})
    change_set = intake.preview(street, [intake.Request(path)], ON)
    [entry] = change_set.files[0].entries
    assert entry.outcome == "conflict"
    intake.commit(street, change_set)
    assert (card(street, "王雪").phone, card(street, "王雪").residence) == ("13900000002", "registered_only")


def test_the_door_tells_when_it_contradicts_the_roster(street):
    warnings = read(street, "3 *2").rows[2].plan.warnings
    assert any("roster tells another" in str(warning) for warning in warnings)
    keyed(street, "3 *2", "0")
    assert not read(street, "3 *3").rows[2].plan.warnings  # the door may think again
