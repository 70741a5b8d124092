"""Rows inserted into a sheet of an .xlsx workbook, and everything that speaks of the rows below told of it.

Moved are cells, merged ranges, formulas of every sheet, names (print areas, print titles), conditional formats, choice lists,
links, page breaks, tables, comments, and what pictures and charts are anchored to or drawn from. A range that ends with the
block grows with it: totals add up the new rows too. Parts that speak of none of it keep their bytes.
"""

import copy
import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .archives import Part, parts_of, repack, unpack
from .package_edit import cell_name, content_of, local, numbered, packed, packed_bytes, parsed, without
from .package_xlsx import WORKBOOK, sheet_parts
from .references import Insertion, moved_formula, shifted, shifted_areas, shifted_formula
from .unreadable import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

SPEAKING = (
    "xl/worksheets/",
    "xl/charts/",
    "xl/tables/",
    "xl/drawings/",
    "xl/comments",
    "xl/threadedcomments/",
    WORKBOOK,
)
FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
AREAS = ("ref", "sqref", "activeCell", "topLeftCell", "r1", "r2")
_VML_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_VML_ROW = re.compile(rb"(<x:Row>)\s*(\d+)\s*(</x:Row>)")


def insert_rows(data: bytes, insertions: Sequence[Insertion]) -> bytes:
    """The workbook with these rows inserted, each counted as the sheets stand now. Raises Damaged."""
    if not insertions:
        return data
    parts = {part.name.lower(): part for part in without(parts_of(data), ("calcchain.xml",))}
    sheets = dict(sheet_parts(parts))
    for rows in sorted(insertions, key=lambda rows: rows.last, reverse=True):
        own = sheets[rows.sheet]
        kin = _kin(parts, own)
        for name in [name for name in parts if name.startswith(SPEAKING)]:
            if name.endswith(".xml"):
                _insert_in(parts, name, rows, name == own, name in kin)
            elif name.endswith(".vml") and name in kin:
                parts[name] = packed_bytes(parts[name].name, _shifted_vml(b"".join(unpack(parts[name])), rows))
    return repack(list(parts.values()))


def _kin(parts: Mapping[str, Part], sheet: str) -> frozenset[str]:
    """The parts that belong to a sheet: its drawings, comments, tables."""
    folder, name = posixpath.split(sheet)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    if relations is None:
        return frozenset()
    targets = [relation.get("Target", "") for relation in parsed(relations).iter("{*}Relationship")]
    return frozenset(posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/").lower() for target in targets)


def _insert_in(parts: dict[str, Part], name: str, rows: Insertion, own: bool, kin: bool) -> None:
    if not own and not kin and not _speaks_of(parts[name], rows.sheet):
        return
    root = parsed(parts[name])
    if own:
        _unshare(root)
        _shift_formulas(root, True, rows)
        _shift_areas(root, rows)
        _move_rows(root, rows)
        changed = True
    else:
        if any(rows.sheet in (formula.text or "") for formula in root.iter("{*}f")):
            _unshare(root)
        changed = _shift_formulas(root, False, rows)
        if kin:
            _shift_areas(root, rows)
            _move_anchors(root, rows)
            changed = True
    if changed:
        parts[name] = packed(parts[name].name, root)


def _speaks_of(part: Part, sheet: str) -> bool:
    """Whether the name of a sheet may stand in a part, or signs written as numbers; looking is cheaper than reading it as XML."""
    content = b"".join(unpack(part))
    return "'" in sheet or b"&#" in content or escape(sheet).encode() in content


def _unshare(root: "_Element") -> None:
    """Write out formulas that cells share, each in its own cell."""
    from openpyxl.formula.translate import Translator

    shared: dict[str, tuple[str, str]] = {}
    for formula in root.iter("{*}f"):
        if formula.get("t") == "shared":
            place, number = formula.getparent().get("r", "A1"), formula.attrib.pop("si", "")
            if formula.text:
                shared[number] = formula.text, place
            elif number in shared:
                text, origin = shared[number]
                formula.text = Translator(f"={text}", origin=origin).translate_formula(place).removeprefix("=")
            formula.attrib.pop("t")
            formula.attrib.pop("ref", None)


def _shift_formulas(root: "_Element", home: bool, rows: Insertion) -> bool:
    """Shift the formulas of a part; whether any changed."""
    changed = False
    for element in root.iter():
        name = local(element)
        if name in FORMULAS and element.text:
            text = shifted_formula(element.text, home, rows, home and _told_inside(element, rows))
            changed, element.text = changed or text != element.text, text
        elif name == "hyperlink" and element.get("location"):
            text = shifted_formula(element.get("location"), home, rows)
            changed = changed or text != element.get("location")
            element.set("location", text)
    return changed


def _told_inside(formula: "_Element", rows: Insertion) -> bool:
    """Whether a formula belongs to a row of the block, or to a format or choice list, which speak of one row too."""
    cell = formula.getparent()
    if local(cell) != "c":
        return True
    line = int(cell.getparent().get("r", "0")) - 1
    return rows.holds(line)


def _shift_areas(root: "_Element", rows: Insertion) -> None:
    for element in root.iter():
        name = local(element)
        if name == "mergeCell":
            element.set("ref", _shifted_merge(element.get("ref", ""), rows))
        elif name == "sqref" and element.text:
            element.text = shifted_areas(element.text, rows)
        elif name == "brk" and local(element.getparent()) == "rowBreaks":
            element.set("id", str(rows.row(int(element.get("id", "0")) - 1) + 1))
        elif name not in ("c", "row"):
            for key in AREAS:
                if element.get(key):
                    element.set(key, shifted_areas(element.get(key), rows))


def _lines_of(area: str) -> tuple[int, int]:
    """The first and last row of a range, from 0."""
    ends = [int(re.sub(r"\D", "", end) or "0") - 1 for end in area.split(":")]
    return ends[0], ends[-1]


def _shifted_merge(area: str, rows: Insertion) -> str:
    """A merged range that ends with the block grows only if it takes in more than one person."""
    top, bottom = _lines_of(area)
    if bottom == rows.last and not rows.first <= top <= rows.last - rows.pitch:
        return area
    return shifted(area, rows)


def _move_rows(root: "_Element", rows: Insertion) -> None:
    """Move the rows below, and put in copies of the last ones of the block: their looks, and their own formulas."""
    content = content_of(root)
    lines = dict(numbered(content, "row"))
    for number, line in lines.items():
        _place(line, rows.row(number))
    following = next((lines[number] for number in sorted(lines) if number > rows.last), None)
    for nth in range(rows.more):
        group = nth // rows.pitch + 1
        source = lines.get(rows.last + 1 - rows.pitch + nth % rows.pitch) if rows.last >= rows.first else following
        if source is not None:
            made = _copied(source, rows.pitch * group if rows.last >= rows.first else 0)
            _place(made, rows.last + 1 + nth)
            content.append(made) if following is None else following.addprevious(made)
    _copy_merges(root, rows)


def _place(line: "_Element", number: int) -> None:
    cells = numbered(line, "c")
    line.set("r", str(number + 1))
    for column, cell in cells:
        cell.set("r", cell_name((number, column)))


def _copied(line: "_Element", down: int) -> "_Element":
    """A row with the looks of another; with its formulas if it stands so many rows further down."""
    made = copy.deepcopy(line)
    for _, cell in numbered(made, "c"):
        for child in list(cell):
            if local(child) == "f" and child.text and down:
                child.text = moved_formula(child.text, down)
                child.attrib.clear()
            else:
                cell.remove(child)
        cell.attrib.pop("t", None)
    return made


def _copy_merges(root: "_Element", rows: Insertion) -> None:
    """Repeat the merged ranges of the last person for each new one."""
    merges = root.find("{*}mergeCells")
    if merges is None:
        return
    for merge in list(merges):
        top, bottom = _lines_of(merge.get("ref", ""))
        if rows.first <= top and rows.last - rows.pitch < top and bottom <= rows.last:
            for down in range(rows.pitch, rows.more + 1, rows.pitch):
                made = copy.deepcopy(merge)
                made.set("ref", moved_formula(merge.get("ref"), down))
                merges.append(made)
    merges.set("count", str(len(merges)))


def _move_anchors(root: "_Element", rows: Insertion) -> None:
    """Pictures and charts below move; one that is stretched over the block grows unless it keeps its size."""
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor"):
        if anchor.get("editAs") == "absolute":
            continue
        ends = [end for end in anchor if local(end) in ("from", "to")]
        lines = [line for end in ends for line in end.findall("{*}row")]
        numbers = [int(line.text or "0") for line in lines]
        moved = list(map(rows.row, numbers))
        if anchor.get("editAs") == "oneCell" and numbers and moved[0] == numbers[0]:
            continue
        for line, number in zip(lines, moved, strict=True):
            line.text = str(number)


def _shifted_vml(data: bytes, rows: Insertion) -> bytes:
    """Boxes of comments: column, offset, row, offset of two corners; and the row of the cell."""

    def anchor(found: re.Match[bytes]) -> bytes:
        numbers = [int(number) for number in found[2].split(b",")]
        if len(numbers) != 8:
            raise Damaged
        numbers[2], numbers[6] = rows.row(numbers[2]), rows.row(numbers[6])
        return found[1] + ", ".join(map(str, numbers)).encode() + found[3]

    data = _VML_ANCHOR.sub(anchor, data)
    return _VML_ROW.sub(lambda found: found[1] + str(rows.row(int(found[2]))).encode() + found[3], data)
