"""The table of settings: each field with its label, its help, its kind and what it is until somebody chooses."""

from typing import Literal, NamedTuple

from ..rules.messages import Message, say
from ..rules.optional_fields import FIELDS as OPTIONAL
from .appearance import LARGEST, SMALLEST, SYSTEM, THEME, USUAL
from .appearance import SIZE as TEXT
from .locking import IDLE
from .locking import USUAL as USUAL_MINUTES
from .printing_choices import MASK, MASKS, SIZE, SIZES

LANGUAGE = "language"
"""The setting the program looks up when it starts."""

PLACES = ("backup", "second backup")
"""The folders that backups go to."""

Kind = Literal["text", "told", "choice", "percent", "folder", "optional"]
"""Typed and kept in the register; only shown; one of several; a number of per cent; a folder that is kept in the register; a
field of people that is off until somebody says why."""


class Field(NamedTuple):
    """A line of the settings page.

    A `choice` or `percent` is kept on this machine under `key`; the others are words of the register's own details.
    """

    key: str
    label: Message
    help: Message
    kind: Kind
    default: str | int = ""
    choices: tuple[tuple[str, Message], ...] = ()


class Section(NamedTuple):
    """Fields that belong together, under a title."""

    title: Message
    fields: tuple[Field, ...]


OFFICE = Section(
    say("Office"),
    (
        Field(
            "office", say("&Office name"), say("As it stands on the papers; ledgers made from now on carry it."), "text"
        ),
        Field("county", say("&County"), say("The county the weekly submission goes to."), "text"),
        Field(
            "letterhead",
            say("Letter&head"),
            say("A line of your own above the title of every paper; may stay empty."),
            "text",
        ),
        Field(
            "villages",
            say("Villages and grids"),
            say("Villages come in with the rosters, with how many people each; grids are made among the work lists."),
            "told",
        ),
        Field("folder", say("Register folder"), say("Where the register lies on this machine, encrypted."), "told"),
    ),
)
APPEARANCE = Section(
    say("Appearance"),
    (
        Field(
            TEXT,
            say("&Size of text"),
            say("From {least} to {most} per cent; everything grows with it.", least=SMALLEST, most=LARGEST),
            "percent",
            USUAL,
        ),
        Field(
            THEME,
            say("&Light or dark"),
            say("Dark is easier on the eyes in the evening."),
            "choice",
            SYSTEM,
            ((SYSTEM, say("As the system")), ("light", say("Light")), ("dark", say("Dark"))),
        ),
        Field(
            LANGUAGE,
            say("Lan&guage"),
            say("Holds from the next start on. Papers stay Chinese."),
            "choice",
            "zh_CN",
            (("zh_CN", say("Chinese")), ("en", say("English"))),
        ),
    ),
)
SAFETY = Section(
    say("Safety"),
    (
        Field(
            IDLE,
            say("Lock the &desk"),
            say("When nobody has touched it for so long, the passphrase is asked for."),
            "choice",
            USUAL_MINUTES,
            (
                *tuple((each, say("after {count} minutes", count=each)) for each in ("5", "10", "20", "30")),
                ("0", say("never")),
            ),
        ),
    ),
)
MINIMUM = Section(
    say("Fields kept of people"),
    tuple(
        Field(
            each.code,
            each.label,
            say("Off unless it is needed {purpose}. The reason is put on record.", purpose=each.purpose),
            "optional",
        )
        for each in OPTIONAL.values()
    ),
)
CAMPAIGN = Section(
    say("Campaign"),
    (
        Field("title", say("Campaign"), say("The rules everybody is judged by. They belong to the register."), "told"),
        Field("called", say("Who is called"), say("By age on the working date, and by residence."), "told"),
        Field("doses", say("Schedule"), say("By kind of vaccine, as the schedule stands on the working date."), "told"),
        Field("boosters", say("Boosters"), say("Which kinds may follow which."), "told"),
        Field("until", say("Days"), say("When it began, and what has to be done by when."), "told"),
        Field("documents", say("Documents"), say("On what ground the campaign and its schedule stand."), "told"),
    ),
)
PRINTING = Section(
    say("Print settings"),
    (
        Field(
            SIZE,
            say("Paper si&ze"),
            say("What the print shop begins with; it can be changed for each print."),
            "choice",
            "",
            SIZES,
        ),
        Field(
            MASK,
            say("&Masked"),
            say("What the print shop begins with. Whole numbers are chosen each time, with a reason."),
            "choice",
            "list",
            MASKS[:2],
        ),
    ),
)
BACKUPS = Section(
    say("Backups"),
    (
        Field(
            PLACES[0],
            say("Folder for backups"),
            say("Better on another disk than the register's own. A backup is as encrypted as the register."),
            "folder",
        ),
        Field(
            PLACES[1],
            say("A second folder, such as a USB drive"),
            say("It is written to when it is there."),
            "folder",
        ),
    ),
)
SECTIONS = (OFFICE, CAMPAIGN, MINIMUM, PRINTING, BACKUPS, SAFETY, APPEARANCE)
