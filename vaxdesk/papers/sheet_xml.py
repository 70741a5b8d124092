"""What a sheet of an .xlsx workbook would cost, and which of its cells hold no result, seen from its XML as it streams.

The reader itself builds the whole rectangle between the first and the last filled cell, gives every cell its own copy
of its text, and reads an error value or a formula without a stored result as an empty cell. So this is asked first.
"""

import re
from collections.abc import Iterable
from html import unescape

from .raw import Budget, Place
from .unreadable import Damaged, TooLarge

ROW_BYTES_LIMIT = 16 * 2**20

ROW_END = b"row>"
CELL_START = re.compile(rb"<c[\s/>]")
PREFIXED_CELL_START = re.compile(rb"<[\w.-]+:c[\s/>]")
USUAL_PLACE = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"')
USUAL_ROW = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"')
USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"(?: [a-z]+="\w*")*/?>')
USUAL_BLANK = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"(?: [a-z]+="\w*")* ?/>')
SHARED_TEXT = re.compile(rb't="s"(?: [a-z]+="\w*")*><v>(\d{1,9})</v>')
ANY_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>\s*(\d{1,9})\s*<")
ANY_START = re.compile(rb"""<(?:[\w.-]+:)?(row|c)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)>|<(?:[\w.-]+:)?(row|c)/>""")
REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,3})(\d{1,7})\s*["']""")
NAMED = re.compile(rb"\sr\s*=")
"""An attribute that names a place; the reader believes it whatever it names."""
WHOLE_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c(\s[^<>]*?)?(?:/>|>((?:[^<]|<(?!(?:[\w.-]+:)?c[\s/>]))*?)</(?:[\w.-]+:)?c\s*>)"
)
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^<>]*?)?(?:/>|>([^<]*)</)")
VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>([^<]+)<|<(?:[\w.-]+:)?is\b")
TEXT_END = re.compile(rb"</(?:[\w.-]+:)?si\s*>")
LONE_TEXT = re.compile(rb"<(?:[\w.-]+:)?si(?:\s[^<>]*)?/>")
SMALLEST_TEXT = len(b"<si><t></t>")


def column_number(letters: bytes) -> int:
    """Turn A, B, ... into 0, 1, ...: the letters of a cell's reference, in any case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def shared_text_sizes(pieces: Iterable[bytes]) -> list[int]:
    """Measure the texts that cells refer to by number: bytes of each, from the pieces of sharedStrings.xml.

    Where empty elements would shift the numbers, every text counts as long as the longest. Raises TooLarge.
    """
    sizes: list[int] = []
    rest, shifted = b"", False
    for piece in pieces:
        *texts, rest = TEXT_END.split(rest + piece)
        sizes += [max(len(text) - SMALLEST_TEXT, 0) for text in texts]
        shifted = shifted or any(LONE_TEXT.search(text) for text in texts)
        if len(rest) > ROW_BYTES_LIMIT:
            raise TooLarge
    return [max(sizes)] * len(sizes) if shifted else sizes


class SheetMeter:
    """Fed with a sheet's XML piece by piece; spends from the budget and remembers the cells without a result.

    `errors` holds the text of error values by cell, `uncalculated` the formulas without a stored result.
    """

    def __init__(self, budget: Budget, text_sizes: list[int]) -> None:
        self.errors: dict[Place, str] = {}
        self.uncalculated: dict[Place, str] = {}
        self._budget = budget
        self._text_sizes = text_sizes
        self._longest = max(text_sizes, default=0)
        self._rest = b""
        self._rows = self._columns = self._spent = 0
        self._row = -1

    def feed(self, piece: bytes) -> None:
        """Take the next piece. Raises TooLarge or Damaged."""
        data = self._rest + piece
        cut = data.rfind(ROW_END) + len(ROW_END) if ROW_END in data else 0
        if len(data) - cut > ROW_BYTES_LIMIT:
            raise TooLarge
        self._rest = data[cut:]
        if cut:
            self._measure(data[:cut])

    def close(self) -> None:
        """Take what is left after the last row."""
        self._measure(self._rest)
        self._rest = b""

    def _measure(self, block: bytes) -> None:
        columns = (USUAL_CELL if self._text_sizes else USUAL_PLACE).findall(block)
        if self._are_all(columns, block):
            self._measure_usual(block, columns)
            lost = b"<f" in block or b't="e"' in block
        else:
            self._measure_unusual(block)
            lost = any(sign in block for sign in (b"<f", b":f", b'"e"', b"'e'"))
        self._spend_area()
        if lost:
            self._find_cells_without_result(block)

    def _are_all(self, columns: list[bytes], block: bytes) -> bool:
        """Whether these are all cells: then each begins as known programs write it, and quick looks can judge it."""
        if len(columns) != block.count(b"<c") and len(columns) != len(CELL_START.findall(block)):
            return False
        return not (b":c" in block and PREFIXED_CELL_START.search(block))

    def _measure_usual(self, block: bytes, columns: list[bytes]) -> None:
        if b"/>" in block:
            block = USUAL_BLANK.sub(b"", block)
            columns = USUAL_PLACE.findall(block)
        if columns:
            self._rows = max(self._rows, max(map(int, set(USUAL_ROW.findall(block)))))
            self._columns = max(self._columns, max(map(column_number, set(columns))) + 1)
        if self._text_sizes:
            self._spend_text(SHARED_TEXT.findall(block), block.count(b't="s"'))

    def _measure_unusual(self, block: bytes) -> None:
        """Cells without references, with a prefix, or spelled in a way that only a full look can judge."""
        column, cells = -1, 0
        for match in ANY_START.finditer(block):
            reference = REFERENCE.search(match[2] or b"")
            if reference is None and NAMED.search(match[2] or b""):
                raise Damaged
            if (match[1] or match[3]) == b"row":
                self._row, column = (int(reference[2]) - 1 if reference else self._row + 1), -1
                continue
            cells += 1
            row, column = (int(reference[2]) - 1, column_number(reference[1])) if reference else (self._row, column + 1)
            if match[1] and not match[2].endswith(b"/"):
                self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)
        if self._text_sizes:
            self._spend_text(ANY_VALUE.findall(block), cells)

    def _spend_text(self, numbers: list[bytes], cells: int) -> None:
        """Pay for the texts that `numbers` name, and for the longest one in each further cell."""
        sizes, known = self._text_sizes, len(self._text_sizes)
        named = [sizes[number] for number in map(int, numbers) if number < known]
        self._budget.spend(text=sum(named) + max(cells - len(named), 0) * self._longest)

    def _spend_area(self) -> None:
        area = self._rows * self._columns
        self._budget.spend(cells=area - self._spent)
        self._spent = area

    def _find_cells_without_result(self, block: bytes) -> None:
        for match in WHOLE_CELL.finditer(block):
            attributes, body = match[1] or b"", match[2] or b""
            error = b't="e"' in attributes or b"t='e'" in attributes
            value, formula = VALUE.search(body), FORMULA.search(body)
            if (error or formula) and not (value and not error):
                place = _place(attributes)
                if error and value and value[1]:
                    self.errors[place] = _text(value[1])
                else:
                    self.uncalculated[place] = "=" + _text((formula and formula[1]) or b"")


def _place(attributes: bytes) -> Place:
    reference = REFERENCE.search(attributes)
    if not reference:
        raise Damaged
    return int(reference[2]) - 1, column_number(reference[1])


def _text(data: bytes) -> str:
    return unescape(data.decode(errors="replace")).strip()
