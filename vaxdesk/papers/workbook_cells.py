"""What text is when it stands in a workbook: text, never a formula and never a number."""

import re

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no place for."""

_FORMULA_SIGNS = frozenset("=+-@\t\r")
_LONGEST_SAFE_NUMBER = 10


def written(text: str) -> str:
    """Show every character that a workbook cannot hold as U+FFFD, so that its place stays visible."""
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def tempts(text: str) -> bool:
    """Tell whether a spreadsheet program would read this text, typed or pasted, as a formula (domain.md B7)."""
    return text[:1] in _FORMULA_SIGNS


def misread(text: str) -> bool:
    """Tell whether a spreadsheet program would take this text for a long number, losing digits, or for an error."""
    return text[:1] == "#" or (len(text) > _LONGEST_SAFE_NUMBER and text[:_LONGEST_SAFE_NUMBER].isdigit())
