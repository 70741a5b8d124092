"""Submissions as they were sent: the one result a register keeps."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlite_utils import Database

from .changes import begin_change


class Frozen(NamedTuple):
    """A submission: its week (2021-W50), version from 1, manifest, the standing of every person by id, and the workbook."""

    week: str
    version: int
    judged_on: date
    rules: str
    manifest: Mapping[str, Any]
    rows: Mapping[int, str]
    sha256: str
    content: bytes


def freeze(db: Database, by: str, frozen: Frozen) -> None:
    """Keep a submission for good."""
    with db.atomic():
        change = begin_change(db, by, "submit", frozen.week)
        db.conn.execute(
            "INSERT INTO submissions (week, version, judged_on, rules, manifest, rows, sha256, content, change_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                frozen.week, frozen.version, frozen.judged_on.isoformat(), frozen.rules,
                json.dumps(frozen.manifest, ensure_ascii=False), json.dumps(frozen.rows), frozen.sha256, frozen.content, change,
            ),
        )  # fmt: skip


def versions(db: Database, week: str) -> int:
    """How many versions of this week's submission there are."""
    return int(db.conn.execute("SELECT count(*) FROM submissions WHERE week = ?", [week]).fetchone()[0])


def last_before(db: Database, week: str) -> tuple[str, Mapping[int, str]] | None:
    """The newest submission of an earlier week: (week, standing by person id)."""
    row = db.conn.execute(
        "SELECT week, rows FROM submissions WHERE week < ? ORDER BY week DESC, version DESC LIMIT 1", [week]
    ).fetchone()
    return None if row is None else (row[0], {int(id): standing for id, standing in json.loads(row[1]).items()})


def listed(db: Database) -> list[tuple[str, int, str, str]]:
    """All submissions, newest first: (week, version, judged on, sha256)."""
    return list(
        db.conn.execute("SELECT week, version, judged_on, sha256 FROM submissions ORDER BY week DESC, version DESC")
    )
