"""What is done with several chosen people at once, each as one change: a tag, whoever answers for them, a list of them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.papers import forms
from vaxdesk.papers.sheet import Sheet
from vaxdesk.register import assignments, tags
from vaxdesk.register import contacts as log
from vaxdesk.register.cards import cards
from vaxdesk.rules.assignments import Duty, Scope
from vaxdesk.rules.contacts import quiet_on
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.messages import FieldRefused, Message, Refused, say
from vaxdesk.rules.typed import needed

from .assignments import VERB
from .judging import change_people, refresh
from .language import PAPER, translator
from .ledgers import allowed_mask, context
from .lines import lines
from .office import Changes, Office
from .people import with_grounds
from .rights import Right, needs

MOST = 10_000
"""People that are changed or listed at once."""
LONGEST_TAG = 12
"""Signs of a tag."""
PEOPLE, CALLS = "people", "phoning"
LISTS = {PEOPLE: say("List of people"), CALLS: say("Call list")}
"""The forms chosen people can be listed on."""


class Listed(NamedTuple):
    """A list of chosen people, and how many were left out because they do not wish to be contacted."""

    sheet: Sheet
    left_alone: int


@needs(Right.LOOK)
def known_tags(office: Office) -> list[str]:
    """The tags somebody carries."""
    return tags.names(office.db)


@needs(Right.LOOK)
def tags_of(office: Office, person: int) -> Sequence[str]:
    """The tags of a person."""
    return tags.carried(office.db, [person]).get(person, ())


@needs(Right.KEY)
def put_tag(office: Office, people: Sequence[int], name: str) -> Changes:
    """These people carry a tag from now on. Raises FieldRefused at `tag`: `needed`, `too_long`; Refused `too_many_people`."""
    tag = " ".join(name.split())
    if not tag:
        raise needed("tag")
    if len(tag) > LONGEST_TAG:
        raise FieldRefused(
            "tag", "too_long", say("A tag has {most} characters at most: write a shorter word.", most=LONGEST_TAG)
        )
    return _write(office, "tag", people, lambda change: tags.put(office.db, change, tag, people))


@needs(Right.KEY)
def drop_tag(office: Office, people: Sequence[int], name: str) -> Changes:
    """None of these people carries the tag any more. Raises Refused `too_many_people`."""
    return _write(office, "untag", people, lambda change: tags.drop(office.db, change, name, people))


@needs(Right.KEY)
def answer_for(office: Office, people: Sequence[int], duty: Duty, who: str) -> Changes:
    """Somebody answers for each of these people. Raises FieldRefused at `who`: `needed`; Refused `too_many_people`."""
    name = " ".join(who.split())
    if not name:
        raise needed("who")

    def write(change: int) -> None:
        for person in people:
            assignments.assign(office.db, change, Scope.PERSON, person, duty, name)

    return _write(office, VERB, people, write)


@needs(Right.PRINT)
def list_of(
    office: Office, people: Sequence[int], on: date, form: str = PEOPLE, mask: str = MaskProfile.LIST, reason: str = ""
) -> Listed:
    """Chosen people on paper, in their order. Whoever wishes for no contact is on no call list.

    Raises Refused: `too_many_people`, `mask_unknown`, `mask_not_for_form`, `reason_missing`.
    """
    _not_too_many(people)
    read = forms.load(form)
    allowed = allowed_mask(read, mask, reason)
    if allowed == MaskProfile.FULL:
        office.permit.require(Right.EXPORT)
    refresh(office, on)
    alone = _left_alone(office, people, on) if form == CALLS else frozenset()
    places = {person: nth for nth, person in enumerate(people) if person not in alone}
    found = [card for card in cards(office.db, ids=list(places)) if office.permit.sees(card.village)]
    found.sort(key=lambda card: places[card.id])
    filled = lines(with_grounds(office, found, on), office, translator(PAPER), on)
    return Listed(forms.fill(read, filled, context(office, "", on, allowed)), len(alone))


def _left_alone(office: Office, people: Sequence[int], on: date) -> frozenset[int]:
    contacts, declined = log.contacts_of(office.db, people), log.declined(office.db, people)
    return frozenset(
        person
        for person in people
        if quiet_on(contacts.get(person, ()), declined.get(person), person in declined, on) is not None
    )


def _not_too_many(people: Sequence[int]) -> None:
    if len(people) > MOST:
        raise Refused("too_many_people", TOO_MANY)


TOO_MANY: Message = say("At most {most} people are changed or listed at once: select fewer.", most=f"{MOST:,}")


def _write(office: Office, verb: str, people: Sequence[int], write: Callable[[int], None]) -> Changes:
    _not_too_many(people)
    return change_people(office, verb, people, write)
