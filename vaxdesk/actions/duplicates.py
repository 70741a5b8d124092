"""People who stand in the register twice: pairs to look at, merging two entries into one, telling two people apart for ever.

A merge loses nothing: the entry that stays gets everything the other has, each fact with its source; the other leaves the register
as merged. It is one change and can be taken back like an edit (editing.undo).
"""

from datetime import timedelta
from typing import NamedTuple

from vaxdesk.register import duplicates as stored
from vaxdesk.register.duplicates import Entries
from vaxdesk.register.pinyin import speller
from vaxdesk.rules import name_likeness
from vaxdesk.rules.likeness import Likeness, Verdict
from vaxdesk.rules.likeness_index import TELL_EVERY, LikenessIndex
from vaxdesk.rules.merging import Union, unite
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.records import Progress

from .backups import before_risk
from .judging import judge_people
from .office import Changes, Office
from .plans import known_person
from .rights import Right, needs
from .sweeping import unswept


class Pair(NamedTuple):
    """Two entries that may be one person, the older one first, and why."""

    one: int
    other: int
    likeness: Likeness


MERGES_OF_ONE_SITTING = timedelta(minutes=10)
"""A backup as young as this is old enough for a merge, which can be taken apart again."""


@needs(Right.REVIEW)
def index_of(office: Office, progress: Progress | None = None) -> LikenessIndex:
    """Everybody of the register, ready to be asked whom a record may speak of. Raises Cancelled."""
    forms = name_likeness.load(office.writing, speller().spellings)
    index = LikenessIndex(forms, office.today)
    total = office.people if progress else 0
    for nth, (id, person) in enumerate(stored.recorded_people(office.db)):
        if progress is not None and nth % TELL_EVERY == 0:
            progress(nth, 2 * total)
        index.put(id, person)
    return index


@needs(Right.REVIEW)
@unswept()
def find_duplicates(office: Office, progress: Progress | None = None) -> list[Pair]:
    """The pairs that may be one person, the most certain first, without those told apart. Raises Cancelled."""
    index = index_of(office, progress)
    apart = stored.told_apart(office.db)
    found = [
        Pair(one, match.id, match.likeness)
        for one, match in index.pairs(_second_half(progress))
        if (one, match.id) not in apart
    ]
    return sorted(found, key=_certainty)


def _second_half(progress: Progress | None) -> Progress | None:
    if progress is None:
        return None
    tell = progress
    return lambda done, total: tell(total + done, 2 * total)


def _certainty(pair: Pair) -> tuple[bool, int, int, int]:
    return pair.likeness.verdict is not Verdict.SAME, -pair.likeness.score, pair.one, pair.other


@needs(Right.REVIEW)
def questions(office: Office, keep: int, drop: int) -> tuple[Message, ...]:
    """What would have to be asked if the two were merged: doses that cannot both be true.

    Raises Refused `person_unknown`, `person_merged`, `same_entry`.
    """
    return _united(office, keep, drop).questions


@needs(Right.TAKE_IN)
def merge(office: Office, keep: int, drop: int) -> Changes:
    """Make one entry of two: `keep` gets everything, `drop` leaves the register as merged. One change, judged again.

    Raises Refused `person_unknown`, `person_merged`, `same_entry`.
    """
    edits = _united(office, keep, drop).edits
    before_risk(office, unless_within=MERGES_OF_ONE_SITTING)
    with office.db.atomic():
        stored.merge(office.db, office.user, Entries(keep, drop), edits)
        judge_people(office, [keep, drop])
    return Changes("merge", people=frozenset({keep, drop}))


@needs(Right.TAKE_IN)
def different(office: Office, one: int, other: int) -> Changes:
    """Remember for ever that the two are different people. Raises Refused `person_unknown`, `person_merged`, `same_entry`."""
    _two_entries(office, one, other)
    stored.tell_apart(office.db, office.user, one, other)
    return Changes("different", people=frozenset({one, other}))


def _united(office: Office, keep: int, drop: int) -> Union:
    _two_entries(office, keep, drop)
    return unite(stored.doses_of(office.db, keep), stored.doses_of(office.db, drop))


def _two_entries(office: Office, one: int, other: int) -> None:
    if one == other:
        raise Refused("same_entry", say("This is one and the same entry: choose two."))
    for person in (one, other):
        known_person(office, person)
