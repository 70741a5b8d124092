"""Rows that were sent back, as a workbook for their sender: their own sheet and headings, those rows, and what is wrong.

The columns stand where the sender put them, so that the mended workbook comes back through the same door; two more at the right
give the row in the sender's own file and the sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from .raw import Merge, Raw, RawSheet
from .saving import put
from .tables import Table
from .workbook_cells import DATE_FORMAT, OPTIONS, TEXT_FORMAT, put_cell
from .worksheet_names import worksheet_name

MARK = "#FFE699"
SENTENCE_WIDTH = 60
WIDEST, NARROWEST = 30, 6


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """The rows of one sheet that go back: what stood above the rows of data, with its merged cells, and the rows by number."""

    name: str
    above: Sequence[Sequence[Raw]]
    merges: Sequence[Merge]
    rows: Mapping[int, Sequence[Raw]]

    @property
    def width(self) -> int:
        """Columns of the sender's table."""
        return max(map(len, (*self.above, *self.rows.values())))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: the columns to mark, from 0, and the sentence."""

    columns: frozenset[int]
    sentence: str


def returned(table: Table, sheet: RawSheet, numbers: frozenset[int]) -> ReturnedSheet:
    """The rows of these numbers as they go back."""
    top = table.header_rows[-1]
    return ReturnedSheet(
        table.sheet,
        sheet.rows[:top],
        [merge for merge in sheet.merges if merge[2] < top],
        {number: cells for number, cells in table.rows if number in numbers},
    )


def write_corrections(
    sheets: Sequence[ReturnedSheet],
    faults: Mapping[tuple[str, int], Fault],
    headings: tuple[str, str],
    note: str,
    target: Path,
) -> None:
    """Write a workbook of the sheets; `faults` by sheet and row, `headings` those of the row number and of the sentence.

    `note` (the number of the print) stands at the foot of every page.

    Raises Refused("file_not_written").
    """
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    looks = _Looks(book)
    taken: set[str] = set()
    for sheet in sheets:
        worksheet = book.add_worksheet(worksheet_name(sheet.name, "Sheet", taken))
        _write_above(worksheet, sheet, headings, looks)
        for place, (number, cells) in enumerate(sheet.rows.items(), len(sheet.above)):
            fault = faults[sheet.name, number]
            for column in range(sheet.width):
                value = _value(cells[column] if column < len(cells) else None)
                put_cell(worksheet, place, column, value, looks.of(value, column in fault.columns))
            worksheet.write_number(place, sheet.width, number)
            put_cell(worksheet, place, sheet.width + 1, fault.sentence, looks.wrapped)
        _shape(worksheet, sheet)
        worksheet.set_footer(f"&R{note}")
    book.close()
    put(buffer.getvalue(), target)


def _write_above(worksheet: Any, sheet: ReturnedSheet, headings: tuple[str, str], looks: "_Looks") -> None:
    for number, row in enumerate(sheet.above):
        for column, cell in enumerate(row):
            if cell is not None:
                put_cell(worksheet, number, column, _value(cell), looks.heading)
    for first, left, last, right in sheet.merges:
        cells = sheet.above[first]
        value = _value(cells[left] if left < len(cells) else None)
        worksheet.merge_range(first, left, last, right, "", looks.heading)
        put_cell(worksheet, first, left, value, looks.heading)
    for column, heading in enumerate(headings, sheet.width):
        put_cell(worksheet, len(sheet.above) - 1, column, heading, looks.heading)


def _shape(worksheet: Any, sheet: ReturnedSheet) -> None:
    worksheet.freeze_panes(len(sheet.above), 0)
    for column in range(sheet.width):
        longest = max((len(str(cells[column])) for cells in sheet.rows.values() if column < len(cells)), default=0)
        worksheet.set_column(column, column, min(max(longest + 4, NARROWEST), WIDEST))
    worksheet.set_column(sheet.width + 1, sheet.width + 1, SENTENCE_WIDTH)


def _value(cell: Raw) -> Any:
    return str(cell) if isinstance(cell, bool) else cell


class _Looks:
    """The few looks of the workbook: texts stay texts, days are days, and what is wrong is marked."""

    def __init__(self, book: Any) -> None:
        border = {"border": 1, "valign": "vcenter"}
        self.heading = book.add_format({**border, "bold": True, "align": "center", "text_wrap": True})
        self.wrapped = book.add_format({**border, "text_wrap": True, "num_format": TEXT_FORMAT})
        self._looks = {
            (form, marked): book.add_format({**border, "num_format": form, **({"bg_color": MARK} if marked else {})})
            for form in (TEXT_FORMAT, DATE_FORMAT, "General")
            for marked in (False, True)
        }

    def of(self, value: Any, marked: bool) -> Any:
        """The look of a value."""
        form = DATE_FORMAT if isinstance(value, date) else "General" if isinstance(value, int | float) else TEXT_FORMAT
        return self._looks[form, marked]
