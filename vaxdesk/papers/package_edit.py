"""Parts of an .xlsx workbook parsed, changed and packed again."""

import re
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .archives import Part, unpack
from .sheet_xml import column_number
from .unreadable import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

DEFLATED = 8
NAMING = ("[content_types].xml", "xl/_rels/workbook.xml.rels")


_NAMES = {"row": re.compile(r"[1-9][0-9]{0,6}"), "c": re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}")}


def parsed(part: Part) -> "_Element":
    """The XML of a part. Raises Damaged."""
    import lxml.etree

    try:
        return lxml.etree.fromstring(
            b"".join(unpack(part)), lxml.etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except lxml.etree.XMLSyntaxError as error:
        raise Damaged from error


def packed(name: str, root: "_Element") -> Part:
    """A part with this XML."""
    import lxml.etree

    return packed_bytes(name, lxml.etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def packed_bytes(name: str, data: bytes) -> Part:
    """A part with these bytes."""
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    content = squeezer.compress(data) + squeezer.flush()
    return Part(name, memoryview(content), DEFLATED, len(data), zlib.crc32(data))


def without(parts: Sequence[Part], endings: tuple[str, ...]) -> list[Part]:
    """The parts without those whose names (in small letters) end so, and no mention of them is left. Raises Damaged."""
    kept = [part for part in parts if not part.name.lower().endswith(endings)]
    if len(kept) == len(parts):
        return kept
    return [_unnamed(part, endings) if part.name.lower() in NAMING else part for part in kept]


def _unnamed(part: Part, endings: tuple[str, ...]) -> Part:
    root = parsed(part)
    for entry in list(root):
        if any(str(value).lower().endswith(endings) for value in entry.attrib.values()):
            root.remove(entry)
    return packed(part.name, root)


def local(element: "_Element") -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def content_of(root: "_Element") -> "_Element":
    """The rows of a sheet. Raises Damaged."""
    content = root.find("{*}sheetData")
    if content is None:
        raise Damaged
    return content


def numbered(parent: "_Element", tag: str) -> "list[tuple[int, _Element]]":
    """The rows of a sheet or the cells of a row, by number from 0; who has no number follows the one before.

    Raises Damaged for a number that no row or cell can have.
    """
    found = []
    number = -1
    for child in parent.findall("{*}" + tag):
        name = child.get("r", "")
        if name and not _NAMES[tag].fullmatch(name):
            raise Damaged
        if tag == "row":
            number = int(name) - 1 if name else number + 1
        else:
            number = column_number(name.rstrip("0123456789").encode()) if name else number + 1
        found.append((number, child))
    return found


def cell_name(place: tuple[int, int]) -> str:
    """A1 for (0, 0), AB7 for (6, 27)."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def place_named(cell: str) -> tuple[int, int]:
    """(0, 0) for A1, (6, 27) for AB7."""
    letters = cell.rstrip("0123456789")
    return int(cell.removeprefix(letters)) - 1, column_number(letters.encode())
