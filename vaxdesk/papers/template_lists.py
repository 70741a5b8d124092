"""Empty tables of a workbook that was sent down, to be filled row by row: with people, or with the villages.

A table of people without people in it asks for a list; which one, its title says (columns.toml, people_lists), or a person.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from .layouts import Layouts, plain
from .raw import Place, RawSheet
from .references import Insertion
from .row_kinds import text_of
from .tables import Table
from .workbook_filling import Value

FIELDS: Mapping[str, str] = {
    "id": "id_number", "date": "dose1", "product": "product", "site": "site1", "residence": "residence", "head": "head",
    **{f"date{n}": f"dose{n}" for n in range(1, 6)}, **{f"product{n}": f"dose{n}_product" for n in range(1, 6)},
    "diagnosis": "reason", "issued": "issued_on", "until": "certificate_until", "kind": "standing", "home": "county",
    "province": "to_province", "city": "to_city",
}  # fmt: skip
"""The field of a line for the field of a column that comes in; any other has the same name."""


Person = Mapping[str, object]
"""A line of a list by field name, as forms are filled with."""


class PeopleRows(NamedTuple):
    """A table to be filled row by row: with the people of a form, or with the villages (`form` is VILLAGES).

    `columns` maps a column to the field of a line; rows and columns count from 0. `room` is how many lines the sheet has rows
    for, each `pitch` rows high; for more, rows are inserted. `village` is the one whose people are listed, "" for all.
    """

    sheet: str
    form: str
    columns: Mapping[int, str]
    first: int
    room: int
    pitch: int = 1
    village: str = ""

    def insertion(self, lines: int) -> Insertion:
        """The rows that are missing for so many lines."""
        last = self.first + self.room * self.pitch - 1
        return Insertion(self.sheet, self.first, last, max(0, lines - self.room) * self.pitch, self.pitch)


VILLAGES = "villages"


def list_named(table: Table, sheet: RawSheet, layouts: Layouts) -> str:
    """The form whose people an empty table lists, by the words of its title; "" if people stand in it, or no list is named."""
    if table.rows or "name" not in table.fields:
        return ""
    above = plain(
        "".join(text_of(cell) for row in sheet.rows[: table.header_rows[0] - 1] for cell in row) + table.sheet
    )
    return next((form for form, words in layouts.people_lists if any(plain(word) in above for word in words)), "")


def empty_rows(
    table: Table, sheet: RawSheet, standing: Mapping[Place, bool], columns: Mapping[int, str], form: str
) -> PeopleRows:
    """The empty rows below headings, and below totals that follow them at once; a column of formulas is left to them."""
    totals = {number - 1 for number, why in table.skipped if why == "total"}
    first = table.header_rows[-1]
    while first in totals:
        first += 1
    key = table.fields["village" if form == VILLAGES else "name"]
    pitch = next((bottom - top + 1 for top, left, bottom, _ in sheet.merges if (top, left) == (first, key)), 1)
    own = {column: field for column, field in columns.items() if not standing.get((first, column))}
    rows = _room(sheet, first, table.fields.get("number"), standing)
    return PeopleRows(table.sheet, form, own, first, rows // pitch, pitch)


def people_cells(rows: PeopleRows, people: Sequence[Person]) -> dict[Place, Value]:
    """What stands in which cell, in the rows the table has or will have."""
    cells: dict[Place, Value] = {}
    for nth, person in enumerate(people):
        for column, field in rows.columns.items():
            value = nth + 1 if field == "number" else person.get(field)
            if value not in (None, ""):
                cells[rows.first + nth * rows.pitch, column] = (
                    value if isinstance(value, int | float | date) else str(value)
                )
    return cells


def _room(sheet: RawSheet, first: int, number: int | None, standing: Mapping[Place, bool]) -> int:
    """The rows that are empty but for their number and formulas, up to the first that is not, or that the file does not have."""
    ruled = {row for row, _ in standing}

    def empty(row: int) -> bool:
        cells = sheet.rows[row] if row < len(sheet.rows) else []
        texts = {
            column: text
            for column, cell in enumerate(cells)
            if (text := text_of(cell)) and not standing.get((row, column))
        }
        return row in ruled and all(column == number and text.isdigit() for column, text in texts.items())

    return len(list(takewhile(empty, range(first, max(ruled, default=0) + 1))))
