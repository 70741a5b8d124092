"""Rows of a household canvass, and of lists kept by people who see no identity card, read into facts.

Told doses are a count without day and vaccine: they are compared with what is recorded and never become doses.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import digits
from typing import Any, NamedTuple

from .matching import Known
from .problems import Problem, problem
from .rows import MOST_DOSES, NOT_STATED, RosterRow, Row, RowReader
from .writing import plain


@dataclass(frozen=True, slots=True)
class ToldDoses:
    """How the number of doses is told at the door (resources/canvass.toml)."""

    units: re.Pattern[str]
    none: frozenset[str]
    counts: Mapping[str, int]

    def count(self, text: str) -> int | None:
        """How many doses the text says; None where nobody knew, or where it says no number."""
        word = self.units.sub("", plain(text))
        if word in self.none:
            return 0
        told = int(word) if len(word) == 1 and word in digits else self.counts.get(word)
        return told if told is not None and told <= MOST_DOSES else None


def load() -> ToldDoses:
    """Read the word lists that ship with the program."""
    text = (files("vaxdesk.resources") / "canvass.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)["doses"]
    units = "|".join(sorted(map(re.escape, table["units"]), key=len, reverse=True))
    return ToldDoses(re.compile(f"(?:{units})$"), frozenset(table["none"]), table["counts"])


class CanvassRow(NamedTuple):
    """A person as a canvass row tells it.

    `told` is the number of doses told, None where it is not known; `destination`, `willing` and `remark` are free words. `person`
    holds no dose, and only what stands on the sheet: sex and birth date are those of the number.
    """

    person: RosterRow
    head: str
    told: int | None
    destination: str
    willing: str
    remark: str


class CanvassReader(RowReader):
    """Reads the rows of a canvass sheet, or of a list without identity numbers."""

    def canvass(self, row: Row, told: ToldDoses) -> CanvassRow:
        """Read a row of a canvass."""
        count = told.count(self._text(row, "doses"))
        person = self.roster(row)._replace(doses=())
        if count is None:
            person = with_problem(person, problem("doses", "doses_not_known"))
        return CanvassRow(
            person,
            self._text(row, "head"),
            count,
            self._text(row, "destination"),
            self._text(row, "willing"),
            self._text(row, "note"),
        )

    def below(self, row: CanvassRow, above: CanvassRow | None) -> CanvassRow:
        """The row in the household of the one above it, where the sheet names a household in its first row alone.

        A head, or whoever has a code, a head or an address of their own, begins a household.
        """
        person = row.person
        begins = person.household or person.address or row.head or plain(person.relation) in self._writing.heads
        if above is None or begins:
            return row
        first = above.person
        home = person._replace(
            household=first.household, address=first.address, village=person.village or first.village
        )
        return row._replace(person=home, head=above.head)

    def without_number(self, row: Row) -> RosterRow:
        """Read a row of a list that has no column for identity numbers: nothing is remarked about them."""
        person = self.roster(row)
        if "id" in self._fields:
            return person
        return person._replace(problems=tuple(found for found in person.problems if found.field != "id"))


def with_problem(person: RosterRow, found: Problem) -> RosterRow:
    """The row with one problem more."""
    return person._replace(problems=(*person.problems, found))


def reasons_differ(known: str | None, told: str | None) -> bool:
    """Whether two reasons contradict each other; one that was not stated contradicts nothing."""
    return known != told and NOT_STATED not in (known, told) and None not in (known, told)


def against_the_door(known: Known, row: RosterRow, door: frozenset[str]) -> tuple[Problem, ...]:
    """What a roster's row tells otherwise than the door did; `door` are the fields that stand as they were told there.

    A death or a move contradicts no reason. What a row leaves empty contradicts nothing.
    """
    found = []
    if "reason" in door and not row.departure and reasons_differ(known.reason, row.reason):
        found.append(problem("reason", "reason_conflict"))
    for field in ("phone", "address", "residence"):
        told = getattr(row, field)
        if field in door and told and told != getattr(known, field):
            found.append(problem(field, "door_conflict"))
    if "departure" in door and row.departure != known.departure:
        found.append(problem("residence", "door_conflict"))
    return tuple(found)


def doses_beside(told: int | None, recorded: int) -> str | None:
    """The code of the problem of a told count beside the doses recorded; recorded ones stand. None if they agree."""
    if told is None or told == recorded:
        return None
    return "dose_self_reported" if told > recorded else "doses_differ"
