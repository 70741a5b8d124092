"""Sentences for people, kept apart from the language they are said in.

A rule or a verb answers with a Message: an English sentence with named gaps, and what belongs into them.
Whoever faces the person (desk, command line, paper) says it in a language: `actions.language`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, object] = MappingProxyType({})


class Message(NamedTuple):
    """A sentence: its English text, which is also its key in the catalogue, and the values for its {gaps}.

    A value may itself be a Message (it is said first), a date, a number or a text that stays as it is.
    """

    text: str
    values: Mapping[str, object] = NOTHING

    def __str__(self) -> str:
        """Say it in English: for developers, logs without personal data, and `--lang en`."""
        return self.text.format(**self.values)


def say(text: str, **values: object) -> Message:
    """Make a Message; the translation catalogue is extracted from the calls of this function."""
    return Message(text, values)


class Refused(Exception):
    """An action that was refused: `message` says in one sentence why and what to do; nothing was changed.

    `code` is a word of a closed set (`vaxdesk codes`), stable for scripts.
    """

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class FieldRefused(Refused):
    """What stands in one field of a form was refused; `field` is its name, so that the sentence can stand beside it."""

    def __init__(self, field: str, code: str, message: Message) -> None:
        super().__init__(code, message)
        self.field = field


class Cancelled(Exception):
    """The person pressed Cancel: nothing of this action was kept."""
