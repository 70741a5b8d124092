"""Keeping the cache of standings true: everybody once, then only those whose answer ends, or who were written about."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from vaxdesk import __version__
from vaxdesk.register import standings
from vaxdesk.register.changes import begin_change, noted
from vaxdesk.register.people import count_people, histories
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Progress, Standing
from vaxdesk.rules.standing import judge

from .office import Changes, Office
from .rights import Right, needs

TELL_EVERY = 5000
"""People between two reports of progress."""
SLICE = 1000
"""People that are written about between two reports of progress."""


@needs(Right.LOOK)
def refresh(office: Office, on: date, progress: Progress | None = None) -> int:
    """Make the cached standings true for a day; return how many people were judged.

    A later day re-judges only those whose answer does not hold until then; an earlier one, another campaign or another
    version of the rules re-judges everybody. Raises Cancelled, with the cache as it was; Refused `standings_behind` on a view that
    only reads.
    """
    wanted = standings.Basis(office.campaign.code, __version__, on)
    have = standings.basis(office.db)
    if have == wanted:
        return 0
    if office.reads_only:
        raise Refused(
            "standings_behind",
            say("The standings of {day} are not reckoned yet: wait a moment, then ask again.", day=on),
        )
    forward = have is not None and have._replace(on=on) == wanted and have.on < on
    with office.db.atomic():
        ids = standings.ending(office.db, on) if forward else None
        if ids is None:
            standings.clear(office.db)
        standings.store(office.db, _answers(office, on, ids, progress))
        standings.set_basis(office.db, wanted)
    return count_people(office.db) if ids is None else len(ids)


@needs(Right.LOOK)
def judge_people(office: Office, ids: Sequence[int], progress: Progress | None = None) -> None:
    """Judge some people again for the day of the cache, in the transaction that changed their facts. Raises Cancelled."""
    have = standings.basis(office.db)
    if have is None or not ids:
        return
    standings.store(office.db, _answers(office, have.on, ids, progress))


@needs(Right.KEY)
def change_people(office: Office, verb: str, people: Sequence[int], write: Callable[[int], None]) -> Changes:
    """One change about these people, in one transaction, after which they are judged again.

    `write` gets the id of the change. Judging holds whoever works in some villages to those.
    """
    with office.db.atomic():
        change = begin_change(office.db, office.user, verb, noted(people))
        write(change)
        judge_people(office, people)
    return Changes(verb, people=frozenset(people))


@needs(Right.KEY)
def change_many(
    office: Office,
    verb: str,
    people: Sequence[int],
    write: Callable[[int, Sequence[int]], None],
    progress: Progress | None = None,
) -> Changes:
    """As `change_people`, about any number of them: `write` gets the id of the change and some people at a time.

    Still one change in one transaction. Raises Cancelled, with nothing changed.
    """
    with office.db.atomic():
        change = begin_change(office.db, office.user, verb, noted(people))
        for at in range(0, len(people), SLICE):
            if progress is not None:
                progress(at, len(people))
            some = people[at : at + SLICE]
            write(change, some)
            judge_people(office, some)
    return Changes(verb, people=frozenset(people))


def _answers(
    office: Office, on: date, ids: Sequence[int] | None, progress: Progress | None
) -> Iterator[tuple[int, int, Standing]]:
    campaign = office.campaign
    total = (count_people(office.db) if ids is None else len(ids)) if progress else 0
    for nth, (person, village, history) in enumerate(histories(office.db, campaign.code, ids)):
        if progress is not None and nth % TELL_EVERY == 0:
            progress(nth, total)
        yield person, village, judge(history, campaign, on)
