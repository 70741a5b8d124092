"""Where everybody stands: seven counts that add up, for the office and for each village."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vaxdesk.register import standings
from vaxdesk.register.people import count_people, villages
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Progress, StandingCode

from .judging import refresh
from .office import Office
from .rights import Right, needs


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by standing on a day: `total` people, `counts` of the whole office (or the one village asked for), `villages` each."""

    on: date
    campaign: str
    total: int
    counts: Mapping[str, int]
    villages: Mapping[str, Mapping[str, int]]


@needs(Right.LOOK)
def overview(office: Office, on: date, village: str | None = None, progress: Progress | None = None) -> Overview:
    """Count people by standing. Raises Refused: `village_unknown`, `does_not_balance`; and Cancelled."""
    refresh(office, on, progress)
    places = {name: _all_seven(found) for name, found in own_villages(office).items()}
    if village is not None:
        places = {known_village(office, village): places[village]}
    counts = {code: sum(found[code] for found in places.values()) for code in map(str, StandingCode)}
    total = sum(counts.values())
    if village is None and total != count_people(office.db):
        raise Refused(
            "does_not_balance",
            say(
                "The seven standings add up to {sum}, but the register holds {people} people: report this as a fault.",
                sum=total,
                people=count_people(office.db),
            ),
        )
    return Overview(on, office.campaign.code, total, counts, places)


@needs(Right.LOOK)
def own_villages(office: Office) -> Mapping[str, Mapping[str, int]]:
    """The villages that whoever opened the register works in, with their people counted by the standing that is cached."""
    return {name: found for name, found in standings.counts(office.db).items() if office.permit.sees(name)}


@needs(Right.LOOK)
def village_names(office: Office) -> list[str]:
    """The villages that whoever opened the register works in."""
    return [name for name in villages(office.db) if office.permit.sees(name)]


@needs(Right.LOOK)
def known_village(office: Office, village: str) -> str:
    """The village's name. Raises Refused: `village_unknown`; `village_not_yours` for whoever works in others only."""
    names = villages(office.db)
    office.permit.admit(village)
    if village not in names:
        raise Refused(
            "village_unknown",
            say("The register has no village {name}: choose one of {known}.", name=village, known=", ".join(names)),
        )
    return village


def _all_seven(found: Mapping[str, int]) -> dict[str, int]:
    return {str(code): found.get(str(code), 0) for code in StandingCode}
