"""Ledgers and lists: made from the register on a date, to be drawn on the screen, printed (`printing`) or saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from vaxdesk.papers import forms
from vaxdesk.papers.form_reading import Form
from vaxdesk.papers.forms import FormContext
from vaxdesk.papers.sheet import Column, Sheet
from vaxdesk.register.cards import Card, cards
from vaxdesk.register.settings import read_setting
from vaxdesk.rules.masks import PROFILES, MaskProfile
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Progress, StandingCode

from .chosen import chosen
from .language import translator
from .lines import dose_lines, lines
from .office import Office
from .optional_fields import told_in_notice
from .overview import known_village, overview, village_names
from .people import with_grounds
from .rights import Right, needs
from .village_lines import Line, progress_lines, seven, village_lines

__all__ = ["Column", "Sheet", "all_forms", "make", "record"]

PAPER_LANGUAGE = "zh_CN"
"""Official papers are Chinese whatever the screen speaks."""
SUMMARY, MIGRANTS, COVER, RECORD = "summary", "migrants", "cover", "record"
MASKS = tuple(map(str, MaskProfile))
MADE_ELSEWHERE = ("person", "ledgers", "household", "list")
"""Forms of other pages: of a person (`record`), of a bound set (its cover), of a household, of a list sent down."""
PLAIN = {"village", "number", "blank", "total", *map(str, StandingCode)}
"""Fields of a village that need no indicators."""


def all_forms() -> list[dict[str, object]]:
    """The forms in the box: name, title, headings of the columns, whom they are about. Raises Refused `form_invalid`."""
    return [
        {
            "name": form.name,
            "title": form.title,
            "columns": [column.drawn.title for column in form.columns],
            "about": form.about,
            "profiles": list(form.profiles),
        }
        for form in forms.check_all()
    ]


def rows_in(sheets: Iterable[Sheet]) -> int:
    """How many lines with somebody or something on them the sheets have."""
    return sum(sheet.lines for sheet in sheets)


@needs(Right.PRINT)
def make(
    office: Office,
    name: str,
    on: date,
    village: str | None = None,
    mask: str = MaskProfile.LIST,
    reason: str = "",
    progress: Progress | None = None,
) -> list[Sheet]:
    """Fill a form: one sheet for the village, or one for each village; forms about the whole office give one sheet.

    Figures without persons leave as `public` whatever is asked. Raises Refused: `form_unknown`, `form_needs_one` (a form about
    one person), `village_unknown`, `mask_unknown`, `mask_not_for_form`, `reason_missing` (a full list), `does_not_balance`.
    """
    form = forms.load(name)
    if form.about in MADE_ELSEWHERE:
        raise Refused(
            "form_needs_one",
            say("The form {name} is about one person or one set: print it from the page of that.", name=name),
        )
    mask = allowed_mask(form, mask, reason)
    if mask == MaskProfile.FULL:
        office.permit.require(Right.EXPORT)
    overview(office, on, progress=progress)
    if form.about == "villages":
        return [_about_villages(office, form, on, village, mask, progress)]
    if form.about == "nobody":
        return [forms.fill(form, [], context(office, village or "", on, mask))]
    if form.choice.away:
        return [_filled(office, form, chosen(office, on, form.choice, village), on, village, mask)]
    places = [known_village(office, village)] if village is not None else village_names(office)
    sheets = []
    for nth, place in enumerate(places):
        if progress is not None:
            progress(nth, len(places))
        sheets.append(_filled(office, form, chosen(office, on, form.choice, place), on, place, mask))
    return sheets


def allowed_mask(form: Form, mask: str, reason: str) -> str:
    """The profile a form leaves with: the one asked for, or `public` where it names nobody.

    Raises Refused: `mask_unknown`, `mask_not_for_form`, `reason_missing`.
    """
    if mask not in MASKS:
        raise Refused(
            "mask_unknown", say("There is no mask {name}: choose one of {known}.", name=mask, known=", ".join(MASKS))
        )
    if form.profiles[0] == MaskProfile.PUBLIC:
        return MaskProfile.PUBLIC
    if mask not in form.profiles:
        raise forms.not_for(form, mask)
    if PROFILES[MaskProfile(mask)].needs_reason and not reason.strip():
        raise Refused("reason_missing", say("A list with full numbers needs a reason: write what it is for."))
    return mask


@needs(Right.PRINT)
def people_away(
    office: Office, on: date, categories: Sequence[str], village: str | None = None, mask: str = MaskProfile.FULL
) -> Sheet:
    """The form of people away (annex table 1 of notice 000): adults whose destination is of one of these classes."""
    if mask == MaskProfile.FULL:
        office.permit.require(Right.EXPORT)
    form = forms.load(MIGRANTS)
    found = chosen(office, on, form.choice, village)
    kept = [card for card in found if card.absence is not None and card.absence.category in categories]
    return _filled(office, form, kept, on, village, mask)


@needs(Right.EXPORT)
def record(office: Office, person: int, on: date, reason: str) -> Sheet:
    """Everything the office keeps of one person, for that person (PIPL art. 45).

    Raises Refused `person_unknown`, and `reason_missing`: who asked, and how the office knows it is them.
    """
    form = forms.load(RECORD)
    mask = allowed_mask(form, MaskProfile.FULL, reason)
    overview(office, on)
    card = next(cards(office.db, ids=[person]), None)
    if card is None:
        raise Refused("person_unknown", say("This person is not in the register any more: search again."))
    words = translator(PAPER_LANGUAGE)
    facts = next(iter(lines(with_grounds(office, [card], on), office, words, on)))
    return forms.fill(form, dose_lines(card, office.catalogue), context(office, card.village, on, mask), facts)


@needs(Right.PRINT)
def cover(office: Office, village: str, on: date, sheets: Sequence[Sheet]) -> Sheet:
    """The first page of a village's bound set: its counts with the balance line, and the ledgers in it.

    Raises Refused `village_unknown`, `does_not_balance`.
    """
    counts = overview(office, on, village).counts
    listed = [{"form": sheet.title, "total": sheet.lines} for sheet in sheets]
    return forms.fill(forms.load(COVER), listed, context(office, village, on, MaskProfile.PUBLIC), seven(counts))


@needs(Right.PRINT)
def context(office: Office, place: str, on: date, mask: str) -> FormContext:
    """What every form of the office says: its name, county, letterhead and campaign."""
    return FormContext(
        office=office.name,
        county=office.county,
        place=place,
        on=on,
        mask=mask,
        campaign=office.campaign.title,
        document=office.campaign.document,
        letterhead=read_setting(office.db, "letterhead"),
        also=told_in_notice(office),
    )


def _about_villages(
    office: Office, form: Form, on: date, village: str | None, mask: str, progress: Progress | None
) -> Sheet:
    found: Sequence[Line]
    whole: Mapping[str, object] = {}
    if {column.field for column in form.columns} <= PLAIN:
        found = village_lines(office, on, village)
    else:
        found, whole = progress_lines(office, on, village, progress)
    if village is not None:
        form = replace(form, total="")  # the rates of the whole office do not belong under the counts of one village
    return forms.fill(form, found, context(office, village or "", on, mask), whole=whole)


def _filled(office: Office, form: Form, found: list[Card], on: date, village: str | None, mask: str) -> Sheet:
    filled = lines(with_grounds(office, found, on), office, translator(PAPER_LANGUAGE), on)
    return forms.fill(form, filled, context(office, village or "", on, mask))
