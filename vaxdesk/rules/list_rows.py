"""Rows of a list sent down to be verified: whom each speaks of, with the number as it was typed."""

from typing import NamedTuple

from .number_likeness import NumberTrace, read_trace
from .rows import Row, RowReader


class ListRow(NamedTuple):
    """A person as a row of the list names it; `number` as the register would keep it, "" where it cannot be right."""

    name: str
    number: str
    trace: NumberTrace
    typed: str
    phone: str
    address: str


class ListReader(RowReader):
    """Reads the rows of a list sent down."""

    def listed(self, row: Row) -> ListRow:
        """Read a row; a wrong number is no problem here, it is what the list is verified for."""
        person = self.roster(row)
        written = self._cell(row, "id")
        return ListRow(
            person.name,
            person.number,
            read_trace(written, self._today),
            self._text(row, "id"),
            person.phone,
            person.address,
        )
