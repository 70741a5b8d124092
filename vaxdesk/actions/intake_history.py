"""What was taken in before, how an intake is taken back, and where a value that a row would change came from."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vaxdesk.register import intakes as stored
from vaxdesk.register.dossier import dossier_of
from vaxdesk.register.intakes import Intake, Origin
from vaxdesk.register.undo import Stayed
from vaxdesk.rules.matching import FieldChange
from vaxdesk.rules.messages import Message, say

from .change_set import Entry
from .field_words import COLUMNS, shown
from .office import Office
from .rights import Right, needs

__all__ = ["Intake", "intakes", "origins", "stayed"]


class Kept(NamedTuple):
    """A fact that an undo left as it is: the person's id (0 for a household), and the sentence why."""

    person: int
    why: Message


@needs(Right.REVIEW)
def intakes(office: Office) -> list[Intake]:
    """Every intake, the newest first; those taken back are among them."""
    return stored.intakes(office.db)


@needs(Right.REVIEW)
def stayed(office: Office, facts: Sequence[Stayed]) -> list[Kept]:
    """What an undo left because of later changes, a sentence each."""
    return [Kept(fact.person, _why(office, fact)) for fact in facts]


def _why(office: Office, fact: Stayed) -> Message:
    known = dossier_of(office.db, fact.person) if fact.person else None
    name, day = known.name if known else "", date.fromisoformat(fact.at[:10])
    if not fact.field:
        return say("{name} stays: {by} has built on this person on {day}.", name=name, by=fact.by, day=day)
    return say(
        "{name}: {field} stays “{now}”, as {by} changed it on {day}.",
        name=name,
        field=COLUMNS[fact.field],
        now=shown(office, fact.field, fact.now),
        by=fact.by,
        day=day,
    )


@needs(Right.REVIEW)
def origins(office: Office, entry: Entry) -> list[Message | None]:
    """For each change of a row, where the register's present value came from; None where nothing stands there."""
    return [_origin(office, entry, change) for change in entry.changes]


def _origin(office: Office, entry: Entry, change: FieldChange) -> Message | None:
    if change.old in (None, "") or entry.person is None or entry.person < 0 or change.id <= 0:
        return None
    field = "household_id" if change.field == "address" else change.field
    found = stored.origin(office.db, entry.person, change.record, change.id, field)
    return told(found) if found else None


def told(origin: Origin) -> Message:
    """Where a value came from, in words."""
    if origin.file:
        return say("{file}, sheet {sheet}, row {row}", file=origin.file, sheet=origin.sheet, row=origin.row)
    return say("{by} on {day}", by=origin.by, day=origin.at.date())
