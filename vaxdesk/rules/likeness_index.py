"""Finding those a record may speak of among very many, without comparing it with everybody.

Two records are compared only if they share a key: a number, what is left of one, or a name, its sound, a phone or a place with
something else. So a list of 100,000 against a register of 100,000 costs a few comparisons a row.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from .likeness import Likeness, PersonLike, Traits, Verdict, compare_traits, read_traits, verdict_on
from .messages import say
from .name_likeness import NameForms
from .number_likeness import SIGNIFICANT
from .records import Progress

BEGINNING = 10
"""First digits of a number (county and year of birth) that stay if the slip is behind them."""
END = 7
"""Last digits of a number that stay if the slip is before them; two neighbours that were swapped are never in both parts."""
DOOR = 3
"""Last signs of an address: what stands before them is told by some only."""
MOST = 64
"""People a key may hold without a name in it: a phone of more people than that is everybody's, and tells nothing."""
TELL_EVERY = 2000
"""People between two reports of progress."""


class Match(NamedTuple):
    """Somebody of the index, and how like the record that person is."""

    id: int
    likeness: Likeness


class LikenessIndex:
    """People by the keys under which a slip still finds them.

    Keys are kept as hashes: two that meet by chance bring one comparison too many and never another answer.
    """

    def __init__(self, forms: NameForms, today: date) -> None:
        self._forms = forms
        self._today = today
        self._people: dict[int, Traits] = {}
        self._keys: dict[int, tuple[int, ...]] = {}

    def put(self, id: int, person: PersonLike) -> None:
        """Add a person; an id is given once."""
        traits = self._people[id] = read_traits(person, self._forms, self._today)
        for key in _keys(traits):
            fitting = self._keys.get(hash(key), ())
            if id not in fitting and (len(fitting) <= MOST or key[0] in NAMED):
                self._keys[hash(key)] = (*fitting, id)

    def candidates(self, person: PersonLike) -> list[int]:
        """The ids of all people who share a key with the record, in ascending order."""
        return self._near(read_traits(person, self._forms, self._today))

    def matches(self, person: PersonLike) -> list[Match]:
        """Everybody the record may speak of, the most certain first. Two who are both the same are both doubtful."""
        traits = read_traits(person, self._forms, self._today)
        found = self._compared(traits, self._near(traits))
        return _only_one(found)

    def pairs(self, progress: Progress | None = None) -> Iterator[tuple[int, Match]]:
        """Every two people of the index who may be one, once: (the lower id, the other with the likeness). Raises Cancelled."""
        for nth, (id, traits) in enumerate(self._people.items()):
            if progress is not None and nth % TELL_EVERY == 0:
                progress(nth, len(self))
            later = (other for other in self._near(traits) if other > id)
            yield from ((id, match) for match in self._compared(traits, later))

    def __len__(self) -> int:
        return len(self._people)

    def _near(self, traits: Traits) -> list[int]:
        found: set[int] = set()
        for key in _keys(traits):
            fitting = self._keys.get(hash(key), ())
            if len(fitting) <= MOST or key[0] in NAMED:
                found.update(fitting)
        return sorted(found)

    def _compared(self, traits: Traits, ids: Iterable[int]) -> list[Match]:
        alike = [id for id in ids if verdict_on(traits, self._people[id]) is not Verdict.OTHER]
        return sorted((Match(id, compare_traits(traits, self._people[id])) for id in alike), key=certainty)


NAMED = frozenset({"number", "named"})
"""Kinds of keys that are never too common to be looked into."""


def certainty(match: Match) -> tuple[bool, int, int]:
    """Sorts the most certain first, by id where they are alike."""
    return match.likeness.verdict is not Verdict.SAME, -match.likeness.score, match.id


def _only_one(found: list[Match]) -> list[Match]:
    same = sum(match.likeness.verdict is Verdict.SAME for match in found)
    if same < 2:
        return found
    ground = say("Others fit as well.")
    return [
        Match(id, Likeness(Verdict.DOUBTFUL, score, (*grounds, ground))) for id, (_verdict, score, grounds) in found
    ]


Key = tuple[str, *tuple[object, ...]]


def _keys(traits: Traits) -> Iterator[Key]:
    """The keys of a record; two that `judge_ties` calls the same or doubtful share one, if not too many share it.

    A number with one slip keeps its beginning or its end. A name is looked for in standard characters with a number's beginning,
    a birth date or a place; a name that is only like it is found by the others of these, or by first sign or sound beside them.
    """
    number = traits.number
    if number.whole:
        yield "number", number.whole
    if len(number.head) == SIGNIFICANT:
        yield "head", number.head
    written = {text for text in (number.whole, number.typed) if text}
    yield from (("end", text[-END:]) for text in written)
    beginnings = {text[:BEGINNING] for text in (*written, number.head) if len(text) >= BEGINNING}
    homes = list(_homes(traits))
    yield from homes
    if traits.address:
        yield "tail", traits.village, traits.address[-DOOR:]
    places = [*homes, ("village", traits.village)] if traits.village else homes
    yield from (("born", birth, *place) for birth in traits.births for place in places)
    for name in traits.names:
        yield from (("named", name.plain, *place) for place in places)
        yield from (("named", name.plain, birth) for birth in traits.births)
        yield from (("named", name.plain, beginning) for beginning in beginnings)
        yield from (("sound", spelling, beginning) for spelling in name.spellings for beginning in beginnings)
        yield from (
            ("surname", name.plain[:1], place) for place in (traits.village, *traits.births, *beginnings) if place
        )


def _homes(traits: Traits) -> Iterator[Key]:
    if traits.phone:
        yield "phone", traits.phone
    if traits.address:
        yield "door", traits.village + traits.address
    if traits.household:
        yield "household", traits.village, traits.household
