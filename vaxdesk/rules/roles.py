"""Who may do what: four roles, seven rights, and the villages a person works in.

The law asks for access rights set by position (Personal Information Protection Law, article 51); the table is here, and
`actions.rights` holds every verb to it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from .messages import Refused, say


class Right(StrEnum):
    """What a verb asks for.

    look: see people of one's own villages. key: write what was heard at the door or over the counter. review: see what concerns the
    whole office (figures, comparisons, imports, the record of changes). print: make masked papers. export: let whole numbers or the
    submission leave the office. take_in: take in files and take them back, merge entries, keep what was handed down.
    administer: users, keys, retention, restoring.
    """

    LOOK = "look"
    KEY = "key"
    REVIEW = "review"
    PRINT = "print"
    EXPORT = "export"
    TAKE_IN = "take_in"
    ADMINISTER = "administer"


class Role(StrEnum):
    """What somebody is in the office: see RIGHTS."""

    KEYER = "keyer"
    OFFICE = "office"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.KEYER: frozenset({Right.LOOK, Right.KEY, Right.PRINT}),
    Role.REVIEWER: frozenset({Right.LOOK, Right.REVIEW, Right.PRINT}),
    Role.OFFICE: frozenset(Right) - {Right.ADMINISTER},
    Role.ADMINISTRATOR: frozenset(Right),
}


READING = frozenset({Right.LOOK, Right.REVIEW})
"""What can be done on a copy for reading: nothing that would have to be on record, such as a print."""


def reading_refused() -> Refused:
    """The refusal of everything that writes or prints, where a register is open for reading only."""
    return Refused(
        "reads_only",
        say("This register is open for reading only: close it, and open it again once nobody else has it open."),
    )


class Permit(NamedTuple):
    """What whoever opened the register may do; `villages` None: in all of them, else in these and in `grids` (village, grid).

    `reading`: it is open for reading only.
    """

    role: Role
    villages: frozenset[str] | None = None
    grids: frozenset[tuple[str, str]] = frozenset()
    reading: bool = False

    def may(self, right: Right) -> bool:
        """Whether the role includes this right, and it can be used now."""
        return right in RIGHTS[self.role] and (not self.reading or right in READING)

    def require(self, right: Right) -> None:
        """Raise Refused `not_allowed` without this right, `reads_only` where it cannot be used now."""
        if self.reading and right not in READING:
            raise reading_refused()
        if not self.may(right):
            raise Refused("not_allowed", say("Your role does not include this: ask the administrator of the register."))

    def sees(self, village: str) -> bool:
        """Whether people of this village, or of a grid of it, may be seen and written about."""
        return self.villages is None or village in self.villages or any(village == own for own, _ in self.grids)

    def admit(self, village: str) -> None:
        """Raise Refused `village_not_yours` for a village somebody else works in."""
        if not self.sees(village):
            raise Refused(
                "village_not_yours",
                say("{village} is not among your villages: ask the administrator of the register.", village=village),
            )


EVERYTHING = Permit(Role.ADMINISTRATOR)
"""What whoever made the register may do."""
