"""Saying a Message in a person's language: gettext catalogues of all rooms, one after the other.

The catalogues are `resources/locale/<language>/LC_MESSAGES/<room>.mo`, compiled by `packaging/words.py` from the .po
beside them. English needs none, but for the words of our lists: the sentences in the code are English.
"""

import tomllib
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from ..rules.messages import Message, Refused, say

LOCALES = files("vaxdesk.resources") / "locale"
ENGLISH = "en"
PAPER = "zh_CN"
"""What people read on paper, and in the register's own notes, is Chinese, whatever the screen speaks."""


class Translator:
    """Says a sentence in one language; made by `translator`.

    Call it with a Message, or with a text that is a key of the catalogues; a text unknown to them stays as it is.
    """

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: Message | str) -> str:
        """Say it: a value that is a Message is said first, a day is written as is usual, the rest stays plain."""
        if isinstance(message, str):
            return self._words(message)
        values = {gap: self._value(value) for gap, value in message.values.items()}
        return self._words(message.text).format_map(values)

    def say(self, text: str, /, **values: object) -> str:
        """Say a sentence written on the spot: short for `self(say(text, ...))`, and extracted like it."""
        return self(Message(text, values))

    def day(self, day: date) -> str:
        """A day as the language writes it: ISO 8601 in English, year, month and day with their words in Chinese."""
        return self(say("{year:04}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day))

    def _words(self, text: str) -> str:
        return (
            self._catalogue.gettext(text) if text else ""
        )  # gettext keeps the header of its file under the empty text

    def _value(self, value: object) -> object:
        match value:
            case Message():
                return self(value)
            case datetime():
                return f"{self.day(value)} {value:%H:%M}"
            case date():
                return self.day(value)
            case _:
                return value


class Labels(NullTranslations):
    """The words of our lists, which are Chinese, as an English screen says them (resources/english.toml)."""

    def __init__(self) -> None:
        super().__init__()
        table = tomllib.loads((files("vaxdesk.resources") / "english.toml").read_text(encoding="utf-8"))
        self._english: dict[str, str] = {
            chinese: english for labels in table.values() for chinese, english in labels.items()
        }

    def gettext(self, message: str) -> str:
        """The English word for a label; any other text as it is."""
        return self._english.get(message, message)


def languages() -> tuple[str, ...]:
    """The languages VaxDesk speaks: English, and every one that has a folder of catalogues."""
    return (ENGLISH, *sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


@cache
def translator(language: str) -> Translator:
    """The Translator of a language (`zh_CN`, `en`): of the rooms' catalogues, the first that knows a sentence says it.

    Its catalogues are read once, which takes some 15 ms.

    Raises Refused("language_unknown") for a language without catalogues.
    """
    known = languages()
    if language not in known:
        raise Refused(
            "language_unknown",
            say(
                "There is no translation into “{language}”. Choose one of: {known}.",
                language=language,
                known=", ".join(known),
            ),
        )
    catalogue = Labels() if language == ENGLISH else NullTranslations()
    if language != ENGLISH:
        for compiled in sorted((LOCALES / language / "LC_MESSAGES").iterdir(), key=lambda file: file.name):
            if compiled.name.endswith(".mo"):
                with compiled.open("rb") as stream:
                    catalogue.add_fallback(GNUTranslations(stream))
    return Translator(language, catalogue)
