"""Web pages that carry a workbook's name: many reporting systems export an HTML table as .xls."""

import re
from typing import TYPE_CHECKING

from .raw import Budget, Merge, Place, Raw, RawSheet
from .text_in import decode
from .unreadable import NoTable, NotATable, TooLarge

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|style)[\s>]", re.IGNORECASE)
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"})
SPACES = re.compile(r"[ \t\r\n\f]+")
HEAD_BYTES = 4096
PAGE_LIMIT = 16 * 2**20
"""Bytes of a page: its tree takes some thirty times as much memory. 20,000 rows of 20 columns take about 8 MB."""
LONGEST_SPAN = 1_000


def is_page(data: bytes) -> bool:
    """Tell whether the file begins like a web page."""
    start = data[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    return start.startswith(b"<") and bool(PAGE_START.search(start))


def read_page(data: bytes, name: str, budget: Budget) -> list[RawSheet]:
    """Read the innermost tables of a page, one sheet each; every cell is text. Raises NoTable, TooLarge."""
    import lxml.etree
    import lxml.html

    if len(data) > PAGE_LIMIT:
        raise TooLarge
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True)
        page = lxml.html.document_fromstring(_decode(data).encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError, NotATable) as error:
        raise NoTable from error
    tables = [
        table for table in page.iter("table") if table.find(".//table") is None and table.find(".//tr") is not None
    ]
    if not tables:
        raise NoTable
    return [_sheet(table, f"{name} ({n})" if n > 1 else name, budget) for n, table in enumerate(tables, 1)]


def _decode(data: bytes) -> str:
    """Read the page in the encoding it names; a page that says GB 2312 may use all of GB 18030."""
    label = CHARSET.search(data[:HEAD_BYTES])
    if label and label[1].decode().lower() in CHINESE:
        return data.decode("gb18030")
    return decode(data)


def _sheet(table: "HtmlElement", name: str, budget: Budget) -> RawSheet:
    """Lay the cells of a table on a grid; a cell that spans several is a merged range."""
    rows: list[list[Raw]] = []
    merges: list[Merge] = []
    taken: set[Place] = set()
    for number, line in enumerate(table.iter("tr")):
        row: list[Raw] = []
        for cell in line.iterchildren("td", "th"):
            while (number, len(row)) in taken:
                row.append(None)
            column, height, width = len(row), _span(cell, "rowspan"), _span(cell, "colspan")
            budget.spend(cells=height * width)
            row += [_text(cell), *[None] * (width - 1)]
            if height > 1 or width > 1:
                merges.append((number, column, number + height - 1, column + width - 1))
                below = range(number + 1, number + height)
                taken.update((line, place) for line in below for place in range(column, column + width))
        rows.append(row)
    width = max(map(len, rows))
    budget.spend(cells=width * len(rows))
    return RawSheet(name, [row + [None] * (width - len(row)) for row in rows], tuple(merges))


def _text(cell: "HtmlElement") -> str | None:
    text = cell.text_content() if len(cell) else cell.text or ""
    return SPACES.sub(" ", text).strip() or None


def _span(cell: "HtmlElement", attribute: str) -> int:
    text = cell.get(attribute, "1").strip()
    return min(max(int(text), 1), LONGEST_SPAN) if text.isdecimal() else 1
