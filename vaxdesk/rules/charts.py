"""Charts as plain data that screen and paper only draw: bars with marks, and lines by day; units and bands, never people."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Reached(StrEnum):
    """What a bar reaches; each is drawn with a pattern of its own, so that it is told without colour."""

    NOTHING_ASKED = "nothing_asked"
    BELOW = "below"
    FLOOR = "floor"
    STRETCH = "stretch"


class Bar(NamedTuple):
    """A bar: its label, its length (a share from 0 on, or a count; None where there is nobody), what stands at its end, its key.

    `key` is the village, band or week that the bar is about, for who opens the list behind it.
    """

    label: str
    value: float | None
    text: str
    key: str
    reached: Reached = Reached.NOTHING_ASKED


class BarChart(NamedTuple):
    """Bars under a title; `floor` and `stretch` are marks on the axis; `full` is the end of the axis (1 for shares)."""

    title: str
    bars: Sequence[Bar]
    floor: float | None = None
    stretch: float | None = None
    full: float = 1.0
    note: str = ""


class Line(NamedTuple):
    """A line: what it shows, and one value for each day of its chart (None where none is known)."""

    label: str
    values: Sequence[float | None]


class LineChart(NamedTuple):
    """Lines by day under a title; values are shares."""

    title: str
    days: Sequence[date]
    lines: Sequence[Line]
    note: str = ""


Chart = BarChart | LineChart


def reached(value: float | None, floor: float | None, stretch: float | None) -> Reached:
    """What a value reaches of the marks."""
    if floor is None or value is None:
        return Reached.NOTHING_ASKED
    if value < floor:
        return Reached.BELOW
    return Reached.STRETCH if stretch is not None and value >= stretch else Reached.FLOOR
