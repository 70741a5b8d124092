"""Doses that cannot be true as they are recorded, or hardly can: each is a question to whoever recorded it, never dropped.

A recorded dose stands and counts until it is corrected. What is asked of a person's doses:
1. before_birth, in_future: the day lies before the birth, or has not come yet.
2. after_death, after_move: the day lies after the person left this place.
3. before_product: the vaccine was not in use on that day.
4. two_places: two doses on one day at two sites.
5. too_close: less than 14 days after the dose before (guideline of 29 March 2021: a second dose inside 14 days does not count).
6. while_away: recorded at a site here after the person was listed as away elsewhere.
And of all doses of a village on one day:
7. site_crowded: more than the site can give on a day.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .messages import Message, say
from .records import Departure

CLOSEST = timedelta(days=14)

KINDS: Mapping[str, Message] = {
    "before_birth": say("before the birth"),
    "in_future": say("in the future"),
    "after_death": say("after the death"),
    "after_move": say("after the move"),
    "before_product": say("before the vaccine was in use"),
    "two_places": say("two places on one day"),
    "too_close": say("too close to another dose"),
    "while_away": say("while away elsewhere"),
    "site_crowded": say("more than the site can give"),
}
"""The closed set of what is asked, in the order of weight."""


class GivenDose(NamedTuple):
    """A dose as it is recorded; `in_use_since` is the first day of its vaccine, where that is known."""

    id: int
    on: date | None
    product: str | None
    site: str
    in_use_since: date | None


class Dosed(NamedTuple):
    """A person with doses, ordered by day. `away_since` and `away_at`: listed as away there from that day on."""

    birth: date | None
    departure: str | None
    left_on: date | None
    away_since: date | None
    away_at: tuple[str, ...]
    doses: Sequence[GivenDose]


class DoseFault(NamedTuple):
    """What is asked about one dose or two: the code of KINDS, the ids of the doses, and the question."""

    kind: str
    doses: tuple[int, ...]
    question: Message


def faults_of(person: Dosed, today: date) -> Iterator[DoseFault]:
    """What is to be asked about the doses of one person (1 to 6). A dose without a day raises no question here."""
    dated = [dose for dose in person.doses if dose.on is not None]
    for dose in dated:
        yield from _about_one(dose, person, today)
    for before, after in pairwise(dated):
        yield from _about_two(before, after)


def _about_one(dose: GivenDose, person: Dosed, today: date) -> Iterator[DoseFault]:
    on, own = dose.on, (dose.id,)
    if on is None:
        return
    if person.birth is not None and on < person.birth:
        told = say("The dose of {day} lies before the birth ({birth}).", day=on, birth=person.birth)
        yield DoseFault("before_birth", own, told)
    if on > today:
        yield DoseFault("in_future", own, say("The dose of {day} lies in the future.", day=on))
    if dose.in_use_since is not None and on < dose.in_use_since:
        told = say("On {day} this vaccine was not in use yet (since {since}).", day=on, since=dose.in_use_since)
        yield DoseFault("before_product", own, told)
    yield from _about_place(dose.id, on, dose.site, person)


def _about_place(dose: int, on: date, site: str, person: Dosed) -> Iterator[DoseFault]:
    """Whether the person can have been here on that day."""
    if person.left_on is not None and on > person.left_on:
        if person.departure == Departure.DECEASED:
            told = say("The dose of {day} lies after the death ({left}).", day=on, left=person.left_on)
            yield DoseFault("after_death", (dose,), told)
        elif person.departure == Departure.MOVED_OUT:
            told = say("The dose of {day} lies after the move ({left}).", day=on, left=person.left_on)
            yield DoseFault("after_move", (dose,), told)
    away = person.away_since is not None and on >= person.away_since
    if away and site and not any(place and place in site for place in person.away_at):
        told = say(
            "The dose of {day} was recorded at {site}, but the person is listed as away in {place}.",
            day=on,
            site=site,
            place="".join(dict.fromkeys(person.away_at)),
        )
        yield DoseFault("while_away", (dose,), told)


def _about_two(before: GivenDose, after: GivenDose) -> Iterator[DoseFault]:
    if before.on is None or after.on is None or after.on - before.on >= CLOSEST:
        return
    both, here, there = (before.id, after.id), before.site, after.site
    if before.on == after.on and here and there and here != there:
        told = say("Two doses on {day} at two places: {here} and {there}.", day=before.on, here=here, there=there)
        yield DoseFault("two_places", both, told)
        return
    days = (after.on - before.on).days
    told = say("{here} and {there}: {days} days between two doses.", here=before.on, there=after.on, days=days)
    yield DoseFault("too_close", both, told)


def crowded(village: str, on: date, doses: int, capacity: int) -> Message:
    """The question about a day on which a village had more doses than the site can give (7)."""
    return say(
        "{village}: {doses} doses on {day}, but the site gives {capacity} a day at most.",
        village=village,
        doses=doses,
        day=on,
        capacity=capacity,
    )
