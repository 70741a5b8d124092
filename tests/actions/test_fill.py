"""The county's blank workbook filled: every figure right, everything else as it was sent."""

from zipfile import ZipFile

import openpyxl
import pytest

from vaxdesk.actions.fill import fill
from vaxdesk.rules.messages import Refused

from .conftest import ON

NAME = "county-template.xlsx"


@pytest.fixture(scope="module")
def filled(township, samples, tmp_path_factory):
    """The filled workbook, and what filling it said."""
    out = tmp_path_factory.mktemp("filled") / "周报.xlsx"
    return out, fill(township, samples / NAME, out, ON)


def test_every_figure_is_the_true_one(filled, truth):
    out, answer = filled
    book = openpyxl.load_workbook(out)
    asked = 0
    for name, told in truth["files"][NAME]["sheets"].items():
        sheet = book[name]
        rows = {
            sheet[f"{told['key_column']}{row}"].value: row for row in range(told["first_row"], told["last_row"] + 1)
        }
        for village, figures in told["figures"].items():
            assert {column: sheet[f"{column}{rows[village]}"].value for column in figures} == figures
            asked += len(figures)
    assert answer.filled == asked
    assert not answer.unknown


def test_the_lines_above_name_the_office_and_the_day(filled):
    sheet = openpyxl.load_workbook(filled[0])["附1 进度"]
    assert sheet["A2"].value == "填报单位（盖章）：云岭镇人民政府"
    assert sheet["G2"].value == "统计截至：2021年12月19日24时"


def test_nothing_else_changed(filled, samples):
    before, after = openpyxl.load_workbook(samples / NAME), openpyxl.load_workbook(filled[0])
    assert [(sheet.title, sheet.sheet_state) for sheet in after] == [
        (sheet.title, sheet.sheet_state) for sheet in before
    ]
    for old, new in zip(before, after, strict=True):
        assert shape(new) == shape(old)
        for row in old.iter_rows():
            for cell in row:
                other = new[cell.coordinate]
                assert look(other) == look(cell)
                if cell.value is not None and not (cell.row == 2 and old.sheet_state == "visible"):
                    assert other.value == cell.value  # titles, villages, formulas


def look(cell):
    comment = cell.comment.text if cell.comment else None
    return *map(repr, (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)), cell.number_format, comment


def shape(sheet):
    widths = {name: column.width for name, column in sheet.column_dimensions.items()}
    heights = {number: row.height for number, row in sheet.row_dimensions.items()}
    setup = sheet.page_setup
    printed = (
        sheet.print_title_rows,
        sheet.print_area,
        setup.orientation,
        setup.paperSize,
        setup.fitToHeight,
        sheet.oddFooter.center.text,
    )
    return sorted(map(str, sheet.merged_cells.ranges)), widths, heights, printed, sheet.freeze_panes, sheet.dimensions


def test_every_other_part_of_the_file_is_the_same_bytes(filled, samples):
    with ZipFile(samples / NAME) as before, ZipFile(filled[0]) as after:
        assert after.namelist() == before.namelist()
        changed = {name for name in before.namelist() if after.read(name) != before.read(name)}
    assert changed <= {"xl/workbook.xml", *(f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))}


def test_the_export_is_noted(township, filled):
    form, rows, mask, target = township.db.conn.execute(
        "SELECT form, rows, mask, target FROM prints WHERE form = 'template'"
    ).fetchone()
    assert (form, rows, mask, target) == ("template", filled[1].filled, "public", filled[0].name)


def test_the_template_itself_is_never_overwritten(township, samples):
    with pytest.raises(Refused) as refused:
        fill(township, samples / NAME, samples / NAME, ON)
    assert refused.value.code == "template_itself"
