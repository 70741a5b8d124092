"""What a workbook to be filled looks like to whoever corrects it: its sheets, what each cell is taken for, what was said of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vaxdesk.papers import forms
from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.package_edit import cell_name, place_named
from vaxdesk.papers.template import Picture, Template
from vaxdesk.papers.template_lists import VILLAGES
from vaxdesk.papers.template_parts import FIRST_ROW, LISTED, Heading, Slot, read_slot, written_slot
from vaxdesk.register import recipes
from vaxdesk.register.people import villages
from vaxdesk.rules.messages import Message

from .fill import meanings
from .indicators import bands_of
from .office import Changes, Office
from .rights import Right, needs

__all__ = [
    "FIRST_ROW",
    "LISTED",
    "VILLAGES",
    "Choices",
    "Correction",
    "Mark",
    "SheetView",
    "cell_name",
    "choices",
    "correct",
    "views",
    "written_slot",
]

FIGURE, TOTAL, PEOPLE, HEADING, UNKNOWN = "figure", "total", "people", "heading", "unknown"
Place = tuple[int, int]


class Mark(NamedTuple):
    """What a cell is taken for: a kind (figure, total, people, heading, unknown), and its words; `why` for what is not known."""

    kind: str
    text: str
    why: Message | None = None


class SheetView(NamedTuple):
    """A sheet with its marks; rows and columns count from 0. `fingerprint` is what corrections of its cells are kept by.

    `lists` are its tables of rows: the form (or VILLAGES), and the first row.
    """

    name: str
    fingerprint: str
    rows: Sequence[Sequence[str]]
    merges: Sequence[tuple[int, int, int, int]]
    widths: Mapping[int, float]
    marks: Mapping[Place, Mark]
    slots: Mapping[Place, Slot]
    headings: Mapping[Place, Heading]
    lists: Sequence[tuple[str, int]]

    def heading_of(self, place: Place) -> Heading | None:
        """The heading that says what a cell is: itself, or for the first row of a table of rows the one above it."""
        mark = self.marks.get(place)
        if place in self.headings or mark is None or mark.kind != PEOPLE:
            return self.headings.get(place)
        above = [row for row, column in self.headings if column == place[1] and row < place[0]]
        return self.headings[max(above), place[1]] if above else None


class Choices(NamedTuple):
    """What a person can choose from: code (or name) and words of figures, columns about people, lists; villages; age bands."""

    figures: Mapping[str, str]
    fields: Mapping[str, str]
    lists: Mapping[str, str]
    villages: Sequence[str]
    bands: Sequence[str]


class Correction(NamedTuple):
    """One thing that a person says: of a fingerprint, the key and what it means; "" to leave it alone, None to forget it."""

    fingerprint: str
    key: str
    says: str | None


@needs(Right.REVIEW)
def choices(office: Office, template: Template) -> Choices:
    """What the words of a correction can be."""
    listed = {form: forms.load(form).title for form, _ in load_layouts().people_lists}
    fields: dict[str, str] = {}
    for form in listed:
        for column in forms.load(form).columns:
            fields.setdefault(column.field, column.drawn.title)
    for heading in template.headings:
        if heading.people and heading.measure:
            fields.setdefault(heading.measure, heading.text)
    bands = dict.fromkeys(band.code for band in (*bands_of(office), *template.bands))
    return Choices(meanings(), fields, listed, sorted(villages(office.db)), list(bands))


@needs(Right.EXPORT)
def correct(office: Office, said: Sequence[Correction]) -> Changes:
    """Remember what a person said; it holds for every workbook with the same headings, or the same sheet."""
    known = recipes.recipes(office.db)
    for mark in dict.fromkeys(each.fingerprint for each in said):
        told = dict(known.get(mark, {}))
        for each in said:
            if each.fingerprint == mark and each.says is None:
                told.pop(each.key, None)
            elif each.fingerprint == mark and each.says is not None:
                told[each.key] = each.says
        recipes.remember_recipe(office.db, office.user, mark, told)
    return Changes("recipe")


def views(template: Template, words: Choices) -> list[SheetView]:
    """Every visible sheet of a template with what its cells are taken for."""
    return [_view(template, picture, words) for picture in template.pictures]


def _view(template: Template, picture: Picture, words: Choices) -> SheetView:
    name = picture.sheet
    slots = {slot.place: slot for slot in template.slots if slot.sheet == name}
    headings = {(each.row, each.column): each for each in template.headings if each.sheet == name}
    marks: dict[Place, Mark] = {}
    for left in template.unknown:
        if left.sheet == name and left.cell:
            marks[place_named(left.cell)] = Mark(UNKNOWN, left.cell, left.why)
    for place, heading in headings.items():
        if heading.measure:
            known = words.fields if heading.people else words.figures
            marks[place] = Mark(HEADING, known.get(heading.measure, heading.text))
    lists = [rows for rows in template.people if rows.sheet == name]
    for rows in lists:
        for column, field in rows.columns.items():
            text = words.figures[read_slot(field)[1]] if "|" in field else words.fields.get(field, "")
            marks[rows.first, column] = Mark(PEOPLE, text)
    marks |= {place: _slot_mark(slot, words) for place, slot in slots.items()}
    return SheetView(
        name, picture.fingerprint, picture.rows, picture.merges, picture.widths, marks, slots, headings,
        [(rows.form, rows.first) for rows in lists],
    )  # fmt: skip


def _slot_mark(slot: Slot, words: Choices) -> Mark:
    text = words.figures.get(slot.measure, slot.measure)
    parts = (text, slot.band.code if slot.band else "", slot.village.strip("*"))
    return Mark(FIGURE if slot.village not in ("", "*") else TOTAL, " ".join(filter(None, parts)))
