"""Where everything of a sheet stands on its pages: measured once, before anything is drawn.

Lengths are points, `y` counts downwards from the upper edge of the paper. Paper and page number after GB/T 9704 (`pdf_paper`);
the rest as ledgers are customary (domain.md B4): title centred, caption under it, heading rows repeated on every page, rows as
high as their text needs, footnotes and signatures after the last row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .fonts import FontShelf
from .pdf_paper import MM, NUMBER_SIZE, paper_of
from .pdf_table import Heading, Row, Table
from .pdf_text import LEADING, Block, Box, Text, block, place
from .sheet import Lead, Sheet

TITLE_SIZE, SMALLEST_TITLE = 22.0, 14.0
LETTERHEAD_SIZE = 12.0
CAPTION_SIZE = 10.5
LINE_SIZE = 12.0
COVER_SIZE = 30.0
DOCUMENT_SIZE, DOCUMENT_LEADING = 16.0, 28.0  # GB/T 9704: size 3, 22 lines a page
NOTE_SIZE = 9.0
FOOT_SIZE = 8.0
SIGNATURE_ROOM = 54 * MM  # a name, and room to sign beside it
INDENT = "\N{IDEOGRAPHIC SPACE}" * 2
ROLES = {"title": "xiaobiaosong", "line": "song", "body": "fangsong", "heading": "hei"}


@dataclass(slots=True)
class Page:
    """A page: its table (where it begins, its rows) and the text outside of it, each line with the role of its typeface."""

    top: float
    rows: list[Row] = field(default_factory=list)
    words: list[tuple[str, Text]] = field(default_factory=list)
    grey: list[Text] = field(default_factory=list)
    number: Text | None = None
    shift: tuple[float, float] = (0.0, 0.0)

    @property
    def bottom(self) -> float:
        """Where the last row ends, without the heading."""
        return self.top + sum(row.height for row in self.rows)


class Layout:
    """A sheet laid out on pages. `measured` is told after every row of the sheet. The pages get their numbers by `count`."""

    def __init__(self, sheet: Sheet, fonts: FontShelf, measured: Callable[[], None]) -> None:
        self.sheet = sheet
        self.paper = paper_of(sheet.size, sheet.landscape)
        self._fonts = fonts
        self._title = fonts.typeface("xiaobiaosong")
        self._body = fonts.typeface("song")
        frame = self.paper.frame
        self.table = Table(sheet, frame.width, self._body, fonts.typeface("hei"))
        self.heading: Heading = self.table.heading()
        self._end = frame.top + frame.height
        self._tail = self._tail_blocks()
        self.pages = self._paginate(measured)

    def count(self, before: int, total: int) -> None:
        """Number the pages: `before` come before them, of `total` in all."""
        for number, page in enumerate(self.pages, before + 1):
            self._foot(page, number, total)

    def _paginate(self, measured: Callable[[], None]) -> list[Page]:
        pages = [self._first_page()]
        for line in self.sheet.lead:
            self._add_lead(pages, line)
        pages[-1].top += 6 if self.sheet.lead else 0
        tallest = self._end - self._next_page().top - self.heading.height
        for cells in self.sheet.rows or self.sheet.when_empty:
            for row in self.table.rows(cells, tallest):
                if not self._fits(pages[-1], row.height):
                    self._turn(pages, row.height)
                pages[-1].rows.append(row)
            measured()
        self._close(pages)
        return pages

    def _turn(self, pages: list[Page], height: float) -> None:
        """Begin a page for what is so high; the heading of a group goes with the first of its rows, if both have room."""
        last, page = pages[-1].rows, self._next_page()
        if len(last) > 1 and last[-1].spans and self._fits(page, last[-1].height + height):
            page.rows.append(last.pop())
        pages.append(page)

    def _fits(self, page: Page, height: float) -> bool:
        return page.bottom + self.heading.height + height <= self._end

    def _first_page(self) -> Page:
        frame, sheet = self.paper.frame, self.sheet
        page = Page(frame.top)
        if sheet.letterhead:
            head = block(sheet.letterhead, LETTERHEAD_SIZE, frame.width, self._body)
            self._place(page, "song", head, "center")
        size = TITLE_SIZE
        while size > SMALLEST_TITLE and self._title.width(sheet.title, size) > frame.width - 5:
            size -= 0.5
        self._place(page, "xiaobiaosong", block(sheet.title, size, frame.width, self._title), "center")
        page.top += 4
        left, right = (block(part, CAPTION_SIZE, frame.width * 0.7, self._body) for part in sheet.caption)
        if left.lines or right.lines:
            line = Box(frame.left, page.top, frame.width, max(left.height, right.height))
            page.words += [("song", text) for text in place(left, "left", line, self._body)]
            page.words += [("song", text) for text in place(right, "right", line, self._body)]
            page.top += line.height + 1
        return page

    def _place(self, page: Page, role: str, words: Block, align: str) -> None:
        """Put a block at the top of what is free on a page."""
        frame = self.paper.frame
        box = Box(frame.left, page.top, frame.width, words.height)
        page.words += [(role, text) for text in place(words, align, box, self._fonts.typeface(role))]
        page.top += words.height

    def _next_page(self) -> Page:
        """A later page says in small print what it belongs to, for the day it lies about alone."""
        frame = self.paper.frame
        running = Block([self.sheet.title], FOOT_SIZE)
        line = Box(frame.left, frame.top, frame.width, running.height)
        page = Page(frame.top + running.height + 2)
        page.grey += place(running, "left", line, self._body)
        place_and_day = Block([part for part in self.sheet.caption if part][:1], FOOT_SIZE)
        page.grey += place(place_and_day, "right", line, self._body)
        return page

    def _add_lead(self, pages: list[Page], lead: Lead) -> None:
        """A line above the table; paragraphs of a document run on over the pages."""
        frame, role = self.paper.frame, ROLES[lead.style]
        face = self._fonts.typeface(role)
        if lead.style == "title":
            words = block(lead.parts[0], COVER_SIZE, frame.width, face)
            pages[-1].top += COVER_SIZE
            self._place(self._page_with(pages, words.height), role, words, "center")
            pages[-1].top += 2 * COVER_SIZE
            return
        if lead.style == "line":
            room = frame.width / len(lead.parts)
            blocks = [block(part, LINE_SIZE, room, face) for part in lead.parts]
            height = max(words.height for words in blocks) + 4
            page = self._page_with(pages, height)
            for no, words in enumerate(blocks):
                box = Box(frame.left + no * room, page.top, room, height)
                page.words += [(role, text) for text in place(words, "left", box, face)]
            page.top += height
            return
        for part in lead.parts:
            for line in block(INDENT + part, DOCUMENT_SIZE, frame.width, face).lines:
                page = self._page_with(pages, DOCUMENT_LEADING)
                box = Box(frame.left, page.top, frame.width, DOCUMENT_LEADING)
                page.words += [(role, text) for text in place(Block([line], DOCUMENT_SIZE), "left", box, face)]
                page.top += DOCUMENT_LEADING

    def _page_with(self, pages: list[Page], height: float) -> Page:
        """The last page if it has that much room, else a new one."""
        if pages[-1].top + height > self._end:
            pages.append(self._next_page())
        return pages[-1]

    def _tail_blocks(self) -> list[tuple[Block, Box]]:
        """Footnotes and signatures, with their boxes counted from the end of the table."""
        frame = self.paper.frame
        parts: list[tuple[Block, Box]] = []
        y = 4.0
        for note in self._notes():
            words = block(note, NOTE_SIZE, frame.width, self._body)
            height = len(words.lines) * NOTE_SIZE * LEADING + 1
            parts.append((words, Box(frame.left, y, frame.width, height)))
            y += height
        y += 8.0
        per_line = max(1, int(frame.width / SIGNATURE_ROOM))
        room = frame.width / min(per_line, max(1, len(self.sheet.signature)))
        for start in range(0, len(self.sheet.signature), per_line):
            line = [
                block(part, CAPTION_SIZE, room, self._body) for part in self.sheet.signature[start : start + per_line]
            ]
            height = max(words.height for words in line) + 4
            parts += [(words, Box(frame.left + no * room, y, room, height)) for no, words in enumerate(line)]
            y += height
        return parts

    def _notes(self) -> list[str]:
        """The footnotes, and one that spells the characters which no font has and which are boxes on this sheet."""
        notes = list(self.sheet.footnotes)
        missing = self._fonts.missing_in(_texts(self.sheet), self._body)
        if missing and self.sheet.missing_note:
            notes.append(self.sheet.missing_note.format(codes=" ".join(f"U+{ord(char):04X}" for char in missing)))
        return notes

    def _close(self, pages: list[Page]) -> None:
        """Put the tail under the last row; where it does not fit, the last row goes with it to a page of their own."""
        height = max((box.top + box.height for _, box in self._tail), default=0.0)
        if not self._fits(pages[-1], height):
            moved = pages[-1].rows.pop() if len(pages[-1].rows) > 1 else None
            self._turn(pages, height + (moved.height if moved else 0.0))
            pages[-1].rows += [moved] if moved else []
        page = pages[-1]
        end = page.bottom + (self.heading.height if page.rows else 0.0)
        for words, box in self._tail:
            page.words += [("song", text) for text in place(words, "left", box._replace(top=box.top + end), self._body)]

    def _foot(self, page: Page, number: int, total: int) -> None:
        frame, sheet = self.paper.frame, self.sheet
        gaps = {"page": number, "pages": total}
        label = sheet.page_label.format(**gaps)
        page.number = self.paper.number(label, self._body.width(label, NUMBER_SIZE), number) if label else None
        page.shift = self.paper.shift(number)
        beside = "\N{IDEOGRAPHIC SPACE}".join(filter(None, (sheet.print_note, sheet.pages_label.format(**gaps))))
        right = Block([beside], FOOT_SIZE)
        room = self._body.width(beside, FOOT_SIZE) + 12
        note = block(sheet.mask_note, FOOT_SIZE, frame.width - room, self._body)
        foot = Box(frame.left, self.paper.foot, frame.width, right.height)
        page.grey += place(right, "right", foot, self._body)
        page.grey += place(note, "left", foot._replace(width=frame.width - room, height=note.height), self._body)


def _texts(sheet: Sheet) -> list[str]:
    return [sheet.title, *(cell for row in sheet.rows for cell in row if isinstance(cell, str)),
            *(part for line in sheet.lead for part in line.parts)]  # fmt: skip
