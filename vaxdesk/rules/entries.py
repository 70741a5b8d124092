"""Reading a table of a data file key by key, so that every complaint names the file and the key."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from .messages import Message, Refused, say
from .periods import Period, read_period

T = TypeVar("T")


class Entry:
    """One table of a data file. Its readers raise Refused("data_invalid") for what is missing or not of its kind.

    `end()` closes the reading: a key nobody asked for is refused too, so that a slip of the pen is never ignored.
    """

    def __init__(self, file: str, path: str, table: Mapping[str, Any]) -> None:
        self.file = file
        self.path = path
        self._table = table
        self._unread = set(table)

    def wrong(self, key: str, problem: Message) -> Refused:
        """The refusal that says what is wrong with `key`; to be raised by the caller."""
        place = f"{self.path}.{key}" if self.path else key
        return Refused(
            "data_invalid",
            say(
                "{file}, {key}: {problem} Correct it there and start again.", file=self.file, key=place, problem=problem
            ),
        )

    def _read(self, key: str, kind: type[T]) -> T | None:
        self._unread.discard(key)
        value = self._table.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, say("{value} is not of the right kind.", value=repr(value)))
        return value

    def needed(self, key: str, value: T | None) -> T:
        """`value`, unless it is None: then the key is missing."""
        if value is None:
            raise self.wrong(key, say("This key is missing."))
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; needed unless there is a default."""
        value = self._read(key, str)
        return self.needed(key, default if value is None else value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty if missing."""
        values = self._read(key, list) or []
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(key, say("Every item must be a text in quotes."))
        return tuple(values)

    def flag(self, key: str, default: bool = False) -> bool:
        """A flag: true or false."""
        value = self._read(key, bool)
        return default if value is None else value

    def number(self, key: str) -> int | None:
        """A whole number, None if missing."""
        return self._read(key, int)

    def day(self, key: str) -> date | None:
        """A date, None if missing."""
        return self._read(key, date)

    def moment(self, key: str) -> datetime | None:
        """A date with its time, None if missing."""
        return self._read(key, datetime)

    def period(self, key: str) -> Period | None:
        """A period such as "21 days", None if missing."""
        text = self._read(key, str)
        if text is None:
            return None
        try:
            return read_period(text)
        except ValueError:
            raise self.wrong(key, say("Write a period like 21 days, 6 months or 12 years.")) from None

    def one_of(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """A text out of a closed set."""
        value = self.text(key, default)
        if value not in choices:
            known = ", ".join(sorted(choices))
            raise self.wrong(key, say("{value} is not known; known are: {known}.", value=repr(value), known=known))
        return value

    def several_of(self, key: str, choices: Collection[str]) -> tuple[str, ...]:
        """A list of texts out of a closed set, at least one."""
        values = self.texts(key)
        if not values:
            raise self.wrong(key, say("This key is missing."))
        for value in values:
            if value not in choices:
                known = ", ".join(sorted(choices))
                raise self.wrong(key, say("{value} is not known; known are: {known}.", value=repr(value), known=known))
        return values

    def child(self, key: str) -> "Entry | None":
        """A table inside this one, None if missing."""
        table = self._read(key, dict)
        return None if table is None else Entry(self.file, f"{self.path}.{key}".lstrip("."), table)

    def named(self, key: str) -> list[tuple[str, "Entry"]]:
        """The tables inside table `key`, each with its name."""
        table = self._read(key, dict) or {}
        for name, inner in table.items():
            if not isinstance(inner, dict):
                raise self.wrong(f"{key}.{name}", say("A table is needed here."))
        return [
            (name, Entry(self.file, f"{self.path}.{key}.{name}".lstrip("."), inner)) for name, inner in table.items()
        ]

    def listed(self, key: str) -> list["Entry"]:
        """The tables in the list `key`, counted from 1 in complaints."""
        tables = self._read(key, list) or []
        if not all(isinstance(table, dict) for table in tables):
            raise self.wrong(key, say("A list of tables is needed here."))
        return [Entry(self.file, f"{self.path}.{key}[{no}]".lstrip("."), table) for no, table in enumerate(tables, 1)]

    def end(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in sorted(self._unread):
            raise self.wrong(key, say("This key is not known here."))
