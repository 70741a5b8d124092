"""Writing into cells of an .xlsx workbook and leaving everything else in it as it is, byte by byte.

Only the cells that are named change, in the XML of their sheets: styles, merged ranges, widths, print setup, comments, pictures,
hidden sheets, names and choice lists are never read, so they cannot be lost. Results of formulas are taken out, and whoever
opens the workbook reckons them anew. All in memory.
"""

import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .archives import Part, parts_of, repack, unpack
from .package_xlsx import SHEETS, WORKBOOK, sheet_parts
from .raw import Place
from .sheet_xml import column_number
from .unreadable import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DEFLATED = 8
BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip
"""What stands before calcPr in a workbook, in the order of ECMA-376."""

NAMING = ("[content_types].xml", "xl/_rels/workbook.xml.rels")
MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Cells = Mapping[Place, int | float | str]


def cell_name(place: Place) -> str:
    """A1 for (0, 0), AB7 for (6, 27)."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def write_cells(data: bytes, sheets: Mapping[str, Cells]) -> bytes:
    """The workbook with these cells written, by name of sheet; a cell keeps its style. Raises Damaged."""
    parts = {part.name.lower(): part for part in parts_of(data)}
    named = dict(sheet_parts(parts))
    wanted = {named[sheet]: cells for sheet, cells in sheets.items()}
    for name, part in parts.items():
        if name.startswith(SHEETS) and name.endswith(".xml"):
            root = _parsed(part)
            if _forget_results(root) or name in wanted:
                _put(root, wanted.get(name, {}))
                parts[name] = _written(part.name, root)
    parts[WORKBOOK] = _reckoned_anew(parts[WORKBOOK])
    return repack(list(parts.values()))


def has_macros(data: bytes) -> bool:
    """Whether the workbook carries macros: they have no place under the name of an .xlsx. Raises Damaged."""
    return any(part.name.lower().endswith("vbaproject.bin") for part in parts_of(data))


def without_macros(data: bytes) -> bytes:
    """The workbook as one without macros: their part is gone, and nothing names it any more. Raises Damaged."""
    parts = [
        part for part in parts_of(data) if not part.name.lower().endswith(("vbaproject.bin", "vbaprojectsignature.bin"))
    ]
    return repack([_unnamed(part) if part.name.lower() in NAMING else part for part in parts])


def _unnamed(part: Part) -> Part:
    root = _parsed(part)
    for entry in list(root):
        if "vbaproject" in " ".join(map(str, entry.attrib.values())).lower():
            root.remove(entry)
        elif entry.get("ContentType") == MACRO_WORKBOOK:
            entry.set("ContentType", PLAIN_WORKBOOK)
    return _written(part.name, root)


def formula_cells(data: bytes) -> dict[str, set[Place]]:
    """The cells that hold formulas, by name of sheet. Raises Damaged."""
    parts = {part.name.lower(): part for part in parts_of(data)}
    return {
        sheet: {
            (row, column)
            for row, line in _numbered(_content(_parsed(parts[name])), "row")
            for column, cell in _numbered(line, "c")
            if cell.find("{*}f") is not None
        }
        for sheet, name in sheet_parts(parts)
        if name.startswith(SHEETS)
    }


def _content(root: "_Element") -> "_Element":
    content = root.find("{*}sheetData")
    if content is None:
        raise Damaged
    return content


def _parsed(part: Part) -> "_Element":
    import lxml.etree

    try:
        return lxml.etree.fromstring(
            b"".join(unpack(part)), lxml.etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except lxml.etree.XMLSyntaxError as error:
        raise Damaged from error


def _written(name: str, root: "_Element") -> Part:
    import lxml.etree

    data = lxml.etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = squeezer.compress(data) + squeezer.flush()
    return Part(name, memoryview(packed), DEFLATED, len(data), zlib.crc32(data))


def _forget_results(root: "_Element") -> bool:
    """Take out what formulas gave when the file was saved; say whether there were any.

    What came from another workbook stays: whoever opens this one may not have that.
    """
    found = False
    for formula in root.iter("{*}f"):
        if "[" in (formula.text or ""):
            continue
        cell = formula.getparent()
        for value in cell.findall("{*}v"):
            cell.remove(value)
            cell.attrib.pop("t", None)
            found = True
    return found


def _put(root: "_Element", cells: Cells) -> None:
    import lxml.etree

    content = _content(root)
    space = lxml.etree.QName(root).namespace
    rows = dict(_numbered(content, "row"))
    looks: dict[Place, str] = {}  # a row that was not there looks like the one above it
    for place in sorted(cells):
        row = rows.get(place[0])
        if row is None:
            row = _insert(content, f"{{{space}}}row", str(place[0] + 1), place[0], rows)
            rows[place[0]] = row
        standing = dict(_numbered(row, "c"))
        cell = standing.get(place[1])
        if cell is None:
            cell = _insert(row, f"{{{space}}}c", cell_name(place), place[1], standing)
            if above := looks.get((place[0] - 1, place[1])):
                cell.set("s", above)
        looks[place] = cell.get("s", "")
        _set(cell, cells[place], f"{{{space}}}")


def _numbered(parent: "_Element", tag: str) -> "list[tuple[int, _Element]]":
    """The rows of a sheet or the cells of a row, by number from 0; who has no number follows the one before."""
    found = []
    number = -1
    for child in parent.findall("{*}" + tag):
        name = child.get("r", "")
        if tag == "row":
            number = int(name) - 1 if name else number + 1
        else:
            number = column_number(name.rstrip("0123456789").encode()) if name else number + 1
        found.append((number, child))
    return found


def _insert(parent: "_Element", tag: str, name: str, number: int, standing: "Mapping[int, _Element]") -> "_Element":
    """A new row or cell at its place among the others."""
    import lxml.etree

    made = lxml.etree.Element(tag, r=name)
    following = min((other for other in standing if other > number), default=None)
    if following is None:
        parent.append(made)
    else:
        standing[following].addprevious(made)
    return made


def _set(cell: "_Element", value: int | float | str, space: str) -> None:
    import lxml.etree

    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = lxml.etree.SubElement(lxml.etree.SubElement(cell, f"{space}is"), f"{space}t")
        text.text = value
        text.set(SPACE, "preserve")
    else:
        lxml.etree.SubElement(cell, f"{space}v").text = str(value)


def _reckoned_anew(workbook: Part) -> Part:
    """Ask whoever opens the workbook to reckon its formulas."""
    import lxml.etree

    root = _parsed(workbook)
    setting = root.find("{*}calcPr")
    if setting is None:
        before = [child for child in root if lxml.etree.QName(child).localname in BEFORE_CALCULATION]
        setting = lxml.etree.Element(f"{{{lxml.etree.QName(root).namespace}}}calcPr")
        before[-1].addnext(setting)
    setting.set("fullCalcOnLoad", "1")
    return _written(workbook.name, root)
