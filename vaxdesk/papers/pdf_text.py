"""Text on paper: lines of one size, placed in a box. Lengths are points, `y` counts downwards."""

from collections.abc import Iterator
from typing import NamedTuple

from .fonts import Typeface
from .wrapping import wrap

LEADING = 1.25  # line distance as a multiple of the size
MARGIN = 2.5  # between a rule and the text beside it
RISE = 0.86  # from the top of a Chinese character down to the base line, as a part of the size


class Text(NamedTuple):
    """A line of text with its left end on the base line at (x, y)."""

    x: float
    y: float
    size: float
    text: str


class Block(NamedTuple):
    """A text broken into lines of one size; no lines for no text."""

    lines: list[str]
    size: float

    @property
    def height(self) -> float:
        """What the block needs with a margin above and below."""
        return len(self.lines) * self.size * LEADING + 2 * MARGIN


class Box(NamedTuple):
    """A rectangle: its left and upper edge, and how far it reaches."""

    left: float
    top: float
    width: float
    height: float


def block(text: str, size: float, width: float, face: Typeface) -> Block:
    """Break a text into lines for a box `width` wide."""
    if not text:
        return Block([], size)
    return Block(wrap(text, width - 2 * MARGIN, lambda part: face.width(part, size)), size)


def place(block: Block, align: str, box: Box, face: Typeface) -> Iterator[Text]:
    """Stand the lines in the middle of the box's height: at its left, center or right."""
    lines, size = block
    y = box.top + (box.height - len(lines) * size * LEADING) / 2 + size * ((LEADING - 1) / 2 + RISE)
    for line in lines:
        x = box.left + MARGIN
        if align != "left":
            slack = box.width - 2 * MARGIN - face.width(line, size)
            x += slack / 2 if align == "center" else slack
        yield Text(x, y, size, line)
        y += size * LEADING
