"""An old .xls (or WPS .et) workbook as .xlsx: its values, formulas and looks; what it has beside them is named.

Looks come from xlrd, and so do formulas, whose records are found here ([MS-XLS] 2.4.127 Formula, 2.4.260 ShrFmla, 2.4.257 Setup).
"""

import io
import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..rules.messages import Message, say
from .old_looks import Looks
from .package_edit import cell_name
from .raw import Budget, Place
from .sheet_biff import FORMULA, SHEET, records
from .unreadable import Damaged
from .unsealing import MALFORMED, unseal, workbook_stream
from .workbook_cells import written

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHARED_FORMULA, SETUP, FIT, HEADER, FOOTER = 0x04BC, 0x00A1, 0x0081, 0x0014, 0x0015
OBJECT, PROTECTED = 0x005D, 0x0012
LOST: Mapping[int, Message] = {
    OBJECT: say("Pictures, charts and comments were left out."),
    0x01BE: say("Choice lists were left out."),
    0x01B0: say("Conditional formats were left out."),
}
"""Records of what does not come along: Obj, Dv, CondFmt."""
BUTTON = 0x14
"""The kind of object that is only the button of a filter or a choice list."""
WORKSHEET = 0
TEXT, NUMBER, DATE, TRUTH = 1, 2, 3, 4
PORTRAIT, FIT_TO_PAGE = 0x0002, 0x0100
PAPERS = (8, 9)
"""A3 and A4, as both formats number them."""


class Modern(NamedTuple):
    """A workbook as .xlsx, and what was left behind: (sheet, cell or "", why)."""

    data: bytes
    lost: list[tuple[str, str, Message]]


class _Told(NamedTuple):
    """What the records of a sheet say beside its values: formulas as tokens, page setup, what is lost."""

    formulas: dict[Place, tuple[bytes, bool]]
    setup: bytes
    fit: bool
    protected: bool
    texts: dict[int, bytes]
    lost: list[Message]


def modernised(data: bytes) -> Modern:
    """Write an old workbook as .xlsx; nothing is left out without being told. Raises Unreadable."""
    import xlrd
    from openpyxl import Workbook

    data = unseal(data, None)
    stream = workbook_stream(data) or b""
    try:
        old = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        starts = [
            int.from_bytes(stream[start : start + 4], "little")
            for kind, start, _ in records(stream, 0, Budget())
            if kind == SHEET and stream[start + 5] == WORKSHEET
        ]
        book = Workbook()
        book.remove(book.active)
        lost: list[tuple[str, str, Message]] = []
        for sheet, start in zip(old.sheets(), starts, strict=True):
            lost += _copy(old, sheet, _told(stream, start), book.create_sheet(sheet.name))
        _copy_names(old, book)
        out = io.BytesIO()
        book.save(out)
    except (xlrd.XLRDError, *MALFORMED) as error:
        raise Damaged from error
    return Modern(out.getvalue(), lost)


def _told(stream: bytes, position: int) -> _Told:
    told = _Told({}, b"", False, False, {}, [])
    setup, fit, protected = b"", False, False
    place: Place = (0, 0)
    for kind, start, length in records(stream, position, Budget()):
        content = stream[start : start + length]
        if kind == FORMULA:
            place = struct.unpack_from("<HH", content)
            size = int.from_bytes(content[20:22], "little")
            told.formulas[place] = content[22 : 22 + size], False
        elif kind == SHARED_FORMULA:
            _share(told.formulas, content)
        elif kind == SETUP:
            setup = content
        elif kind == FIT:
            fit = bool(int.from_bytes(content[:2], "little") & FIT_TO_PAGE)
        elif kind in (HEADER, FOOTER) and content:
            told.texts[kind] = content
        elif kind == PROTECTED:
            protected = bool(content[:1].strip(b"\0"))
        elif kind in LOST and not (kind == OBJECT and content[4:5] == bytes([BUTTON])) and LOST[kind] not in told.lost:
            told.lost.append(LOST[kind])
    return told._replace(setup=setup, fit=fit, protected=protected)


def _share(formulas: dict[Place, tuple[bytes, bool]], content: bytes) -> None:
    """Keep the tokens of a shared formula with its first cell, to which the others point (token 1, row, column)."""
    first, last, left, right = struct.unpack_from("<HHBB", content)
    size = int.from_bytes(content[8:10], "little")
    tokens = content[10 : 10 + size]
    for row in range(first, last + 1):
        for column in range(left, right + 1):
            own = formulas.get((row, column))
            if own is not None and own[0][:1] == b"\x01":
                formulas[row, column] = tokens, True
    formulas[-1 - first, left] = tokens, True


def _formula(old: Any, told: _Told, place: Place) -> str:
    """The text of a formula; "" where it cannot be told."""
    from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula

    tokens, shared = told.formulas[place]
    if tokens[:1] == b"\x01":
        row, column = struct.unpack_from("<HH", tokens, 1)
        tokens, shared = told.formulas.get((-1 - row, column), (b"", True))
    kind = FMLA_TYPE_SHARED if shared else FMLA_TYPE_CELL
    text = decompile_formula(old, tokens, len(tokens), kind, *place) if tokens else None
    return "" if not text or "?" in text or "#REF" in text else _plain(str(text))


def _plain(formula: str) -> str:
    """A formula with whole numbers written as such, and one cell of another sheet as one."""
    from openpyxl.formula.tokenizer import Tokenizer

    return "".join(map(_plain_token, Tokenizer(f"={formula}").items))


def _plain_token(token: Any) -> str:
    sheet, sign, area = str(token.value).rpartition("!")
    first, _, last = area.partition(":")
    if token.subtype == token.RANGE and sign and first == last:
        return f"{sheet}!{first}"
    return str(token.value).removesuffix(".0") if token.subtype == token.NUMBER else str(token.value)


def _copy(old: Any, sheet: Any, told: _Told, new: "Worksheet") -> Iterator[tuple[str, str, Message]]:
    """Copy a sheet with its looks; yield what is lost."""
    looks = Looks(old)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            made = new.cell(row + 1, column + 1)
            made.value = _value(old, cell)
            looks.dress(made, cell.xf_index)
            if (row, column) in told.formulas:
                formula = _formula(old, told, (row, column))
                made.value = f"={formula}" if formula else None
                if not formula:
                    yield sheet.name, cell_name((row, column)), say("The formula could not be kept.")
    for top, bottom, left, right in sheet.merged_cells:
        new.merge_cells(start_row=top + 1, end_row=bottom, start_column=left + 1, end_column=right)
    looks.measure(sheet, new)
    new.sheet_state = ("visible", "hidden", "veryHidden")[sheet.visibility]
    _set_up(told, new)
    yield from ((sheet.name, "", why) for why in told.lost)


def _value(old: Any, cell: Any) -> object:
    from xlrd.xldate import xldate_as_datetime

    if cell.ctype == TEXT:
        return written(cell.value)
    if cell.ctype == DATE:
        return xldate_as_datetime(cell.value, old.datemode)
    if cell.ctype == NUMBER:
        return int(cell.value) if float(cell.value).is_integer() else cell.value
    return bool(cell.value) if cell.ctype == TRUTH else None


def _set_up(told: _Told, new: "Worksheet") -> None:
    """Paper, direction, fit to the page, and the lines at head and foot."""
    if len(told.setup) >= 12:
        paper, scale, _, wide, high, options = struct.unpack_from("<6H", told.setup)
        new.page_setup.paperSize = paper if paper in PAPERS else PAPERS[1]
        new.page_setup.orientation = "portrait" if options & PORTRAIT else "landscape"
        new.page_setup.scale = scale if 10 <= scale <= 400 else None
        new.page_setup.fitToWidth, new.page_setup.fitToHeight = wide, high
    new.sheet_properties.pageSetUpPr.fitToPage = told.fit
    new.protection.sheet = told.protected
    for kind, line in ((HEADER, new.oddHeader), (FOOTER, new.oddFooter)):
        if content := told.texts.get(kind):
            _write_line(line, content)


def _write_line(line: Any, content: bytes) -> None:
    import lxml.etree
    from openpyxl.worksheet.header_footer import HeaderFooterItem

    count, wide = struct.unpack_from("<HB", content)
    text = content[3:].decode("utf-16-le" if wide & 1 else "latin-1")[:count]
    element = lxml.etree.Element("line")
    element.text = text
    found = HeaderFooterItem.from_tree(element)
    line.left, line.center, line.right = found.left, found.center, found.right


def _copy_names(old: Any, book: Any) -> None:
    """Copy the names of cells, print areas, and the rows that stand on every page."""
    from openpyxl.workbook.defined_name import DefinedName

    sheets = old.sheet_names()
    for name in old.name_obj_list:
        told = str(name.result.text) if name.result is not None and name.result.text else ""
        area = told.rpartition("!")[2].replace("$", "")
        rows = [end.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for end in area.split(":")]
        if name.builtin and 0 <= name.scope < len(sheets):
            if name.name == "Print_Area" and area:
                book[sheets[name.scope]].print_area = area
            elif name.name == "Print_Titles" and len(rows) == 2:
                book[sheets[name.scope]].print_title_rows = ":".join(rows)
        elif name.scope < 0 and told and not name.macro:
            book.defined_names[name.name] = DefinedName(name.name, attr_text=told)
