"""What goes out for a canvass: pre-filled sheets in walking order, blank ones, cards and slips to leave at the door."""

import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from vaxdesk.papers.canvass_sheet import HouseholdSheet, SheetPaper, SheetRow, write_canvass_sheets
from vaxdesk.papers.door_papers import DoorPlace, write_cards, write_slips
from vaxdesk.papers.fonts import FontShelf
from vaxdesk.papers.saving import put
from vaxdesk.register import households as homes
from vaxdesk.register import sheets
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.households import Place
from vaxdesk.register.settings import read_setting
from vaxdesk.rules.ages import full_years
from vaxdesk.rules.household_code import scanned_code, typed_code
from vaxdesk.rules.masks import PROFILES, MaskProfile
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Progress

from .canvass_desk import MARK, rows_of, villages_of, walk
from .households import found_place
from .judging import refresh
from .language import PAPER, Translator, translator
from .lines import SEXES
from .office import Changes, Office
from .optional_fields import keying_lists
from .overview import known_village
from .printing import PRINTER, Going, Terms, numbered
from .rights import Right, needs
from .sheet_words import known_of

SHEET, BLANK, CARD, SLIP = "sheet", "blank", "card", "slip"
KINDS = (SHEET, BLANK, CARD, SLIP)
BLANK_ROWS = 9


class Made(NamedTuple):
    """A finished print: the PDF, its pages, the households on it, characters no font here has, and what changed."""

    pdf: bytes
    pages: int
    households: int
    missing: tuple[str, ...]
    changes: Changes


@needs(Right.PRINT)
def make_canvass(
    office: Office,
    kind: str,
    on: date,
    village: str | None = None,
    households: Sequence[int] | None = None,
    target: str = PRINTER,
    progress: Progress | None = None,
    deliver: Callable[[bytes], object] = lambda _pdf: None,
) -> Made:
    """Draw the papers of a village, or of these households in this order; sheets note whom they name in which row.

    Numbers and phones are masked for the door (rules.masks); cards and slips say no word of health. The print has its number before
    it is drawn, and `deliver` takes the PDF to the `target` noted beside it.

    Raises Refused: `paper_kind_unknown`, `village_unknown`, `household_unknown`, `nobody_to_visit`, `no_chinese_font`, what
    `deliver` raises; and Cancelled.
    """
    if kind not in KINDS:
        raise Refused(
            "paper_kind_unknown",
            say("There is no paper {name}: choose one of {known}.", name=kind, known=", ".join(KINDS)),
        )
    places = [] if kind == BLANK else _places(office, village, households)
    if kind in (SHEET, BLANK):
        refresh(office, on, progress)
    members = [_members(office, place.id) if kind == SHEET else () for place in places]
    rows = sum(map(len, members)) or len(places)
    words, fonts, buffer = _words(), FontShelf(), BytesIO()
    going = Going(f"canvass_{kind}", _whereabouts(places, households, village), on, rows, MaskProfile.DOOR)
    with numbered(office, [going], Terms(MaskProfile.DOOR), target) as way:
        (note,) = way.notes
        if kind in (SHEET, BLANK):
            sheets_of = list(zip(places, members, strict=True))
            pages = _draw_sheets(office, sheets_of, on, words, note, fonts, buffer, progress)
        else:
            pages = _draw_cards(office, kind, places, on, words, note, fonts, buffer)
        way.pages = [pages]
        deliver(buffer.getvalue())
    return Made(buffer.getvalue(), pages, len(places), tuple(sorted(fonts.missing)), Changes("print", prints=True))


@needs(Right.PRINT)
def save_canvass(
    office: Office,
    kind: str,
    on: date,
    out: Path,
    village: str | None = None,
    households: Sequence[int] | None = None,
    progress: Progress | None = None,
) -> Made:
    """Draw the papers and save them as a PDF. Raises Refused as `make_canvass`, and `file_not_written`."""
    return make_canvass(office, kind, on, village, households, out.name, progress, lambda pdf: put(pdf, out))


def _whereabouts(places: Sequence[Place], households: Sequence[int] | None, village: str | None) -> str:
    """The place as the register of prints names it: a village, or from which door to which; "" for everywhere."""
    if households is None or not places:
        return village or ""
    first, last = places[0], places[-1]
    doors = [f"{place.village}{place.address.removeprefix(place.village)}" for place in (first, last)]
    if first.village == last.village:
        doors[1] = last.address.removeprefix(last.village)
    return " - ".join(doors[: 1 + (first.id != last.id)])


def _places(office: Office, village: str | None, households: Sequence[int] | None) -> list[Place]:
    if households is None:
        villages = [known_village(office, village)] if village is not None else villages_of(office)
        households = [household for each in villages for household in walk(office, each)]
    places = [found_place(office, household) for household in households]
    if not places:
        raise Refused("nobody_to_visit", say("There is no household to visit: take in a roster with addresses first."))
    return places


def _draw_sheets(
    office: Office,
    homes_drawn: Sequence[tuple[Place, Sequence[Card]]],
    on: date,
    words: dict[str, Any],
    note: str,
    fonts: FontShelf,
    target: BinaryIO,
    progress: Progress | None,
) -> int:
    mark, paper = read_setting(office.db, MARK), translator(PAPER)
    printed: list[HouseholdSheet] = []
    for place, members in homes_drawn:
        printed.append(
            HouseholdSheet(
                place.village,
                place.address.removeprefix(place.village),
                typed_code(mark, place.id),
                scanned_code(mark, place.id),
                tuple(_row(office, paper, nth, card, on) for nth, card in enumerate(members, 1)),
            )
        )
    drawn = printed or [HouseholdSheet("", "", "", "", (), BLANK_ROWS)]
    shared = SheetPaper(words["sheet"], office.name, _legends(office, words["sheet"]["legends"]), note)
    pages = write_canvass_sheets(drawn, shared, target, fonts, progress)
    sheets.note_sheets(office.db, on, [(place.id, [card.id for card in members]) for place, members in homes_drawn])
    return pages


def _draw_cards(
    office: Office,
    kind: str,
    places: Sequence[Place],
    on: date,
    words: dict[str, Any],
    note: str,
    fonts: FontShelf,
    target: BinaryIO,
) -> int:
    mark = read_setting(office.db, MARK)
    doors = [
        DoorPlace(
            place.village,
            place.address.removeprefix(place.village),
            typed_code(mark, place.id),
            scanned_code(mark, place.id),
        )
        for place in places
    ]
    if kind == SLIP:
        return write_slips(doors, words["slip"], office.name, translator(PAPER).day(on), note, target, fonts)
    return write_cards(doors, words["card"], office.name, note, target, fonts)


def _members(office: Office, household: int) -> tuple[Card, ...]:
    """Who lives there now, the head first; a new print begins its rows anew."""
    people = [card for card in cards(office.db, ids=homes.members(office.db, household)) if not card.departure]
    return rows_of(office, people)


def _row(office: Office, paper: Translator, nth: int, card: Card, on: date) -> SheetRow:
    mask = PROFILES[MaskProfile.DOOR].masks
    age = "" if card.birth is None else paper.say("{age} years", age=full_years(card.birth, on))
    about = " ".join(filter(None, (paper(SEXES[card.sex]) if card.sex else "", age, card.relation)))
    identity = "\n".join(filter(None, (str(mask["id_number"](card.number)), str(mask["phone"](card.phone)))))
    return SheetRow(nth, card.name, about, identity, known_of(office, card).replace(", ", "\n"))


def _legends(office: Office, titles: dict[str, str]) -> list[str]:
    """The numbered lists, as they are typed: reasons behind a star, situations and outcomes behind a stroke."""
    lists = keying_lists(office)
    reasons = [office.catalogue.reasons[code].text for code in lists.reasons]
    disease = office.campaign.disease
    products = [product.short for product in office.catalogue.products.values() if product.disease == disease]
    return [
        f"{titles['reasons']}  {_numbered(reasons)}",
        f"{titles['products']}  {_numbered(products)}",
        f"{titles['situations']}  {_numbered(list(lists.situations.values()))}    {titles['helps']}  {_numbered(lists.helps)}"
        f"    {titles['outcomes']}  {_numbered(list(lists.outcomes.values()))}",
    ]


def _numbered(words: Sequence[str]) -> str:
    return "  ".join(f"{nth} {word}" for nth, word in enumerate(words, 1))


def _words() -> dict[str, Any]:
    return tomllib.loads((files("vaxdesk.resources") / "canvass_sheet.toml").read_text(encoding="utf-8"))
