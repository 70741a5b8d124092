"""What a workbook says before anybody judges it: cells as they were typed, sheet by sheet.

Also what reading one may cost: limits that let a township's largest real roster through (300,000 rows of 20 columns)
and stop a file that is small on disk and enormous in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from .unreadable import TooLarge

Raw = str | float | int | bool | date | datetime | None
"""A cell as typed. Numbers stay numbers (a numeric identity number must be seen as one); an empty cell is None."""

Merge = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, counted from 0, all included."""

Place = tuple[int, int]
"""A cell: row and column, counted from 0."""

FILE_LIMIT = 100 * 2**20
"""Bytes on disk. 300,000 rows of 20 columns take about 35 MB."""

UNPACKED_LIMIT = 600 * 2**20
"""Bytes of all parts that are read. 300,000 rows of 20 columns take about 450 MB."""

CELL_LIMIT = 8_000_000
"""Cells in the rectangles that the sheets' contents span, all sheets together."""

TEXT_LIMIT = 256 * 2**20
"""Bytes of text when every cell holds its own copy; a real roster has about 15 a cell."""


class Budget:
    """What may still be spent on one file; raises TooLarge when it is used up."""

    def __init__(self) -> None:
        self._unpacked = UNPACKED_LIMIT
        self._cells = CELL_LIMIT
        self._text = TEXT_LIMIT

    def spend(self, *, unpacked: int = 0, cells: int = 0, text: int = 0) -> None:
        """Take `unpacked` bytes, `cells`, and `text` bytes from what is left."""
        self._unpacked -= unpacked
        self._cells -= cells
        self._text -= text
        if min(self._unpacked, self._cells, self._text) < 0:
            raise TooLarge


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet; `rows[0]` is row 1 and `rows[0][0]` is A1, also where the sheet begins with empty rows or columns.

    `merges` are the merged ranges; `uncalculated` maps a cell to its formula where the file holds no result for it
    (the cell itself then reads as that formula, so that no row seems empty); error values read as their text: "#N/A".
    """

    name: str
    rows: list[list[Raw]]
    merges: tuple[Merge, ...] = ()
    visible: bool = True
    uncalculated: Mapping[Place, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read: its name, what it really is (xlsx, xls, ods, csv, html), its SHA-256 in hex, its sheets."""

    name: str
    kind: str
    sha256: str
    sheets: tuple[RawSheet, ...]
