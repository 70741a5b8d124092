"""Editing a person in two acts: a plan (plans, dose_plans, paper_plans) is looked at, then carried out as one change.

Carrying out is one transaction: the facts, the standing judged again, the keys for searching. One change is one undo.
"""

from datetime import date
from functools import partial
from typing import Any, TypeVar

from vaxdesk.register import undo as undoing
from vaxdesk.register.changes import begin_change, note_people, noted
from vaxdesk.register.dossier import RecordedDose, RecordedPaper
from vaxdesk.register.facts import write, write_person
from vaxdesk.register.people import histories
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Certificate, Deferral, Dose, History, Progress, Standing
from vaxdesk.rules.standing import judge

from .judging import judge_people
from .office import Changes, Office
from .own_changes import NAMES, last_own_change
from .paper_plans import CERTIFICATE, DEFERRAL
from .plans import NEW, Plan
from .rights import Right, needs


@needs(Right.LOOK)
def before_and_after(office: Office, plan: Plan, on: date) -> tuple[Standing, Standing]:
    """Where the person stands on a day, and would stand once the plan is carried out. Nothing is written."""
    history = _history(office, plan.before.id)
    return judge(history, office.campaign, on), judge(_after(history, plan), office.campaign, on)


@needs(Right.KEY)
def carry_out(office: Office, plan: Plan) -> Changes:
    """Write a plan as one change; a plan that changes nothing writes nothing.

    Raises Refused `changed_meanwhile` if the facts it was made from are not those of the register any more.
    """
    if plan.writes.nothing:
        return Changes(plan.verb)
    person, writes = plan.before.id, plan.writes
    with office.db.atomic():
        change = begin_change(office.db, office.user, plan.verb, "" if person == NEW else noted([person]))
        if person == NEW:
            person = write_person(office.db, change, writes.edits)
            writes = writes._replace(person=person, edits=())
            note_people(office.db, change, [person])
        write(office.db, change, writes)
        judge_people(office, [person])
    return Changes(plan.verb, people=frozenset({person}))


@needs(Right.KEY)
def undo_last(office: Office) -> Changes:
    """Take the last own edit back. Raises Refused `nothing_to_undo`."""
    last = last_own_change(office)
    if last is None:
        raise Refused("nothing_to_undo", say("There is no change of yours that could be taken back."))
    return undo(office, last.id)


@needs(Right.KEY)
def undo(office: Office, change: int, progress: Progress | None = None) -> Changes:
    """Take an edit back; what somebody has built on it stays. Raises Refused: `change_unknown`, `change_undone`; Cancelled."""
    with office.db.atomic():
        undone = undoing.undo(office.db, change, office.user, frozenset(NAMES), noted=True, progress=progress)
        judge_people(office, undone.people, progress)
    return Changes("undo", people=frozenset((*undone.people, *undone.gone)))


def _history(office: Office, person: int) -> History:
    found = next(histories(office.db, office.campaign.code, [person]), None)
    return History(None) if found is None else found.history


def _after(history: History, plan: Plan) -> History:
    """The history of the person with the plan carried out."""
    told: dict[str, Any] = {
        edit.field: edit.new for edit in plan.writes.edits if edit.record == "person" and edit.field in History._fields
    }
    doses = [dose for dose in map(partial(_edited, plan, "dose"), plan.before.doses) if not dose.voided]
    papers = [paper for paper in map(partial(_edited, plan, "exemption"), plan.before.papers) if not paper.voided]
    shown = (*papers, *plan.writes.papers)
    given = (Dose(dose.given_on, dose.product) for dose in (*doses, *plan.writes.doses))
    return history._replace(
        **told,
        doses=tuple(sorted(given, key=_by_day)),
        certificates=tuple(
            Certificate(paper.issued_on, paper.valid_until, paper.level) for paper in shown if paper.kind == CERTIFICATE
        ),
        deferrals=tuple(Deferral(paper.issued_on, paper.valid_until) for paper in shown if paper.kind == DEFERRAL),
    )


Recorded = TypeVar("Recorded", RecordedDose, RecordedPaper)


def _edited(plan: Plan, record: str, known: Recorded) -> Recorded:
    edits: dict[str, Any] = {
        edit.field: edit.new for edit in plan.writes.edits if (edit.record, edit.id) == (record, known.id)
    }
    return known._replace(**edits)


def _by_day(dose: Dose) -> tuple[date, str]:
    """Undated doses first, as records.History has them."""
    return dose.on or date.min, dose.product or ""
