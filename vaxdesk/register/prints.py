"""The register of prints and exports: what left the office on paper or as a file, how masked, for whom, and why."""

from datetime import date

from sqlite_utils import Database

from .changes import begin_change


def note_print(
    db: Database, by: str, form: str, place: str, on: date, rows: int, mask: str, reason: str, target: str
) -> int:
    """Note one print or export and return its number; `target` is a file name or "printer", never a path of the machine."""
    with db.atomic():
        change = begin_change(db, by, "print", form)
        cursor = db.conn.execute(
            "INSERT INTO prints (form, place, judged_on, rows, mask, reason, target, change_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (form, place, on.isoformat(), rows, mask, reason, target, change),
        )
    return int(cursor.lastrowid or 0)
