"""Reading a workbook that was sent down: the cells that ask for figures, the tables that ask for rows, and what cannot be told."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..rules.bands import Band
from ..rules.messages import Message, say
from .headings import Headings, assign, join_headings, without_brackets
from .layouts import Layouts, plain
from .mapping import fingerprint
from .package_edit import cell_name, place_named
from .raw import Place, Raw, RawSheet
from .row_kinds import begins, text_of
from .tables import Table, table_below
from .template_lists import FIELDS, VILLAGES, PeopleRows, empty_rows, list_named
from .template_parts import (
    EVERYWHERE,
    FIRST_ROW,
    LISTED,
    BandOf,
    Crossing,
    Heading,
    Labels,
    Recipes,
    Slot,
    Unknown,
    covered_by,
    crossings,
    label_cells,
    read_slot,
    written_slot,
)  # fmt: skip

KIND = "county_template"
UNASKED = frozenset({"number", "village"})
PEOPLE = "roster"


class Known(NamedTuple):
    """What the reader knows: how workbooks look, the measures, the villages by their plain names, what a person said."""

    layouts: Layouts
    measures: Collection[str]
    villages: Mapping[str, str]
    band_of: BandOf
    recipes: Recipes


def sheet_fingerprint(sheet: RawSheet) -> str:
    """What tells the same sheet again next week, in hex: its texts, without the figures in them."""
    texts = (
        "".join(sign for sign in plain(cell) if not sign.isdigit())
        for row in sheet.rows
        for cell in row
        if isinstance(cell, str)
    )
    return hashlib.sha256("\n".join(["sheet", *filter(None, texts)]).encode()).hexdigest()


class SheetReader:
    """Reads one sheet: its tables, then what stands outside them, then what a person said of it."""

    def __init__(self, sheet: RawSheet, tables: Sequence[Table], standing: Mapping[Place, bool], known: Known) -> None:
        self.slots: dict[Place, Slot] = {}
        self.people: list[PeopleRows] = []
        self.unknown: list[Unknown] = []
        self.headings: list[Heading] = []
        self._sheet, self._standing, self._known = sheet, standing, known
        self._formulas = {place for place, formula in standing.items() if formula}
        fields = {layout.kind: layout.fields for layout in known.layouts.kinds}
        self._fields, self._usual = fields[KIND], fields[PEOPLE]
        self._labels = Labels(self._fields, known.measures, known.villages, known.band_of)
        self._told = known.recipes.get(sheet_fingerprint(sheet), {})
        for table in self._wanted(tables):
            self._read_table(table)
        self._read_outside(tables)
        self._correct()
        if not self.asks:
            self._tell("", say("The sheet asks for nothing that is known here."))

    @property
    def asks(self) -> bool:
        """Whether the sheet asks for anything."""
        return bool(self.slots or self.people)

    def _wanted(self, tables: Sequence[Table]) -> Sequence[Table]:
        """The tables; the one whose first row a person named, if somebody did."""
        if FIRST_ROW not in self._told:
            return tables
        first = int(self._told[FIRST_ROW]) - 1
        found = next((table for table in tables if table.header_rows[-1] == first), None)
        if found is not None or not 0 < first <= len(self._sheet.rows):
            return [found] if found else tables
        kind = KIND if self._told.get(LISTED) == VILLAGES else PEOPLE
        layout = next(layout for layout in self._known.layouts.kinds if layout.kind == kind)
        fields, unknown = assign(layout, join_headings(self._sheet.rows[first - 1 : first]))
        headings = Headings(layout, first - 1, first - 1, fields, unknown)
        return [table_below(self._sheet, headings, self._known.layouts)]

    def _read_table(self, table: Table) -> None:
        """Read a table of villages, or an empty one of villages or people; any other is left alone."""
        listed = self._told.get(LISTED)
        if table.kind == KIND and (table.rows or listed not in (None, VILLAGES)):
            self.slots |= {slot.place: slot for slot in self._slots(table)}
        elif table.kind == KIND:
            asked = {
                column: written_slot("", measure, band.code if band else "")
                for column, (measure, band) in self._columns(table).items()
            }
            named = {column: field for field, column in table.fields.items() if field in UNASKED}
            self.people.append(empty_rows(table, self._sheet, self._standing, asked | named, VILLAGES))
        elif form := list_named(table, self._sheet, self._known.layouts) if listed is None else listed:
            self._read_list(table, form)

    def _read_list(self, table: Table, form: str) -> None:
        village = self._known.villages.get(plain(table.place), "")
        if table.place and not village and set(table.place[:-1]) - set("Xx\N{MULTIPLICATION SIGN}"):
            self._tell("", say("The register has no village {name}.", name=table.place))
            return
        block = self._sheet.rows[table.header_rows[0] - 1 : table.header_rows[-1]]
        mark = fingerprint(block)
        told = self._known.recipes.get(mark, {})
        taken = {column: FIELDS.get(field, field) for field, column in table.fields.items()}
        columns: dict[int, str] = {}
        for column, levels in enumerate(join_headings(block)):
            usual = self._usual.get(plain("".join(levels)), "")
            field = told.get(str(column), taken.get(column) or FIELDS.get(usual, usual))
            if levels:
                place = table.header_rows[-1] - 1, column
                self.headings.append(Heading(table.sheet, mark, *place, " ".join(levels), field, people=True))
                if field:
                    columns[column] = field
                elif str(column) not in told:
                    self._tell(cell_name(place), say("The heading {heading} is not known.", heading=" ".join(levels)))
        self.people.append(empty_rows(table, self._sheet, self._standing, columns, form)._replace(village=village))

    def _read_outside(self, tables: Sequence[Table]) -> None:
        """Read the cells of tables across, and those beside labels, in the rows that no table takes."""
        taken = {number - 1 for table in tables for number in (*table.header_rows, *(row for row, _ in table.rows))}
        taken |= {number - 1 for table in tables for number, why in table.skipped if why == "total"}
        across: set[int] = set()
        strange: dict[tuple[int, int], str] = {}
        for crossing in () if tables else crossings(self._sheet):
            if crossing.place not in self._formulas and (slot := self._crossed(crossing)):
                self.slots[crossing.place] = slot
                across |= {crossing.place[0], crossing.headings}
            elif crossing.place not in self._formulas:
                strange[crossing.headings, crossing.place[1]] = crossing.above
        for place, above in strange.items():
            if place[0] in across:
                self._tell(cell_name(place), say("The heading {heading} is not known.", heading=above))
        for row, column, text in label_cells(self._sheet):
            free = row not in taken | across and (row, column) not in self._formulas
            if free and (asked := self._labels.asked(text)) is not None:
                place = row, column
                self.slots[place] = Slot(
                    self._sheet.name, place, asked.village or EVERYWHERE, asked.measure, asked.band
                )

    def _crossed(self, crossing: Crossing) -> Slot | None:
        """What is asked for where two headings meet; under a word for a total, of all villages of the sheet."""
        asked = self._labels.crossed(crossing.left, crossing.above)
        village = asked and (asked.village or EVERYWHERE)
        for one, other in ((crossing.left, crossing.above), (crossing.above, crossing.left)):
            if begins(one, self._known.layouts.rows.total):
                asked = self._labels.asked(other)
                village = asked and asked.village
        return asked and Slot(self._sheet.name, crossing.place, village or "", asked.measure, asked.band)

    def _correct(self) -> None:
        """Let what a person said of single cells hold."""
        for name, said in self._told.items():
            if name in (LISTED, FIRST_ROW):
                continue
            place = place_named(name)
            self.slots.pop(place, None)
            if said and place not in self._formulas:
                self.slots[place] = Slot(self._sheet.name, place, *read_slot(said))
            self.unknown = [left for left in self.unknown if left.cell != name]

    def _tell(self, cell: str, why: Message) -> None:
        self.unknown.append(Unknown(self._sheet.name, cell, why))

    def _slots(self, table: Table) -> list[Slot]:
        """The slots of a table: its villages' rows, and its total where that has no formula."""
        sheet = self._sheet
        columns = self._columns(table)
        rows = [*self._rows(table), *((number - 1, "") for number, why in table.skipped if why == "total")]
        hidden = {place for merge in sheet.merges for place in covered_by(merge)}
        found = []
        for row, village in rows:
            for column, (measure, band) in columns.items():
                place = row, column
                if place in self._formulas:
                    continue
                if place in hidden:
                    self._tell(cell_name(place), say("The cell is covered by a merged one."))
                elif _cell(sheet, row, column) is None:
                    found.append(Slot(table.sheet, place, village, measure, band))
                elif village and not isinstance(_cell(sheet, row, column), str):
                    self._tell(cell_name(place), say("The cell is filled already; what stands there stays."))
        return found

    def _columns(self, table: Table) -> dict[int, tuple[str, Band | None]]:
        first, last = table.header_rows[0] - 1, table.header_rows[-1]
        block = self._sheet.rows[first:last]
        mark = fingerprint(block)
        told = self._known.recipes.get(mark, {})
        found: dict[int, tuple[str, Band | None]] = {}
        for column, levels in enumerate(join_headings(block)):
            band, field = self._meaning(levels)
            field = told.get(str(column), field)
            empty = not table.rows or any(_cell(self._sheet, row - 1, column) is None for row, _ in table.rows)
            measure = field if field in self._known.measures else ""
            heading = " ".join(levels)
            if levels and field not in UNASKED and empty:
                self.headings.append(Heading(table.sheet, mark, last - 1, column, heading, measure))
            if measure:
                found[column] = measure, band
            elif levels and field not in UNASKED and empty and str(column) not in told:
                self._tell(cell_name((last - 1, column)), say("The heading {heading} is not known.", heading=heading))
        return found

    def _meaning(self, levels: Sequence[str]) -> tuple[Band | None, str]:
        """The narrowest band among the levels of a heading, and the field that all the others together name."""
        band_of = self._known.band_of
        bands = _narrowed(band for level in levels if (band := band_of(level)) is not None)
        rest = "".join(level for level in levels if band_of(level) is None)
        known = (self._fields.get(plain(text), "") for text in (rest, without_brackets(rest)))
        return (bands[0] if len(bands) == 1 else None), next(filter(None, known), "") if len(bands) < 2 else ""

    def _rows(self, table: Table) -> Iterator[tuple[int, str]]:
        names = [(number - 1, text_of(cells[table.fields["village"]])) for number, cells in table.rows]
        often = Counter(plain(name) for _, name in names)
        for row, name in names:
            village = self._known.villages.get(plain(name))
            cell = cell_name((row, table.fields["village"]))
            if village is None:
                self._tell(cell, say("The register has no village {name}.", name=name))
            elif often[plain(name)] > 1:
                self._tell(cell, say("{name} has several rows: it is not clear which to fill.", name=name))
            else:
                yield row, village


def _narrowed(bands: Iterable[Band]) -> list[Band]:
    """The bands without those that hold another one of them: below "60 and over", "60-69" alone is meant."""
    each = list(dict.fromkeys(bands))
    return [band for band in each if not any(other != band and _holds(band, other) for other in each)]


def _holds(band: Band, other: Band) -> bool:
    return band.covers(other.first) and (band.last is None or band.covers(other.last))


def _cell(sheet: RawSheet, row: int, column: int) -> Raw:
    if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
        return None
    return sheet.rows[row][column]
