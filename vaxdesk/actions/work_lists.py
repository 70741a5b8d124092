"""Work lists: whom to go to or call next. Who does not wish to be contacted stands on none of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.register import contacts as log
from vaxdesk.register import work_lists as lists
from vaxdesk.register.work_lists import Completeness, Elders, Found
from vaxdesk.rules import keying
from vaxdesk.rules.contacts import in_week, quiet_on
from vaxdesk.rules.masks import mask_phone
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.periods import Period, last_start

from .judging import refresh
from .office import Office
from .overview import known_village
from .rights import Right, needs

__all__ = ["OF_HOUSEHOLDS", "WORK_LISTS", "Completeness", "Job", "WorkList", "completeness", "work_list"]

WORK_LISTS: Mapping[str, Message] = {
    "households": say("Households to go to"),
    "never_visited": say("Never visited"),
    "nobody_home_twice": say("Nobody home twice"),
    "visit_again": say("To be visited again"),
    "data_missing": say("Data missing"),
    "due_and_willing": say("Due this week and willing"),
    "home_visit": say("Needs a home visit"),
    "call_again": say("To be contacted again"),
    "after_dose": say("After a dose: ask how they are"),
}
"""The lists and what they are called."""
OF_HOUSEHOLDS = frozenset({"households", "never_visited", "nobody_home_twice", "visit_again"})
WHATS: Mapping[str, Message] = {
    "birth": say("birth date missing"),
    "phone": say("phone missing"),
    "doses": say("doses to be asked about"),
}


class Job(NamedTuple):
    """A line of a list: a household (`person` 0) or a person; `note` is a day or what is missing.

    `lately` counts the contacts of the last seven days.
    """

    person: int
    household: int
    name: str
    village: str
    address: str
    phone: str
    note: Message | date | None
    lately: int


class WorkList(NamedTuple):
    """A list, and how many were left out because they do not wish to be contacted now."""

    name: str
    jobs: Sequence[Job]
    left_alone: int


@needs(Right.LOOK)
def work_list(office: Office, name: str, on: date, village: str | None = None, who: str = "") -> WorkList:
    """A list of WORK_LISTS on a day, of a village or of all, of what `who` answers for ("": of everybody). Phones are masked.

    A household is left out while one of its visits was refused, or while all who live there do not wish to be contacted.
    Raises Refused `list_unknown`, `village_unknown`.
    """
    if name not in WORK_LISTS:
        raise Refused(
            "list_unknown",
            say("There is no list {name}: choose one of {known}.", name=name, known=", ".join(WORK_LISTS)),
        )
    if village is not None:
        known_village(office, village)
    refresh(office, on)
    found = [
        each
        for each in lists.work_list(office.db, name, on, village, who, _elders(on))
        if office.permit.sees(each.village)
    ]
    living = lists.people_of(office.db, [each.household for each in found]) if name in OF_HOUSEHOLDS else {}
    asked = {each: living.get(each.household, ()) if name in OF_HOUSEHOLDS else (each.person,) for each in found}
    people = sorted({person for several in asked.values() for person in several})
    contacts, declined = log.contacts_of(office.db, people), log.declined(office.db, people)

    def alone(person: int) -> bool:
        if person not in contacts and person not in declined:
            return False
        return quiet_on(contacts.get(person, ()), declined.get(person), person in declined, on) is not None

    def lately(several: Sequence[int]) -> int:
        return max((len(in_week(contacts[person], on)) for person in several if person in contacts), default=0)

    # Whoever was vaccinated is asked how they are even if they wish for no other call: that is care, not persuasion.
    stay = [each for each in found if name == "after_dose" or not asked[each] or not all(map(alone, asked[each]))]
    jobs = [_job(each, lately(asked[each])) for each in stay]
    return WorkList(name, jobs, len(found) - len(stay))


def _elders(on: date) -> Elders:
    """Elders with a chronic disease, as their papers tell it (notice 001)."""
    followup = keying.load().followup
    return Elders(last_start(on, Period(months=12 * followup.age)), followup.diseases)


def _job(found: Found, lately: int) -> Job:
    note: Message | date | None = WHATS.get(found.note)
    if note is None and found.note:
        note = date.fromisoformat(found.note)
    return Job(*found[:5], mask_phone(found.phone), note, lately)


@needs(Right.LOOK)
def completeness(office: Office, on: date) -> list[Completeness]:
    """Every own village: households in the register, visited, complete, never visited, and how many it says it has."""
    refresh(office, on)
    return [each for each in lists.completeness(office.db) if office.permit.sees(each.village)]
