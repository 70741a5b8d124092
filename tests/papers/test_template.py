"""What a workbook asks for: headings, bands, rows and totals, and what is left alone and told."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.package_edit import cell_name
from vaxdesk.papers.template import fill_template, read_template
from vaxdesk.rules import indicators
from vaxdesk.rules.bands import Band, band_of
from vaxdesk.rules.messages import Refused

LAYOUTS = load_layouts()
RULES = indicators.load()
VILLAGES = ("石磴村", "柳荫沟村")


@pytest.fixture
def template(tmp_path):
    """Makes a template of rows; `dress` may do more to the sheet."""

    def make(*rows, dress=lambda sheet: None, name="template.xlsx"):
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(list(row))
        dress(sheet)
        book.save(tmp_path / name)
        return read(tmp_path / name)

    return make


def read(path):
    return read_template(path, LAYOUTS, RULES.measures, VILLAGES, lambda text: band_of(text, RULES.band_words))


def asked(found):
    return {cell_name(slot.place): (slot.village, slot.measure, slot.band and slot.band.code) for slot in found.slots}


def told(found):
    return {left.cell: str(left.why) for left in found.unknown}


TITLE = ("接种进度统计表",)
HEADINGS = ("村", "应种", "全程", "应种未种")


def test_headings_rows_and_a_total_without_formula(template):
    found = template(TITLE, HEADINGS, ("石磴村",), ("合计",))
    assert asked(found) == {
        "B3": ("石磴村", "due", None), "C3": ("石磴村", "completed", None), "D3": ("石磴村", "unvaccinated", None),
        "B4": ("", "due", None), "C4": ("", "completed", None), "D4": ("", "unvaccinated", None),
    }  # fmt: skip


def test_a_total_with_formulas_is_left_to_its_formulas(template):
    found = template(TITLE, HEADINGS, ("石磴村",), ("合计", "=SUM(B3:B3)", "=SUM(C3:C3)", "=SUM(D3:D3)"))
    assert {slot.village for slot in found.slots} == {"石磴村"}


def test_an_age_band_may_stand_above_or_below(template):
    found = template(TITLE, ("村", "60至69岁", None, "应种"), (None, "应种", "全程", "80周岁及以上"), ("石磴村",))
    assert asked(found) == {
        "B4": ("石磴村", "due", "60-69"), "C4": ("石磴村", "completed", "60-69"), "D4": ("石磴村", "due", "80+"),
    }  # fmt: skip
    assert found.bands == (Band(60, 69), Band(80, None))


def test_a_heading_that_says_more_than_is_known_is_not_guessed(template):
    found = template(TITLE, ("村", "应种", "本周新增", None), (None, None, "第一剂", "全程"), ("石磴村",))
    assert asked(found) == {"B4": ("石磴村", "due", None)}
    assert told(found) == {
        "C3": "The heading 本周新增 第一剂 is not known.",
        "D3": "The heading 本周新增 全程 is not known.",
    }


def test_unknown_and_repeated_villages_are_told(template):
    found = template(TITLE, HEADINGS, ("石磴村",), ("别处村",), ("柳荫沟村",), ("柳荫沟村",))
    assert {slot.village for slot in found.slots} == {"石磴村"}
    assert list(told(found)) == ["A4", "A5", "A6"]


def test_what_is_filled_already_stays_and_is_told(template):
    found = template(TITLE, HEADINGS, ("石磴村", 5))
    assert set(asked(found)) == {"C3", "D3"}
    assert list(told(found)) == ["B3"]


def test_a_cell_under_a_merged_one_is_not_written(template):
    found = template(TITLE, HEADINGS, ("石磴村",), dress=lambda sheet: sheet.merge_cells("B3:C3"))
    assert set(asked(found)) == {"B3", "D3"}
    assert list(told(found)) == ["C3"]


def test_figures_go_where_the_file_has_no_cells_yet_and_old_results_go(template, tmp_path):
    found = template(TITLE, HEADINGS, ("石磴村",), ("合计", "=SUM(B3:B3)"))
    figures = {slot: 7 for slot in found.slots if slot.village}
    (tmp_path / "filled.xlsx").write_bytes(fill_template(found, figures, date(2021, 12, 19), "云岭镇", LAYOUTS))
    sheet = openpyxl.load_workbook(tmp_path / "filled.xlsx").active
    assert [cell.value for cell in sheet[3]] == ["石磴村", 7, 7, 7]
    assert sheet["B4"].value == "=SUM(B3:B3)"
    assert openpyxl.load_workbook(tmp_path / "filled.xlsx", data_only=True).active["B4"].value is None


def test_results_of_formulas_are_no_figures_of_somebody(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "saved.xlsx") as book:
        sheet = book.add_worksheet("进度")
        for row, line in enumerate([TITLE, HEADINGS, ("石磴村",), ("合计",)]):
            sheet.write_row(row, 0, line)
        sheet.write_formula("D3", "=B3-C3", None, 12)
        sheet.write_formula("B4", "=SUM(B3:B3)", None, 34)
    found = read(tmp_path / "saved.xlsx")
    assert set(asked(found)) == {"B3", "C3", "C4", "D4"}
    assert not found.unknown
    (tmp_path / "filled.xlsx").write_bytes(
        fill_template(found, dict.fromkeys(found.slots, 1), date(2021, 12, 19), "", LAYOUTS)
    )
    assert openpyxl.load_workbook(tmp_path / "filled.xlsx").active["D3"].value == "=B3-C3"
    assert openpyxl.load_workbook(tmp_path / "filled.xlsx", data_only=True).active["D3"].value is None


def test_braces_in_a_line_are_only_braces(template):
    found = template(TITLE, ("填报单位：", "统计截至：{x}  年  月  日"), HEADINGS, ("石磴村",))
    assert list(found.lines.values()) == ["填报单位：{unit}"]


@pytest.mark.parametrize("place", [(0, 0), (0, 25), (0, 26), (9, 51), (0, 701), (0, 702)])
def test_names_of_cells(place):
    row, column = place
    assert cell_name(place) == f"{openpyxl.utils.get_column_letter(column + 1)}{row + 1}"


def test_a_list_of_people_is_no_template(template):
    found = template(("花名册",), ("姓名", "身份证号", "第一剂"), ("张三", "x", None))
    with pytest.raises(Refused) as refused:
        fill_template(found, {}, date(2021, 12, 19), "", LAYOUTS)
    assert refused.value.code == "form_not_recognised"


def test_macros_are_neither_run_nor_handed_on(template, tmp_path):
    template(TITLE, HEADINGS, ("石磴村",))
    with ZipFile(tmp_path / "template.xlsx", "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    found = read(tmp_path / "template.xlsx")
    assert "The macros of template.xlsx were dropped" in told(found)[""]
    filled = fill_template(found, dict.fromkeys(found.slots, 1), date(2021, 12, 19), "", LAYOUTS)
    with ZipFile(BytesIO(filled)) as package:
        assert "xl/vbaProject.bin" not in package.namelist()


def test_a_label_asks_for_the_figure_beside_it_by_village_and_band(template):
    found = template(
        ("疫苗接种日报",), ("应种人数：", None), ("石磴村应种人数", None), ("60-69岁全程接种人数", None),
        ("柳荫沟村80岁以上应种未种人数：", None), ("负责人：", None), ("已完成接种", 17),
    )  # fmt: skip
    assert asked(found) == {
        "B2": ("*", "due", None), "B3": ("石磴村", "due", None), "B4": ("*", "completed", "60-69"),
        "B5": ("柳荫沟村", "unvaccinated", "80+"),
    }  # fmt: skip


def test_an_empty_table_of_people_asks_for_the_list_that_its_title_names(template):
    found = template(("应种未种人员花名册",), ("序号", "姓名", "身份证号", "联系电话"), (1,), (2,), ("填表人：",))
    (rows,) = found.people
    assert (rows.form, rows.first, rows.room) == ("unvaccinated", 2, 2)
    assert rows.columns == {0: "number", 1: "name", 2: "id_number", 3: "phone"}
    filled = fill_template(found, {}, date(2021, 12, 19), "", LAYOUTS, [[{"name": "王芳"}] * 3])
    sheet = openpyxl.load_workbook(BytesIO(filled)).active
    assert [sheet.cell(row, 1).value for row in range(3, 7)] == [1, 2, 3, "填表人："]


def test_what_a_person_said_of_a_heading_holds(template, tmp_path):
    found = template(TITLE, ("村", "应种", "全程", "本周任务"), ("石磴村",))
    (heading,) = [heading for heading in found.headings if not heading.measure]
    assert heading.text == "本周任务"
    recipes = {heading.fingerprint: {str(heading.column): "unvaccinated", "2": ""}}
    again = read_template(
        tmp_path / "template.xlsx",
        LAYOUTS,
        RULES.measures,
        VILLAGES,
        lambda text: band_of(text, RULES.band_words),
        recipes,
    )
    assert asked(again) == {"B3": ("石磴村", "due", None), "D3": ("石磴村", "unvaccinated", None)}


def test_a_protected_sheet_is_filled_and_stays_protected(template, tmp_path):
    found = template(TITLE, HEADINGS, ("石磴村",), dress=lambda sheet: sheet.protection.enable())
    figures = dict.fromkeys(found.slots, 4)
    (tmp_path / "filled.xlsx").write_bytes(fill_template(found, figures, date(2021, 12, 19), "", LAYOUTS))
    sheet = openpyxl.load_workbook(tmp_path / "filled.xlsx").active
    assert (sheet["B3"].value, sheet.protection.sheet) == (4, True)


def test_a_label_in_a_table_across_is_no_label_of_a_single_figure(template):
    found = template(
        ("分年龄段情况",), ("年龄段", "应种人数", "全程", "应种未种人数"), ("60-69岁",), ("80岁以上",), ("合计",)
    )
    assert set(asked(found)) == {f"{column}{row}" for column in "BCD" for row in (3, 4, 5)}
    assert (asked(found)["C4"], asked(found)["D5"]) == (("*", "completed", "80+"), ("", "unvaccinated", None))


def test_the_narrowest_band_of_several_levels_counts(template):
    found = template(
        TITLE, ("村", "60岁及以上"), (None, "60-69岁", None, "80岁以上"), (None, "应种", "全程", "应种"), ("石磴村",)
    )
    assert {cell: band for cell, (_, _, band) in asked(found).items()} == {"B5": "60-69", "C5": "60-69", "D5": "80+"}


def test_what_a_person_said_of_a_sheet_holds(template, tmp_path):
    found = template(("情况表",), ("已打第一针", None), ("应种人数", None), ("姓名", "住址"), (None, None))
    mark = found.pictures[0].fingerprint
    said = {"B2": "石磴村|first_dose|60-69", "B3": "", "listed": "unvaccinated", "first_row": "5"}
    again = read_template(
        tmp_path / "template.xlsx", LAYOUTS, RULES.measures, VILLAGES, lambda text: None, {mark: said}
    )
    assert asked(again) == {"B2": ("石磴村", "first_dose", "60-69")}
    (rows,) = again.people
    assert (rows.form, rows.first, rows.columns) == ("unvaccinated", 4, {0: "name", 1: "address"})


def test_a_day_is_a_day_in_a_cell_made_for_one_and_text_in_any_other(template):
    def dress(sheet):
        sheet["D3"].number_format = 'yyyy"年"m"月"d"日"'
        sheet["E3"].number_format = '"day" 0.00'

    found = template(("禁忌人员名单",), ("姓名", "身份证号", "禁忌原因", "有效期至", "第一剂"), dress=dress)
    person = {"name": "王芳", "certificate_until": date(2022, 2, 17), "dose1": date(2021, 9, 3)}
    sheet = openpyxl.load_workbook(
        BytesIO(fill_template(found, {}, date(2021, 12, 19), "", LAYOUTS, [[person]]))
    ).active
    assert (sheet["D3"].value, sheet["E3"].value) == (datetime(2022, 2, 17), "2021-09-03")


@pytest.mark.parametrize(("old", "new"), [(b'<row r="2"', b'<row r="AAAA"'), (b'r="B3"', b'r="3B"')])
def test_a_row_or_a_cell_at_no_place_is_damage(template, tmp_path, old, new):
    template(("村", "应种人数"), ("石磴村", None), ("柳荫沟村", 1))
    path = tmp_path / "template.xlsx"
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts["xl/worksheets/sheet1.xml"]
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(old, new) if name.endswith("sheet1.xml") else data)
    with pytest.raises(Refused, match="file_damaged"):
        read(path)
