"""What the residents' page reads, on the thread that only reads: a list, pages of it, and rows to copy."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..actions import residents
from ..actions.language import Translator
from ..actions.office import Office
from ..actions.residents import AS_ENTERED, BEST_FIRST, Filter, Order
from ..rules.records import Progress
from .residents_columns import Line, lines
from .residents_model import PAGE, SHIFT

Pages = Mapping[int, Sequence[Line | None]]
"""Lines by the number of their page."""


class Question(NamedTuple):
    """What is asked for: a filter, an order, the day, and the row that is in sight first."""

    wanted: Filter
    order: Order
    on: date
    top: int

    @property
    def best_first(self) -> bool:
        """Whether whom a text finds stands in the order of finding: then the first of them are known long before all are."""
        return bool(self.wanted.text) and self.order == AS_ENTERED


class Listed(NamedTuple):
    """A list of people or its beginning, how many the register holds in all, and the page that is in sight first."""

    ids: "array[int]"
    whole: bool
    everybody: int
    pages: Pages


def read_first(office: Office, asked: Question, words: Translator, progress: Progress) -> Listed:
    """The first page of those a text finds. Raises Refused `standings_behind`, and Cancelled."""
    found, whole = residents.first_ids(office, asked.wanted, 2 * PAGE, on=asked.on, progress=progress)
    return _listed(office, asked, found, whole, words)


def read_list(office: Office, asked: Question, words: Translator, progress: Progress) -> Listed:
    """Everybody who is asked for. Raises Refused `standings_behind`, and Cancelled."""
    order = BEST_FIRST if asked.best_first else asked.order
    found = residents.ids(office, asked.wanted, order, on=asked.on, progress=progress)
    return _listed(office, asked, found, True, words)


def _listed(office: Office, asked: Question, found: "array[int]", whole: bool, words: Translator) -> Listed:
    first = asked.top >> SHIFT if asked.top < len(found) else 0
    pages = read_pages(office, found, [first], asked.on, words)
    return Listed(found, whole, residents.count(office, on=asked.on), pages)


def read_pages(office: Office, ids: "array[int]", pages: Sequence[int], on: date, words: Translator) -> Pages:
    """Pages of a list, masked."""
    return {page: _lines(office, ids[page << SHIFT : (page << SHIFT) + PAGE], on, words) for page in pages}


def read_cells(
    office: Office, ids: "array[int]", places: Sequence[int], on: date, words: Translator, progress: Progress
) -> list[Sequence[str]]:
    """The cells of people's lines in some columns, masked; who is gone is left out. Raises Cancelled."""
    found: list[Sequence[str]] = []
    for at in range(0, len(ids), PAGE):
        progress(at, len(ids))
        some = _lines(office, ids[at : at + PAGE], on, words)
        found += [[line.texts[place] for place in places] for line in some if line is not None]
    return found


def _lines(office: Office, ids: "array[int]", on: date, words: Translator) -> list[Line | None]:
    return lines(office, residents.page(office, ids, on=on), words)
