"""The columns a list of residents can have, in one table, and the people as lines of it, in the words of the desk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..actions.codes import detail_label, standing_label
from ..actions.language import Translator
from ..actions.lines import RESIDENCES, SEXES
from ..actions.office import Office
from ..actions.residents import Row
from ..rules.messages import Message, say
from .table import text_of


class Line(NamedTuple):
    """A resident as the table shows them: a text for each of COLUMNS, in their order."""

    id: int
    name: str
    village: str
    standing: str
    texts: tuple[str, ...]


class Column(NamedTuple):
    """A column: its name in the settings, its title, what it is sorted by (residents.COLUMNS), its width.

    Widths are told in tenths of a line's height. `text` makes the text of a cell from the row, the office and the language;
    `usual` columns are there at first.
    """

    name: str
    title: Message
    order: str
    width: int
    text: Callable[[Row, Office, Translator], str]
    usual: bool = True


def _plain(field: str) -> Callable[[Row, Office, Translator], str]:
    def text(row: Row, _office: Office, _words: Translator) -> str:
        value: str | int | date | None = getattr(row, field)
        return text_of(value)

    return text


def sex_label(code: str, words: Translator) -> str:
    """A sex as a word; "not known" where nobody wrote it down."""
    return words(SEXES[code]) if code in SEXES else words.say("not known")


def residence_label(code: str, words: Translator) -> str:
    """A kind of residence in words."""
    return words(RESIDENCES[code]) if code in RESIDENCES else words.say("not known")


def _sex(row: Row, _office: Office, words: Translator) -> str:
    return sex_label(row.sex, words) if row.sex else ""


def _residence(row: Row, _office: Office, words: Translator) -> str:
    return residence_label(row.residence, words) if row.residence else ""


def _tags(row: Row, _office: Office, _words: Translator) -> str:
    return " ".join(row.tags)


def _standing(row: Row, _office: Office, words: Translator) -> str:
    return standing_label(row.standing, words)


def _detail(row: Row, office: Office, words: Translator) -> str:
    return detail_label(row.detail, office.catalogue, words)


COLUMNS: tuple[Column, ...] = (
    Column("name", say("Name"), "name", 60, _plain("name")),
    Column("sex", say("Sex"), "sex", 42, _sex),
    Column("age", say("Age"), "age", 36, _plain("age")),
    Column("village", say("Village"), "village", 54, _plain("village")),
    Column("standing", say("Standing"), "standing", 88, _standing),
    Column("detail", say("Detail"), "detail", 70, _detail),
    Column("address", say("Address"), "address", 96, _plain("address")),
    Column("household", say("Household code"), "address", 60, _plain("household"), usual=False),
    Column("number", say("Identity number"), "number", 98, _plain("number")),
    Column("phone", say("Phone"), "phone", 66, _plain("phone")),
    Column("unit", say("Work unit"), "unit", 96, _plain("unit"), usual=False),
    Column("grid", say("Grid"), "grid", 60, _plain("grid"), usual=False),
    Column("tags", say("Tag"), "tags", 60, _tags, usual=False),
    Column("residence", say("Residence"), "residence", 100, _residence, usual=False),
    Column("completed_on", say("Completed on"), "completed_on", 62, _plain("completed_on"), usual=False),
    Column("next_from", say("Next dose from"), "next_from", 66, _plain("next_from"), usual=False),
    Column("next_to", say("Next dose by"), "next_to", 66, _plain("next_to"), usual=False),
)
"""All columns. Households stand in the order of their addresses. There is no birth date: it would undo the mask of the number."""

PLACES: Mapping[str, int] = {column.name: place for place, column in enumerate(COLUMNS)}
"""Where the text of a column stands in a line."""

Widths = Sequence[tuple[str, int]]
"""Names of the columns in sight, in their order, each with its width in tenths of a line's height."""

USUAL: Widths = tuple((column.name, column.width) for column in COLUMNS if column.usual)


def lines(office: Office, rows: Iterable[Row | None], words: Translator) -> list[Line | None]:
    """Rows of residents as lines; None stays None."""
    return [
        row
        and Line(
            row.id, row.name, row.village, row.standing, tuple(column.text(row, office, words) for column in COLUMNS)
        )
        for row in rows
    ]


def written(widths: Widths) -> str:
    """Columns and widths as the settings keep them: `name:60 sex:42`."""
    return " ".join(f"{name}:{width}" for name, width in widths)


def read(text: str) -> Widths:
    """Columns and widths from the settings; the usual ones if they hold nothing that can be used."""
    pairs = (part.partition(":") for part in text.split())
    found = {name: int(width) for name, _, width in pairs if name in PLACES and width.isdigit() and int(width) > 0}
    return tuple(found.items()) or USUAL
