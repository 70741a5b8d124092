"""Answers as plain data, in the shape of the stable command line: names here do not change without a new major version."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from vaxdesk.papers.sheet import Sheet
from vaxdesk.rules.list_verdicts import Verdict
from vaxdesk.rules.problems import Outcome

from .change_set import ChangeSet, FileReview
from .language import Translator
from .overview import Overview
from .people import Person
from .reconcile import Reply

Answer = dict[str, Any]

COUNTED = {
    "added": Outcome.ADDED,
    "updated": Outcome.UPDATED,
    "unchanged": Outcome.UNCHANGED,
    "conflicts": Outcome.CONFLICT,
    "rejected": Outcome.REJECTED,
    "matched": Outcome.MATCHED,
    "to_confirm": Outcome.TO_CONFIRM,
}


def intake_answer(change_set: ChangeSet, id: int | None, rows: bool, words: Translator) -> Answer:
    """What an intake did or would do; with `rows`, the outcome of every row."""
    return {"files": [_file(review, rows, words) for review in change_set.files], "change_set": id}


def _file(review: FileReview, rows: bool, words: Translator) -> Answer:
    counts = review.counts()
    answer: Answer = {
        "file": review.file,
        "kind": review.kind,
        "sheets": list(review.sheets),
        "rows": len(review.entries),
        **{name: counts[outcome] for name, outcome in COUNTED.items()},
        "skipped": len(review.skipped),
        "unknown_sheets": list(review.unknown_sheets),
        "left_out": dict(review.left_out),
        "foreign": review.foreign._asdict() if review.foreign else None,
        "problems": [
            {
                "sheet": entry.sheet,
                "row": entry.row,
                "cell": cell,
                "column": found.field,
                "severity": str(found.severity),
                "code": found.code,
                "message": words(found.message),
            }
            for entry in review.entries
            for cell, found in entry.problems
        ],
    }
    if rows:
        answer["outcomes"] = [
            {"sheet": entry.sheet, "row": entry.row, "outcome": str(entry.outcome)} for entry in review.entries
        ]
        answer["skipped_rows"] = [{"sheet": row.sheet, "row": row.row, "why": row.why} for row in review.skipped]
    return answer


def standing_answer(seen: Overview) -> Answer:
    """Counts by standing."""
    return {
        "on": day(seen.on),
        "campaign": seen.campaign,
        "total": seen.total,
        "counts": dict(seen.counts),
        "villages": {name: dict(counts) for name, counts in seen.villages.items()},
    }


def people_answer(found: Iterable[Person], words: Translator) -> Answer:
    """People with standing, reason and next dose."""
    return {"people": [_person(person, words) for person in found]}


def _person(person: Person, words: Translator) -> Answer:
    card = person.card
    following = {
        "number": card.next_number,
        "earliest": day(card.next_earliest),
        "recommended": day(card.next_recommended),
        "latest": day(card.next_latest),
    }
    return {
        "name": card.name,
        "id_number": card.number,
        "village": card.village,
        "household": card.household or card.address,
        "standing": card.standing,
        "detail": card.detail,
        "completed_on": day(card.completed_on),
        "why": words(person.explained.why),
        "next_dose": following if card.next_number else None,
    }


def reply_answer(reply: Reply, rows: bool) -> Answer:
    """A list that was answered; with `rows`, the verdict on every row."""
    answer: Answer = {
        "rows": len(reply.rows),
        "verdicts": {verdict.value: reply.verdicts[verdict.value] for verdict in Verdict},
        "kept": reply.kept,
        "answered_before": sum(row.before is not None for row in reply.rows),
        "changed": sum(row.changed for row in reply.rows),
        "to_ask": len(reply.to_ask),
        "out": str(reply.out),
    }
    if rows:
        answer["outcomes"] = [
            {
                "sheet": row.sheet,
                "row": row.row,
                "verdict": row.verdict.value,
                "standing": row.card.standing if row.card else None,
                "right_id": row.right_id,
                "duplicate_of": row.duplicate_of,
                "before": row.before.verdict if row.before else None,
            }
            for row in reply.rows
        ]
    return answer


def ledger_answer(sheets: Sequence[Sheet], rows: int, pages: int, out: str) -> Answer:
    """A ledger that was saved."""
    return {"form": sheets[0].name if sheets else "", "rows": rows, "pages": pages, "out": out}


def day(value: date | None) -> str | None:
    """A day as ISO text."""
    return None if value is None else value.isoformat()
