"""The rows of the form of people away: where each known person has gone to, the class derived from the destination."""

from datetime import date

from vaxdesk.papers.tables import Table
from vaxdesk.register.intake import last_absences
from vaxdesk.rules import divisions, flows
from vaxdesk.rules.names import same_name
from vaxdesk.rules.problems import Outcome, Severity, problem
from vaxdesk.rules.rows import AwayRow, RowReader

from .change_set import Entry, FileReview
from .office import Office
from .people_index import PeopleIndex
from .rights import Right, needs
from .roster_rows import in_cells


@needs(Right.TAKE_IN)
def review_people_away(office: Office, table: Table, review: FileReview, index: PeopleIndex, on: date) -> None:
    """Review all rows of the form; a destination that is known already is not written again."""
    reader = RowReader(table.fields, office.writing, office.vocabulary, office.today)
    home = divisions.home_of(office.county, divisions.load())
    classes = {flow.text: flow.code for flow in flows.load().values()}
    there = dict(last_absences(office.db))
    for number, cells in table.rows:
        row = _matched(reader.away(cells, on, home, classes), index)
        known = index.by_number(row.number)
        taken = known is not None and not any(found.severity is Severity.ERROR for found in row.problems)
        place = (row.category, row.province, row.city, row.county, row.address)
        away = None
        if known is not None and taken and there.get(known.id) != place:
            there[known.id], away = place, row
        outcome = Outcome.MATCHED if taken else Outcome.REJECTED
        problems = in_cells(row.problems, table.fields, number)
        person = known.id if known is not None and taken else None
        review.entries.append(Entry(table.sheet, number, outcome, person, row.name, row.number, problems, away=away))


def _matched(row: AwayRow, index: PeopleIndex) -> AwayRow:
    known = index.by_number(row.number)
    if known is None:
        return row._replace(problems=(*row.problems, problem("id", "person_unknown")))
    if not same_name(known.name, row.name):
        return row._replace(problems=(*row.problems, problem("name", "id_name_conflict")))
    return row
