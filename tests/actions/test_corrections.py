"""Rows that were not taken go back to their sender, who mends them and sends them again."""

import openpyxl
import pytest

from vaxdesk.actions import intake
from vaxdesk.actions.corrections import save_corrections
from vaxdesk.actions.printing import register_of_prints
from vaxdesk.papers.correction_sheet import MARK
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import Refused

from .conftest import ON, make_office

ROSTER = "street-roster.xlsx"


@pytest.fixture(scope="module")
def sent_back(samples, tmp_path_factory):
    """The office, the review of the roster, and the workbook for its sender."""
    folder = tmp_path_factory.mktemp("corrections")
    with make_office(folder) as office:
        change_set = intake.preview(office, [intake.Request(samples / ROSTER)], ON)
        [saved], _ = save_corrections(office, change_set, folder / "更正.xlsx", ON)
        yield office, change_set, saved


def rejected(truth):
    """The rows the truth rejects, by sheet and row."""
    rows = truth["files"][ROSTER]["rows"]
    return {(row["sheet"], row["row"]): row for row in rows if row["outcome"] == "rejected"}


def lines(out):
    """The rows of data by sheet and original row: the cells."""
    found = {}
    for sheet in openpyxl.load_workbook(out):
        assert [cell.value for cell in sheet[4]][-2:] == ["原表行号", "需更正的问题"]
        for row in sheet.iter_rows(min_row=5):
            found[sheet.title, row[-2].value] = row
    return found


def test_it_holds_the_rows_that_were_rejected_and_only_those(sent_back, truth):
    _, _, saved = sent_back
    assert lines(saved.out).keys() == rejected(truth).keys()
    assert saved.rows == len(rejected(truth))


def test_their_own_values_and_headings_stand_where_they_stood(sent_back, samples):
    _, _, saved = sent_back
    theirs = openpyxl.load_workbook(samples / ROSTER, data_only=True)
    for (sheet, number), row in lines(saved.out).items():
        assert [cell.value for cell in row[:-2]] == [cell.value for cell in theirs[sheet][number]][: len(row) - 2]
    for sheet in openpyxl.load_workbook(saved.out):
        for row in (1, 2, 3):
            assert [cell.value for cell in sheet[row]][:-2] == [cell.value for cell in theirs[sheet.title][row]]
        above = {str(merge) for merge in theirs[sheet.title].merged_cells.ranges if merge.max_row <= 4}
        assert {str(merge) for merge in sheet.merged_cells.ranges} == above


def test_the_faulty_cells_are_marked_and_one_sentence_says_why(sent_back, truth):
    _, _, saved = sent_back
    there = lines(saved.out)
    for place, expected in rejected(truth).items():
        row = there[place]
        wrong = {problem["cell"] for problem in expected["problems"] if problem["severity"] == "error"}
        marked = {f"{cell.column_letter}{place[1]}" for cell in row if cell.fill.start_color.rgb == f"FF{MARK[1:]}"}
        assert marked == wrong
        assert all(cell in row[-1].value for cell in wrong)


def test_it_comes_back_through_the_same_door(sent_back):
    office, change_set, saved = sent_back
    again = intake.preview(office, [intake.Request(saved.out)], ON)

    def told(seen):
        return [
            (entry.sheet, entry.name, [found.code for _, found in entry.problems])
            for entry in seen.files[0].entries
            if entry.outcome == "rejected"
        ]

    assert told(again) == told(change_set)
    assert again.files[0].stated_on == change_set.files[0].stated_on


def test_the_export_is_recorded(sent_back):
    office, _, saved = sent_back
    row = office.db.conn.execute("SELECT form, rows, target FROM prints").fetchone()
    assert row == ("corrections", saved.rows, "更正.xlsx")


def test_every_sheet_carries_the_number_under_which_it_stands_in_the_register_of_prints(sent_back):
    office, _, saved = sent_back
    (number,) = office.db.conn.execute("SELECT id FROM prints").fetchone()
    for sheet in openpyxl.load_workbook(saved.out):
        assert sheet.oddFooter.right.text == f"打印编号 {number:06}"


def roster(path, number, name="王雪"):
    """A roster of one person."""
    write_grid(path, {"石磴村": [("花名册",), ("姓名", "身份证号", "家庭住址"), (name, number, "石磴村1号")]})
    return intake.Request(path)


def test_every_sender_gets_only_the_own_rows(office, tmp_path):
    requests = [roster(tmp_path / "甲村.xlsx", "123", "王雪"), roster(tmp_path / "乙村.xlsx", "456", "李丽")]
    change_set = intake.preview(office, requests, ON)
    saved, _ = save_corrections(office, change_set, tmp_path / "更正.xlsx", ON)
    assert [one.out.name for one in saved] == ["更正-甲村.xlsx", "更正-乙村.xlsx"]
    names = [openpyxl.load_workbook(one.out).active["A3"].value for one in saved]
    assert names == ["王雪", "李丽"]
    assert not any(each.first for each in register_of_prints(office))


def test_texts_stay_texts_and_never_become_formulas(office, tmp_path):
    change_set = intake.preview(office, [roster(tmp_path / "a.xlsx", "123", '=HYPERLINK("x")')], ON)
    save_corrections(office, change_set, tmp_path / "更正.xlsx", ON)
    cell = openpyxl.load_workbook(tmp_path / "更正.xlsx").active["A3"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')


def test_nothing_to_correct_writes_nothing(office, tmp_path):
    change_set = intake.preview(office, [roster(tmp_path / "a.xlsx", "140428198208186170")], ON)
    assert save_corrections(office, change_set, tmp_path / "更正.xlsx", ON)[0] == []
    assert not (tmp_path / "更正.xlsx").exists()


def test_another_kind_of_file_is_refused(office, tmp_path):
    with pytest.raises(Refused, match="format_unknown"):
        save_corrections(office, intake.ChangeSet(), tmp_path / "更正.csv", ON)
