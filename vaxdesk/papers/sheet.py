"""A form filled once: plain data that screen, PDF and workbook only draw."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ..rules.charts import Chart


class Share(float):
    """A share of a whole, 1.0 is all of it; printed in per cent with two places, as the weekly tables of counties have them."""

    def __str__(self) -> str:
        return f"{float(self):.2%}"


Cell = str | int | Share | date | None
"""What stands in a cell: text, a count, a share, a day, or nothing."""

Style = Literal["line", "body", "heading", "title"]
"""How a line above the table looks: fields side by side, a paragraph of a document, its heading, or a title on a cover."""


class Column(NamedTuple):
    """A column of a sheet.

    `group` is the heading above it, shared by neighbours with the same group, or "" for none. `width` is in millimetres
    on paper; `align` is left, center or right; `kind` is text, id (text, never a number), date, number, or rate.
    """

    title: str
    group: str = ""
    width: float = 20.0
    align: str = "left"
    kind: str = "text"


class Lead(NamedTuple):
    """A line between title and table: its parts stand side by side, each with the same room."""

    parts: tuple[str, ...]
    style: Style = "line"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form for one place and date, ready to be drawn.

    `name` is the form's file name; `place` the village, or "" for the whole office; `on` the working date. `caption` is
    the line under the title (left and right part), `lead` what stands between it and the table; `rows` hold one Cell per
    column, or a single one that spans the table (a group's heading); `footnotes` and `signature` are drawn below the last
    row, `mask_note` small and grey at the foot of every page, beside it `pages_label` and `print_note` (the number of the print);
    `missing_note` tells of characters that no font has, with a gap {codes}. `page_label` is the number of the page; both
    labels have the gaps {page} and {pages}. Sheets of the same `volume` that follow each other are numbered through. `when_empty`
    are the rows to draw when there are none: of one Cell that spans the table,
    or of one Cell per column. `letterhead` is the office's own line above the title. `size` is "A4" or "A3", `text_size` that of
    the table in points. `totalled`: the last row holds the sums.
    `charts` are drawn on pages behind the table, in a PDF only. `people`: whose line each row is, by id, for the screen alone;
    None for a heading or the sums, and empty where no line is about a person.
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
    lead: tuple[Lead, ...] = ()
    letterhead: str = ""
    print_note: str = ""
    size: str = "A4"
    missing_note: str = ""
    pages_label: str = ""
    volume: str = ""
    text_size: float = 9.0
    totalled: bool = False
    charts: tuple[Chart, ...] = ()
    people: tuple[int | None, ...] = ()

    @property
    def lines(self) -> int:
        """How many lines with somebody or something on them it has: headings of groups do not count."""
        return sum(len(row) == len(self.columns) for row in self.rows)
