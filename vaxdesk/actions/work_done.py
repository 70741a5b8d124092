"""Units are ranked on the work as well as on doses: households contacted, people ascertained, records that are sound.

A record is sound if the self-check has nothing to ask for about it. Shares are exact, equal ones share a place. Villages and their
grids have places; work units and persons who answer for others have figures and no place: an employer that had one would press
its people, and persons are never ranked.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from vaxdesk.register import doubtful, work_done
from vaxdesk.rules.measures import Counts, Scope
from vaxdesk.rules.rates import ranks, rate

from .office import Office
from .rights import Right, needs
from .self_check import QUESTIONS, Weight

LATELY = timedelta(days=6)
"""Contacts of this many days before the working date count, and those of the day itself."""


class Work(NamedTuple):
    """The work of a village or grid: of households those contacted, of people in scope those ascertained and sound records."""

    households: int
    contacted: int
    registered: int
    ascertained: int
    sound: int

    @property
    def shares(self) -> dict[str, Fraction | None]:
        """The three exact shares by code; None where there is nobody."""
        return {
            "contact_rate": rate(self.contacted, self.households),
            "ascertained_rate": rate(self.ascertained, self.registered),
            "sound_rate": rate(self.sound, self.registered),
        }


@needs(Right.REVIEW)
def work_done_by(office: Office, on: date, counted: Mapping[Scope, Counts]) -> dict[Scope, Work]:
    """The work of every village and grid among those counted, up to a day. Raises Cancelled."""
    questions = [
        code for code, (weight, _) in QUESTIONS.items() if weight is Weight.REASON and code in doubtful.QUESTIONS
    ]
    asked = {person for question in questions for person in doubtful.asked_about(office.db, question, on)}
    asked |= {person for _, person in doubtful.numbers_against_facts(office.db, on)}
    found = {}
    for kind in work_done.PLACES:
        households = work_done.households_contacted(office.db, (on - LATELY, on), kind)
        doubted = work_done.people_by_place(office.db, asked, kind)
        for scope in (scope for scope in counted if scope.kind == kind):
            contacted, all = households.get(scope.name, (0, 0))
            registered, ascertained = counted[scope]["registered"], counted[scope]["ascertained"]
            found[scope] = Work(all, contacted, registered, ascertained, registered - doubted.get(scope.name, 0))
    return found


def places(work: Mapping[str, Work]) -> dict[str, dict[str, int | None]]:
    """The place of every village, or of every grid, by each share; where none has done anything of it, none has a place."""
    codes = ("contact_rate", "ascertained_rate", "sound_rate")
    shares = {code: {name: each.shares[code] for name, each in work.items()} for code in codes}
    return {code: ranks(found if any(found.values()) else dict.fromkeys(found)) for code, found in shares.items()}
