"""The table of a sheet, measured: the columns on the paper, the heading, and every row as placed text.

Lengths are points; `y` counts downwards from the top edge of the heading or of the row.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby
from typing import NamedTuple

from .fonts import Typeface
from .pdf_text import LEADING, MARGIN, Block, Box, Text, block, place
from .sheet import Cell, Column, Sheet
from .wrapping import balance

HEADING_RATIO = 10 / 9  # of the size of the text
SMALLEST_RATIO = 7 / 9
LOWEST_RATIO = 21 / 9  # with text of 9 points about 7.5 mm: room to write by hand


class Row(NamedTuple):
    """A row of the table: its height, its text, and whether it is one cell across the table."""

    height: float
    texts: list[Text]
    spans: bool = False


class Heading(NamedTuple):
    """The heading rows: their height, the edges of their cells, and the text in them."""

    height: float
    boxes: list[Box]
    texts: list[Text]


class Table:
    """Measures the rows of one sheet for a table `width` wide: the columns keep their proportions."""

    def __init__(self, sheet: Sheet, width: float, body: Typeface, heading: Typeface) -> None:
        columns = sheet.columns
        self._size = sheet.text_size
        self._heading_size = sheet.text_size * HEADING_RATIO
        self._lowest = sheet.text_size * LOWEST_RATIO
        scale = width / (sum(column.width for column in columns) or 1)
        self.columns = columns
        self.widths = [column.width * scale for column in columns]
        self.lefts = list(accumulate(self.widths, initial=0.0))[:-1]
        self.width = width
        self._body = body
        self._bold = heading

    def heading(self) -> Heading:
        """Measure the heading: one row of titles, or two where neighbours share a group; nothing for a sheet without a table."""
        if not self.columns:
            return Heading(0.0, [], [])
        numbers = range(len(self.columns))
        groups = [list(run) for _, run in groupby(numbers, key=lambda no: self.columns[no].group or no)]
        titles = [self._title(column.title, width) for column, width in zip(self.columns, self.widths, strict=True)]
        tops = [self._title(self.columns[run[0]].group, sum(self.widths[no] for no in run)) for run in groups]
        upper = max((top.height for top in tops if top.lines), default=0.0)
        lower = max((titles[no].height for no in numbers if self.columns[no].group), default=0.0)
        alone = max((titles[no].height for no in numbers if not self.columns[no].group), default=0.0)
        total = max(upper + lower, alone, self._lowest)
        cells: list[tuple[Block, Box]] = []
        for top, run in zip(tops, groups, strict=True):
            edge = upper if top.lines else 0.0
            if top.lines:
                cells.append((top, Box(self.lefts[run[0]], 0.0, sum(self.widths[no] for no in run), upper)))
            cells += [(titles[no], Box(self.lefts[no], edge, self.widths[no], total - edge)) for no in run]
        texts = [text for words, box in cells for text in place(words, "center", box, self._bold)]
        return Heading(total, [box for _, box in cells], texts)

    def rows(self, cells: Sequence[Cell], tallest: float) -> Iterator[Row]:
        """Measure one row: of one Cell per column, or of a single Cell that spans the table.

        What needs more than `tallest` goes on in another row, so that nothing is cut off.
        """
        if len(cells) == 1 < len(self.columns):
            across = Box(0.0, 0.0, self.width, self._lowest)
            words = Block([shown(cells[0])], self._heading_size)
            yield Row(self._lowest, list(place(words, "center", across, self._body)), spans=True)
            return
        blocks = [self._block(*part) for part in zip(self.columns, self.widths, cells, strict=True)]
        deepest = max(1, *(len(part.lines) for part in blocks))
        fitting = max(1, int((tallest - 2 * MARGIN) / (self._size * LEADING)))
        for start in range(0, deepest, fitting):
            yield self._row([Block(lines[start : start + fitting], size) for lines, size in blocks])

    def _row(self, blocks: Sequence[Block]) -> Row:
        height = max(self._lowest, *(part.height for part in blocks))
        texts: list[Text] = []
        for column, left, width, part in zip(self.columns, self.lefts, self.widths, blocks, strict=True):
            texts += place(part, column.align, Box(left, 0.0, width, height), self._body)
        return Row(height, texts)

    def _block(self, column: Column, width: float, cell: Cell) -> Block:
        """A cell's text: in one line if it fits, numbers a little smaller before they are broken."""
        text = shown(cell)
        room = width - 2 * MARGIN
        wide = self._body.width(text, self._size)
        if wide <= room and "\n" not in text:
            return Block([text] if text else [], self._size)
        if column.kind != "text" and wide * SMALLEST_RATIO <= room:
            return Block([text], self._size * room / wide)
        return block(text, self._size, width, self._body)

    def _title(self, text: str, width: float) -> Block:
        lines = (
            balance(text, width - 2 * MARGIN, lambda part: self._bold.width(part, self._heading_size)) if text else []
        )
        return Block(lines, self._heading_size)


def shown(cell: Cell) -> str:
    """A cell as it is printed: a day as 2021-08-03, a share in per cent, nothing as an empty text."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
