"""What is true of a person on a list of "unvaccinated" people sent down to be verified: one verdict for each row.

The first that fits (README of the sample workbooks):
1. duplicate: stands further up already.
2. other_township: not known here, and the address names another township.
3. unknown: not known here.
4. id_wrong: the name is known, its number is mistyped, damaged or somebody else's.
5. deceased, moved_out: on or before the day of judging.
6. vaccinated_to_confirm: a dose of the campaign's vaccines without vaccine or date.
7. vaccinated: at least one dose on or before the day of judging, also where the list speaks of an earlier day.
8. exempt, deferred: by the standing.
9. away: lives elsewhere, or is unvaccinated with the reason of being away.
10. unvaccinated: everybody else.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from .messages import Message, say
from .records import Departure, Dose, Residence, StandingCode


class Verdict(StrEnum):
    """The closed set of verdicts, in their order."""

    DUPLICATE = "duplicate"
    OTHER_TOWNSHIP = "other_township"
    UNKNOWN = "unknown"
    ID_WRONG = "id_wrong"
    DECEASED = "deceased"
    MOVED_OUT = "moved_out"
    VACCINATED_TO_CONFIRM = "vaccinated_to_confirm"
    VACCINATED = "vaccinated"
    EXEMPT = "exempt"
    DEFERRED = "deferred"
    AWAY = "away"
    UNVACCINATED = "unvaccinated"


VERDICTS: Mapping[Verdict, Message] = {
    Verdict.DUPLICATE: say("The row stands further up already."),
    Verdict.OTHER_TOWNSHIP: say("The person is not known here, and the address names another township."),
    Verdict.UNKNOWN: say("Nobody of this name and number is known here."),
    Verdict.ID_WRONG: say("The name is known; the number is mistyped, damaged or somebody else's."),
    Verdict.DECEASED: say("The person has died."),
    Verdict.MOVED_OUT: say("The person has moved out."),
    Verdict.VACCINATED_TO_CONFIRM: say("A dose is recorded without its vaccine or date."),
    Verdict.VACCINATED: say("At least one dose is recorded."),
    Verdict.EXEMPT: say("A valid certificate exempts the person."),
    Verdict.DEFERRED: say("A deferral is running."),
    Verdict.AWAY: say("The person lives elsewhere, or is away for work."),
    Verdict.UNVACCINATED: say("None of the others: no dose is recorded."),
}
"""What each verdict means, in a sentence."""
TO_ASK = frozenset({Verdict.UNKNOWN, Verdict.VACCINATED_TO_CONFIRM, Verdict.UNVACCINATED})
"""What the register alone cannot settle: somebody may still have to ask."""


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What the county calls each verdict, and how an address names its township (resources/verdicts.toml)."""

    words: Mapping[Verdict, tuple[str, ...]]
    _above: re.Pattern[str]
    _township: re.Pattern[str]

    def word(self, verdict: Verdict, allowed: Collection[str]) -> str | None:
        """The word for a verdict among those the list allows; None if it allows none of them. Nothing allowed: any."""
        words = self.words[verdict]
        return next((word for word in words if word in allowed), None) if allowed else words[0]

    def township(self, address: str) -> str:
        """The township an address names, or ""."""
        found = self._township.match(self._above.sub("", address, count=1))
        return found.group() if found else ""


def load() -> VerdictWords:
    """Read the words that ship with the program."""
    table = tomllib.loads((files("vaxdesk.resources") / "verdicts.toml").read_text(encoding="utf-8"))
    address = table["address"]
    above, townships = ("|".join(map(re.escape, address[level])) for level in ("above", "townships"))
    return VerdictWords(
        {verdict: tuple(table["words"][verdict]) for verdict in Verdict},
        re.compile(rf"^(?:[^\d]*?(?:{above}))+"),
        re.compile(rf"[^\d]+?(?:{townships})"),
    )


def of_person(
    standing: str,
    departure: str | None,
    left_on: date | None,
    residence: str,
    away: bool,
    doses: Iterable[Dose],
    on: date,
) -> Verdict:
    """Rules 5 to 10 for a known person; `doses` are those of the campaign, `away` says that the reason given is being away."""
    gone = left_on is None or left_on <= on
    if departure == Departure.DECEASED and gone:
        return Verdict.DECEASED
    if departure == Departure.MOVED_OUT and gone:
        return Verdict.MOVED_OUT
    taken = list(doses)
    if any(dose.on is None or dose.product is None for dose in taken):
        return Verdict.VACCINATED_TO_CONFIRM
    if any(dose.on is not None and dose.on <= on for dose in taken):
        return Verdict.VACCINATED
    if standing == StandingCode.EXEMPT:
        return Verdict.EXEMPT
    if standing == StandingCode.DEFERRED:
        return Verdict.DEFERRED
    lives_elsewhere = residence == Residence.REGISTERED_ONLY
    if lives_elsewhere or (standing == StandingCode.UNVACCINATED and away):
        return Verdict.AWAY
    return Verdict.UNVACCINATED
