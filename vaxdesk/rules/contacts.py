"""Who may be contacted: the closed sets of ways and answers, and how a refusal is respected.

Vaccination is voluntary and informed (notices 000 and 003); whoever declined is not chased. Nothing here is a fault of anybody.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Way(StrEnum):
    """How somebody was contacted."""

    PHONE = "phone"
    DOOR = "door"
    COUNTER = "counter"
    MESSAGE = "message"


class Answer(StrEnum):
    """What came of a contact. `came_forward`: they asked by themselves; `well` and `unwell`: how they are after a dose."""

    WILLING = "willing"
    UNDECIDED = "undecided"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
    WRONG_NUMBER = "wrong_number"
    CAME_FORWARD = "came_forward"
    WELL = "well"
    UNWELL = "unwell"
    OTHER = "other"


class Contact(NamedTuple):
    """One contact of a person or of the household: `answer` is an Answer or the outcome of a visit, `who` made it.

    `again_on`: not to be contacted before that day; after a refusal without it, not at all.
    """

    on: date
    way: str
    answer: str
    who: str
    again_on: date | None


KINDS = ("ordinary", "elders", "home")
"""Kinds of a session: ordinary, one for elders, a visit at home."""
REFUSALS = frozenset({Answer.DECLINED, "refused"})
"""Answers of a person, and the outcome of a visit, after which nobody calls again."""
ENDING = frozenset({Answer.WILLING, Answer.CAME_FORWARD, "met", "phoned"})
"""What ends an earlier refusal: they say otherwise, or open the door to a later visit."""
NOBODY_THERE = frozenset({"empty", "moved", "demolished"})
"""Outcomes of a visit at which nobody can have been disturbed."""
WEEK = timedelta(days=6)
"""A week is the day itself and the six before it."""
MOST_A_WEEK = 2
"""Contacts in a week before the desk warns."""


class Quiet(NamedTuple):
    """Why somebody is on no list for now: since when, and before which day (None: until they say otherwise)."""

    since: date
    until: date | None


def quiet_on(contacts: Sequence[Contact], declined_on: date | None, declined: bool, on: date) -> Quiet | None:
    """Whether a person is left alone on a day; `contacts` in any order, `declined` is the reason the register holds and its day.

    1. A refusal holds until its day, without one until they say otherwise. 2. The reason "declined" is a refusal of its day.
    3. A later word that they are willing, or came forward, ends it; on one and the same day the later entry counts.
    4. The last contact may name a day before which nobody calls.
    """
    refused: Quiet | None = Quiet(declined_on or date.min, None) if declined else None
    asked: Quiet | None = None
    for contact in sorted(contacts, key=lambda contact: contact.on):
        if contact.on > on:
            break
        if contact.answer in REFUSALS:
            refused = Quiet(contact.on, contact.again_on)
        else:
            asked = Quiet(contact.on, contact.again_on) if contact.again_on else None
        if contact.answer in ENDING and refused is not None and contact.on >= refused.since:
            refused = None
    running = (each for each in (refused, asked) if each is not None and (each.until is None or on < each.until))
    return next(running, None)


def in_week(contacts: Sequence[Contact], on: date) -> list[Contact]:
    """The contacts of the week up to a day, the oldest first; what was said at the door on one day is one contact."""
    fitting = [each for each in contacts if on - WEEK <= each.on <= on and each.answer not in NOBODY_THERE]
    doors = {each.on: each for each in fitting if each.way == Way.DOOR}
    return sorted(
        [*doors.values(), *(each for each in fitting if each.way != Way.DOOR)], key=lambda contact: contact.on
    )
