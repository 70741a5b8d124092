"""What headings of the county's workbooks mean, where a person said it: by the fingerprint of the headings of a table."""

import json
from collections.abc import Mapping

from sqlite_utils import Database

from .changes import begin_change


def recipes(db: Database) -> dict[str, dict[int, str]]:
    """The measure of each column that somebody spoke of, "" for one to be left alone; by fingerprint, columns from 0."""
    rows = db.conn.execute("SELECT fingerprint, columns FROM recipes")
    return {mark: {int(column): measure for column, measure in json.loads(told).items()} for mark, told in rows}


def remember_recipe(db: Database, by: str, fingerprint: str, columns: Mapping[int, str]) -> None:
    """Keep what was said of a table; a later answer takes the place of an earlier one."""
    with db.atomic():
        change = begin_change(db, by, "recipe")
        db.conn.execute(
            "INSERT INTO recipes (fingerprint, columns, change_id) VALUES (?, ?, ?)"
            " ON CONFLICT (fingerprint) DO UPDATE SET columns = excluded.columns, change_id = excluded.change_id",
            (fingerprint, json.dumps({str(column): measure for column, measure in columns.items()}), change),
        )
