"""Whether the facts of a person agree with each other: number with birth date and sex, birth and death with the doses."""

from datetime import date

from .identity import Identity
from .messages import FieldRefused, Message, say
from .problems import CODES
from .records import Departure, History
from .typed import refused_as


def birth_by(identity: Identity, typed: date | None) -> date | None:
    """The birth date of somebody with this number: the one in the number, if there is one.

    Raises FieldRefused `id_birth_mismatch` where another one was typed: the number decides (rules.rows).
    """
    if identity.birth is None or typed in (None, identity.birth):
        return identity.birth or typed
    raise FieldRefused(
        "birth",
        "id_birth_mismatch",
        say(
            "The identity number says {day}: correct the number first, or leave the birth date as it is.",
            day=identity.birth,
        ),
    )


def doubts_about(identity: Identity, sex: str) -> list[Message]:
    """What to ask about a number: another sex than the one known (both are kept), or no way to check it."""
    doubts = []
    if sex and identity.sex not in ("", sex):
        doubts.append(say("The identity number says another sex; both are kept: ask which is right."))
    if identity.kind == "permit":
        doubts.append(CODES["id_not_checkable"][1])
    return doubts


def check_life(person: History) -> list[Message]:
    """What is doubtful about a person's days.

    Raises FieldRefused: `dose_before_birth` at the birth; `left_before_birth`, `dose_after_death` at the day of leaving.
    """
    days = [dose.on for dose in person.doses if dose.on is not None]
    birth, left_on = person.birth, person.left_on
    if birth is not None and days and min(days) < birth:
        raise refused_as("birth", "dose_before_birth")
    if left_on is None:
        return [CODES["change_date_missing"][1]] if person.departure else []
    if birth is not None and left_on < birth:
        raise FieldRefused(
            "left_on", "left_before_birth", say("This day lies before the birth: correct one of the two.")
        )
    if days and max(days) > left_on:
        if person.departure == Departure.DECEASED:
            raise FieldRefused(
                "left_on",
                "dose_after_death",
                say("A dose is dated {day}, after the death: correct one of the two.", day=max(days)),
            )
        return [say("A dose is dated {day}, after the move: ask where it was given.", day=max(days))]
    return []
