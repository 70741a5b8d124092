"""Everybody an intake may meet: the people of the register, and those whom earlier rows of the same change set bring."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from vaxdesk.rules.matching import Comparison, Known, KnownDose
from vaxdesk.rules.names import name_key
from vaxdesk.rules.rows import RosterRow

from .sweeping import let_go

PENDING = 0
"""The id of a dose that is not in the register yet."""


class PeopleIndex:
    """Finds the one person a row speaks of: by number, or without one by name with phone or address."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._people: dict[int, Known] = {}
        self._by_number: dict[str, int] = {}
        self._loose: dict[tuple[str, ...], tuple[int, ...]] | None = None
        self._hints: dict[tuple[str, str], list[int]] = {}
        for known in people:
            self.put(known)

    def put(self, known: Known) -> None:
        """Add a person, or renew what is known of one."""
        if self._hints and known.id not in self._people:
            self._hint(known)
        self._people[known.id] = known
        if known.number:
            self._by_number[known.number] = known.id
        if self._loose is not None:
            _put_loose(self._loose, known)

    def by_number(self, number: str) -> Known | None:
        """The person with this number."""
        id = self._by_number.get(number)
        return None if id is None else self._people[id]

    def find(self, row: RosterRow, village: str) -> Known | None:
        """The one person a roster row speaks of; None if nobody or more than one fits."""
        if row.number:
            return self.by_number(row.number)
        if self._loose is None:  # most lists number everybody, and never ask
            self._loose = {}
            for known in self._people.values():
                _put_loose(self._loose, known)
        for key in _loose_keys(row.name, row.phone, village, row.address):
            fitting = self._loose.get(key, ())
            if len(fitting) == 1:
                return self._people[fitting[0]]
        return None

    def named(self, name: str) -> list[Known]:
        """Everybody of this name."""
        return self._hinted("name", name_key(name))

    def reached_by(self, phone: str) -> list[Known]:
        """Everybody with this phone."""
        return self._hinted("phone", phone)

    def _hinted(self, field: str, value: str) -> list[Known]:
        if not self._hints:
            for known in self._people.values():
                self._hint(known)
        return [self._people[id] for id in self._hints.get((field, value), ())]

    def _hint(self, known: Known) -> None:
        self._hints.setdefault(("name", name_key(known.name)), []).append(known.id)
        if known.phone:
            self._hints.setdefault(("phone", known.phone), []).append(known.id)

    def let_go(self) -> None:
        """Forget everybody."""
        let_go(self._people, self._by_number)

    def __iter__(self) -> Iterator[Known]:
        return iter(self._people.values())


def _put_loose(loose: dict[tuple[str, ...], tuple[int, ...]], known: Known) -> None:
    for key in _loose_keys(known.name, known.phone, known.village, known.address):
        fitting = loose.get(key, ())
        if known.id not in fitting:
            loose[key] = (*fitting, known.id)


def _loose_keys(name: str, phone: str, village: str, address: str) -> Iterator[tuple[str, ...]]:
    plain = name_key(name)
    if phone:
        yield plain, "phone", phone
    if address:
        yield plain, village, address


def as_known(id: int, row: RosterRow, village: str) -> Known:
    """A new person of this change set as later rows meet it."""
    doses = tuple(KnownDose(PENDING, dose.number, dose.on, dose.product) for dose in row.doses)
    return Known(
        id, row.number, row.name, row.birth, row.sex, row.phone, village, row.address, row.residence, row.departure,
        row.left_on, row.reason, doses, row.unit,
    )  # fmt: skip


def after(known: Known, comparison: Comparison) -> Known:
    """The person as later rows meet it once this row is taken."""
    values: dict[str, Any] = {
        change.field: change.new
        for change in comparison.changes
        if change.record == "person" and change.field in Known._fields
    }
    given: dict[tuple[int, str], object] = {
        (change.id, change.field): change.new for change in comparison.changes if change.record == "dose"
    }
    doses = tuple(_after(dose, given) for dose in known.doses) + tuple(
        KnownDose(PENDING, dose.number, dose.on, dose.product) for dose in comparison.new_doses
    )
    return known._replace(doses=doses, **values)


def _after(dose: KnownDose, given: dict[tuple[int, str], object]) -> KnownDose:
    on, product = given.get((dose.id, "given_on"), dose.on), given.get((dose.id, "product"), dose.product)
    evidence = str(given.get((dose.id, "evidence"), dose.evidence))
    return KnownDose(
        dose.id, dose.number, on if isinstance(on, date) else None, None if product is None else str(product), evidence
    )
