"""Filling a workbook the county sent: its own sheets, our figures and people, everything else in it untouched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vaxdesk.papers import forms
from vaxdesk.papers.forms import masked, ordered
from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.package_edit import cell_name
from vaxdesk.papers.saving import put
from vaxdesk.papers.template import Template, fill_template, read_template
from vaxdesk.papers.template_lists import VILLAGES, PeopleRows
from vaxdesk.papers.template_parts import EVERYWHERE, Heading, Slot, Unknown, read_slot, written_slot
from vaxdesk.register import recipes
from vaxdesk.register.people import villages
from vaxdesk.register.prints import Going
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
from .printing import Terms, numbered
from .rights import Right, needs

__all__ = [
    "Filled", "Heading", "Refused", "Template", "fill", "fill_folder", "filled_workbook", "meanings", "template_of",
]  # fmt: skip

USUAL_RATE = "rate"
"""The word of a heading that says only "rate": the full course."""
FULL_COURSE = "full_course_rate"
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
    found, lists = _contents(office, template, on, terms, progress)
    listed = sum(len(lines) for rows, lines in zip(template.people, lists, strict=True) if rows.form != VILLAGES)
    cells = len(found) + sum(
        len(lines) for rows, lines in zip(template.people, lists, strict=True) if rows.form == VILLAGES
    )
    mask = terms.mask if listed else MaskProfile.PUBLIC
    going = Going("template", template.file, on, cells + listed, mask)
    noted = terms._replace(reason=terms.reason or template.file)
    with numbered(office, [going], noted, out.name) as way:
        put(fill_template(template, found, on, office.name, load_layouts(), lists, way.notes[0]), out)
    shown = {slot.village for slot in template.slots if slot.village != EVERYWHERE}
    missing = sorted(set(villages(office.db)) - shown) if any(shown) else []
    without_row = [
        Unknown("", "", say("The village {name} of the register has no row.", name=name)) for name in missing
    ]
    of_nobody = [
        Unknown(
            slot.sheet, cell_name(slot.place), say("There is nobody of whom to reckon this rate; the cell stays empty.")
        )
        for slot in template.slots
        if slot not in found
    ]
    return Filled(cells, (*template.unknown, *without_row, *of_nobody), Changes("print", prints=True), listed)


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
        target = out / _target_name(path, paths)
        try:
            done[path.name] = fill(office, path, target, on, terms=terms)
        except Refused as refused:
            done[path.name] = refused
    return done


def _target_name(path: Path, paths: Sequence[Path]) -> str:
    """The name of the filled workbook; an old one beside a new one of the same name keeps its ending too."""
    new = path.with_suffix(".xlsx")
    return f"{path.name}.xlsx" if new != path and new in paths else new.name


@needs(Right.EXPORT)
def filled_workbook(office: Office, path: Path, on: date) -> bytes:
    """The workbook filled with the figures of a day, for a submission that is noted itself. Raises Refused as `fill` does."""
    template = template_of(office, path)
    found, lists = _contents(office, template, on, Terms(MaskProfile.FULL, template.file))
    return fill_template(template, found, on, office.name, load_layouts(), lists)


@needs(Right.REVIEW)
def template_of(office: Office, path: Path) -> Template:
    """What a workbook asks for, with what was said of its headings before. Raises Refused as papers.template does."""
    definitions = rates.load()
    return read_template(
        path,
        load_layouts(),
        {*definitions.measures, *rates_asked()},
        villages(office.db),
        lambda text: band_of(text, definitions.band_words),
        recipes.recipes(office.db),
    )


def rates_asked() -> dict[str, tuple[str, str]]:
    """Rates a template may ask for: of one measure by another, for every indicator that is reckoned from the register alone."""
    definitions = rates.load()
    found = {
        code: (each.measure, definitions.denominators[each.denominators[0]].measure)
        for code, each in definitions.indicators.items()
    }
    counted = {code: parts for code, parts in found.items() if all(parts)}
    return counted | {USUAL_RATE: counted[FULL_COURSE]}


def meanings() -> dict[str, str]:
    """What a cell can ask for: the words of each measure and of each rate, as they stand on paper."""
    definitions = rates.load()
    texts = {code: definitions.indicators[code].text for code in rates_asked() if code not in (USUAL_RATE, FULL_COURSE)}
    usual = {USUAL_RATE: definitions.indicators[FULL_COURSE].text}
    return {code: measure.text for code, measure in definitions.measures.items()} | usual | texts


def _contents(
    office: Office, template: Template, on: date, terms: Terms, progress: Progress | None = None
) -> tuple[dict[Slot, int | float], list[list[Line]]]:
    """The figure of each slot, and the lines of each table of rows: its people, or the villages with their figures."""
    names = sorted(villages(office.db))
    asked = [_line_slots(rows, names) if rows.form == VILLAGES else [] for rows in template.people]
    found = figures(office, template, [*template.slots, *(slot for lines in asked for slot in lines)], on, progress)
    lists: list[list[Line]] = [
        _village_lines(names, lines, found) if rows.form == VILLAGES else _people(office, rows, on, terms)
        for rows, lines in zip(template.people, asked, strict=True)
    ]
    return {slot: found[slot] for slot in template.slots if slot in found}, lists


def _line_slots(rows: PeopleRows, names: Sequence[str]) -> list[Slot]:
    """What a table without villages asks for, if the villages are written into it in this order."""
    asked = {column: read_slot(text) for column, text in rows.columns.items() if "|" in text}
    return [
        Slot(rows.sheet, (nth, column), name, measure, band)
        for nth, name in enumerate(names)
        for column, (_, measure, band) in asked.items()
    ]


def _village_lines(names: Sequence[str], slots: Sequence[Slot], found: Mapping[Slot, int | float]) -> list[Line]:
    lines: dict[str, dict[str, object]] = {name: {"village": name} for name in names}
    for slot in (slot for slot in slots if slot in found):
        lines[slot.village][written_slot("", slot.measure, slot.band.code if slot.band else "")] = found[slot]
    return list(lines.values())


@needs(Right.REVIEW)
def figures(
    office: Office, template: Template, slots: Sequence[Slot], on: date, progress: Progress | None = None
) -> dict[Slot, int | float]:
    """The figure of each slot; a total is the sum of the villages that stand on its sheet, or of all where none does.

    A rate of nobody has no figure.
    """
    if not slots:
        return {}
    measures = rates.load().measures.values()
    excludes = office.campaign.exclude_contraindicated
    found = tally(office, on, template.bands, progress=progress)
    counted = {
        name: count([part for part in found if part.village == name], measures, template.bands, excludes)
        for name in villages(office.db)
    }
    listed: dict[str, set[str]] = {}
    for slot in slots:
        if slot.village not in ("", EVERYWHERE):
            listed.setdefault(slot.sheet, set()).add(slot.village)
    asked = {slot: _villages_of(slot, listed, sorted(counted)) for slot in slots}
    told = rates_asked()
    reckoned = (
        (slot, _figure(slot, [counted[name][_scope(slot)] for name in names], told)) for slot, names in asked.items()
    )
    return {slot: figure for slot, figure in reckoned if figure is not None}


def _villages_of(slot: Slot, listed: Mapping[str, set[str]], everywhere: Sequence[str]) -> Sequence[str]:
    if slot.village == EVERYWHERE:
        return everywhere
    return [slot.village] if slot.village else sorted(listed.get(slot.sheet, everywhere))


def _figure(slot: Slot, places: Sequence[Counts], told: Mapping[str, tuple[str, str]]) -> int | float | None:
    """The figure; None for a rate of nobody."""
    parts = told.get(slot.measure)
    if parts is None:
        return sum(counts[slot.measure] for counts in places)
    done, of = (sum(counts[measure] for counts in places) for measure in parts)
    share = rate(done, of)
    return None if share is None else float(share)


def _scope(slot: Slot) -> Scope:
    return OFFICE if slot.band is None else Scope("band", slot.band.code)


def _people(office: Office, rows: PeopleRows, on: date, terms: Terms) -> list[Line]:
    """The people of a table, in the order of the form they are taken from; of one village if the table is of one."""
    form = forms.load(rows.form)
    profile = MaskProfile(allowed_mask(form, terms.mask, terms.reason))
    cards = chosen(office, on, form.choice, rows.village or None)
    listed = ordered(form, lines(with_grounds(office, cards, on), office, translator(PAPER), on))
    return [masked(person, profile) for person in listed]
