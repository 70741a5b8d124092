"""The county's sums: townships side by side, their places, who is listed twice. Only units are compared."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from .rates import ranks, rate
from .records import StandingCode

HASH_BITS = 64
_BUCKETS = 256


class TownshipCount(NamedTuple):
    """What a township reported: its name, week, version, and people by standing."""

    name: str
    week: str
    version: int
    counts: Mapping[str, int]

    @property
    def registered(self) -> int:
        """People in scope."""
        return sum(people for code, people in self.counts.items() if code != StandingCode.OUT_OF_SCOPE)

    @property
    def due(self) -> int:
        """The due population where the contraindicated are left out: completed, incomplete, unvaccinated, to be verified."""
        codes = (StandingCode.COMPLETED, StandingCode.INCOMPLETE, StandingCode.UNVACCINATED, StandingCode.UNVERIFIED)
        return sum(self.counts.get(code, 0) for code in codes)

    @property
    def coverage(self) -> Fraction | None:
        """Full courses of the due."""
        return rate(self.counts.get(StandingCode.COMPLETED, 0), self.due)

    @property
    def ascertained(self) -> Fraction | None:
        """People about whom everything is known, of those in scope."""
        return rate(self.registered - self.counts.get(StandingCode.UNVERIFIED, 0), self.registered)


def places(townships: Sequence[TownshipCount]) -> dict[str, tuple[int | None, int | None]]:
    """The place of every township by coverage and by people ascertained; equals share a place."""
    coverage = ranks({each.name: each.coverage for each in townships})
    ascertained = ranks({each.name: each.ascertained for each in townships})
    return {each.name: (coverage[each.name], ascertained[each.name]) for each in townships}


def problems_of(counts: Mapping[str, int], villages: Mapping[str, Mapping[str, int]], total: int) -> bool:
    """Whether reported figures contradict each other: standings against the total, villages against standings."""
    if set(counts) != set(map(str, StandingCode)) or any(people < 0 for people in counts.values()):
        return True
    sums = {code: sum(each.get(code, 0) for each in villages.values()) for code in counts}
    return sum(counts.values()) != total or sums != dict(counts)


class Crossings:
    """Who is reported by more than one township, by a hash of 64 bits: 14 bytes a person, six million in 84 MB."""

    def __init__(self) -> None:
        self._hashes = [array("Q") for _ in range(_BUCKETS)]
        self._owners = [array("H") for _ in range(_BUCKETS)]
        self._places = [array("I") for _ in range(_BUCKETS)]

    def put(self, owner: int, hashes: Iterable[int]) -> None:
        """Note the people of a township (its number, from 0) in the order they are listed in."""
        for place, hash in enumerate(hashes):
            bucket = hash >> (HASH_BITS - 8)
            self._hashes[bucket].append(hash)
            self._owners[bucket].append(owner)
            self._places[bucket].append(place)

    def shared(self) -> Iterator[tuple[int, Sequence[tuple[int, int]]]]:
        """The hashes of people that several townships report: for each, township and place in its list."""
        for hashes, owners, places in zip(self._hashes, self._owners, self._places, strict=True):
            first: dict[int, int] = {}
            several: set[int] = set()
            for hash, owner in zip(hashes, owners, strict=True):
                if first.setdefault(hash, owner) != owner:
                    several.add(hash)
            found: dict[int, list[tuple[int, int]]] = {hash: [] for hash in several}
            for hash, owner, place in zip(hashes, owners, places, strict=True):
                if hash in several:
                    found[hash].append((owner, place))
            yield from found.items()
