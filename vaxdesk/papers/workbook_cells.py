"""How values stand in a workbook: text is text, never a formula and never a number; days are days."""

import re
from datetime import date
from typing import Any

from .sheet import Cell

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"

OPTIONS = {
    "in_memory": True,  # no copy of personal data in a temporary file
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""How every workbook is made (XlsxWriter)."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no place in XML
_FORMULA_SIGNS = frozenset("=+-@\t\r")
_LONGEST_SAFE_NUMBER = 10
_LONGEST_TEXT = 32767  # Excel's limit for a cell
_FIRST_YEAR = 1900


def written(text: str) -> str:
    """Show every character that a workbook cannot hold as U+FFFD, and where a text was too long an ellipsis."""
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "\N{HORIZONTAL ELLIPSIS}"


def tempts(text: str) -> bool:
    """Tell whether a spreadsheet program would read this text, typed or pasted, as a formula (domain.md B7)."""
    return text[:1] in _FORMULA_SIGNS


def digits(text: str) -> bool:
    """Tell whether a spreadsheet program would take this text for a long number and lose digits: identity numbers."""
    return len(text) > _LONGEST_SAFE_NUMBER and text[:_LONGEST_SAFE_NUMBER].isdigit()


def put_cell(worksheet: Any, row: int, column: int, value: Cell, style: Any) -> None:
    """Write a value at (row, column), counted from 0, by its own type; a day before 1900 as text: Excel has none."""
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        value = value.isoformat()
    if value is None or value == "":
        worksheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        worksheet.write_string(row, column, written(value), style)
    elif isinstance(value, date):
        worksheet.write_datetime(row, column, value, style)
    else:
        worksheet.write_number(row, column, value, style)
