"""Figures handed down to the office: populations of the census, and tasks. Each names the change that wrote it."""

from collections.abc import Mapping
from datetime import date, datetime

from vaxdesk.rules.quotas import WHOLE, Quota, Task

from .changes import begin_change
from .database import Database
from .people import villages


def write_census(db: Database, by: str, band: str, people: Mapping[str, int], source: str) -> None:
    """Put these populations, by village or WHOLE, in the place of what was given for the band ("" for all ages)."""
    names = villages(db)
    with db.atomic():
        change = begin_change(db, by, "census", source)
        db.conn.execute("DELETE FROM census WHERE band = ?", [band])
        db.conn.executemany(
            "INSERT INTO census (village_id, band, people, source, change_id) VALUES (?, ?, ?, ?, ?)",
            [(names.get(name), band, number, source, change) for name, number in people.items()],
        )


def census(db: Database) -> list[tuple[str, str, int]]:
    """The populations: village (or WHOLE), band ("" for all ages), people."""
    rows = db.conn.execute(
        "SELECT coalesce(v.name, ?), c.band, c.people FROM census c LEFT JOIN villages v ON v.id = c.village_id ORDER BY c.id",
        [WHOLE],
    )
    return list(rows)


def census_sources(db: Database) -> dict[str, str]:
    """Where the census of each band ("" for all ages) comes from, and why its parts do not make the whole."""
    return dict(db.conn.execute("SELECT band, source FROM census ORDER BY id"))


def write_quotas(db: Database, by: str, task: Task, people: Mapping[str, int], source: str) -> None:
    """Put these quotas, by village or WHOLE, in the place of what the same task asked for; `source` says where from and why."""
    names = villages(db)
    asked = (task.dose, task.kind, task.starts.isoformat(), task.deadline.isoformat())
    with db.atomic():
        change = begin_change(db, by, "quotas", source)
        db.conn.execute("DELETE FROM quotas WHERE (dose, kind, starts, deadline) = (?, ?, ?, ?)", asked)
        db.conn.executemany(
            "INSERT INTO quotas (dose, kind, starts, deadline, village_id, people, source, change_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*asked, names.get(name), number, source, change) for name, number in people.items()],
        )


def quotas(db: Database) -> list[Quota]:
    """All quotas, by deadline."""
    rows = db.conn.execute(
        "SELECT q.dose, q.kind, q.starts, q.deadline, coalesce(v.name, ?), q.people"
        " FROM quotas q LEFT JOIN villages v ON v.id = q.village_id ORDER BY q.deadline, q.id",
        [WHOLE],
    )
    return [
        Quota(Task(dose, kind, date.fromisoformat(starts), datetime.fromisoformat(deadline)), village, people)
        for dose, kind, starts, deadline, village, people in rows
    ]


def quota_sources(db: Database) -> dict[Task, str]:
    """Where each task comes from, and why its parts do not make the whole."""
    rows = db.conn.execute("SELECT dose, kind, starts, deadline, source FROM quotas ORDER BY id")
    return {
        Task(dose, kind, date.fromisoformat(starts), datetime.fromisoformat(deadline)): source
        for dose, kind, starts, deadline, source in rows
    }
