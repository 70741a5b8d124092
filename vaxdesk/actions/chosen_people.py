"""What is done with several chosen people at once, each as one change: a tag, whoever answers for them, a list of them."""

from collections.abc import Iterator, Sequence
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
from vaxdesk.rules.messages import FieldRefused, Refused, say
from vaxdesk.rules.optional_fields import TAGS
from vaxdesk.rules.records import Progress
from vaxdesk.rules.typed import needed

from .assignments import VERB
from .judging import SLICE, change_many, refresh
from .language import PAPER, translator
from .ledgers import allowed_mask, context
from .lines import lines
from .office import Changes, Office
from .optional_fields import refuse_off
from .people import with_grounds
from .rights import Right, needs

MOST_LISTED = 100_000
"""People on one list: some 3,000 pages."""
LONGEST_TAG = 12
"""Signs of a tag."""
PEOPLE, CALLS = "people", "phoning"
LISTS = {PEOPLE: say("List of people"), CALLS: say("Call list")}
"""The forms chosen people can be listed on."""


TOO_MANY = say(
    "At most {most} people stand on one list: select fewer, or print the ledgers of the villages.",
    most=f"{MOST_LISTED:,}",
)


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
def put_tag(office: Office, people: Sequence[int], name: str, progress: Progress | None = None) -> Changes:
    """These people carry a tag from now on. Raises FieldRefused at `tag`: `field_off`, `needed`, `too_long`; Cancelled."""
    refuse_off(office, TAGS, "tag")
    tag = " ".join(name.split())
    if not tag:
        raise needed("tag")
    if len(tag) > LONGEST_TAG:
        raise FieldRefused(
            "tag", "too_long", say("A tag has {most} characters at most: write a shorter word.", most=LONGEST_TAG)
        )
    return change_many(office, "tag", people, lambda change, some: tags.put(office.db, change, tag, some), progress)


@needs(Right.KEY)
def drop_tag(office: Office, people: Sequence[int], name: str, progress: Progress | None = None) -> Changes:
    """None of these people carries the tag any more. Raises Cancelled."""
    return change_many(office, "untag", people, lambda change, some: tags.drop(office.db, change, name, some), progress)


@needs(Right.KEY)
def answer_for(
    office: Office, people: Sequence[int], duty: Duty, who: str, progress: Progress | None = None
) -> Changes:
    """Somebody answers for each of these people. Raises FieldRefused at `who`: `needed`; Cancelled."""
    name = " ".join(who.split())
    if not name:
        raise needed("who")

    def write(change: int, some: Sequence[int]) -> None:
        for person in some:
            assignments.assign(office.db, change, Scope.PERSON, person, duty, name)

    return change_many(office, VERB, people, write, progress)


@needs(Right.PRINT)
def list_of(
    office: Office,
    people: Sequence[int],
    on: date,
    form: str = PEOPLE,
    mask: str = MaskProfile.LIST,
    reason: str = "",
    progress: Progress | None = None,
) -> Listed:
    """Chosen people on paper, in their order. Whoever wishes for no contact is on no call list.

    Raises Refused: `too_many_people`, `mask_unknown`, `mask_not_for_form`, `reason_missing`; Cancelled.
    """
    if len(people) > MOST_LISTED:
        raise Refused("too_many_people", TOO_MANY)
    read = forms.load(form)
    allowed = allowed_mask(read, mask, reason)
    if allowed == MaskProfile.FULL:
        office.permit.require(Right.EXPORT)
    refresh(office, on)
    alone = _left_alone(office, people, on) if form == CALLS else frozenset()
    wanted = [person for person in people if person not in alone]
    filled = _lines_of(office, wanted, on, progress)
    return Listed(forms.fill(read, filled, context(office, "", on, allowed)), len(alone))


def _lines_of(
    office: Office, people: Sequence[int], on: date, progress: Progress | None
) -> Iterator[dict[str, object]]:
    """The lines of these people, in their order, read some at a time."""
    words = translator(PAPER)
    for at in range(0, len(people), SLICE):
        if progress is not None:
            progress(at, len(people))
        places = {person: nth for nth, person in enumerate(people[at : at + SLICE])}
        found = [card for card in cards(office.db, ids=list(places)) if office.permit.sees(card.village)]
        found.sort(key=lambda card: places[card.id])
        yield from lines(with_grounds(office, found, on), office, words, on)


def _left_alone(office: Office, people: Sequence[int], on: date) -> frozenset[int]:
    contacts, declined = log.contacts_of(office.db, people), log.declined(office.db, people)
    return frozenset(
        person
        for person in people
        if quiet_on(contacts.get(person, ()), declined.get(person), person in declined, on) is not None
    )
