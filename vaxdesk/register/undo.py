"""Taking a change back: its facts go, what it edited returns to what stood there, and what people did since is kept."""

from collections.abc import Sequence
from typing import NamedTuple

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Progress

from . import search
from .chain import erase_edits
from .changes import EDITABLE, RECORDS, begin_change, people_noted
from .database import Database
from .duplicates import take_apart

OWNED = ("documents", "doses", "exemptions", "infections", "inclusions", "absences", "visits", "notes", "contacts", "watched",
         "appointments", "tags")  # fmt: skip
"""Tables of facts about a person."""


TELL_EVERY = 1000
"""Edits between two reports of progress."""
EDITED = {table: record for record, table in RECORDS.items()}
"""The word under which edits of a table are kept."""


_STANDING = (
    " AND NOT EXISTS (SELECT 1 FROM changes u WHERE u.verb = 'undo' AND u.about = CAST(edits.change_id AS TEXT))"
)
"""The condition, to stand behind another one, that an edit was not taken back itself: then nothing is built on it."""


class Stayed(NamedTuple):
    """A fact that stayed because of a later change, and the verb, maker and time of that change.

    `field` is "" where the person as a whole stays; `person` is 0 where the field is a household's.
    """

    person: int
    field: str
    now: str | None
    verb: str
    by: str
    at: str


class Undone(NamedTuple):
    """What a change taken back left: how many facts were taken back, and which stayed because somebody has built on them.

    `people` are those concerned who are there; `gone` went with the change that had brought them.
    """

    undone: int
    stayed: list[Stayed]
    people: list[int]
    gone: list[int]

    @property
    def kept(self) -> int:
        """How many facts stayed."""
        return len(self.stayed)


def undo(
    db: Database,
    change: int,
    by: str,
    verbs: frozenset[str],
    *,
    noted: bool = False,
    progress: Progress | None = None,
) -> Undone:
    """Take back a change of one of these verbs in one transaction.

    Raises Refused: `change_unknown`, `change_undone`, and `merged_again` for a merge on which another one was built; Cancelled.

    `noted`: the change wrote about the people noted with it and nobody else (changes.note_people); without that, or where none are
    noted, what it wrote is looked for among everybody's facts.
    """
    row = db.conn.execute("SELECT verb, about FROM changes WHERE id = ?", [change]).fetchone()
    if row is None or row[0] not in verbs:
        raise Refused(
            "change_unknown",
            say("There is no change {number} that can be taken back: look it up in the list.", number=change),
        )
    if is_undone(db, change):
        raise Refused("change_undone", say("Change {number} was taken back already.", number=change))
    scope = _Scope(change, people_noted(row[1]) or None if noted else None)
    with db.atomic():
        undoing = begin_change(db, by, "undo", str(change))
        touched = sorted(_touched(db, scope))
        homes = _homes(db, touched)
        with search.renewed(db, touched if _names_somebody(db, change) else ()):
            take_apart(db, change)
            back, stayed = _reverse_edits(db, change, progress)
            gone, built_on = _people_of(db, scope)
            stayed += [_built_on(db, change, person) for person in built_on]
            removed = (
                _remove_facts(db, scope, gone) + _remove_people(db, undoing, gone) + _remove_assignments(db, change)
            )
        _remove_households(db, change, homes)
        left = sorted(set(touched) - set(gone))
    return Undone(back + removed, stayed, left, gone)


def is_undone(db: Database, change: int) -> bool:
    """Whether the change was taken back."""
    return (
        db.conn.execute("SELECT 1 FROM changes WHERE verb = 'undo' AND about = ?", [str(change)]).fetchone() is not None
    )


class _Scope:
    """Where to look for what a change wrote: among the facts of some people, or of everybody."""

    def __init__(self, change: int, people: Sequence[int] | None) -> None:
        self.values = {"change": change, "people": str(list(people or ()))}
        self._some = people is not None

    def among(self, column: str) -> str:
        """The condition, to stand behind another one, that `column` holds one of these people."""
        return f" AND {column} IN (SELECT value FROM json_each(:people))" if self._some else ""


def _touched(db: Database, scope: _Scope) -> set[int]:
    """Everybody the change wrote about."""
    among = scope.among("person_id")
    owners = " UNION ".join(f"SELECT person_id FROM {table} WHERE change_id = :change{among}" for table in OWNED)
    edited = " UNION ".join(
        f"SELECT f.person_id FROM edits e JOIN {table} f ON f.id = e.record_id"
        f" WHERE e.record = '{record}' AND e.change_id = :change"
        for table, record in EDITED.items()
        if table in OWNED
    )
    rows = db.conn.execute(
        f"{owners} UNION {edited} UNION SELECT id FROM people WHERE change_id = :change{scope.among('id')}"
        " UNION SELECT record_id FROM edits WHERE record = 'person' AND change_id = :change"
        " UNION SELECT p.id FROM edits e JOIN people p ON p.household_id = e.record_id"
        " WHERE e.record = 'household' AND e.change_id = :change"
        " UNION SELECT kept FROM merges WHERE change_id = :change"
        " UNION SELECT scope_id FROM assignments WHERE scope = 'person' AND change_id = :change",
        scope.values,
    )
    return {person for (person,) in rows if person is not None}


def _people_of(db: Database, scope: _Scope) -> tuple[list[int], list[int]]:
    """The people the change brought: those nobody has written about since, and the others."""
    among = scope.among("person_id")
    later = " UNION ".join(f"SELECT person_id FROM {table} WHERE change_id <> :change{among}" for table in OWNED)
    rows = db.conn.execute(
        f"SELECT id, id IN ({later} UNION SELECT record_id FROM edits"
        f" WHERE record = 'person' AND change_id <> :change{scope.among('record_id')}{_STANDING}"
        " UNION SELECT kept FROM merges UNION SELECT dropped FROM merges)"
        f" FROM people WHERE change_id = :change{scope.among('id')}",
        scope.values,
    ).fetchall()
    return [id for id, used in rows if not used], [id for id, used in rows if used]


def _names_somebody(db: Database, change: int) -> bool:
    """Whether the change wrote what people are found by: names, phones, numbers."""
    (found,) = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM people WHERE change_id = :change)"
        " OR EXISTS (SELECT 1 FROM documents WHERE change_id = :change)"
        " OR EXISTS (SELECT 1 FROM merges WHERE change_id = :change)"
        " OR EXISTS (SELECT 1 FROM edits WHERE change_id = :change AND record IN ('person', 'document'))",
        {"change": change},
    ).fetchone()
    return bool(found)


def _reverse_edits(db: Database, change: int, progress: Progress | None) -> tuple[int, list[Stayed]]:
    """Put back what stood there, where nobody has changed it since: how many fields came back, and which stayed.

    A number or an address that belongs to somebody else by now stays too (OR IGNORE: it may stand there once only).
    """
    back = 0
    stayed = []
    rows = db.conn.execute(
        "SELECT record, record_id, field, old, new FROM edits WHERE change_id = ? ORDER BY id DESC", [change]
    ).fetchall()
    for nth, (record, id, field, old, new) in enumerate(rows):
        if progress is not None and nth % TELL_EVERY == 0:
            progress(nth, len(rows))
        table = RECORDS[record]
        if field not in EDITABLE[table]:
            raise ValueError(field)
        cursor = db.conn.execute(
            f"UPDATE OR IGNORE {table} SET {field} = ? WHERE id = ? AND {field} IS ?", (old, id, new)
        )
        back += cursor.rowcount
        if not cursor.rowcount:
            stayed.append(_edited_since(db, change, record, id, field))
    return back, stayed


def _edited_since(db: Database, change: int, record: str, id: int, field: str) -> Stayed:
    """A field that stays as it is, with the last change of it; where nobody changed it, with the change taken back itself."""
    table = RECORDS[record]
    owner = {"people": "id", "households": "NULL", "assignments": "NULL"}.get(table, "person_id")
    person, now = db.conn.execute(f"SELECT {owner}, {field} FROM {table} WHERE id = ?", [id]).fetchone() or (None, None)
    (last,) = db.conn.execute(
        "SELECT coalesce(max(change_id), ?) FROM edits WHERE record = ? AND record_id = ? AND field = ?",
        [change, record, id, field],
    ).fetchone()
    return Stayed(person or 0, field, now, *_maker(db, last))


def _built_on(db: Database, change: int, person: int) -> Stayed:
    """A person who stays, with the last change that somebody made about them."""
    facts = " UNION ".join(f"SELECT max(change_id) FROM {table} WHERE person_id = :person" for table in OWNED)
    (last,) = db.conn.execute(
        f"SELECT max(made) FROM (SELECT :change AS made UNION {facts} UNION"
        " SELECT max(change_id) FROM edits WHERE record = 'person' AND record_id = :person"
        " UNION SELECT max(change_id) FROM merges WHERE :person IN (kept, dropped))",
        {"person": person, "change": change},
    ).fetchone()
    return Stayed(person, "", None, *_maker(db, last))


def _maker(db: Database, change: int) -> tuple[str, str, str]:
    verb, by, at = db.conn.execute("SELECT verb, by, at FROM changes WHERE id = ?", [change]).fetchone()
    return verb, by, at


def _remove_facts(db: Database, scope: _Scope, gone: list[int]) -> int:
    """Remove what the change wrote about people it did not bring, and everything about those who go."""
    removed = 0
    for table in OWNED:
        removed += db.conn.execute(
            f"DELETE FROM {table} WHERE change_id = :change{scope.among('person_id')}"
            f" AND person_id NOT IN (SELECT id FROM people WHERE change_id = :change{scope.among('id')})"
            f" AND NOT EXISTS (SELECT 1 FROM edits WHERE record = :record AND record_id = {table}.id"
            f" AND change_id <> :change{_STANDING})",
            {**scope.values, "record": EDITED.get(table)},
        ).rowcount
        db.conn.execute(f"DELETE FROM {table} WHERE person_id IN (SELECT value FROM json_each(?))", [str(gone)])
    for table in ("visits", "notes"):
        about_home = f"DELETE FROM {table} WHERE change_id = :change AND person_id IS NULL"
        removed += db.conn.execute(about_home, scope.values).rowcount
    return removed


def _remove_assignments(db: Database, change: int) -> int:
    """Remove who answers for something by the change alone, and the grids it made that nothing belongs to."""
    removed: int = db.conn.execute(
        "DELETE FROM assignments WHERE change_id = :change AND NOT EXISTS (SELECT 1 FROM edits WHERE record = 'assignment'"
        f" AND record_id = assignments.id AND change_id <> :change{_STANDING})",
        {"change": change},
    ).rowcount
    db.conn.execute(
        "DELETE FROM grids WHERE change_id = :change AND id NOT IN (SELECT scope_id FROM assignments WHERE scope = 'grid')"
        " AND id NOT IN (SELECT grid_id FROM households WHERE grid_id IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM edits WHERE field = 'grid_id' AND change_id <> :change"
        " AND CAST(grids.id AS TEXT) IN (old, new))",
        {"change": change},
    )
    return removed


def _homes(db: Database, people: Sequence[int]) -> list[int]:
    rows = db.conn.execute(
        "SELECT DISTINCT household_id FROM people WHERE id IN (SELECT value FROM json_each(?)) AND household_id IS NOT NULL",
        [str(people)],
    )
    return [household for (household,) in rows]


def _remove_households(db: Database, change: int, homes: Sequence[int]) -> None:
    """Remove those households the change made where nobody lives or was visited and no other change can put anybody back.

    One whose sheet was printed stays: its code is on paper, and must never lead to another door.
    """
    db.conn.execute(
        "DELETE FROM households WHERE id IN (SELECT value FROM json_each(:homes)) AND change_id = :change"
        " AND NOT EXISTS (SELECT 1 FROM people p WHERE p.household_id = households.id)"
        " AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.household_id = households.id)"
        " AND id NOT IN (SELECT household_id FROM notes WHERE household_id IS NOT NULL)"
        " AND id NOT IN (SELECT household_id FROM sheets_out UNION ALL SELECT household_id FROM walks)"
        " AND id NOT IN (SELECT household_id FROM drafts WHERE household_id IS NOT NULL)"
        " AND id NOT IN (SELECT scope_id FROM assignments WHERE scope = 'household')"
        f" AND NOT EXISTS (SELECT 1 FROM edits WHERE record = 'household' AND record_id = households.id{_STANDING})"
        " AND id NOT IN (SELECT CAST(old AS INTEGER) FROM edits"
        f" WHERE change_id <> :change AND field = 'household_id' AND old IS NOT NULL{_STANDING})",
        {"change": change, "homes": str(homes)},
    )


def _remove_people(db: Database, undoing: int, gone: list[int]) -> int:
    among = "(SELECT value FROM json_each(:gone))"
    erase_edits(db, gone, undoing)
    for sql in (
        f"UPDATE source_rows SET person_id = NULL WHERE person_id IN {among}",
        f"DELETE FROM standings WHERE person_id IN {among}",
        f"DELETE FROM differences WHERE one IN {among} OR other IN {among}",
        f"DELETE FROM people WHERE id IN {among}",
    ):
        db.conn.execute(sql, {"gone": str(gone)})
    return len(gone)
