"""The rows of a checkpoint's list of people said to be unvaccinated: no number, so name, phone and address must tell who it is."""

from vaxdesk.papers.tables import Table
from vaxdesk.rules.canvass_rows import CanvassReader, with_problem
from vaxdesk.rules.matching import Known
from vaxdesk.rules.names import same_name
from vaxdesk.rules.problems import Outcome, problem
from vaxdesk.rules.rows import RosterRow

from .change_set import ChangeSet, Entry, FileReview
from .office import Office
from .people_index import PeopleIndex, as_known
from .rights import Right, needs
from .roster_rows import in_cells, village_named


@needs(Right.TAKE_IN)
def review_checkpoint(
    office: Office, table: Table, village: str | None, review: FileReview, change_set: ChangeSet, index: PeopleIndex
) -> None:
    """Review all rows of the list.

    1. Exactly one person of this name and phone who did not leave: it is this person; nothing is written.
    2. Somebody of this name, or else somebody with this phone: to be confirmed by a person; until then nothing happens.
    3. Nobody: a new person in the named community, to be verified; a community that is not this office's sends the row back.
    """
    reader = CanvassReader(table.fields, office.writing, office.vocabulary, office.today)
    own = {known.village for known in index if known.id > 0}
    for number, cells in table.rows:
        row = reader.without_number(cells)
        home = row.village or village or table.place or village_named(row.address, office.writing)
        candidates = _candidates(row, index)
        if not candidates and not home:
            row = with_problem(row, problem("village", "village_unknown"))
        elif not candidates and own and home not in own:
            row = with_problem(row, problem("village", "other_office"))
        outcome, person = _outcome(row, candidates)
        new = (home, table.stated_on, row) if outcome is not Outcome.MATCHED else None
        if outcome is Outcome.ADDED:
            person = change_set.bring()
            index.put(as_known(person, row, home))
        problems = in_cells(row.problems, table.fields, number)
        ids = tuple(known.id for known in candidates) if outcome is Outcome.TO_CONFIRM else ()
        review.entries.append(
            Entry(table.sheet, number, outcome, person, row.name, row.number, problems, candidates=ids, brings=new)
        )


def _candidates(row: RosterRow, index: PeopleIndex) -> list[Known]:
    named = index.named(row.name)
    return named or [known for known in index.reached_by(row.phone) if row.phone]


def _outcome(row: RosterRow, candidates: list[Known]) -> tuple[Outcome, int | None]:
    """What becomes of the row, and the person it most likely speaks of."""
    if row.rejected:
        return Outcome.REJECTED, None
    if not candidates:
        return Outcome.ADDED, None
    certain = [known for known in candidates if _is(known, row)]
    if len(certain) == 1:
        return Outcome.MATCHED, certain[0].id
    near = [known for known in candidates if known.address and known.address == row.address] or candidates
    return Outcome.TO_CONFIRM, near[0].id if len(near) == 1 else None


def _is(known: Known, row: RosterRow) -> bool:
    return same_name(known.name, row.name) and known.phone == row.phone != "" and not known.departure
