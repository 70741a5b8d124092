"""Whether a register is sound: the file is whole, and everybody stands in exactly one place."""

from datetime import date

from vaxdesk.register.integrity import damages
from vaxdesk.rules.messages import Message, Refused

from .office import Office
from .overview import overview
from .rights import Right, needs


@needs(Right.REVIEW)
def check(office: Office, on: date) -> list[Message]:
    """What is wrong with the register; empty if nothing is."""
    found = damages(office.db)
    if found:
        return found
    try:
        overview(office, on)
    except Refused as refused:
        return [refused.message]
    return []
