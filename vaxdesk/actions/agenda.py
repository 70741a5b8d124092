"""What asks for a hand today: doses that come due, doubts, papers that run out, doors nobody has knocked at."""

from collections.abc import Mapping
from datetime import date

from vaxdesk.register import agenda as stored
from vaxdesk.register.long_reads import cancellable
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.records import Progress

from .judging import refresh
from .office import Office
from .rights import Right, needs

QUESTIONS: Mapping[str, tuple[Message, Message]] = {
    "due": (
        say("Next dose this week"),
        say("Whose next dose becomes possible within seven days, the working date counted."),
    ),
    "overdue": (say("Overdue"), say("Whose latest recommended day has passed; the dose can still be given.")),
    "doubtful": (
        say("To be found out"),
        say("Where something is not known or does not fit: what to find out stands with each person."),
    ),
    "expiring": (
        say("Papers that run out"),
        say("Whose certificate or deferral ends within thirty days."),
    ),
    "unvisited": (
        say("Never called on"),
        say(
            "Unvaccinated or to be verified, and no visit or call is noted for their household. Who declined is not among them."
        ),
    ),
}
"""Each question of the overview: its title, and whom it counts."""


@needs(Right.LOOK)
def agenda(
    office: Office, on: date, village: str | None = None, progress: Progress | None = None
) -> Mapping[str, frozenset[int]]:
    """The people of each question by id, of one's own villages or of one. Raises Refused as judging.refresh does, and Cancelled."""
    refresh(office, on, progress)
    with cancellable(office.db, progress):
        return {question: frozenset(_people(office, question, on, village)) for question in QUESTIONS}


def _people(office: Office, question: str, on: date, village: str | None) -> list[int]:
    found = stored.people_by_village(office.db, question, on)
    return [
        person
        for name, people in found.items()
        if office.permit.sees(name) and village in (None, name)
        for person in people
    ]
