"""Taking workbooks in, in three acts: recognise what they are, review what they would change, commit after agreement.

A preview writes nothing. A commit is one transaction and can be taken back as a whole. Taking the same file in again
changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vaxdesk.papers.correction_sheet import returned
from vaxdesk.papers.tables import Layouts, Recognised, Table, load_layouts, recognise
from vaxdesk.papers.workbook_in import Workbook, read_workbook
from vaxdesk.register import intake as writing
from vaxdesk.register import undo as undoing
from vaxdesk.register.people import known_people
from vaxdesk.register.undo import Undone
from vaxdesk.rules.matching import Known
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.problems import Outcome
from vaxdesk.rules.records import Progress

from .away_rows import review_people_away
from .canvass_rows import review_canvass
from .change_set import ChangeSet, Entry, FileReview, Skipped
from .checkpoint_rows import review_checkpoint
from .exemption_rows import review_exemptions
from .judging import judge_people
from .office import Changes, Office
from .people_index import PeopleIndex
from .roster_rows import review_roster
from .sweeping import unswept

TAKEN = ("roster", "canvass", "exemptions", "migrants", "checkpoint")
"""Kinds that can be taken in."""
ENOUGH_TO_MISS = 0.5
"""Share of a village's people a file must speak of before those it leaves out are listed."""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to take in. `kind` and `village` overrule what the file says; `password` opens an encrypted workbook."""

    path: Path
    kind: str | None = None
    village: str | None = None
    password: str | None = None


@unswept()
def preview(office: Office, requests: Sequence[Request], on: date, progress: Progress | None = None) -> ChangeSet:
    """Work out what the files would change; nothing is written. `on` is the day expiry is told for.

    Raises Refused with the codes of papers.workbook_in and papers.tables, `kind_not_taken`, and Cancelled.
    """
    layouts = load_layouts()
    opened = [_open(request, layouts) for request in requests]
    index = PeopleIndex(known_people(office.db))
    before = list(index)
    change_set = ChangeSet()
    total = sum(len(table.rows) for _, _, recognised in opened for table in recognised.tables)
    done = 0
    for request, workbook, recognised in opened:
        review = _review_of(workbook, recognised, request)
        for table in recognised.tables:
            _skip(review, table)
            if review.kind == "roster":
                review_roster(office, table, request.village, review, change_set, index, progress, (done, total))
            else:
                _review_other(office, table, request.village, review, change_set, index, on)
            _keep_returned(review, table, workbook)
            done += len(table.rows)
        change_set.files.append(review)
    change_set.not_in_file = _not_in_file(before, change_set)
    return change_set


def _review_other(
    office: Office,
    table: Table,
    village: str | None,
    review: FileReview,
    change_set: ChangeSet,
    index: PeopleIndex,
    on: date,
) -> None:
    """Review a sheet of anything but a roster."""
    if review.kind == "canvass":
        review_canvass(office, table, village, review, change_set, index, on)
    elif review.kind == "checkpoint":
        review_checkpoint(office, table, village, review, change_set, index)
    elif review.kind == "migrants":
        review_people_away(office, table, review, change_set, index, on)
    else:
        review_exemptions(office, table, review, change_set, index, on)


@unswept()
def commit(office: Office, change_set: ChangeSet) -> tuple[int, Changes]:
    """Write a reviewed change set in one transaction and judge the people concerned; return its id and what changed."""
    batch = writing.Batch(
        [_source(review) for review in change_set.files],
        change_set.people,
        change_set.edits,
        change_set.doses,
        change_set.exemptions,
        change_set.absences,
        change_set.codes,
        change_set.notes,
    )
    with office.db.atomic():
        change, concerned = writing.commit(office.db, batch, office.user)
        judge_people(office, concerned)
    return change, Changes(people=frozenset(concerned), verb="intake")


def _open(request: Request, layouts: Layouts) -> tuple[Request, Workbook, Recognised]:
    workbook = read_workbook(request.path, request.password)
    recognised = recognise(workbook, layouts)
    kind = request.kind or recognised.tables[0].kind
    if kind not in TAKEN or any(table.kind not in TAKEN for table in recognised.tables):
        raise Refused(
            "kind_not_taken",
            say(
                "{file} was recognised ({kind}), but it is not taken in: use reconcile for a list sent down to be verified, "
                "fill for a workbook of the county.",
                file=request.path.name,
                kind=kind,
            ),
        )
    return request, workbook, recognised


def _review_of(workbook: Workbook, recognised: Recognised, request: Request) -> FileReview:
    stated = [table.stated_on for table in recognised.tables if table.stated_on]
    return FileReview(
        file=workbook.name,
        sha256=workbook.sha256,
        kind=request.kind or recognised.tables[0].kind,
        sheets=tuple(table.sheet for table in recognised.tables),
        stated_on=max(stated, default=None),
        unknown_sheets=tuple(recognised.unknown_sheets),
    )


def _skip(review: FileReview, table: Table) -> None:
    review.skipped += [Skipped(table.sheet, row, why) for row, why in table.skipped]


def _keep_returned(review: FileReview, table: Table, workbook: Workbook) -> None:
    """Keep the rows that go back to their sender as they stood."""
    numbers = frozenset(
        entry.row for entry in review.entries if entry.outcome is Outcome.REJECTED and entry.sheet == table.sheet
    )
    if numbers:
        sheet = next(sheet for sheet in workbook.sheets if sheet.name == table.sheet)
        review.returned.append(returned(table, sheet, numbers))


def _not_in_file(before: Sequence[Known], change_set: ChangeSet) -> list[Known]:
    spoken_of = {entry.person for review in change_set.files for entry in review.entries}
    by_village: dict[str, list[bool]] = {}
    for known in before:
        by_village.setdefault(known.village, []).append(known.id in spoken_of)
    covered = {village for village, spoken in by_village.items() if sum(spoken) >= ENOUGH_TO_MISS * len(spoken)}
    return [known for known in before if known.village in covered and known.id not in spoken_of and not known.departure]


def _source(review: FileReview) -> writing.Source:
    rows = [
        writing.TakenRow(entry.sheet, entry.row, entry.outcome.value, _settled(entry), tuple(entry.problems))
        for entry in review.entries
    ]
    return writing.Source(review.file, review.sha256, review.kind, review.stated_on, rows)


def _settled(entry: Entry) -> int | None:
    """The person a row speaks of, once that is certain."""
    return None if entry.outcome is Outcome.TO_CONFIRM else entry.person


def decide(change_set: ChangeSet, review: FileReview, entry: Entry, person: int | None) -> Entry:
    """Say who a row to be confirmed is: one of the register, of whom nothing is changed, or somebody new (None).

    Return the entry that takes its place. Raises KeyError for a row that is not to be confirmed.
    """
    new = review.held.pop((entry.sheet, entry.row))
    if person is None:
        change_set.people.append(new)
        person, outcome = -len(change_set.people), Outcome.ADDED
    else:
        outcome = Outcome.MATCHED
    decided = entry._replace(outcome=outcome, person=person, candidates=())
    review.entries[review.entries.index(entry)] = decided
    return decided


def undo(office: Office, change_set: int) -> tuple[Undone, Changes]:
    """Take a whole intake back. What somebody has built on since stays, and is counted as kept.

    Raises Refused: `change_unknown`, `change_undone`.
    """
    with office.db.atomic():
        undone = undoing.undo(office.db, change_set, office.user, frozenset({"intake"}))
        judge_people(office, undone.people)
    return undone, Changes("undo", everything=True)
