"""What a roster suffers on the way: the ways of the problem codes (rules.problems), each done to one row.

A way looks at a row and answers with the cells it spoils, or with nothing where the row cannot suffer it.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from random import Random

from ..papers.sheet import Cell
from ..rules.dates import EPOCH
from .township_people import birthday
from .township_words import Words

Row = Mapping[str, Cell]
"""The cells of a row by field (name, sex, id, phone, date1, product1, ...), days still as dates."""

FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
IDEOGRAPHIC_SPACE = "\u3000"
SEPARATOR = "\u00b7"
CENTURY = 100
"""Years by which a mistyped day lies in the future: 2121 for 2021."""


@dataclass(frozen=True, slots=True)
class Spoiler:
    """Spoils rows of a roster, the ways taking turns."""

    rng: Random
    words: Words
    turns: deque[str] = field(default_factory=lambda: deque(WAYS))

    def spoil(self, rows: list[Row], share: float) -> set[int]:
        """Spoil that share of the rows in place, none of them twice; the places of the rows that were spoiled."""
        spoiled: set[int] = set()
        for _ in range(round(len(rows) * share)):
            for code in tuple(self.turns):
                place = self._spoil_one(code, rows, spoiled)
                if place is not None:
                    spoiled.add(place)
                    self.turns.remove(code)
                    self.turns.append(code)
                    break
        return spoiled

    def _spoil_one(self, code: str, rows: list[Row], spoiled: set[int]) -> int | None:
        """The place of the first row from a random one on that can suffer it, spoiled; None if no row can."""
        start = self.rng.randrange(len(rows))
        for place in chain(range(start, len(rows)), range(start)):
            cells = WAYS[code](rows[place], self) if place not in spoiled else {}
            if cells:
                rows[place] = {**rows[place], **cells}
                return place
        return None


Way = Callable[[Row, Spoiler], Row]


def _number(row: Row) -> str:
    return str(row["id"])


def _numeric(row: Row, _: Spoiler) -> Row:
    number = _number(row)
    return {"id": int(number[:15] + "000")} if number.isdigit() else {}


def _wrong_check_digit(row: Row, spoiler: Spoiler) -> Row:
    number = _number(row)
    return {"id": number[:-1] + spoiler.rng.choice([digit for digit in "0123456789" if digit != number[-1]])}


def _digit_lost(row: Row, spoiler: Spoiler) -> Row:
    place = spoiler.rng.randrange(6, 17)
    return {"id": _number(row)[:place] + _number(row)[place + 1 :]}


def _thirteenth_month(row: Row, _: Spoiler) -> Row:
    return {"id": _number(row)[:10] + "13" + _number(row)[12:]}


def _full_width(row: Row, _: Spoiler) -> Row:
    return {"id": _number(row).translate(FULL_WIDTH)}


def _small_x(row: Row, _: Spoiler) -> Row:
    return {"id": _number(row).lower()} if _number(row).endswith("X") else {}


def _lookalike_x(row: Row, spoiler: Spoiler) -> Row:
    letter = spoiler.rng.choice(spoiler.words.damage["lookalike_x"])
    return {"id": _number(row)[:-1] + letter} if _number(row).endswith("X") else {}


def _spaced(row: Row, _: Spoiler) -> Row:
    number = _number(row)
    return {"id": f"{number[:6]} {number[6:14]} {number[14:]}"}


def _apostrophe(row: Row, _: Spoiler) -> Row:
    return {"id": "'" + _number(row)}


def _old_form(row: Row, _: Spoiler) -> Row:
    number = _number(row)
    return {"id": number[:6] + number[8:17]} if number[6:8] == "19" else {}


def _no_number(_: Row, __: Spoiler) -> Row:
    return {"id": None}


def _other_sex(row: Row, spoiler: Spoiler) -> Row:
    return {"sex": next(word for word in spoiler.words.written["sex"].values() if word != row["sex"])}


def _other_dot(row: Row, spoiler: Spoiler) -> Row:
    name = str(row["name"])
    return (
        {"name": name.replace(SEPARATOR, spoiler.rng.choice(spoiler.words.damage["dots"]))} if SEPARATOR in name else {}
    )


def _spaced_name(row: Row, _: Spoiler) -> Row:
    name = str(row["name"])
    return {"name": name[0] + IDEOGRAPHIC_SPACE + name[1]} if len(name) == 2 else {}


def _placeholder(row: Row, spoiler: Spoiler) -> Row:
    name = str(row["name"])
    rare = next((sign for sign in name if sign in spoiler.words.names["rare"]["characters"]), None)
    return {"name": name.replace(rare, spoiler.words.damage["placeholder"])} if rare else {}


def _phone_as_number(row: Row, _: Spoiler) -> Row:
    return {"phone": int(str(row["phone"]))}


def _phone_lost(_: Row, spoiler: Spoiler) -> Row:
    return {"phone": spoiler.words.damage["damaged_phone"]}


def _first_day(row: Row, write: Callable[[date], Cell]) -> Row:
    """Write the day of the first dose in another way, where there is one."""
    day = row["date1"]
    return {"date1": write(day)} if isinstance(day, date) else {}


def _yearless(row: Row, spoiler: Spoiler) -> Row:
    return _first_day(row, lambda day: str(spoiler.words.damage["yearless"].format(m=day.month, d=day.day)))


def _without_day(row: Row, _: Spoiler) -> Row:
    return _first_day(row, lambda day: f"{day.year}.{day.month}")


def _impossible(row: Row, spoiler: Spoiler) -> Row:
    return _first_day(row, lambda _: str(spoiler.rng.choice(spoiler.words.damage["impossible_days"])))


def _two_days(row: Row, _: Spoiler) -> Row:
    second = row["date2"]
    return _first_day(row, lambda day: f"{day} {second}") if isinstance(second, date) else {}


def _serial_as_text(row: Row, _: Spoiler) -> Row:
    return _first_day(row, lambda day: str((day - EPOCH).days))


def _full_width_day(row: Row, _: Spoiler) -> Row:
    return _first_day(row, lambda day: f"{day:%Y.%m.%d}".translate(FULL_WIDTH))


def _years_too_early(row: Row, _: Spoiler) -> Row:
    return _first_day(row, lambda day: day - timedelta(days=700))


def _before_birth(row: Row, _: Spoiler) -> Row:
    born = date.fromisoformat(_number(row)[6:14])
    return _first_day(row, lambda _: born - timedelta(days=10))


def _future(row: Row, _: Spoiler) -> Row:
    day = row["date2"]
    return {"date2": birthday(day, CENTURY)} if isinstance(day, date) else {}


def _swapped(row: Row, _: Spoiler) -> Row:
    return {"date1": row["date2"], "date2": row["date1"]} if isinstance(row["date2"], date) else {}


def _repeated(row: Row, _: Spoiler) -> Row:
    if row["date1"] is None or row["product1"] is None or row["date2"] is not None:
        return {}
    return {"date2": row["date1"], "product2": row["product1"]}


def _no_such_product(row: Row, spoiler: Spoiler) -> Row:
    return {"product1": spoiler.rng.choice(spoiler.words.damage["unknown_products"])} if row["product1"] else {}


WAYS: Mapping[str, Way] = {
    "id_numeric_damaged": _numeric,
    "id_check_digit": _wrong_check_digit,
    "id_length": _digit_lost,
    "id_impossible_date": _thirteenth_month,
    "id_fullwidth": _full_width,
    "id_lowercase_x": _small_x,
    "id_lookalike_x": _lookalike_x,
    "id_spaces": _spaced,
    "id_apostrophe": _apostrophe,
    "id_15_digits": _old_form,
    "id_missing": _no_number,
    "id_sex_mismatch": _other_sex,
    "name_separator": _other_dot,
    "name_spaces": _spaced_name,
    "name_placeholder": _placeholder,
    "phone_number": _phone_as_number,
    "phone_damaged": _phone_lost,
    "date_yearless": _yearless,
    "date_year_month": _without_day,
    "date_impossible": _impossible,
    "date_two_in_cell": _two_days,
    "date_serial_text": _serial_as_text,
    "date_fullwidth": _full_width_day,
    "dose_before_campaign": _years_too_early,
    "dose_before_birth": _before_birth,
    "date_future": _future,
    "dose_order": _swapped,
    "dose_repeated": _repeated,
    "product_unknown": _no_such_product,
}
"""Problem code -> the way that makes it.

A dose without its day or product and two rows of one person need none: they come with the township itself.
"""
