"""Rows of rosters and of exemption lists, read into facts with the problems of every cell.

A row is read in one pass and never raises: what is wrong becomes a Problem, and a row with an error is taken as a whole or
not at all. Nothing is guessed: a text that is no product, a day without a year and a damaged number are errors.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .ages import full_years
from .dates import WrittenDate, read_date
from .divisions import Division, flow_between
from .identity import Identity, read_number
from .names import read_name
from .problems import Problem, Severity, problem
from .records import Residence
from .writing import Writing, narrow, plain

MOST_DOSES = 5
"""Dose columns a roster may have."""
NOT_STATED = "not_stated"
ADULT = 18
"""Years: the form of people away is for people of 18 and over (title of annex table 1, notice 000)."""
UNKNOWN_FLOW = "unknown"
"""The class of a destination that nobody named (rules.flows)."""
FULL_LEVEL = 2
"""A certificate of a second-level or higher institution exempts (notice 002)."""

_PHONE = re.compile(r"\+?\d{5,15}")
_PHONE_GAPS = re.compile(r"[\s\-\u3000()]+")

Row = Sequence[object]


SEVERAL, NOT_KNOWN = " / ", "\N{EM DASH}"
"""How a ledger names the vaccines of all doses in one cell: in the order of the doses, a dash for one that is not known."""


class ReadDose(NamedTuple):
    """A dose as a row tells it; `number` is its column, from 1."""

    number: int
    on: date | None
    product: str | None
    site: str


class RosterRow(NamedTuple):
    """A person as a roster row tells it. `village` is "" where the row has no such column; texts are "" where nothing stands."""

    name: str
    number: str
    number_kind: str
    birth: date | None
    sex: str
    phone: str
    village: str
    address: str
    household: str
    relation: str
    residence: str
    arrived_on: date | None
    departure: str | None
    left_on: date | None
    reason: str | None
    doses: tuple[ReadDose, ...]
    problems: tuple[Problem, ...]
    unit: str = ""

    @property
    def rejected(self) -> bool:
        """Whether a problem of the row forbids to take any of it."""
        return any(found.severity is Severity.ERROR for found in self.problems)


class ExemptionRow(NamedTuple):
    """A certificate or deferral as a row tells it; `level` as in records.Certificate."""

    name: str
    number: str
    kind: str
    cause: str
    institution: str
    level: int | None
    issued_on: date | None
    valid_until: date | None
    problems: tuple[Problem, ...]


class AwayRow(NamedTuple):
    """Where somebody has gone to as a row of the form of people away tells it; `category` is a code of rules.flows."""

    name: str
    number: str
    category: str
    province: str
    city: str
    county: str
    address: str
    problems: tuple[Problem, ...]


class Vocabulary(NamedTuple):
    """What the reader must be told about the vaccine world: products and reasons by their written names.

    `product_of` and `reason_of` give a code or None; `in_use_since` gives the first day a product was in use, or None.
    """

    product_of: Callable[[str], str | None]
    reason_of: Callable[[str], str | None]
    in_use_since: Callable[[str], date | None]


class RowReader:
    """Reads the rows of one table. It only remembers the meanings of words it has looked up before."""

    def __init__(self, fields: Mapping[str, int], writing: Writing, words: Vocabulary, today: date) -> None:
        self._fields = fields
        self._writing = writing
        self._words = words
        self._today = today
        self._products: dict[str, str | None] = {}
        self._reasons: dict[str, str | None] = {}
        self._days: dict[tuple[type, object], WrittenDate] = {}
        self._dose_fields = [
            (number, fields.get(f"date{number}"), fields.get(f"product{number}"), fields.get(f"site{number}"))
            for number in range(1, MOST_DOSES + 1)
            if f"date{number}" in fields or f"product{number}" in fields
        ]

    def roster(self, row: Row) -> RosterRow:
        """Read a row of a roster."""
        found: list[Problem] = []
        name = read_name(self._cell(row, "name"), self._writing)
        found += [problem("name", code) for code in name.codes]
        identity = read_number(self._cell(row, "id"), self._today)
        found += [problem("id", code) for code in identity.codes]
        birth = self._birth(row, identity, found)
        sex = self._sex(row, identity, found)
        phone = self._phone(row, found)
        residence, arrived_on, departure, left_on = self._residence(row, found)
        doses = self._doses(row, birth, found)
        return RosterRow(
            name.name, identity.number, identity.kind, birth, sex, phone, self._text(row, "village"),
            self._text(row, "address"), self._text(row, "household"), self._text(row, "relation"),
            residence, arrived_on, departure, left_on, self._reason(row, found), doses, tuple(found),
            one_line(self._text(row, "unit")),
        )  # fmt: skip

    def exemption(self, row: Row, on: date, title: str = "") -> ExemptionRow:
        """Read a row of an exemption list; `on` is the day for which expiry is told.

        A list without a column for the kind is of the one that its `title` names.
        """
        found: list[Problem] = []
        name = read_name(self._cell(row, "name"), self._writing)
        found += [problem("name", code) for code in name.codes]
        identity = read_number(self._cell(row, "id"), self._today)
        found += [problem("id", code) for code in identity.codes]
        kind = self._writing.exemption_kind.get(plain(self._text(row, "kind")))
        if "kind" not in self._fields:
            named = {kind for word, kind in self._writing.exemption_kind.items() if word in plain(title)}
            kind = named.pop() if len(named) == 1 else None
        if kind is None:
            found.append(problem("kind", "kind_unknown"))
        institution, level_text = self._text(row, "institution"), self._text(row, "level")
        level = self._writing.level(level_text or institution)
        if level is None and institution:
            level = 0
        issued_on = self._day(row, "issued", found, future_is_wrong=True)
        until = self._until(row, found)
        if kind is not None:
            found += _weaknesses(kind, institution, level, until, on)
        return ExemptionRow(
            name.name,
            identity.number,
            kind or "",
            self._text(row, "diagnosis"),
            institution,
            level,
            issued_on,
            until,
            tuple(found),
        )

    def away(self, row: Row, on: date, home: Division | None, flows: Mapping[str, str]) -> AwayRow:
        """Read a row of the form of people away. `home` is the office's county; `flows` gives a class by its text."""
        found: list[Problem] = []
        name = read_name(self._cell(row, "name"), self._writing)
        identity = read_number(self._cell(row, "id"), self._today)
        found += [problem("name", code) for code in name.codes] + [problem("id", code) for code in identity.codes]
        if identity.birth is not None and full_years(identity.birth, on) < ADULT:
            found.append(problem("id", "under_18"))
        province, city, county = (self._text(row, field) for field in ("province", "city", "county"))
        address = self._text(row, "address")
        if not self._writing.destination.search(address):
            found.append(problem("address", "destination_vague"))
        said = flows.get(plain(self._text(row, "category")))
        derived = flow_between(home, province, city, county) if home else None
        if said is None or (derived is not None and said != derived):
            found.append(problem("category", "category_missing" if said is None else "category_conflict"))
        category = derived or said or UNKNOWN_FLOW
        return AwayRow(name.name, identity.number, category, province, city, county, address, tuple(found))

    def _read_date(self, written: object) -> WrittenDate:
        """Read a day; the days of a campaign are few."""
        key = type(written), written
        if key not in self._days:
            self._days[key] = read_date(written, self._writing)
        return self._days[key]

    def _cell(self, row: Row, field: str) -> object:
        column = self._fields.get(field)
        return None if column is None or column >= len(row) else row[column]

    def _text(self, row: Row, field: str) -> str:
        column = self._fields.get(field)
        return "" if column is None or column >= len(row) else _as_text(row[column])

    def _birth(self, row: Row, identity: Identity, found: list[Problem]) -> date | None:
        written = self._day(row, "birth", found, future_is_wrong=True)
        if identity.birth is None:
            return written
        if written not in (None, identity.birth):
            found.append(problem("birth", "id_birth_mismatch"))
        return identity.birth

    def _sex(self, row: Row, identity: Identity, found: list[Problem]) -> str:
        text = self._text(row, "sex")
        if not text:
            return identity.sex
        sex = self._writing.sex.get(plain(text))
        if sex is None:
            found.append(problem("sex", "sex_unknown"))
            return identity.sex
        if identity.sex not in ("", sex):
            found.append(problem("sex", "id_sex_mismatch"))
        return sex

    def _phone(self, row: Row, found: list[Problem]) -> str:
        written = self._cell(row, "phone")
        if isinstance(written, float | int) and not isinstance(written, bool) and written == int(written):
            digits = str(int(written))
            if len(digits) in (7, 8, 11):
                found.append(problem("phone", "phone_number"))
                return digits
        text = _as_text(written)
        if not text.isascii() or not text.isdigit():
            text = _PHONE_GAPS.sub("", narrow(text))
        if not text:
            return ""
        if not _PHONE.fullmatch(text):
            found.append(problem("phone", "phone_damaged"))
            return ""
        return text

    def _residence(self, row: Row, found: list[Problem]) -> tuple[str, date | None, str | None, date | None]:
        changed_on = self._day(row, "changed_on", found, future_is_wrong=True)
        text = plain(self._text(row, "residence"))
        departure = self._writing.departure.get(text)
        if departure is not None:
            if changed_on is None:
                found.append(problem("changed_on", "change_date_missing"))
            return Residence.RESIDENT, None, departure, changed_on
        residence = self._writing.residence.get(text) if text else Residence.RESIDENT
        if residence is None:
            found.append(problem("residence", "residence_unknown"))
        return residence or Residence.RESIDENT, changed_on, None, None

    def _reason(self, row: Row, found: list[Problem]) -> str | None:
        text = self._text(row, "reason")
        if not text:
            return None
        if text not in self._reasons:
            self._reasons[text] = self._words.reason_of(text)
        code = self._reasons[text]
        if code is None:
            found.append(problem("reason", "reason_unknown"))
        return code or NOT_STATED

    def _doses(self, row: Row, birth: date | None, found: list[Problem]) -> tuple[ReadDose, ...]:
        doses: list[ReadDose] = []
        for number, date_column, product_column, site_column in self._dose_fields:
            written_on = _at(row, date_column)
            product = _at(row, product_column)
            site = _at(row, site_column)
            if written_on is None and product is None and site is None:
                continue
            if _blank(written_on) and _blank(product) and _blank(site):
                continue
            dose = self._dose(number, written_on, product, _as_text(site), found)
            if dose is not None and not _repeats(dose, doses, found):
                doses.append(dose)
                found += self._impossible(dose, birth)
        _check_order(doses, found)
        return tuple(doses)

    def _dose(
        self, number: int, written_on: object, product: object, site: str, found: list[Problem]
    ) -> ReadDose | None:
        day = self._read_date(written_on)
        found += [problem(f"date{number}", code) for code in day.codes]
        if day.day is None and not day.codes:
            found.append(problem(f"date{number}", "date_missing"))
        text, code = first_named(_as_text(product)), None
        if not text:
            found.append(problem(f"product{number}", "product_missing"))
        else:
            if text not in self._products:
                self._products[text] = self._words.product_of(text)
            code = self._products[text]
            if code is None:
                found.append(problem(f"product{number}", "product_unknown"))
        return ReadDose(number, day.day, code, site)

    def _impossible(self, dose: ReadDose, birth: date | None) -> list[Problem]:
        if dose.on is None:
            return []
        field = f"date{dose.number}"
        if dose.on > self._today:
            return [problem(field, "date_future")]
        if birth is not None and dose.on < birth:
            return [problem(field, "dose_before_birth")]
        since = self._words.in_use_since(dose.product) if dose.product else None
        return [problem(field, "dose_before_campaign")] if since is not None and dose.on < since else []

    def _until(self, row: Row, found: list[Problem]) -> date | None:
        text = plain(self._text(row, "until"))
        if text in self._writing.without_end:
            return None
        return self._day(row, "until", found, future_is_wrong=False)

    def _day(self, row: Row, field: str, found: list[Problem], *, future_is_wrong: bool) -> date | None:
        cell = self._cell(row, field)
        if cell is None:
            return None
        day = self._read_date(cell)
        found += [problem(field, code) for code in day.codes]
        if future_is_wrong and day.day is not None and day.day > self._today:
            found.append(problem(field, "date_future"))
        return day.day


def _weaknesses(kind: str, institution: str, level: int | None, until: date | None, on: date) -> list[Problem]:
    if kind == "deferral":
        return [problem("until", "deferral_over")] if until is not None and until <= on else []
    if level is None:
        return [problem("institution", "certificate_missing")]
    if level < FULL_LEVEL:
        return [problem("level" if institution else "institution", "certificate_low_level")]
    return [problem("until", "certificate_expired")] if until is not None and until < on else []


def _repeats(dose: ReadDose, doses: list[ReadDose], found: list[Problem]) -> bool:
    if dose.on is None or (dose.on, dose.product) not in [(other.on, other.product) for other in doses]:
        return False
    found.append(problem(f"date{dose.number}", "dose_repeated"))
    return True


def _check_order(doses: list[ReadDose], found: list[Problem]) -> None:
    latest: date | None = None
    for dose in doses:
        if dose.on is None:
            continue
        if latest is not None and dose.on < latest:
            found.append(problem(f"date{dose.number}", "dose_order"))
        latest = dose.on if latest is None else max(latest, dose.on)


def _at(row: Row, column: int | None) -> object:
    return None if column is None or column >= len(row) else row[column]


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _as_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()


def one_line(text: str) -> str:
    """A text with single blanks between its words, as a name is compared."""
    return " ".join(text.split())


def first_named(text: str) -> str:
    """The vaccine of the first dose where a ledger names those of all doses in one cell; a dash stands for one not known."""
    return text.split(SEVERAL)[0].strip(NOT_KNOWN) if SEVERAL in text else text
