"""The canvass sheet: households one under the other on A4, what is known printed, what is missing as room to write and tick."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..rules.records import Progress
from .fonts import FontShelf
from .ink import A4, MM, Ink
from .pdf_text import Box
from .saving import put

WIDE = (A4[1], A4[0])
MARGIN = 9 * MM
HEAD, TITLES, ROW, FOOT = 13 * MM, 8 * MM, 12.5 * MM, 11 * MM
GAP = 4 * MM
LEGEND = 22 * MM
LEAST_BLANK = 1
"""Rows for new members on every sheet: three members and a new one leave room for another household of that size."""
TICK = 3.6 * MM
DIGIT = 3.7 * MM
ID_DIGITS = 18
COLUMNS = {
    "row": 8, "name": 26, "identity": 33, "known": 40, "agrees": 13, "doses": 66, "reason": 15, "situation": 15, "away": 36,
    "help": 26,
}  # fmt: skip
"""Millimetres."""
NEWCOMERS = ("identity", "known", "agrees")
"""Columns that a new member's number and phone are written across."""


class SheetRow(NamedTuple):
    """A member on paper: the row, the name, what stands under it, number and phone as they may be shown, what is known."""

    row: int
    name: str
    about: str
    identity: str
    known: str


class HouseholdSheet(NamedTuple):
    """A household on paper; `code` is "" on a blank sheet, `bars` what the bar code says."""

    village: str
    address: str
    code: str
    bars: str
    rows: tuple[SheetRow, ...]
    blank: int = LEAST_BLANK


class SheetPaper(NamedTuple):
    """What all sheets of a print share: the words of resources/canvass_sheet.toml, the office, the numbered lists at the foot.

    `note` names the number of the print.
    """

    words: Mapping[str, Any]
    office: str
    legends: Sequence[str]
    note: str


class _Part(NamedTuple):
    """So much of a household as stands on one page."""

    sheet: HouseholdSheet
    rows: tuple[SheetRow | None, ...]
    continued: bool

    @property
    def height(self) -> float:
        return HEAD + TITLES + ROW * len(self.rows) + FOOT


def write_canvass_sheets(
    sheets: Sequence[HouseholdSheet],
    paper: SheetPaper,
    target: Path | BinaryIO,
    fonts: FontShelf,
    progress: Progress | None = None,
) -> int:
    """Draw the sheets, as many on a page as fit, and write the file; the number of pages.

    Raises Refused("no_chinese_font"), Refused("file_not_written"), and what `progress` raises; then nothing is written.
    """
    from reportlab.pdfgen.canvas import Canvas

    pages = list(_pages(sheets))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(paper.words["title"])
    ink = Ink(canvas, fonts, WIDE)
    for nth, parts in enumerate(pages, 1):
        ink.begin()
        top = MARGIN
        for part in parts:
            _draw(ink, part, paper, top)
            top += part.height + GAP
        _draw_foot(ink, paper, nth, len(pages))
        ink.end()
        if progress is not None:
            progress(nth, len(pages))
    canvas.save()
    put(buffer.getvalue(), target)
    return len(pages)


def _pages(sheets: Sequence[HouseholdSheet]) -> Iterator[list[_Part]]:
    """Whole households page by page; only one that is higher than a page goes on on the next."""
    room = WIDE[1] - 2 * MARGIN - LEGEND
    page: list[_Part] = []
    left = room
    for sheet in sheets:
        for part in _parts(sheet, int((room - HEAD - TITLES - FOOT) // ROW)):
            if page and part.height > left:
                yield page
                page, left = [], room
            page.append(part)
            left -= part.height + GAP
    if page:
        yield page


def _parts(sheet: HouseholdSheet, most: int) -> Iterator[_Part]:
    rows = (*sheet.rows, *(None for _ in range(sheet.blank)))
    for start in range(0, len(rows), most):
        yield _Part(sheet, rows[start : start + most], start > 0)


def _draw(ink: Ink, part: _Part, paper: SheetPaper, top: float) -> None:
    _draw_head(ink, part, paper, top)
    at = top + HEAD
    _draw_titles(ink, paper.words["columns"], at)
    at += TITLES
    for row in part.rows:
        _draw_row(ink, row, paper.words, at)
        at += ROW
    _draw_visit(ink, paper.words, at)


def _draw_head(ink: Ink, part: _Part, paper: SheetPaper, top: float) -> None:
    sheet, words = part.sheet, paper.words
    width = WIDE[0] - 2 * MARGIN
    title = words["title"] + (words["continued"] if part.continued else "")
    ink.text(title, Box(MARGIN, top, 60 * MM, HEAD * 0.6), 15, role="hei")
    ink.quiet(paper.office, Box(MARGIN, top + HEAD * 0.55, 60 * MM, HEAD * 0.4), 8)
    place = f"{sheet.village}  {sheet.address}" if sheet.village else f"{'_' * 12}  {'_' * 22}"
    ink.text(place, Box(MARGIN + 62 * MM, top, 105 * MM, HEAD * 0.9), 14, role="hei")
    if sheet.code:
        ink.text(
            f"{words['code']} {sheet.code}",
            Box(MARGIN + width - 108 * MM, top, 50 * MM, HEAD * 0.9),
            16,
            "right",
            "hei",
        )
        ink.bars(sheet.bars, Box(MARGIN + width - 56 * MM, top + 1 * MM, 56 * MM, HEAD - 4 * MM))


def _draw_titles(ink: Ink, titles: Mapping[str, str], top: float) -> None:
    for name, box in _boxes(top, TITLES):
        ink.frame(box)
        ink.text(titles[name], box, 8, "center", "hei")


def _draw_row(ink: Ink, row: SheetRow | None, words: Mapping[str, Any], top: float) -> None:
    boxes = dict(_boxes(top, ROW))
    for name, box in boxes.items():
        if row is not None or name not in NEWCOMERS:
            ink.frame(box)
    if row is None:
        _draw_newcomer(ink, boxes, words)
    else:
        _draw_member(ink, row, boxes, words)
    _draw_room(ink, boxes, words)


def _draw_member(ink: Ink, row: SheetRow, boxes: Mapping[str, Box], words: Mapping[str, Any]) -> None:
    ink.text(str(row.row), boxes["row"], 12, "center", "hei")
    name = boxes["name"]
    ink.text(row.name, name._replace(height=ROW * 0.6), 12, role="hei")
    ink.text(row.about, Box(name.left, name.top + ROW * 0.55, name.width, ROW * 0.45), 8)
    identity = boxes["identity"]
    ink.text(row.identity, identity._replace(height=ROW * 0.6), 8)
    ink.quiet(words["phone"], Box(identity.left, identity.top + ROW * 0.6, 12 * MM, ROW * 0.38), 7)
    ink.line(identity.left + 8 * MM, identity.top + ROW - 2 * MM, identity.width - 10 * MM)
    ink.text(row.known, boxes["known"], 8)
    _tick(ink, boxes["agrees"], 0.5, 0.5)


def _draw_newcomer(ink: Ink, boxes: Mapping[str, Box], words: Mapping[str, Any]) -> None:
    """A row for somebody who is not printed: relation under the name, a box for each digit of the number, a phone."""
    name, number = boxes["name"], boxes["identity"]
    width = sum(boxes[column].width for column in NEWCOMERS)
    ink.text("+", boxes["row"], 12, "center", "hei")
    ink.quiet(words["new_member"], name._replace(height=ROW * 0.3), 6.5)
    ink.quiet(words["relation"], Box(name.left, name.top + ROW * 0.68, name.width, ROW * 0.3), 6.5)
    ink.frame(number._replace(width=width))
    left = number.left + (width - ID_DIGITS * DIGIT) / 2
    for nth in range(ID_DIGITS):
        ink.frame(Box(left + nth * DIGIT, number.top + 1.2 * MM, DIGIT, 6 * MM))
    ink.quiet(words["phone"], Box(left - 1 * MM, number.top + ROW * 0.6, 12 * MM, ROW * 0.38), 7)
    ink.line(left + 9 * MM, number.top + ROW - 2 * MM, 50 * MM)


def _draw_room(ink: Ink, boxes: Mapping[str, Box], words: Mapping[str, Any]) -> None:
    """Where the hand writes: doses in two lines, ticks for willing, lines for numbers."""
    doses = boxes["doses"]
    for nth in range(2):
        top = doses.top + ROW * (0.42 + 0.46 * nth)
        ink.quiet(f"{words['vaccine']}", Box(doses.left, top - 4.4 * MM, 9 * MM, 4.6 * MM), 6.5)
        ink.line(doses.left + 8 * MM, top, 8 * MM)
        ink.quiet(f"{words['day']}", Box(doses.left + 17 * MM, top - 4.4 * MM, 9 * MM, 4.6 * MM), 6.5)
        ink.line(doses.left + 25 * MM, top, 20 * MM)
        ink.quiet(f"{words['place']}", Box(doses.left + 46 * MM, top - 4.4 * MM, 9 * MM, 4.6 * MM), 6.5)
        ink.line(doses.left + 53 * MM, top, 12 * MM)
    helps = boxes["help"]
    _tick(ink, helps, 0.14, 0.3)
    ink.quiet(words["willing"], Box(helps.left + helps.width * 0.22, helps.top + 1 * MM, 14 * MM, 6.5 * MM), 7)
    ink.line(helps.left + 3 * MM, helps.top + ROW - 2.4 * MM, helps.width - 6 * MM)


def _draw_visit(ink: Ink, words: Mapping[str, Any], top: float) -> None:
    """The sentence of consent, and the line of whoever went to the door."""
    ink.text(words["consent"], Box(MARGIN, top + 0.5 * MM, WIDE[0] - 2 * MARGIN, 5 * MM), 8)
    width = (WIDE[0] - 2 * MARGIN) / len(words["visit"])
    for nth, label in enumerate(words["visit"]):
        left = MARGIN + nth * width
        ink.text(label, Box(left, top + 5.2 * MM, 20 * MM, 6 * MM), 9)
        ink.line(left + 19 * MM, top + 10.6 * MM, width - 23 * MM)


def _draw_foot(ink: Ink, paper: SheetPaper, page: int, pages: int) -> None:
    top = WIDE[1] - MARGIN - LEGEND + 2 * MM
    step = (LEGEND - 6 * MM) / max(1, len(paper.legends))
    for nth, legend in enumerate(paper.legends):
        ink.text(legend, Box(MARGIN, top + nth * step, WIDE[0] - 2 * MARGIN, step), 7)
    foot = Box(MARGIN, WIDE[1] - MARGIN - 3.5 * MM, WIDE[0] - 2 * MARGIN, 4 * MM)
    ink.quiet(paper.words["mask"], foot, 6.5)
    page_of = paper.words["page"].format(page=page, pages=pages)
    ink.quiet(f"{paper.note}\N{IDEOGRAPHIC SPACE}{page_of}", foot, 6.5, "right")


def _boxes(top: float, height: float) -> Iterator[tuple[str, Box]]:
    left = MARGIN
    for name, width in COLUMNS.items():
        yield name, Box(left, top, width * MM, height)
        left += width * MM


def _tick(ink: Ink, box: Box, across: float, down: float) -> None:
    """A little box to tick, its middle at these parts of the box."""
    ink.frame(Box(box.left + box.width * across - TICK / 2, box.top + box.height * down - TICK / 2, TICK, TICK), 0.8)
