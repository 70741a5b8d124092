"""Forms are data: they are checked when read, and filled once for screen, PDF and workbook."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest

from vaxdesk.papers import forms
from vaxdesk.papers.form_fields import FIELDS
from vaxdesk.papers.form_reading import read_form
from vaxdesk.papers.forms import FormContext, fill, load
from vaxdesk.papers.sheet import Share
from vaxdesk.rules.masks import PROFILES, MaskProfile, leaks
from vaxdesk.rules.messages import Refused

VILLAGE = FormContext("云岭镇人民政府", "长子县", "石桥村", date(2021, 12, 19), "list", "李晓明")

PLAIN = {
    "title": "试用表",
    "columns": [
        {"title": "姓名", "field": "name", "width": 30},
        {"title": "身份证号", "field": "id_number", "width": 40},
    ],
}


def person(name="王芳", **more):
    return {"name": name, "sex": "女", "id_number": "140428196503071234", "phone": "13812345678"} | more


def titles(sheet):
    return " ".join(column.title for column in sheet.columns)


def test_every_form_in_the_box_is_right():
    known = (
        "appointments bulletin calls checkpoint completed correction cover deferred elderly exempt household household_card "
        "incomplete migrants minors notice notify overdue people phoning record session summary unit unvaccinated unverified "
        "wallchart"
    )
    assert " ".join(form.name for form in forms.check_all()) == known


def test_the_three_ledgers_have_the_columns_of_the_notice():
    assert (
        titles(fill(load("completed"), [], VILLAGE))
        == "序号 姓名 性别 身份证号 年龄 联系电话 网格/户 疫苗种类 第一剂 第二剂 第三剂 完成日期 备注"
    )
    assert titles(fill(load("incomplete"), [], VILLAGE)) == (
        "序号 姓名 性别 身份证号 联系电话 现居住地址 疫苗种类 已种剂次 末次接种日期 最早 最迟 状态 "
        "通知日期及方式 责任人 备注"
    )
    assert titles(fill(load("unvaccinated"), [], VILLAGE)) == (
        "序号 姓名 性别 身份证号 联系电话 现居住地址 户籍/常住/外出 未种原因 佐证材料（机构/日期） "
        "情况说明 责任人 计划接种日期 备注"
    )


def test_annex_table_one_is_the_printed_one():
    sheet = fill(load("migrants"), [], FormContext("", "", "", date(2021, 8, 20)))
    assert sheet.title == "县区 18 岁以上人群外出流动人员信息统计表"
    assert titles(sheet) == "序号 县区 姓名 性别 身份证号 联系电话 流向属性 省 市 县 现居住地或工作单位"
    assert [column.group for column in sheet.columns] == [""] * 7 + ["流向地信息"] * 4
    assert [row[0] for row in sheet.when_empty] == [1, 2, 3, 4, 5, 6]
    assert sheet.footnotes[0] == "备注： 1.流向属性分三类：本市外县、本省外市、外省；"
    assert sheet.footnotes[1] == "2.现居住地或工作单位要具体到门牌号、单位全称；"
    assert "将流向本省外市和外省人员信息加密上报邮箱 ____" in sheet.footnotes[2]
    assert "@" not in "".join(sheet.footnotes)


def test_annex_table_one_takes_the_other_title_of_the_notice_or_the_name_of_the_county():
    form = load("migrants")
    assert fill(form, [], VILLAGE).title == "长子县 18 岁以上人群外出流动人员信息统计表"
    other = FormContext("", "", "", date(2021, 8, 20), title=form.other_titles[0])
    assert fill(form, [], other).title == "18 岁以上外出流动人员信息统计表"


def test_annex_table_two_has_no_identity_number():
    sheet = fill(load("checkpoint"), [person(village="石桥村")], VILLAGE)
    assert sheet.title == "未接种新冠病毒疫苗人员信息登记表"
    assert titles(sheet) == "序号 姓名 手机号码 居住地址 所属社区"
    assert not sheet.landscape
    assert sheet.mask_note.startswith("手机号码已部分隐去")


def test_people_are_sorted_numbered_and_what_is_unknown_stays_empty():
    people = [
        person("丙", village="石桥村", household="10户"),
        person("甲", village="石桥村", household="2户"),
        person("丁"),
        person("乙", village="东坡村", household=7),
    ]
    sheet = fill(load("completed"), people, VILLAGE)
    assert [row[:2] for row in sheet.rows] == [(1, "乙"), (2, "甲"), (3, "丙"), (4, "丁")]
    assert sheet.rows[0][6] == "7"
    assert sheet.rows[3][7:] == (None,) * 6


def test_numbers_are_masked_unless_the_whole_list_is_asked_for():
    masked = fill(load("completed"), [person()], VILLAGE)
    assert (masked.rows[0][3], masked.rows[0][5]) == ("140***********1234", "138****5678")
    assert masked.mask_note.startswith("身份证号、联系电话已部分隐去")
    whole = fill(load("completed"), [person()], FormContext("", "", "", date(2021, 12, 19), "full"))
    assert (whole.rows[0][3], whole.rows[0][5]) == ("140428196503071234", "13812345678")
    assert whole.mask_note.startswith("本表含完整个人信息")


def test_a_masked_list_shows_the_year_of_birth_only():
    table = deepcopy(PLAIN)
    table["columns"].append({"title": "出生", "field": "birth", "width": 20})
    form = read_form("trial", table, forms.wording())
    assert fill(form, [person(birth=date(1965, 3, 7))], VILLAGE).rows[0][2] == 1965


def test_captions_and_signatures_are_filled():
    sheet = fill(load("completed"), [], VILLAGE)
    assert sheet.caption == ("填报单位（盖章）：云岭镇人民政府　　村（社区）：石桥村", "统计截至：2021年12月19日")
    assert sheet.signature[0] == "填表人：李晓明"


def test_an_empty_ledger_says_so_and_hides_nothing():
    sheet = fill(load("exempt"), [], VILLAGE)
    assert (sheet.rows, sheet.when_empty, sheet.mask_note) == ((), (("无",),), "")


def line(village, total, **counts):
    zero = dict.fromkeys(
        ("completed", "incomplete", "unvaccinated", "exempt", "deferred", "unverified", "out_of_scope"), 0
    )
    return {"village": village, "total": total} | zero | counts


def test_the_summary_ends_with_the_sum_of_all_villages():
    sheet = fill(load("summary"), [line("石桥村", 5, completed=5), line("东坡村", 3, exempt=1, unverified=2)], VILLAGE)
    assert sheet.rows[-1] == (None, "合计", 8, 5, 0, 0, 1, 0, 2, 0)


def test_a_summary_that_does_not_add_up_is_refused():
    with pytest.raises(Refused, match="does_not_balance: 石桥村: the parts add up to 5, but the whole is 6"):
        fill(load("summary"), [line("石桥村", 6, completed=5)], VILLAGE)


def test_a_form_nobody_made_is_refused_with_those_there_are():
    with pytest.raises(Refused, match=r"form_unknown.*completed, correction, cover, deferred"):
        load("attendance")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "trial.toml, colour: This key is not known here"),
        ({"choose": {"standings": ["finished"]}}, "trial.toml, choose.standings: 'finished' is not known"),
        ({"choose": {"details": ["late"]}}, "trial.toml, choose.details: 'late' is not known"),
        ({"choose": {"ages": "old"}}, "trial.toml, choose.ages: old is no age band"),
        ({"about": "cattle"}, "trial.toml, about: 'cattle' is not known"),
        ({"group": "shoe_size"}, "trial.toml, group: 'shoe_size' is not known"),
        (
            {"profiles": ["public"]},
            "trial.toml, profiles: A form that anybody may see has no column about persons: id_number",
        ),
        ({"lead": [{"parts": ["{name}"]}]}, "lead\\[1\\].parts: There is nothing to fill the gap name with"),
        ({"lead": [{"parts": []}]}, "lead\\[1\\].parts: This key is missing"),
        ({"order": ["shoe_size"]}, "trial.toml, order: 'shoe_size' is not known"),
        ({"caption": ["one part"]}, "trial.toml, caption: The caption has two parts"),
        ({"footnotes": ["{mayor}"]}, "trial.toml, footnotes: There is nothing to fill the gap mayor with"),
        ({"title": "{on"}, "trial.toml, title: A brace is not closed"),
        ({"orientation": "upside down"}, "trial.toml, orientation: 'upside down' is not known"),
        ({"columns": []}, "trial.toml, columns: A form needs at least one column"),
        (
            {"columns": [{"title": "x", "field": "shoe_size", "width": 9}]},
            "columns\\[1\\].field: 'shoe_size' is not known",
        ),
        ({"columns": [{"title": "x", "field": "name"}]}, "columns\\[1\\].width: This key is missing"),
        ({"columns": [{"title": "x", "field": "name", "width": 0}]}, "columns\\[1\\].width: A width is a number"),
        ({"balance": {"whole": "name", "parts": ["age"]}}, "balance.whole: 'name' is not known"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_file_and_key(change, said):
    with pytest.raises(Refused, match=f"form_invalid: .*{said}"):
        read_form("trial", PLAIN | change, forms.wording())


@pytest.mark.parametrize("field", ["id_number", "birth"])
def test_no_column_shows_whole_what_the_profile_masks(field):
    table = PLAIN | {"columns": [*PLAIN["columns"], {"title": "x", "field": field, "width": 20, "mask": "none"}]}
    with pytest.raises(
        Refused, match=rf"columns\[3\].mask: {field} would be shown whole, but the profile list masks it"
    ):
        read_form("trial", table, forms.wording())
    assert not read_form("trial", table | {"profiles": ["full"]}, forms.wording()).columns[2].masked


EVERYTHING = {
    **{field: date(2021, 5, 3) for field, kind in FIELDS.items() if kind == "date"},
    **{field: 3 for field, kind in FIELDS.items() if kind in ("number", "rate")},
    **{
        field: "身份证140428196503071234，1965年3月7日生，13812345678"
        for field, kind in FIELDS.items()
        if kind == "text"
    },
    "id_number": "140428196503071234",
    "phone": "13812345678",
    "birth": date(1965, 3, 7),
    "total": 21,
}
"""Somebody in whose every field stands what may leak."""


@pytest.mark.parametrize("name", forms.names())
@pytest.mark.parametrize("profile", [profile for profile in MaskProfile if PROFILES[profile].masks])
def test_no_form_of_the_box_gives_a_masked_number_away(name, profile):
    form = load(name)
    if profile not in form.profiles:
        pytest.skip("the form does not leave with this profile")
    context = FormContext("云岭镇人民政府", "长子县", "石桥村", date(2021, 12, 19), profile)
    sheet = fill(form, [EVERYTHING], context, EVERYTHING, EVERYTHING)
    text = str((sheet.title, sheet.caption, sheet.lead, sheet.rows, sheet.footnotes))
    assert "140428196503071234" not in text
    assert ("13812345678" in text) == (name in ("calls", "phoning")), "only who calls people sees whole phones"
    assert not re.search(r"1965\D{0,2}0?3\D{0,2}0?7", text)
    shown = [
        str(cell) for row in sheet.rows for cell in row if isinstance(cell, str) and re.fullmatch(r"[\d*X]{18}", cell)
    ]
    assert not leaks(shown, None)


@pytest.mark.parametrize("name", forms.names())
def test_a_form_that_anybody_may_see_names_nobody(name):
    form = load(name)
    if MaskProfile.PUBLIC in form.profiles:
        assert not {column.field for column in form.columns} & {
            "name",
            "id_number",
            "phone",
            "address",
            "birth",
            "household",
        }


def test_a_form_does_not_leave_with_a_profile_that_is_not_its_own():
    with pytest.raises(Refused, match="mask_not_for_form: completed does not leave with the profile public"):
        fill(load("completed"), [person()], replace(VILLAGE, mask="public"))


def test_groups_have_a_heading_of_their_own_and_numbers_run_on():
    people = [person(band="60-69岁"), person("李强", band="80岁及以上"), person("赵敏", band="60-69岁")]
    sheet = fill(load("elderly"), people, VILLAGE)
    assert [row[0] for row in sheet.rows] == ["60-69岁（2 人）", 1, 2, "80岁及以上（1 人）", 3]
    assert sheet.lines == 3


def test_a_form_about_one_person_has_the_fields_in_its_lines():
    facts = person(birth=date(1965, 3, 7), village="石桥村")
    sheet = fill(
        load("record"), [{"dose_number": 1, "dose_on": date(2021, 5, 3)}], replace(VILLAGE, mask="full"), facts
    )
    assert sheet.lead[0].parts == ("姓名：王芳", "性别：女", "年龄：")
    assert sheet.lead[1].parts == ("身份证号：140428196503071234", "出生日期：1965年3月7日")
    assert sheet.rows == ((1, date(2021, 5, 3), None, None, None),)


def test_the_bulletin_ranks_villages_and_its_total_is_that_of_the_office():
    lines = [
        {"village": "石桥村", "due": 100, "rank_completed": 2, "full_course_rate": Share(0.8)},
        {"village": "东坡村", "due": 50, "rank_completed": 1, "full_course_rate": Share(0.9)},
    ]
    rows = fill(load("bulletin"), lines, VILLAGE, whole={"full_course_rate": Share(0.8333)}).rows
    assert [row[0] for row in rows] == ["东坡村", "石桥村", "全镇（街道）"]
    assert rows[-1] == ("全镇（街道）", 150, None, None, None, 0.8333, None, 0)


def test_every_field_has_a_kind_that_is_drawn():
    assert set(FIELDS.values()) == {"text", "id", "date", "number", "rate"}
