"""Rows inserted into a sheet: whatever speaks of the rows below moves, ranges grow with their block, the rest keeps its bytes."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from vaxdesk.papers.references import Insertion, shifted, shifted_formula
from vaxdesk.papers.row_insertion import insert_rows

BLOCK = Insertion("名单", 2, 4, 3)
"""Rows 3 to 5 of a sheet, and three more below them."""


@pytest.mark.parametrize(
    ("area", "afterwards"),
    [
        ("A1", "A1"), ("A5", "A5"), ("A6", "A9"), ("$C$7", "$C$10"), ("C3:C5", "C3:C8"), ("$A$1:$H$9", "$A$1:$H$12"),
        ("A3:H5", "A3:H8"), ("A1:H2", "A1:H2"), ("A6:A9", "A9:A12"), ("A:C", "A:C"), ("$1:$2", "$1:$2"), ("6:7", "9:10"),
        ("D5:F5", "D5:F5"), ("C1048576", "C1048576"),
    ],
)  # fmt: skip
def test_where_a_reference_stands_afterwards(area, afterwards):
    assert shifted(area, BLOCK) == afterwards


@pytest.mark.parametrize(
    ("formula", "home", "afterwards"),
    [
        ("SUM(C3:C5)+A6", True, "SUM(C3:C8)+A9"),
        ('IF(A6="A6",LOG10(B7),"")', True, 'IF(A9="A6",LOG10(B10),"")'),
        ("SUM(C3:C5)+名单!A6", False, "SUM(C3:C5)+名单!A9"),
        ("SUM('名单'!$C$3:$C$5)*'别 表'!A6", False, "SUM('名单'!$C$3:$C$8)*'别 表'!A6"),
        ("[1]名单!A6+总数", True, "[1]名单!A6+总数"),
    ],
)
def test_a_formula_follows_the_cells_it_names(formula, home, afterwards):
    assert shifted_formula(formula, home, BLOCK) == afterwards


def test_a_row_of_the_block_reads_its_own_cells_and_fixed_ranges_of_the_block():
    assert shifted_formula("SUM(D$3:D5)+RANK(C5,C$3:C$5)", True, BLOCK, inside=True) == "SUM(D$3:D5)+RANK(C5,C$3:C$8)"


def template():
    """A list of three ruled rows with a total, and everything that speaks of rows; a second sheet reads from it."""
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet, other = book.add_worksheet("名单"), book.add_worksheet("汇总")
        ruled = book.add_format({"border": 1, "num_format": "@"})
        sheet.merge_range("A1:D1", "人员名单")
        sheet.write_row("A2", ["姓名", "电话", "剂数", "合计"])
        for row in (2, 3, 4):
            for column in range(3):
                sheet.write_blank(row, column, None, ruled)
            sheet.write_formula(row, 3, f"=SUM(C{row + 1}:C{row + 1})", ruled)
            sheet.set_row(row, 25)
        sheet.write_row("A6", ["合计", "", "=SUM(C3:C5)", "=SUM(D3:D5)"])
        sheet.merge_range("A7:D7", "填表人：")
        sheet.write_comment("A6", "由公式合计")
        sheet.data_validation("C3:C5", {"validate": "list", "source": ["1", "2", "3"]})
        sheet.conditional_format("A3:D5", {"type": "formula", "criteria": "=$C3>$C$6", "format": ruled})
        sheet.print_area("A1:D7")
        sheet.repeat_rows(0, 1)
        sheet.autofilter("A2:D5")
        sheet.set_h_pagebreaks([6])
        sheet.insert_image("B9", "章.png", {"image_data": BytesIO(PNG)})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=名单!$C$3:$C$5"})
        other.insert_chart("D2", chart)
        other.write_formula("A1", "=名单!C6")
        other.write_url("A2", "internal:'名单'!A7")
        book.define_name("总数", "=名单!$C$6")
    return data.getvalue()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea7a6a9b1"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def grown():
    """The template before, and with three more rows."""
    return template(), insert_rows(template(), [BLOCK])


def test_totals_names_formats_and_print_setup_follow(grown):
    book = openpyxl.load_workbook(BytesIO(grown[1]))
    sheet, other = book["名单"], book["汇总"]
    assert [sheet.cell(9, column).value for column in (1, 3, 4)] == ["合计", "=SUM(C3:C8)", "=SUM(D3:D8)"]
    assert [sheet.cell(row, 4).value for row in range(3, 9)] == [f"=SUM(C{row}:C{row})" for row in range(3, 9)]
    assert sheet["A10"].value == "填表人："
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A10:D10", "A1:D1"]
    assert (sheet["B8"].border.left.style, sheet["B8"].number_format, sheet.row_dimensions[8].height) == (
        "thin",
        "@",
        sheet.row_dimensions[5].height,
    )
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["C3:C8"]
    ((area, (rule,)),) = ((each.sqref, each.rules) for each in sheet.conditional_formatting)
    assert (str(area), rule.formula) == ("A3:D8", ["$C3>$C$9"])
    assert (sheet.print_area, sheet.print_title_rows, sheet.auto_filter.ref) == ("'名单'!$A$1:$D$10", "$1:$2", "A2:D8")
    assert [each.id for each in sheet.row_breaks.brk] == [9]
    assert sheet["A9"].comment.text == "由公式合计"
    assert sheet._images[0].anchor._from.row == 11
    assert (other["A1"].value, other["A2"].hyperlink.location) == ("=名单!C9", "'名单'!A10")
    assert book.defined_names["总数"].attr_text == "名单!$C$9"


def test_charts_read_the_new_rows_and_what_does_not_speak_of_them_keeps_its_bytes(grown):
    with ZipFile(BytesIO(grown[0])) as before, ZipFile(BytesIO(grown[1])) as after:
        assert "名单!$C$3:$C$8" in after.read("xl/charts/chart1.xml").decode()
        same = {name for name in after.namelist() if before.read(name) == after.read(name)}
    assert {"xl/styles.xml", "xl/media/image1.png", "xl/sharedStrings.xml", "xl/drawings/drawing2.xml"} <= same


def test_two_blocks_of_a_sheet_grow_each_by_its_own():
    rows = [Insertion("名单", 2, 2, 1), Insertion("名单", 4, 4, 2)]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet["A4"], sheet["A6"] = "=SUM(A3:A3)", "=SUM(A5:A5)"
    data = BytesIO()
    book.save(data)
    after = openpyxl.load_workbook(BytesIO(insert_rows(data.getvalue(), rows))).active
    assert (after["A5"].value, after["A9"].value) == ("=SUM(A3:A4)", "=SUM(A6:A8)")


def test_people_of_two_rows_each_bring_their_merged_cells():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    for area in ("A3:A4", "A5:A6", "B3:B6"):
        sheet.merge_cells(area)
    data = BytesIO()
    book.save(data)
    after = openpyxl.load_workbook(BytesIO(insert_rows(data.getvalue(), [Insertion("名单", 2, 5, 4, 2)]))).active
    assert sorted(map(str, after.merged_cells.ranges)) == ["A3:A4", "A5:A6", "A7:A8", "A9:A10", "B3:B10"]


def test_formulas_that_cells_share_are_written_out():
    with ZipFile(BytesIO(template())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = sheet.replace("<f>SUM(C3:C3)</f>", '<f t="shared" ref="D3:D5" si="0">SUM(C3:C3)</f>')
    sheet = sheet.replace("<f>SUM(C5:C5)</f>", '<f t="shared" si="0"/>')
    data = BytesIO()
    with ZipFile(data, "w") as package:
        for name, content in parts.items():
            package.writestr(name, sheet.encode() if name == "xl/worksheets/sheet1.xml" else content)
    after = openpyxl.load_workbook(BytesIO(insert_rows(data.getvalue(), [BLOCK])))["名单"]
    assert [after.cell(row, 4).value for row in (3, 5, 8)] == ["=SUM(C3:C3)", "=SUM(C5:C5)", "=SUM(C8:C8)"]
