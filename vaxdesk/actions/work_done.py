"""Units are ranked on the work as well as on doses: households contacted, people ascertained, records that are sound.

A record is sound if the self-check has nothing to ask for about it. Shares are exact, equal ones share a place; only units have
places.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from vaxdesk.register import doubtful, work_done
from vaxdesk.rules.rates import ranks, rate
from vaxdesk.rules.records import StandingCode

from .office import Office
from .overview import overview
from .rights import Right, needs
from .self_check import QUESTIONS, Weight

LATELY = timedelta(days=6)
"""Contacts of this many days before the working date count, and those of the day itself."""


class Work(NamedTuple):
    """The work of a village: households contacted of all, people ascertained and records that are sound of those in scope."""

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
def work_of_villages(office: Office, on: date) -> dict[str, Work]:
    """The work of every village up to a day. Raises Cancelled."""
    seen = overview(office, on)
    contacted = work_done.households_contacted(office.db, (on - LATELY, on))
    questions = [
        code for code, (weight, _) in QUESTIONS.items() if weight is Weight.REASON and code in doubtful.QUESTIONS
    ]
    asked = {person for question in questions for person in doubtful.asked_about(office.db, question, on)}
    asked |= {person for _, person in doubtful.numbers_against_facts(office.db, on)}
    doubted = work_done.people_by_village(office.db, asked)
    found = {}
    for name, counts in seen.villages.items():
        registered = sum(people for code, people in counts.items() if code != StandingCode.OUT_OF_SCOPE)
        ascertained = registered - counts[StandingCode.UNVERIFIED]
        seen_households, households = contacted[name][0], contacted[name][1]
        found[name] = Work(households, seen_households, registered, ascertained, registered - doubted.get(name, 0))
    return found


def places(work: Mapping[str, Work]) -> dict[str, dict[str, int | None]]:
    """The place of every village by each share; where no village has done anything of it, none has a place."""
    codes = ("contact_rate", "ascertained_rate", "sound_rate")
    shares = {code: {name: each.shares[code] for name, each in work.items()} for code in codes}
    return {code: ranks(found if any(found.values()) else dict.fromkeys(found)) for code, found in shares.items()}
