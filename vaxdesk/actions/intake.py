"""Taking workbooks in, in three acts: recognise what they are, review what they would change, commit after agreement.

A preview writes nothing. A commit is one transaction and can be taken back as a whole. Taking the same file in again
changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers.column_questions import ColumnQuestion
from vaxdesk.papers.correction_sheet import returned
from vaxdesk.papers.mapping import Mapped, apply, read_wanted
from vaxdesk.papers.tables import Layouts, NotRecognised, Recognised, Table, load_layouts, recognise
from vaxdesk.papers.workbook_in import Workbook, read_workbook
from vaxdesk.register import intake as writing
from vaxdesk.register import undo as undoing
from vaxdesk.register.people import known_people, villages
from vaxdesk.register.undo import Undone
from vaxdesk.rules.matching import Known
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.optional_fields import UNIT
from vaxdesk.rules.problems import Outcome
from vaxdesk.rules.records import Progress

from .away_rows import review_people_away
from .backups import before_risk
from .canvass_rows import review_canvass
from .change_set import ChangeSet, FileReview, Foreign, Skipped
from .checkpoint_rows import review_checkpoint
from .column_names import named_columns, remember_columns
from .exemption_rows import review_exemptions
from .judging import judge_people
from .office import Changes, Office
from .optional_fields import is_on
from .people_index import PeopleIndex
from .rights import Right, needs
from .roster_rows import review_roster
from .settling import settle
from .sweeping import let_go, unswept

__all__ = ["ColumnQuestion", "Mapped", "Request", "Unsure", "commit", "preview", "undo"]
TAKEN = ("roster", "canvass", "exemptions", "migrants", "checkpoint")
"""Kinds that can be taken in."""
ENOUGH_TO_MISS = 0.5
"""Share of a village's people a file must speak of before those it leaves out are listed."""
ENOUGH_TO_TELL, OWN_SHARE = 20, 0.7
"""Rows from which on a file is held against the office's own villages and people, and the share that must be of them."""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to take in. `kind` and `village` overrule what the file says; `password` opens an encrypted workbook.

    `mapping` names its columns: a file as papers.mapping reads it, or answers to ColumnQuestions.
    """

    path: Path
    kind: str | None = None
    village: str | None = None
    password: str | None = None
    mapping: Path | tuple[Mapped, ...] = ()


class Unsure(Refused):
    """Columns that the program is not sure of: ask `questions`, and preview again with the answers as mapping."""

    def __init__(self, request: Request, questions: Sequence[ColumnQuestion]) -> None:
        code = "columns_unsure"
        super().__init__(code, say("{file}: say which column is which, then it is taken in.", file=request.path.name))
        self.request = request
        self.questions = questions


class _Opened(NamedTuple):
    request: Request
    workbook: Workbook
    recognised: Recognised
    mapped: tuple[Mapped, ...]


@needs(Right.TAKE_IN)
@unswept()
def preview(
    office: Office, requests: Sequence[Request], on: date, progress: Progress | None = None, *, ask: bool = False
) -> ChangeSet:
    """Work out what the files would change; nothing is written. `on` is the day expiry is told for.

    With `ask`, columns that the program is not sure of raise Unsure; without, what is recognised is taken.
    Raises Refused with the codes of papers.workbook_in, papers.tables and papers.mapping, `kind_not_taken`, and Cancelled.
    """
    layouts = load_layouts()
    known = named_columns(office)
    opened = [_open(request, layouts, known, ask) for request in requests]
    index = PeopleIndex(known_people(office.db))
    before = list(index)
    change_set = ChangeSet(mapped=tuple(mapped for each in opened for mapped in each.mapped))
    own = frozenset(villages(office.db))
    total = sum(len(table.rows) for each in opened for table in each.recognised.tables)
    done = 0
    while opened:
        request, workbook, recognised, _ = opened.pop(0)
        review = _review_of(workbook, recognised, request)
        first = change_set.brought
        for table in recognised.tables:
            _skip(review, table)
            _leave_out(office, table, review)
            review.columns[table.sheet] = table.fields
            if review.kind == "roster":
                review_roster(office, table, request.village, review, change_set, index, progress, (done, total))
            else:
                _review_other(office, table, request.village, review, change_set, index, on)
            _keep_returned(review, table, workbook)
            done += len(table.rows)
        let_go(*(table.rows for table in recognised.tables), *(sheet.rows for sheet in workbook.sheets))
        review.foreign = _foreign(review, own, first) if before and not request.village else None
        change_set.files.append(review)
    index.let_go()
    change_set.not_in_file = _not_in_file(before, change_set)
    change_set.counts()  # here, where nobody waits; whoever shows the rows asks again
    return change_set


def _foreign(review: FileReview, own: frozenset[str], first: int) -> Foreign | None:
    """Whether too few rows speak of people or villages of the office; `first` people were brought by earlier files."""
    rows = len(review.entries)
    here = sum(
        (entry.person is not None and entry.person >= -first) or bool(entry.brings and entry.brings[0] in own)
        for entry in review.entries
    )
    return Foreign(rows, here) if rows >= ENOUGH_TO_TELL and here < OWN_SHARE * rows else None


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
        review_people_away(office, table, review, index, on)
    else:
        review_exemptions(office, table, review, index, on)


@needs(Right.TAKE_IN)
@unswept()
def commit(office: Office, change_set: ChangeSet) -> tuple[int, Changes]:
    """Write a reviewed change set, as far as it was accepted, in one transaction, and judge the people concerned.

    Return its id and what changed. Columns that somebody named are remembered with it.
    """
    batch = settle(change_set)
    before_risk(office)
    with office.db.atomic():
        change, concerned = writing.commit(office.db, batch, office.user)
        remember_columns(office, change, change_set.mapped)
        judge_people(office, concerned)
    let_go(batch.people, batch.edits, batch.doses, *(source.rows for source in batch.sources))
    return change, Changes(people=frozenset(concerned), verb="intake")


def _open(request: Request, layouts: Layouts, known: Mapping[str, Mapped], ask: bool) -> _Opened:
    workbook = read_workbook(request.path, request.password)
    if isinstance(request.mapping, Path):
        mapped: tuple[Mapped, ...] = (apply(read_wanted(request.mapping, layouts), workbook),)
    else:
        mapped = request.mapping
    known = {**known, **{each.fingerprint: each for each in mapped}}
    recognised = recognise_or_ask(request, workbook, layouts, known, ask)
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
    return _Opened(request, workbook, recognised, mapped)


def recognise_or_ask(
    request: Request, workbook: Workbook, layouts: Layouts, known: Mapping[str, Mapped], ask: bool
) -> Recognised:
    """What the sheets of a workbook are. Raises Unsure with `ask` where a person must name columns, else as papers.tables does."""
    try:
        recognised = recognise(workbook, layouts, known)
    except NotRecognised as error:
        if ask and error.questions:
            raise Unsure(request, error.questions) from error
        raise
    if ask and recognised.questions:
        raise Unsure(request, recognised.questions)
    return recognised


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


def _leave_out(office: Office, table: Table, review: FileReview) -> None:
    """Leave the column of an optional field alone that is off, and count what stands in it."""
    if UNIT in table.fields and not is_on(office, UNIT):
        column = table.fields.pop(UNIT)
        review.left_out[UNIT] += sum(
            str(cells[column] if cells[column] is not None else "").strip() != "" for _, cells in table.rows
        )


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


@needs(Right.TAKE_IN)
def undo(office: Office, change_set: int) -> tuple[Undone, Changes]:
    """Take a whole intake back. What somebody has built on since stays, and is counted as kept.

    Raises Refused: `change_unknown`, `change_undone`.
    """
    with office.db.atomic():
        undone = undoing.undo(office.db, change_set, office.user, frozenset({"intake"}))
        judge_people(office, undone.people)
    return undone, Changes("undo", everything=True)
