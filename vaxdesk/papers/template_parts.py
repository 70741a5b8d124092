"""What a workbook that was sent down asks for beside tables of villages: single figures beside a label, and rows of people.

A label is the text of a cell; the empty cell to its right is what it asks for. It may name a village and an age band before the
figure. A table of people without people in it asks for a list; which one, its title says (columns.toml, people_lists).
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..rules.bands import Band
from ..rules.messages import Refused, say
from .headings import without_brackets
from .layouts import Layouts, plain
from .raw import Place, Raw, RawSheet
from .row_kinds import text_of
from .tables import Table

LABEL_END = re.compile(r"[\s:\uff1a]+$")
LONGEST_LABEL = 24
FIELDS: Mapping[str, str] = {
    "id": "id_number", "date": "dose1", "product": "product", "site": "site1", "residence": "residence", "head": "head",
    **{f"date{n}": f"dose{n}" for n in range(1, 6)}, **{f"product{n}": f"dose{n}_product" for n in range(1, 6)},
    "diagnosis": "reason", "issued": "issued_on", "until": "certificate_until", "kind": "standing", "home": "county",
    "province": "to_province", "city": "to_city",
}  # fmt: skip
"""The field of a line for the field of a column that comes in; any other has the same name."""


Person = Mapping[str, object]
"""A line of a list by field name, as forms are filled with."""


class Asked(NamedTuple):
    """What a label asks for: a measure, of a village ("" for all), of a band or of all ages."""

    village: str
    measure: str
    band: Band | None


class PeopleRows(NamedTuple):
    """A table to be filled with people: the form whose people it lists, its columns, its first row, and how many rows fit.

    `columns` maps a column to the field of a line; rows and columns count from 0; `room` is None where nothing stands below.
    """

    sheet: str
    form: str
    columns: Mapping[int, str]
    first: int
    room: int | None


class Labels:
    """Reads labels: the words of the layout for figures, the villages of the register, the bands."""

    def __init__(
        self,
        fields: Mapping[str, str],
        measures: Collection[str],
        villages: Mapping[str, str],
        band_of: Callable[[str], Band | None],
    ) -> None:
        self._fields = fields
        self._measures = measures
        self._villages = villages
        self._band_of = band_of

    def asked(self, text: str) -> Asked | None:
        """What a label asks for; None for any other text."""
        label = LABEL_END.sub("", text)
        if not 1 < len(label) <= LONGEST_LABEL:
            return None
        village, rest = self._village(label)
        for cut in range(len(rest)):
            band = self._band_of(rest[:cut]) if cut else None
            if cut and band is None:
                continue
            for words in (rest[cut:], without_brackets(rest[cut:])):
                measure = self._fields.get(plain(words), "")
                if measure in self._measures:
                    return Asked(village, measure, band)
        return None

    def _village(self, label: str) -> tuple[str, str]:
        for name in self._villages.values():
            if label.startswith(name):
                return name, label[len(name) :]
        return "", label


def label_cells(sheet: RawSheet) -> Iterator[tuple[int, int, str]]:
    """The texts with an empty cell to their right, and that cell: past the merged range of the label."""
    ends = {(top, left): right for top, left, _, right in sheet.merges}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.strip():
                beside = ends.get((row, column), column) + 1
                if beside >= len(cells) or cells[beside] is None:
                    yield row, beside, cell


def people_rows(table: Table, sheet: RawSheet, layouts: Layouts) -> PeopleRows | None:
    """What a table of people asks for; None if people stand in it already, or if its title names no list."""
    if table.rows or "name" not in table.fields:
        return None
    last = table.header_rows[-1]
    above = plain(
        "".join(text_of(cell) for row in sheet.rows[: table.header_rows[0] - 1] for cell in row) + table.sheet
    )
    form = next((form for form, words in layouts.people_lists if any(plain(word) in above for word in words)), "")
    if not form:
        return None
    columns = {column: FIELDS.get(field, field) for field, column in table.fields.items()}
    return PeopleRows(table.sheet, form, columns, last, _room(sheet.rows[last:], table.fields.get("number")))


def people_cells(rows: PeopleRows, people: Sequence[Person]) -> dict[Place, int | float | str]:
    """What stands in which cell. Raises Refused `template_no_room` when the table has fewer rows than people."""
    if rows.room is not None and len(people) > rows.room:
        raise Refused(
            "template_no_room",
            say(
                "The sheet {sheet} has {room} empty rows, but {people} people are to be listed: insert rows there in WPS or "
                "Excel, then fill it again.",
                sheet=rows.sheet,
                room=rows.room,
                people=len(people),
            ),
        )
    cells: dict[Place, int | float | str] = {}
    for nth, person in enumerate(people):
        for column, field in rows.columns.items():
            value = nth + 1 if field == "number" else person.get(field)
            if value not in (None, ""):
                cells[rows.first + nth, column] = value if isinstance(value, int) else str(value)
    return cells


def _room(below: Sequence[Sequence[Raw]], number: int | None) -> int | None:
    """The rows that are empty but for their number, up to the first that is not."""
    for count, row in enumerate(below):
        filled = {column: text_of(cell) for column, cell in enumerate(row) if text_of(cell)}
        if any(column != number or not text.isdigit() for column, text in filled.items()):
            return count
    return None
