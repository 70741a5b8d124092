"""Workbooks that come in: read by content, with every value kept as typed, or refused in one sentence."""

import io
import zipfile
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from vaxdesk.papers.sealed import encrypt_workbook
from vaxdesk.papers.tables import load_layouts, recognise
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.rules.messages import Refused

PEOPLE = [["姓名", "身份证号", "第一剂"], ["余旺", "140428196204061136", "2021.8.3"]]


def saved(tmp_path: Path, *rows: list, name: str = "花名册.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def written(tmp_path: Path, data: bytes, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def refusal(path: Path, password: str | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        recognise(read_workbook(path, password), load_layouts())
    return caught.value


GARBAGE = {
    "empty.xlsx": "file_empty",
    "truncated.xlsx": "file_damaged",
    "password.xlsx": "file_password",
    "letter.xlsx": "file_not_a_workbook",
    "bomb.xlsx": "file_too_large_unpacked",
    "bomb-cells.xlsx": "file_too_large_unpacked",
    "no-rows.xlsx": "no_rows",
    "other-form.xlsx": "form_not_recognised",
}


@pytest.mark.parametrize(("name", "code"), GARBAGE.items())
def test_garbage_is_refused_with_a_sentence_that_names_the_file(samples, truth, name, code):
    assert truth["files"][f"garbage/{name}"]["code"] == code
    refused = refusal(samples / "garbage" / name)
    assert refused.code == code
    assert name in str(refused.message)


TAKEN = {
    "html.xls": "html",
    "injection.xlsx": "xlsx",
    "blank-rows.xlsx": "xlsx",
    "roster.ods": "ods",
    "roster.et": "xls",
    "resaved.xlsx": "xlsx",
    "roster-gb18030.csv": "csv",
    "dates-1904.xlsx": "xlsx",
}


@pytest.mark.parametrize(("name", "kind"), TAKEN.items())
def test_odd_files_are_read_in_spite_of_how_they_look(samples, truth, name, kind):
    workbook = read_workbook(samples / "garbage" / name)
    [table] = recognise(workbook, load_layouts()).tables
    assert workbook.kind == kind
    assert len(table.rows) == truth["files"][f"garbage/{name}"]["data_rows"]


def test_the_same_roster_reads_the_same_from_four_formats(samples):
    tables = []
    for name in ("roster.ods", "roster.et", "resaved.xlsx", "roster-gb18030.csv"):
        [table] = recognise(read_workbook(samples / "garbage" / name), load_layouts()).tables
        tables.append([(row[1], row[3], str(row[6])) for _, row in table.rows])
    assert tables[0][0] == ("余军虎", "14042819620209759X", "2021-08-05")
    assert all(table == tables[0] for table in tables)


def test_the_password_opens_the_workbook(samples, truth):
    sample = truth["files"]["garbage/password.xlsx"]
    workbook = read_workbook(samples / "garbage" / "password.xlsx", sample["password"])
    assert workbook.kind == "xlsx"
    assert len(workbook.sheets[0].rows) == sample["rows_once_opened"] + 1


def test_a_wrong_password_has_its_own_sentence(samples):
    path = samples / "garbage" / "password.xlsx"
    missing, wrong = refusal(path), refusal(path, "长子2022")
    assert missing.code == wrong.code == "file_password"
    assert missing.message.text != wrong.message.text


def test_what_we_seal_we_can_open(tmp_path):
    data = saved(tmp_path, *PEOPLE).read_bytes()
    sealed = written(tmp_path, encrypt_workbook(data, "石磴2021"), "sealed.xlsx")
    assert read_workbook(sealed, "石磴2021").sheets[0].rows[1][0] == "余旺"


def test_the_password_that_excel_itself_tries_first_is_asked_of_nobody(tmp_path):
    data = saved(tmp_path, *PEOPLE).read_bytes()
    sealed = written(tmp_path, encrypt_workbook(data, "VelvetSweatshop"), "sealed.xlsx")
    assert read_workbook(sealed).sheets[0].rows[1][0] == "余旺"


def test_names_that_look_like_formulas_stay_text(samples, truth):
    [sheet] = read_workbook(samples / "garbage" / "injection.xlsx").sheets
    assert [row[1] for row in sheet.rows[1:]] == truth["files"]["garbage/injection.xlsx"]["names"]


def test_the_date_system_of_1904_is_honoured(samples):
    [sheet] = read_workbook(samples / "garbage" / "dates-1904.xlsx").sheets
    assert sheet.rows[1][6] == date(2021, 8, 5)


def test_values_stay_what_they_were_typed_as(tmp_path):
    path = saved(tmp_path, ["140428196204061136", 2021.1, 20210803, date(2021, 8, 3), True, None, time(9, 30)])
    [sheet] = read_workbook(path).sheets
    assert sheet.rows == [["140428196204061136", 2021.1, 20210803, date(2021, 8, 3), True, None, "09:30:00"]]


def test_a_number_that_should_be_an_identity_number_can_be_seen_as_a_number(tmp_path):
    [sheet] = read_workbook(saved(tmp_path, [140428196204061136])).sheets
    assert isinstance(sheet.rows[0][0], float)


def test_rows_and_columns_count_from_a1_also_when_the_sheet_begins_further_down(tmp_path):
    book = openpyxl.Workbook()
    book.active["C3"] = "姓名"
    book.save(tmp_path / "far.xlsx")
    [sheet] = read_workbook(tmp_path / "far.xlsx").sheets
    assert sheet.rows[2][2] == "姓名"


def test_merged_ranges_and_hidden_sheets_are_told(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "花名册"
    book.active.merge_cells("A1:C2")
    book.create_sheet("参数").sheet_state = "hidden"
    book.save(tmp_path / "merged.xlsx")
    first, second = read_workbook(tmp_path / "merged.xlsx").sheets
    assert first.merges == ((0, 0, 1, 2),)
    assert (first.visible, second.visible) == (True, False)


def test_an_error_value_reads_as_its_text_and_not_as_nothing(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["余旺", "#N/A"])
    book.active["B1"].data_type = "e"
    book.save(tmp_path / "error.xlsx")
    assert read_workbook(tmp_path / "error.xlsx").sheets[0].rows == [["余旺", "#N/A"]]


def test_a_formula_without_its_result_is_refused_where_it_speaks_of_a_person(tmp_path):
    path = saved(tmp_path, ["姓名", "身份证号", "第一剂"], ["余旺", "140428196204061136", "=TODAY()"])
    refused = refusal(path)
    assert refused.code == "formula_not_calculated"
    assert refused.message.values["row"] == 2
    assert refused.message.values["formula"] == "=TODAY()"


def test_a_row_of_nothing_but_formulas_is_not_taken_for_an_empty_one(tmp_path):
    path = saved(tmp_path, *PEOPLE, ["=A2", "=B2", "=C2"])
    assert refusal(path).code == "formula_not_calculated"


def test_a_formula_with_its_result_reads_as_the_result(tmp_path):
    path = saved(tmp_path, ["=1+1"])
    book = rewritten(path, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    [sheet] = read_workbook(written(tmp_path, book, "cached.xlsx")).sheets
    assert sheet.rows == [[2.0]]
    assert not sheet.uncalculated


def rewritten(path: Path, old: bytes, new: bytes) -> bytes:
    """The workbook at `path` with a piece of its first sheet's XML replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in data, data
                data = data.replace(old, new)
            target.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ","), ("utf-8", "\t"), ("gb18030", ","), ("gbk", ";"), ("utf-16", "\t")],
)
def test_text_is_read_in_its_own_encoding_and_with_its_own_separator(tmp_path, encoding, separator):
    text = "\r\n".join(separator.join(row) for row in [*PEOPLE, ["阎香", "14042819900225526X", ""]])
    [sheet] = read_workbook(written(tmp_path, text.encode(encoding), "任意名称.xlsx")).sheets
    assert sheet.rows == [*PEOPLE, ["阎香", "14042819900225526X", None]]


def test_rare_characters_that_only_gb18030_has_are_read(tmp_path):
    [sheet] = read_workbook(written(tmp_path, "姓名,电话\n董𬍛䶮,1\n".encode("gb18030"), "rare.csv")).sheets
    assert sheet.rows[1][0] == "董𬍛䶮"


def test_quoted_cells_may_hold_commas_and_line_breaks(tmp_path):
    text = '姓名,住址,身份证号\n余旺,"石磴村1号,\n二楼","=""140428196204061136"""\n'
    [sheet] = read_workbook(written(tmp_path, text.encode(), "quoted.csv")).sheets
    assert sheet.rows[1] == ["余旺", "石磴村1号,\n二楼", "140428196204061136"]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest(tmp_path):
    text = '姓名,住址\n余旺,"石磴村\n' + "阎香,鹤鸣岭村\n" * 5
    assert refusal(written(tmp_path, text.encode(), "open.csv")).code == "file_damaged"


def test_a_web_page_that_says_gb2312_is_read_as_gb18030_and_its_spans_are_merged_ranges(tmp_path):
    page = (
        '<html><meta charset="gb2312"><table><tr><td rowspan=2>户号</td><td colspan=2>董𬍛</td></tr>'
        "<tr><td>1</td><td>2</td></tr></table></html>"
    )
    [sheet] = read_workbook(written(tmp_path, page.encode("gb18030"), "page.xls")).sheets
    assert sheet.rows == [["户号", "董𬍛", None], [None, "1", "2"]]
    assert sheet.merges == ((0, 0, 1, 0), (0, 1, 0, 2))


NOT_WORKBOOKS = {
    "page.xls": (b"<html><body>Please log in</body></html>", "file_html"),
    "letter.txt": ("尊敬的用户\n请查收\n".encode(), "file_not_a_workbook"),
    "scan.pdf": (b"%PDF-1.7\n\xff\xfe\x00", "file_not_a_workbook"),
    "blanks.csv": (b" \r\n\r\n", "file_empty"),
    "half.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100), "file_damaged"),
}


@pytest.mark.parametrize("name", NOT_WORKBOOKS)
def test_what_is_no_workbook_is_named_as_what_it_is(tmp_path, name):
    data, code = NOT_WORKBOOKS[name]
    assert refusal(written(tmp_path, data, name)).code == code


def test_a_file_that_is_not_there_is_refused_and_not_a_fault(tmp_path):
    assert refusal(tmp_path / "gone.xlsx").code == "file_unreadable"


def test_reading_leaves_the_file_and_its_folder_as_they_were(tmp_path):
    path = saved(tmp_path, *PEOPLE)
    before = path.read_bytes()
    read_workbook(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
