"""The stages of a campaign as they were handed down; each names the change that wrote it."""

from collections.abc import Sequence
from datetime import date, datetime

from vaxdesk.rules.bands import read_bands
from vaxdesk.rules.stages import Stage

from .changes import begin_change
from .database import Database


def write_stages(db: Database, by: str, stages: Sequence[Stage]) -> None:
    """Put these stages in the place of those that were there."""
    with db.atomic():
        change = begin_change(db, by, "stages")
        db.conn.execute("DELETE FROM stages")
        db.conn.executemany(
            "INSERT INTO stages (name, bands, dose, starts, deadline, source, change_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    stage.name, ",".join(band.code for band in stage.bands), stage.dose, stage.starts.isoformat(),
                    stage.deadline.isoformat(timespec="minutes"), stage.source, change,
                )
                for stage in stages
            ],
        )  # fmt: skip


def stages(db: Database) -> list[Stage]:
    """All stages, by deadline."""
    rows = db.conn.execute("SELECT name, bands, dose, starts, deadline, source FROM stages ORDER BY deadline, id")
    return [
        Stage(name, read_bands(bands), dose, date.fromisoformat(starts), datetime.fromisoformat(deadline), source)
        for name, bands, dose, starts, deadline, source in rows
    ]
