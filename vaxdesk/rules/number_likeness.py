"""What is left of a written identity number, and how two of them differ.

A spreadsheet keeps 15 significant digits and a person mistypes one, swaps two or leaves one out (domain facts B3, B7).
No digit is ever made up: what was lost stays unknown.
"""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .identity import mended, read_number
from .messages import Message, say

SIGNIFICANT = 15
"""Digits that survive a spreadsheet: county, birth date and the first digit of the sequence."""
FULL = 18
FLOAT_ERROR = 8
"""How far a float of 18 digits may lie beside the number: half the distance of two neighbours."""
COUNTY = 6
"""Digits below which a rest says nothing."""

_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?E\+?17")
_DIGITS = re.compile(r"\d+X?")
_CUT = re.compile(r"[1-9]\d{14}000")
"""As text, this may be a number that a spreadsheet has cut: one in eleven passes the check (domain facts B7)."""


class NumberTrace(NamedTuple):
    """A written number as far as it can be relied on.

    `whole`: a right number as the register keeps it, or "". `typed`: the signs as somebody typed them, "" where a machine changed
    them. `head`: the first digits, at most 15, that no machine has touched. `checked`: the check digit was written and is right.
    """

    whole: str = ""
    typed: str = ""
    head: str = ""
    checked: bool = False


class NumberTie(StrEnum):
    """How two written numbers stand to each other."""

    SAME = "same"
    HEAD = "head"
    ONE_DIGIT = "one_digit"
    SWAPPED = "swapped"
    ONE_MISSING = "one_missing"
    UNKNOWN = "unknown"
    UNLIKE = "unlike"
    TWO_NUMBERS = "two_numbers"


CLOSE = frozenset({NumberTie.HEAD, NumberTie.ONE_DIGIT, NumberTie.SWAPPED, NumberTie.ONE_MISSING})
"""One slip of a hand or a machine apart."""

NumberGround = tuple[NumberTie, Message | None]


def read_trace(written: object, today: date) -> NumberTrace:
    """Read what is left of a number in a cell; `today` bounds the birth date. Nothing legible is an empty trace."""
    if isinstance(written, float):
        return _from_float(written, today)
    if isinstance(written, int):
        return (
            NumberTrace(head=str(written)[:SIGNIFICANT])
            if len(str(written)) == FULL
            else read_trace(str(written), today)
        )
    text, _ = mended(written) if isinstance(written, str) else ("", ())
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        return NumberTrace(head=_unrounded("".join(scientific.groups(""))))
    number = read_number(text, today)
    if _CUT.fullmatch(text):
        return NumberTrace(whole=number.number, head=text[:SIGNIFICANT])
    if number.number:
        old = "id_15_digits" in number.codes
        checked = number.kind == "resident" and not old
        return NumberTrace(number.number, text, (text if old else number.number)[:SIGNIFICANT], checked)
    if _DIGITS.fullmatch(text) and len(text) >= SIGNIFICANT:
        return NumberTrace(typed=text, head=text[:SIGNIFICANT])
    return NumberTrace()


def _from_float(written: float, today: date) -> NumberTrace:
    """A number that a spreadsheet cut to 15 digits and zeros; as a float it lies up to 8 beside that."""
    if not 0 < written < 10**FULL:
        return NumberTrace()
    digits = int(written)
    cut = digits + FLOAT_ERROR if digits % 1000 >= 1000 - FLOAT_ERROR else digits
    return read_trace(cut if len(str(cut)) == FULL else digits, today)


def birth_in(trace: NumberTrace) -> date | None:
    """The birth date in a right number, or in what a machine left of one; what a hand mistyped is not believed."""
    told = trace.whole or ("" if trace.typed else trace.head)
    try:
        return date(int(told[6:10]), int(told[10:12]), int(told[12:14])) if told[:14].isdecimal() else None
    except ValueError:
        return None


def _unrounded(digits: str) -> str:
    """The digits of a mantissa that are those of the number: the last one shown may have been rounded."""
    return digits[:SIGNIFICANT] if len(digits) >= SIGNIFICANT else digits[:-1]


def tie_numbers(one: NumberTrace, other: NumberTrace) -> NumberGround:
    """How two numbers stand to each other, and the sentence that says it (None where a number is missing).

    1. The same right number, also in its old form of 15 digits, is the same.
    2. Where a machine cut one, its first 15 digits must be those of the other; fewer tell nothing but a contradiction.
    3. Two numbers with right check digits that differ are two numbers: the check digit finds every slip of rule 4 (ISO 7064).
    4. One digit mistyped, two neighbours swapped, or one digit left out is one slip.
    """
    if not (one.head and other.head) and not (one.whole and other.whole):
        return NumberTie.UNKNOWN, None
    if one.whole and one.whole == other.whole:
        return _same(one, other)
    if not (one.typed and other.typed):
        return _tie_heads(one.head, other.head)
    if one.checked and other.checked:
        return NumberTie.TWO_NUMBERS, say("Both identity numbers are right, and they differ.")
    slip = _tie_typed(one.typed, other.typed)
    if slip is None and len(one.typed) != len(other.typed):
        slip = _tie_typed(_body(one), _body(other))
    if slip is None and SIGNIFICANT in (len(one.typed), len(other.typed)) and one.head == other.head:
        slip = _tie_heads(one.head, other.head)
    return slip or _unlike()


def _same(one: NumberTrace, other: NumberTrace) -> NumberGround:
    if len(one.typed) != len(other.typed):
        return NumberTie.SAME, say("The identity numbers are the same, one of them in its old form of 15 digits.")
    return NumberTie.SAME, say("The identity numbers are the same.")


def _body(trace: NumberTrace) -> str:
    """The 17 digits before the check digit of a whole number, else what was typed."""
    return trace.whole[:-1] if trace.whole else trace.typed


def _unlike() -> NumberGround:
    return NumberTie.UNLIKE, say("The identity numbers do not fit together.")


def _tie_heads(one: str, other: str) -> NumberGround:
    length = min(len(one), len(other))
    if one[:length] != other[:length]:
        return _unlike()
    if length < COUNTY:
        return NumberTie.UNKNOWN, None
    ground = say("The first {count} digits of the identity numbers are the same; the rest was lost.", count=length)
    return (NumberTie.HEAD if length == SIGNIFICANT else NumberTie.UNKNOWN), ground


def _tie_typed(one: str, other: str) -> NumberGround | None:
    """One slip between two typed numbers, or None if there is none or more than one."""
    if one == other:
        return NumberTie.ONE_DIGIT, say("The same identity number is written twice, and it is not right.")
    if abs(len(one) - len(other)) == 1:
        return _tie_lengths(*sorted((one, other), key=len))
    if len(one) != len(other):
        return None
    places = [place for place in range(len(one)) if one[place] != other[place]]
    if len(places) == 1:
        place = places[0]
        ground = say(
            "The identity numbers differ in one digit: {here} and {there} in place {place}.",
            here=one[place], there=other[place], place=place + 1,
        )  # fmt: skip
        return NumberTie.ONE_DIGIT, ground
    if len(places) == 2 and places[1] == places[0] + 1:
        here, there = (text[places[0] : places[0] + 2] for text in (one, other))
        if here == there[::-1]:
            return NumberTie.SWAPPED, say(
                "Two neighbouring digits of the identity numbers are swapped: {here} and {there}.",
                here=here,
                there=there,
            )
    return None


def _tie_lengths(shorter: str, longer: str) -> NumberGround | None:
    for place in range(len(longer)):
        if longer[:place] + longer[place + 1 :] == shorter:
            ground = say(
                "One identity number lacks a digit of the other: {digit} in place {place}.",
                digit=longer[place],
                place=place + 1,
            )
            return NumberTie.ONE_MISSING, ground
    return None
