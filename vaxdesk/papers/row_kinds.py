"""Tell the rows below the headings apart: data, or one of the closed set of things that are no data.

blank, header, group, total, footnote, signature, instructions. A row that carries an identity number or the like is
data whatever the name in it, and a row that fits nothing is never dropped without being listed.
"""

import re
from collections.abc import Mapping, Sequence

from .headings import Headings
from .layouts import RowWords, plain
from .raw import Raw

DATA = "data"
BEARERS = {"id": 15, "phone": 7}
"""Fields that only a person has, and how many signs of them are enough."""
NUMBERED_REMARK = re.compile(r"[(\uff08]?\d{1,2}[.\u3001\uff0e)\uff09](?!\d)")
COLONS = ":\uff1a"
LONGEST_NAME = 30
LABEL_SIZE = 16


class RowJudge:
    """Judges the rows of one sheet, from above to below; remembers whether remarks have begun.

    `heading_names` are the plain headings; `above` gives the lines over the headings and what they are: where a page
    begins anew they may stand again.
    """

    def __init__(
        self, headings: Headings, heading_names: frozenset[str], above: Mapping[tuple[str, ...], str], words: RowWords
    ) -> None:
        fields = headings.fields
        self._number = fields.get("number")
        self._key = fields.get(headings.layout.key)
        self._bearers = [(fields[field], size) for field, size in BEARERS.items() if field in fields]
        self._known = frozenset(fields.values())
        self._headings = heading_names
        self._above = above
        self._words = words
        self._remarks = False

    def kind(self, row: Sequence[Raw], wide: bool) -> str:
        """Say what the row is, judged by its own cells; `wide`: it has a cell that spans several columns."""
        if self._is_example(row):
            return "instructions"
        if any(_bears(row[column], size) for column, size in self._bearers):
            self._remarks = False
            return DATA
        filled = {column: text for column, cell in enumerate(row) if (text := text_of(cell))}
        if not filled or all(column == self._number and text.isdigit() for column, text in filled.items()):
            return "blank"
        kind = self._marked(filled) or self._unmarked(filled, wide)
        self._remarks = kind in ("footnote", "instructions")
        return kind

    def _is_example(self, row: Sequence[Raw]) -> bool:
        cell = None if self._number is None else row[self._number]
        return isinstance(cell, str) and plain(cell) in self._words.instructions

    def _marked(self, filled: Mapping[int, str]) -> str:
        """Rows that say by their words what they are."""
        texts = tuple(filled.values())
        if texts in self._above:
            return self._above[texts]
        if len(texts) > 1 and sum(plain(text) in self._headings for text in texts) * 2 > len(texts):
            return "header"
        if begins(texts[0], self._words.total):
            return "total"
        for kind in ("instructions", "footnote", "signature"):
            if is_label(texts[0], getattr(self._words, kind)):
                return kind
        if len(texts) == 1 and self._remarks and NUMBERED_REMARK.match(texts[0]):
            return "footnote"
        return ""

    def _unmarked(self, filled: Mapping[int, str], wide: bool) -> str:
        alone = len(filled) == 1
        if not (alone and (wide or next(iter(filled.values())).endswith(self._words.group))):
            named = self._key is not None and 0 < len(filled.get(self._key, "")) <= LONGEST_NAME
            if named or len(filled.keys() & self._known) > 1:
                return DATA
        return "footnote" if self._remarks else "group"


def _bears(cell: Raw, size: int) -> bool:
    """Whether the cell holds that many figures and Latin letters, however they are parted, and no words."""
    text = text_of(cell)
    if len(text) < size:
        return False
    bare = text if text.isalnum() and text.isascii() else plain(text)
    return len(bare) >= size and bare.isascii()


def begins(text: str, words: Sequence[str]) -> bool:
    """Whether the text, spaces and signs aside, begins with one of the words."""
    return plain(text).startswith(tuple(words))


def is_label(text: str, words: Sequence[str]) -> bool:
    """Whether the text is one of the words, or begins with one and soon a colon follows."""
    return plain(text) in words or (begins(text, words) and any(colon in text[:LABEL_SIZE] for colon in COLONS))


def text_of(cell: Raw) -> str:
    """Give a cell as text without spaces around it; a whole number without its point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
