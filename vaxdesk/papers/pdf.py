"""Sheets as a PDF for the printer: drawn page by page on the canvas, the same bytes for the same sheets."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from ..rules.records import Progress
from .fonts import FontShelf, Typeface
from .pdf_charts import draw_charts
from .pdf_layout import Layout, Page
from .pdf_text import Text
from .saving import put
from .sheet import Sheet
from .telling import Told

_RULE = 0.5  # points
_GREY = 0.45


def write_pdf(
    sheets: Iterable[Sheet],
    target: Path | BinaryIO,
    progress: Progress | None = None,
    fonts: FontShelf | None = None,
) -> list[int]:
    """Draw each sheet from a new page on and write the file; the number of pages of each.

    Each sheet has its own numbering; sheets of one `volume` that follow each other are numbered through. `progress` is told
    the rows done, each once measured and once drawn. Hand the same `fonts` to every print: they are read only once, and
    `fonts.missing` says which characters came out as boxes. Raises Refused("no_chinese_font"), Refused("file_not_written"),
    and what `progress` raises; then nothing is written.
    """
    from reportlab.pdfgen.canvas import Canvas

    papers = list(sheets)
    shelf = fonts or FontShelf()
    told = Told(progress, 2 * sum(len(sheet.rows) for sheet in papers))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(" ".join(dict.fromkeys(sheet.title for sheet in papers)))
    pages: list[int] = []
    for layouts in _numbered(papers, shelf, told):
        for layout in layouts:
            for page in layout.pages:
                _draw(canvas, layout, page, shelf)
                told.more(len(page.rows))
            sheet = layout.sheet
            drawn = draw_charts(canvas, sheet.charts, f"{sheet.caption[0]} {sheet.title}", shelf)
            pages.append(len(layout.pages) + drawn)
    canvas.save()
    put(buffer.getvalue(), target)
    return pages


def _numbered(papers: Sequence[Sheet], shelf: FontShelf, told: Told) -> Iterator[list[Layout]]:
    """The sheets laid out, volume by volume, with the numbers of their pages."""
    for _, volume in groupby(enumerate(papers), key=lambda each: each[1].volume or each[0]):
        layouts = [Layout(sheet, shelf, told.one) for _, sheet in volume]
        total = sum(len(layout.pages) for layout in layouts)
        before = 0
        for layout in layouts:
            layout.count(before, total)
            before += len(layout.pages)
        yield layouts


def _draw(canvas: Any, layout: Layout, page: Page, fonts: FontShelf) -> None:
    paper = layout.paper
    canvas.setPageSize((paper.width, paper.height))
    canvas.translate(*page.shift)
    canvas.setLineWidth(_RULE)
    pen = _Pen(canvas, paper.height)
    body, left = fonts.typeface("song"), paper.frame.left
    for role, words in groupby(page.words, key=lambda each: each[0]):
        pen.write([text for _, text in words], fonts.typeface(role))
    if page.rows:
        pen.write(layout.heading.texts, fonts.typeface("hei"), left, page.top)
        _draw_rows(pen, layout, page, body)
        canvas.lines(_rules(layout, page))
    pen.grey(page.grey, body)
    pen.done()
    if page.number:
        _write_number(canvas, layout, page.number, body)
    canvas.showPage()


def _write_number(canvas: Any, layout: Layout, number: Text, face: Typeface) -> None:
    paper = layout.paper
    if paper.turned:
        canvas.translate(0, paper.height)
        canvas.rotate(-90)
    canvas.setFillGray(0)
    pen = _Pen(canvas, paper.width if paper.turned else paper.height)
    pen.write([number], face)
    pen.done()


def _draw_rows(pen: "_Pen", layout: Layout, page: Page, face: Typeface) -> None:
    y = page.top + layout.heading.height
    for row in page.rows:
        pen.write(row.texts, face, layout.paper.frame.left, y)
        y += row.height


def _rules(layout: Layout, page: Page) -> list[tuple[float, float, float, float]]:
    """The rules of the table as lines from point to point, each drawn once, `y` upwards as PDF counts."""
    frame, paper = layout.paper.frame, layout.paper.height
    left, right = frame.left, frame.left + frame.width
    body = page.top + layout.heading.height
    end = body + sum(row.height for row in page.rows)
    lines = [(left, page.top, right, page.top), (left, page.top, left, end), (right, page.top, right, end)]
    for box in layout.heading.boxes:
        x, bottom = left + box.left, page.top + box.top + box.height
        lines.append((x, bottom, x + box.width, bottom))
        if box.left:
            lines.append((x, page.top + box.top, x, bottom))
    y = body
    for row in page.rows:
        y += row.height
        lines.append((left, y, right, y))
    top = body
    for spans, run in groupby(page.rows, key=lambda row: row.spans):
        bottom = top + sum(row.height for row in run)
        if not spans:
            lines += [(left + x, top, left + x, bottom) for x in layout.table.lefts[1:]]
        top = bottom
    return [(x1, paper - y1, x2, paper - y2) for x1, y1, x2, y2 in lines]


class _Pen:
    """Writes text on a page through one text object: a font is named only where it changes."""

    def __init__(self, canvas: Any, height: float) -> None:
        self._canvas = canvas
        self._height = height
        self._text = canvas.beginText()
        self._font: tuple[str, float] = ("", 0.0)

    def write(self, texts: Sequence[Text], face: Typeface, left: float = 0.0, top: float = 0.0) -> None:
        """Write lines placed relative to (left, top)."""
        text = self._text
        for x, y, size, words in texts:
            at = left + x
            for font, piece in face.runs(words):
                if self._font != (font, size):
                    self._font = (font, size)
                    text.setFont(font, size)
                text.setTextOrigin(at, self._height - top - y)
                text.textLine(piece)
                at += face.width(piece, size)

    def grey(self, texts: Sequence[Text], face: Typeface) -> None:
        """Write small print in grey."""
        self._text.setFillGray(_GREY)
        self.write(texts, face)

    def done(self) -> None:
        """Put the text on the page."""
        self._canvas.drawText(self._text)
