"""Whom a form lists: the people of a place for whom everything holds that the form chooses by."""

from collections.abc import Iterator, Sequence
from datetime import date

from vaxdesk.papers.form_reading import Choice
from vaxdesk.register.cards import Card
from vaxdesk.rules.ages import full_years
from vaxdesk.rules.records import Residence

from .office import Office
from .people import people
from .rights import Right, needs


@needs(Right.LOOK)
def chosen(
    office: Office, on: date, choice: Choice, village: str | None = None, among: Sequence[int] | None = None
) -> list[Card]:
    """The people that a form chooses, of a village, among some ids, or of all. Raises Refused `village_unknown`."""
    found = people(office, on, village, choice.standings or None, among=among)
    return list(_fitting(found, choice, on))


def _fitting(found: list[Card], choice: Choice, on: date) -> Iterator[Card]:
    for card in found:
        if choice.details and card.detail not in choice.details:
            continue
        if choice.ages is not None and not choice.ages.covers(
            None if card.birth is None else full_years(card.birth, on)
        ):
            continue
        if choice.employed and (card.departure or not (card.unit or card.residence == Residence.WORKS_HERE)):
            continue
        if choice.away and (card.absence is None or card.departure):
            continue
        yield card
