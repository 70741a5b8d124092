"""A number in thirty seconds: ask by conditions, see the figure and the names, keep the question, ask it again next week."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vaxdesk.register import questions as stored
from vaxdesk.register.questions import Kept
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.questions import FIELDS, Condition, Kind, Question, read_condition

from .judging import refresh
from .office import Changes, Office
from .rights import Right, needs

__all__ = ["FIELDS", "Answer", "Condition", "Kept", "Kind", "Question"]

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """How many people meet the conditions on a day, who they are, and how many of each village.

    Of a question that was kept: the day of its last answer, who came in and who went out since; None and nobody for a new one.
    """

    on: date
    people: frozenset[int]
    villages: Mapping[str, int]
    last_on: date | None = None
    last: int = 0
    came: frozenset[int] = frozenset()
    went: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """The number that was asked for."""
        return len(self.people)


@needs(Right.REVIEW)
def ask(office: Office, question: Question, on: date) -> Answer:
    """The answer of a day."""
    refresh(office, on)
    found = list(stored.people(office.db, question, on))
    return Answer(on, frozenset(person for person, _ in found), Counter(village for _, village in found))


@needs(Right.REVIEW)
def keep(office: Office, name: str, question: Question, on: date) -> Changes:
    """Keep a question under a name, with its answer. Raises Refused `needed`, `too_long`."""
    plain = name.strip()
    if not plain:
        raise Refused("needed", say("Give the question a name."))
    if len(plain) > LONGEST_NAME:
        raise Refused("too_long", say("This is longer than {count} characters: shorten it.", count=LONGEST_NAME))
    stored.keep(office.db, office.user, plain, question, on, ask(office, question, on).people)
    return Changes("question")


@needs(Right.REVIEW)
def kept(office: Office) -> Sequence[Kept]:
    """The questions that were kept."""
    return stored.kept(office.db)


@needs(Right.REVIEW)
def ask_again(office: Office, name: str, on: date) -> Answer:
    """A kept question on another day: the number, and who came and went since; this answer is kept in the place of the last one.

    On the day of the last answer the earlier one stays, so that asking twice does not lose the comparison.
    Raises Refused `question_unknown`.
    """
    known = _known(office, name)
    question = tuple(read_condition(written) for written in known.written)
    now = ask(office, question, on)
    if on > known.counted_on:
        stored.keep(office.db, office.user, name, question, on, now.people)
    return Answer(
        on,
        now.people,
        now.villages,
        last_on=known.counted_on,
        last=len(known.people),
        came=now.people - known.people,
        went=known.people - now.people,
    )


@needs(Right.REVIEW)
def drop(office: Office, name: str) -> Changes:
    """Forget a question. Raises Refused `question_unknown`."""
    _known(office, name)
    stored.drop(office.db, office.user, name)
    return Changes("question")


@needs(Right.REVIEW)
def values(office: Office, on: date) -> Mapping[str, Mapping[str, int]]:
    """What can be chosen in each field that is a set, with how many people each value has."""
    refresh(office, on)
    return {field: stored.values(office.db, field) for field, (kind, _) in FIELDS.items() if kind is Kind.SET}


def _known(office: Office, name: str) -> Kept:
    for each in stored.kept(office.db):
        if each.name == name:
            return each
    raise Refused("question_unknown", say("There is no question kept as {name}.", name=name))
