"""What cells of a workbook that was sent down ask for: words of a measure, a village, an age band beside an empty cell.

A label is the text of a cell; the empty cell to its right is what it asks for. In a table across, the heading of the row and
that of the column name together what their cell asks for.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..rules.bands import Band, band_of
from ..rules.messages import Message
from .headings import without_brackets
from .layouts import plain
from .raw import Place, RawSheet

LABEL_END = re.compile(r"[\s:\uff1a]+$")
LONGEST_LABEL = 24
BandOf = Callable[[str], Band | None]
EVERYWHERE = "*"
"""The village of a slot that asks for all villages of the register, whatever else stands on its sheet."""


class Slot(NamedTuple):
    """A cell of a sheet that asks for a measure, of a village, of a band or of all ages.

    `village` is "" for all that stand on the sheet, or EVERYWHERE.
    """

    sheet: str
    place: Place
    village: str
    measure: str
    band: Band | None


class Unknown(NamedTuple):
    """A place of a sheet (a cell, or "" for the sheet) that stays as it is, and why."""

    sheet: str
    cell: str
    why: Message


class Heading(NamedTuple):
    """A heading over cells to be filled: where it stands, its text, and what it was taken for.

    `measure` is a measure, or a field of a person where `people`; "" for what is left alone.
    """

    sheet: str
    fingerprint: str
    row: int
    column: int
    text: str
    measure: str
    people: bool = False


Recipes = Mapping[str, Mapping[str, str]]
"""What a person said, by fingerprint. Of the headings of a table: what a column (its number from 0) means, "" to leave it alone.

Of a sheet: what a cell asks for by its name (`written_slot`), which people it lists (LISTED), and from which row (FIRST_ROW).
"""
NO_RECIPES: Recipes = MappingProxyType({})
LISTED, FIRST_ROW = "listed", "first_row"


def written_slot(village: str, measure: str, band: str) -> str:
    """What a cell asks for, as a recipe keeps it; "" for a cell that is left alone."""
    return "|".join((village, measure, band)) if measure else ""


def read_slot(text: str) -> tuple[str, str, Band | None]:
    """Village, measure and band of what `written_slot` wrote."""
    village, measure, band = text.split("|")
    return village, measure, band_of(band)


class Asked(NamedTuple):
    """What a label asks for: a measure, of a village ("" for all), of a band or of all ages."""

    village: str
    measure: str
    band: Band | None


class Labels:
    """Reads labels: the words of the layout for figures, the villages of the register, the bands."""

    def __init__(
        self,
        fields: Mapping[str, str],
        measures: Collection[str],
        villages: Mapping[str, str],
        band_of: BandOf,
    ) -> None:
        self._fields = fields
        self._measures = measures
        self._villages = villages
        self._band_of = band_of

    def asked(self, text: str) -> Asked | None:
        """What a label asks for; None for any other text."""
        label = LABEL_END.sub("", text)
        if not 1 < len(label) <= LONGEST_LABEL:
            return None
        village, rest = self._village(label)
        for cut in range(len(rest)):
            band = self._band_of(rest[:cut]) if cut else None
            if cut and band is None:
                continue
            for words in (rest[cut:], without_brackets(rest[cut:])):
                measure = self._fields.get(plain(words), "")
                if measure in self._measures:
                    return Asked(village, measure, band)
        return None

    def crossed(self, one: str, other: str) -> Asked | None:
        """What the cell asks for that two headings meet in, in whichever order they say it together."""
        if not one or not other:
            return None
        return self.asked(one + other) or self.asked(other + one)

    def _village(self, label: str) -> tuple[str, str]:
        for name in self._villages.values():
            if label.startswith(name):
                return name, label[len(name) :]
        return "", label


def label_cells(sheet: RawSheet) -> Iterator[tuple[int, int, str]]:
    """The texts with an empty cell to their right, and that cell: past the merged range of the label."""
    ends = {(top, left): right for top, left, _, right in sheet.merges}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.strip():
                beside = ends.get((row, column), column) + 1
                if beside >= len(cells) or cells[beside] is None:
                    yield row, beside, cell


class Crossing(NamedTuple):
    """An empty cell where two headings meet: the text at the left end of its row, and the one above it in row `headings`."""

    place: Place
    left: str
    above: str
    headings: int


def crossings(sheet: RawSheet) -> Iterator[Crossing]:
    """The empty cells below a row of at least three texts, in rows that begin with a text."""
    covered = {place for merge in sheet.merges for place in covered_by(merge)}
    above: dict[int, str] = {}
    headings = 0
    for row, cells in enumerate(sheet.rows):
        texts = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
        left = next(filter(None, texts), "")
        if len(list(filter(None, texts))) > 2:
            above, headings = {column: text for column, text in enumerate(texts) if text}, row
        elif left:
            for column in above:
                empty = column >= len(cells) or cells[column] is None
                if empty and (row, column) not in covered:
                    yield Crossing((row, column), left, above[column], headings)


def covered_by(merge: tuple[int, int, int, int]) -> Iterator[Place]:
    """The cells of a merged range that do not show: all but the first."""
    top, left, bottom, right = merge
    return ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1) if (r, c) != (top, left))
