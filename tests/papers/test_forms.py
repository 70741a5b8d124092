"""Forms are data: they are checked when read, and filled once for screen, PDF and workbook."""

from copy import deepcopy
from datetime import date

import pytest

from vaxdesk.papers import forms
from vaxdesk.papers.form_fields import FIELDS
from vaxdesk.papers.form_reading import read_form
from vaxdesk.papers.forms import FormContext, fill, load
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
    known = "calls checkpoint completed correction deferred exempt incomplete migrants summary unvaccinated unverified"
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
    with pytest.raises(Refused, match=r"form_unknown.*completed, correction, deferred"):
        load("attendance")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "trial.toml, colour: This key is not known here"),
        ({"standings": ["finished"]}, "trial.toml, standings: 'finished' is not known"),
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


def test_a_whole_birth_date_never_stands_beside_a_masked_number():
    table = deepcopy(PLAIN)
    table["columns"].append({"title": "出生日期", "field": "birth", "width": 20, "mask": "none"})
    with pytest.raises(Refused, match="A whole birth date must not stand beside a masked identity number"):
        read_form("trial", table, forms.wording())
    table["columns"][1]["mask"] = "none"
    assert read_form("trial", table, forms.wording()).columns[1].masked is False


def test_every_field_has_a_kind_that_is_drawn():
    assert set(FIELDS.values()) == {"text", "id", "date", "number"}
