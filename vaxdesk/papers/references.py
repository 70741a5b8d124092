"""References to cells in formulas and attributes, and what becomes of them when rows are inserted."""

import re
from typing import NamedTuple

from .unreadable import Damaged

LAST_ROW = 1_048_576
_AREA = re.compile(
    r"(?P<left>\$?[A-Z]{1,3})?(?P<fixed>\$?)(?P<top>\d{1,7})(?::(?P<right>\$?[A-Z]{1,3})?(?P<held>\$?)(?P<bottom>\d{1,7}))?",
    re.IGNORECASE,
)


class Insertion(NamedTuple):
    """Rows for more people: `more` rows below row `last` of a sheet, which look like the `pitch` rows above them.

    `first` is the first row of the block that grows (from 0, all included); a block without rows has `last` = `first` - 1.
    """

    sheet: str
    first: int
    last: int
    more: int
    pitch: int = 1

    def row(self, number: int) -> int:
        """Where a row stands afterwards."""
        return number + self.more if number > self.last else number

    def holds(self, row: int) -> bool:
        """Whether a row belongs to the block that grows."""
        return self.first <= row <= self.last


def shifted(area: str, rows: Insertion, inside: bool = False) -> str:
    """A cell or range of the sheet after the insertion; any other text as it is.

    A range that ends with the block grows with it. `inside`: it is told from within the block, where only a fixed end grows.
    """
    found = _AREA.fullmatch(area)
    if found is None:
        return area
    top = int(found["top"]) - 1
    begin = f"{found['left'] or ''}{found['fixed']}"
    if found["bottom"] is None:
        return f"{begin}{_written(rows.row(top))}" if found["left"] else area
    bottom = int(found["bottom"]) - 1
    end = rows.row(bottom)
    if bottom == rows.last and top <= rows.last and rows.holds(bottom) and _grows(found, inside):
        end = bottom + rows.more
    return f"{begin}{_written(rows.row(top))}:{found['right'] or ''}{found['held']}{_written(end)}"


def _grows(found: re.Match[str], inside: bool) -> bool:
    """Whether a range that ends with the block follows it: a row of the block reads its own cells across."""
    if found["held"]:
        return True
    column = (found["left"] or "").lstrip("$") == (found["right"] or "").lstrip("$")
    return not inside and (column or found["top"] != found["bottom"])


def _written(row: int) -> int:
    return min(row + 1, LAST_ROW)


def shifted_areas(areas: str, rows: Insertion) -> str:
    """Ranges parted by spaces, as validations and conditional formats name them."""
    return " ".join(shifted(area, rows) for area in areas.split())


def shifted_formula(formula: str, home: bool, rows: Insertion, inside: bool = False) -> str:
    """A formula after the insertion; `home`: it stands on the sheet that gets the rows. Raises Damaged."""
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokens = Tokenizer(f"={formula}").items
    except TokenizerError as error:
        raise Damaged from error
    return "".join(
        _shifted_operand(token.value, home, rows, inside) if token.subtype == Token.RANGE else token.value
        for token in tokens
    )


def _shifted_operand(text: str, home: bool, rows: Insertion, inside: bool) -> str:
    sheet, sign, area = text.rpartition("!")
    named = sheet.strip("'").replace("''", "'") == rows.sheet
    return f"{sheet}{sign}{shifted(area, rows, inside and not sign)}" if (named if sign else home) else text


def moved_formula(formula: str, down: int) -> str:
    """A formula copied so many rows down."""
    from openpyxl.formula.translate import Translator

    moved: str = Translator(f"={formula}", origin="A1").translate_formula(row_delta=down, col_delta=0)
    return moved.removeprefix("=")
