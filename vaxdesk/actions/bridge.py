"""Why the number changed: the people who came, went, or stand elsewhere between two submissions, two days, or a day and now.

A moment is a submission ("2021-W50", or "2021-W50.2" for a version of it), a day ("2021-12-19") or "now". Of a day on which the
register was opened its frozen record is taken; any other day is reckoned from the facts known today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from vaxdesk.register import frozen, movements, snapshots, submissions
from vaxdesk.register.changes import last_change
from vaxdesk.register.frozen import NOBODY, Rows
from vaxdesk.register.movements import Moment
from vaxdesk.register.people import histories, villages
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.movements import Balance, Cause, Mark, Move, Way, balances, moves, unproved, whole
from vaxdesk.rules.records import Progress
from vaxdesk.rules.standing import judge

from .judging import TELL_EVERY, refresh
from .office import Office
from .rights import Right, needs

NOW = "now"
"""Names the register as it is, judged for the working date."""

CAUSE_LABELS: Mapping[str, Message] = {
    Cause.NEW: say("new on a roster"),
    Cause.OF_AGE: say("reached the age"),
    Cause.MOVED_IN: say("moved in"),
    Cause.AT_DOOR: say("found at the door"),
    Cause.FROM_VILLAGE: say("from another village"),
    Cause.TAKEN_IN: say("taken in again"),
    Cause.DIED: say("died"),
    Cause.MOVED_OUT: say("moved away"),
    Cause.MERGED: say("merged, was listed twice"),
    Cause.AGED_OUT: say("above the age"),
    Cause.TO_VILLAGE: say("to another village"),
    Cause.LEFT_BASIS: say("lives elsewhere now"),
    Cause.WITHDRAWN: say("entry taken back"),
    Cause.DOSE: say("a dose"),
    Cause.CERTIFICATE: say("a certificate"),
    Cause.DEFERRAL: say("a deferral"),
    Cause.TOLD: say("was asked, told a reason"),
    Cause.CORRECTION: say("a correction"),
    Cause.TIME: say("a day passed: age, interval or expiry"),
}
"""Why somebody moved, as it is printed."""


class Point(NamedTuple):
    """A moment to compare: its name, the state of the register, and where everybody stood."""

    name: str
    moment: Moment
    rows: Rows


NOTHING = Point("", Moment(0, date.min), NOBODY)


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one moment to another: `before` + `came` - `went` = `now` people in scope; `changed` stand elsewhere.

    `since` is "" where there is nothing to compare with. `villages` are the same figures of each village with their causes; for the
    sums of the whole office who moved from one village to another stands among those who came and those who went.
    """

    since: str
    until: str
    villages: Mapping[str, Balance]
    moves: Sequence[Move]

    @property
    def whole(self) -> Balance:
        """All villages together."""
        return whole(self.villages.values())

    @property
    def before(self) -> int:
        """People in scope at the first moment."""
        return self.whole.before

    @property
    def now(self) -> int:
        """People in scope at the second moment."""
        return self.whole.after

    @property
    def came(self) -> int:
        """Who came in."""
        return self.whole.sum(Way.CAME)

    @property
    def went(self) -> int:
        """Who went out."""
        return self.whole.sum(Way.WENT)

    @property
    def changed(self) -> int:
        """Who stands elsewhere."""
        return self.whole.sum(Way.CHANGED)

    def people(self, village: str | None, causes: Sequence[str]) -> frozenset[int]:
        """Whom a figure of the bridge counts: of one village or all, for these causes."""
        return frozenset(
            move.person for move in self.moves if village in (None, move.village) and move.cause.value in causes
        )


@needs(Right.REVIEW)
def bridge(office: Office, since: Point, until: Point) -> Bridge:
    """Compare two moments and prove the sum, village by village and standing by standing.

    Raises Refused `does_not_balance`; it would be a fault of the program.
    """
    found = list(frozen.differences(since.rows, until.rows))
    written = movements.written(office.db, [each.person for each in found], since.moment, until.moment)
    moved = list(moves(found, written))
    before, after = since.rows.counts, until.rows.counts
    wrong = unproved(before, moved, after)
    if wrong:
        raise Refused(
            "does_not_balance",
            say(
                "{place}: the bridge does not make the sum of {standing}: report this as a fault.",
                place=wrong[0][0],
                standing=wrong[0][1],
            ),
        )
    order = [name for name in villages(office.db) if name in {**before, **after}]
    parts = balances(before, moved, after)
    return Bridge(since.name, until.name, {name: parts[name] for name in dict.fromkeys([*order, *parts])}, moved)


@needs(Right.REVIEW)
def point(office: Office, name: str, on: date, progress: Progress | None = None) -> Point:
    """The moment of this name; `on` is the working date, for NOW.

    Raises Refused `moment_unknown`; and Cancelled.
    """
    if name == NOW:
        refresh(office, on, progress)
        return Point(NOW, Moment(last_change(office.db), on), frozen.now(office.db))
    week, _, version = name.partition(".")
    for kept in submissions.listed(office.db):
        if kept.week == week and version in ("", str(kept.version)):
            return of_submission(office, kept)
    try:
        day = date.fromisoformat(name)
    except ValueError:
        raise Refused(
            "moment_unknown",
            say(
                "There is no submission and no day {name}: write a week like 2021-W50, a day like 2021-12-19, or now.",
                name=name,
            ),
        ) from None
    kept_day = snapshots.of_day(office.db, day)
    if kept_day is not None:
        return Point(name, kept_day.moment, snapshots.people(office.db, kept_day.id))
    return Point(name, Moment(last_change(office.db), day), _reckoned(office, day, progress))


@needs(Right.REVIEW)
def of_submission(office: Office, kept: submissions.Kept) -> Point:
    """The moment a submission was made."""
    snapshot = snapshots.by_id(office.db, kept.snapshot)
    return Point(kept.week, snapshot.moment, snapshots.people(office.db, kept.snapshot))


@needs(Right.REVIEW)
def last_before(office: Office, week: str) -> Point:
    """The newest submission of an earlier week; NOTHING where there is none."""
    kept = next((kept for kept in submissions.listed(office.db) if kept.week < week), None)
    return NOTHING if kept is None else of_submission(office, kept)


def _reckoned(office: Office, on: date, progress: Progress | None) -> Rows:
    """Where everybody stood on a day nobody froze, by what is known now."""
    names = {id: name for name, id in villages(office.db).items()}
    total = office.people if progress else 0

    def marked(nth: int, person: int, village: int, standing: tuple[str, str]) -> tuple[int, Mark]:
        if progress is not None and nth % TELL_EVERY == 0:
            progress(nth, total)
        return person, Mark(names[village], *standing)

    return frozen.rows_of(
        marked(nth, person, village, tuple(map(str, judge(history, office.campaign, on)[:2])))  # type: ignore[arg-type]
        for nth, (person, village, history) in enumerate(histories(office.db, office.campaign.code))
    )
