"""Recorded doses that cannot be true or hardly can: listed, confirmed where they are right, else sent back as a correction request.

Nothing is dropped or changed by a question: the dose stands as it is recorded until somebody corrects it.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.papers import forms
from vaxdesk.papers.forms import FormContext
from vaxdesk.papers.sheet import Sheet
from vaxdesk.register import given
from vaxdesk.register.changes import begin_change
from vaxdesk.register.given import Named
from vaxdesk.register.settings import read_setting, write_setting
from vaxdesk.rules.dose_faults import KINDS, GivenDose, crowded, faults_of
from vaxdesk.rules.messages import FieldRefused, Message, say
from vaxdesk.rules.records import Progress

from .language import PAPER, translator
from .office import Changes, Office
from .rights import Right, needs

__all__ = ["KINDS", "Found", "capacity", "confirm", "correction_sheet", "find_faults", "set_capacity"]
TELL_EVERY = 5000
"""People between two reports of progress."""
CAPACITY = "site_capacity"
MOST = 99_999
FORM = "correction"


class Found(NamedTuple):
    """One question: its kind (rules.dose_faults.KINDS), who it is about, the doses as recorded, and the question itself.

    A crowded day is about a village: `person` is 0, `name` and `number` are "". `key` tells the same question again.
    """

    kind: str
    person: int
    name: str
    number: str
    village: str
    doses: Message
    question: Message
    key: str


@needs(Right.REVIEW)
def find_faults(office: Office, progress: Progress | None = None) -> list[Found]:
    """Every question about recorded doses that nobody answered yet, by kind, then by village and name. Raises Cancelled."""
    settled = given.answered(office.db)
    found: list[Found] = []
    days: dict[tuple[str, date], int] = {}
    total = office.people if progress else 0
    for nth, person in enumerate(given.everybody_dosed(office.db, office.vocabulary.in_use_since)):
        if progress is not None and nth % TELL_EVERY == 0:
            progress(nth, total)
        found += _of_person(office, person)
        for dose in person.dosed.doses:
            if dose.on is not None:
                days[person.village, dose.on] = days.get((person.village, dose.on), 0) + 1
    most = capacity(office)
    if most:
        found += [_crowded(*day, count, most) for day, count in days.items() if count > most]
    order = {kind: nth for nth, kind in enumerate(KINDS)}
    open_ones = [each for each in found if each.key not in settled]
    return sorted(open_ones, key=lambda each: (order[each.kind], each.village, each.name, each.key))


def _of_person(office: Office, person: Named) -> list[Found]:
    by_id = {dose.id: dose for dose in person.dosed.doses}
    return [
        Found(
            fault.kind,
            person.id,
            person.name,
            person.number,
            person.village,
            _told(office, [by_id[id] for id in fault.doses]),
            fault.question,
            f"{fault.kind} " + " ".join(f"{id}:{by_id[id].on}" for id in fault.doses),
        )
        for fault in faults_of(person.dosed, office.today)
    ]


def _told(office: Office, doses: Sequence[GivenDose]) -> Message:
    """One dose or two as they are recorded."""
    told = [_dose(office, dose) for dose in doses]
    return told[0] if len(told) == 1 else say("{here}; {there}", here=told[0], there=told[1])


def _dose(office: Office, dose: GivenDose) -> Message:
    vaccine = office.catalogue.products[dose.product].short if dose.product else say("vaccine unknown")
    return say("{day} {vaccine} {site}", day=dose.on or "", vaccine=vaccine, site=dose.site)


def _crowded(village: str, on: date, count: int, most: int) -> Found:
    question = crowded(village, on, count, most)
    doses = say("{count} doses on {day}", count=count, day=on)
    return Found("site_crowded", 0, "", "", village, doses, question, f"site_crowded {village} {on} {count}")


@needs(Right.REVIEW)
def capacity(office: Office) -> int:
    """How many doses one village's site can give on a day; 0 where nobody said so, and nothing is asked."""
    return int(read_setting(office.db, CAPACITY) or 0)


@needs(Right.TAKE_IN)
def set_capacity(office: Office, doses: int) -> Changes:
    """Say how many doses the site of a village can give on a day. Raises FieldRefused `not_on_the_list` outside 0 to 99,999."""
    if not 0 <= doses <= MOST:
        raise FieldRefused(CAPACITY, "not_on_the_list", say("Write a number from 0 to {most}.", most=MOST))
    with office.db.atomic():
        begin_change(office.db, office.user, "capacity")
        write_setting(office.db, CAPACITY, str(doses))
    return Changes("capacity")


@needs(Right.TAKE_IN)
def confirm(office: Office, found: Found) -> Changes:
    """What is recorded is right: nobody asks about it again unless it is changed."""
    given.confirm(office.db, office.user, found.person, found.key)
    return Changes("dose_confirmed")


@needs(Right.EXPORT)
def correction_sheet(office: Office, found: Sequence[Found], on: date) -> Sheet:
    """The correction request for whoever recorded the doses: as recorded, what is wrong, and room for what is right.

    It carries whole identity numbers, because the clinic finds its record by them.
    """
    words = translator(PAPER)
    villages = {each.village for each in found}
    place = villages.pop() if len(villages) == 1 else ""
    context = FormContext(office=office.name, county=office.county, place=place, on=on, mask="full")
    lines = (
        {
            "name": each.name or each.village,
            "id_number": each.number,
            "village": each.village,
            "detail": words(each.doses),
            "reason": words(each.question),
        }
        for each in found
    )
    return forms.fill(forms.load(FORM), lines, context)
