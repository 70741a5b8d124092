"""Charts on paper: four to a page, in black and grey with patterns, so that a copier keeps them apart."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ..rules.charts import Bar, BarChart, Chart, LineChart, Reached
from .fonts import FontShelf, Typeface
from .pdf_paper import MM, paper_of
from .pdf_text import Box

PER_PAGE = 4
LANDSCAPE = paper_of("A4", landscape=True)
TITLE, BODY, SMALL = 12.0, 8.5, 7.0
LABELS, VALUES = 34 * MM, 38 * MM
"""Room left of the bars for their labels, and right of them for what stands at their end."""
GREYS = {Reached.STRETCH: 0.25, Reached.FLOOR: 0.45, Reached.NOTHING_ASKED: 0.55}
DASHES = ((), (4, 2), (1, 2))


def draw_charts(canvas: Any, charts: Sequence[Chart], heading: str, fonts: FontShelf) -> int:
    """Draw the charts on pages of their own; the number of pages."""
    count = 0
    for start in range(0, len(charts), PER_PAGE):
        canvas.setPageSize((LANDSCAPE.width, LANDSCAPE.height))
        brush = _Brush(canvas, fonts)
        frame = LANDSCAPE.frame
        brush.write(heading, frame.left, frame.top - 6, SMALL)
        for nth, chart in enumerate(charts[start : start + PER_PAGE]):
            width, height = frame.width / 2, frame.height / 2
            box = Box(frame.left + nth % 2 * width, frame.top + nth // 2 * height, width - 8 * MM, height - 6 * MM)
            brush.draw(chart, box)
        canvas.showPage()
        count += 1
    return count


class _Brush:
    """Draws on one page; `y` counts downwards from its upper edge."""

    def __init__(self, canvas: Any, fonts: FontShelf) -> None:
        self._canvas = canvas
        self._body: Typeface = fonts.typeface("song")
        self._bold: Typeface = fonts.typeface("hei")
        self._height = LANDSCAPE.height

    def write(
        self, words: str, x: float, y: float, size: float, face: Typeface | None = None, align: str = "left"
    ) -> None:
        """Write a line with its base line at y."""
        face = face or self._body
        width = face.width(words, size)
        at = x - (width if align == "right" else width / 2 if align == "center" else 0)
        text = self._canvas.beginText()
        for font, piece in face.runs(words):
            text.setFont(font, size)
            text.setTextOrigin(at, self._height - y)
            text.textLine(piece)
            at += face.width(piece, size)
        self._canvas.drawText(text)

    def draw(self, chart: Chart, box: Box) -> None:
        """Draw a chart into a box, its title on top."""
        self._canvas.setFillGray(0)
        self.write(chart.title, box.left, box.top + TITLE, TITLE, self._bold)
        self.write(chart.note, box.left, box.top + 2 * TITLE, SMALL)
        inside = Box(box.left, box.top + 3 * TITLE, box.width, box.height - 3 * TITLE)
        if isinstance(chart, BarChart):
            self._bars(chart, inside)
        else:
            self._lines(chart, inside)

    def _bars(self, chart: BarChart, box: Box) -> None:
        left, width = box.left + LABELS, box.width - LABELS - VALUES
        step = min(9 * MM, (box.height - 8 * MM) / max(1, len(chart.bars)))
        full = max([chart.full, *(bar.value or 0.0 for bar in chart.bars)])
        for nth, bar in enumerate(chart.bars):
            top = box.top + nth * step
            length = (bar.value or 0.0) / full * width
            self._canvas.setFillGray(0)
            self.write(bar.label, left - 4, top + step * 0.6, BODY, align="right")
            self._bar(bar, Box(left, top + step * 0.2, length, step * 0.6))
            self.write(bar.text, left + width + 6, top + step * 0.6, BODY)
        bottom = box.top + len(chart.bars) * step
        for mark, align in ((chart.floor, "right"), (chart.stretch, "left")):
            if mark is not None:
                self._rule(left + mark / full * width, box.top, bottom)
                self.write(f"{mark:.0%}", left + mark / full * width, bottom + SMALL + 2, SMALL, align=align)

    def _bar(self, bar: Bar, box: Box) -> None:
        canvas, y = self._canvas, self._height - box.top - box.height
        canvas.setStrokeGray(0.2)
        canvas.setLineWidth(0.5)
        if bar.reached is not Reached.BELOW:
            canvas.setFillGray(GREYS[bar.reached])
            canvas.rect(box.left, y, box.width, box.height, fill=1)
            canvas.setFillGray(0)
            return
        canvas.rect(box.left, y, box.width, box.height)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(box.left, y, box.width, box.height)
        canvas.clipPath(clip, stroke=0)
        x = box.left - box.height
        while x < box.left + box.width:
            canvas.line(x, y, x + box.height, y + box.height)
            x += 4
        canvas.restoreState()

    def _rule(self, x: float, top: float, bottom: float) -> None:
        self._canvas.setStrokeGray(0)
        self._canvas.setDash(3, 2)
        self._canvas.line(x, self._height - top, x, self._height - bottom)
        self._canvas.setDash()

    def _lines(self, chart: LineChart, box: Box) -> None:
        left, width, height = box.left + 12 * MM, box.width - 40 * MM, box.height - 12 * MM
        known = [value for line in chart.lines for value in line.values if value is not None]
        low, high = min([0.0, *known]), max([1.0, *known])
        for part in range(5):
            value = low + (high - low) * part / 4
            y = box.top + height * (1 - part / 4)
            self._canvas.setStrokeGray(0.8)
            self._canvas.line(left, self._height - y, left + width, self._height - y)
            self.write(f"{value:.0%}", left - 4, y + 2, SMALL, align="right")
        for nth, day in enumerate(chart.days):
            if nth in (0, len(chart.days) - 1):
                at = left + width * nth / max(1, len(chart.days) - 1)
                self.write(f"{day:%m-%d}", at, box.top + height + SMALL + 4, SMALL, align="center")
        for nth, line in enumerate(chart.lines):
            points = [
                (left + width * at / max(1, len(chart.days) - 1), box.top + height * (1 - (value - low) / (high - low)))
                for at, value in enumerate(line.values)
                if value is not None
            ]
            self._path(points, nth)
            if points:
                self.write(line.label, points[-1][0] + 4, points[-1][1] + 3, BODY)

    def _path(self, points: Sequence[tuple[float, float]], nth: int) -> None:
        canvas = self._canvas
        canvas.setStrokeGray(0.1)
        canvas.setLineWidth(1.2)
        canvas.setDash(*([list(DASHES[nth % len(DASHES)])] if DASHES[nth % len(DASHES)] else []))
        for (x1, y1), (x2, y2) in pairwise(points):
            canvas.line(x1, self._height - y1, x2, self._height - y2)
        canvas.setDash()
        for x, y in points:
            canvas.circle(x, self._height - y, 1.4, fill=nth == 0)
        canvas.setLineWidth(0.5)
