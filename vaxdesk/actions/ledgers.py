"""Ledgers and lists: made from the register on a date, drawn on the screen, printed, saved; every export is noted."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers import forms
from vaxdesk.papers.fonts import FontShelf
from vaxdesk.papers.form_reading import Form
from vaxdesk.papers.forms import FormContext
from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.sheet import Column, Sheet
from vaxdesk.papers.workbook_out import write_workbook
from vaxdesk.register import standings
from vaxdesk.register.cards import Card
from vaxdesk.register.prints import note_print
from vaxdesk.rules import flows
from vaxdesk.rules.ages import full_years
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.records import Progress, StandingCode
from vaxdesk.rules.rows import ADULT

from .language import translator
from .lines import lines
from .office import Changes, Office
from .overview import known_village, overview
from .people import people, with_grounds

__all__ = ["Column", "Sheet", "all_forms", "make", "print_noted", "save"]

PAPER_LANGUAGE = "zh_CN"
"""Official papers are Chinese whatever the screen speaks."""
SUMMARY, MIGRANTS = "summary", "migrants"
MASKS = ("list", "door", "full")


def all_forms() -> list[dict[str, object]]:
    """The forms in the box: name, title, headings of the columns. Raises Refused `form_invalid`."""
    return [
        {"name": form.name, "title": form.title, "columns": [column.drawn.title for column in form.columns]}
        for form in forms.check_all()
    ]


def rows_in(sheets: Sequence[Sheet]) -> int:
    """How many lines with somebody or something on them the sheets have."""
    return sum(len(sheet.rows) for sheet in sheets)


def make(
    office: Office,
    name: str,
    on: date,
    village: str | None = None,
    mask: str = "list",
    reason: str = "",
    progress: Progress | None = None,
) -> list[Sheet]:
    """Fill a form: one sheet for the village, or one for each village; forms about the whole office give one sheet.

    Raises Refused: `form_unknown`, `village_unknown`, `mask_unknown`, `reason_missing` (a full list needs a reason),
    `does_not_balance`.
    """
    form = forms.load(name)
    if mask not in MASKS:
        raise Refused(
            "mask_unknown", say("There is no mask {name}: choose one of {known}.", name=mask, known=", ".join(MASKS))
        )
    if mask == "full" and not reason.strip():
        raise Refused("reason_missing", say("A list with full numbers needs a reason: write what it is for."))
    overview(office, on, progress=progress)
    if name == SUMMARY:
        return [forms.fill(form, _summary(office, on, village), _context(office, village or "", on, mask))]
    if name == MIGRANTS:
        return [people_away(office, on, list(flows.load()), village, mask)]
    if not form.standings:
        return [forms.fill(form, [], _context(office, village or "", on, mask))]
    places = [known_village(office, village)] if village is not None else list(standings.counts(office.db))
    sheets = []
    for nth, place in enumerate(places):
        if progress is not None:
            progress(nth, len(places))
        found = people(office, on, place, tuple(form.standings))
        sheets.append(_filled(office, form, found, on, place, mask))
    return sheets


class Saved(NamedTuple):
    """A saved paper: its pages (0 for a workbook), the characters no font here has (printed as boxes), and what changed."""

    pages: int
    missing: tuple[str, ...]
    changes: Changes


def save(
    office: Office,
    sheets: Sequence[Sheet],
    out: Path,
    mask: str,
    reason: str = "",
    progress: Progress | None = None,
) -> Saved:
    """Save sheets as .pdf or .xlsx by the name's ending, and note the export.

    Raises Refused: `format_unknown`, `no_chinese_font`, `file_not_written`; and Cancelled, with nothing written.
    """
    pages = 0
    missing: tuple[str, ...] = ()
    match out.suffix.lower():
        case ".pdf":
            fonts = FontShelf()
            pages, missing = write_pdf(sheets, out, progress, fonts), tuple(sorted(fonts.missing))
        case ".xlsx":
            write_workbook(sheets, out, progress)
        case _:
            raise Refused("format_unknown", say("{name} must end in .pdf or .xlsx.", name=out.name))
    return Saved(pages, missing, print_noted(office, sheets, mask, reason, out.name))


def boxes(missing: Sequence[str]) -> Message:
    """What to tell when characters came out as boxes because no font of the machine has them."""
    return say(
        "No font on this computer has these characters, so they are printed as boxes: {codes}. Write them in by hand.",
        codes=", ".join(f"{char} (U+{ord(char):04X})" for char in missing),
    )


def print_noted(office: Office, sheets: Sequence[Sheet], mask: str, reason: str, target: str) -> Changes:
    """Note that sheets left the office, on paper or as a file."""
    for sheet in sheets:
        note_print(office.db, office.user, sheet.name, sheet.place, sheet.on, len(sheet.rows), mask, reason, target)
    return Changes("print", prints=True)


def people_away(
    office: Office, on: date, categories: Sequence[str], village: str | None = None, mask: str = "full"
) -> Sheet:
    """The form of people away (annex table 1 of notice 000): adults whose destination is of one of these classes."""
    found = [
        card
        for card in people(office, on, village)
        if card.absence is not None
        and card.absence.category in categories
        and not card.departure
        and (card.birth is None or full_years(card.birth, on) >= ADULT)
    ]
    return _filled(office, forms.load(MIGRANTS), found, on, village, mask)


def _filled(office: Office, form: Form, found: list[Card], on: date, village: str | None, mask: str) -> Sheet:
    filled = lines(with_grounds(office, found, on), office, translator(PAPER_LANGUAGE), on)
    return forms.fill(form, filled, _context(office, village or "", on, mask))


def _context(office: Office, place: str, on: date, mask: str) -> FormContext:
    return FormContext(office=office.name, county=office.county, place=place, on=on, mask=mask, prepared_by="")


def _summary(office: Office, on: date, village: str | None) -> list[Mapping[str, object]]:
    seen = overview(office, on, village)
    return [
        {"village": name, "total": sum(counts.values()), **{str(code): counts[str(code)] for code in StandingCode}}
        for name, counts in seen.villages.items()
    ]
