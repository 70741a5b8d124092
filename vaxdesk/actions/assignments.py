"""Who goes where: grids, whoever answers for a village, grid, household or person; households a village says it has."""

from collections.abc import Mapping, Sequence

from vaxdesk.register import assignments as kept
from vaxdesk.register.assignments import Assignment, Grid
from vaxdesk.register.changes import begin_change
from vaxdesk.register.people import villages
from vaxdesk.rules.assignments import PARTIES, Duty, Scope
from vaxdesk.rules.messages import FieldRefused, Message, Refused, say
from vaxdesk.rules.typed import needed

from .households import found_place, households
from .office import Changes, Office
from .overview import known_village
from .plans import found, known_person, read_field, unmerged
from .rights import Right, needs

__all__ = ["DUTIES", "Assignment", "Grid", "answering", "assign", "assign_area", "assigned", "grids", "make_grid",
           "missing_parties", "names", "put_into_grid", "put_street", "release", "state_households"]  # fmt: skip

DUTIES: Mapping[Duty, Message] = {
    Duty.TOWNSHIP: say("township government"),
    Duty.COMMUNITY: say("community or village committee"),
    Duty.AUTHORITY: say("authority of the trade"),
    Duty.CLINIC: say("vaccination site"),
    Duty.LEADER: say("leader in charge of the area"),
    Duty.CADRE: say("cadre in charge of people"),
    Duty.MEMBER: say("party member in charge of the household"),
    Duty.GRID_WORKER: say("grid worker"),
}
"""As what somebody answers, in words."""
VERB = "assignment"
CHANGED = Changes(VERB)


@needs(Right.LOOK)
def grids(office: Office, village: str | None = None) -> list[Grid]:
    """The grids of a village or of all. Raises Refused `village_unknown`."""
    found = kept.grids(office.db, known_village(office, village) if village is not None else None)
    return [grid for grid in found if office.permit.sees(grid.village)]


@needs(Right.TAKE_IN)
def make_grid(office: Office, village: str, name: str) -> int:
    """The grid of this name in a village, made if it is new: its id. Raises FieldRefused at `name`: `needed`, `too_long`."""
    known_village(office, village)
    text = _text(office, name, "name")
    with office.db.atomic():
        return kept.make_grid(office.db, _begin(office), villages(office.db)[village], text)


@needs(Right.TAKE_IN)
def put_into_grid(office: Office, grid: int | None, chosen: Sequence[int]) -> Changes:
    """These households belong to a grid of their village from now on (None: to none).

    Raises Refused `grid_unknown` where the grid is gone or of another village, `household_unknown`.
    """
    places = [found_place(office, household) for household in chosen]
    if grid is not None and {kept.village_of_grid(office.db, grid)} != {place.village for place in places}:
        raise Refused("grid_unknown", say("The grid is not of this village: choose one of its own."))
    with office.db.atomic():
        kept.put_into_grid(office.db, _begin(office), grid, chosen)
    return CHANGED


@needs(Right.TAKE_IN)
def put_street(office: Office, grid: int, text: str) -> Changes:
    """The households of the grid's village whose address contains a text belong to it from now on.

    Raises Refused `grid_unknown`.
    """
    village = kept.village_of_grid(office.db, grid)
    if village is None:
        raise Refused("grid_unknown", say("The grid is not of this village: choose one of its own."))
    fitting = _along(office, village, text)
    return put_into_grid(office, grid, fitting) if fitting else CHANGED


def _along(office: Office, village: str, text: str) -> list[int]:
    """The households of a village whose address contains a text."""
    return [place.id for place, _ in households(office, village) if text.strip() in place.address]


@needs(Right.TAKE_IN)
def assign(office: Office, scope: Scope, what: int | str, duty: Duty, who: str) -> Changes:
    """Note who answers for a village (by name), grid, household or person (by id).

    Raises FieldRefused at `who` (`needed`, `too_long`); Refused `village_unknown`, `grid_unknown`, `household_unknown`,
    `person_unknown`.
    """
    name = _text(office, who, "who")
    id = _found(office, scope, what)
    with office.db.atomic():
        kept.assign(office.db, _begin(office), scope, id, duty, name)
    return CHANGED


def _found(office: Office, scope: Scope, what: int | str) -> int:
    if isinstance(what, str):
        return villages(office.db)[known_village(office, what)]
    if scope is Scope.HOUSEHOLD:
        return found_place(office, what).id
    if scope is Scope.PERSON:
        return known_person(office, what).id
    village = kept.village_of_grid(office.db, what)
    if village is None:
        raise Refused("grid_unknown", say("The grid is not of this village: choose one of its own."))
    office.permit.admit(village)
    return what


@needs(Right.TAKE_IN)
def assign_area(office: Office, village: str, grid: str, street: str, duty: Duty, who: str) -> Changes:
    """Note who answers for a village, or for its grid of this name ("": the whole village), as one change and one undo.

    The grid is made if it is new; the households whose address contains `street` join it ("": none do). Raises as `assign`,
    `make_grid` and `put_street`.
    """
    known_village(office, village)
    name, named = _text(office, who, "who"), _text(office, grid, "name") if grid.strip() else ""
    joining = _along(office, village, street) if named and street.strip() else []
    id = villages(office.db)[village]
    with office.db.atomic():
        change = _begin(office)
        if named:
            id = kept.make_grid(office.db, change, id, named)
            kept.put_into_grid(office.db, change, id, joining)
        kept.assign(office.db, change, Scope.GRID if named else Scope.VILLAGE, id, duty, name)
    return CHANGED


@needs(Right.TAKE_IN)
def release(office: Office, assignment: int) -> Changes:
    """Nobody answers by this assignment any more."""
    with office.db.atomic():
        kept.release(office.db, _begin(office), assignment, office.today)
    return CHANGED


@needs(Right.LOOK)
def answering(office: Office, person: int) -> list[Assignment]:
    """Who answers for a person, the household, the grid or the village, the nearest first. Raises Refused `person_unknown`."""
    return kept.answering(office.db, unmerged(found(office, person)).id)


@needs(Right.LOOK)
def assigned(office: Office) -> list[Assignment]:
    """Who answers for what, by village."""
    return [each for each in kept.assignments(office.db) if office.permit.sees(each.village)]


@needs(Right.LOOK)
def names(office: Office) -> list[str]:
    """Everybody who answers for something in the own villages."""
    return sorted({each.who for each in assigned(office)})


@needs(Right.LOOK)
def missing_parties(office: Office, village: str | None = None) -> list[tuple[Grid, Sequence[Duty]]]:
    """The grids of which some of the four parties are not named yet (notice 001)."""
    there: dict[int, set[str]] = {}
    for each in assigned(office):
        if each.scope == Scope.GRID:
            there.setdefault(each.scope_id, set()).add(each.role)
    lacking = [
        (grid, [duty for duty in PARTIES if duty not in there.get(grid.id, ())]) for grid in grids(office, village)
    ]
    return [(grid, duties) for grid, duties in lacking if duties]


@needs(Right.TAKE_IN)
def state_households(office: Office, village: str, households: int) -> Changes:
    """How many households a village says it has. Raises Refused `village_unknown`; FieldRefused `households_invalid`."""
    known_village(office, village)
    if households < 0:
        raise FieldRefused(
            "households", "households_invalid", say("This is no number of households: write a whole number.")
        )
    with office.db.atomic():
        change = begin_change(office.db, office.user, "households_stated")
        kept.state_households(office.db, change, villages(office.db)[village], households)
    return CHANGED


def _begin(office: Office) -> int:
    return begin_change(office.db, office.user, VERB)


def _text(office: Office, text: str, field: str) -> str:
    read = read_field(office, "who", text)
    if read is None:
        raise needed(field)
    return str(read)
