"""Workbooks that go out: plain grids of rows, and filled forms ready to be printed."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .saving import put
from .sheet import Cell
from .workbook_cells import TEXT_FORMAT, looks_like_long_number, tempts, written

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

DATE_FORMAT = "yyyy-mm-dd"


def write_grid(target: Path | BinaryIO, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> None:
    """Write rows as they are, one worksheet per name: text stays text, days are real dates, integers are numbers.

    Memory does not grow with the rows of a worksheet's list given as a generator, save for the packed file itself.
    Raises Refused("file_not_written"), and ValueError for a worksheet name that Excel does not allow.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        _append(book.create_sheet(name), rows)
    buffer = BytesIO()
    book.save(buffer)
    put(buffer.getvalue(), target)


def _append(worksheet: "WriteOnlyWorksheet", rows: Iterable[Sequence[Cell]]) -> None:
    from openpyxl.cell import WriteOnlyCell

    pattern = WriteOnlyCell(worksheet)
    pattern.number_format = TEXT_FORMAT
    digits = pattern._style
    pattern = WriteOnlyCell(worksheet)
    pattern.number_format = TEXT_FORMAT
    pattern.quotePrefix = True
    quoted = pattern._style

    def kept(value: Cell) -> object:
        if not isinstance(value, str):
            return value
        text = written(value)
        if not tempts(text) and not looks_like_long_number(text):
            return text
        cell = WriteOnlyCell(worksheet, text)
        cell.data_type = "s"
        cell._style = quoted if tempts(text) else digits
        return cell

    for row in rows:
        worksheet.append([kept(value) for value in row])
