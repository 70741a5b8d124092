"""Looking at two entries that may be one person, side by side; and the merges that stand, each with its way back."""

from collections.abc import Iterator
from typing import NamedTuple

from vaxdesk.register import duplicates as stored
from vaxdesk.register import undo as undoing
from vaxdesk.register.dossier import Dossier, RecordedDose, RecordedPaper
from vaxdesk.register.duplicates import Merge
from vaxdesk.register.intakes import origin
from vaxdesk.rules.masks import mask_alike
from vaxdesk.rules.messages import Message, say

from .field_words import COLUMNS, NOTHING, shown
from .intake_history import Kept, stayed, told
from .judging import judge_people
from .office import Changes, Office
from .plans import found, unmerged
from .rights import Right, needs

__all__ = ["Line", "Merge", "beside", "merges", "undo_merge"]
FIELDS = ("name", "sex", "birth", "phone", "village", "address", "relation", "unit", "residence", "departure", "reason")
"""What is compared, in this order; the number stands behind the name."""


class Line(NamedTuple):
    """One thing of both entries: what it is, what each has, and whether that is the same."""

    label: Message
    one: object
    other: object
    same: bool


@needs(Right.REVIEW)
def beside(office: Office, one: int, other: int) -> list[Line]:
    """Both entries line by line. Raises Refused `person_unknown`, `person_merged`."""
    here, there = unmerged(found(office, one)), unmerged(found(office, other))
    lines = (*_facts(office, here, there), *_doses(office, here, there), *_papers(office, here, there))
    return [*(line for line in lines if (line.one, line.other) != (NOTHING, NOTHING)), _sources(office, here, there)]


@needs(Right.REVIEW)
def merges(office: Office) -> list[Merge]:
    """The merges that stand, the newest first."""
    return stored.merges(office.db)


@needs(Right.TAKE_IN)
def undo_merge(office: Office, change: int) -> tuple[list[Kept], Changes]:
    """Take a merge apart at any later time: each fact goes back to the entry it came from, later edits stay and are listed.

    Raises Refused `change_unknown`, `change_undone`, `merged_again`.
    """
    with office.db.atomic():
        undone = undoing.undo(office.db, change, office.user, frozenset({"merge"}), noted=True)
        judge_people(office, undone.people)
    return stayed(office, undone.stayed), Changes("undo", people=frozenset((*undone.people, *undone.gone)))


def _facts(office: Office, here: Dossier, there: Dossier) -> Iterator[Line]:
    for field in FIELDS:
        one, other = getattr(here, field), getattr(there, field)
        values = (one, other) if field == "phone" else (shown(office, field, one), shown(office, field, other))
        yield Line(COLUMNS[field], values[0] or NOTHING, values[1] or NOTHING, one == other)
        if field == "name":
            numbers = mask_alike(here.number, there.number)
            yield Line(COLUMNS["number"], numbers[0] or NOTHING, numbers[1] or NOTHING, here.number == there.number)


def _doses(office: Office, here: Dossier, there: Dossier) -> Iterator[Line]:
    for nth in range(max(len(here.doses), len(there.doses))):
        one, other = (side.doses[nth] if nth < len(side.doses) else None for side in (here, there))
        same = one is not None and other is not None and (one.given_on, one.product) == (other.given_on, other.product)
        yield Line(say("Dose {number}", number=nth + 1), _dose(office, one), _dose(office, other), same)


def _dose(office: Office, dose: RecordedDose | None) -> Message:
    if dose is None:
        return NOTHING
    return say(
        "{day}  {vaccine}  {evidence}",
        day=dose.given_on or say("day not known"),
        vaccine=shown(office, "product", dose.product) if dose.product else say("vaccine unknown"),
        evidence=shown(office, "evidence", dose.evidence),
    )


def _papers(office: Office, here: Dossier, there: Dossier) -> Iterator[Line]:
    for nth in range(max(len(here.papers), len(there.papers))):
        one, other = (side.papers[nth] if nth < len(side.papers) else None for side in (here, there))
        same = one is not None and other is not None and one._replace(id=0) == other._replace(id=0)
        yield Line(say("Certificate {number}", number=nth + 1), _paper(one), _paper(other), same)


def _paper(paper: RecordedPaper | None) -> Message:
    if paper is None:
        return NOTHING
    return say(
        "{cause}  {institution}  {day}",
        cause=paper.cause or "",
        institution=paper.institution or "",
        day=paper.issued_on or "",
    )


def _sources(office: Office, here: Dossier, there: Dossier) -> Line:
    one, other = (_source(office, side.id) for side in (here, there))
    return Line(say("From"), one, other, one == other)


def _source(office: Office, person: int) -> Message:
    found = origin(office.db, person, "person", person, "name")
    return told(found) if found else NOTHING
