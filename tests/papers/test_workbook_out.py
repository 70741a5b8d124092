"""A sheet as a workbook: it prints as the form does, and what somebody typed is never anything but text."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from vaxdesk.papers.forms import FormContext, fill, load
from vaxdesk.papers.workbook_out import write_grid, write_workbook
from vaxdesk.rules.messages import Cancelled, Refused

WHOLE = FormContext("云岭镇人民政府", "长子县", "石桥村", date(2021, 12, 19), "full", "李晓明")
SIGNS = ["=1+1", "+86 138", "-5", "@SUM(A1)", "\tindented", "=HYPERLINK(0)", "#N/A", "#REF!"]


def person(**more):
    return {
        "name": "王芳",
        "id_number": "140428196503071234",
        "phone": "13812345678",
        "age": 56,
        "product": "北京生物",
        "dose1": date(2021, 5, 3),
    } | more


def reopened(*sheets):
    buffer = BytesIO()
    write_workbook(sheets, buffer)
    return openpyxl.load_workbook(buffer)


def test_the_form_stands_on_the_worksheet_as_on_paper():
    worksheet = reopened(fill(load("completed"), [person()], WHOLE)).active
    assert worksheet.title == "石桥村"
    assert worksheet["A1"].value == "已完成接种人员台账"
    assert worksheet["A2"].value.startswith("填报单位（盖章）：云岭镇人民政府")
    assert [cell.value for cell in worksheet[3]][7:11] == ["疫苗种类", "接种日期", None, None]
    assert [cell.value for cell in worksheet[4]][8:11] == ["第一剂", "第二剂", "第三剂"]
    merged = {str(area) for area in worksheet.merged_cells.ranges}
    assert {"A1:M1", "I3:K3", "A3:A4", "M3:M4"} <= merged
    assert worksheet["A9"].value == "填表人：李晓明"


def test_numbers_of_people_are_text_and_days_are_days():
    worksheet = reopened(fill(load("completed"), [person()], WHOLE)).active
    row = {worksheet.cell(4, cell.column).value or worksheet.cell(3, cell.column).value: cell for cell in worksheet[5]}
    assert (row["身份证号"].value, row["身份证号"].number_format) == ("140428196503071234", "@")
    assert (row["联系电话"].value, row["联系电话"].number_format) == ("13812345678", "@")
    assert (row["第一剂"].value, row["第一剂"].number_format) == (datetime(2021, 5, 3), "yyyy-mm-dd")
    assert row["年龄"].value == 56


@pytest.mark.parametrize("text", SIGNS)
def test_what_looks_like_a_formula_is_text_and_stays_text(text):
    worksheet = reopened(fill(load("completed"), [person(name=text)], WHOLE)).active
    cell = worksheet["B5"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or text.startswith("#")


def test_no_formula_is_written_anywhere():
    buffer = BytesIO()
    write_workbook([fill(load("completed"), [person(name=text, note=text) for text in SIGNS], WHOLE)], buffer)
    with ZipFile(buffer) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_the_workbook_prints_like_the_form():
    worksheet = reopened(fill(load("completed"), [person()], WHOLE)).active
    assert worksheet.print_title_rows == "$1:$4"
    assert worksheet.freeze_panes == "A5"
    assert worksheet.page_setup.orientation == "landscape"
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    assert worksheet.page_setup.fitToHeight == 0
    assert worksheet.oddFooter.center.text == "— &P —"
    assert worksheet.oddFooter.right.text == "第 &P 页 共 &N 页"
    assert reopened(fill(load("checkpoint"), [], WHOLE)).active.page_setup.orientation == "portrait"


def test_a_row_is_as_high_as_its_text_needs():
    worksheet = reopened(fill(load("completed"), [person(), person(note="行动不便，需上门" * 12)], WHOLE)).active
    assert worksheet.row_dimensions[6].height > 3 * worksheet.row_dimensions[5].height


def test_an_empty_ledger_says_none():
    assert reopened(fill(load("exempt"), [], WHOLE)).active["A5"].value == "无"


def test_an_empty_annex_table_has_its_six_numbered_rows():
    worksheet = reopened(fill(load("migrants"), [], WHOLE)).active
    assert [worksheet.cell(row, 1).value for row in range(4, 10)] == [1, 2, 3, 4, 5, 6]


def test_worksheets_of_one_place_have_different_names_that_excel_allows():
    odd = FormContext("", "", "石桥村[一组]/二组:" + "很长的名字" * 9, date(2021, 12, 19))
    names = reopened(*[fill(load("exempt"), [], odd)] * 3).sheetnames
    assert len({name.lower() for name in names}) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_cancelled_workbook_leaves_no_file(tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook([fill(load("completed"), [person()] * 200, WHOLE)], tmp_path / "a.xlsx", stop)
    assert list(tmp_path.iterdir()) == []


def test_a_grid_keeps_rows_as_they_are(tmp_path):
    path = tmp_path / "roster.xlsx"
    rows = [
        ("姓名", "身份证号", "日期", "剂次"),
        ("王芳", "140428196503071234", date(2021, 5, 3), 2),
        (None, "", None, None),
    ]
    write_grid(path, {"一村": rows, "二村": (["=1+1", "#N/A", "x\x00y"] for _ in range(2))})
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["一村", "二村"]
    assert [cell.value for cell in book["一村"][2]] == ["王芳", "140428196503071234", datetime(2021, 5, 3), 2]
    assert book["一村"]["B2"].number_format == "@"
    assert [(cell.value, cell.data_type) for cell in book["二村"][1]] == [
        ("=1+1", "s"),
        ("#N/A", "s"),
        ("x\ufffdy", "s"),
    ]


def test_a_grid_into_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="file_not_written"):
        write_grid(tmp_path / "no" / "roster.xlsx", {"一村": []})
