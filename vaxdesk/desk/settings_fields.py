"""The table of settings: each field with its label, its help, its kind and what it is until somebody chooses."""

from typing import Literal, NamedTuple

from ..rules.messages import Message, say
from .appearance import LARGEST, SIZE, SMALLEST, SYSTEM, THEME, USUAL
from .locking import IDLE
from .locking import USUAL as USUAL_MINUTES

LANGUAGE = "language"
"""The setting the program looks up when it starts."""

Kind = Literal["text", "told", "choice", "percent"]
"""Typed and kept in the register; only shown; one of several; a number of per cent."""


class Field(NamedTuple):
    """A line of the settings page.

    A `choice` or `percent` is kept on this machine under `key`; a `text` or `told` one is a word of the register's own details.
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
        Field("villages", say("Villages"), say("With how many people each; they come in with the rosters."), "told"),
        Field(
            "campaign", say("Campaign"), say("The rules everybody is judged by. They belong to the register."), "told"
        ),
        Field("folder", say("Register folder"), say("Where the register lies on this machine, encrypted."), "told"),
    ),
)
APPEARANCE = Section(
    say("Appearance"),
    (
        Field(
            SIZE,
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
SECTIONS = (OFFICE, SAFETY, APPEARANCE)
