"""One field as somebody types it into a form: read into its value, or refused at the field with what to do.

It is read as in a roster (rules.names, identity, dates, writing), but nothing is left empty or taken for something else in
silence: whoever types is there to answer. A code of a closed set is understood beside its words.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from .contacts import KINDS, Answer, Way
from .dates import read_date
from .grades import Grade
from .identity import OLDEST, read_number
from .messages import FieldRefused, Message, say
from .names import LONGEST, read_name
from .problems import CODES
from .records import Departure, Residence
from .rows import Vocabulary
from .writing import Writing, plain

LONGEST_TEXT = 100
"""Signs of an address, an institution, a place: more is a paste that went astray."""
LONGEST_NOTE = 2000
"""Signs of a note."""
CENTURY = 2000
"""Doses, moves and certificates are of this century, so their days may be typed with six digits: 210803."""

_PHONE = re.compile(r"\+?\d{5,15}")
_PHONE_GAPS = re.compile(r"[\s\-()]+")
_SIX_DIGITS = re.compile(r"\d{6}")


class FieldReader:
    """Reads fields of forms. `read` gives the value; an empty text gives None, where the field may be empty."""

    def __init__(self, writing: Writing, words: Vocabulary, grades: Mapping[str, Grade], today: date) -> None:
        self._writing = writing
        self._today = today
        self._readers: dict[str, Callable[[str, str], object]] = {
            "name": self._name,
            "number": self._number,
            "birth": self._birth,
            "phone": _phone,
            "guardian_phone": _phone,
            "evidence": self._one_of(grades, {plain(grade.text): grade.code for grade in grades.values()}),
            "sex": self._one_of(("m", "f"), writing.sex),
            "residence": self._one_of(tuple(Residence), writing.residence),
            "departure": self._one_of((Departure.MOVED_OUT, Departure.DECEASED), writing.departure),
            "level": self._level,
            "valid_until": self._until,
            "reason": _known_as(words.reason_of, "reason_unknown", NO_REASON),
            "product": _known_as(words.product_of, "product_unknown", CODES["product_unknown"][1]),
        }
        self._readers |= {
            "way": self._one_of(tuple(Way), {}),
            "answer": self._one_of(tuple(Answer), {}),
            "kind": self._one_of(KINDS, {}),
            "again_on": self._until,
            "booked_on": self._until,
            "who": _text,
        }
        self._readers |= dict.fromkeys(
            ("contacted_on", "arrived_on", "left_on", "reason_on", "given_on", "issued_on", "consent_on"),
            self._past_day,
        )
        self._readers |= dict.fromkeys(
            ("village", "address", "relation", "unit", "guardian", "site", "cause", "institution"), _text
        )
        self._readers |= dict.fromkeys(("why", "note"), _sentence)

    def read(self, field: str, text: str) -> object:
        """The value of a field: a text, a day, a code, a level, None for nothing.

        Raises FieldRefused with a code of rules.problems, or `needed`, `too_long`, `not_on_the_list`; KeyError for a field
        that no form has.
        """
        return self._readers[field](field, text)

    def _name(self, field: str, text: str) -> str:
        name, codes = read_name(_short(field, text, LONGEST), self._writing)
        if "name_missing" in codes:
            raise refused_as(field, "name_missing")
        return name

    def _number(self, field: str, text: str) -> str | None:
        if not text.strip():
            return None
        identity = read_number(text, self._today)
        if not identity.number:
            raise refused_as(field, identity.codes[-1])
        return identity.number

    def _birth(self, field: str, text: str) -> date | None:
        day = self._day(field, text)
        if day is not None and self._today.year - day.year > OLDEST:
            raise FieldRefused(
                field,
                "birth_too_early",
                say("Nobody is older than {years} years: correct the birth date.", years=OLDEST),
            )
        return day

    def _past_day(self, field: str, text: str) -> date | None:
        return self._day(field, self._with_century(text))

    def _day(self, field: str, text: str) -> date | None:
        day = self._any_day(field, text)
        if day is not None and day > self._today:
            raise refused_as(field, "date_future")
        return day

    def _any_day(self, field: str, text: str) -> date | None:
        day, codes = read_date(_short(field, text, LONGEST_TEXT), self._writing)
        if day is None and codes:
            raise refused_as(field, codes[-1])
        return day

    def _with_century(self, text: str) -> str:
        digits = plain(text)
        return f"{CENTURY // 100}{digits}" if _SIX_DIGITS.fullmatch(digits) else text

    def _until(self, field: str, text: str) -> date | None:
        if plain(text) in self._writing.without_end:
            return None
        return self._any_day(field, self._with_century(text))

    def _level(self, field: str, text: str) -> int | None:
        word = plain(_short(field, text, LONGEST_TEXT))
        if not word:
            return None
        level = int(word) if word in ("0", "1", "2", "3") else self._writing.level(word)
        if level is None:
            raise FieldRefused(field, "not_on_the_list", NOT_LISTED)
        return level

    def _one_of(self, codes: Collection[str], words: Mapping[str, str]) -> Callable[[str, str], str | None]:
        def read(field: str, text: str) -> str | None:
            word = plain(text)
            if not word:
                return None
            if word in codes:
                return str(word)
            code = words.get(word)
            if code is None:
                raise FieldRefused(field, "not_on_the_list", NOT_LISTED)
            return str(code)

        return read


NOT_LISTED = say("This is not on the list: choose one of the list.")
NO_REASON = say("This reason is not on the list: choose one of the list, and write the rest as a note.")


def refused_as(field: str, code: str) -> FieldRefused:
    """The refusal of a field with a code of rules.problems and its sentence."""
    return FieldRefused(field, code, CODES[code][1])


def needed(field: str) -> FieldRefused:
    """The refusal of a field that must not be empty."""
    return FieldRefused(field, "needed", say("This must not be empty: fill it in."))


def _known_as(code_of: Callable[[str], str | None], refusal: str, message: Message) -> Callable[[str, str], str | None]:
    def read(field: str, text: str) -> str | None:
        if not text.strip():
            return None
        code = code_of(_short(field, text, LONGEST_TEXT))
        if code is None:
            raise FieldRefused(field, refusal, message)
        return code

    return read


def _phone(field: str, text: str) -> str | None:
    digits = _PHONE_GAPS.sub("", plain(text))
    if not digits:
        return None
    if not _PHONE.fullmatch(digits):
        raise FieldRefused(field, "phone_damaged", say("This is not a phone number: write one number, digits only."))
    return digits


def _text(field: str, text: str) -> str | None:
    return _short(field, " ".join(text.split()), LONGEST_TEXT) or None


def _sentence(field: str, text: str) -> str:
    written = _short(field, text.strip(), LONGEST_NOTE)
    if not written:
        raise needed(field)
    return written


def _short(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise FieldRefused(field, "too_long", say("This is too long: write at most {count} characters.", count=most))
    return text
