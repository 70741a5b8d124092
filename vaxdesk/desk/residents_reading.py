"""What the residents' page reads, on the thread that only reads: a list, pages of it, and rows to copy."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..actions import residents
from ..actions.language import Translator
from ..actions.office import Office
from ..actions.residents import Filter, Order
from ..rules.records import Progress
from .residents_columns import Line, lines
from .residents_model import PAGE, SHIFT

Pages = Mapping[int, Sequence[Line | None]]
"""Lines by the number of their page."""


class Question(NamedTuple):
    """What is asked for: a filter, an order, and the day."""

    wanted: Filter
    order: Order
    on: date


class Listed(NamedTuple):
    """A list of people, how many the register holds in all, and the page that is in sight first."""

    ids: "array[int]"
    everybody: int
    pages: Pages


def read_list(office: Office, asked: Question, top: int, words: Translator, progress: Progress) -> Listed:
    """Everybody who is asked for, and the page of row `top`. Raises Refused `standings_behind`, and Cancelled."""
    found = residents.ids(office, asked.wanted, asked.order, on=asked.on, progress=progress)
    first = top >> SHIFT if top < len(found) else 0
    return Listed(found, residents.count(office, on=asked.on), read_pages(office, found, [first], asked.on, words))


def read_pages(office: Office, ids: "array[int]", pages: Sequence[int], on: date, words: Translator) -> Pages:
    """Pages of a list, masked."""
    return {page: _lines(office, ids[page << SHIFT : (page << SHIFT) + PAGE], on, words) for page in pages}


def read_cells(
    office: Office, ids: "array[int]", places: Sequence[int], on: date, words: Translator
) -> list[Sequence[str]]:
    """The cells of people's lines in some columns, masked; who is gone is left out."""
    found = _lines(office, ids, on, words)
    return [[line.texts[place] for place in places] for line in found if line is not None]


def _lines(office: Office, ids: "array[int]", on: date, words: Translator) -> list[Line | None]:
    return lines(office, residents.page(office, ids, on=on), words)
