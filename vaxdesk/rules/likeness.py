"""Whether two records speak of one person: the same, doubtful (a person decides), or somebody else; always with the grounds.

A wrong merge is worse than a question: `same` needs a number, or a name with a birth date and a tie of the household.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .messages import Message, say
from .name_likeness import CERTAIN, NAME_GROUNDS, NameForms, NameTie, ReadName, tie_all
from .names import name_key
from .number_likeness import CLOSE, NumberTie, NumberTrace, birth_in, read_trace, tie_numbers

SHORTEST_PHONE = 7
"""Digits of the shortest phone number that belongs to one house."""
LONGEST_PHONE = 11
"""Digits of a mobile number without its country code."""
SHORTEST_ADDRESS = 3
"""Signs of an address that names a door."""


class Verdict(StrEnum):
    """What two records are to each other; `doubtful` is for a person to decide."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    OTHER = "other"


class PersonLike(NamedTuple):
    """A person as a list or the register tells of them; what is not told is "" or None.

    `number` is as it stands in the cell, damaged or not. `sex` is "m", "f" or "".
    """

    name: str
    number: object = ""
    birth: date | None = None
    sex: str = ""
    phone: str = ""
    village: str = ""
    address: str = ""
    household: str = ""
    former_names: tuple[str, ...] = ()


class Traits(NamedTuple):
    """A record ready to be compared: `names` begins with the present one, `births` are those told and the one in the number."""

    names: tuple[ReadName, ...]
    number: NumberTrace
    births: frozenset[date]
    sex: str
    phone: str
    village: str
    address: str
    household: str


class Likeness(NamedTuple):
    """The verdict, a score from 0 to 100 by which the more certain come first (nothing is decided by it), and the grounds."""

    verdict: Verdict
    score: int
    grounds: tuple[Message, ...]


class Ties(NamedTuple):
    """What holds two records together or apart. None: not told by one of them.

    `birth` is equal, near (one slip) or other; `sex`, `phone`, `address`, `village` whether they are equal.
    """

    name: NameTie
    number: NumberTie
    number_ground: Message | None
    birth: str | None
    sex: bool | None
    phone: bool | None
    address: bool | None
    village: bool | None

    @property
    def home(self) -> bool:
        """Whether they share a phone or a door."""
        return bool(self.phone or self.address)

    @property
    def place(self) -> bool:
        """Whether they share a phone, a door or a village."""
        return bool(self.home or self.village)


def compare_people(one: PersonLike, other: PersonLike, forms: NameForms, today: date) -> Likeness:
    """Compare two records; see `judge_ties` for the rule. `today` bounds the birth date in a number."""
    return compare_traits(read_traits(one, forms, today), read_traits(other, forms, today))


def read_traits(person: PersonLike, forms: NameForms, today: date) -> Traits:
    """Make a record ready to be compared with many."""
    number = read_trace(person.number, today)
    digits = "".join(filter(str.isdecimal, person.phone))[-LONGEST_PHONE:]
    village, address = name_key(person.village), name_key(person.address)
    return Traits(
        tuple(forms.read(name) for name in (person.name, *person.former_names)),
        number,
        frozenset(birth for birth in (person.birth, birth_in(number)) if birth is not None),
        person.sex,
        digits if len(digits) >= SHORTEST_PHONE else "",
        village,
        address.removeprefix(village),
        name_key(person.household),
    )


def compare_traits(one: Traits, other: Traits) -> Likeness:
    """Compare two records that were made ready."""
    ties = tie_traits(one, other)
    return Likeness(judge_ties(ties), _score(ties), _grounds(ties))


def verdict_on(one: Traits, other: Traits) -> Verdict:
    """The verdict alone. Neighbours with numbers and names of their own (rule 2) are most of many comparisons, and cost nothing."""
    two_numbers = one.number.checked and other.number.checked and one.number.whole != other.number.whole
    if two_numbers and one.names[0].plain != other.names[0].plain and len(one.names) == len(other.names) == 1:
        return Verdict.OTHER
    return judge_ties(tie_traits(one, other))


def tie_traits(one: Traits, other: Traits) -> Ties:
    """What holds two records together or apart."""
    number, number_ground = tie_numbers(one.number, other.number)
    return Ties(
        tie_all(one.names, other.names),
        number,
        number_ground,
        _tie_births(one.births, other.births),
        _equal(one.sex, other.sex),
        _equal(one.phone, other.phone),
        _tie_addresses(one, other),
        _equal(one.village, other.village),
    )


def judge_ties(ties: Ties) -> Verdict:
    """The rule, first match wins. A name is certain if it is the same, in whatever form, or a former one.

    1. One right number: with a certain name or one that only has a blank, the same; with another name doubtful, because numbers
       are mistyped, copied and given twice, and people are renamed (domain facts C6 45).
    2. Two right numbers that differ: two people; doubtful only where certain name, birth date and phone or door agree.
    3. Numbers one slip apart, or cut after 15 digits: the same with a certain name and phone, door or village, unless birth
       date or sex contradict; doubtful with a name that is certain or like it; otherwise two people (twins, siblings).
    4. No number to rely on: the same only with a certain name, an equal birth date and phone or door, unless the sex contradicts
       or the numbers do not fit together.
    5. Otherwise, with a certain name, or one with a blank if the sex does not contradict, doubtful if the birth date is equal; or
       near or untold, and phone, door or village agree; or another one, and phone or door agree (domain facts C6 44).
    6. With a name that is only like it, unless the sex contradicts, doubtful if the birth date is equal and phone, door or village
       agree, or if it is near or untold and phone or door agree. Where one character differs, in sound too, only an equal birth
       date with phone or door counts (twins).
    7. Everything else is somebody else: a name alone says nothing.
    """
    certain, like = ties.name in CERTAIN, ties.name is not NameTie.OTHER
    if ties.number is NumberTie.SAME:
        return Verdict.SAME if certain or ties.name is NameTie.BLANK else Verdict.DOUBTFUL
    if ties.number is NumberTie.TWO_NUMBERS:
        return Verdict.DOUBTFUL if certain and ties.birth == "equal" and ties.home else Verdict.OTHER
    if ties.number in CLOSE:
        fits = ties.birth in ("equal", None) and ties.sex is not False
        return Verdict.SAME if certain and fits and ties.place else Verdict.DOUBTFUL if like else Verdict.OTHER
    fits = ties.sex is not False and ties.number is NumberTie.UNKNOWN
    if certain and fits and ties.birth == "equal" and ties.home:
        return Verdict.SAME
    if certain or (ties.name is NameTie.BLANK and ties.sex is not False):
        return Verdict.DOUBTFUL if _may_be_one(ties) else Verdict.OTHER
    if like and ties.sex is not False and _sounds_like_one(ties):
        return Verdict.DOUBTFUL
    return Verdict.OTHER


def _may_be_one(ties: Ties) -> bool:
    """Rule 5."""
    return ties.birth == "equal" or (ties.home if ties.birth == "other" else ties.place)


def _sounds_like_one(ties: Ties) -> bool:
    """Rule 6."""
    if ties.name is NameTie.ONE_SIGN:
        return ties.birth == "equal" and ties.home
    return ties.place if ties.birth == "equal" else ties.birth != "other" and ties.home


def _equal(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _tie_births(ones: frozenset[date], others: frozenset[date]) -> str | None:
    if not ones or not others:
        return None
    if not ones.isdisjoint(others):
        return "equal"
    return "near" if any(_near(one, other) for one in ones for other in others) else "other"


def _near(one: date, other: date) -> bool:
    """Whether two days are one slip apart: one digit, or month and day swapped."""
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return True
    return sum(here != there for here, there in zip(one.isoformat(), other.isoformat(), strict=True)) == 1


def _tie_addresses(one: Traits, other: Traits) -> bool | None:
    """Whether they live behind one door, which is told by a number within a village; the longer address may begin with more."""
    if one.village and other.village and one.village != other.village:
        return False if one.address and other.address else None
    if one.household and (one.household, one.village) == (other.household, other.village):
        return True
    shorter, longer = sorted((one.address, other.address), key=len)
    if len(shorter) < SHORTEST_ADDRESS or not any(map(str.isnumeric, shorter)):
        return None
    if not (one.village and other.village):
        return True if one.village + one.address == other.village + other.address else None
    before = longer[-len(shorter) - 1 : -len(shorter)]
    return longer.endswith(shorter) and not (before.isnumeric() and shorter[0].isnumeric())


_EQUAL: dict[str, Message] = {
    "phone": say("The phone is the same."),
    "address": say("The door is the same."),
    "village": say("The village is the same."),
}
_UNEQUAL: dict[str, Message] = {
    "sex": say("The sex differs."),
    "phone": say("The phones differ."),
    "address": say("The doors differ."),
    "village": say("The villages differ."),
}
_BIRTH: dict[str, Message] = {
    "equal": say("The birth date is the same."),
    "near": say("The birth dates differ by one slip of the pen."),
    "other": say("The birth dates differ."),
}


def _grounds(ties: Ties) -> tuple[Message, ...]:
    told = ties._asdict()
    number = (ties.number_ground,) if ties.number_ground else ()
    birth = (_BIRTH[ties.birth],) if ties.birth else ()
    equal = (ground for field, ground in _EQUAL.items() if told[field] is True)
    unequal = (ground for field, ground in _UNEQUAL.items() if told[field] is False)
    return (NAME_GROUNDS[ties.name], *number, *birth, *equal, *unequal)


_NAME_SCORES = {
    NameTie.SAME: 30, NameTie.VARIANT: 28, NameTie.FORMER: 26, NameTie.BLANK: 20, NameTie.SOUND: 15, NameTie.BEGINNING: 12,
    NameTie.ONE_SIGN: 8,
}  # fmt: skip
_NUMBER_SCORES = {
    NumberTie.SAME: 40, NumberTie.HEAD: 32, NumberTie.ONE_DIGIT: 30, NumberTie.SWAPPED: 30, NumberTie.ONE_MISSING: 28,
    NumberTie.UNKNOWN: 10, NumberTie.UNLIKE: 5,
}  # fmt: skip
_BIRTH_SCORES = {"equal": 12, None: 4, "near": 3}


def _score(ties: Ties) -> int:
    """Points for what agrees; the most there can be is 100."""
    places = (
        8 * (ties.phone is True) + 6 * (ties.address is True) + 2 * (ties.village is True) + 2 * (ties.sex is not False)
    )
    return (
        _NAME_SCORES.get(ties.name, 0) + _NUMBER_SCORES.get(ties.number, 0) + _BIRTH_SCORES.get(ties.birth, 0) + places
    )
