"""One filled form on a worksheet: title, caption, merged headings, ruled rows, notes, signatures, and how it prints."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .sheet import Cell, Column, Sheet
from .workbook_cells import tempts, written
from .workbook_styles import Style, Styles

_UNITS_PER_MM = 0.5  # column widths are counted in digits of the standard font
_LINE, _LOWEST, _HEADING, _TITLE = 13.5, 20.0, 20.0, 36.0  # heights in points
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.75, "bottom": 0.7, "header": 0.3, "footer": 0.35}  # inches
_MM_PER_POINT = 25.4 / 72
_A4 = 9


class WorksheetWriter:
    """Writes one sheet row by row on a write-only worksheet, so that many rows cost little memory."""

    def __init__(self, worksheet: Any, sheet: Sheet, fonts: Mapping[str, str]) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._styles = Styles(worksheet, fonts)
        self._columns = len(sheet.columns)
        self._groups = [column.group for column in sheet.columns]
        self._deep = any(self._groups)
        self._row = 0

    def write(self, told: Callable[[], None]) -> None:
        """Write everything; `told` is called after every row of the sheet."""
        self._prepare()
        self._head()
        self._heading()
        self._rows(told)
        self._tail()

    def _prepare(self) -> None:
        """Column widths and printing: A4, as wide as the page, the heading rows on every page, page numbers."""
        from openpyxl.utils import get_column_letter

        worksheet, sheet = self._worksheet, self._sheet
        for number, column in enumerate(sheet.columns, 1):
            worksheet.column_dimensions[get_column_letter(number)].width = column.width * _UNITS_PER_MM
        worksheet.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
        worksheet.page_setup.paperSize = _A4
        worksheet.page_setup.fitToHeight = 0
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
        for edge, inches in _MARGINS.items():
            setattr(worksheet.page_margins, edge, inches)
        worksheet.print_options.horizontalCentered = True
        worksheet.oddFooter.center.text = sheet.page_label.format(page="&P", pages="&N")
        above = 1 + any(sheet.caption) + 1 + self._deep
        worksheet.print_title_rows = f"1:{above}"
        worksheet.freeze_panes = f"A{above + 1}"

    def _head(self) -> None:
        self._across(self._sheet.title, self._styles.title, _TITLE)
        left, right = self._sheet.caption
        if left or right:
            middle = max(1, self._columns * 2 // 3)
            self._merge(1, middle)
            self._merge(middle + 1, self._columns)
            self._append(
                [self._text(left, self._styles.left), *[None] * (middle - 1), self._text(right, self._styles.right)],
                _LOWEST,
            )

    def _heading(self) -> None:
        titles, style = [column.title for column in self._sheet.columns], self._styles.heading
        if not self._deep:
            self._append([self._text(title, style) for title in titles], self._heading_height())
            return
        for number, group in enumerate(self._groups, 1):
            if not group:
                self._merge(number, number, deep=True)
            elif self._groups[number - 2 : number - 1] != [group]:
                self._merge(number, number + self._followers(number, group))
        upper = [group or title for group, title in zip(self._groups, titles, strict=True)]
        lower = [title if group else "" for group, title in zip(self._groups, titles, strict=True)]
        self._append([self._text(title, style) for title in upper], _HEADING)
        self._append([self._text(title, style) for title in lower], self._heading_height())

    def _followers(self, number: int, group: str) -> int:
        """How many columns after this one stand under the same group."""
        return next((no for no, other in enumerate(self._groups[number:]) if other != group), self._columns - number)

    def _heading_height(self) -> float:
        """What the titles need: below the group headings, where there are any, else in one row."""
        columns = self._sheet.columns
        alone = max((_height(column.title, column) for column in columns if not column.group), default=_LOWEST)
        below = max((_height(column.title, column) for column in columns if column.group), default=_LOWEST)
        return max(below, alone - _HEADING) if self._deep else alone

    def _rows(self, told: Callable[[], None]) -> None:
        columns = self._sheet.columns
        plain = [self._styles.column(column) for column in columns]
        quoted = [self._styles.column(column, quoted=True) for column in columns]
        for cells in self._sheet.rows or self._sheet.when_empty:
            if len(cells) == 1 < len(columns):
                self._across(cells[0], self._styles.across, _LOWEST)
                continue
            styled = [
                self._cell(cell, quoted[no] if isinstance(cell, str) and tempts(cell) else plain[no])
                for no, cell in enumerate(cells)
            ]
            self._append(styled, max(_height(cell, column) for cell, column in zip(cells, columns, strict=True)))
            told()

    def _tail(self) -> None:
        sheet, styles = self._sheet, self._styles
        wide = sum(column.width for column in sheet.columns)
        self._append([], _LINE / 2)
        notes = [(note, styles.note) for note in sheet.footnotes] + [(sheet.mask_note, styles.grey)]
        for note, style in notes:
            if note:
                self._across(note, style, _LINE * (_lines(note, wide, 9) + 0.2))
        if sheet.signature:
            self._append([], _LINE / 2)
            self._signatures()

    def _signatures(self) -> None:
        signatures = self._sheet.signature
        starts = [no * self._columns // len(signatures) for no in range(len(signatures))]
        cells: list[Any] = [None] * self._columns
        for start, end, signature in zip(starts, [*starts[1:], self._columns], signatures, strict=True):
            self._merge(start + 1, end)
            cells[start] = self._text(signature, self._styles.left)
        self._append(cells, 28)

    def _across(self, value: Cell, style: Style, height: float) -> None:
        self._merge(1, self._columns)
        self._append([self._cell(value, style)] + [self._cell(None, style)] * (self._columns - 1), height)

    def _merge(self, first: int, last: int, *, deep: bool = False) -> None:
        """Merge cells of the row that comes next, with the row below it if `deep`."""
        if last > first or deep:
            from openpyxl.utils import get_column_letter

            row = self._row + 1
            self._worksheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row + deep}")

    def _append(self, cells: Sequence[Any], height: float) -> None:
        self._row += 1
        self._worksheet.row_dimensions[self._row].height = height
        self._worksheet.append(list(cells))

    def _text(self, text: str, style: Style) -> Any:
        return self._cell(text or None, style)

    def _cell(self, value: Cell, style: Style) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._worksheet, written(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"
        cell._style = style
        return cell


def _height(cell: Cell, column: Column) -> float:
    """The height of a row that shows this cell whole; not every program finds it out by itself."""
    return max(_LOWEST, _LINE * _lines(cell, column.width, 10) + 4) if isinstance(cell, str) else _LOWEST


def _lines(text: str, width: float, size: float) -> int:
    """About how many lines a text needs in `width` millimetres, where a Chinese character is as wide as the size."""
    ems = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text)
    return 1 + int(ems * size * _MM_PER_POINT / (width - 1.5)) + text.count("\n")
