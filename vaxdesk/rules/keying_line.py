"""The line that is typed for an exception on a canvass sheet, read into what it tells.

    0                               everybody else is as printed
    3 0                             row 3 is as printed: what was typed of it before is dropped
    /3                              the household: number 3 of the outcomes
    3 *1     2,4 *1     2-4 *1      a reason by its number, of one row or several; *0 is willing to be vaccinated
    3 /6 2021.8.3                   a situation by its number, with its day
    3 2 1 210601 0625               two doses of vaccine number 1, on 1 and 25 June 2021
    3 NAME 2021.6.1 ?               a vaccine by its name and any number of days; ? is a day nobody knew; a single dose is one more
    3 -PLACE                        away to this place
    3 13800000000                   a phone; an identity number, a sex, a birth date, a relation are known by their looks
    3 @PLACE  %1  &2  #words        where the doses were given, how they are known, the help that is needed, a remark
    + NAME ...                      a new member with the same words behind the name; _ is a blank inside it
    ... =  =2  !                    the person who was found is meant (the second one), or another person

A day without a year is the first such day after the one before it. Nothing is guessed: a word that is not understood is refused.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NoReturn

from .dates import read_date
from .identity import mended, read_number
from .keying import OTHER_PERSON, Line, Terms, Told, ToldDose
from .messages import FieldRefused, Message, say
from .problems import CODES
from .records import Departure
from .typed import CENTURY
from .writing import Writing, narrow, plain

LINE = "line"
"""The field that refusals of a line name."""
LONGEST = 300
"""Signs of a line; more is a paste that went astray."""
SEXES = ("m", "f")
UNKNOWN = "?"
MOST_ROWS = 60

_STOPS = str.maketrans({"\u3002": ".", "\u3001": ",", "\u2014": "-", "\u00d7": "*", "\u00f7": "/", "\uffe5": "$"})
_ROWS = re.compile(r"(\d{1,2}(?:[,-]\d{1,2})*)(?=$|[\s*/&#@%=!+-])")
_SPAN = re.compile(r"(\d+)(?:-(\d+))?")
_YEARLESS = re.compile(r"(\d{1,2})[.\-/](\d{1,2})|(\d{2})(\d{2})")
_DAYLIKE = re.compile(r"\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}|(?:19|20)\d{6}|\d{6}")
_PHONE = re.compile(r"\+?1\d{10}|0\d{2,3}-?\d{7,8}|[2-9]\d{6,7}")
_SPACED_NUMBER = re.compile(r"(?<!\S)\d{6} +\d{8} +\d{3}[\dXx](?!\S)")
_NUMBER = re.compile(r"\d{14,20}[Xx]?|[A-Za-z][A-Za-z0-9]{5,17}")
_CENTURY_OF_BIRTH = 6


class LineReader:
    """Reads lines with the terms of an office; every refusal is a FieldRefused at LINE."""

    def __init__(self, terms: Terms, writing: Writing) -> None:
        self.terms = terms
        self._writing = writing

    @staticmethod
    def behind_rows(text: str) -> str:
        """What a line says behind its rows, to be said of another row; "" for a line about no row."""
        line = narrow(text).translate(_STOPS).strip()
        rows = _ROWS.match(line)
        return line[rows.end() :].strip() if rows else ""

    def picks(self, text: str) -> list[tuple[int, str]]:
        """The numbered list that the last word of a line asks for; empty where it asks for none."""
        terms = self.terms
        listed: Mapping[str, Sequence[str]] = {
            "*": [terms.reasons[code] for code in terms.lists.reasons],
            "/": tuple(terms.lists.situations.values()),
            "&": terms.lists.helps,
            "@": terms.sites,
            "%": tuple(terms.grades.values()),
        }
        line = narrow(text).translate(_STOPS)
        if line.startswith("/"):
            return list(enumerate(terms.lists.outcomes.values(), 1))
        rows = _ROWS.match(line)
        if rows is None and not line.startswith("+"):
            return []
        words = line[rows.end() if rows else 0 :].split(" ")
        if len(words) > 1 and re.fullmatch(r"\d", words[-2]) and re.fullmatch(r"\d{0,2}", words[-1]):
            return list(enumerate(terms.products.values(), 1))
        sign = words[-1][:1]
        first = [(0, terms.lists.willing)] if sign == "*" else []
        return first + list(enumerate(listed.get(sign, ()), 1))

    def read(self, text: str) -> Line:
        """What the line tells. Raises FieldRefused: `too_long`, `line_not_read`, `not_on_the_list`, and the codes of days."""
        if len(text) > LONGEST:
            raise FieldRefused(
                LINE, "too_long", say("This is too long: write at most {count} characters.", count=LONGEST)
            )
        words = narrow(text).translate(_STOPS).strip().split(" ")
        line = _SPACED_NUMBER.sub(self._joined, " ".join(map(self._in_figures, words)))
        if line in ("0", "00"):
            return Line(others=True, as_printed=True)
        if line.startswith("/"):
            return Line(outcome=_nth(tuple(self.terms.lists.outcomes), line[1:].strip()))
        if line.startswith("+"):
            return self._newcomer(line[1:].split())
        rows = _ROWS.match(line)
        if rows is None:
            _refuse(say("A line begins with the number of a row, + for a new member, or 0 for all as printed."))
        rest = line[rows.end() :].split()
        if rest == ["0"]:
            return Line(_rows(rows[1]), as_printed=True)
        if not rest:
            _refuse(say("Write behind the row what is different, or 0 where nothing is."))
        return Line(_rows(rows[1]), told=self._told(rest))

    def _in_figures(self, word: str) -> str:
        """A day written with the words for year, month and day, in figures alone; any other word as it is."""
        marked = self._writing.date_marks.fullmatch(word)
        return ".".join(filter(None, marked.groups())) if marked and marked[3] else word

    def _joined(self, found: re.Match[str]) -> str:
        """An identity number written with gaps, if it is one."""
        return read_number(found[0], self.terms.today).number or found[0]

    def _newcomer(self, words: Sequence[str]) -> Line:
        if not words:
            _refuse(say("Write the name of the new member behind the +."))
        return Line(name=words[0].replace("_", " "), told=self._told(words[1:]))

    def _told(self, words: Sequence[str]) -> Told:
        reading = _Reading(self.terms, self._writing, words)
        reading.read_all()
        return reading.told()


class _Reading:
    """The words of one line, taken from the left."""

    def __init__(self, terms: Terms, writing: Writing, words: Sequence[str]) -> None:
        self._terms, self._writing = terms, writing
        self._words = list(words)
        self._values: dict[str, str] = {}
        self._doses: list[ToldDose] = []
        self._parts = Told()
        self._helps: list[str] = []
        self._signs: dict[str, Callable[[str], None]] = {
            "*": self._reason, "/": self._situation, "-": self._away, "@": self._site, "%": self._evidence,
            "&": self._help, "=": self._same, "!": self._other, "#": self._remark,
        }  # fmt: skip

    def read_all(self) -> None:
        """Take every word."""
        while self._words:
            word = self._words.pop(0)
            sign = self._signs.get(word[0])
            if sign is not None:
                sign(word[1:] or (self._words.pop(0) if self._words and word[0] in "*/-@%&" else ""))
            elif not (self._doses_begin(word) or self._about_person(word)):
                _refuse(say("“{word}” is not understood: a remark begins with #.", word=word))

    def told(self) -> Told:
        """What was read."""
        return self._parts._replace(values=self._values, doses=tuple(self._doses), helps=tuple(self._helps))

    def _reason(self, text: str) -> None:
        if text == "0":
            self._parts = self._parts._replace(willing=True)
            return
        named = None if text.isdigit() else self._terms.reason_of(text)
        self._values["reason"] = named or _nth(self._terms.lists.reasons, text)

    def _situation(self, text: str) -> None:
        code = _nth(tuple(self._terms.lists.situations), text)
        day = self._own_day()
        if code in (Departure.MOVED_OUT, Departure.DECEASED):
            self._values |= {"departure": code, "left_on": day}
        elif code in ("returned", "moved_in"):
            self._values |= ({"departure": ""} if code == "returned" else {}) | ({"arrived_on": day} if day else {})
        else:
            self._values |= {"residence": code, "departure": ""}

    def _own_day(self) -> str:
        """The day that stands behind a situation, or ""."""
        if not self._words or not _DAYLIKE.fullmatch(self._words[0]):
            return ""
        return self._day(self._words.pop(0), None).isoformat()

    def _away(self, text: str) -> None:
        if not text:
            _refuse(say("Write behind the - where the person has gone to."))
        self._parts = self._parts._replace(destination=text)

    def _site(self, text: str) -> None:
        site = _nth(self._terms.sites, text) if text.isdigit() else text
        self._parts = self._parts._replace(site=site)

    def _evidence(self, text: str) -> None:
        self._parts = self._parts._replace(evidence=_nth(tuple(self._terms.grades), text))

    def _help(self, text: str) -> None:
        self._helps.append(_nth(self._terms.lists.helps, text))

    def _same(self, text: str) -> None:
        if text and not text.isdigit():
            raise FieldRefused(LINE, "not_on_the_list", NO_SUCH_NUMBER)
        self._parts = self._parts._replace(same=int(text or 1))

    def _other(self, _text: str) -> None:
        self._parts = self._parts._replace(same=OTHER_PERSON)

    def _remark(self, text: str) -> None:
        self._parts = self._parts._replace(note=" ".join([text, *self._words]).strip())
        self._words.clear()

    def _doses_begin(self, word: str) -> bool:
        """Take `[count] vaccine day day ...` if that is what begins here; another vaccine may follow with its own days."""
        count, product = None, self._terms.product_named(word)
        if word.isdigit() and len(word) == 1 and len(self._words) > 1 and _begins_day(self._words[1]):
            count, name = int(word), self._words.pop(0)
            product = self._terms.product_named(name) or _nth(tuple(self._terms.products), name)
        if product is None:
            return False
        days = self._days(product)
        if count is not None and count != len(days):
            _refuse(
                say(
                    "{count} doses, but {days} days: write a day for each, or ? where nobody knows it.",
                    count=count,
                    days=len(days),
                )
            )
        self._doses += days if count in (None, 1) else [dose._replace(number=nth) for nth, dose in enumerate(days, 1)]
        return True

    def _days(self, product: str) -> list[ToldDose]:
        """The doses whose days follow; another vaccine of the same count stands between them."""
        doses: list[ToldDose] = []
        last = self._doses[-1].on if self._doses else None
        while self._words:
            word = self._words[0]
            other = self._terms.product_named(word) if not word[0].isdigit() and word != UNKNOWN else None
            if other is not None:
                product = other
            elif word == UNKNOWN:
                doses.append(ToldDose(None, product))
            elif _begins_day(word):
                last = self._day(word, last)
                doses.append(ToldDose(last, product))
            else:
                break
            self._words.pop(0)
        if not doses:
            _refuse(
                say(
                    "Write the day of the dose behind the vaccine, such as 2021.6.1 or 210601, or ? if nobody knows it."
                )
            )
        return doses

    def _day(self, word: str, after: date | None) -> date:
        """A day of this century. Raises FieldRefused `date_yearless` for the first one without its year."""
        yearless = _YEARLESS.fullmatch(word)
        if yearless:
            if after is None:
                raise FieldRefused(LINE, "date_yearless", CODES["date_yearless"][1])
            month, day = (int(part) for part in yearless.groups() if part)
            return self._checked(_first_after(after, month, day))
        digits = f"{CENTURY // 100}{word}" if re.fullmatch(r"\d{6}", word) else word
        written = read_date(digits, self._writing)
        if written.day is None:
            raise FieldRefused(LINE, written.codes[-1], CODES[written.codes[-1]][1])
        return self._checked(written.day)

    def _checked(self, day: date | None) -> date:
        if day is None:
            raise FieldRefused(LINE, "date_impossible", CODES["date_impossible"][1])
        if day > self._terms.today:
            raise FieldRefused(LINE, "date_future", CODES["date_future"][1])
        return day

    def _about_person(self, word: str) -> bool:
        """Take a phone, a number, a sex, a birth date, a relation, a residence, or a reason in words."""
        writing, key = self._writing, plain(word)
        if key in writing.sex or key in SEXES:
            self._values["sex"] = writing.sex.get(key, key)
        elif _DAYLIKE.fullmatch(word) and len(word) != _CENTURY_OF_BIRTH:
            self._values["birth"] = self._day(word, None).isoformat()
        elif _PHONE.fullmatch(word):
            self._values["phone"] = word
        elif _NUMBER.fullmatch(mended(word)[0]):
            self._values["number"] = word
        elif key in writing.residence:
            self._values["residence"] = writing.residence[key]
        elif key in writing.departure:
            self._values |= {"departure": writing.departure[key], "left_on": self._own_day()}
        elif self._relation(word):
            pass
        elif (reason := self._terms.reason_of(word)) is not None:
            self._values["reason"] = reason
        else:
            return False
        return True

    def _relation(self, word: str) -> bool:
        """A relation of the list or of the head's words; a single digit is its number, where no vaccine follows."""
        if word.isdigit() and len(word) == 1:
            self._values["relation"] = _nth(self._terms.lists.relations, word)
            return True
        lists = self._terms.lists
        if word in lists.relations or word in lists.other_relations:
            self._values["relation"] = word
            return True
        return False


NO_SUCH_NUMBER = say("The list has no such number: look at the numbers beside the line.")


def _begins_day(word: str) -> bool:
    return word == UNKNOWN or bool(_DAYLIKE.fullmatch(word) or _YEARLESS.fullmatch(word))


def _nth(known: Sequence[str], text: str) -> str:
    if not text.isdigit() or not 1 <= int(text) <= len(known):
        raise FieldRefused(LINE, "not_on_the_list", NO_SUCH_NUMBER)
    return known[int(text) - 1]


def _rows(text: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for part in text.split(","):
        span = _SPAN.fullmatch(part)
        if span is None:
            _refuse(say("Write rows as 3, as 2,4 or as 2-4."))
        first, last = int(span[1]), int(span[2] or span[1])
        found.update(dict.fromkeys(range(first, min(last, first + MOST_ROWS) + 1)))
    return tuple(found)


def _first_after(day: date, month: int, number: int) -> date | None:
    for year in (day.year, day.year + 1):
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if found > day:
            return found
    return None


def _refuse(message: Message) -> NoReturn:
    raise FieldRefused(LINE, "line_not_read", message)
