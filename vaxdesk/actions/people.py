"""Finding people, and saying where one stands and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vaxdesk.register import search
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.people import histories
from vaxdesk.register.prints import note_print
from vaxdesk.rules.explain import explain
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Explained, Progress

from .judging import refresh
from .office import Office
from .overview import known_village
from .rights import Right, needs

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the grounds of the standing."""

    card: Card
    explained: Explained


@needs(Right.LOOK)
def find(office: Office, text: str, on: date, limit: int = MOST_FOUND) -> list[Card]:
    """People by name, pinyin, initials, tail of number or phone, or address; several words must all match."""
    refresh(office, on)
    ids = search.find(office.db, text, limit)
    place = {id: nth for nth, id in enumerate(ids)}
    own = (card for card in cards(office.db, ids=ids) if office.permit.sees(card.village))
    return sorted(own, key=lambda card: place[card.id])


@needs(Right.LOOK)
def find_one(office: Office, text: str, on: date) -> Card:
    """The one person whom a text means. Raises Refused `person_unclear` if it means nobody, or more than one."""
    found = find(office, text, on, limit=2)
    if len(found) != 1:
        raise Refused(
            "person_unclear",
            say(
                "{typed} does not mean one person alone: type the whole identity number, or name and phone.", typed=text
            ),
        )
    return found[0]


@needs(Right.LOOK)
def people(
    office: Office,
    on: date,
    village: str | None = None,
    standings: tuple[str, ...] | None = None,
    progress: Progress | None = None,
    among: Sequence[int] | None = None,
) -> list[Card]:
    """Everybody, or those of a village, of some standings, among some ids. Raises Refused `village_unknown`, and Cancelled."""
    refresh(office, on, progress)
    place = known_village(office, village) if village is not None else None
    found = cards(office.db, ids=among, village=place, standings=standings)
    return [card for card in found if office.permit.sees(card.village)]


@needs(Right.LOOK)
def with_grounds(office: Office, found: list[Card], on: date) -> Iterator[Person]:
    """The same people, in the same order, each with the sentence why."""
    grounds = {
        judged.id: explain(judged.history, office.campaign, on)
        for judged in histories(office.db, office.campaign.code, [card.id for card in found])
    }
    for card in found:
        yield Person(card, grounds[card.id])


@needs(Right.EXPORT)
def export_people(
    office: Office, on: date, village: str | None, reason: str, progress: Progress | None = None
) -> list[Person]:
    """Everybody with full numbers and grounds, noted like any export. Raises Refused `reason_missing`, `village_unknown`."""
    if not reason.strip():
        raise Refused("reason_missing", say("A list with full numbers needs a reason: write what it is for."))
    found = list(with_grounds(office, people(office, on, village, progress=progress), on))
    note_print(office.db, office.user, "people", village or "", on, len(found), "full", reason, "json")
    return found
