"""The code of a household on its canvass sheet: at most six digits to type, and a few more behind the bar code.

The number of the household is followed by a check digit (Damm 2004: it catches every single wrong digit and every two neighbours
swapped) that is reckoned over the register's own mark too, so that nine in ten typed codes of another register are refused at once;
a scanned code carries the mark itself, and then all of them are.
"""

import re

from .messages import Refused, say
from .writing import narrow

SHORTEST = 6
"""Digits of a code: five of the number, more where a register has more households, and the check digit."""
SIGN = "H"
"""What a bar code begins with, so that it is no other number."""

_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_SCANNED = re.compile(rf"{SIGN}(\d{{3}})(\d{{{SHORTEST},}})")
_TYPED = re.compile(rf"\d{{{SHORTEST},12}}")
_BEGUN = re.compile(rf"{SIGN}\d{{3,}}")
_SEVERAL = re.compile(
    rf"{SIGN}\d{{{SHORTEST + 3},}}(?:[\s,;]*{SIGN}\d{{{SHORTEST + 3},}})+|\d{{{SHORTEST}}}(?:[\s,;]+\d{{{SHORTEST}}})+"
)


def typed_code(mark: str, household: int) -> str:
    """The code as it is printed and typed; `mark` are the three digits of the register."""
    return f"{household:0{SHORTEST - 1}}{_check(mark, household)}"


def scanned_code(mark: str, household: int) -> str:
    """The code as the bars say it."""
    return f"{SIGN}{mark}{typed_code(mark, household)}"


def is_code(text: str) -> bool:
    """Whether somebody typed or scanned a code, right or wrong, and not something about a person."""
    sign = narrow(text).strip().upper()
    return bool(_TYPED.fullmatch(sign) or _BEGUN.match(sign) or _SEVERAL.fullmatch(sign))


def household_of(text: str, mark: str) -> int:
    """The number of the household. Raises Refused: `code_twice`, `code_elsewhere`, `code_wrong`."""
    code = narrow(text).strip().upper()
    if _SEVERAL.fullmatch(code):
        raise Refused(
            "code_twice", say("Two codes came in one line: {codes}. Scan one sheet, then the other.", codes=code)
        )
    scanned = _SCANNED.fullmatch(code)
    if scanned and scanned[1] != mark:
        raise Refused(
            "code_elsewhere",
            say("This sheet is of another register: open that one, or print the household's sheet from this one."),
        )
    digits = scanned[2] if scanned else code
    if not digits.isdigit() or _check(mark, int(digits[:-1])) != digits[-1]:
        raise Refused("code_wrong", say("This is no household code of this register: type the six digits again."))
    return int(digits[:-1])


def _check(mark: str, household: int) -> str:
    row = "0"
    for digit in f"{mark}{household:012}":
        row = _TABLE[int(row)][int(digit)]
    return row
