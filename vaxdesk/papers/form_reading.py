"""Reading a form from its data file, so that a slip of the pen in it is found when the program starts, not on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from ..rules.entries import Entry
from ..rules.masks import MaskProfile, gives_itself_away
from ..rules.messages import Refused, say
from ..rules.records import StandingCode
from .form_fields import FIELDS
from .sheet import Column

GAPS = frozenset({"office", "county", "place", "on", "prepared_by"})
"""The gaps that a title, a caption, a footnote or a signature may have: `{office}`."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form: how it is drawn, the field it shows, and whether the mask profile applies to it."""

    drawn: Column
    field: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Figures that must add up in every row: the fields `parts` sum to the field `whole`."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words all forms share (common.toml): texts with gaps, and what stands in a gap that nobody filled."""

    caption: tuple[str, str]
    signature: tuple[str, ...]
    page: str
    date: str
    nobody: str
    comma: str
    unknown: Mapping[str, str]
    mask_notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the box, not yet filled.

    `standings` are the codes of the people it lists, empty for a form that lists others; `order` the fields to sort by,
    in turn; `other_titles` what the form is also called; `blank_rows` the numbered empty rows it prints when it lists
    nobody (0: one row that says so); `total` the heading of a last row with sums, "" for none. Texts have gaps (GAPS).
    """

    name: str
    title: str
    other_titles: tuple[str, ...]
    columns: tuple[FormColumn, ...]
    standings: tuple[str, ...]
    order: tuple[str, ...]
    caption: tuple[str, str]
    footnotes: tuple[str, ...]
    signature: tuple[str, ...]
    landscape: bool
    blank_rows: int
    total: str
    balance: Balance | None


def read_wording(table: Mapping[str, Any]) -> Wording:
    """Make the shared words from parsed TOML. Raises Refused("form_invalid") naming the file and the key."""
    try:
        entry = Entry("common.toml", "", table)
        wording = Wording(
            caption=_pair(entry, _lines(entry, "caption")),
            signature=_lines(entry, "signature"),
            page=entry.text("page"),
            date=entry.text("date"),
            nobody=entry.text("nobody"),
            comma=entry.text("comma"),
            unknown=_words(entry, "unknown", GAPS),
            mask_notes=_words(entry, "mask_notes", frozenset(MaskProfile)),
        )
        entry.end()
    except Refused as refusal:
        raise Refused("form_invalid", refusal.message) from refusal
    return wording


def read_form(name: str, table: Mapping[str, Any], wording: Wording) -> Form:
    """Make a form from parsed TOML; what it does not say itself it takes from the shared words.

    Raises Refused("form_invalid") naming the file and the key: for a key or field that does not exist, a gap nobody can
    fill, and a whole birth date beside an identity number that a profile masks.
    """
    try:
        entry = Entry(f"{name}.toml", "", table)
        form = _form(name, entry, table, wording)
        entry.end()
    except Refused as refusal:
        raise Refused("form_invalid", refusal.message) from refusal
    return form


def _form(name: str, entry: Entry, given: Mapping[str, Any], wording: Wording) -> Form:
    form = Form(
        name=name,
        title=_checked(entry, "title", entry.text("title")),
        other_titles=_lines(entry, "other_titles"),
        columns=tuple(_column(column) for column in entry.listed("columns")),
        standings=_known(entry, "standings", frozenset(StandingCode)),
        order=_known(entry, "order", frozenset(FIELDS)),
        caption=_pair(entry, _lines(entry, "caption")) if "caption" in given else wording.caption,
        footnotes=_lines(entry, "footnotes"),
        signature=_lines(entry, "signature") if "signature" in given else wording.signature,
        landscape=entry.one_of("orientation", {"landscape", "portrait"}, "landscape") == "landscape",
        blank_rows=entry.number("blank_rows") or 0,
        total=entry.text("total", ""),
        balance=_balance(entry.child("balance")),
    )
    _agree(entry, form)
    return form


def _agree(entry: Entry, form: Form) -> None:
    if not form.columns:
        raise entry.wrong("columns", say("A form needs at least one column."))
    whole = frozenset(column.field for column in form.columns if not column.masked)
    shown = frozenset(column.field for column in form.columns)
    if "id_number" in shown and any(gives_itself_away(profile, whole) for profile in MaskProfile):
        raise entry.wrong("columns", say("A whole birth date must not stand beside a masked identity number."))


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


def _lines(entry: Entry, key: str) -> tuple[str, ...]:
    return tuple(_checked(entry, key, line) for line in entry.texts(key))


def _pair(entry: Entry, lines: tuple[str, ...]) -> tuple[str, str]:
    if len(lines) != 2:
        raise entry.wrong("caption", say("The caption has two parts, left and right."))
    return lines[0], lines[1]


def _words(entry: Entry, key: str, choices: frozenset[str]) -> dict[str, str]:
    child = entry.needed(key, entry.child(key))
    words = {choice: child.text(choice, "") for choice in sorted(choices)}
    child.end()
    return words


def _checked(entry: Entry, key: str, text: str) -> str:
    """The text, if all its gaps can be filled."""
    try:
        gaps = {gap for _, gap, _, _ in Formatter().parse(text) if gap is not None}
    except ValueError:
        raise entry.wrong(key, say("A brace is not closed.")) from None
    if unknown := sorted(gaps - GAPS):
        raise entry.wrong(key, say("There is nothing to fill the gap {gap} with.", gap=unknown[0]))
    return text
