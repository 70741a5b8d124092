"""Templates of twenty-two kinds as counties send them, kept in `templates`: filled, everything else in them as it was."""

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from vaxdesk.actions import fill, ledgers
from vaxdesk.actions.indicators import indicators
from vaxdesk.actions.printing import Terms, register_of_prints
from vaxdesk.actions.template_view import Correction, correct
from vaxdesk.rules.measures import OFFICE, Scope
from vaxdesk.rules.messages import Cancelled, Refused

from .conftest import ON

TEMPLATES = Path(__file__).parent / "templates"
WHY = Terms("full", "县专班要求")
VILLAGES = ("柳荫沟村", "沙棘坡村", "石磴村", "鹤鸣岭村")


@pytest.fixture(scope="module")
def counted(township):
    """The true figures by scope, from the indicators."""
    return indicators(township, ON).counted


@pytest.fixture
def filled(township, tmp_path):
    """Fills a template; gives the workbook and what was said."""

    def run(name, terms=WHY):
        out = tmp_path / "filled.xlsx"
        answer = fill.fill(township, TEMPLATES / name, out, ON, terms=terms)
        return openpyxl.load_workbook(out), answer

    return run


def test_single_figures_stand_beside_their_labels(filled, counted):
    book, answer = filled("single-figures.xlsx")
    sheet, whole, stone = book.active, counted[OFFICE], counted[Scope("village", "石磴村")]
    assert (sheet["B3"].value, sheet["D3"].value) == (whole["registered"], whole["due"])
    assert (sheet["B4"].value, sheet["D4"].value) == (whole["first_dose"], whole["completed"])
    assert (sheet["B5"].value, sheet["D6"].value) == (
        counted[Scope("band", "60-69")]["due"],
        counted[Scope("band", "80+")]["completed"],
    )
    assert (sheet["B7"].value, sheet["D7"].value) == (stone["due"], stone["unvaccinated"])
    assert sheet["B8"].value == pytest.approx(whole["completed"] / whole["due"])
    assert (sheet["D8"].value, sheet["B8"].number_format, answer.filled) == (None, "0.00%", 11)


def test_people_fill_the_rows_below_the_headings_in_the_look_of_the_first(filled, township):
    book, answer = filled("people-unvaccinated.xlsx")
    sheet = book.active
    people = ledgers.rows_in(ledgers.make(township, "unvaccinated", ON))
    assert (answer.people, sheet.cell(3 + people, 1).value) == (people, people)
    numbers = [sheet.cell(row, 4) for row in range(4, 4 + people)]
    assert all(isinstance(cell.value, str) and cell.number_format == "@" and cell.border.left.style for cell in numbers)
    assert sheet["A2"].value == "填报单位（盖章）：云岭镇人民政府"
    assert sheet["F2"].value == "填报时间：2021年12月19日"
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == [f"H4:H{499 + people}"]


def test_people_are_masked_unless_there_is_a_reason(filled, township, tmp_path):
    with pytest.raises(Refused) as refused:
        filled("people-unvaccinated.xlsx", Terms("full"))
    assert refused.value.code == "reason_missing"
    assert list(tmp_path.iterdir()) == []
    book, _ = filled("people-unvaccinated.xlsx", Terms("list"))
    assert "*" in book.active["D4"].value
    noted = register_of_prints(township, 1)[0]
    assert (noted.form, noted.mask) == ("template", "list")


def test_a_foot_below_numbered_rows_stays_where_it_is(filled):
    book, answer = filled("people-exempt.xlsx")
    sheet = book.active
    assert 0 < answer.people <= 60
    assert sheet["B4"].value
    assert sheet["E4"].value
    assert sheet["A64"].value == "填表人："


def test_rows_are_inserted_where_there_is_no_room(filled):
    book, answer = filled("people-no-room.xlsx")
    sheet = book.active
    names = [row[1].value for row in sheet.iter_rows(min_row=4, max_row=3 + answer.people)]
    assert all(names)
    assert answer.people > 5
    assert sheet.cell(4 + answer.people, 1).value == "填表人："


def test_totals_formats_print_area_and_stamp_follow_the_inserted_rows(filled):
    book, answer = filled("people-with-total.xlsx")
    sheet, last = book["名单"], 3 + answer.people
    assert answer.people > 3
    assert (sheet.cell(last + 1, 1).value, sheet.cell(last + 1, 7).value) == ("合计", f"=SUM(G4:G{last})")
    assert sheet.cell(last, 6).value == f'=IF(G{last}>0,"是","否")'
    assert sheet.cell(last, 3).number_format == "@"
    assert (sheet.print_area, book["汇总"]["B1"].value) == (f"'名单'!$A$1:$G${last + 3}", f"=名单!G{last + 1}")
    assert sheet._images[0].anchor._from.row == last + 2
    assert sheet["A2"].value == "填报单位：云岭镇人民政府"


def test_every_visible_sheet_carries_the_number_of_the_print(filled, township):
    book, _ = filled("people-with-total.xlsx")
    noted = register_of_prints(township, 1)[0]
    assert (noted.place, noted.reason, noted.state) == ("people-with-total.xlsx", WHY.reason, "done")
    for sheet in book:
        assert sheet.oddFooter.right.text.startswith(f"打印编号 {noted.number:06}")
    assert book["名单"].oddFooter.center.text == "第&P页 共&N页"


def test_a_total_above_its_rows_keeps_its_formulas(filled, counted):
    book, answer = filled("total-above.xlsx")
    assert (answer.filled, book.active["C3"].value) == (12, "=SUM(C4:C7)")
    assert book.active["C6"].value == counted[Scope("village", "石磴村")]["completed"]


def test_two_tables_and_single_figures_on_one_sheet(filled, counted):
    book, answer = filled("two-sections.xlsx")
    sheet = book.active
    assert (sheet["B2"].value, sheet["E2"].value) == (counted[OFFICE]["registered"], counted[OFFICE]["completed"])
    assert sheet["C8"].value == counted[Scope("village", "石磴村")]["due"]
    assert sheet["B14"].value
    assert sheet.cell(14 + max(2, answer.people) + 0, 1).value in (None, "负责人（签字）：")
    assert answer.filled == 14


def test_villages_may_stand_side_by_side(filled, counted):
    sheet = filled("across.xlsx")[0].active
    assert [sheet.cell(4, column).value for column in range(2, 6)] == [
        counted[Scope("village", name)]["due"] for name in VILLAGES
    ]
    assert sheet["F4"].value == sum(counted[Scope("village", name)]["due"] for name in VILLAGES)
    assert sheet["F7"].value == counted[Scope("band", "60-69")]["due"]
    assert sheet["B9"].value == "=IF(B4=0,0,B5/B4)"


def test_age_bands_may_stand_below_each_other(filled, counted):
    sheet = filled("bands-down.xlsx")[0].active
    assert [sheet.cell(row, 4).value for row in (6, 7, 8)] == [
        counted[Scope("band", code)]["completed"] for code in ("60-69", "70-79", "80+")
    ]
    assert (sheet["B9"].value, sheet["F2"].value) == ("=SUM(B3:B8)", None)


def test_villages_are_written_into_an_empty_table(filled, counted):
    book, answer = filled("villages-to-write.xlsx")
    sheet = book.active
    assert [sheet.cell(row, 2).value for row in range(5, 9)] == sorted(VILLAGES)
    assert [sheet.cell(row, 1).value for row in range(5, 9)] == [1, 2, 3, 4]
    assert (sheet["A9"].value, sheet["C9"].value, sheet.print_area) == ("合计", "=SUM(C5:C8)", "'进度'!$A$1:$F$9")
    assert sum(sheet.cell(row, 3).value for row in range(5, 9)) == counted[Scope("band", "60-69")]["due"]
    assert (answer.filled, answer.people) == (4, 0)


def test_a_sheet_named_after_a_village_lists_its_people_only(filled, township):
    book, answer = filled("sheet-for-each-village.xlsx")
    for name in VILLAGES[:2]:
        people = ledgers.rows_in(ledgers.make(township, "unvaccinated", ON, name))
        assert [row[0].value for row in book[name].iter_rows(min_row=3, max_row=2 + people)] == list(
            range(1, people + 1)
        )
    assert "The register has no village 别处村." in {str(left.why) for left in answer.unknown}
    assert book["别处村"]["B3"].value is None


def test_people_of_two_merged_rows_each(filled):
    book, answer = filled("person-in-two-rows.xlsx")
    sheet, end = book.active, 3 + 2 * max(2, answer.people)
    assert sheet["B3"].value
    assert sheet.cell(end, 1).value == "分管领导（签字）："
    assert f"B{end - 2}:B{end - 1}" in {str(area) for area in sheet.merged_cells.ranges}


def test_three_levels_of_headings_on_a_protected_sheet(filled, counted):
    book, answer = filled("three-levels.xlsx")
    sheet = book.active
    assert sheet.protection.sheet
    assert sum(sheet.cell(row, 4).value for row in range(5, 9)) == counted[Scope("band", "70-79")]["due"]
    assert answer.filled == 24


def test_several_sheets_keep_picture_and_hidden_sheet(filled, counted, tmp_path):
    book, answer = filled("several-sheets.xlsx")
    assert book["单项"]["B2"].value == counted[OFFICE]["due"]
    assert (book["字典"].sheet_state, book["进度"]["F4"].value) == ("hidden", "=IF(C4=0,0,E4/C4)")
    assert book["进度"]["C4"].value == counted[Scope("village", VILLAGES[0])]["due"]
    assert [left.sheet for left in answer.unknown] == ["说明"]
    with ZipFile(TEMPLATES / "several-sheets.xlsx") as before, ZipFile(tmp_path / "filled.xlsx") as after:
        assert after.read("xl/media/image1.png") == before.read("xl/media/image1.png")


def test_a_protected_sheet_is_filled_and_stays_protected(filled, counted):
    book, answer = filled("protected.xlsx")
    assert book.active.protection.sheet
    assert book.active["D6"].value == counted[Scope("village", "石磴村")]["completed"]
    assert (answer.filled, book.active["C8"].value) == (12, "=SUM(C4:C7)")


def test_forty_sheets_are_filled_each_with_its_village(filled, counted):
    book, answer = filled("forty-sheets.xlsx")
    assert answer.filled == 80
    assert book["第40表"]["B2"].value == counted[Scope("village", VILLAGES[3])]["due"]


def test_what_comes_from_another_workbook_stays(filled, tmp_path):
    book, answer = filled("external-link.xlsx")
    assert answer.filled == 8 + 2
    assert book.active["E4"].value == "=[1]Sheet1!$A$4"
    assert openpyxl.load_workbook(tmp_path / "filled.xlsx", data_only=True).active["E4"].value == 40


def test_bands_under_merged_headings(filled, counted):
    book, answer = filled("elderly-bands.xlsx")
    row = [book.active.cell(9, column).value for column in range(3, 9)]
    bands = [counted[Scope("band", code)] for code in ("60-69", "70-79", "80+")]
    assert row == [figure for band in bands for figure in (band["due"], band["completed"])]
    assert not answer.unknown


def test_merged_rows_of_data_are_filled_in_their_first_row(filled, counted):
    book, _ = filled("merged-rows.xlsx")
    sheet = book.active
    assert [sheet.cell(4 + 2 * nth, 2).value for nth in range(4)] == [
        counted[Scope("village", name)]["due"] for name in VILLAGES
    ]
    assert "B4:B5" in {str(area) for area in sheet.merged_cells.ranges}


def test_macros_are_dropped_with_a_warning(filled, tmp_path):
    book, answer = filled("macros.xlsm")
    assert "macros" in str(answer.unknown[0].why)
    assert book.active["C4"].value
    with ZipFile(tmp_path / "filled.xlsx") as package:
        assert not [name for name in package.namelist() if "vba" in name.lower()]
        assert b"macroEnabled" not in package.read("[Content_Types].xml")


def test_a_whole_folder_goes_in_one_go(township, tmp_path):
    told = []
    done = fill.fill_folder(township, TEMPLATES, tmp_path, ON, lambda *far: told.append(far), WHY)
    refused = {name: each.code for name, each in done.items() if isinstance(each, Refused)}
    assert refused == {}
    assert len(list(tmp_path.iterdir())) == len(done)
    assert told[-1] == (len(done) - 1, len(done))


def test_what_was_said_of_a_heading_is_remembered_for_the_next_workbook(township, tmp_path):
    path = tmp_path / "odd.xlsx"
    book = openpyxl.Workbook()
    for row in (("接种进度统计表",), ("村（社区）", "应种人数", "全程", "剩余对象"), *((name,) for name in VILLAGES)):
        book.active.append(row)
    book.save(path)
    before = fill.template_of(township, path)
    (odd,) = [heading for heading in before.headings if not heading.measure]
    correct(township, [Correction(odd.fingerprint, str(odd.column), "unvaccinated")])
    assert len(fill.template_of(township, path).slots) == len(before.slots) + len(VILLAGES)


def test_an_old_workbook_is_filled_and_saved_as_a_new_one(filled):
    book, answer = filled("old-people-with-total.xls")
    sheet, last = book["名单"], 3 + answer.people
    assert (sheet.cell(last + 1, 1).value, sheet.cell(last + 1, 7).value) == ("合计", f"=SUM(G4:G{last})")
    assert sheet.cell(last, 6).value == f'=IF(G{last}>0,"是","否")'
    assert (sheet["A1"].font.b, sheet["A1"].font.sz, sheet["A3"].fill.fgColor.rgb) == (True, 18, "FFDDEBF7")
    assert (sheet.column_dimensions["C"].width > 15, sheet.print_title_rows) == (True, "$1:$3")
    assert (sheet.page_setup.orientation, sheet.print_area) == ("landscape", f"'名单'!$A$1:$G${last + 3}")
    assert (book["汇总"]["B1"].value, book.defined_names["联系合计"].attr_text) == (
        f"=名单!G{last + 1}",
        f"名单!$G${last + 1}",
    )
    assert {str(left.why) for left in answer.unknown if left.sheet == "名单" and not left.cell} == {
        "Pictures, charts and comments were left out.",
        "Choice lists were left out.",
        "Conditional formats were left out.",
    }


def test_an_old_protected_workbook_stays_protected(filled, counted):
    book, answer = filled("old-three-levels.xls")
    assert book.active.protection.sheet
    assert sum(book.active.cell(row, 4).value for row in range(5, 9)) == counted[Scope("band", "70-79")]["due"]
    assert [str(left.why) for left in answer.unknown if not left.cell] == [
        "old-three-levels.xls is an old workbook: what is filled from it is saved as .xlsx."
    ]


def test_what_is_no_workbook_of_excel_is_refused_with_what_to_do(township, tmp_path):
    (tmp_path / "x.csv").write_text("村,应种人数,全程\n石磴村,,\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        fill.fill(township, tmp_path / "x.csv", tmp_path / "y.xlsx", ON)
    assert refused.value.code == "template_not_xlsx"


def test_a_filled_workbook_that_is_open_elsewhere_is_not_replaced_and_its_print_is_noted_as_stopped(township, tmp_path):
    out = tmp_path / "filled.xlsx"
    fill.fill(township, TEMPLATES / "across.xlsx", out, ON)
    before = out.read_bytes()
    (tmp_path / ".~lock.filled.xlsx#").write_text("x")
    with pytest.raises(Refused) as refused:
        fill.fill(township, TEMPLATES / "across.xlsx", out, ON)
    assert refused.value.code == "file_not_written"
    assert out.read_bytes() == before
    assert [noted.state for noted in register_of_prints(township, 2)] == ["stopped", "done"]


def test_an_old_and_a_new_workbook_of_one_name_do_not_take_each_others_place(township, tmp_path):
    sent, filled = tmp_path / "sent", tmp_path / "filled"
    sent.mkdir()
    filled.mkdir()
    for name in ("three-levels.xlsx", "old-three-levels.xls"):
        (sent / name.removeprefix("old-")).write_bytes((TEMPLATES / name).read_bytes())
    assert len(fill.fill_folder(township, sent, filled, ON)) == 2
    assert sorted(path.name for path in filled.iterdir()) == ["three-levels.xls.xlsx", "three-levels.xlsx"]


def test_a_folder_that_is_cancelled_keeps_what_was_filled_and_writes_no_more(township, tmp_path):
    def stop(done, _all):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        fill.fill_folder(township, TEMPLATES, tmp_path, ON, stop, WHY)
    assert len(list(tmp_path.iterdir())) == 2


def test_every_rate_that_the_register_can_tell_may_stand_in_a_cell(township, counted, tmp_path):
    words = ("全程接种率", "第一剂接种率", "摸底率", "脱失率", "到期脱失率", "应种未种率", "待核实率", "加强免疫接种率")
    book = openpyxl.Workbook()
    for word in (*words, "石磴村60-69岁应种未种率"):
        book.active.append([word, None])
    book.save(tmp_path / "rates.xlsx")
    assert fill.fill(township, tmp_path / "rates.xlsx", tmp_path / "filled.xlsx", ON).filled == len(words) + 1
    sheet, whole = openpyxl.load_workbook(tmp_path / "filled.xlsx").active, counted[OFFICE]
    assert sheet["B4"].value == pytest.approx(whole["dropped_out"] / whole["first_dose"])
    assert sheet["B6"].value == pytest.approx(whole["unvaccinated"] / whole["due"])
    assert sheet["B7"].value == pytest.approx(whole["unverified"] / whole["registered"])


def test_a_rate_of_nobody_stays_empty_and_is_told(township, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["石磴村118-120岁全程接种率", None])
    book.save(tmp_path / "rates.xlsx")
    answer = fill.fill(township, tmp_path / "rates.xlsx", tmp_path / "filled.xlsx", ON)
    assert openpyxl.load_workbook(tmp_path / "filled.xlsx").active["B1"].value is None
    assert "There is nobody of whom to reckon this rate; the cell stays empty." in [
        str(left.why) for left in answer.unknown if left.cell == "B1"
    ]
