"""People of a checkpoint's list who belong to another office: handed on as a list of the same form, community by community."""

from datetime import date
from pathlib import Path

from vaxdesk.papers import forms
from vaxdesk.papers.forms import FormContext
from vaxdesk.papers.sheet import Sheet
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.problems import Outcome

from .change_set import ChangeSet, Entry
from .office import Office
from .printing import Saved, Terms, save
from .rights import Right, needs

FORM = "checkpoint"
ELSEWHERE = "other_office"


def of_others(change_set: ChangeSet) -> list[Entry]:
    """The rows about people of other offices' communities; nothing of them is taken in."""
    return [
        entry
        for review in change_set.files
        for entry in review.by_outcome().get(Outcome.REJECTED.value, ())
        if entry.brings and any(found.code == ELSEWHERE for _, found in entry.problems)
    ]


@needs(Right.EXPORT)
def hand_on(office: Office, change_set: ChangeSet, out: Path, on: date, reason: str) -> Saved:
    """Save these people as .xlsx or .pdf, a sheet for each community, and note the export.

    Raises Refused: `nobody_to_hand_on`, and those of printing.save. The phone is whole: the other office finds them by it.
    """
    entries = of_others(change_set)
    if not entries:
        raise Refused("nobody_to_hand_on", say("No row speaks of somebody of another office."))
    places = dict.fromkeys(entry.brings[0] for entry in entries if entry.brings)
    sheets = [
        _sheet(office, place, [entry for entry in entries if entry.brings and entry.brings[0] == place], on)
        for place in places
    ]
    return save(office, sheets, out, Terms("full", reason))


def _sheet(office: Office, place: str, entries: list[Entry], on: date) -> Sheet:
    context = FormContext(office=office.name, county=office.county, place=place, on=on, mask="full")
    rows = (entry.brings[2] for entry in entries if entry.brings)
    lines = ({"name": row.name, "phone": row.phone, "address": row.address, "village": place} for row in rows)
    return forms.fill(forms.load(FORM), lines, context)
