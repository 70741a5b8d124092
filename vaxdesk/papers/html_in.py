"""Web pages that carry a workbook's name: many reporting systems export an HTML table as .xls."""

import re
from typing import TYPE_CHECKING

from .raw import Budget, Merge, Raw, RawSheet
from .text_in import decode
from .unreadable import NoTable, NotATable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|style)[\s>]", re.IGNORECASE)
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"})
HEAD_BYTES = 4096
LONGEST_SPAN = 1_000


def is_page(data: bytes) -> bool:
    """Tell whether the file begins like a web page."""
    start = data[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    return start.startswith(b"<") and bool(PAGE_START.search(start))


def read_page(data: bytes, name: str, budget: Budget) -> list[RawSheet]:
    """Read the innermost tables of a page, one sheet each; every cell is text. Raises NoTable, TooLarge."""
    import lxml.etree
    import lxml.html

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
    cells: dict[tuple[int, int], Raw] = {}
    merges: list[Merge] = []
    height = width = 0
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in cells:
                column += 1
            last_row, last_column = row + _span(cell, "rowspan") - 1, column + _span(cell, "colspan") - 1
            budget.spend(cells=(last_row - row + 1) * (last_column - column + 1))
            for place in ((r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)):
                cells.setdefault(place, None)
            cells[row, column] = " ".join(cell.text_content().split(" ")).strip() or None
            if (row, column) != (last_row, last_column):
                merges.append((row, column, last_row, last_column))
            column = last_column + 1
            height, width = max(height, last_row + 1), max(width, column)
        height = max(height, row + 1)
    budget.spend(cells=height * width)
    rows = [[cells.get((row, column)) for column in range(width)] for row in range(height)]
    return RawSheet(name, rows, tuple(merges))


def _span(cell: "HtmlElement", attribute: str) -> int:
    text = cell.get(attribute, "1").strip()
    return min(max(int(text), 1), LONGEST_SPAN) if text.isdecimal() else 1
