"""The forms in the box, and filling them: people in, a Sheet out that screen, PDF and workbook only draw."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from ..rules.masks import PROFILES, MaskProfile
from ..rules.messages import Refused, say
from .form_fields import BLANK, RUNNING
from .form_reading import Balance, Form, FormColumn, Wording, read_form, read_wording
from .sheet import Cell, Sheet

Person = Mapping[str, object]
"""What is known of one line of a form, by field name (form_fields.FIELDS); a key that is missing prints as nothing."""

_SHARED = "common"
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a form needs beside its people: who fills it, for which place ("" for all), on which working date.

    `mask` is a mask profile ("list", "door", "full"); `title` replaces the form's own title unless it is "".
    """

    office: str
    county: str
    place: str
    on: date
    mask: str = MaskProfile.LIST
    prepared_by: str = ""
    title: str = ""


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


def fill(form: Form, people: Iterable[Person], context: FormContext) -> Sheet:
    """Fill a form: sorted, numbered, masked, summed.

    Raises Refused("does_not_balance") when the figures of a row do not add up, ValueError for an unknown mask profile.
    """
    words = wording()
    gaps = _gaps(context, words)
    profile = MaskProfile(context.mask)
    rows = _rows(form, _sorted(form, people), profile)
    return Sheet(
        name=form.name,
        title=context.title or form.title.format_map(gaps),
        place=context.place,
        on=context.on,
        columns=tuple(column.drawn for column in form.columns),
        rows=tuple(rows),
        caption=(form.caption[0].format_map(gaps), form.caption[1].format_map(gaps)),
        footnotes=tuple(line.format_map(gaps) for line in form.footnotes),
        mask_note=_mask_note(form, words, profile) if rows else "",
        signature=tuple(line.format_map(gaps) for line in form.signature),
        page_label=words.page,
        landscape=form.landscape,
        when_empty=_when_empty(form, words),
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
    given = {
        "office": context.office,
        "county": context.county,
        "place": context.place,
        "on": words.date.format(year=context.on.year, month=context.on.month, day=context.on.day),
        "prepared_by": context.prepared_by,
    }
    return {gap: text or words.unknown[gap] for gap, text in given.items()}


def _sorted(form: Form, people: Iterable[Person]) -> Iterable[Person]:
    if not form.order:
        return people
    return sorted(people, key=lambda person: [_rank(person.get(field)) for field in form.order])


def _rank(value: object) -> tuple[object, ...]:
    """Where a value stands in the order: numbers inside a text count as numbers (2 before 10), nothing comes last."""
    if value is None or value == "":
        return (1,)
    parts = _DIGITS.split(str(value))
    return (0, [(part, 0) if no % 2 == 0 else ("", int(part)) for no, part in enumerate(parts)])


def _rows(form: Form, people: Iterable[Person], profile: MaskProfile) -> list[tuple[Cell, ...]]:
    shown = [_shower(column, profile) for column in form.columns]
    rows: list[tuple[Cell, ...]] = []
    for number, person in enumerate(people, 1):
        if form.balance:
            _hold(form.balance, form, person)
        rows.append(tuple(show(person, number) for show in shown))
    if form.total and rows:
        rows.append(_total(form, rows))
    return rows


def _shower(column: FormColumn, profile: MaskProfile) -> Callable[[Person, int], Cell]:
    """How to get the cell of this column from a person and the running number."""
    field, kind = column.field, column.drawn.kind
    if field == RUNNING:
        return lambda person, number: number
    if field == BLANK:
        return lambda person, number: None
    mask = PROFILES[profile].get(field) if column.masked else None
    if mask is None:
        return lambda person, number: _cell(person.get(field), kind)
    return lambda person, number: _cell(mask(person.get(field)), kind)


def _cell(value: object, kind: str) -> Cell:
    if value is None or value == "":
        return None
    if kind in ("text", "id"):
        return str(value)
    return value if isinstance(value, int | date) else str(value)


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


def _total(form: Form, rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    heading = next(no for no, column in enumerate(form.columns) if column.drawn.kind == "text")
    sums: list[Cell] = []
    for no, column in enumerate(form.columns):
        counted = column.drawn.kind == "number" and column.field != RUNNING
        sums.append(sum(_figure(row[no]) for row in rows) if counted else None)
    sums[heading] = form.total
    return tuple(sums)


def _mask_note(form: Form, words: Wording, profile: MaskProfile) -> str:
    """What to do with a sheet that names people, and which of its columns do not show everything."""
    if not any(column.field == "name" for column in form.columns):
        return ""
    masked = [column.drawn.title for column in form.columns if column.masked and column.field in PROFILES[profile]]
    return words.mask_notes[profile].format(masked=words.comma.join(masked))


def _when_empty(form: Form, words: Wording) -> tuple[tuple[Cell, ...], ...]:
    if not form.blank_rows:
        return ((words.nobody,),)
    return tuple(
        tuple(number if column.field == RUNNING else None for column in form.columns)
        for number in range(1, form.blank_rows + 1)
    )
