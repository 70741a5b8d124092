"""Columns that a person named: remembered by the fingerprint of the headings, so that next week's workbook asks nothing.

The same headings in the same order have the same fingerprint, whatever their spaces, brackets and widths.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..rules.messages import Message, Refused, say
from .headings import COLUMNS_TO_SEARCH, HEIGHTS, ROWS_TO_SEARCH, Headings, join_headings
from .layouts import Layout, Layouts, plain
from .raw import Raw, Workbook
from .sheet_xml import column_number

_LETTERS = re.compile(r"[A-Z]{1,3}")
Rows = Sequence[Sequence[Raw]]


class Mapped(NamedTuple):
    """What a person said of a table: its kind, how many rows its headings take, and the column of each field, from 0."""

    fingerprint: str
    kind: str
    height: int
    columns: Mapping[str, int]


class Wanted(NamedTuple):
    """A mapping as it is written in a file: for each field its heading, or the letters of its column."""

    file: str
    kind: str
    columns: Mapping[str, str]


def fingerprint(block: Rows) -> str:
    """What tells the same headings again, in hex."""
    names = [plain(" ".join(levels)) for levels in join_headings(block)]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def fields_of(layout: Layout) -> list[str]:
    """The fields a table of this layout may have, in the order of its headings."""
    return list(dict.fromkeys(layout.fields.values()))


def remembered_headings(rows: Rows, mapped: Mapping[str, Mapped], layouts: Layouts) -> Headings | None:
    """The headings of a sheet whose columns somebody named; None where nobody did."""
    for first, height, block in _blocks(rows) if mapped else ():
        found = mapped.get(fingerprint(block))
        if found is not None and found.height == height:
            return headings_of(found, block, first, layouts)
    return None


def headings_of(mapped: Mapped, block: Rows, first: int, layouts: Layouts) -> Headings:
    """Headings as a person named them."""
    layout = next(layout for layout in layouts.kinds if layout.kind == mapped.kind)
    taken = set(mapped.columns.values())
    unknown = tuple(
        (column, " ".join(levels))
        for column, levels in enumerate(join_headings(block))
        if levels and column not in taken
    )
    return Headings(layout, first, first + mapped.height - 1, dict(mapped.columns), unknown)


def read_wanted(path: Path, layouts: Layouts) -> Wanted:
    """Read a mapping from a TOML file with `kind` and a table `columns`. Raises Refused `mapping_invalid`."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _invalid(path.name, say("it cannot be read as TOML")) from error
    kinds = {layout.kind: layout for layout in layouts.kinds}
    kind, columns = table.get("kind", "roster"), table.get("columns")
    if kind not in kinds:
        raise _invalid(path.name, say("kind must be one of {known}", known=", ".join(kinds)))
    if not isinstance(columns, dict) or not columns or not all(isinstance(each, str) for each in columns.values()):
        raise _invalid(path.name, say("it needs a table [columns] with a heading for each field"))
    strange = columns.keys() - set(fields_of(kinds[kind]))
    if strange:
        known = ", ".join(fields_of(kinds[kind]))
        raise _invalid(path.name, say("{field} is no field; use {known}", field=sorted(strange)[0], known=known))
    return Wanted(path.name, kind, columns)


def apply(wanted: Wanted, workbook: Workbook) -> Mapped:
    """Find the headings that a mapping speaks of. Raises Refused `mapping_invalid` where no sheet has them all."""
    missing = ""
    for sheet in (sheet for sheet in workbook.sheets if sheet.visible):
        for _, height, block in _blocks(sheet.rows):
            columns, lacking = _placed(wanted.columns, block)
            if not lacking:
                return Mapped(fingerprint(block), wanted.kind, height, columns)
            missing = missing or lacking
    raise _invalid(
        wanted.file, say("no row of {workbook} has the heading {heading}", workbook=workbook.name, heading=missing)
    )


def _placed(columns: Mapping[str, str], block: Rows) -> tuple[dict[str, int], str]:
    """The column of each field, and the first heading that is not there."""
    named = {
        plain(text): column
        for column, levels in reversed(list(enumerate(join_headings(block))))
        for text in ("".join(levels), *levels[-1:])
    }
    lettered = all(_LETTERS.fullmatch(text) for text in columns.values())
    placed: dict[str, int] = {}
    for field, text in columns.items():
        column = column_number(text.encode()) if lettered else named.get(plain(text))
        if column is None or column >= len(block[0]):
            return {}, text
        placed[field] = column
    return placed, "" if any(map(_text, block[0])) else next(iter(columns.values()))


def _blocks(rows: Rows) -> Iterator[tuple[int, int, Rows]]:
    """Every row near the top, alone and joined with the next ones: (first row from 0, height, the rows)."""
    for first in range(min(len(rows), ROWS_TO_SEARCH)):
        for height in HEIGHTS:
            block = rows[first : first + height]
            if len(block) == height and any(map(_text, block[0][:COLUMNS_TO_SEARCH])):
                yield first, height, block


def _text(cell: Raw) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _invalid(file: str, what: Message) -> Refused:
    return Refused(
        "mapping_invalid",
        say("{file} does not say which column is which: {what}. Correct it and start again.", file=file, what=what),
    )
