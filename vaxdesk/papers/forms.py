"""The forms in the box, and filling them: people in, a Sheet out that screen, PDF and workbook only draw."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import groupby
from typing import Any

from ..rules.masks import PROFILES, Mask, MaskProfile, mask_text
from ..rules.messages import Refused, say
from .form_fields import BLANK, FIELDS, RUNNING, WHO
from .form_reading import GAPS, WITH_FACTS, Balance, Form, FormColumn, Wording, read_form, read_wording
from .sheet import Cell, Lead, Share, Sheet

Person = Mapping[str, object]
"""What is known of one line of a form, by field name (form_fields.FIELDS); a key that is missing prints as nothing."""

Masks = Mapping[str, Mask]

_SHARED = "common"
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a form needs beside its people: who fills it, for which place ("" for all), on which working date.

    `mask` is a mask profile ("list", "door", "full", "public"); `title` replaces the form's own title unless it is "".
    """

    office: str
    county: str
    place: str
    on: date
    mask: str = MaskProfile.LIST
    prepared_by: str = ""
    title: str = ""
    campaign: str = ""
    document: str = ""
    letterhead: str = ""
    also: str = ""
    """What is recorded of people beside what always is, as the notice to them says it."""


def names() -> list[str]:
    """The forms in the box by file name, in alphabetical order."""
    found = (entry.name for entry in files("vaxdesk.forms").iterdir())
    return sorted(name[:-5] for name in found if name.endswith(".toml") and name != f"{_SHARED}.toml")


def load(name: str) -> Form:
    """Read one form of the box. Raises Refused("form_unknown") or Refused("form_invalid") with file and key."""
    if name not in names():
        known = ", ".join(names())
        raise Refused("form_unknown", say("There is no form {name}. Choose one of: {known}.", name=name, known=known))
    return read_form(name, _table(name), wording())


def wording() -> Wording:
    """Read the words that all forms share. Raises Refused("form_invalid")."""
    return read_wording(_table(_SHARED))


def check_all() -> list[Form]:
    """Read every form of the box. Raises Refused("form_invalid") for the first one that is wrong."""
    return [load(name) for name in names()]


def fill(
    form: Form, people: Iterable[Person], context: FormContext, facts: Person | None = None, whole: Person | None = None
) -> Sheet:
    """Fill a form: sorted, grouped, numbered, masked, summed.

    `facts` are the fields of the one thing it is about (a person, a household, a bound set); `whole` those of the row of
    totals that are no sums. Raises Refused: "does_not_balance" when the figures of a row do not add up, "mask_not_for_form";
    ValueError for an unknown mask profile.
    """
    words = wording()
    profile = MaskProfile(context.mask)
    if profile not in form.profiles:
        raise not_for(form, profile)
    masks = PROFILES[profile].masks
    gaps = _gaps(context, words) | _known(facts or {}, form, masks, words)
    rows, whose = _rows(form, ordered(form, people), masks, words, whole or {})
    return Sheet(
        name=form.name,
        title=titled(form, context, gaps),
        place=context.place,
        on=context.on,
        columns=tuple(column.drawn for column in form.columns),
        rows=tuple(rows),
        caption=(form.caption[0].format_map(gaps), form.caption[1].format_map(gaps)),
        footnotes=_filled(form.footnotes, gaps),
        mask_note=_mask_note(form, words, profile) if rows or facts else "",
        signature=_filled(form.signature, gaps),
        page_label=words.page,
        landscape=form.landscape,
        when_empty=_when_empty(form, words),
        lead=tuple(Lead(_filled(line.parts, gaps), line.style) for line in form.lead),
        letterhead=context.letterhead,
        size=form.size,
        text_size=form.text_size,
        missing_note=words.missing_note,
        pages_label=words.pages,
        totalled=bool(form.total and rows),
        people=tuple(whose) if any(whose) else (),
    )


def titled(form: Form, context: FormContext, gaps: Mapping[str, str] | None = None) -> str:
    """The title of a form that is filled for this office and place."""
    return context.title or form.title.format_map(_gaps(context, wording()) if gaps is None else gaps)


def _filled(lines: Iterable[str], gaps: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line.format_map(gaps) for line in lines)


def not_for(form: Form, profile: str) -> Refused:
    """The refusal for a form that does not leave with this profile."""
    return Refused(
        "mask_not_for_form",
        say(
            "{form} does not leave with the profile {profile}: choose one of {known}.",
            form=form.name,
            profile=profile,
            known=", ".join(form.profiles),
        ),
    )


def _table(name: str) -> dict[str, Any]:
    text = (files("vaxdesk.forms") / f"{name}.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(
            "form_invalid",
            say(
                "{file} is not written correctly: {problem}. Correct it there.", file=f"{name}.toml", problem=str(error)
            ),
        ) from error


def _gaps(context: FormContext, words: Wording) -> dict[str, str]:
    given = {gap: str(getattr(context, gap)) for gap in GAPS - {"on"}}
    given["on"] = _spoken(context.on, words)
    return {gap: text or words.unknown[gap] for gap, text in given.items()}


def _spoken(day: date, words: Wording) -> str:
    return words.date.format(year=day.year, month=day.month, day=day.day)


def _known(facts: Person, form: Form, masks: Masks, words: Wording) -> dict[str, str]:
    """The fields of the one thing a form is about, masked and in words; what is not known is a line to write on."""
    if form.about not in WITH_FACTS:
        return {}
    shown = {field: _masked(facts.get(field), field, facts, masks) for field in FIELDS.keys() - GAPS}
    return {
        field: words.unknown[field]
        if value in (None, "")
        else _spoken(value, words)
        if isinstance(value, date)
        else str(value)
        for field, value in shown.items()
    }


def ordered(form: Form, people: Iterable[Person]) -> Iterable[Person]:
    """People in the order of a form."""
    if not form.order:
        return people
    return sorted(people, key=lambda person: [_rank(person.get(field)) for field in form.order])


def _rank(value: object) -> tuple[object, ...]:
    """Where a value stands in the order: numbers inside a text count as numbers (2 before 10), nothing comes last."""
    if value is None or value == "":
        return (1,)
    parts = _DIGITS.split(str(value))
    return (0, [(part, 0) if no % 2 == 0 else ("", int(part)) for no, part in enumerate(parts)])


def _rows(
    form: Form, people: Iterable[Person], masks: Masks, words: Wording, whole: Person
) -> tuple[list[tuple[Cell, ...]], list[int | None]]:
    """The rows, and whose line each of them is."""
    shown = [_shower(column, masks) for column in form.columns]
    rows: list[tuple[Cell, ...]] = []
    whose: list[int | None] = []
    number = 0
    for name, members in groupby(people, key=lambda person: person.get(form.group)):
        group = list(members)
        if form.group:
            heading = _masked(name, form.group, group[0], masks) or words.unknown[form.group]
            rows.append((words.group.format(group=heading, count=len(group)),))
            whose.append(None)
        for person in group:
            number += 1
            if form.balance:
                _hold(form.balance, form, person)
            rows.append(tuple(show(person, number) for show in shown))
            id = person.get(WHO)
            whose.append(id if isinstance(id, int) else None)
    if form.total and rows:
        rows.append(_total(form, [row for row in rows if len(row) == len(shown)], whole))
        whose.append(None)
    return rows, whose


def _shower(column: FormColumn, masks: Masks) -> Callable[[Person, int], Cell]:
    """How to get the cell of this column from a person and the running number."""
    field, kind = column.field, column.drawn.kind
    if field == RUNNING:
        return lambda person, number: number
    if field == BLANK:
        return lambda person, number: None
    if not column.masked or (kind != "text" and field not in masks):
        return lambda person, number: _cell(person.get(field), kind)
    return lambda person, number: _cell(_masked(person.get(field), field, person, masks), kind)


def _masked(value: object, field: str, person: Person, masks: Masks) -> object:
    """A value as the profile shows it: by the mask of its field, and a free text without what the masks hide."""
    if field in masks:
        return masks[field](value)
    if not isinstance(value, str) or not masks:
        return value
    birth = person.get("birth")
    number, phone = str(person.get("id_number") or ""), str(person.get("phone") or "")
    return mask_text(value, number, phone, birth if isinstance(birth, date) else None, masks)


def masked(person: Person, profile: MaskProfile) -> Person:
    """A line as a profile shows it, for papers that are no forms of the box."""
    masks = PROFILES[profile].masks
    return {field: _masked(value, field, person, masks) for field, value in person.items()}


def _cell(value: object, kind: str) -> Cell:
    if value is None or value == "":
        return None
    if kind in ("text", "id"):
        return str(value)
    return value if isinstance(value, int | Share | date) else str(value)


def _hold(balance: Balance, form: Form, line: Person) -> None:
    parts = sum(_figure(line.get(field)) for field in balance.parts)
    whole = _figure(line.get(balance.whole))
    if parts != whole:
        raise Refused(
            "does_not_balance",
            say(
                "{place}: the parts add up to {parts}, but the whole is {whole}. "
                "Nothing was printed; run the check of the register.",
                place=str(line.get("village") or form.title),
                parts=parts,
                whole=whole,
            ),
        )


def _figure(value: object) -> int:
    return value if isinstance(value, int) else 0


def _total(form: Form, rows: Sequence[tuple[Cell, ...]], whole: Person) -> tuple[Cell, ...]:
    """The sums of the rows; a share or a place is no sum: it is what the whole has."""
    heading = next(no for no, column in enumerate(form.columns) if column.drawn.kind == "text")
    sums: list[Cell] = []
    for no, column in enumerate(form.columns):
        counted = column.drawn.kind == "number" and column.field != RUNNING and not column.field.startswith("rank_")
        sums.append(
            sum(_figure(row[no]) for row in rows) if counted else _cell(whole.get(column.field), column.drawn.kind)
        )
    sums[heading] = form.total
    return tuple(sums)


def _mask_note(form: Form, words: Wording, profile: MaskProfile) -> str:
    """What to do with a sheet that names people, and which of its columns do not show everything."""
    if form.about != "person" and not any(column.field == "name" for column in form.columns):
        return ""
    masks = PROFILES[profile].masks
    masked = [column.drawn.title for column in form.columns if column.masked and column.field in masks]
    note = words.mask_notes[profile].format(masked=words.comma.join(masked))
    return note if masked or not masks else words.kept_note


def _when_empty(form: Form, words: Wording) -> tuple[tuple[Cell, ...], ...]:
    if not form.blank_rows:
        return ((words.nobody,),) if form.columns else ()
    return tuple(
        tuple(number if column.field == RUNNING else None for column in form.columns)
        for number in range(1, form.blank_rows + 1)
    )
