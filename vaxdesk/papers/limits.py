"""The bare work of the libraries under this room, for the benchmarks to compare with: nothing checked or laid out."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from .fonts import FontShelf, Typeface
from .pdf_layout import Layout, Page
from .pdf_text import Text
from .sheet import Cell, Sheet


class Piece(NamedTuple):
    """A string that one font draws, and where its base line begins; points, `y` upwards as PDF counts."""

    x: float
    y: float
    font: str
    size: float
    text: str


class PlacedPage(NamedTuple):
    """A page of a sheet as it will be drawn: its size in points and its strings in order."""

    width: float
    height: float
    pieces: list[Piece]


def read_cells(path: Path) -> int:
    """Read every cell of a workbook's first sheet; the number of rows."""
    import python_calamine

    sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows())


def read_all_cells(data: bytes) -> int:
    """Read every cell of every sheet of a workbook in memory; the number of rows."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    return sum(1 for name in book.sheet_names for _ in book.get_sheet_by_name(name).iter_rows())


def placed(sheet: Sheet, fonts: FontShelf) -> list[PlacedPage]:
    """Where every string of a sheet stands, and in which font: what write_pdf works out before and while it draws."""
    layout = Layout(sheet, fonts, lambda: None)
    layout.count(0, len(layout.pages))
    paper = layout.paper
    return [
        PlacedPage(paper.width, paper.height, list(_pieces(layout, page, fonts, paper.height))) for page in layout.pages
    ]


def _pieces(layout: Layout, page: Page, fonts: FontShelf, height: float) -> Iterator[Piece]:
    left, body = layout.paper.frame.left, fonts.typeface("song")
    for role, text in page.words:
        yield from _runs([text], fonts.typeface(role), 0.0, height)
    yield from _runs([*page.grey, *filter(None, [page.number])], body, 0.0, height)
    yield from _runs(layout.heading.texts if page.rows else (), fonts.typeface("hei"), left, height - page.top)
    y = page.top + layout.heading.height
    for row in page.rows:
        yield from _runs(row.texts, body, left, height - y)
        y += row.height


def _runs(texts: Sequence[Text], face: Typeface, left: float, top: float) -> Iterator[Piece]:
    for x, y, size, text in texts:
        for font, run in face.runs(text):
            yield Piece(left + x, top - y, font, size, run)
            x += face.width(run, size)


def draw(pages: Sequence[PlacedPage]) -> int:
    """Draw placed strings one by one on a bare canvas; the bytes of the PDF."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    for width, height, pieces in pages:
        canvas.setPageSize((width, height))
        for x, y, font, size, text in pieces:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return len(buffer.getvalue())


def write_cells(rows: Iterable[Sequence[Cell]]) -> int:
    """Write rows by openpyxl's write-only mode, with no look at all; the bytes of the workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return len(buffer.getvalue())


def save_again(paths: Iterable[Path]) -> int:
    """Open workbooks with openpyxl and save them, with every cell of theirs written once; the cells."""
    from openpyxl import load_workbook

    cells = 0
    for path in paths:
        book = load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        cell.value, cells = cell.value, cells + 1
        book.save(BytesIO())
    return cells
