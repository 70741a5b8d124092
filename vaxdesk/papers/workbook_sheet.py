"""One filled form on a worksheet: title, caption, merged headings, ruled rows, notes, signatures, and how it prints."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from .sheet import Cell, Column, Lead, Sheet
from .workbook_cells import put_cell, tempts
from .workbook_styles import Style, Styles

_UNITS_PER_MM = 0.5  # column widths are counted in digits of the standard font
_WITHOUT_TABLE, _TEXT_WIDTH = 8, 160.0  # columns and millimetres of a sheet that has lines to read only
_LINE, _LOWEST, _HEADING, _TITLE, _SIGNATURE = 13.5, 20.0, 20.0, 36.0, 28.0  # heights in points
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.75, "bottom": 0.7}  # inches
_MM_PER_POINT = 25.4 / 72
_PAPERS = {"A4": 9, "A3": 8}


class WorksheetWriter:
    """Writes one sheet row by row. Rows and columns are counted from 0."""

    def __init__(self, worksheet: Any, sheet: Sheet, styles: Styles) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._styles = styles
        self._columns = len(sheet.columns)
        self._across_columns = self._columns or _WITHOUT_TABLE
        self._wide = sum(column.width for column in sheet.columns) or _TEXT_WIDTH
        self._groups = [column.group for column in sheet.columns]
        self._deep = any(self._groups)
        self._row = 0

    def write(self, told: Callable[[], None]) -> None:
        """Write everything; `told` is called after every row of the sheet."""
        self._prepare()
        if self._sheet.letterhead:
            self._across(self._sheet.letterhead, self._styles.middle, _LOWEST)
        self._across(self._sheet.title, self._styles.title, _TITLE)
        if any(self._sheet.caption):
            self._caption(*self._sheet.caption)
        for line in self._sheet.lead:
            self._lead(line)
        if self._columns:
            self._table(told)
        self._tail()

    def _table(self, told: Callable[[], None]) -> None:
        """The table with its heading, which stands on every page, stays when one scrolls, and filters."""
        self._heading()
        self._worksheet.repeat_rows(0, self._row - 1)
        self._worksheet.freeze_panes(self._row, 0)
        first = self._row
        self._rows(told)
        if self._sheet.rows and self._sheet.lines == len(self._sheet.rows):
            last = self._row - 1 - bool(self._sheet.totalled)
            self._worksheet.autofilter(first - 1, 0, max(first, last), self._columns - 1)

    def _prepare(self) -> None:
        """Column widths and printing: A4, as wide as the page, page numbers."""
        worksheet, sheet = self._worksheet, self._sheet
        for number, column in enumerate(sheet.columns):
            worksheet.set_column(number, number, column.width * _UNITS_PER_MM)
        if not sheet.columns:
            worksheet.set_column(0, _WITHOUT_TABLE - 1, _TEXT_WIDTH / _WITHOUT_TABLE * _UNITS_PER_MM)
        if sheet.landscape:
            worksheet.set_landscape()
        worksheet.set_paper(_PAPERS[sheet.size])
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(**_MARGINS)
        worksheet.center_horizontally()
        gaps = {"page": "&P", "pages": "&N"}
        beside = " ".join(filter(None, (sheet.print_note, sheet.pages_label.format(**gaps))))
        worksheet.set_footer(f"&C{sheet.page_label.format(**gaps)}&R{beside}")

    def _lead(self, lead: Lead) -> None:
        """Fields side by side, or a paragraph across the sheet."""
        width = self._wide / len(lead.parts)
        height = max(_LINE * (_lines(part, width, 10.5) + 0.5) for part in lead.parts)
        starts = [number * self._across_columns // len(lead.parts) for number in range(len(lead.parts))]
        for start, end, part in zip(starts, [*starts[1:], self._across_columns], lead.parts, strict=True):
            self._merged(start, end, part, self._styles.paragraph)
        self._next(max(_LOWEST, height))

    def _caption(self, left: str, right: str) -> None:
        middle = max(1, self._across_columns * 2 // 3)
        self._merged(0, middle, left, self._styles.left)
        self._merged(middle, self._across_columns, right, self._styles.right)
        self._next(_LOWEST)

    def _heading(self) -> None:
        """One row of titles, or two: groups over their titles, and titles without a group through both."""
        upper, below = self._row, self._row + self._deep
        for number, column in enumerate(self._sheet.columns):
            if not column.group:
                self._merged(number, number + 1, column.title, self._styles.heading, below)
                continue
            put_cell(self._worksheet, below, number, column.title, self._styles.heading)
            if number == 0 or self._groups[number - 1] != column.group:
                end = next(
                    (no for no in range(number, self._columns) if self._groups[no] != column.group), self._columns
                )
                self._merged(number, end, column.group, self._styles.heading, upper)
        if self._deep:
            self._next(_HEADING)
        self._next(self._heading_height())

    def _heading_height(self) -> float:
        """What the titles need: below the group headings, where there are any, else in one row."""
        columns = self._sheet.columns
        alone = max((_title_height(column) for column in columns if not column.group), default=_LOWEST)
        below = max((_title_height(column) for column in columns if column.group), default=_LOWEST)
        return max(below, alone - _HEADING) if self._deep else alone

    def _rows(self, told: Callable[[], None]) -> None:
        columns = self._sheet.columns
        plain = [self._styles.column(column) for column in columns]
        quoted = [self._styles.column(column, quoted=True) for column in columns]
        for cells in self._sheet.rows or self._sheet.when_empty:
            if len(cells) == 1 < len(columns):
                self._across(cells[0], self._styles.across, _LOWEST)
                continue
            for number, cell in enumerate(cells):
                style = quoted[number] if isinstance(cell, str) and tempts(cell) else plain[number]
                put_cell(self._worksheet, self._row, number, cell, style)
            self._next(max(_height(cell, column) for cell, column in zip(cells, columns, strict=True)))
            told()

    def _tail(self) -> None:
        sheet, styles = self._sheet, self._styles
        self._next(_LINE / 2)
        for note, style in [
            *((note, styles.note) for note in sheet.footnotes),
            (sheet.mask_note, styles.grey),
            (sheet.print_note, styles.grey),
        ]:
            if note:
                self._across(note, style, _LINE * (_lines(note, self._wide, 9) + 0.2))
        if sheet.signature:
            self._next(_LINE / 2)
            self._signatures(sheet.signature)

    def _signatures(self, signatures: Sequence[str]) -> None:
        starts = [number * self._across_columns // len(signatures) for number in range(len(signatures))]
        for start, end, signature in zip(starts, [*starts[1:], self._across_columns], signatures, strict=True):
            self._merged(start, end, signature, self._styles.left)
        self._next(_SIGNATURE)

    def _across(self, value: Cell, style: Style, height: float) -> None:
        self._merged(0, self._across_columns, value, style)
        self._next(height)

    def _merged(self, start: int, end: int, value: Cell, style: Style, last_row: int | None = None) -> None:
        """Put a value into the columns from `start` up to `end`, merged, in this row or down to `last_row`."""
        bottom = self._row if last_row is None else last_row
        if end - start > 1 or bottom > self._row:
            self._worksheet.merge_range(self._row, start, bottom, end - 1, "", style)
        put_cell(self._worksheet, self._row, start, value, style)

    def _next(self, height: float) -> None:
        self._worksheet.set_row(self._row, height)
        self._row += 1


def _height(cell: Cell, column: Column) -> float:
    """The height of a row that shows this cell whole; not every program finds it out by itself."""
    if not isinstance(cell, str) or column.kind != "text":
        return _LOWEST
    return max(_LOWEST, _LINE * _lines(cell, column.width, 10) + 4)


def _title_height(column: Column) -> float:
    return max(_LOWEST, _LINE * _lines(column.title, column.width, 10.5) + 4)


def _lines(text: str, width: float, size: float) -> int:
    """About how many lines a text needs in `width` millimetres, where a Chinese character is as wide as the size."""
    ems = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text)
    return 1 + int(ems * size * _MM_PER_POINT / (width - 1.5)) + text.count("\n")
