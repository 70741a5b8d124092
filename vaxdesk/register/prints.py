"""The register of prints and exports: what left the office on paper or as a file, how masked, for whom, and why."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from .changes import begin_change
from .database import Database

BEGUN, DONE, STOPPED = "begun", "done", "stopped"
"""A print is noted before its first page is drawn, so that one that broke off leaves a trace too."""


class Going(NamedTuple):
    """What is about to leave: a form of a place with so many rows."""

    form: str
    place: str
    on: date
    rows: int
    mask: str


class Numbered(NamedTuple):
    """The number of a print, and that of the first print of the same paper; None if this is the first."""

    number: int
    first: int | None


class Print(NamedTuple):
    """A line of the register of prints; `target` is a file name or a printer, `first` the print that this one repeats."""

    number: int
    at: datetime
    by: str
    form: str
    place: str
    on: date
    rows: int
    pages: int
    mask: str
    reason: str
    recipient: str
    target: str
    state: str
    first: int | None


INSERT = (
    "INSERT INTO prints (form, place, judged_on, rows, mask, reason, target, recipient, state, first, change_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def note_print(
    db: Database, by: str, form: str, place: str, on: date, rows: int, mask: str, reason: str, target: str
) -> int:
    """Note one export that is done and return its number; `target` is a file name or "printer", never a path of the machine."""
    with db.atomic():
        change = begin_change(db, by, "print", form)
        cursor = db.conn.execute(
            INSERT, (form, place, on.isoformat(), rows, mask, reason, target, "", DONE, None, change)
        )
    return int(cursor.lastrowid or 0)


def begin_prints(
    db: Database, by: str, papers: Sequence[Going], reason: str, recipient: str, target: str
) -> list[Numbered]:
    """Give each paper its number before it is drawn; what was printed before for the same day and mask is a reprint."""
    given = []
    with db.atomic():
        change = begin_change(db, by, "print", " ".join(dict.fromkeys(paper.form for paper in papers)))
        for paper in papers:
            first = _first(db, paper)
            values = (
                paper.form, paper.place, paper.on.isoformat(), paper.rows, paper.mask, reason, target, recipient, BEGUN,
                first, change,
            )  # fmt: skip
            given.append(Numbered(int(db.conn.execute(INSERT, values).lastrowid or 0), first))
    return given


def end_prints(db: Database, numbers: Sequence[int], state: str, pages: Sequence[int] = ()) -> None:
    """Note how it ended: `done` with the pages of each, or `stopped`."""
    counted = [*pages, *[0] * (len(numbers) - len(pages))]
    with db.atomic():
        db.conn.executemany(
            "UPDATE prints SET state = ?, pages = ? WHERE id = ?",
            [(state, count, number) for number, count in zip(numbers, counted, strict=True)],
        )


def prints(db: Database, limit: int = -1) -> list[Print]:
    """The register of prints, the newest first."""
    rows = db.conn.execute(
        "SELECT p.id, c.at, c.by, p.form, p.place, p.judged_on, p.rows, p.pages, p.mask, p.reason, p.recipient, p.target, p.state,"
        " p.first FROM prints p JOIN changes c ON c.id = p.change_id ORDER BY p.id DESC LIMIT ?",
        [limit],
    )
    return [
        Print(number, datetime.fromisoformat(at), by, form, place, date.fromisoformat(on), *rest)
        for number, at, by, form, place, on, *rest in rows
    ]


def _first(db: Database, paper: Going) -> int | None:
    row = db.conn.execute(
        "SELECT id FROM prints WHERE form = ? AND place = ? AND judged_on = ? AND mask = ? AND state = ? AND first IS NULL"
        " ORDER BY id LIMIT 1",
        (paper.form, paper.place, paper.on.isoformat(), paper.mask, DONE),
    ).fetchone()
    return None if row is None else int(row[0])
