"""The life of a person in the register: doses, certificates, visits, changes and imports, each with its source, newest first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from vaxdesk.register.biography import Recorded, Trace, note_view, traces
from vaxdesk.register.people import histories
from vaxdesk.rules import flows
from vaxdesk.rules.explain import explain
from vaxdesk.rules.keying import outcome_text
from vaxdesk.rules.messages import FieldRefused, Message, say
from vaxdesk.rules.records import Explained

from .codes import OUTCOMES
from .field_words import COLUMNS, shown
from .office import Changes, Office
from .plans import found
from .rights import Right, needs

UNSEEN = frozenset({"number"})
"""Edited fields of a dose that follow from another one."""


class Event(NamedTuple):
    """One thing in the life of a person.

    `on`: the day it is told under, its own or else that of its recording. `kind`: person (came into the register), dose,
    certificate, deferral, absence, visit, note, edit, import, view. `details`: further lines. `counts` is False for what was
    taken out or taken back. `id`: of the dose or certificate, to correct it.
    """

    on: date
    kind: str
    what: Message
    details: tuple[Message, ...]
    recorded: Recorded
    counts: bool
    id: int


@needs(Right.LOOK)
def biography(office: Office, person: int) -> list[Event]:
    """All events of a person, newest first; numbers and phones are masked. Raises Refused `person_unknown`."""
    found(office, person)
    known = traces(office.db, person)
    sources = _sources(known)
    events = [
        _event(office, trace, sources.get(trace.change, ()))
        for trace in known
        if not (trace.kind == "edit" and trace.facts["record"] == "dose" and trace.facts["field"] in UNSEEN)
    ]
    return sorted(events, key=lambda event: (event.on, event.recorded.at, event.id), reverse=True)


@needs(Right.LOOK)
def standing_on(office: Office, person: int, day: date) -> Explained:
    """Where a person stood on any day, and why, by what is known now. Raises Refused `person_unknown`."""
    found(office, person)
    (judged,) = histories(office.db, office.campaign.code, [person])
    return explain(judged.history, office.campaign, day)


@needs(Right.KEY)
def full_number(office: Office, person: int, reason: str) -> tuple[str, Changes]:
    """The whole identity number of a person; who asked and why is noted. Raises FieldRefused `reason_missing` at the reason."""
    known = found(office, person)
    if not reason.strip():
        raise FieldRefused(
            "reason", "reason_missing", say("A full number is shown for a reason only: write what it is for.")
        )
    note_view(office.db, office.user, person, reason.strip())
    return known.number, Changes("view", people=frozenset({person}))


def _sources(known: Sequence[Trace]) -> Mapping[int, tuple[Message, ...]]:
    """The rows of files each change took the person from."""
    rows: dict[int, tuple[Message, ...]] = {}
    for trace in known:
        if trace.kind == "import":
            rows[trace.change] = (*rows.get(trace.change, ()), _row(trace.facts))
    return rows


def _row(facts: Mapping[str, Any]) -> Message:
    return say("{file}, sheet {sheet}, row {row}", file=facts["file"], sheet=facts["sheet"], row=facts["row"])


def _event(office: Office, trace: Trace, source: tuple[Message, ...]) -> Event:
    kind, own_day, what, details = TOLD[trace.kind](partial(shown, office), trace.facts)
    counts = not trace.recorded.taken_back and not trace.facts.get("voided")
    day = date.fromisoformat(own_day) if own_day else trace.recorded.at.astimezone().date()
    lines = (*details, *(source if trace.kind in FROM_FILES else ()))
    return Event(day, kind, what, lines, trace.recorded, counts, trace.id)


Shown = Callable[[str, object], object]
Told = tuple[str, str | None, Message, list[Message]]
"""Kind of event, own day as ISO text, what happened, further lines."""


def _person(shown: Shown, facts: Mapping[str, Any]) -> Told:
    return "person", None, say("Came into the register"), []


def _dose(shown: Shown, facts: Mapping[str, Any]) -> Told:
    product = shown("product", facts["product"]) if facts["product"] else say("vaccine unknown")
    what = say("Dose {number}: {product}", number=facts["number"], product=product)
    return "dose", facts["given_on"], what, list(_lines(shown, facts, ("site", "evidence", "voided")))


def _exemption(shown: Shown, facts: Mapping[str, Any]) -> Told:
    what = say("Certificate of contraindication") if facts["kind"] == "certificate" else say("Deferral")
    lines = _lines(shown, facts, ("cause", "institution", "valid_until", "voided"))
    return facts["kind"], facts["issued_on"], what, list(lines)


def _absence(shown: Shown, facts: Mapping[str, Any]) -> Told:
    place = " ".join(facts[part] for part in ("province", "city", "county", "address") if facts[part])
    what = say("Away ({category}): {place}", category=flows.load()[facts["category"]].text, place=place)
    return "absence", facts["since"], what, []


def _visit(shown: Shown, facts: Mapping[str, Any]) -> Told:
    lines = [say("Next visit: {day}", day=date.fromisoformat(facts["next_on"]))] if facts["next_on"] else []
    if facts["who"]:
        lines.append(say("{field}: {value}", field=COLUMNS["who"], value=facts["who"]))
    return "visit", facts["visited_on"], say("Visit: {outcome}", outcome=outcome_text(facts["outcome"])), lines


def _contact(shown: Shown, facts: Mapping[str, Any]) -> Told:
    what = say("Contact {way}: {answer}", way=shown("way", facts["way"]), answer=shown("answer", facts["answer"]))
    return "contact", facts["contacted_on"], what, list(_lines(shown, facts, ("who", "again_on")))


def _appointment(shown: Shown, facts: Mapping[str, Any]) -> Told:
    what = say("Appointment at {site}: {state}", site=facts["site"], state=shown("state", facts["state"]))
    return "appointment", facts["booked_on"], what, list(_lines(shown, facts, ("kind",)))


def _note(shown: Shown, facts: Mapping[str, Any]) -> Told:
    return "note", None, say("Note: {words}", words=facts["text"]), []


def _edit(shown: Shown, facts: Mapping[str, Any]) -> Told:
    field = facts["field"]
    return "edit", None, _line(shown, field, facts["old"], facts["new"]), []


def _line(shown: Shown, field: str, old: object, new: object) -> Message:
    return say("{field}: {old} → {new}", field=COLUMNS[field], old=shown(field, old), new=shown(field, new))


def _import(shown: Shown, facts: Mapping[str, Any]) -> Told:
    return "import", None, say("{file}: {outcome}", file=facts["file"], outcome=OUTCOMES[facts["outcome"]]), []


def _view(shown: Shown, facts: Mapping[str, Any]) -> Told:
    return "view", None, say("Full number shown: {reason}", reason=facts["reason"]), []


def _lines(shown: Shown, facts: Mapping[str, Any], fields: Sequence[str]) -> Iterator[Message]:
    for field in fields:
        if facts[field]:
            yield say("{field}: {value}", field=COLUMNS[field], value=shown(field, facts[field]))


TOLD: Mapping[str, Callable[[Shown, Mapping[str, Any]], Told]] = {
    "person": _person,
    "dose": _dose,
    "exemption": _exemption,
    "absence": _absence,
    "visit": _visit,
    "contact": _contact,
    "appointment": _appointment,
    "note": _note,
    "edit": _edit,
    "import": _import,
    "view": _view,
}
"""How each kind of trace (register.biography) is told."""
FROM_FILES = ("person", "dose", "exemption", "absence", "edit", "import")
"""Traces that may come from a row of a file."""
