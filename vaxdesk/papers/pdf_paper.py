"""The paper: its size, its margins and where the number of a page stands, after GB/T 9704-2012 (domain.md B4).

A page of A4 has 37 mm above, 28 mm at the binding edge and a type area of 156 x 225 mm; its number stands 7 mm below the
type area, at the outer edge, one character in. A landscape table lies on such a page turned to the right: its upper edge
is the binding edge, and the number stays where it is on all other pages. Lengths are points.
"""

from typing import NamedTuple

from .pdf_text import Box, Text

MM = 72 / 25.4
NUMBER_SIZE = 14.0  # size 4, half-width figures
TOP, BINDING, OUTER, BOTTOM = 37 * MM, 28 * MM, 26 * MM, 35 * MM
BELOW = 7 * MM  # from the type area to the dashes beside the number
DASH = 5.0  # from the base line to the dashes


class Paper(NamedTuple):
    """A page and the frame inside its margins; `turned` for a table that lies on a page turned to the right."""

    width: float
    height: float
    frame: Box
    turned: bool

    def shift(self, number: int) -> tuple[float, float]:
        """How far page `number` is moved to the right and up, so that the wider margin is at the binding edge on both sides."""
        if number % 2:
            return 0.0, 0.0
        return (0.0, BINDING - OUTER) if self.turned else (OUTER - BINDING, 0.0)

    @property
    def foot(self) -> float:
        """Where the small print at the foot begins: clear of the number of the page."""
        return self.frame.top + self.frame.height + (3 if self.turned else BELOW + NUMBER_SIZE)

    def number(self, text: str, width: float, number: int) -> Text:
        """Where the number of a page stands, on a turned page as it is seen upright: binding edge left, `height` wide."""
        frame = self.frame
        left, right = (frame.top, frame.top + frame.height) if self.turned else (frame.left, frame.left + frame.width)
        below = self.width - frame.left if self.turned else frame.top + frame.height
        at = right - NUMBER_SIZE - width if number % 2 else left + NUMBER_SIZE
        return Text(at, below + BELOW + DASH, NUMBER_SIZE, text)


def paper_of(size: str, landscape: bool) -> Paper:
    """The paper of a sheet: "A4", or "A3" with the margins of A4 on its long side."""
    short, long = (210 * MM, 297 * MM) if size == "A4" else (297 * MM, 420 * MM)
    if landscape and size == "A4":
        return Paper(long, short, Box(BOTTOM, BINDING, long - TOP - BOTTOM, short - BINDING - OUTER), True)
    width, height = (long, short) if landscape else (short, long)
    return Paper(width, height, Box(BINDING, TOP, width - BINDING - OUTER, height - TOP - BOTTOM), False)
