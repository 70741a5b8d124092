"""Filling a workbook the county sent: its own sheets, our figures and people, everything else in it untouched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vaxdesk.papers import forms
from vaxdesk.papers.forms import masked, ordered
from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.saving import put
from vaxdesk.papers.template import EVERYWHERE, Heading, Slot, Template, Unknown, fill_template, read_template
from vaxdesk.register import recipes
from vaxdesk.register.people import villages
from vaxdesk.register.prints import note_print
from vaxdesk.rules import indicators as rates
from vaxdesk.rules.bands import band_of
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.measures import OFFICE, Counts, Scope, count
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.rates import rate
from vaxdesk.rules.records import Progress

from .chosen import chosen
from .indicators import tally
from .language import PAPER, translator
from .ledgers import allowed_mask
from .lines import lines
from .office import Changes, Office
from .people import with_grounds
from .printing import Terms
from .rights import Right, needs

__all__ = [
    "Filled", "Heading", "Refused", "Template", "fill", "fill_folder", "filled_workbook", "meanings", "say_meanings", "template_of",
]  # fmt: skip

RATES: Mapping[str, tuple[str, str]] = {
    "rate": ("completed", "due"),
    "first_dose_rate": ("first_dose", "due"),
    "ascertained_rate": ("ascertained", "registered"),
}
"""Shares a template may ask for: of one measure by another one."""
ENDINGS = (".xlsx", ".xlsm")
FULL = Terms(MaskProfile.FULL)
Line = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that was filled: how many cells, how many people it lists, and what was left as it is."""

    filled: int
    unknown: Sequence[Unknown]
    changes: Changes
    people: int = 0


@needs(Right.EXPORT)
def fill(
    office: Office, path: Path, out: Path, on: date, progress: Progress | None = None, terms: Terms = FULL
) -> Filled:
    """Fill the workbook with the figures of a day, write it to `out`, and note the export.

    A template that lists people needs a reason. Raises Refused: those of papers.template, `template_itself` (out is the
    template), `reason_missing`, `file_not_written`; then nothing is written.
    """
    if out.resolve() == path.resolve():
        raise Refused(
            "template_itself",
            say("{file} would be overwritten: choose another name for the filled one.", file=path.name),
        )
    template = template_of(office, path)
    found = figures(office, template, on, progress)
    people = _people(office, template, on, terms)
    put(fill_template(template, found, on, office.name, load_layouts(), people), out)
    listed = sum(map(len, people.values()))
    mask = terms.mask if listed else MaskProfile.PUBLIC
    note_print(
        office.db, office.user, "template", "", on, len(found) + listed, mask, terms.reason or template.file, out.name
    )
    shown = {slot.village for slot in template.slots if slot.village != EVERYWHERE}
    missing = sorted(set(villages(office.db)) - shown) if any(shown) else []
    without_row = [
        Unknown("", "", say("The village {name} of the register has no row.", name=name)) for name in missing
    ]
    return Filled(len(found), (*template.unknown, *without_row), Changes("print", prints=True), listed)


@needs(Right.EXPORT)
def fill_folder(
    office: Office, folder: Path, out: Path, on: date, progress: Progress | None = None, terms: Terms = FULL
) -> dict[str, Filled | Refused]:
    """Fill every template of a folder into another folder; one that is refused says why, and the others go on.

    Raises Refused `template_itself` (the same folder), `folder_empty`; and Cancelled between two templates.
    """
    if out.resolve() == folder.resolve():
        raise Refused(
            "template_itself",
            say("{file} would be overwritten: choose another name for the filled one.", file=folder.name),
        )
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(("~", ".")))
    if not paths:
        raise Refused(
            "folder_empty", say("{folder} holds no file: choose the folder with the templates.", folder=folder.name)
        )
    done: dict[str, Filled | Refused] = {}
    for nth, path in enumerate(paths):
        if progress is not None:
            progress(nth, len(paths))
        target = (out / path.name).with_suffix(".xlsx")
        try:
            done[path.name] = fill(office, path, target, on, terms=terms)
        except Refused as refused:
            done[path.name] = refused
    return done


@needs(Right.REVIEW)
def filled_workbook(office: Office, path: Path, on: date) -> bytes:
    """The workbook filled with the figures of a day, for a submission that is noted itself. Raises Refused as `fill` does."""
    template = template_of(office, path)
    people = _people(office, template, on, Terms(MaskProfile.FULL, template.file))
    return fill_template(template, figures(office, template, on), on, office.name, load_layouts(), people)


@needs(Right.REVIEW)
def template_of(office: Office, path: Path) -> Template:
    """What a workbook asks for, with what was said of its headings before. Raises Refused as papers.template does."""
    definitions = rates.load()
    return read_template(
        path,
        load_layouts(),
        {*definitions.measures, *RATES},
        villages(office.db),
        lambda text: band_of(text, definitions.band_words),
        recipes.recipes(office.db),
    )


def meanings() -> dict[str, str]:
    """What a heading can mean: the words of each measure, as they stand on paper."""
    return {code: measure.text for code, measure in rates.load().measures.items()} | {
        "rate": rates.load().indicators["full_course_rate"].text,
        "first_dose_rate": rates.load().indicators["first_dose_rate"].text,
        "ascertained_rate": rates.load().indicators["ascertained_rate"].text,
    }


@needs(Right.EXPORT)
def say_meanings(office: Office, told: Sequence[Heading]) -> Changes:
    """Remember what headings mean; the same headings in another workbook are then understood by themselves."""
    for mark in dict.fromkeys(heading.fingerprint for heading in told):
        columns = {heading.column: heading.measure for heading in told if heading.fingerprint == mark}
        recipes.remember_recipe(office.db, office.user, mark, columns)
    return Changes("recipe")


@needs(Right.REVIEW)
def figures(office: Office, template: Template, on: date, progress: Progress | None = None) -> dict[Slot, int | float]:
    """The figure of each slot; a total is the sum of the villages that stand on its sheet, or of all where none does."""
    if not template.slots:
        return {}
    measures = rates.load().measures.values()
    excludes = office.campaign.exclude_contraindicated
    found = tally(office, on, template.bands, progress=progress)
    counted = {
        name: count([part for part in found if part.village == name], measures, template.bands, excludes)
        for name in villages(office.db)
    }
    listed: dict[str, set[str]] = {}
    for slot in template.slots:
        if slot.village not in ("", EVERYWHERE):
            listed.setdefault(slot.sheet, set()).add(slot.village)
    asked = {slot: _villages_of(slot, listed, sorted(counted)) for slot in template.slots}
    return {slot: _figure(slot, [counted[name][_scope(slot)] for name in names]) for slot, names in asked.items()}


def _villages_of(slot: Slot, listed: Mapping[str, set[str]], everywhere: Sequence[str]) -> Sequence[str]:
    if slot.village == EVERYWHERE:
        return everywhere
    return [slot.village] if slot.village else sorted(listed.get(slot.sheet, everywhere))


def _figure(slot: Slot, places: Sequence[Counts]) -> int | float:
    if slot.measure not in RATES:
        return sum(counts[slot.measure] for counts in places)
    done, of = (sum(counts[measure] for counts in places) for measure in RATES[slot.measure])
    return float(rate(done, of) or 0)


def _scope(slot: Slot) -> Scope:
    return OFFICE if slot.band is None else Scope("band", slot.band.code)


def _people(office: Office, template: Template, on: date, terms: Terms) -> dict[str, list[Line]]:
    """The people of each table that lists some, in the order of the form they are taken from."""
    found: dict[str, list[Line]] = {}
    for rows in template.people:
        form = forms.load(rows.form)
        profile = MaskProfile(allowed_mask(form, terms.mask, terms.reason))
        cards = chosen(office, on, form.choice)
        listed = ordered(form, lines(with_grounds(office, cards, on), office, translator(PAPER), on))
        found[rows.sheet] = [masked(person, profile) for person in listed]
    return found
