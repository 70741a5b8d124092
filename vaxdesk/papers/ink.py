"""Drawing on a page of paper: text in boxes, lines, little boxes to tick, bar codes. Lengths are points, `y` counts downwards."""

from typing import Any

from .fonts import FontShelf
from .pdf_text import Box, block, place

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
THIN, GREY = 0.5, 0.45
BAR = 0.9
"""Width of the narrowest bar in points: a third of a millimetre, which cheap scanners read."""


class Ink:
    """Writes on one page after the other of a PDF in memory."""

    def __init__(self, canvas: Any, fonts: FontShelf, size: tuple[float, float]) -> None:
        self._canvas, self._fonts, self.size = canvas, fonts, size

    def begin(self) -> None:
        """Begin a page."""
        self._canvas.setPageSize(self.size)
        self._canvas.setLineWidth(THIN)

    def end(self) -> None:
        """End the page."""
        self._canvas.showPage()

    def text(self, words: str, box: Box, size: float, align: str = "left", role: str = "song") -> None:
        """Write into a box, broken where it is too wide and smaller where it is too high."""
        face = self._fonts.typeface(role)
        broken = block(words, size, box.width, face)
        while broken.height > box.height and size > SMALLEST:
            size -= 0.5
            broken = block(words, size, box.width, face)
        for x, y, points, line in place(broken, align, box, face):
            at = x
            for font, piece in face.runs(line):
                self._canvas.setFont(font, points)
                self._canvas.drawString(at, self.size[1] - y, piece)
                at += face.width(piece, points)

    def quiet(self, words: str, box: Box, size: float, align: str = "left") -> None:
        """Write small print in grey."""
        self._canvas.setFillGray(GREY)
        self.text(words, box, size, align)
        self._canvas.setFillGray(0)

    def frame(self, box: Box, thick: float = THIN) -> None:
        """Draw a rectangle."""
        self._canvas.setLineWidth(thick)
        self._canvas.rect(box.left, self.size[1] - box.top - box.height, box.width, box.height)
        self._canvas.setLineWidth(THIN)

    def line(self, left: float, top: float, width: float) -> None:
        """Draw a line to write on."""
        self._canvas.line(left, self.size[1] - top, left + width, self.size[1] - top)

    def bars(self, code: str, box: Box) -> None:
        """Draw a code as bars (Code 128), as wide as it needs, at the right of the box."""
        from reportlab.graphics.barcode.code128 import Code128

        drawn = Code128(code, barWidth=BAR, barHeight=box.height, quiet=False)
        drawn.drawOn(self._canvas, box.left + box.width - drawn.width - QUIET, self.size[1] - box.top - box.height)


QUIET = 2 * MM
"""Room at the right of the bars."""
SMALLEST = 5.0
"""Points: what does not fit in a box at this size runs over its edge rather than being cut off."""
