"""Every verb names the right it needs, in one line above it: `@needs(Right.KEY)`. A test of the house finds one that does not."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from vaxdesk.register import trouble
from vaxdesk.rules.roles import Permit, Right

__all__ = ["Right", "needs"]


class Permitted(Protocol):
    """Something opened by somebody: an Office."""

    @property
    def permit(self) -> Permit:
        """What that person may do."""
        raise NotImplementedError

    @property
    def folder(self) -> Path:
        """Where the register lies."""
        raise NotImplementedError


Opened = TypeVar("Opened", bound=Permitted)
Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Verb = Callable[Concatenate[Opened, Given], Answer]


def needs(*rights: Right) -> Callable[[Verb[Opened, Given, Answer]], Verb[Opened, Given, Answer]]:
    """Refuse a verb with `not_allowed`, before it does anything, to whoever opened the office without these rights.

    What the world does to the database under any verb is refused here too: `disk_full`, `drive_gone`, `folder_read_only`,
    `register_damaged`.
    """

    def guard(verb: Verb[Opened, Given, Answer]) -> Verb[Opened, Given, Answer]:
        @wraps(verb)
        def guarded(office: Opened, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
            for right in rights:
                office.permit.require(right)
            try:
                return verb(office, *args, **kwargs)
            except trouble.Trouble as error:
                refused = trouble.explained(error, office.folder)
                if refused is None:
                    raise
                raise refused from error

        guarded.rights = frozenset(rights)  # type: ignore[attr-defined]
        return guarded

    return guard
