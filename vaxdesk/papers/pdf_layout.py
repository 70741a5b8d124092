"""Where everything of a sheet stands on its pages: measured once, before anything is drawn.

Lengths are points, `y` counts downwards from the upper edge of the paper. Layout after domain.md B4: A4, title centred,
caption under it, heading rows repeated on every page, rows as high as their text needs, footnotes and signatures after
the last row, page number at the foot.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .fonts import FontShelf
from .pdf_table import Heading, Row, Table
from .pdf_text import LEADING, Block, Box, Text, block, place
from .sheet import Sheet

MM = 72 / 25.4
LONG, SHORT = 297 * MM, 210 * MM

TITLE_SIZE, SMALLEST_TITLE = 20.0, 14.0
CAPTION_SIZE = 10.5
NOTE_SIZE = 9.0
FOOT_SIZE = 8.0
SIGNATURE_ROOM = 60 * MM  # a name, and room to sign beside it


@dataclass(frozen=True, slots=True)
class Paper:
    """A page and the frame inside its margins."""

    width: float
    height: float
    frame: Box


LANDSCAPE = Paper(LONG, SHORT, Box(15 * MM, 20 * MM, LONG - 30 * MM, SHORT - 37 * MM))
PORTRAIT = Paper(SHORT, LONG, Box(25 * MM, 25 * MM, SHORT - 45 * MM, LONG - 45 * MM))


@dataclass(slots=True)
class Page:
    """A page: its table (where it begins, its rows) and the text outside of it, by role of the typeface."""

    top: float
    rows: list[Row] = field(default_factory=list)
    titles: list[Text] = field(default_factory=list)
    words: list[Text] = field(default_factory=list)
    grey: list[Text] = field(default_factory=list)

    @property
    def bottom(self) -> float:
        """Where the last row ends, without the heading."""
        return self.top + sum(row.height for row in self.rows)


class Layout:
    """A sheet laid out on pages. `measured` is told after every row of the sheet."""

    def __init__(self, sheet: Sheet, fonts: FontShelf, measured: Callable[[], None]) -> None:
        self.sheet = sheet
        self.paper = LANDSCAPE if sheet.landscape else PORTRAIT
        self._title = fonts.typeface("xiaobiaosong")
        self._body = fonts.typeface("song")
        frame = self.paper.frame
        self.table = Table(sheet.columns, frame.width, self._body, fonts.typeface("hei"))
        self.heading: Heading = self.table.heading()
        self._end = frame.top + frame.height
        self._tail = self._tail_blocks()
        self.pages = self._paginate(measured)
        for number, page in enumerate(self.pages, 1):
            self._foot(page, number)

    def _paginate(self, measured: Callable[[], None]) -> list[Page]:
        pages = [self._first_page()]
        tallest = self._end - self._next_page().top - self.heading.height
        for cells in self.sheet.rows or self.sheet.when_empty:
            for row in self.table.rows(cells, tallest):
                if not self._fits(pages[-1], row.height):
                    pages.append(self._next_page())
                pages[-1].rows.append(row)
            measured()
        self._close(pages)
        return pages

    def _fits(self, page: Page, height: float) -> bool:
        return page.bottom + self.heading.height + height <= self._end

    def _first_page(self) -> Page:
        frame = self.paper.frame
        size = TITLE_SIZE
        while size > SMALLEST_TITLE and self._title.width(self.sheet.title, size) > frame.width:
            size -= 0.5
        title = block(self.sheet.title, size, frame.width, self._title)
        box = Box(frame.left, frame.top, frame.width, title.height)
        page = Page(box.top + box.height + 4, titles=list(place(title, "center", box, self._title)))
        left, right = (block(part, CAPTION_SIZE, frame.width * 0.7, self._body) for part in self.sheet.caption)
        if left.lines or right.lines:
            line = Box(frame.left, page.top, frame.width, max(left.height, right.height))
            page.words += place(left, "left", line, self._body)
            page.words += place(right, "right", line, self._body)
            page.top += line.height + 1
        return page

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

    def _tail_blocks(self) -> list[tuple[Block, Box]]:
        """Footnotes and signatures, with their boxes counted from the end of the table."""
        frame = self.paper.frame
        parts: list[tuple[Block, Box]] = []
        y = 4.0
        for note in self.sheet.footnotes:
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

    def _close(self, pages: list[Page]) -> None:
        """Put the tail under the last row; where it does not fit, the last row goes with it to a page of their own."""
        height = max((box.top + box.height for _, box in self._tail), default=0.0)
        if not self._fits(pages[-1], height):
            moved = pages[-1].rows.pop() if len(pages[-1].rows) > 1 else None
            pages.append(self._next_page())
            pages[-1].rows += [moved] if moved else []
        page = pages[-1]
        end = page.bottom + (self.heading.height if page.rows else 0.0)
        for words, box in self._tail:
            page.words += place(words, "left", box._replace(top=box.top + end), self._body)

    def _foot(self, page: Page, number: int) -> None:
        frame = self.paper.frame
        label = Block([self.sheet.page_label.format(page=number, pages=len(self.pages))], FOOT_SIZE + 1)
        line = Box(frame.left, self._end + 3, frame.width, label.height)
        page.words += place(label, "center", line, self._body)
        half = frame.width / 2 - 20 * MM
        note = block(self.sheet.mask_note, FOOT_SIZE, half, self._body)
        page.grey += place(note, "left", Box(frame.left, self._end + 3, half, note.height), self._body)
