"""Writing into cells of an .xlsx workbook and leaving everything else in it as it is, byte by byte.

Only the cells that are named change, in the XML of their sheets: styles, merged ranges, widths, print setup, comments, pictures,
hidden sheets, names and choice lists are never read, so they cannot be lost. Results of formulas are taken out, and whoever
opens the workbook reckons them anew. All in memory.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .archives import Part, parts_of, repack
from .days_in_cells import Days, days_of
from .package_edit import cell_name, content_of, local, numbered, packed, parsed, without
from .package_xlsx import SHEETS, WORKBOOK, sheet_parts
from .raw import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip
"""What stands before calcPr in a workbook, in the order of ECMA-376."""

MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

WIDTHS_TOLD = 256
AFTER_FOOTER = frozenset({
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
})  # fmt: skip
"""What stands behind headerFooter in a sheet, in the order of ECMA-376."""

Value = int | float | str | date
Cells = Mapping[Place, Value]


def write_cells(data: bytes, sheets: Mapping[str, Cells], note: str = "") -> bytes:
    """The workbook with these cells written, by name of sheet; a cell keeps its style. Raises Damaged.

    `note` is added to the foot of each of these sheets, on the right.
    """
    parts = {part.name.lower(): part for part in parts_of(data)}
    days = days_of(parts)
    named = dict(sheet_parts(parts))
    wanted = {named[sheet]: cells for sheet, cells in sheets.items()}
    for name, part in parts.items():
        if name.startswith(SHEETS) and name.endswith(".xml"):
            root = parsed(part)
            if _forget_results(root) or name in wanted:
                _put(root, wanted.get(name, {}), days)
                _note(root, note if name in wanted else "")
                parts[name] = packed(part.name, root)
    parts[WORKBOOK] = _reckoned_anew(parts[WORKBOOK])
    return repack(list(parts.values()))


def _note(root: "_Element", note: str) -> None:
    """Write a note at the right of every foot the sheet has, behind what stands there."""
    import lxml.etree

    if not note:
        return
    space = f"{{{lxml.etree.QName(root).namespace}}}"
    feet = root.find("{*}headerFooter")
    if feet is None:
        feet = lxml.etree.Element(f"{space}headerFooter")
        following = next((child for child in root if local(child) in AFTER_FOOTER), None)
        root.append(feet) if following is None else following.addprevious(feet)
    if feet.find("{*}oddFooter") is None:
        foot = lxml.etree.Element(f"{space}oddFooter")
        header = feet.find("{*}oddHeader")
        feet.insert(0, foot) if header is None else header.addnext(foot)
    for foot in feet.iter("{*}oddFooter", "{*}evenFooter", "{*}firstFooter"):
        text = foot.text or ""
        right = text.rfind("&R")
        foot.text = f"{text} {note}" if right >= max(text.rfind("&L"), text.rfind("&C"), 0) else f"{text}&R{note}"


def has_macros(data: bytes) -> bool:
    """Whether the workbook carries macros: they have no place under the name of an .xlsx. Raises Damaged."""
    return any(part.name.lower().endswith("vbaproject.bin") for part in parts_of(data))


def without_macros(data: bytes) -> bytes:
    """The workbook as one without macros: their part is gone, and nothing names it any more. Raises Damaged."""
    parts = without(parts_of(data), ("vbaproject.bin", "vbaprojectsignature.bin"))
    return repack([_plain_workbook(part) if part.name.lower() == "[content_types].xml" else part for part in parts])


def _plain_workbook(part: Part) -> Part:
    root = parsed(part)
    for entry in root:
        if entry.get("ContentType") == MACRO_WORKBOOK:
            entry.set("ContentType", PLAIN_WORKBOOK)
    return packed(part.name, root)


class Frame(NamedTuple):
    """What a sheet has: its cells, also empty ones with a look, each with whether it holds a formula; widths in characters."""

    cells: Mapping[Place, bool]
    widths: Mapping[int, float]


def frames(data: bytes) -> dict[str, Frame]:
    """The frame of each sheet, by name. Raises Damaged."""
    parts = {part.name.lower(): part for part in parts_of(data)}
    return {sheet: _frame(parsed(parts[name])) for sheet, name in sheet_parts(parts) if name.startswith(SHEETS)}


def _frame(root: "_Element") -> Frame:
    cells = {
        (row, column): cell.find("{*}f") is not None
        for row, line in numbered(content_of(root), "row")
        for column, cell in numbered(line, "c")
    }
    widths = {
        column: float(each.get("width", "0"))
        for each in root.iterfind("{*}cols/{*}col")
        for column in range(int(each.get("min", "1")) - 1, min(int(each.get("max", "1")), WIDTHS_TOLD))
    }
    return Frame(cells, widths)


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


def _put(root: "_Element", cells: Cells, days: Days) -> None:
    import lxml.etree

    content = content_of(root)
    space = lxml.etree.QName(root).namespace
    rows = dict(numbered(content, "row"))
    looks: dict[Place, str] = {}  # a row that was not there looks like the one above it
    for place in sorted(cells):
        row = rows.get(place[0])
        if row is None:
            row = _insert(content, f"{{{space}}}row", str(place[0] + 1), place[0], rows)
            rows[place[0]] = row
        standing = dict(numbered(row, "c"))
        cell = standing.get(place[1])
        if cell is None:
            cell = _insert(row, f"{{{space}}}c", cell_name(place), place[1], standing)
            if above := looks.get((place[0] - 1, place[1])):
                cell.set("s", above)
        looks[place] = cell.get("s", "")
        value = cells[place]
        _set(cell, days.written(value, cell.get("s")) if isinstance(value, date) else value, f"{{{space}}}")


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

    root = parsed(workbook)
    setting = root.find("{*}calcPr")
    if setting is None:
        before = [child for child in root if lxml.etree.QName(child).localname in BEFORE_CALCULATION]
        setting = lxml.etree.Element(f"{{{lxml.etree.QName(root).namespace}}}calcPr")
        before[-1].addnext(setting)
    setting.set("fullCalcOnLoad", "1")
    return packed(workbook.name, root)
