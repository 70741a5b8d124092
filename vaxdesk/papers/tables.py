"""Recognise what a workbook is: which sheets hold which kind of table, its columns, and which rows are data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from ..rules.messages import Refused, say
from .captions import place_of, stated_on
from .column_questions import ColumnQuestion, question_about
from .headings import Headings, find_all_headings, find_headings, join_headings
from .layouts import Layouts, load_layouts, plain
from .mapping import Mapped, remembered_headings
from .raw import Raw, RawSheet, Workbook
from .row_kinds import DATA, RowJudge, begins, is_label, text_of

__all__ = ["Layouts", "NotRecognised", "Recognised", "Table", "load_layouts", "recognise"]

SPEAKING = ("title", "caption", "instructions", "total", "footnote")
"""Rows that may say which day and which village the table is of."""
SHORT_CAPTION = 8
NOTHING_MAPPED: Mapping[str, Mapped] = MappingProxyType({})
WIDE = 2
"""Columns a merged cell reaches beyond its first, to be a line rather than a cell of a person."""
Skipped = tuple[int, str]
Rows = list[tuple[int, list[Raw]]]


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one sheet.

    `kind` is roster, exemptions, canvass, migrants, checkpoint, county_list or county_template; `fields` maps a field
    to its column, from 0; row numbers count from 1, as the program shows them. A row of data has all its cells; a cell
    merged downwards counts for each row of its range. Every filled row is in `rows` or in `skipped` with its reason:
    title, caption, header, group, total, blank, footnote, signature, instructions; empty rows are listed where data
    follows. `stated_on` is the day the sheet speaks of, `place` its village or "", `unknown` the columns with a heading
    that nobody knows; `title` is the line above the headings, or "".
    """

    kind: str
    sheet: str
    fields: dict[str, int]
    header_rows: tuple[int, ...]
    rows: list[tuple[int, list[Raw]]]
    skipped: list[tuple[int, str]]
    stated_on: date | None
    place: str
    unknown: list[tuple[int, str]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The tables of a workbook, and the names of the filled sheets that were left alone: not recognised, or hidden."""

    tables: tuple[Table, ...]
    unknown_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    questions: tuple[ColumnQuestion, ...] = ()
    """What the program is not sure of."""


class NotRecognised(Refused):
    """No sheet has known headings; `questions` are about those sheets that hold people all the same."""

    def __init__(self, file: str, questions: tuple[ColumnQuestion, ...]) -> None:
        code = "form_not_recognised"
        super().__init__(
            code,
            say(
                "{file} has no heading row that is known here, such as name, identity number and dates of doses. Check "
                "that it is the right file, or write the usual headings above its columns and take it in again.",
                file=file,
            ),
        )
        self.questions = questions


def recognise(workbook: Workbook, layouts: Layouts, mapped: Mapping[str, Mapped] = NOTHING_MAPPED) -> Recognised:
    """Find the tables of a workbook to be taken in; `mapped` are the columns that somebody named, by their fingerprint.

    Raises NotRecognised, and Refused: no_rows, formula_not_calculated (a cell about a person holds a formula of which
    the file has no result).
    """
    found = find_tables(workbook, layouts, mapped)
    if not found.tables:
        raise NotRecognised(workbook.name, found.questions)
    if not any(table.rows for table in found.tables):
        raise Refused(
            "no_rows",
            say(
                "{file} has headings but no row below them. Ask for the filled one, or take in another.",
                file=workbook.name,
            ),
        )
    return found


def find_tables(workbook: Workbook, layouts: Layouts, mapped: Mapping[str, Mapped] = NOTHING_MAPPED) -> Recognised:
    """The tables on the visible sheets, also those without rows. Raises Refused formula_not_calculated as `recognise` does."""
    filled = [sheet for sheet in workbook.sheets if any(any(cell is not None for cell in row) for row in sheet.rows)]
    told = {sheet.name: remembered_headings(sheet.rows, mapped, layouts) for sheet in filled if sheet.visible}
    found = [
        (sheet, told[sheet.name] or find_headings(sheet.rows, sheet.name, layouts)) for sheet in filled if sheet.visible
    ]
    asked = (question_about(sheet, headings) for sheet, headings in found if not told[sheet.name])
    return Recognised(
        tuple(_table(workbook, sheet, headings, layouts) for sheet, headings in found if headings),
        tuple(sheet.name for sheet, headings in found if not headings),
        tuple(sheet.name for sheet in filled if not sheet.visible),
        tuple(question for question in asked if question),
    )


def find_sections(workbook: Workbook, layouts: Layouts) -> dict[str, list[Table]]:
    """The tables of each visible sheet, also several below each other and those without rows."""
    return {
        sheet.name: [
            table_below(_part(sheet, start, end), headings, layouts) for start, headings, end in _parts(sheet, layouts)
        ]
        for sheet in workbook.sheets
        if sheet.visible
    }


def _parts(sheet: RawSheet, layouts: Layouts) -> list[tuple[int, Headings, int]]:
    """Each heading with the rows its table may take; merged lines right above a heading are its title."""
    found = find_all_headings(sheet.rows, sheet.name, layouts)
    wide = {first for first, left, last, right in sheet.merges if first == last and right - left >= WIDE}
    starts = []
    for headings in found:
        start = headings.first
        while start - 1 in wide or (start and not any(map(text_of, sheet.rows[start - 1]))):
            start -= 1
        starts.append(start)
    parts = pairwise([0, *starts[1:], len(sheet.rows)])
    return [(start, headings, end) for headings, (start, end) in zip(found, parts, strict=False)]


def _part(sheet: RawSheet, start: int, end: int) -> RawSheet:
    """The sheet with the other rows empty."""
    rows = [row if start <= number < end else [] for number, row in enumerate(sheet.rows[:end])]
    return replace(sheet, rows=rows, merges=tuple(merge for merge in sheet.merges if start <= merge[0] < end))


def _table(workbook: Workbook, sheet: RawSheet, headings: Headings, layouts: Layouts) -> Table:
    found = table_below(sheet, headings, layouts)
    _refuse_uncalculated(workbook, sheet, headings, {number for number, _ in found.rows})
    return found


def table_below(sheet: RawSheet, headings: Headings, layouts: Layouts) -> Table:
    """The table under headings, with every row judged."""
    above = _above(sheet.rows[: headings.first], layouts)
    header_rows = tuple(range(headings.first + 1, headings.last + 2))
    rows, below = _below(sheet, headings, above, layouts)
    skipped = [*above, *((number, "header") for number in header_rows), *below]
    lines = {why: [_line(sheet.rows[number - 1]) for number, reason in skipped if reason == why] for why in SPEAKING}
    return Table(
        kind=headings.layout.kind,
        sheet=sheet.name,
        fields=dict(headings.fields),
        header_rows=header_rows,
        rows=rows,
        skipped=skipped,
        stated_on=stated_on([*(line for why in SPEAKING for line in lines[why]), sheet.name], layouts),
        place=place_of(lines["caption"], lines["title"], sheet.name, layouts),
        unknown=list(headings.unknown),
        title=" ".join(lines["title"]),
    )


def _above(rows: Sequence[Sequence[Raw]], layouts: Layouts) -> list[Skipped]:
    """Judge the rows above the headings: the first that is no caption is the title."""
    kinds: list[Skipped] = []
    for number, row in enumerate(rows, 1):
        first = next(filter(None, map(text_of, row)), "")
        if not first:
            why = "blank"
        elif is_label(first, layouts.rows.instructions):
            why = "instructions"
        elif is_label(first, layouts.rows.caption) or (
            begins(first, layouts.rows.caption) and len(first) <= SHORT_CAPTION
        ):
            why = "caption"
        else:
            why = "caption" if any(kind == "title" for _, kind in kinds) else "title"
        kinds.append((number, why))
    return kinds


def _below(sheet: RawSheet, headings: Headings, above: list[Skipped], layouts: Layouts) -> tuple[Rows, list[Skipped]]:
    """Part the rows below the headings into data and the rest; empty rows count where data follows."""
    judge = RowJudge(
        headings,
        frozenset(_heading_names(sheet.rows[headings.first : headings.last + 1])),
        {_texts(sheet.rows[number - 1]): why for number, why in above if why != "blank"},
        layouts.rows,
    )
    wide = {first for first, left, last, right in sheet.merges if first == last and right - left >= WIDE}
    rows: Rows = []
    skipped: list[Skipped] = []
    for number, row in enumerate(_filled_down(sheet, headings.last + 1), headings.last + 2):
        if any(map(text_of, sheet.rows[number - 1])):
            why = judge.kind(row, number - 1 in wide)
            if why == DATA:
                rows.append((number, row))
            else:
                skipped.append((number, why))
        else:
            skipped.append((number, "untouched"))
    last = rows[-1][0] if rows else 0
    return rows, [
        (number, {"untouched": "blank", "group": "group" if number < last else "footnote"}.get(why, why))
        for number, why in skipped
        if why != "untouched" or number < last
    ]


def _heading_names(block: Sequence[Sequence[Raw]]) -> set[str]:
    return {plain(text) for levels in join_headings(block) for text in (*levels, " ".join(levels))}


def _filled_down(sheet: RawSheet, start: int) -> list[list[Raw]]:
    """Give the rows from `start` on, each merged cell repeated in the rows of its range."""
    rows = sheet.rows[start:]
    for first, column, last, _ in sheet.merges:
        if last > first >= start and rows and column < len(rows[0]):
            value = rows[first - start][column]
            for place in range(first - start + 1, min(last - start + 1, len(rows))):
                if rows[place][column] is None:
                    rows[place] = [*rows[place][:column], value, *rows[place][column + 1 :]]
    return rows


def _refuse_uncalculated(workbook: Workbook, sheet: RawSheet, headings: Headings, rows: set[int]) -> None:
    columns = frozenset(headings.fields.values()) if "name" in headings.fields else frozenset()
    empty = [(row, column) for row, column in sheet.uncalculated if row + 1 in rows and column in columns]
    if empty:
        row, column = min(empty)
        raise Refused(
            "formula_not_calculated",
            say(
                "{file}, sheet {sheet}, row {row}: a cell holds a formula without its result ({formula}). Open the "
                "file in WPS or Excel, save it there, and take it in again.",
                file=workbook.name,
                sheet=sheet.name,
                row=row + 1,
                formula=sheet.uncalculated[row, column],
            ),
        )


def _texts(row: Sequence[Raw]) -> tuple[str, ...]:
    return tuple(filter(None, map(text_of, row)))


def _line(row: Sequence[Raw]) -> str:
    return " ".join(_texts(row))
