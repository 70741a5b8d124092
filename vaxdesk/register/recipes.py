"""What the county's workbooks ask for, where a person said it: by the fingerprint of the headings of a table, or of a sheet."""

import json
from collections.abc import Mapping

from .changes import begin_change
from .database import Database


def recipes(db: Database) -> dict[str, dict[str, str]]:
    """What was said by fingerprint: of headings the meaning of a column, of sheets that of a cell; "" for what is left alone."""
    rows = db.conn.execute("SELECT fingerprint, columns FROM recipes")
    return {mark: json.loads(told) for mark, told in rows}


def remember_recipe(db: Database, by: str, fingerprint: str, told: Mapping[str, str]) -> None:
    """Keep what was said of a table or sheet; a later answer takes the place of an earlier one."""
    with db.atomic():
        change = begin_change(db, by, "recipe")
        db.conn.execute(
            "INSERT INTO recipes (fingerprint, columns, change_id) VALUES (?, ?, ?)"
            " ON CONFLICT (fingerprint) DO UPDATE SET columns = excluded.columns, change_id = excluded.change_id",
            (fingerprint, json.dumps(dict(told)), change),
        )
