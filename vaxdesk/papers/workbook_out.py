"""Workbooks that go out: filled forms ready to be printed, and plain grids of rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from ..rules.records import Progress
from .fonts import font_data
from .saving import put
from .sheet import Cell, Sheet
from .telling import Told
from .workbook_cells import DATE_FORMAT, OPTIONS, TEXT_FORMAT, digits, put_cell, tempts
from .workbook_sheet import WorksheetWriter
from .workbook_styles import Styles
from .worksheet_names import worksheet_name


def write_workbook(
    sheets: Iterable[Sheet], target: Path | BinaryIO, progress: Progress | None = None, names: Sequence[str] = ()
) -> None:
    """Write each sheet on a worksheet of its own, as it would be printed, named after its place or by `names` (worksheet_name).

    Text stays text whatever it begins with, days are real dates. `progress` is told the rows done. The same sheets give the same
    bytes.
    Raises Refused("file_not_written") and what `progress` raises; then nothing is written.
    """
    from xlsxwriter import Workbook

    papers = list(sheets)
    told = Told(progress, sum(len(sheet.rows) for sheet in papers))
    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    if papers:
        book.set_properties({"created": datetime.combine(papers[0].on, time())})
    styles = Styles(book, font_data()["workbook"])
    taken: set[str] = set()
    for nth, sheet in enumerate(papers):
        name = names[nth] if names else worksheet_name(sheet.place or sheet.title, sheet.name, taken)
        WorksheetWriter(book.add_worksheet(name), sheet, styles).write(told.one)
    book.close()
    put(buffer.getvalue(), target)


def write_grid(target: Path | BinaryIO, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> None:
    """Write rows as they are, one worksheet per name: text stays text, days are real dates, integers are numbers.

    Raises Refused("file_not_written"), and xlsxwriter's InvalidWorksheetName for a name that Excel does not allow.
    """
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    looks = _Looks(book)
    for name, rows in sheets.items():
        worksheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    put_cell(worksheet, number, column, value, looks.of(value))
    book.close()
    put(buffer.getvalue(), target)


class _Looks:
    """The few looks of a plain grid; most values need none."""

    def __init__(self, book: Any) -> None:
        self._day = book.add_format({"num_format": DATE_FORMAT})
        self._digits = book.add_format({"num_format": TEXT_FORMAT})
        self._quoted = book.add_format({"num_format": TEXT_FORMAT, "quote_prefix": True})

    def of(self, value: Cell) -> Any:
        """The look that keeps this value what it is, even after somebody has edited the cell."""
        if isinstance(value, str):
            return self._quoted if tempts(value) else self._digits if digits(value) else None
        return None if isinstance(value, int) else self._day
