"""Submissions as they were sent: manifest, files, the snapshot of their figures; and what became of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from .changes import begin_change
from .database import Database


class File(NamedTuple):
    """A file of a submission: its name, whether it leaves behind the password, the hash of what left, and the bytes inside."""

    name: str
    sealed: bool
    sha256: str
    content: bytes


class Event(NamedTuple):
    """What became of a submission: it was `sent`, the county gave a `receipt`, or it was `returned`; to or from whom, and how."""

    kind: str
    at: datetime
    medium: str
    party: str
    note: str


class Kept(NamedTuple):
    """A submission of the register: its week (2021-W50), version from 1, and the snapshot it was made from."""

    id: int
    week: str
    version: int
    judged_on: date
    rules: str
    manifest: Mapping[str, Any]
    sha256: str
    snapshot: int
    events: Sequence[Event] = ()

    @property
    def sent(self) -> bool:
        """Whether it has left the office, and is locked."""
        return any(event.kind == "sent" for event in self.events)


def keep(db: Database, by: str, kept: Kept, files: Sequence[File]) -> int:
    """Keep a submission for good; call inside the transaction that froze its snapshot. Its id."""
    change = begin_change(db, by, "submit", kept.week)
    cursor = db.conn.execute(
        "INSERT INTO submissions (week, version, judged_on, rules, manifest, sha256, snapshot_id, change_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kept.week, kept.version, kept.judged_on.isoformat(), kept.rules, json.dumps(kept.manifest, ensure_ascii=False),
            kept.sha256, kept.snapshot, change,
        ),
    )  # fmt: skip
    id = int(cursor.lastrowid or 0)
    db.conn.executemany("INSERT INTO submission_files VALUES (?, ?, ?, ?, ?)", [(id, *file) for file in files])
    return id


def listed(db: Database) -> list[Kept]:
    """All submissions, newest first."""
    events: dict[int, list[Event]] = {}
    for id, kind, at, *about in db.conn.execute(
        "SELECT submission_id, kind, at, medium, party, note FROM submission_events ORDER BY id"
    ):
        events.setdefault(id, []).append(Event(kind, datetime.fromisoformat(at), *about))
    rows = db.conn.execute(
        "SELECT id, week, version, judged_on, rules, manifest, sha256, snapshot_id FROM submissions"
        " ORDER BY week DESC, version DESC"
    )
    return [
        Kept(
            id, week, version, date.fromisoformat(on), rules, json.loads(manifest), sha256, snapshot, events.get(id, ())
        )
        for id, week, version, on, rules, manifest, sha256, snapshot in rows
    ]


def files(db: Database, id: int) -> list[File]:
    """The files of a submission as they were made, before they were encrypted."""
    rows = db.conn.execute(
        "SELECT name, sealed, sha256, content FROM submission_files WHERE submission_id = ? ORDER BY rowid", [id]
    )
    return [File(name, bool(sealed), sha256, content) for name, sealed, sha256, content in rows]


def note(db: Database, by: str, id: int, event: Event) -> None:
    """Note what became of a submission."""
    with db.atomic():
        change = begin_change(db, by, event.kind, str(id))
        db.conn.execute(
            "INSERT INTO submission_events (submission_id, kind, at, medium, party, note, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (id, event.kind, event.at.isoformat(timespec="minutes"), event.medium, event.party, event.note, change),
        )
