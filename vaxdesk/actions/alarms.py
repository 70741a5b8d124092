"""What was found damaged when the register was opened: said loudly, and by the check, until somebody has seen to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from vaxdesk.register import alarms, attempts, latest, viewing
from vaxdesk.rules.messages import Message, say

from .backups import warning
from .office import Changes, Office
from .rights import Right, needs

DAMAGED: Mapping[str, Message] = {
    latest.FILE: say(
        "whether the last saves are all there cannot be told. Compare what was entered last with the paper"
    ),
    viewing.READINGS: say("the record may not name everybody who read in this register. Tell your supervisor"),
    attempts.FILE: say("the record may not hold every wrong passphrase. Tell your supervisor"),
}
"""What it means that a file beside the database was altered, and what to do."""


QUIETENS = frozenset({"backup", "alarm_settled"})
"""The verbs after which there may be nothing to be said loudly any more."""


class Loud(NamedTuple):
    """What is said whatever page is in sight: in two or three words, and in a sentence."""

    title: Message
    sentence: Message


@needs(Right.LOOK)
def loud(office: Office) -> Loud | None:
    """The first thing to be said loudly; None if all is well."""
    found = alarmed(office)
    if found:
        return Loud(say("Look at the last saves"), found[0])
    late = warning(office)
    return Loud(say("No recent backup"), late) if late else None


@needs(Right.LOOK)
def alarmed(office: Office) -> list[Message]:
    """What was found damaged and nobody has seen to, oldest first."""
    return [_sentence(what) for what in alarms.alarms(office.db)]


@needs(Right.TAKE_IN)
def settle(office: Office) -> Changes:
    """Put on record that somebody has seen to it: what was missing is entered again."""
    alarms.settle(office.db, office.user)
    return Changes("alarm_settled")


def _sentence(what: str) -> Message:
    match what.split():
        case "lost", count, since, until:
            return say(
                "What was saved between {since} and {until} (up to {count} changes) is not there any more, because the log of the"
                " register was damaged: compare what was entered then with the paper, and enter again what is missing.",
                count=int(count), since=_moment(since), until=_moment(until),
            )  # fmt: skip
        case "damaged", name:
            return say("The file {file} of the register was altered: {what}.", file=name, what=DAMAGED[name])
        case _:
            return say(
                "The database is not the one that was saved here last: an older one, or one from elsewhere, was put in its place."
                " Compare what was entered last with the paper, or restore a backup."
            )


def _moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M:%S}"
