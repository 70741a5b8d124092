"""Files that are small on disk and enormous in memory, or that try to reach beyond themselves: refused before they are opened."""

import contextlib
import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from vaxdesk.papers.raw import Budget
from vaxdesk.papers.sheet_biff import measure_stream
from vaxdesk.papers.unreadable import Damaged, TooLarge
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.rules.messages import Refused

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = f'<Relationships xmlns="{RELATIONS}">%s</Relationships>'
LONG = "长" * 10_000


def xlsx(sheet: str, texts: str = "", sheets: int = 1, more: dict[str, str] | None = None) -> bytes:
    """A workbook whose `sheets` sheets are all the same part."""
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(sheets))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": RELS % f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELS
        % (
            f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def rows(text: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{text}</sheetData></worksheet>"


def code_of(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        read_workbook(path)
    return caught.value.code


def read(tmp_path: Path, data: bytes) -> list[list[object]]:
    path = tmp_path / "plain.xlsx"
    path.write_bytes(data)
    return read_workbook(path).sheets[0].rows


FAR_CELLS = [
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "<row><c r='A1'><v>1</v></c></row><row r = '1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
    '<row r="1"><c s="1" r="A1"><v>1</v></c><c s=">" r="XFD1048576"><v>1</v></c></row>',
    '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
    '<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    '<row r="1"><c r="a1"><v>1</v></c><c r="xfd1048576"><v>1</v></c></row>',
    '<row r="1"><c><v>1</v></c></row><row r="1048575"/><row>' + "<c><v>1</v></c>" * 16_000 + "</row>",
]


@pytest.mark.parametrize("cells", FAR_CELLS)
def test_two_cells_far_apart_do_not_make_a_sheet_of_seventeen_billion(tmp_path, cells):
    assert code_of(tmp_path, xlsx(rows(cells))) == "file_too_large_unpacked"


@pytest.mark.parametrize("place", ["E9999999999999999999999999999997", "ABCD5", "5", "E", ""])
def test_a_cell_at_a_place_that_no_sheet_has_is_damage(tmp_path, place):
    cells = f'<row r="1"><c r="A1"><v>1</v></c><c r="{place}"><v>1</v></c></row>'
    assert code_of(tmp_path, xlsx(rows(cells))) == "file_damaged"


TEXT_CELLS = [
    '<c r="A%d" t="s"><v>0</v></c>',
    "<c r='A%d' t='s'><v>0</v></c>",
    '<c r="A%d" t="s"><v ><![CDATA[0]]></v></c>',
]


@pytest.mark.parametrize("cell", TEXT_CELLS)
def test_one_long_text_in_very_many_cells_is_counted_for_each(tmp_path, cell):
    cells = "".join(f'<row r="{n}">{cell % n}</row>' for n in range(1, 20_001))
    assert code_of(tmp_path, xlsx(rows(cells), f"<si><t>{LONG}</t></si>")) == "file_too_large_unpacked"


def test_empty_texts_do_not_shift_the_long_one_out_of_sight(tmp_path):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(1, 20_001))
    assert code_of(tmp_path, xlsx(rows(cells), f"<si/><si><t>{LONG}</t></si>")) == "file_too_large_unpacked"


def test_a_long_text_that_stands_once_harms_nobody(tmp_path):
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert read(tmp_path, xlsx(rows(cells), f"<si><t>{LONG}</t></si>")) == [[LONG]]


def test_thousands_of_formatted_empty_rows_are_not_counted(tmp_path):
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="XFD{n}" s="0"/></row>' for n in range(2, 20_001))
    assert read(tmp_path, xlsx(rows(f'<row r="1"><c r="A1"><v>7</v></c></row>{blank}'))) == [[7]]


def test_sheets_that_share_one_part_are_no_workbook(tmp_path):
    assert code_of(tmp_path, xlsx(rows('<row r="1"><c r="A1"><v>1</v></c></row>'), sheets=2)) == "file_damaged"


@pytest.mark.parametrize("part", ["xl/other.xml", ""])
def test_a_sheet_whose_part_was_not_measured_is_no_workbook(tmp_path, part):
    relations = RELS % f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="/{part}"/>'
    cells = rows('<row r="1"><c r="A1"><v>1</v></c></row>')
    data = xlsx(cells, more={"xl/_rels/workbook.xml.rels": relations, "xl/other.xml": cells})
    assert code_of(tmp_path, data) == "file_damaged"


def test_a_directory_that_understates_a_part_does_not_help(tmp_path):
    data = bytearray(xlsx(rows("<row>" + "<c><v>1</v></c>" * 100_000 + "</row>")))
    entry = data.rindex(b"PK\1\2", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<L", 1000)
    assert code_of(tmp_path, bytes(data)) == "file_too_large_unpacked"


def test_a_part_whose_checksum_is_wrong_is_damaged(tmp_path):
    data = bytearray(xlsx(rows("")))
    entry = data.rindex(b"PK\1\2", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[entry + 16 : entry + 20] = b"\1\2\3\4"
    assert code_of(tmp_path, bytes(data)) == "file_damaged"


def test_entities_are_not_unfolded_and_parts_named_as_paths_are_not_written(tmp_path):
    sheet = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + rows(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="B1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    )
    path = tmp_path / "in" / "tricks.xlsx"
    path.parent.mkdir()
    path.write_bytes(xlsx(sheet, more={"../../out.xml": "<x/>", "xl/worksheets/../../../out.xml": "<x/>"}))
    with contextlib.suppress(Refused):
        assert "aaaa" not in str(read_workbook(path).sheets[0].rows)
    assert [found.name for found in tmp_path.rglob("*") if found.is_file()] == ["tricks.xlsx"]


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.bin", "roster.xlsx"])
def test_other_archives_are_named_as_no_workbook(tmp_path, part):
    assert code_of(tmp_path, zipped({"[Content_Types].xml": "<Types/>", part: "<x/>"})) == "file_not_a_workbook"


def ods(table: str) -> bytes:
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='s'>{table}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


ODS_CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
ODS_BOMBS = [
    ("", ' table:number-columns-repeated="16384"', "x" * 20_000),
    (" table:number-rows-repeated='1048576'", " table:number-columns-repeated='1000'", "x"),
    (' table:number-rows-repeated="1048576"', "", LONG),
]


@pytest.mark.parametrize(("row", "column", "text"), ODS_BOMBS)
def test_repeated_cells_of_an_open_document_are_counted_as_often(tmp_path, row, column, text):
    table = f"<table:table-row{row}>{ODS_CELL.format(column, text)}</table:table-row>"
    assert code_of(tmp_path, ods(table)) == "file_too_large_unpacked"


def test_the_empty_rest_of_an_open_document_is_not_counted(tmp_path):
    table = (
        f"<table:table-row>{ODS_CELL.format('', 'x')}<table:table-cell table:number-columns-repeated='16383'/>"
        "</table:table-row><table:table-row table:number-rows-repeated='1048575'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    assert read(tmp_path, ods(table)) == [["x"]]


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


START, END = record(0x0809, b"\0\6\5\0" + bytes(12)), record(0x000A, b"")


def stream(*cells: bytes, texts: bytes = b"") -> bytes:
    """A workbook stream with one sheet."""
    sheet = START + b"".join(cells) + END
    listed = record(0x0085, struct.pack("<L", len(START) + 12 + len(texts) + len(END)) + bytes(4))
    return START + listed + texts + END + sheet


def test_more_cells_than_any_list_has_are_too_large_as_text_too(tmp_path):
    assert code_of(tmp_path, b"a,\n" + b"b,c," * 4_000_000) == "file_too_large_unpacked"


def number(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def shared(text: str, count: int) -> bytes:
    return record(0x00FC, struct.pack("<LLHB", count, 1, len(text), 0) + text.encode("latin-1"))


def test_old_workbooks_are_measured_record_by_record():
    assert measure_stream(stream(number(0, 0), number(9, 9)), Budget()) == [{}]
    with pytest.raises(TooLarge):
        measure_stream(stream(number(0, 0), number(65535, 255)), Budget())


def test_shared_texts_of_old_workbooks_are_counted_for_each_cell():
    cells = [record(0x00FD, struct.pack("<HHHL", row, 0, 0, 0)) for row in range(40_000)]
    assert measure_stream(stream(*cells, texts=shared("x" * 20, 1)), Budget()) == [{}]
    with pytest.raises(TooLarge):
        measure_stream(stream(*cells, texts=shared("x" * 8_000, 1)), Budget())


def test_error_values_of_old_workbooks_are_found():
    error = record(0x0205, struct.pack("<HHHBB", 4, 2, 0, 0x2A, 1))
    assert measure_stream(stream(error), Budget()) == [{(4, 2): "#N/A"}]


def test_a_cell_that_names_a_text_beyond_the_last_is_damage():
    with pytest.raises(Damaged):
        measure_stream(stream(record(0x00FD, struct.pack("<HHHL", 0, 0, 0, 7)), texts=shared("x", 1)), Budget())


def test_a_merge_that_reaches_far_below_the_sheet_ends_with_it(tmp_path):
    """Found by damaging the county's workbook: one range in it said that it ends in row 399,999,999."""
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "whole.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "far.xlsx", "w", zipfile.ZIP_DEFLATED) as far,
    ):
        for name in whole.namelist():
            far.writestr(name, whole.read(name).replace(b'mergeCell ref="A1:B1"', b'mergeCell ref="A1:B399999999"'))
    [sheet] = read_workbook(tmp_path / "far.xlsx").sheets
    [(_, _, last, _)] = sheet.merges
    assert last < 200
