"""Which optional fields are on, with the reason, and what they hold (rules.optional_fields)."""

from collections.abc import Mapping

from vaxdesk.rules.optional_fields import CHRONIC, TAGS, UNIT

from .chain import erase_field
from .database import Database
from .settings import write_setting

HOLDERS: Mapping[str, str] = {UNIT: "people WHERE unit IS NOT NULL", TAGS: "tags", CHRONIC: "watched"}
"""Where the values stand (SQL)."""


def reason_of(db: Database, code: str) -> str | None:
    """Why a field is on, "" where it was in use before that was asked; None: it is off."""
    row = db.conn.execute("SELECT value FROM main.settings WHERE name = ?", [_setting(code)]).fetchone()
    if row is None:
        used = db.conn.execute(f"SELECT EXISTS (SELECT 1 FROM main.{HOLDERS[code]})").fetchone()[0]
        return "" if used else None
    return row[0] or None


def held(db: Database, code: str) -> int:
    """How many values there are."""
    return int(db.conn.execute(f"SELECT count(*) FROM {HOLDERS[code]}").fetchone()[0])


def keep_reason(db: Database, code: str, reason: str) -> None:
    """A field is on for a reason, or ("") off; call inside the transaction of the change."""
    write_setting(db, _setting(code), reason)


def delete_values(db: Database, code: str, change: int) -> None:
    """Delete for good what a field holds, and what it held before; call inside the transaction of the change."""
    if code == UNIT:
        db.conn.execute("UPDATE people SET unit = NULL WHERE unit IS NOT NULL")
        erase_field(db, "unit", change)
    else:
        db.conn.execute(f"DELETE FROM {HOLDERS[code]}")


def _setting(code: str) -> str:
    return f"field {code}"
