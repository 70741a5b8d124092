"""What an .ods workbook would cost: its cells and rows say how often they are repeated, and the reader repeats them."""

import re
from collections.abc import Mapping

from .archives import Part, unpack
from .raw import Budget
from .unreadable import Damaged, SealedDocument, TooLarge

CONTENT = "content.xml"
MANIFEST = "meta-inf/manifest.xml"
PARTS = frozenset({"mimetype", CONTENT, "styles.xml", MANIFEST})

ROW_BYTES_LIMIT = 16 * 2**20
ROW_END = b"</table:table-row>"
ROW_REPEATED = re.compile(rb"""table:number-rows-repeated\s*=\s*["']\s*(\d{1,9})\s*["']""")
COLUMNS_REPEATED = re.compile(rb"""table:number-columns-repeated\s*=\s*["']\s*(\d{1,9})\s*["']""")
CELL = re.compile(rb"""<table:(?:covered-)?table-cell((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)>""")


def is_document(parts: Mapping[str, Part]) -> bool:
    """Tell whether an archive with these parts is an OpenDocument file."""
    return CONTENT in parts and "mimetype" in parts


def kept_parts(parts: Mapping[str, Part]) -> dict[str, Part]:
    """Choose what a reader of values needs."""
    return {name: part for name, part in parts.items() if name in PARTS}


def measure_document(parts: Mapping[str, Part], budget: Budget) -> None:
    """Unpack every part once, in pieces, and pay for it. Raises SealedDocument, Damaged, TooLarge."""
    if MANIFEST in parts and b"encryption-data" in b"".join(unpack(parts[MANIFEST])):
        raise SealedDocument
    meter = ContentMeter(budget)
    for name, part in parts.items():
        for piece in unpack(part):
            budget.spend(unpacked=len(piece))
            if name == CONTENT:
                meter.feed(piece)
    meter.close()


class ContentMeter:
    """Fed with content.xml piece by piece; spends the repeated cells and their text from the budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Take the next piece. Raises TooLarge or Damaged."""
        *rows, self._rest = (self._rest + piece).split(ROW_END)
        for row in rows:
            self._measure(row)
        if len(self._rest) > ROW_BYTES_LIMIT:
            raise TooLarge

    def close(self) -> None:
        """Take what is left after the last row."""
        self._measure(self._rest)
        self._rest = b""

    def _measure(self, row: bytes) -> None:
        """Cells that hold nothing at the end of a row, and rows of nothing, are not repeated by the reader."""
        columns = filled = text = start = 0
        for cell in CELL.finditer(row):
            columns += _repeated(COLUMNS_REPEATED, cell[1])
            if cell[1].endswith(b"/"):
                continue
            end = row.find(b"<table:table-cell", cell.end())
            size = (end if end > 0 else len(row)) - cell.start()
            filled, text = columns, text + size * _repeated(COLUMNS_REPEATED, cell[1])
            start = start or cell.start()
        if filled:
            times = _repeated(ROW_REPEATED, row[row.rfind(b"<table:table-row", 0, start) :][:2000])
            self._budget.spend(cells=times * filled, text=times * text)


def _repeated(pattern: re.Pattern[bytes], tag: bytes) -> int:
    if b"-repeated" not in tag:
        return 1
    match = pattern.search(tag)
    if b"-repeated" in tag and b"&" in tag:
        raise Damaged
    return int(match[1]) if match else 1
