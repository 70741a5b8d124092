"""The edits a person can take back: what they are called, and which is the last of one's own.

It stands alone because the frame of the window asks for it at every start.
"""

from collections.abc import Mapping
from typing import NamedTuple

from vaxdesk.register.changes import last_of, people_noted
from vaxdesk.register.dossier import dossier_of
from vaxdesk.rules.messages import Message, say

from .office import Office
from .rights import Right, needs

NAMES: Mapping[str, Message] = {
    "edit": say("Details corrected"),
    "person": say("Person added"),
    "move_out": say("Move recorded"),
    "death": say("Death recorded"),
    "return": say("Return recorded"),
    "note": say("Note added"),
    "dose": say("Dose added"),
    "dose_edit": say("Dose corrected"),
    "dose_void": say("Dose taken out"),
    "certificate": say("Certificate added"),
    "deferral": say("Deferral added"),
    "paper_void": say("Certificate taken out"),
    "split": say("Household split"),
    "settle": say("Moved to another household"),
    "join": say("Households joined"),
    "rename": say("Address corrected"),
    "contact": say("Contact recorded"),
    "book": say("Appointment booked"),
    "call_off": say("Appointment called off"),
    "watch": say("Asked after every dose"),
    "session": say("Session keyed in"),
    "tag": say("Tag put on"),
    "untag": say("Tag taken off"),
    "merge": say("Two entries merged into one"),
    "canvass": say("Household keyed in"),
    "assignment": say("Who answers for what changed"),
}
"""The verbs of edits, and what a change is called beside its undo."""
OWN = frozenset({*NAMES, "undo"})
"""The verbs after which another change is the last own one."""


class OwnChange(NamedTuple):
    """A change that can be taken back: its id and its name."""

    id: int
    name: Message


@needs(Right.LOOK)
def last_own_change(office: Office) -> OwnChange | None:
    """The newest edit of whoever opened the register that was not taken back yet; None if there is none."""
    found = last_of(office.db, office.user, frozenset(NAMES))
    if found is None:
        return None
    id, verb, about = found
    people = people_noted(about)
    known = dossier_of(office.db, people[0]) if len(people) == 1 else None
    if known is None:
        return OwnChange(id, NAMES[verb])
    return OwnChange(id, say("{change}: {name}", change=NAMES[verb], name=known.name))
