"""Tables written as text: comma or tab between the cells, in UTF-8, UTF-16 or one of the Chinese encodings."""

import csv
import io

from .raw import Budget, Raw, RawSheet
from .unreadable import Damaged, NotATable

SEPARATORS = ",\t;|"
LINES_TO_JUDGE = 50
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> str:
    """Read bytes as text: UTF-16 with its mark, UTF-8 with or without, else GB 18030 (which holds GBK and GB 2312).

    Raises NotATable where they are no text.
    """
    try:
        if data.startswith(BYTE_ORDER_MARKS):
            return data.decode("utf-16")
        if b"\0" in data:
            raise NotATable
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise NotATable from error


def read_text(text: str, name: str, budget: Budget) -> RawSheet:
    """Read a table from text; every cell stays text, an empty one is None.

    Raises NotATable, Damaged (a quote that is never closed), TooLarge.
    """
    separator = _separator(text)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            budget.spend(cells=len(row))
            rows.append(row)
    except csv.Error as error:
        raise Damaged from error
    width = max(map(len, rows), default=0)
    budget.spend(cells=width * len(rows))
    filled: list[list[Raw]] = [[*map(_cell, row), *[None] * (width - len(row))] for row in rows]
    return RawSheet(name, filled)


def _separator(text: str) -> str:
    """Take the separator that cuts most of the first lines into columns."""
    lines = text.splitlines()[:LINES_TO_JUDGE]
    cut = {separator: sum(line.count(separator) for line in lines) for separator in SEPARATORS}
    best = max(cut, key=lambda separator: cut[separator])
    if cut[best] < sum(1 for line in lines if line.strip()) / 2 or any(_is_control(char) for char in text[:4096]):
        raise NotATable
    return best


def _is_control(char: str) -> bool:
    return char < " " and char not in "\t\r\n\f"


def _cell(text: str) -> str | None:
    """Give the cell's text; `="0123"` is how some programs keep a spreadsheet from reading a number."""
    if text.startswith('="') and text.endswith('"') and text.count('"') == 2:
        text = text[2:-1]
    return text or None
