"""A workbook that was sent down to be filled: which cell asks for which figure of which village.

The recipe is data: slots (sheet, cell, village, measure, band) and lines to complete (date, unit). Nothing is guessed: a heading
counts only if all its levels together, beside an age band, are one that is known; only empty cells are filled; whatever
cannot be told is listed.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..rules.bands import Band
from ..rules.messages import Refused, say
from .layouts import Layouts, plain
from .old_workbook import modernised
from .raw import Merge, Place, RawSheet
from .row_insertion import insert_rows
from .row_kinds import text_of
from .tables import Table, find_sections
from .template_lists import PeopleRows, Person, people_cells
from .template_parts import NO_RECIPES, BandOf, Heading, Recipes, Slot, Unknown, read_slot
from .template_reading import Known, SheetReader, sheet_fingerprint
from .unreadable import Damaged, OutOfReach, Unreadable
from .workbook_filling import Frame, Value, frames, has_macros, without_macros, write_cells
from .workbook_in import Workbook, read_bytes, read_workbook

DRAWN_ROWS, DRAWN_COLUMNS = 300, 80
"""So much of a sheet is shown to a person who corrects what it asks for."""


class Picture(NamedTuple):
    """What a sheet looks like: its texts, merged ranges, widths of columns in characters; `fingerprint` tells it again."""

    sheet: str
    fingerprint: str
    rows: Sequence[Sequence[str]]
    merges: Sequence[Merge]
    widths: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook to be filled: its bytes, its slots, its tables of rows, the lines that want a date or a unit.

    `unknown` is what stays as it is, and why; `headings` are those over cells to be filled and `pictures` the visible sheets, so
    that a person can correct what they ask for.
    """

    file: str
    data: bytes
    slots: tuple[Slot, ...]
    people: tuple[PeopleRows, ...]
    lines: Mapping[tuple[str, Place], str]
    unknown: tuple[Unknown, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]

    @property
    def bands(self) -> tuple[Band, ...]:
        """The age bands that are asked for."""
        listed = (read_slot(text)[2] for rows in self.people for text in rows.columns.values() if "|" in text)
        asked = (*(slot.band for slot in self.slots), *listed)
        return tuple(dict.fromkeys(band for band in asked if band is not None))

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill."""
        return bool(self.slots or self.people)


def read_template(
    path: Path,
    layouts: Layouts,
    measures: Collection[str],
    villages: Collection[str],
    band_of: BandOf,
    recipes: Recipes = NO_RECIPES,
) -> Template:
    """Find what a workbook asks for: tables of villages, empty tables of people, figures beside their labels.

    Raises Refused: those of read_workbook, `template_not_xlsx`.
    """
    workbook, data, dropped = _opened(path)
    framed = _frames(data, path.name)
    tables = find_sections(workbook, layouts)
    known = Known(layouts, measures, {plain(name): name for name in villages}, band_of, recipes)
    shown = [sheet for sheet in workbook.sheets if sheet.visible and sheet.name in framed]
    read = {
        sheet.name: SheetReader(sheet, tables.get(sheet.name, ()), framed[sheet.name].cells, known) for sheet in shown
    }
    told = {
        sheet.name: [line for table in tables.get(sheet.name, ()) for line in _lines(table, sheet, layouts)]
        for sheet in shown
    }
    readers = read.values()
    return Template(
        path.name,
        data,
        tuple(slot for reader in readers for slot in reader.slots.values()),
        tuple(rows for reader in readers for rows in reader.people),
        {(sheet.name, place): text for sheet in shown if read[sheet.name].asks for place, text in told[sheet.name]},
        (*dropped, *(left for reader in readers for left in reader.unknown)),
        tuple(heading for reader in readers for heading in reader.headings),
        tuple(_picture(sheet, framed[sheet.name].widths) for sheet in shown),
    )


def _picture(sheet: RawSheet, widths: Mapping[int, float]) -> Picture:
    rows = [[text_of(cell) for cell in row[:DRAWN_COLUMNS]] for row in sheet.rows[:DRAWN_ROWS]]
    return Picture(sheet.name, sheet_fingerprint(sheet), rows, sheet.merges, widths)


def _opened(path: Path) -> tuple[Workbook, bytes, list[Unknown]]:
    """The workbook, its bytes as .xlsx without macros (they are never run, and do not leave again), and what was dropped."""
    workbook = read_workbook(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutOfReach().refused(path.name) from error
    if hashlib.sha256(data).hexdigest() != workbook.sha256:
        raise Damaged().refused(path.name)
    try:
        if workbook.kind == "xls":
            modern = modernised(data)
            kept = say("{file} is an old workbook: what is filled from it is saved as .xlsx.", file=path.name)
            return (
                read_bytes(modern.data, path.name), modern.data,
                [Unknown("", "", kept), *(Unknown(*lost) for lost in modern.lost)],
            )  # fmt: skip
        if workbook.kind != "xlsx":
            raise _not_xlsx(path.name)
        if not has_macros(data):
            return workbook, data, []
        return (
            workbook,
            without_macros(data),
            [Unknown("", "", say("The macros of {file} were dropped; the filled workbook has none.", file=path.name))],
        )
    except Unreadable as error:
        raise error.refused(path.name) from error


def _not_xlsx(file: str) -> Refused:
    return Refused(
        "template_not_xlsx",
        say("{file} cannot be filled: open it in WPS or Excel, save it as .xlsx, fill that one.", file=file),
    )


def _frames(data: bytes, file: str) -> dict[str, Frame]:
    """The cells that each sheet has. Raises Refused `file_damaged`."""
    try:
        return frames(data)
    except Damaged as error:
        raise error.refused(file) from error


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
    people: Sequence[Sequence[Person]] = (),
    note: str = "",
) -> bytes:
    """The workbook with its slots filled, the day and the unit written in; `people` are the lines of each of its tables of rows.

    Rows are inserted where a table has too few. `note` stands at the foot of every printed page.
    Raises Refused: `form_not_recognised` (nothing is asked for), `file_damaged`.
    """
    if not template.asks:
        raise _asks_for_nothing(template.file)
    year, month, day = layouts.day_words
    spoken = f"{on.year}{year}{on.month}{month}{on.day}{day}"
    cells: dict[str, dict[Place, Value]] = {picture.sheet: {} for picture in template.pictures}
    for slot, figure in figures.items():
        cells.setdefault(slot.sheet, {})[slot.place] = figure
    for (sheet, place), text in template.lines.items():
        cells.setdefault(sheet, {})[place] = text.format(on=spoken, unit=unit)
    listed = sorted(zip(template.people, people, strict=True), key=lambda each: each[0].first, reverse=True)
    insertions = [rows.insertion(len(lines)) for rows, lines in listed]
    for (rows, lines), insertion in zip(listed, insertions, strict=True):
        moved = {(insertion.row(row), column): value for (row, column), value in cells.get(rows.sheet, {}).items()}
        cells[rows.sheet] = moved | people_cells(rows, lines)
    try:
        grown = insert_rows(template.data, [insertion for insertion in insertions if insertion.more])
        return write_cells(grown, cells, note)
    except Damaged as error:
        raise error.refused(template.file) from error


def _asks_for_nothing(file: str) -> Refused:
    return Refused(
        "form_not_recognised",
        say(
            "{file} asks for nothing that is known here: no row for each village, no figure beside a label, no empty "
            "table of people. Check that it is the right file, say what its headings mean, or fill it by hand.",
            file=file,
        ),
    )
