"""The sheet that comes back: a household is opened by its code, what is typed of it is read as often as somebody types."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from vaxdesk.register import households as homes
from vaxdesk.register import sheets
from vaxdesk.register.canvass import told_at_the_door
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.facts import sites
from vaxdesk.register.households import Place, Visit
from vaxdesk.register.people import villages
from vaxdesk.register.second_keyings import brought_by_first
from vaxdesk.register.settings import read_setting
from vaxdesk.register.sheets import WalkDoor as WalkDoor
from vaxdesk.rules import grades, keying
from vaxdesk.rules.household_code import household_of, typed_code
from vaxdesk.rules.keying import Terms
from vaxdesk.rules.keying_line import LineReader
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.typed import needed
from vaxdesk.rules.walking import moved, walking_order
from vaxdesk.rules.writing import plain

from .households import found_place
from .judging import refresh
from .office import Office
from .optional_fields import keying_lists
from .overview import known_village
from .plans import read_field
from .rights import Right, needs
from .sheet_typing import Typed, read_typed

MARK = "mark"
"""The setting that holds the register's own mark in its household codes."""
SITES_OFFERED = 9


class Door(NamedTuple):
    """A household at the desk: its place (None if new), its code, its members in the rows of its sheet, what was typed of it.

    `notes` is what to know before keying; `from_door` are the fields of members that were told at a door before.
    """

    place: Place | None
    code: str
    members: tuple[Card, ...]
    typed: Typed
    notes: tuple[Message, ...]
    from_door: Mapping[int, frozenset[str]]


class Unfinished(NamedTuple):
    """A household that waits for somebody: what was typed and not saved, or people nobody was asked about."""

    draft: int
    household: int | None
    village: str
    address: str
    by: str
    at: datetime
    typed: bool
    missing: int


@needs(Right.LOOK)
def open_code(office: Office, text: str, on: date) -> Door:
    """Open the household of a code that was scanned or typed, its sheet's or its village's own.

    Raises Refused: `code_twice`, `code_elsewhere`, `code_wrong`, `household_unknown`.
    """
    own = sheets.codes_of(office.db, plain(text))
    if len(own) == 1:
        return open_household(office, next(iter(own)), on)
    return open_household(office, household_of(text, read_setting(office.db, MARK)), on)


@needs(Right.LOOK)
def open_household(office: Office, household: int, on: date) -> Door:
    """Open a household with what was typed of it. Raises Refused `household_unknown`."""
    place = found_place(office, household)
    stored = sheets.draft_of(office.db, household)
    typed = read_typed(stored) if stored else Typed(household, place.village, place.address)
    code = typed_code(read_setting(office.db, MARK), household)
    members = _members(office, household, on)
    notes = [*_of_others(stored), *_of_visits(homes.visits(office.db, household)[:1])]
    from_door = told_at_the_door(office.db, [card.id for card in members])
    return Door(place, code, members, typed, tuple(notes), from_door)


@needs(Right.LOOK)
def open_new(office: Office, village: str, address: str, on: date) -> Door:
    """Open an address nobody has keyed yet; where a household lives there already, that one is opened.

    Raises FieldRefused at `village` or `address`, and Refused `village_unknown`.
    """
    known_village(office, village)
    office.permit.admit(village)
    lived_at = read_field(office, "address", address)
    if lived_at is None:
        raise needed("address")
    there = homes.place_at(office.db, village, lived_at)
    if there is not None:
        return open_household(office, there.id, on)
    return Door(None, "", (), Typed(None, village, lived_at), (), {})


@needs(Right.LOOK)
def open_draft(office: Office, draft: int, on: date) -> Door:
    """Open what was typed and not saved. Raises Refused `household_unknown` if it was saved or dropped since."""
    stored = sheets.draft_with(office.db, draft)
    if stored is None:
        raise Refused("household_unknown", say("This household is not in the register any more: search again."))
    if stored.household is not None:
        return open_household(office, stored.household, on)
    typed = read_typed(stored)
    if typed.again is not None:
        return open_again(office, typed.again, on)
    return Door(None, "", (), typed, tuple(_of_others(stored)), {})


@needs(Right.KEY)
def open_again(office: Office, household: int, on: date) -> Door:
    """Open a household to type it a second time, with what whoever opened the register typed of it so far.

    Its rows are those of its paper; what the first typing told is not shown. Raises Refused `household_unknown`.
    """
    place = found_place(office, household)
    own = (read_typed(stored) for stored in sheets.drafts(office.db) if stored.typed and stored.by == office.user)
    empty = Typed(village=place.village, address=place.address, again=household)
    typed = next((each for each in own if each.again == household), empty)
    brought = brought_by_first(office.db, household)
    members = tuple(card for card in _members(office, household, on) if card.id not in brought)
    note = say("Typed a second time: what the first typing told is not shown.")
    return Door(place, typed_code(read_setting(office.db, MARK), household), members, typed, (note,), {})


@needs(Right.LOOK)
def unfinished(office: Office) -> list[Unfinished]:
    """The households that were typed and not saved, or saved while somebody was not asked about; the newest first."""
    found = []
    for stored in sheets.drafts(office.db):
        typed = read_typed(stored)
        place = homes.place_of(office.db, stored.household) if stored.household is not None else None
        village, address = (place.village, place.address) if place else (typed.village, typed.address)
        if not office.permit.sees(village):
            continue
        at = datetime.fromisoformat(stored.at).astimezone()
        found.append(
            Unfinished(
                stored.id, stored.household, village, address, stored.by, at, bool(stored.typed), len(stored.missing)
            )
        )
    return found


@needs(Right.KEY)
def drop(office: Office, draft: int) -> None:
    """Forget what was typed of a household; its members who were not asked about are forgotten too."""
    sheets.drop_draft(office.db, draft)


@needs(Right.LOOK)
def walk(office: Office, village: str) -> tuple[int, ...]:
    """The households of a village in the order somebody walks them."""
    office.permit.admit(village)
    return tuple(walking_order(*sheets.doors(office.db, village)))


@needs(Right.LOOK)
def doors_of(office: Office, village: str) -> list[WalkDoor]:
    """The households of a village in walking order, with who lives there and when a sheet was printed and somebody went."""
    doors = {door.household: door for door in sheets.walk_doors(office.db, village)}
    return [doors[household] for household in walk(office, village)]


@needs(Right.LOOK)
def doors_among(office: Office, households: Collection[int]) -> list[WalkDoor]:
    """Those of these households where somebody lives, village by village in walking order. Raises Refused `household_unknown`."""
    villages_there = sorted({found_place(office, household).village for household in households})
    return [door for village in villages_there for door in doors_of(office, village) if door.household in households]


@needs(Right.LOOK)
def villages_of(office: Office) -> list[str]:
    """The villages of the register, by name."""
    return sorted(filter(office.permit.sees, villages(office.db)))


@needs(Right.KEY)
def rearrange(office: Office, village: str, household: int, before: int | None) -> tuple[int, ...]:
    """Walk to a household before another one, or last; the order is remembered and returned."""
    order = moved(walk(office, village), household, before)
    sheets.arrange(office.db, order)
    return tuple(order)


@needs(Right.LOOK)
def line_reader(office: Office) -> LineReader:
    """A reader of lines with the lists of the office."""
    catalogue = office.catalogue
    disease = office.campaign.disease
    terms = Terms(
        keying_lists(office),
        {code: each.short for code, each in catalogue.products.items() if each.disease == disease},
        {code: each.text for code, each in catalogue.reasons.items()},
        {code: each.text for code, each in grades.load().items()},
        catalogue.product_of,
        catalogue.reason_of,
        tuple(sites(office.db)[:SITES_OFFERED]),
        office.today,
    )
    return LineReader(terms, office.writing)


@needs(Right.LOOK)
def rows_of(office: Office, people: Sequence[Card], printed: Sequence[int] = ()) -> tuple[Card, ...]:
    """Members in the rows of a sheet: as it was `printed`, whoever came since behind; without one the head first."""
    there = {person: nth for nth, person in enumerate(printed)}

    def row(card: Card) -> tuple[int, bool, int]:
        return there.get(card.id, len(there)), plain(card.relation) not in office.writing.heads, card.id

    return tuple(sorted((card for card in people if not card.departure or card.id in there), key=row))


def _members(office: Office, household: int, on: date) -> tuple[Card, ...]:
    """Everybody on the sheet of a household keeps its row, also who left it since."""
    refresh(office, on)
    printed = sheets.printed_rows(office.db, household)
    people = list(dict.fromkeys((*homes.members(office.db, household), *printed)))
    return rows_of(office, list(cards(office.db, ids=people)), printed)


def _of_others(stored: sheets.Stored | None) -> list[Message]:
    if stored is None:
        return []
    at = datetime.fromisoformat(stored.at).astimezone()
    if stored.typed:
        return [say("{by} typed this on {at} and has not saved it.", by=stored.by, at=at)]
    return [
        say(
            "{by} saved this in part on {at}: {count} people were not asked about.",
            by=stored.by,
            at=at,
            count=len(stored.missing),
        )
    ]


def _of_visits(visits: Sequence[Visit]) -> list[Message]:
    return [
        say(
            "Visited on {day}: {outcome}. Keyed in by {by}.",
            day=visit.visited_on,
            by=visit.by,
            outcome=keying.outcome_text(visit.outcome),
        )
        for visit in visits
    ]
