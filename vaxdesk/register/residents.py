"""Lists of residents at any size: who is in a list, in which order, how many stand where, and the rows in sight.

A list is an array of ids (4 MB a million), made from the roll in memory; its rows are read from the facts a page at a time, so what
is shown is always what the register holds now. No query skips rows (OFFSET).

Measured at 1,000,000 people: ids of everybody 2-60 ms, of a filtered and sorted list 40-110 ms, facets 90 ms, a page of 100 rows
4 ms. `EXPLAIN QUERY PLAN` of a page: LIST SUBQUERY; SCAN json_each VIRTUAL TABLE; SEARCH p USING INTEGER PRIMARY KEY (rowid=?);
SEARCH s, v, h USING INTEGER PRIMARY KEY (rowid=?); CORRELATED SCALAR SUBQUERY; SEARCH d USING INDEX documents_by_person
(person_id=?).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from vaxdesk.rules.ages import full_years
from vaxdesk.rules.details import DETAILS
from vaxdesk.rules.records import Progress, Residence

from . import assignments, search, tags, units
from .columns import IDS, chosen, taken
from .database import Database
from .ordered import FIRST_NUMBER, maybe_day
from .orders import KEYS, name_order, read_order
from .roll import Roll, entered, grouped, in_order

RANKS: Mapping[tuple[str, str], int] = {
    pair: place
    for place, pair in enumerate((str(standing), detail) for standing in DETAILS for detail in DETAILS[standing])
}
"""The order of the closed set of standings and details."""

GROUPED: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "village": ("village", name_order),
    "standing": ("standing", lambda pair: RANKS.get(pair, len(RANKS))),
    "detail": ("standing", lambda pair: pair[1]),
    "sex": ("sex", lambda sex: sex or None),
    "residence": ("residence", list(Residence).index),
}
"""Orders by what stands in a column of the roll, each with the column and the key of its values."""

COLUMNS = ("entered", "best", "age", *GROUPED, *KEYS)
"""What residents can be sorted by.

`entered` is the order in which they came into the register, `best` that in which a text finds them (search.find); where no text is
searched for the two are the same.
"""

FEW = 2000
"""So many people are sorted by themselves in a few milliseconds, where taking them out of an order of everybody takes 60."""
TURN = 50_000
"""Ids that are looked at before other threads get their turn."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Who is wanted: every condition that is set must hold; an empty one lets everybody through.

    Ages are full years on the day of the standings, both ends counted; who has no birth date has no age. `sexes` are m, f and "".
    `text` is what somebody typed: each of its words must be found (search.find). `people` are the ids of a list that somebody else
    made, such as those of a figure; None for everybody. `about` is what that list is called.
    """

    villages: frozenset[str] = frozenset()
    standings: frozenset[str] = frozenset()
    details: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    residences: frozenset[str] = frozenset()
    age_from: int | None = None
    age_to: int | None = None
    text: str = ""
    people: frozenset[int] | None = None
    about: str = ""
    units: frozenset[str] = frozenset()
    grids: frozenset[tuple[str, str]] = frozenset()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """One of COLUMNS, upwards or downwards. Who has nothing in that column stands at the end both ways."""

    column: str = "entered"
    descending: bool = False


EVERYBODY, AS_ENTERED, BEST_FIRST = Filter(), Order(), Order("best")


class Facets(NamedTuple):
    """How many people each choice of a filter would show, the other conditions unchanged. Details are keyed with their standing."""

    villages: Mapping[str, int]
    standings: Mapping[str, int]
    details: Mapping[tuple[str, str], int]
    sexes: Mapping[str, int]
    residences: Mapping[str, int]
    bands: Mapping[tuple[int, int | None] | None, int]
    units: Mapping[str, int]
    grids: Mapping[tuple[str, str], int]
    tags: Mapping[str, int]


class Row(NamedTuple):
    """A resident as a list shows them; texts are "" where nothing is known."""

    id: int
    name: str
    sex: str
    birth: date | None
    age: int | None
    number: str
    phone: str
    village: str
    household: str
    address: str
    residence: str
    standing: str
    detail: str
    completed_on: date | None
    next_number: int | None
    next_from: date | None
    next_to: date | None
    unit: str
    grid: str
    tags: Sequence[str]


def select(db: Database, roll: Roll, wanted: Filter, progress: Progress | None = None) -> int:
    """The selection (columns.py) of those who pass the filter. Raises Cancelled."""
    columns = roll.columns
    found = columns["standing"].select(lambda pair: _lets(wanted.standings, pair[0]) and _lets(wanted.details, pair[1]))
    for name, several in (("village", wanted.villages), ("sex", wanted.sexes), ("residence", wanted.residences)):
        if several:
            found &= columns[name].select(several.__contains__)
    if wanted.age_from is not None or wanted.age_to is not None:
        found &= columns["age"].select(lambda age: _within(age, wanted.age_from, wanted.age_to))
    if wanted.units:
        found &= chosen(units.members(db, wanted.units), len(roll))
    if wanted.grids:
        found &= chosen(_known(assignments.members(db, wanted.grids), roll), len(roll))
    if wanted.tags:
        found &= chosen(_known(tags.members(db, wanted.tags), roll), len(roll))
    if wanted.people is not None:
        found &= chosen(_known(sorted(wanted.people), roll), len(roll))
    if wanted.text.strip():
        found &= chosen(_searched(db, roll, wanted.text, progress), len(roll))
    return found


def _known(people: Sequence[int], roll: Roll) -> Sequence[int]:
    """Those the roll has a place for."""
    return [person for person in people if person < len(roll)]


def _searched(db: Database, roll: Roll, text: str, progress: Progress | None = None) -> Sequence[int]:
    if roll.searched[0] != text:
        roll.searched = (text, array(IDS, search.find(db, text, search.EVERYBODY, progress)))
    return roll.searched[1]


def _lets(several: frozenset[str], value: str) -> bool:
    return not several or value in several


def _within(age: int | None, first: int | None, last: int | None) -> bool:
    return age is not None and (first is None or age >= first) and (last is None or age <= last)


def count(selection: int) -> int:
    """How many people are in a selection."""
    return selection.bit_count() // 8


def ids(db: Database, roll: Roll, wanted: Filter, order: Order, progress: Progress | None = None) -> array[int]:
    """The ids of those who pass the filter, in an order. Raises ValueError for a column that is none of COLUMNS; Cancelled."""
    if order.column not in COLUMNS:
        raise ValueError(order.column)
    selection = select(db, roll, wanted, progress)
    if order.column in (*KEYS, "age") and count(selection) <= FEW:
        column, descending = (
            ("birth", not order.descending) if order.column == "age" else (order.column, order.descending)
        )
        return _turned(*read_order(db, column, taken(selection, len(roll))), descending)
    everybody = _in_order(db, roll, wanted.text, order)
    if len(everybody) == count(selection):
        return everybody
    if order.column == "entered":
        found = taken(selection, len(roll))
        return found[::-1] if order.descending else found
    return _among(everybody, selection, len(roll))


def first_ids(db: Database, roll: Roll, wanted: Filter, most: int) -> tuple[array[int], bool]:
    """Those of the first so many whom the text finds that pass the filter, and whether nobody else is found.

    It is what `ids` begins with in the order `best`.
    """
    begun, whole = search.begin(db, wanted.text, most)
    found = array(IDS, begun)
    if whole:
        roll.searched = (wanted.text, found)
    return _among(found, select(db, roll, replace(wanted, text="")), len(roll)), whole


def _in_order(db: Database, roll: Roll, text: str, order: Order) -> array[int]:
    """Everybody, or with `best` whom the text finds; a new array."""
    match order.column:
        case "best" if text.strip():
            found = array(IDS, _searched(db, roll, text))
            return found[::-1] if order.descending else found
        case "entered" | "best":
            return _turned(*entered(roll), order.descending)
        case "age":
            return _turned(*in_order(db, roll, "birth"), not order.descending)
        case column if column in GROUPED:
            return _turned(*grouped(roll, column, *GROUPED[column]), order.descending)
        case column:
            return _turned(*in_order(db, roll, column), order.descending)


def _among(ids: array[int], selection: int, size: int) -> array[int]:
    """Those of the ids that are selected, in their order."""
    content = selection.to_bytes(size, "little")
    found = array(IDS)
    for start in range(0, len(ids), TURN):
        found.extend(filter(content.__getitem__, ids[start : start + TURN]))
    return found


def _turned(everybody: array[int], known: int, descending: bool) -> array[int]:
    """A new array, upwards or downwards; those without a key stay at the end."""
    return everybody[:known][::-1] + everybody[known:] if descending else everybody[:]


def facets(
    db: Database,
    roll: Roll,
    wanted: Filter,
    bands: Sequence[tuple[int, int | None]],
    progress: Progress | None = None,
) -> Facets:
    """What each choice would show. A band is the first and the last age of it, None for no end; key None: in none of the bands.

    Raises Cancelled.
    """
    text = select(db, roll, Filter(text=wanted.text, people=wanted.people), progress)
    plain = replace(wanted, text="", people=None)

    def counts(column: str, group: Callable[[Any], Any], **without: Any) -> Mapping[Any, int]:
        if progress is not None:
            progress(0, 1)
        return roll.columns[column].count(select(db, roll, replace(plain, **without)) & text, group)

    def itself(value: Any) -> Any:
        return value

    def band(age: int | None) -> tuple[int, int | None] | None:
        return next((each for each in bands if _within(age, *each)), None)

    none: frozenset[str] = frozenset()
    return Facets(
        villages=counts("village", itself, villages=none),
        standings=counts("standing", itemgetter(0), standings=none, details=none),
        details=counts("standing", itself, details=none),
        sexes=counts("sex", itself, sexes=none),
        residences=counts("residence", itself, residences=none),
        bands=counts("age", band, age_from=None, age_to=None),
        units=units.counts(db, select(db, roll, replace(plain, units=none)) & text, len(roll)),
        grids=assignments.counts(db, select(db, roll, replace(plain, grids=frozenset())) & text, len(roll)),
        tags=tags.counts(db, select(db, roll, replace(plain, tags=none)) & text, len(roll)),
    )


_PAGE = (
    f"SELECT p.id, p.name, p.sex, p.birth, {FIRST_NUMBER}, coalesce(p.phone, ''), v.name, coalesce(h.code, ''),"
    " coalesce(h.address, ''), p.residence, s.standing, s.detail, s.completed_on, s.next_number, s.next_earliest, s.next_latest,"
    " coalesce(p.unit, ''), coalesce(g.name, '')"
    " FROM people p JOIN standings s ON s.person_id = p.id JOIN villages v ON v.id = p.village_id"
    " LEFT JOIN households h ON h.id = p.household_id"
    " LEFT JOIN grids g ON g.id = h.grid_id WHERE p.id IN (SELECT value FROM json_each(?))"
)


def page(db: Database, people: Sequence[int], on: date) -> list[Row | None]:
    """The rows of some people, in their order, with their ages on that day; None for somebody the register no longer holds."""
    carried = tags.carried(db, people)
    found = {row[0]: _row(row, on, carried) for row in db.conn.execute(_PAGE, [str(list(people))])}
    return [found.get(id) for id in people]


def _row(row: tuple[Any, ...], on: date, carried: Mapping[int, Sequence[str]]) -> Row:
    (
        person,
        name,
        sex,
        birth,
        number,
        phone,
        village,
        household,
        address,
        residence,
        standing,
        detail,
        *days,
        unit,
        grid,
    ) = row
    born = maybe_day(birth)
    completed, following, first, last = days
    return Row(
        person, name, sex, born, None if born is None else full_years(born, on), number, phone, village, household, address,
        residence, standing, detail, maybe_day(completed), following, maybe_day(first), maybe_day(last), unit,
        grid, carried.get(person, ()),
    )  # fmt: skip
