"""Work units: who belongs to one, and how many. Their names are written in too many ways to be a column of the roll."""

import json
from collections import Counter
from collections.abc import Collection, Mapping

from .database import Database


def members(db: Database, names: Collection[str]) -> list[int]:
    """The people of these units, by id; "" stands for no known unit."""
    rows = db.conn.execute(
        "SELECT id FROM people WHERE unit IN (SELECT value FROM json_each(?))"
        " UNION ALL SELECT id FROM people WHERE unit IS NULL AND ?",
        [json.dumps(sorted(names), ensure_ascii=False), "" in names],
    )
    return sorted(person for (person,) in rows)


def counts(db: Database, selection: int, size: int) -> Mapping[str, int]:
    """How many of a selection (columns.py) each unit has, "" standing for no known one; `size` is the length of its columns."""
    content = selection.to_bytes(size, "little")
    rows = db.conn.execute("SELECT unit, id FROM people WHERE unit IS NOT NULL ORDER BY unit")
    found = Counter(unit for unit, person in rows if person < size and content[person])
    found[""] = selection.bit_count() // 8 - found.total()
    return found
