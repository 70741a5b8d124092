"""Why a number changed: two records of where everybody stood, and person by person what lies between them.

The register counts whoever is in scope. Between two moments somebody came in, went out, or stands elsewhere; for every village,
and in it for every standing, the last count and these movements make the next one (`proved`). A person who moved from one
village of the register to another went out of the one and came into the other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from .records import StandingCode


class Way(StrEnum):
    """What a movement does to the count: it adds somebody, takes somebody away, or moves somebody to another standing."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


class Cause(StrEnum):
    """Why somebody moved; each belongs to one Way."""

    NEW = "new"
    OF_AGE = "of_age"
    MOVED_IN = "moved_in"
    AT_DOOR = "at_door"
    FROM_VILLAGE = "from_village"
    TAKEN_IN = "taken_in"
    DIED = "died"
    MOVED_OUT = "moved_out"
    MERGED = "merged"
    AGED_OUT = "aged_out"
    TO_VILLAGE = "to_village"
    LEFT_BASIS = "left_basis"
    WITHDRAWN = "withdrawn"
    DOSE = "dose"
    CERTIFICATE = "certificate"
    DEFERRAL = "deferral"
    TOLD = "told"
    CORRECTION = "correction"
    TIME = "time"


CAUSES: Mapping[Way, Sequence[Cause]] = {
    Way.CAME: (Cause.NEW, Cause.OF_AGE, Cause.MOVED_IN, Cause.AT_DOOR, Cause.FROM_VILLAGE, Cause.TAKEN_IN),
    Way.WENT: (
        Cause.DIED, Cause.MOVED_OUT, Cause.MERGED, Cause.AGED_OUT, Cause.TO_VILLAGE, Cause.LEFT_BASIS, Cause.WITHDRAWN,
    ),
    Way.CHANGED: (Cause.DOSE, Cause.CERTIFICATE, Cause.DEFERRAL, Cause.TOLD, Cause.CORRECTION, Cause.TIME),
}  # fmt: skip
"""The causes of each way, in the order they are printed."""


class Mark(NamedTuple):
    """Where somebody stood: village, standing, and its detail."""

    village: str
    standing: str
    detail: str

    @property
    def counted(self) -> bool:
        """Whether the person is in scope."""
        return self.standing != StandingCode.OUT_OF_SCOPE


class Move(NamedTuple):
    """One person's movement in one village; a mark is None where the person was not in the register."""

    person: int
    village: str
    way: Way
    cause: Cause
    before: Mark | None
    after: Mark | None


class Difference(NamedTuple):
    """A person who is not marked as before."""

    person: int
    before: Mark | None
    after: Mark | None


Written = frozenset[str]
"""What was written about somebody between two moments: entered, door, arrived, dose, certificate, deferral, reason, edit."""


def moves(differences: Iterable[Difference], written: Mapping[int, Written]) -> Iterator[Move]:
    """The movements of people who are marked otherwise than before; another detail of the same standing is none."""
    for difference in differences:
        person, before, after = difference
        facts = written.get(person, frozenset())
        was = before if before is not None and before.counted else None
        now = after if after is not None and after.counted else None
        if was and now and was.village != now.village:
            yield Move(person, was.village, Way.WENT, Cause.TO_VILLAGE, before, after)
            yield Move(person, now.village, Way.CAME, Cause.FROM_VILLAGE, before, after)
        elif was and now:
            if was.standing != now.standing:
                yield Move(person, now.village, Way.CHANGED, _changed(facts), before, after)
        elif now:
            yield Move(person, now.village, Way.CAME, _came(before, facts), before, after)
        elif was:
            yield Move(person, was.village, Way.WENT, _went(after), before, after)


_CAME_BACK = {
    "under_age": Cause.OF_AGE,
    "moved_out": Cause.MOVED_IN,
    "not_arrived": Cause.MOVED_IN,
    "residence": Cause.MOVED_IN,
}
_GONE = {
    "deceased": Cause.DIED, "moved_out": Cause.MOVED_OUT, "merged": Cause.MERGED, "over_age": Cause.AGED_OUT,
    "residence": Cause.LEFT_BASIS,
}  # fmt: skip


def _came(before: Mark | None, facts: Written) -> Cause:
    if before is not None:
        return _CAME_BACK.get(before.detail, Cause.TAKEN_IN)
    if "arrived" in facts:
        return Cause.MOVED_IN
    return Cause.AT_DOOR if "door" in facts else Cause.NEW


def _went(after: Mark | None) -> Cause:
    return Cause.WITHDRAWN if after is None else _GONE.get(after.detail, Cause.WITHDRAWN)


def _changed(facts: Written) -> Cause:
    """The weightiest thing that was written; with nothing written only time has passed."""
    for word, cause in (
        ("dose", Cause.DOSE),
        ("certificate", Cause.CERTIFICATE),
        ("deferral", Cause.DEFERRAL),
        ("reason", Cause.TOLD),
        ("edit", Cause.CORRECTION),
    ):
        if word in facts:
            return cause
    return Cause.TIME


class Balance(NamedTuple):
    """The bridge of a village, or of the whole office: people in scope before and after, and the movements between by cause."""

    before: int
    causes: Mapping[Cause, int]
    after: int

    def sum(self, way: Way) -> int:
        """All movements of one way."""
        return sum(self.causes.get(cause, 0) for cause in CAUSES[way])


Counts = Mapping[str, Mapping[str, int]]
"""People in scope by village and standing."""


def balances(before: Counts, found: Sequence[Move], after: Counts) -> dict[str, Balance]:
    """The bridge of every village that is counted on either side, those of the new record first."""
    causes: dict[str, Counter[Cause]] = {}
    for move in found:
        causes.setdefault(move.village, Counter())[move.cause] += 1
    return {
        village: Balance(
            sum(before.get(village, {}).values()), causes.get(village, Counter()), sum(after.get(village, {}).values())
        )
        for village in dict.fromkeys([*after, *before])
    }


def whole(parts: Iterable[Balance]) -> Balance:
    """The bridges of all villages added up."""
    several = list(parts)
    causes: Counter[Cause] = Counter()
    for part in several:
        causes.update(part.causes)
    return Balance(sum(part.before for part in several), causes, sum(part.after for part in several))


def unproved(before: Counts, found: Iterable[Move], after: Counts) -> list[tuple[str, str]]:
    """The villages and standings where the last count and the movements do not make the next one; empty if all is proved."""
    reckoned: Counter[tuple[str, str]] = Counter()
    for village, standings in before.items():
        for standing, people in standings.items():
            reckoned[village, standing] += people
    for move in found:
        if move.way is not Way.CAME and move.before is not None:
            reckoned[move.village, move.before.standing] -= 1
        if move.way is not Way.WENT and move.after is not None:
            reckoned[move.village, move.after.standing] += 1
    for village, standings in after.items():
        for standing, people in standings.items():
            reckoned[village, standing] -= people
    return sorted(place for place, rest in reckoned.items() if rest)
