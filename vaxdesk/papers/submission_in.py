"""A township's submission as it comes in at the county: the manifest, and behind the password contents and rows.

The manifest lies open and may have been changed; what counts is the contents sheet inside, which only the password opens.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ..rules.messages import Refused, say
from .sealed import decrypt_workbook
from .unreadable import Unreadable
from .workbook_in import Reading, measured_package

FORMATS = frozenset({2})
"""The formats of manifest and contents that are read."""
NEEDED = ("office", "week", "version", "judged_on", "total", "counts", "villages", "sheets", "file", "sha256")
_CODE, _FIRST, _FIELDS = 4, 5, 6
"""Columns of the contents sheet, from 0: the code of the form, the first row of its lines, the fields of its columns."""

MOST_ROWS = 1_048_576
"""Rows of a worksheet."""


class Part(NamedTuple):
    """A worksheet of people: its name, its form and village, how many lines it says to have, where they begin, their fields."""

    worksheet: str
    form: str
    place: str
    lines: int
    first_row: int
    fields: tuple[str, ...]


class Inside(NamedTuple):
    """An opened submission: the name of its file, its contents, and the workbook to read rows from."""

    file: str
    parts: tuple[Part, ...]
    book: Any


def damaged(file: str) -> Refused:
    """A workbook that does not hold what a submission holds, whether by accident or on purpose."""
    return Refused(
        "file_damaged", say("{file} is damaged: copy it again, or ask the township for it again.", file=file)
    )


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest. Raises Refused `manifest_unreadable`, `manifest_format`."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(
            "manifest_unreadable", say("{file} is no list of contents: ask the township for it again.", file=path.name)
        ) from error
    if not isinstance(manifest, dict) or not set(NEEDED) <= set(manifest):
        raise Refused(
            "manifest_unreadable", say("{file} is no list of contents: ask the township for it again.", file=path.name)
        )
    if manifest.get("format") not in FORMATS:
        raise Refused(
            "manifest_format",
            say(
                "{file} was made by another version of the program (format {format}): bring both to the same version.",
                file=path.name,
                format=manifest.get("format"),
            ),
        )
    return manifest


def open_submission(path: Path, manifest: Mapping[str, Any], password: str) -> Inside:
    """Open the workbook beside a manifest.

    Raises Refused: `submission_missing`, `submission_changed` (a byte differs), `file_password`, `file_damaged`,
    `contents_missing`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(
            "submission_missing", say("{file} is not there: ask the township to send it too.", file=path.name)
        ) from error
    if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
        raise Refused(
            "submission_changed",
            say("{file} is not the file that was sent, something in it was changed: ask for it again.", file=path.name),
        )
    return _opened(decrypt_workbook(data, password), path.name)


def _opened(plain: bytes, file: str) -> Inside:
    """Open what the password gave; whoever knows the password may still have written anything into it."""
    import python_calamine

    try:
        with Reading():
            book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(measured_package(plain)))
            rows = list(book.get_sheet_by_index(0).iter_rows())
    except Unreadable as error:
        raise damaged(file) from error
    parts = [part for row in rows if (part := _part(row)) is not None]
    if not parts:
        raise Refused(
            "contents_missing", say("{file} has no contents sheet: it was not made by this program.", file=file)
        )
    return Inside(file, tuple(parts), book)


def _part(row: list[Any]) -> Part | None:
    """A line of the contents; None for title, caption and headings."""
    if len(row) <= _FIRST:
        return None
    lines, first = _count(row[3]), _count(row[_FIRST])
    if lines is None or not first:
        return None
    fields = str(row[_FIELDS]).split() if len(row) > _FIELDS else []
    return Part(str(row[0]), str(row[_CODE]), str(row[2] or ""), lines, first, tuple(fields))


def _count(cell: Any) -> int | None:
    return int(cell) if type(cell) in (int, float) and 0 <= cell <= MOST_ROWS else None


def read_rows(inside: Inside, part: Part) -> Iterator[list[Any]]:
    """The lines of a worksheet as they stand there, each at least as wide as its fields. Raises Refused `file_damaged`."""
    width = len(part.fields)
    try:
        with Reading():
            rows = inside.book.get_sheet_by_name(part.worksheet).iter_rows()
            for row in islice(rows, part.first_row - 1, part.first_row - 1 + part.lines):
                yield row if len(row) >= width else row + [None] * (width - len(row))
    except Unreadable as error:
        raise damaged(inside.file) from error


def place_of(inside: Inside, part: Part, field: str) -> int:
    """In which column of a part a field stands. Raises Refused `file_damaged` where it has none."""
    if field not in part.fields:
        raise damaged(inside.file)
    return part.fields.index(field)


def picker(part: Part, *fields: str) -> Callable[[list[Any]], tuple[str, ...]]:
    """How to take these fields from a line of a part; what it does not have is empty."""
    places = [part.fields.index(field) if field in part.fields else -1 for field in fields]

    def pick(row: list[Any]) -> tuple[str, ...]:
        return tuple(str(row[place]) if 0 <= place < len(row) and row[place] is not None else "" for place in places)

    return pick
