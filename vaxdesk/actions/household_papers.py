"""The papers of one household, to be carried to its door: its card, which is a form of the box, and those of a canvass."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from vaxdesk.papers import forms
from vaxdesk.papers.sheet import Sheet
from vaxdesk.register.settings import read_setting
from vaxdesk.rules import keying
from vaxdesk.rules.household_code import typed_code
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.records import Progress

from . import printing
from .canvass_desk import MARK, rows_of
from .canvass_paper import make_canvass, save_canvass
from .households import Household, household
from .language import PAPER, Translator, translator
from .ledgers import allowed_mask, context
from .lines import lines
from .office import Changes, Office
from .people import with_grounds
from .printing import Terms
from .rights import Right, needs

CARD = "household_card"
TERMS = Terms(MaskProfile.DOOR)


@needs(Right.PRINT)
def household_card(office: Office, id: int, on: date, mask: str = MaskProfile.DOOR) -> Sheet:
    """The card of a household: who lives there now, the head first, where they stand, and room for what a visit brings.

    Raises Refused `household_unknown`, `mask_unknown`, `mask_not_for_form`.
    """
    form = forms.load(CARD)
    mask = allowed_mask(form, mask, "")
    home, words = household(office, id, on), translator(PAPER)
    told = lines(with_grounds(office, list(rows_of(office, home.members)), on), office, words, on)
    return forms.fill(form, told, context(office, home.place.village, on, mask), _facts(office, home, words))


def _facts(office: Office, home: Household, words: Translator) -> dict[str, object]:
    """What the card says of the household itself."""
    last = next((f"{each.visited_on} {words(keying.outcome_text(each.outcome))}" for each in home.visits), "")
    return {
        "household": typed_code(read_setting(office.db, MARK), home.place.id),
        "village": home.place.village,
        "address": home.place.address.removeprefix(home.place.village),
        "name": home.head.name if home.head else "",
        "responsible": words.say(", ").join(dict.fromkeys(each.who for each in home.answering)),
        "notified": last,
    }


@needs(Right.PRINT)
def save(office: Office, kind: str, household: int, on: date, out: Path, progress: Progress | None = None) -> Changes:
    """Save a paper of a household as a PDF: CARD, or a kind of canvass_paper. Raises what drawing and saving it does."""
    if kind == CARD:
        return printing.save(office, [household_card(office, household, on)], out, TERMS, progress).changes
    return save_canvass(office, kind, on, out, households=[household], progress=progress).changes


@needs(Right.PRINT)
def print_out(
    office: Office,
    kind: str,
    household: int,
    on: date,
    send: Callable[[bytes], int],
    printer: str,
    progress: Progress | None = None,
) -> Changes:
    """Hand a paper of a household to the printer, as `save` makes it."""
    if kind == CARD:
        return printing.print_out(office, [household_card(office, household, on)], TERMS, send, printer, progress)[1]
    return make_canvass(
        office, kind, on, households=[household], target=printer, progress=progress, deliver=send
    ).changes
