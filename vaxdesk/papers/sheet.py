"""A form filled once: plain data that screen, PDF and workbook only draw."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Cell = str | int | date | None
"""What stands in a cell: text, a count, a day, or nothing."""


class Column(NamedTuple):
    """A column of a sheet.

    `group` is the heading above it, shared by neighbours with the same group, or "" for none. `width` is in millimetres
    on paper; `align` is left, center or right; `kind` is text, id (text, never a number), date, or number.
    """

    title: str
    group: str = ""
    width: float = 20.0
    align: str = "left"
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form for one place and date, ready to be drawn.

    `name` is the form's file name; `place` the village, or "" for the whole office; `on` the working date. `caption` is
    the line under the title (left and right part); `rows` hold one Cell per column; `footnotes` and `signature` are
    drawn below the last row, `mask_note` small and grey at the foot of every page. `page_label` has the gaps {page} and
    {pages}. `when_empty` are the rows to draw when there are none: of one Cell that spans the table, or of one Cell per
    column.
    """

    name: str
    title: str
    place: str
    on: date
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[str, str] = ("", "")
    footnotes: tuple[str, ...] = ()
    mask_note: str = ""
    signature: tuple[str, ...] = ()
    page_label: str = ""
    landscape: bool = True
    when_empty: tuple[tuple[Cell, ...], ...] = ()
