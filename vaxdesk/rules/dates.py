"""Dates as people write them: with dots, dashes, strokes or Chinese marks, as day numbers, full-width; and what is no day."""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .writing import Writing, plain

EPOCH = date(1899, 12, 30)
"""Day 0 of the 1900 system of spreadsheets (day 60, the non-existing 29 February 1900, is behind us)."""
SERIALS = range(36526, 55153)
"""Day numbers that are read as a date when they stand as text: 2000-01-01 to 2050-12-31."""

_NUMBERS = re.compile(
    r"(\d{4})[.\-/\u2013\u2014,\u3001](\d{1,2})[.\-/\u2013\u2014,\u3001](\d{1,2})(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_MONTH = re.compile(r"\d{4}[.\-/]\d{1,2}")
_YEARLESS = re.compile(r"\d{1,2}[.\-/]\d{1,2}")


class WrittenDate(NamedTuple):
    """What a cell says: the day, or None with the codes of what is wrong; notices of what was mended go with a day."""

    day: date | None
    codes: tuple[str, ...] = ()


def read_date(written: object, writing: Writing) -> WrittenDate:
    """Read a day from a cell. An empty cell is WrittenDate(None) without a code.

    Never guesses: a date without a year or without a day, and a number such as 2021.1 (typed 2021.10), are errors.
    """
    if written is None:
        return WrittenDate(None)
    if isinstance(written, datetime):
        return WrittenDate(written.date())
    if isinstance(written, date):
        return WrittenDate(written)
    if isinstance(written, int | float):
        return _from_number(written)
    text = plain(str(written))
    if not text:
        return WrittenDate(None)
    found = _from_text(text, writing)
    if found.codes == ("date_not_read",) and _days_in(str(written), writing) > 1:
        return WrittenDate(None, ("date_two_in_cell",))
    if found.day is not None and any("\uff10" <= sign <= "\uff19" for sign in str(written)):
        return WrittenDate(found.day, (*found.codes, "date_fullwidth"))
    return found


def _from_number(number: float) -> WrittenDate:
    if number == int(number):
        compact = _COMPACT.fullmatch(str(int(number)))
        if compact:
            return _day(*compact.groups())
        if int(number) in SERIALS:
            return WrittenDate(EPOCH + timedelta(days=int(number)))
    if 1900 <= number < 2100:
        return WrittenDate(None, ("date_year_month",))
    return WrittenDate(None, ("date_not_read",))


def _from_text(text: str, writing: Writing) -> WrittenDate:
    for pattern in (_NUMBERS, _COMPACT):
        whole = pattern.fullmatch(text)
        if whole:
            return _day(*whole.groups())
    marked = writing.date_marks.fullmatch(text)
    if marked:
        year, month, day = marked.groups()
        if year and day:
            return _day(year, month, day)
        return WrittenDate(None, ("date_year_month" if year else "date_yearless",))
    if text.isdigit() and int(text) in SERIALS:
        return WrittenDate(EPOCH + timedelta(days=int(text)), ("date_serial_text",))
    if _YEAR_MONTH.fullmatch(text):
        return WrittenDate(None, ("date_year_month",))
    if _YEARLESS.fullmatch(text):
        return WrittenDate(None, ("date_yearless",))
    return WrittenDate(None, ("date_not_read",))


def _days_in(text: str, writing: Writing) -> int:
    return sum(len(pattern.findall(text)) for pattern in (_NUMBERS, _COMPACT, writing.date_marks))


def _day(year: str, month: str, day: str) -> WrittenDate:
    try:
        return WrittenDate(date(int(year), int(month), int(day)))
    except ValueError:
        return WrittenDate(None, ("date_impossible",))
