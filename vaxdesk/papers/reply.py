"""Answering a list in its own workbook: only the cells that were left empty for it are written, as text."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..rules.messages import Refused, say
from .archives import parts_of, unpack
from .package_xlsx import WORKBOOK, sheet_parts
from .raw import Place, Raw, Workbook
from .saving import put
from .sheet_xml import column_number
from .unreadable import Damaged, OutOfReach
from .workbook_cells import written
from .workbook_filling import write_cells

if TYPE_CHECKING:
    from lxml.etree import _Element

_AREA = re.compile(r"(?:'?(?P<sheet>[^'!]+)'?!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_Corner = tuple[int, int]


class ListFile:
    """The list as it came: its bytes, what was read of it, and the words its cells offer to choose from."""

    def __init__(self, path: Path, workbook: Workbook) -> None:
        """Raises Refused: list_not_xlsx, file_unreadable, file_damaged (it changed since it was read)."""
        if workbook.kind != "xlsx":
            raise Refused(
                "list_not_xlsx",
                say(
                    "{file} cannot be answered in place: open it in WPS or Excel, save it as .xlsx, take that one.",
                    file=path.name,
                ),
            )
        self._file = path.name
        self._workbook = workbook
        self._data = _bytes_of(path, workbook)
        self._parts = {part.name.lower(): part for part in parts_of(self._data)}
        self._sheets = dict(sheet_parts(self._parts))

    def choices(self, sheet: str, place: Place) -> tuple[str, ...]:
        """The words that the drop-down list of a cell offers; none where it has no list that can be read."""
        for rule in self._parsed(self._sheets[sheet]).iter("{*}dataValidation"):
            where = rule.get("sqref") or "".join(rule.xpath("./*[local-name()='sqref']/text()"))
            if rule.get("type") == "list" and any(_covers(area, place) for area in where.split()):
                source = "".join(rule.xpath("./*[local-name()='formula1']//text()")).strip()
                return tuple(filter(None, (word.strip() for word in self._words(source, sheet))))
        return ()

    def _words(self, source: str, sheet: str) -> Iterator[str]:
        if source.startswith('"'):
            yield from source.strip('"').split(",")
            return
        area = _AREA.fullmatch(self._named().get(source, source))
        rows = {each.name: each.rows for each in self._workbook.sheets}
        if area:
            (top, left), (bottom, right) = _corners(area)
            for row in rows.get(area["sheet"] or sheet, [])[top : bottom + 1]:
                yield from (str(cell) for cell in row[left : right + 1] if cell is not None)

    def _named(self) -> dict[str, str]:
        """The names of the workbook and the cells they stand for."""
        names = self._parsed(WORKBOOK).iter("{*}definedName")
        return {name.get("name", ""): name.text or "" for name in names}

    def _parsed(self, part: str) -> "_Element":
        import lxml.etree

        data = b"".join(unpack(self._parts[part]))
        try:
            return lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False, no_network=True))
        except lxml.etree.XMLSyntaxError as error:
            raise Damaged().refused(self._file) from error

    def write(self, answers: Mapping[str, Mapping[Place, str]], note: str, out: Path) -> None:
        """Write the list with these cells filled, by sheet, and `note` at the foot of those sheets; all else is as it came.

        Raises Refused("file_not_written").
        """
        texts = {sheet: {place: written(text) for place, text in cells.items()} for sheet, cells in answers.items()}
        try:
            put(write_cells(self._data, texts, note), out)
        except Damaged as error:
            raise error.refused(self._file) from error


def empty(cells: list[Raw], column: int) -> bool:
    """Whether a row has room for an answer in this column."""
    cell = cells[column] if column < len(cells) else None
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _bytes_of(path: Path, workbook: Workbook) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutOfReach().refused(path.name) from error
    if hashlib.sha256(data).hexdigest() != workbook.sha256:
        raise Damaged().refused(path.name)
    return data


def _covers(area: str, place: Place) -> bool:
    found = _AREA.fullmatch(area)
    if not found:
        return False
    (top, left), (bottom, right) = _corners(found)
    return top <= place[0] <= bottom and left <= place[1] <= right


def _corners(area: re.Match[str]) -> tuple[_Corner, _Corner]:
    """The first and last cell of an area, from 0."""
    _, left, top, right, bottom = area.groups()
    first = int(top) - 1, column_number(left.encode())
    return first, (int(bottom) - 1, column_number(right.encode())) if right else first
