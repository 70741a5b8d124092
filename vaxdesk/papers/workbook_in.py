"""Read a workbook that was sent in: judged by its content, never by its name, in memory only.

Every file ends in a Workbook or in a refusal of one sentence. What a file would cost is measured before it is opened.
Values come from calamine; what it would lose without a word (error values, formulas without a stored result, times of
day) is put back as text.
"""

import hashlib
import io
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import sheet_ods
from .archives import parts_of, repack
from .html_in import is_page, read_page
from .package_xlsx import WORKBOOK, kept_parts, measure_package
from .raw import FILE_LIMIT, Budget, Merge, Place, Raw, RawSheet, Workbook
from .sheet_biff import measure_stream
from .text_in import decode, read_text
from .unreadable import Damaged, Empty, NotATable, OutOfReach, PasswordNeeded, TooLarge, Unreadable
from .unsealing import unseal, workbook_stream

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["Raw", "RawSheet", "Reading", "Workbook", "measured_package", "read_bytes", "read_workbook"]

ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
USUAL = frozenset({str, float, int, bool, date, datetime})
WIDEST_SHEET = 16_384
WORDS_KEPT = 20_000
Places = Mapping[Place, str]


def read_workbook(path: Path, password: str | None = None) -> Workbook:
    """Read the workbook at `path`: .xlsx, .xls, .et, .ods, text with separators, or a web page with tables.

    Raises Refused with file_unreadable, file_empty, file_damaged, file_password, file_not_a_workbook, file_html or
    file_too_large_unpacked.
    """
    try:
        return read_bytes(_bytes_of(path), path.name, password)
    except Unreadable as error:
        raise error.refused(path.name) from error


def read_bytes(data: bytes, name: str, password: str | None = None) -> Workbook:
    """Read a workbook that is in memory already; `name` is its file's. Raises Unreadable."""
    kind, sheets = _read(data, Path(name).stem, password)
    return Workbook(name, kind, hashlib.sha256(data).hexdigest(), tuple(sheets))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise TooLarge
        data = path.read_bytes()
    except OSError as error:
        raise OutOfReach from error
    if not data.strip():
        raise Empty
    return data


def _read(data: bytes, stem: str, password: str | None) -> tuple[str, list[RawSheet]]:
    """Decide by the first bytes, read, and name the kind."""
    if data.startswith(OLE):
        if workbook_stream(data) is None:
            raise NotATable
        data = unseal(data, password)
    if data.startswith(OLE):
        errors = measure_stream(workbook_stream(data) or b"", Budget())
        return "xls", _sheets(data, lambda number, name: (errors[number] if number < len(errors) else {}, {}))
    if data.startswith(ZIP):
        return _read_archive(data)
    if is_page(data):
        return "html", read_page(data, stem, Budget())
    return "csv", [read_text(decode(data), stem, Budget())]


def measured_package(data: bytes) -> bytes:
    """An .xlsx file with nothing in it that was not measured, to be read piece by piece under `Reading`.

    Raises Unreadable: NotATable, Damaged, TooLarge.
    """
    parts = {part.name.lower(): part for part in parts_of(data)} if data.startswith(ZIP) else {}
    if WORKBOOK not in parts:
        raise NotATable
    kept = kept_parts(parts)
    measure_package(kept, Budget())
    return repack(list(kept.values()))


def _read_archive(data: bytes) -> tuple[str, list[RawSheet]]:
    parts = {part.name.lower(): part for part in parts_of(data)}
    if WORKBOOK in parts:
        kept = kept_parts(parts)
        seen = measure_package(kept, Budget())
        lost = {name: (meter.errors, meter.uncalculated) for name, meter in seen.items()}
        return "xlsx", _sheets(repack(list(kept.values())), lambda number, name: lost.get(name, ({}, {})))
    if sheet_ods.is_document(parts):
        kept = sheet_ods.kept_parts(parts)
        sheet_ods.measure_document(kept, Budget())
        return "ods", _sheets(repack(list(kept.values())), lambda number, name: ({}, {}))
    raise NotATable


def _sheets(data: bytes, lost: Callable[[int, str], tuple[Places, Places]]) -> list[RawSheet]:
    """Read all worksheets; `lost` gives the error values and the formulas without a result of a sheet."""
    import python_calamine

    sheets: list[RawSheet] = []
    with Reading():
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        for number, about in enumerate(book.sheets_metadata):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(number)
            errors, uncalculated = lost(number, about.name)
            rows = _rows(sheet)
            for places in (errors, uncalculated):
                _put(rows, places)
            visible = about.visible == python_calamine.SheetVisibleEnum.Visible
            sheets.append(RawSheet(about.name, rows, _merges(sheet, len(rows)), visible, uncalculated))
    return sheets


class Reading(AbstractContextManager[None]):
    """Turns what calamine raises into Damaged, also its panics: they are no Exception and can only be known by name."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        import python_calamine

        if kind is None:
            return
        if issubclass(kind, python_calamine.PasswordError):
            raise PasswordNeeded from error
        if issubclass(kind, python_calamine.CalamineError | OSError | ValueError) or kind.__name__ == "PanicException":
            raise Damaged from error


def _rows(sheet: "CalamineSheet") -> list[list[Raw]]:
    """Take the values from A1 on: an empty cell is None, a time of day or a duration is text.

    Words that come again and again (sexes, villages, vaccines) are kept once: a third of the memory of a large roster.
    """
    margin: list[Raw] = [None] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[Raw]] = []
    words: dict[str, str] = {}
    share = words.setdefault
    for row in sheet.iter_rows():
        if not USUAL.issuperset(map(type, row)):
            row = [cell if type(cell) in USUAL else str(cell) for cell in row]
        rows.append(margin + [None if cell == "" else share(cell, cell) if type(cell) is str else cell for cell in row])
        if len(words) > WORDS_KEPT:
            words.clear()
    return rows


BELOW = 99
"""Empty rows below the last one with something in it that a merged range may still reach."""


def _merges(sheet: "CalamineSheet", height: int) -> tuple[Merge, ...]:
    """Take the merged ranges, as far as the sheet has rows and a little more.

    One that says it reaches to row 400,000,000 would fill the memory. They cannot overlap, so together they are not
    larger than the sheet; else Damaged.
    """
    told = ((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    merges = tuple(
        (top, left, min(last, height + BELOW), right) for top, left, last, right in told if top <= height + BELOW
    )
    if sum(max(min(last, height - 1) - first + 1, 0) for first, _, last, _ in merges) > height * WIDEST_SHEET:
        raise Damaged
    return merges


def _put(rows: list[list[Raw]], places: Places) -> None:
    """Put texts into cells, also beyond the last row or column that was read."""
    if not places:
        return
    width = max(max(column for _, column in places) + 1, len(rows[0]) if rows else 0)
    rows.extend([] for _ in range(max(row for row, _ in places) + 1 - len(rows)))
    for row in rows:
        row.extend([None] * (width - len(row)))
    for (line, column), text in places.items():
        rows[line][column] = text
