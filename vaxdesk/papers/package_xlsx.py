"""The parts of an .xlsx workbook that are read, measured before the reader sees them."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .archives import Part, unpack
from .raw import Budget
from .sheet_xml import SheetMeter, shared_text_sizes
from .unreadable import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHARED_TEXTS = "xl/sharedstrings.xml"
SHEETS = "xl/worksheets/"
NO_WORKSHEETS = ("xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")
OTHERS = frozenset({"[content_types].xml", "_rels/.rels", WORKBOOK, RELATIONS, "xl/styles.xml", SHARED_TEXTS})
OFFICE_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
HEAD_LIMIT = 2 * 2**20


def kept_parts(parts: Mapping[str, Part]) -> dict[str, Part]:
    """Choose what a reader of values needs; pictures, macros, links and caches never leave the file."""
    return {name: part for name, part in parts.items() if name in OTHERS or name.startswith(SHEETS)}


def measure_package(parts: Mapping[str, Part], budget: Budget) -> dict[str, SheetMeter]:
    """Unpack every part once, in pieces, and pay for it; return what was seen in each sheet, by the sheet's name.

    Raises Damaged, TooLarge.
    """
    sizes: list[int] = []
    if SHARED_TEXTS in parts:
        sizes = shared_text_sizes(_paid(parts[SHARED_TEXTS], budget))
    meters: dict[str, SheetMeter] = {}
    for name, part in parts.items():
        if name.startswith(SHEETS):
            meters[name] = meter = SheetMeter(budget, sizes)
            for piece in _paid(part, budget):
                meter.feed(piece)
            meter.close()
        elif name != SHARED_TEXTS:
            for _ in _paid(part, budget):
                pass
    sheets = [(name, part) for name, part in sheet_parts(parts) if not part.startswith(NO_WORKSHEETS)]
    if len({part for _, part in sheets}) != len(sheets) or not all(part in meters for _, part in sheets):
        raise Damaged
    return {name: meters[part] for name, part in sheets}


def _paid(part: Part, budget: Budget) -> Iterator[bytes]:
    for piece in unpack(part):
        budget.spend(unpacked=len(piece))
        yield piece


def sheet_parts(parts: Mapping[str, Part]) -> list[tuple[str, str]]:
    """Name each sheet, in the order of the workbook, with its part. Raises Damaged."""
    targets = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
        .lstrip("/")
        .lower()
        for relation in _elements(parts, RELATIONS, "Relationship")
    }
    named: list[tuple[str, str]] = []
    for sheet in _elements(parts, WORKBOOK, "sheet"):
        relation = next((sheet.get(key) for key in OFFICE_RELATIONS if sheet.get(key)), "")
        named.append((sheet.get("name", ""), targets.get(relation or "", "")))
    return named


def _elements(parts: Mapping[str, Part], name: str, tag: str) -> "list[_Element]":
    import lxml.etree

    if name not in parts:
        raise Damaged
    data = b"".join(unpack(parts[name]))
    if len(data) > HEAD_LIMIT:
        raise Damaged
    try:
        root = lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False, no_network=True))
    except lxml.etree.XMLSyntaxError as error:
        raise Damaged from error
    return list(root.iter("{*}" + tag))
