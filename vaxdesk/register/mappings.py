"""Columns of incoming workbooks that somebody named, by the fingerprint of the headings (papers.mapping)."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from .database import Database


class Remembered(NamedTuple):
    """The kind of a table, how many rows its headings take, and the column of each field, from 0."""

    kind: str
    height: int
    columns: Mapping[str, int]


def remembered(db: Database) -> dict[str, Remembered]:
    """Everything remembered, by fingerprint."""
    rows = db.conn.execute("SELECT fingerprint, kind, height, columns FROM mappings")
    return {fingerprint: Remembered(kind, height, json.loads(columns)) for fingerprint, kind, height, columns in rows}


def remember(db: Database, change: int, mapped: Mapping[str, Remembered]) -> None:
    """Remember columns; a later answer takes the place of an earlier one. Call inside the transaction of the change."""
    db.conn.executemany(
        "INSERT INTO mappings (fingerprint, kind, height, columns, change_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (fingerprint) DO UPDATE SET kind = excluded.kind, height = excluded.height,"
        " columns = excluded.columns, change_id = excluded.change_id",
        [
            (fingerprint, told.kind, told.height, json.dumps(dict(told.columns)), change)
            for fingerprint, told in mapped.items()
        ],
    )
