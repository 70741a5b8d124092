"""The few settings a register carries with it: office, county, campaign, and what its cache was judged for."""

from .database import Database


def read_setting(db: Database, name: str) -> str:
    """The value of a setting, "" where it was never set."""
    row = db.conn.execute("SELECT value FROM settings WHERE name = ?", [name]).fetchone()
    return row[0] if row else ""


def write_setting(db: Database, name: str, value: str) -> None:
    """Set a setting."""
    db.conn.execute(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def add_campaign(db: Database, change: int, code: str, title: str) -> None:
    """A campaign the office works on."""
    db.conn.execute("INSERT INTO campaigns (code, title, change_id) VALUES (?, ?, ?)", (code, title, change))
