"""Whether a register is sound: the file is whole, and everybody stands in exactly one place."""

from collections.abc import Mapping
from datetime import date

from vaxdesk.register.chain import first_break
from vaxdesk.register.integrity import damages
from vaxdesk.register.vault import KEY_FILE
from vaxdesk.rules.messages import Message, Refused, say

from .alarms import alarmed
from .office import Office
from .overview import overview
from .rights import Right, needs

WRONG: Mapping[str, Message] = {
    "change": say("it does not fit its seal"),
    "edits": say("what it changed does not fit its seal"),
    "missing": say("it is missing"),
    "unsealed": say("it was written without a seal"),
}
"""What can be wrong with a link of the record (register.chain.Break)."""


@needs(Right.REVIEW)
def check(office: Office, on: date) -> list[Message]:
    """What is wrong with the register; empty if nothing is."""
    found = [*damages(office.db), *_broken(office), *_keys(office), *alarmed(office)]
    if found:
        return found
    try:
        overview(office, on)
    except Refused as refused:
        return [refused.message]
    return []


def _broken(office: Office) -> list[Message]:
    broken = first_break(office.db)
    if broken is None:
        return []
    what = WRONG[broken.wrong]
    return [
        say(
            "The record of changes was altered at change {number}: {what}. Tell your supervisor, and compare with a backup.",
            number=broken.change,
            what=what,
        )
    ]


def _keys(office: Office) -> list[Message]:
    if office.vault.keys_as_written:
        return []
    return [
        say(
            "{file} is not the file that was written last: it was altered, or the power went while a passphrase was changed. Set"
            " every passphrase anew.",
            file=KEY_FILE,
        )
    ]
