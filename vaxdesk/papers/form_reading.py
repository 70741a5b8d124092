"""Reading a form from its data file, so that a slip of the pen in it is found when the program starts, not on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any, Literal, NamedTuple, get_args

from ..rules.bands import Band, band_of
from ..rules.details import DETAILS
from ..rules.entries import Entry
from ..rules.masks import PROFILES, MaskProfile, leaks
from ..rules.messages import Refused, say
from ..rules.records import StandingCode
from .form_fields import FIELDS, PLACES
from .sheet import Column, Lead

GAPS = frozenset({"office", "county", "place", "on", "prepared_by", "campaign", "document", "also"})
"""The gaps that a title, a caption, a footnote or a signature may have: `{office}`."""

About = Literal["people", "villages", "person", "household", "ledgers", "list", "nobody"]
"""Whom the rows of a form are about: people of a place, villages, the doses of one person, the members of one household, the
ledgers of a bound set (its cover), a list that another page makes, or nobody (a blank form, a notice)."""

USUAL_SIZE = 9
"""Points of the text in a table."""
WITH_FACTS = ("person", "household", "ledgers")
"""Forms about one thing: its own fields are gaps of their texts."""


class FormColumn(NamedTuple):
    """A column of a form: how it is drawn, the field it shows, and whether the mask profile applies to it."""

    drawn: Column
    field: str
    masked: bool


class Balance(NamedTuple):
    """Figures that must add up in every row: the fields `parts` sum to the field `whole`."""

    whole: str
    parts: tuple[str, ...]


class Choice(NamedTuple):
    """Which people a form lists; every condition that is given must hold.

    `standings` and `details` by code, `ages` in full years on the day; `employed`: only who has a work unit, or works here;
    `away`: only who is somewhere else.
    """

    standings: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    ages: Band | None = None
    employed: bool = False
    away: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The words all forms share (common.toml): texts with gaps, and what stands in a gap that nobody filled."""

    caption: tuple[str, str]
    signature: tuple[str, ...]
    page: str
    pages: str
    date: str
    nobody: str
    comma: str
    group: str
    print_note: str
    reprint_note: str
    missing_note: str
    kept_note: str
    unknown: Mapping[str, str]
    mask_notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the box, not yet filled.

    `choice` says which people it lists; `order` the fields to sort by, in turn; `group` the field whose change begins a new
    group with a heading of its own ("" for none); `other_titles` what the form is also called; `lead` the lines above the
    table; `blank_rows` the numbered empty rows it prints when it lists nobody (0: one row that says so); `total` the heading
    of a last row with sums, "" for none; `profiles` the mask profiles it may leave with. Texts have gaps (GAPS, and in forms
    about one person or household their fields).
    """

    name: str
    title: str
    other_titles: tuple[str, ...]
    about: About
    columns: tuple[FormColumn, ...]
    choice: Choice
    order: tuple[str, ...]
    group: str
    caption: tuple[str, str]
    lead: tuple[Lead, ...]
    footnotes: tuple[str, ...]
    signature: tuple[str, ...]
    landscape: bool
    size: str
    text_size: int
    blank_rows: int
    total: str
    balance: Balance | None
    profiles: tuple[str, ...]

    @property
    def standings(self) -> tuple[str, ...]:
        """The codes of the standings it lists, empty for any."""
        return self.choice.standings


def read_wording(table: Mapping[str, Any]) -> Wording:
    """Make the shared words from parsed TOML. Raises Refused("form_invalid") naming the file and the key."""
    try:
        entry = Entry("common.toml", "", table)
        named = [profile for profile in MaskProfile if PROFILES[profile].people]
        wording = Wording(
            caption=_pair(entry, _lines(entry, "caption", GAPS)),
            signature=_lines(entry, "signature", GAPS),
            page=entry.text("page"),
            pages=entry.text("pages"),
            date=entry.text("date"),
            nobody=entry.text("nobody"),
            comma=entry.text("comma"),
            group=entry.text("group"),
            print_note=entry.text("print_note"),
            reprint_note=entry.text("reprint_note"),
            missing_note=entry.text("missing_note"),
            kept_note=entry.text("kept_note"),
            unknown=_words(entry, "unknown", GAPS | FIELDS.keys()),
            mask_notes=_words(entry, "mask_notes", frozenset(named)),
        )
        entry.end()
    except Refused as refusal:
        raise Refused("form_invalid", refusal.message) from refusal
    return wording


def read_form(name: str, table: Mapping[str, Any], wording: Wording) -> Form:
    """Make a form from parsed TOML; what it does not say itself it takes from the shared words.

    Raises Refused("form_invalid") naming the file and the key: for a key or field that does not exist, a gap nobody can
    fill, a row about persons on a form for everybody, and a mask that leaks.
    """
    try:
        entry = Entry(f"{name}.toml", "", table)
        form = _form(name, entry, table, wording)
        entry.end()
    except Refused as refusal:
        raise Refused("form_invalid", refusal.message) from refusal
    return form


def _form(name: str, entry: Entry, given: Mapping[str, Any], wording: Wording) -> Form:
    about: Any = entry.one_of("about", get_args(About), "people")
    gaps = GAPS | (FIELDS.keys() if about in WITH_FACTS else frozenset())
    columns = tuple(_column(column) for column in entry.listed("columns"))
    personal = any(column.field not in PLACES for column in columns)
    usual = tuple(MaskProfile) if not personal else tuple(name for name in MaskProfile if PROFILES[name].people)
    form = Form(
        name=name,
        title=_checked(entry, "title", entry.text("title"), gaps),
        other_titles=_lines(entry, "other_titles", gaps),
        about=about,
        columns=columns,
        choice=_choice(entry.child("choose")),
        order=_known(entry, "order", frozenset(FIELDS)),
        group=entry.one_of("group", {"", *FIELDS}, ""),
        caption=_pair(entry, _lines(entry, "caption", gaps)) if "caption" in given else wording.caption,
        lead=tuple(_lead(line, gaps) for line in entry.listed("lead")),
        footnotes=_lines(entry, "footnotes", gaps),
        signature=_lines(entry, "signature", gaps) if "signature" in given else wording.signature,
        landscape=entry.one_of("orientation", {"landscape", "portrait"}, "landscape") == "landscape",
        size=entry.one_of("size", {"A4", "A3"}, "A4"),
        text_size=entry.number("text_size") or USUAL_SIZE,
        blank_rows=entry.number("blank_rows") or 0,
        total=entry.text("total", ""),
        balance=_balance(entry.child("balance")),
        profiles=_known(entry, "profiles", frozenset(MaskProfile)) or usual,
    )
    _agree(entry, form)
    return form


def _agree(entry: Entry, form: Form) -> None:
    if not form.columns and not form.lead:
        raise entry.wrong("columns", say("A form needs at least one column, or lines to read."))
    personal = sorted({column.field for column in form.columns} - PLACES)
    for profile in map(MaskProfile, form.profiles):
        if personal and not PROFILES[profile].people:
            raise entry.wrong(
                "profiles", say("A form that anybody may see has no column about persons: {field}.", field=personal[0])
            )
        _hold_masks(entry, form, profile)


TELLING = ("id_number", "birth")
"""What gives a masked number away. A phone may be whole where it is there to be called."""
NUMBER, BIRTH = "140428196503071234", date(1965, 3, 7)
"""Of somebody invented, to try the masks of a form with."""


def _hold_masks(entry: Entry, form: Form, profile: MaskProfile) -> None:
    """A column may be shown whole only where its profile shows it whole; and all columns together may not give a number away."""
    masks = PROFILES[profile].masks
    for number, column in enumerate(form.columns, 1):
        if not column.masked and column.field in masks and column.field in TELLING:
            raise entry.wrong(
                f"columns[{number}].mask",
                say(
                    "{field} would be shown whole, but the profile {profile} masks it.",
                    field=column.field,
                    profile=profile,
                ),
            )
    shown = {column.field for column in form.columns} | {
        gap for line in form.lead for part in line.parts for gap in gaps_of(part)
    }
    seen = {field: masks.get(field, _whole)(value) for field, value in (("id_number", NUMBER), ("birth", BIRTH))}
    numbers = [str(seen["id_number"])] if "id_number" in shown else []
    if leaks(numbers, seen["birth"] if "birth" in shown else None):
        raise entry.wrong("columns", say("A whole birth date must not stand beside a masked identity number."))


def _whole(value: object) -> object:
    return value


def gaps_of(text: str) -> set[str]:
    """The names of the gaps of a text. Raises ValueError for a brace that is not closed."""
    return {gap for _, gap, _, _ in Formatter().parse(text) if gap is not None}


def _column(entry: Entry) -> FormColumn:
    field = entry.one_of("field", FIELDS)
    width = entry.needed("width", entry.number("width"))
    if width <= 0:
        raise entry.wrong("width", say("A width is a number of millimetres above 0."))
    align = entry.one_of("align", {"left", "center", "right"}, "left")
    column = Column(entry.text("title"), entry.text("group", ""), float(width), align, FIELDS[field])
    masked = entry.one_of("mask", {"profile", "none"}, "profile") == "profile"
    entry.end()
    return FormColumn(column, field, masked)


def _lead(entry: Entry, gaps: frozenset[str]) -> Lead:
    style: Any = entry.one_of("style", {"line", "body", "heading", "title"}, "line")
    parts = _lines(entry, "parts", gaps)
    if not parts:
        raise entry.wrong("parts", say("This key is missing."))
    entry.end()
    return Lead(parts, style)


def _choice(entry: Entry | None) -> Choice:
    if entry is None:
        return Choice()
    details = frozenset(code for codes in DETAILS.values() for code in codes)
    written = entry.text("ages", "")
    ages = band_of(written) if written else None
    if written and ages is None:
        raise entry.wrong("ages", say("{band} is no age band: write bands like 12-17,18-59,60+.", band=written))
    choice = Choice(
        _known(entry, "standings", frozenset(StandingCode)),
        _known(entry, "details", details),
        ages,
        entry.flag("employed"),
        entry.flag("away"),
    )
    entry.end()
    return choice


def _balance(entry: Entry | None) -> Balance | None:
    if entry is None:
        return None
    figures = frozenset(field for field, kind in FIELDS.items() if kind == "number")
    balance = Balance(entry.one_of("whole", figures), entry.several_of("parts", figures))
    entry.end()
    return balance


def _known(entry: Entry, key: str, choices: frozenset[str]) -> tuple[str, ...]:
    """A list out of a closed set that may also be empty or missing."""
    return entry.several_of(key, choices) if entry.texts(key) else ()


def _lines(entry: Entry, key: str, gaps: frozenset[str]) -> tuple[str, ...]:
    return tuple(_checked(entry, key, line, gaps) for line in entry.texts(key))


def _pair(entry: Entry, lines: tuple[str, ...]) -> tuple[str, str]:
    if len(lines) != 2:
        raise entry.wrong("caption", say("The caption has two parts, left and right."))
    return lines[0], lines[1]


def _words(entry: Entry, key: str, choices: frozenset[str]) -> dict[str, str]:
    child = entry.needed(key, entry.child(key))
    words = {choice: child.text(choice, "") for choice in sorted(choices)}
    child.end()
    return words


def _checked(entry: Entry, key: str, text: str, gaps: frozenset[str]) -> str:
    """The text, if all its gaps can be filled."""
    try:
        unknown = sorted(gaps_of(text) - gaps)
    except ValueError:
        raise entry.wrong(key, say("A brace is not closed.")) from None
    if unknown:
        raise entry.wrong(key, say("There is nothing to fill the gap {gap} with.", gap=unknown[0]))
    return text
