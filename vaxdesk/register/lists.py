"""Lists that were sent down and answered: what was said of whom, so that the next list asks nobody twice."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .changes import as_stored, begin_change
from .database import Database


class ListAnswer(NamedTuple):
    """The answer given to a row. `subject` tells the same person on the next list: an id of the register, or what was typed."""

    sheet: str
    row: int
    subject: str
    verdict: str


class PastAnswer(NamedTuple):
    """What was said of somebody on the last list, and the day it was judged for."""

    verdict: str
    on: date


def keep_list(
    db: Database, by: str, file: str, sha256: str, as_of: date, on: date, answers: Iterable[ListAnswer]
) -> int:
    """Keep the answers to a list; return the change. Call inside the transaction of the export."""
    change = begin_change(db, by, "reconcile", file)
    cursor = db.conn.execute(
        "INSERT INTO lists (file, sha256, as_of, judged_on, change_id) VALUES (?, ?, ?, ?, ?)",
        (file, sha256, as_stored(as_of), as_stored(on), change),
    )
    db.conn.executemany(
        "INSERT INTO list_answers (list_id, sheet, row, subject, verdict) VALUES (?, ?, ?, ?, ?)",
        ((cursor.lastrowid, *answer) for answer in answers),
    )
    return change


def past_answers(db: Database, sha256: str) -> dict[str, PastAnswer]:
    """The latest answer about each subject on any list but this one; a repetition inside a list is none."""
    rows = db.conn.execute(
        "SELECT a.subject, a.verdict, l.judged_on FROM list_answers a JOIN lists l ON l.id = a.list_id"
        " WHERE l.sha256 <> ? AND a.verdict <> 'duplicate' ORDER BY l.id",
        [sha256],
    )
    return {subject: PastAnswer(verdict, date.fromisoformat(on)) for subject, verdict, on in rows}


class ToldWord(NamedTuple):
    """What somebody found out about a person the register does not know: the verdict, a note, and the day."""

    verdict: str
    note: str
    on: date


def words_told(db: Database) -> dict[str, ToldWord]:
    """Everything that was found out, by subject."""
    rows = db.conn.execute("SELECT subject, verdict, note, told_on FROM list_words")
    return {subject: ToldWord(verdict, note, date.fromisoformat(on)) for subject, verdict, note, on in rows}


def tell_word(db: Database, by: str, subject: str, verdict: str | None, note: str, on: date) -> None:
    """Keep what was found out about a subject, in place of what was kept before; without a verdict, forget it."""
    with db.atomic():
        change = begin_change(db, by, "list_word", subject)
        db.conn.execute("DELETE FROM list_words WHERE subject = ?", [subject])
        if verdict is not None:
            db.conn.execute(
                "INSERT INTO list_words (subject, verdict, note, told_on, change_id) VALUES (?, ?, ?, ?, ?)",
                (subject, verdict, note, as_stored(on), change),
            )
