"""Identity numbers: GB 11643-1999 (18 digits), its predecessor of 1989 (15 digits), residence permits, and what else is a number.

Sources: GB 11643-1999, ISO 7064 MOD 11-2; permits of Hong Kong, Macau and Taiwan residents (81, 82, 83) and the permanent
residence card of foreigners of 2023 (first digit 9) are built alike. The county is never judged: its code is the one of the day
the number was given, and retired codes live on in people.
"""

import re
from datetime import date
from operator import mul
from typing import NamedTuple

from .writing import narrow

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
OLDEST = 130
"""Years: nobody older is believed (the oldest verified age of a human is 122)."""

_LOOKALIKE_X = str.maketrans({"\u0425": "X", "\u0445": "X", "\u03a7": "X", "\u03c7": "X", "\u00d7": "X", "\u2573": "X"})
_GAPS = re.compile(r"[\s\-\u3000\u2010-\u2015\u200b\ufeff]+")
_QUOTES = "'\u2018\u2019`\u02b9\uff07"
_AS_ON_THE_CARD = re.compile(r"[0-9]{17}[0-9X]")
_EIGHTEEN = re.compile(r"[1-9]\d{16}[\dX]")
_FIFTEEN = re.compile(r"[1-9]\d{14}")
_PERMIT = re.compile(r"(?:[HM]\d{8}(?:\d{2})?|\d{8}|[A-Z]{3}\d{12}|[A-Z][A-Z0-9]{4,16})")


class Identity(NamedTuple):
    """What a written number says.

    `number`: as it is stored, "" if it is no number. `kind`: resident (18 digits with a birth date), permit (not checkable), or "".
    `birth`, `sex` ("m", "f", "") are read from it. `codes`: what is wrong or was mended (rules.problems).
    """

    number: str
    kind: str = ""
    birth: date | None = None
    sex: str = ""
    codes: tuple[str, ...] = ()


def check_digit(body: str) -> str:
    """The check digit of 17 digits by ISO 7064 MOD 11-2."""
    return CHECK[sum(map(mul, WEIGHTS, map(int, body))) % 11]


def read_number(written: object, today: date) -> Identity:
    """Judge an identity number as it stands in a cell; `today` bounds the birth date.

    A number that is not text is damaged whatever its check digit says: a spreadsheet keeps 15 significant digits,
    and one damaged number in eleven passes the check by chance.
    """
    if written is None or written == "":
        return Identity("", codes=("id_missing",))
    if not isinstance(written, str):
        return Identity("", codes=("id_numeric_damaged",))
    text, notices = mended(written)
    if not text:
        return Identity("", codes=("id_missing",))
    if _FIFTEEN.fullmatch(text):
        body = text[:6] + "19" + text[6:]
        return _judged(body + check_digit(body), (*notices, "id_15_digits"), today)
    if _EIGHTEEN.fullmatch(text):
        return _judged(text, notices, today)
    if _PERMIT.fullmatch(text) and not text.isdigit():
        return Identity(text, "permit", codes=(*notices, "id_not_checkable"))
    return Identity("", codes=(*notices, "id_numeric_damaged" if "E+" in text else "id_length"))


def mended(written: str) -> tuple[str, tuple[str, ...]]:
    """A number without quotes, gaps and wide or lookalike signs, in capitals, and the codes of what was mended."""
    if _AS_ON_THE_CARD.fullmatch(written):
        return written, ()
    notices = []
    text = written.strip()
    if text[:1] and text[0] in _QUOTES:
        text = text.lstrip(_QUOTES)
        notices.append("id_apostrophe")
    half_width = narrow(text)
    if half_width != text:
        notices.append("id_fullwidth")
    plain = _GAPS.sub("", half_width)
    if plain != half_width:
        notices.append("id_spaces")
    latin = plain.translate(_LOOKALIKE_X)
    if latin != plain:
        notices.append("id_lookalike_x")
    upper = latin.upper()
    if upper != latin and upper.endswith("X"):
        notices.append("id_lowercase_x")
    return upper, tuple(notices)


def _judged(number: str, notices: tuple[str, ...], today: date) -> Identity:
    if number[:2] not in PROVINCES and number[0] != "9":
        return Identity("", codes=(*notices, "id_check_digit"))
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return Identity("", codes=(*notices, "id_impossible_date"))
    if birth > today or today.year - birth.year > OLDEST:
        return Identity("", codes=(*notices, "id_impossible_date"))
    if check_digit(number[:17]) != number[17]:
        return Identity("", codes=(*notices, "id_check_digit"))
    return Identity(number, "resident", birth, "m" if int(number[16]) % 2 else "f", notices)
