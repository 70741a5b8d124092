"""Sheets whose columns the program is not sure of: what to ask, with a guess from what stands in the cells.

A sheet is asked about if no layout fits it although people stand in it, or if a column nobody knows holds what is missing most:
the names or the identity numbers. Everything else is recognised by its headings, or left alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .headings import ROWS_TO_SEARCH, Headings, join_headings
from .mapping import Mapped, fingerprint
from .raw import Raw, RawSheet
from .row_kinds import text_of

SAMPLE = 60
"""Rows below the headings whose cells are looked at."""
MOST = 0.6
"""Share of a column's filled cells that must look alike for a guess."""
FEWEST = 2
"""Filled cells below which nothing is guessed."""
SHOWN = 8
"""First rows that are shown with the question."""
_ID = re.compile(r"\d{15}|\d{17}[\dXx]")
_PHONE = re.compile(r"1[3-9]\d{9}")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]{2,4}")
_DAY = re.compile(r"(?:19|20)\d\d\D?\d{1,2}\D?\d{1,2}\D?")
_LOOKS: Mapping[str, Callable[[Raw], bool]] = {
    "id": lambda cell: bool(_ID.fullmatch(text_of(cell))),
    "phone": lambda cell: bool(_PHONE.fullmatch(text_of(cell))),
    "date": lambda cell: isinstance(cell, date) or bool(_DAY.fullmatch(text_of(cell))),
    "name": lambda cell: isinstance(cell, str) and bool(_NAME.fullmatch(cell.strip())),
}
NEEDED = ("name", "id")
"""What a list of people is asked for where it is missing."""
GROWN = 2018
"""Days of this year and later are those of doses, earlier ones of births."""


class ColumnQuestion(NamedTuple):
    """A sheet to be asked about. `guess` is what the program would answer; `headings` and `rows` are what stands there."""

    sheet: str
    first: int
    guess: Mapped
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def question_about(sheet: RawSheet, headings: Headings | None) -> ColumnQuestion | None:
    """What to ask about a sheet; None where nothing needs to be asked. `headings` is what was recognised, if anything."""
    if headings is None:
        return _unrecognised(sheet)
    missing = [field for field in NEEDED if field not in headings.fields]
    if headings.layout.kind != "roster" or not missing:
        return None
    below = sheet.rows[headings.last + 1 :]
    looks = {column: _look(below, column) for column, _ in headings.unknown}
    found = {look: column for column, look in reversed(looks.items()) if look in missing}
    if not found:
        return None
    columns = {**headings.fields, **found}
    return _question(sheet, headings.first, headings.last - headings.first + 1, headings.layout.kind, columns)


def _unrecognised(sheet: RawSheet) -> ColumnQuestion | None:
    """A sheet without known headings that holds people: the last row of texts above them is taken for the headings."""
    for first, row in enumerate(sheet.rows[:ROWS_TO_SEARCH]):
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(texts) < len(NEEDED) + 1 or any(_LOOKS["id"](cell) for cell in row):
            continue
        columns = _guessed(sheet.rows[first + 1 :], len(row))
        if "id" in columns and len(columns) > 1:
            return _question(sheet, first, 1, "roster", columns)
    return None


def _guessed(below: Sequence[Sequence[Raw]], width: int) -> dict[str, int]:
    """The fields of the columns by their cells; days from left to right are those of the doses."""
    columns: dict[str, int] = {}
    doses = 0
    for column in range(width):
        look = _look(below, column)
        if look == "date" and _latest(below, column) >= GROWN:
            doses += 1
            columns.setdefault(f"date{doses}", column)
        elif look is not None:
            columns.setdefault("birth" if look == "date" else look, column)
    return columns


def _look(below: Sequence[Sequence[Raw]], column: int) -> str | None:
    cells = [row[column] for row in below[:SAMPLE] if column < len(row) and text_of(row[column])]
    if len(cells) < FEWEST:
        return None
    return next((look for look, fits in _LOOKS.items() if sum(map(fits, cells)) >= MOST * len(cells)), None)


def _latest(below: Sequence[Sequence[Raw]], column: int) -> int:
    cells = (row[column] for row in below[:SAMPLE] if column < len(row))
    years = (
        cell.year if isinstance(cell, date) else int(text_of(cell)[:4] or 0) for cell in cells if _LOOKS["date"](cell)
    )
    return max(years, default=0)


def _question(sheet: RawSheet, first: int, height: int, kind: str, columns: Mapping[str, int]) -> ColumnQuestion:
    block = sheet.rows[first : first + height]
    below = sheet.rows[first + height : first + height + SHOWN]
    return ColumnQuestion(
        sheet.name,
        first,
        Mapped(fingerprint(block), kind, height, columns),
        tuple(" ".join(levels) for levels in join_headings(block)),
        tuple(tuple(map(text_of, row)) for row in below),
    )
