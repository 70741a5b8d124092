"""A workbook that was sent down to be filled: which cell asks for which figure of which village.

The recipe is data: slots (sheet, cell, village, measure, band) and lines to complete (date, unit). Nothing is guessed: a heading
counts only if all its levels together, beside an age band, are one that is known; only empty cells are filled; whatever
cannot be told is listed.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ..rules.bands import Band
from ..rules.messages import Message, Refused, say
from .headings import join_headings, without_brackets
from .layouts import Layouts, plain
from .mapping import fingerprint
from .raw import Place, Raw, RawSheet
from .row_kinds import text_of
from .tables import Table, find_tables
from .template_parts import Labels, PeopleRows, Person, label_cells, people_cells, people_rows
from .unreadable import Damaged, OutOfReach
from .workbook_filling import cell_name, formula_cells, has_macros, without_macros, write_cells
from .workbook_in import read_workbook

KIND = "county_template"
EVERYWHERE = "*"
"""The village of a slot that asks for all villages of the register, whatever else stands on its sheet."""
UNASKED = frozenset({"number", "village"})
NOBODY: Mapping[str, Sequence[Person]] = MappingProxyType({})
BandOf = Callable[[str], Band | None]


class Slot(NamedTuple):
    """An empty cell of a sheet that asks for a measure, of a village, of a band or of all ages.

    `village` is "" for all that stand on the sheet, or EVERYWHERE.
    """

    sheet: str
    place: Place
    village: str
    measure: str
    band: Band | None


class Unknown(NamedTuple):
    """A place of a sheet (a cell, or "" for the sheet) that stays as it is, and why."""

    sheet: str
    cell: str
    why: Message


class Heading(NamedTuple):
    """A heading over cells to be filled: where it stands, its text, and what it was taken for (a measure, or "")."""

    sheet: str
    fingerprint: str
    column: int
    text: str
    measure: str


Recipes = Mapping[str, Mapping[int, str]]
"""What a person said headings mean: by fingerprint of the headings of a table, the measure of a column, "" to leave it alone."""
NO_RECIPES: Recipes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook to be filled: its bytes, its slots, its tables of people, the lines that want a date or a unit.

    `unknown` is what stays as it is, and why; `headings` are those over cells to be filled, so that a person can correct them.
    """

    file: str
    data: bytes
    slots: tuple[Slot, ...]
    people: tuple[PeopleRows, ...]
    lines: Mapping[tuple[str, Place], str]
    unknown: tuple[Unknown, ...]
    headings: tuple[Heading, ...]

    @property
    def bands(self) -> tuple[Band, ...]:
        """The age bands that are asked for."""
        return tuple(dict.fromkeys(slot.band for slot in self.slots if slot.band is not None))


def read_template(
    path: Path,
    layouts: Layouts,
    measures: Collection[str],
    villages: Collection[str],
    band_of: BandOf,
    recipes: Recipes = NO_RECIPES,
) -> Template:
    """Find what a workbook asks for: tables of villages, empty tables of people, figures beside their labels.

    Raises Refused: those of read_workbook, `template_not_xlsx`, `form_not_recognised` (no sheet asks for anything).
    """
    workbook = read_workbook(path)
    if workbook.kind != "xlsx" or path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise _not_xlsx(path.name)
    data, dropped = _without_macros(path, workbook.sha256)
    formulas = _formulas(data, path.name)
    found = find_tables(workbook, layouts)
    reader = _Reader(layouts, measures, {plain(name): name for name in villages}, band_of, recipes)
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    for table in found.tables:
        reader.read_table(table, sheets[table.sheet], formulas[table.sheet])
    for name in found.unknown_sheets:
        reader.read_labels(sheets[name], formulas[name])
    if not reader.filled:
        raise _asks_for_nothing(path.name)
    lines = {
        (table.sheet, place): text
        for table in found.tables
        if table.sheet in reader.filled
        for place, text in _lines(table, sheets[table.sheet], layouts)
    }
    unknown = (*dropped, *reader.unknown)
    return Template(path.name, data, tuple(reader.slots), tuple(reader.people), lines, unknown, tuple(reader.headings))


def _asks_for_nothing(file: str) -> Refused:
    return Refused(
        "form_not_recognised",
        say(
            "{file} asks for nothing that is known here: no row for each village, no figure beside a label, no empty "
            "table of people. Check that it is the right file, say what its headings mean, or fill it by hand.",
            file=file,
        ),
    )


def _without_macros(path: Path, sha256: str) -> tuple[bytes, list[Unknown]]:
    """The bytes of the file that was read and measured, without its macros: they are never run, and do not leave again."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutOfReach().refused(path.name) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged().refused(path.name)
    try:
        if not has_macros(data):
            return data, []
        return without_macros(data), [
            Unknown("", "", say("The macros of {file} were dropped; the filled workbook has none.", file=path.name))
        ]
    except Damaged as error:
        raise error.refused(path.name) from error


def _not_xlsx(file: str) -> Refused:
    return Refused(
        "template_not_xlsx",
        say("{file} cannot be filled: open it in WPS or Excel, save it as .xlsx, fill that one.", file=file),
    )


def _formulas(data: bytes, file: str) -> dict[str, set[Place]]:
    """The cells with formulas. Raises Refused `file_damaged`."""
    try:
        return formula_cells(data)
    except Damaged as error:
        raise error.refused(file) from error


class _Reader:
    """Reads the slots of one table after the other and collects what it cannot tell."""

    def __init__(
        self,
        layouts: Layouts,
        measures: Collection[str],
        villages: Mapping[str, str],
        band_of: BandOf,
        recipes: Recipes,
    ) -> None:
        self._fields = next(layout.fields for layout in layouts.kinds if layout.kind == KIND)
        self._measures = measures
        self._villages = villages
        self._band_of = band_of
        self._recipes = recipes
        self._labels = Labels(self._fields, measures, villages, band_of)
        self._layouts = layouts
        self.slots: list[Slot] = []
        self.people: list[PeopleRows] = []
        self.unknown: list[Unknown] = []
        self.headings: list[Heading] = []

    @property
    def filled(self) -> set[str]:
        """The sheets that ask for something."""
        return {slot.sheet for slot in self.slots} | {rows.sheet for rows in self.people}

    def read_table(self, table: Table, sheet: RawSheet, formulas: Collection[Place]) -> None:
        """Read a table of villages, or an empty one of people; any other is left alone."""
        if table.kind == KIND:
            self.slots += self._slots(table, sheet, formulas)
        elif (asked := people_rows(table, sheet, self._layouts)) is not None:
            self.people.append(asked)
        else:
            self._tell_sheet(table.sheet)

    def read_labels(self, sheet: RawSheet, formulas: Collection[Place]) -> None:
        """Read the empty cells beside labels that name a figure."""
        beside = [
            Slot(sheet.name, (row, column), asked.village or EVERYWHERE, asked.measure, asked.band)
            for row, column, text in label_cells(sheet)
            if (row, column) not in formulas and (asked := self._labels.asked(text)) is not None
        ]
        self.slots += beside
        if not beside:
            self._tell_sheet(sheet.name)

    def _tell_sheet(self, name: str) -> None:
        self.unknown.append(Unknown(name, "", say("The sheet asks for nothing that is known here.")))

    def _slots(self, table: Table, sheet: RawSheet, formulas: Collection[Place]) -> list[Slot]:
        """The slots of a table: its villages' rows, and its total where that has no formula."""
        columns = self._columns(table, sheet)
        rows = [*self._rows(table), *((number - 1, "") for number, why in table.skipped if why == "total")]
        hidden = {place for merge in sheet.merges for place in _covered(merge)}
        found = []
        for row, village in rows:
            for column, (measure, band) in columns.items():
                if (row, column) in formulas:
                    continue
                if (row, column) in hidden:
                    self._tell(table, (row, column), say("The cell is covered by a merged one."))
                elif _cell(sheet, row, column) is None:
                    found.append(Slot(table.sheet, (row, column), village, measure, band))
                elif village and not isinstance(_cell(sheet, row, column), str):
                    self._tell(table, (row, column), say("The cell is filled already; what stands there stays."))
        return found

    def _columns(self, table: Table, sheet: RawSheet) -> dict[int, tuple[str, Band | None]]:
        first, last = table.header_rows[0] - 1, table.header_rows[-1]
        block = sheet.rows[first:last]
        mark = fingerprint(block)
        told = self._recipes.get(mark, {})
        found: dict[int, tuple[str, Band | None]] = {}
        for column, levels in enumerate(join_headings(block)):
            band, field = self._meaning(levels)
            field = told.get(column, field)
            empty = any(_cell(sheet, row - 1, column) is None for row, _ in table.rows)
            measure = field if field in self._measures else ""
            heading = " ".join(levels)
            if levels and field not in UNASKED and empty:
                self.headings.append(Heading(table.sheet, mark, column, heading, measure))
            if measure:
                found[column] = measure, band
            elif levels and field not in UNASKED and empty and column not in told:
                self._tell(table, (last - 1, column), say("The heading {heading} is not known.", heading=heading))
        return found

    def _meaning(self, levels: Sequence[str]) -> tuple[Band | None, str]:
        """The band among the levels of a heading, and the field that all the others together name."""
        bands = [band for level in levels if (band := self._band_of(level)) is not None]
        rest = "".join(level for level in levels if self._band_of(level) is None)
        known = (self._fields.get(plain(text), "") for text in (rest, without_brackets(rest)))
        return (bands[0] if len(bands) == 1 else None), next(filter(None, known), "") if len(bands) < 2 else ""

    def _rows(self, table: Table) -> Iterator[tuple[int, str]]:
        names = [(number - 1, text_of(cells[table.fields["village"]])) for number, cells in table.rows]
        often = Counter(plain(name) for _, name in names)
        for row, name in names:
            village = self._villages.get(plain(name))
            place = (row, table.fields["village"])
            if village is None:
                self._tell(table, place, say("The register has no village {name}.", name=name))
            elif often[plain(name)] > 1:
                self._tell(table, place, say("{name} has several rows: it is not clear which to fill.", name=name))
            else:
                yield row, village

    def _tell(self, table: Table, place: Place, why: Message) -> None:
        self.unknown.append(Unknown(table.sheet, cell_name(place), why))


def _covered(merge: tuple[int, int, int, int]) -> Iterator[Place]:
    """The cells of a merged range that do not show: all but the first."""
    top, left, bottom, right = merge
    return ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1) if (r, c) != (top, left))


def _cell(sheet: RawSheet, row: int, column: int) -> Raw:
    if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
        return None
    return sheet.rows[row][column]


def _lines(table: Table, sheet: RawSheet, layouts: Layouts) -> Iterator[tuple[Place, str]]:
    """The lines above the table that leave room for the day or end in the word for the unit, with gaps {on} and {unit}."""
    day = re.compile(r"[\s_]*".join(["", *map(re.escape, layouts.day_words)]))
    unit = re.compile(
        rf"\s*(?:{'|'.join(map(re.escape, layouts.place_words))})(?:[(\uff08][^()\uff08\uff09]*[)\uff09])?[:\uff1a]\s*"
    )
    for number, why in table.skipped:
        if why == "caption":
            for column, cell in enumerate(sheet.rows[number - 1]):
                if isinstance(cell, str) and "{" not in cell:
                    text = day.sub("{on}", cell, count=1)
                    if unit.fullmatch(text):
                        text = text.rstrip() + "{unit}"
                    if text != cell:
                        yield (number - 1, column), text


def fill_template(
    template: Template,
    figures: Mapping[Slot, int | float],
    on: date,
    unit: str,
    layouts: Layouts,
    people: Mapping[str, Sequence[Person]] = NOBODY,
) -> bytes:
    """The workbook with its slots filled, the day and the unit written in; `people` are the lines of each sheet that lists them.

    Raises Refused: `template_no_room` (more people than rows), `file_damaged`.
    """
    year, month, day = layouts.day_words
    spoken = f"{on.year}{year}{on.month}{month}{on.day}{day}"
    cells: dict[str, dict[Place, int | float | str]] = {}
    for slot, figure in figures.items():
        cells.setdefault(slot.sheet, {})[slot.place] = figure
    for rows in template.people:
        cells.setdefault(rows.sheet, {}).update(people_cells(rows, people.get(rows.sheet, ())))
    for (sheet, place), text in template.lines.items():
        cells.setdefault(sheet, {})[place] = text.format(on=spoken, unit=unit)
    try:
        return write_cells(template.data, cells)
    except Damaged as error:
        raise error.refused(template.file) from error
