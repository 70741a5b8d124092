"""Lists of residents: who passes a filter, in an order, how many each choice would show, and the rows in sight.

A table asks `ids` once and `page` for the rows it shows. Everything here only reads, so a second thread may do it on
`Office.reader()` while a verb writes; tell it of each change (`renew`), in the order the changes were made.
"""

from array import array
from collections.abc import Sequence
from datetime import date

from vaxdesk.register import residents, roll
from vaxdesk.register.residents import AS_ENTERED, BEST_FIRST, COLUMNS, EVERYBODY, Facets, Filter, Order, Row
from vaxdesk.register.roll import Roll
from vaxdesk.rules.masks import mask_id, mask_phone
from vaxdesk.rules.records import Progress

from .judging import refresh
from .office import Changes, Office
from .rights import Right, needs

__all__ = ["AS_ENTERED", "BANDS", "BEST_FIRST", "COLUMNS", "EVERYBODY", "Facets", "Filter", "Order", "Row", "count", "facets",
           "first_ids", "ids", "keep", "page", "renew"]  # fmt: skip

BANDS = ((0, 2), (3, 11), (12, 17), (18, 59), (60, 69), (70, 79), (80, None))
"""The age bands the notices count by (001, 003): first and last full year."""


@needs(Right.LOOK)
def ids(
    office: Office,
    wanted: Filter = EVERYBODY,
    order: Order = AS_ENTERED,
    *,
    on: date,
    progress: Progress | None = None,
) -> "array[int]":
    """The ids of the residents that pass the filter, in the order: an array of four bytes each.

    Raises Cancelled; ValueError for a column that is none of COLUMNS; Refused `standings_behind` as Office.reader says.
    """
    return residents.ids(office.db, _roll(office, on, progress), wanted, order, progress)


@needs(Right.LOOK)
def first_ids(
    office: Office, wanted: Filter, most: int, *, on: date, progress: Progress | None = None
) -> "tuple[array[int], bool]":
    """What `ids` begins with in the order BEST_FIRST, in a few milliseconds; and whether that is all of it.

    Of those the text finds, the first so many are looked at.

    Raises Cancelled; Refused `standings_behind` as Office.reader says.
    """
    return residents.first_ids(office.db, _roll(office, on, progress), wanted, most)


@needs(Right.LOOK)
def count(office: Office, wanted: Filter = EVERYBODY, *, on: date, progress: Progress | None = None) -> int:
    """How many residents pass the filter."""
    return residents.count(residents.select(office.db, _roll(office, on, progress), wanted))


@needs(Right.LOOK)
def facets(
    office: Office,
    wanted: Filter = EVERYBODY,
    *,
    on: date,
    bands: Sequence[tuple[int, int | None]] = BANDS,
    progress: Progress | None = None,
) -> Facets:
    """How many residents each choice of the filter would show, the other conditions unchanged."""
    found = residents.facets(office.db, _roll(office, on, progress), wanted, bands, progress)
    own = {village: people for village, people in found.villages.items() if office.permit.sees(village)}
    return found._replace(villages=own)


@needs(Right.LOOK)
def page(office: Office, people: Sequence[int], *, on: date, masked: bool = True) -> list[Row | None]:
    """The rows of some residents, in their order; None for one who is gone since the ids were asked for.

    Masked: number and phone are cut as in a list, and no birth date stands beside them (rules.masks); only who may key in sees
    them whole.
    """
    if not masked:
        office.permit.require(Right.KEY)
    refresh(office, on)
    rows = [row if row and office.permit.sees(row.village) else None for row in residents.page(office.db, people, on)]
    return [_masked(row) if row else None for row in rows] if masked else rows


def _masked(row: Row) -> Row:
    return row._replace(number=mask_id(row.number), phone=mask_phone(row.phone), birth=None)


@needs(Right.LOOK)
def renew(office: Office, changes: Changes) -> None:
    """Take note of what a verb changed: a few people are looked at again; more than that, and all is read again when asked for."""
    if office.roll is None or changes.everything or not roll.renew(office.db, office.roll, changes.people):
        office.roll = None


@needs(Right.LOOK)
def keep(office: Office, view: Office | None = None) -> None:
    """Leave a copy of what lists were made from in the register, with which the next opening shows its first list at once.

    For the moment before closing: `view` is the reader that made the lists, when it is at rest. Where nothing was listed, or the
    register has changed since, nothing is kept.
    """
    seen = (view or office).roll
    if seen is not None:
        roll.keep(office.db, seen)


def _roll(office: Office, on: date, progress: Progress | None) -> Roll:
    """What is in memory if it is true, else the register's copy of it, else made anew."""
    refresh(office, on, progress)
    if office.roll is None or office.roll.moment != roll.moment_of(office.db):
        office.roll = roll.load(office.db) or roll.read(office.db, on, progress)
    return office.roll
