"""Workbooks that go out: filled forms ready to be printed, and plain grids of rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from ..rules.records import Progress
from .fonts import font_data
from .saving import put
from .sheet import Cell, Sheet
from .telling import Told
from .workbook_cells import TEXT_FORMAT, misread, tempts, written
from .workbook_sheet import WorksheetWriter

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_workbook(sheets: Iterable[Sheet], target: Path | BinaryIO, progress: Progress | None = None) -> None:
    """Write each sheet on a worksheet of its own, as it would be printed, and named after its place.

    Text stays text whatever it begins with, days are real dates. `progress` is told the rows done.
    Raises Refused("file_not_written") and what `progress` raises; then nothing is written.
    """
    from openpyxl import Workbook

    papers = list(sheets)
    told = Told(progress, sum(len(sheet.rows) for sheet in papers))
    book, fonts = Workbook(write_only=True), font_data()["workbook"]
    taken: set[str] = set()
    for sheet in papers:
        worksheet = book.create_sheet(_name(sheet, taken))
        WorksheetWriter(worksheet, sheet, fonts).write(told.one)
    _save(book, target)


def write_grid(target: Path | BinaryIO, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> None:
    """Write rows as they are, one worksheet per name: text stays text, days are real dates, integers are numbers.

    Raises Refused("file_not_written"), and ValueError for a worksheet name that Excel does not allow.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        worksheet = book.create_sheet(name)
        grid = _GridCells(worksheet)
        for row in rows:
            worksheet.append(grid.kept(value) for value in row)
    _save(book, target)


class _GridCells:
    """Makes the cells of a plain grid: one for each look, filled anew for every value; rows are written at once."""

    def __init__(self, worksheet: Any) -> None:
        self._digits = self._look(worksheet, quoted=False)
        self._quoted = self._look(worksheet, quoted=True)

    def kept(self, value: Cell) -> object:
        """The value itself, or a cell that keeps it as it is: long numbers and leading signs as text."""
        if not isinstance(value, str):
            return value
        text = written(value)
        if tempts(text):
            return self._filled(self._quoted, text)
        return self._filled(self._digits, text) if misread(text) else text

    def _filled(self, cell: Any, text: str) -> object:
        cell.value = text
        cell.data_type = "s"
        return cell

    def _look(self, worksheet: Any, quoted: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(worksheet)
        cell.number_format = TEXT_FORMAT
        cell.quotePrefix = quoted
        return cell


def _save(book: Any, target: Path | BinaryIO) -> None:
    buffer = BytesIO()
    book.save(buffer)
    put(buffer.getvalue(), target)


def _name(sheet: Sheet, taken: set[str]) -> str:
    """A worksheet name that Excel allows, and that no other worksheet has: the place, else the title."""
    wish = _FORBIDDEN.sub(" ", sheet.place or sheet.title).strip()[:_LONGEST_NAME] or sheet.name
    name, number = wish, 1
    while name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = wish[: _LONGEST_NAME - len(ending)] + ending
    taken.add(name.lower())
    return name
