"""The rows of an exemption list: each certificate or deferral goes to the person it names, or back to its sender."""

from datetime import date

from vaxdesk.papers.tables import Table
from vaxdesk.register.changes import as_stored
from vaxdesk.register.intake import same_exemptions
from vaxdesk.rules.matching import Known
from vaxdesk.rules.names import same_name
from vaxdesk.rules.problems import Outcome, Severity, problem
from vaxdesk.rules.rows import ExemptionRow, RowReader

from .change_set import Entry, FileReview
from .office import Office
from .people_index import PeopleIndex
from .rights import Right, needs
from .roster_rows import in_cells


@needs(Right.TAKE_IN)
def review_exemptions(office: Office, table: Table, review: FileReview, index: PeopleIndex, on: date) -> None:
    """Review all rows of an exemption list's sheet."""
    reader = RowReader(table.fields, office.writing, office.vocabulary, office.today)
    there = {person: set(facts) for person, facts in same_exemptions(office.db).items()}
    for number, cells in table.rows:
        row = reader.exemption(cells, on, table.title)
        known = _holder(row, index)
        row = _judged(row, known)
        outcome = Outcome.REJECTED
        if known is not None and not any(found.severity is Severity.ERROR for found in row.problems):
            facts = _facts(row)
            outcome = Outcome.UNCHANGED if facts in there.setdefault(known.id, set()) else Outcome.ADDED
            there[known.id].add(facts)
        person = known.id if known is not None and outcome is not Outcome.REJECTED else None
        problems = in_cells(row.problems, table.fields, number)
        paper = row if outcome is Outcome.ADDED else None
        review.entries.append(Entry(table.sheet, number, outcome, person, row.name, row.number, problems, paper=paper))


def _holder(row: ExemptionRow, index: PeopleIndex) -> Known | None:
    return index.by_number(row.number) if row.number else None


def _judged(row: ExemptionRow, known: Known | None) -> ExemptionRow:
    if known is None:
        return row._replace(problems=(*row.problems, problem("id", "person_unknown")))
    if not same_name(known.name, row.name):
        return row._replace(problems=(*row.problems, problem("name", "id_name_conflict")))
    return row


def _facts(row: ExemptionRow) -> tuple[object, ...]:
    return (
        row.kind, row.cause or None, row.institution or None, row.level, as_stored(row.issued_on), as_stored(row.valid_until)
    )  # fmt: skip
