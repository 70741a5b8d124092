"""Measurements of what leaves on paper and in workbooks, each beside its limit."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ..actions import ledgers, print_shop
from ..actions.overview import overview
from ..actions.print_shop import Order
from ..papers import limits
from ..papers.pdf import write_pdf
from ..papers.sheet import Cell, Column, Sheet
from ..papers.workbook_out import write_workbook
from .day import Case, Timed, open_fonts
from .ground import Ground, copied, opened

PDF_ROWS, WORKBOOK_ROWS = 10_000, 100_000
LEDGERS = ("completed", "incomplete", "unvaccinated")
REPEATED = 40
"""So often at most a line of the township stands in a long sheet."""
ALL_LEDGERS = 120.0
"""Seconds for the three ledgers of a township of 50,000, bound with covers."""


def _sheet(ground: Ground, rows: int) -> Sheet:
    """A sheet of 12 columns with so many rows: the ledger of who is complete, its last column left out, again and again."""
    with opened(ground) as office:
        made = ledgers.make(office, "completed", ground.on)
    lines = [row[:12] for sheet in made for row in sheet.rows]
    columns: tuple[Column, ...] = made[0].columns[:12]
    several = tuple(lines[nth % len(lines)] for nth in range(min(rows, REPEATED * len(lines))))
    return Sheet("bench", made[0].title, "", ground.on, columns, several, page_label=made[0].page_label)


def long_pdf(ground: Ground) -> Timed:
    """Lay out and draw ten thousand rows."""
    sheet, fonts = _sheet(ground, PDF_ROWS), open_fonts()
    start = perf_counter()
    pages = write_pdf([sheet], BytesIO(), fonts=fonts)
    return Timed(perf_counter() - start, {"rows": len(sheet.rows), "pages": sum(pages)})


def bare_pdf(ground: Ground) -> Timed:
    """The same strings at the same places on a bare canvas."""
    fonts = open_fonts()
    pages = limits.placed(_sheet(ground, PDF_ROWS), fonts)
    start = perf_counter()
    limits.draw(pages)
    return Timed(perf_counter() - start)


def long_workbook(ground: Ground) -> Timed:
    """A ledger of a hundred thousand rows as a workbook."""
    sheet = _sheet(ground, WORKBOOK_ROWS)
    start = perf_counter()
    write_workbook([sheet], BytesIO())
    return Timed(perf_counter() - start, {"rows": len(sheet.rows)})


def bare_workbook(ground: Ground) -> Timed:
    """The same cells by openpyxl's own write-only mode."""
    rows: Iterator[tuple[Cell, ...]] = iter(_sheet(ground, WORKBOOK_ROWS).rows)
    start = perf_counter()
    limits.write_cells(rows)
    return Timed(perf_counter() - start)


def all_ledgers(ground: Ground) -> Timed:
    """Every ledger of every village, bound with covers, into a folder."""
    with copied(ground) as office, TemporaryDirectory(dir=ground.register.parent) as folder:
        villages = list(overview(office, ground.on).villages)
        order = Order(dict.fromkeys(villages, LEDGERS), ground.on, bound=False)
        start = perf_counter()
        job = print_shop.save_all(office, order, Path(folder), ".pdf", lambda _done, _total, _pages: None)
        return Timed(perf_counter() - start, {"files": len(job.files), "pages": job.pages})


PAPER_CASES = (
    Case("pdf_10000", long_pdf, bare_pdf, aim=1.5, rounds=1),
    Case("workbook_100000", long_workbook, bare_workbook, aim=1.2, rounds=1),
    Case("all_ledgers", all_ledgers, ALL_LEDGERS, aim=1.0, rounds=1),
)
"""What leaves on paper and in workbooks."""
