"""The record of changes as people read it: what happened, in words; a person's own page; the export for a supervisor."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from vaxdesk.papers.sheet import Cell, Column, Sheet
from vaxdesk.papers.workbook_out import write_workbook
from vaxdesk.register import record
from vaxdesk.register.biography import traces
from vaxdesk.register.chain import head
from vaxdesk.register.record import Entry
from vaxdesk.rules.messages import Message, say

from .language import PAPER, translator
from .office import Changes, Office
from .own_changes import NAMES
from .plans import found
from .rights import Right, needs

DEEDS: Mapping[str, Message] = {
    **NAMES,
    "new": say("Register made"),
    "intake": say("Workbooks taken in"),
    "undo": say("Change taken back"),
    "canvass": say("Household keyed"),
    "print": say("Printed or exported"),
    "submit": say("Submission made"),
    "sent": say("Submission sent"),
    "receipt": say("Receipt of a submission noted"),
    "returned": say("Submission came back"),
    "reconcile": say("List sent down answered"),
    "different": say("Two entries told apart"),
    "second_keying": say("Household typed a second time"),
    "households_stated": say("Number of households of a village noted"),
    "census": say("Census figures taken"),
    "quotas": say("Task taken"),
    "stages": say("Stages kept"),
    "bands": say("Age bands kept"),
    "office": say("Office details corrected"),
    "submission profile": say("Profile of the submission kept"),
    "view": say("Whole number shown"),
    "open": say("Person's record opened"),
    "sign_in": say("Signed in"),
    "sign_in_failed": say("Wrong passphrase"),
    "alarm": say("File of the register found damaged"),
    "alarm_settled": say("Damage seen to"),
    "user": say("User added or changed"),
    "user_removed": say("User removed"),
    "passphrase": say("Passphrase changed"),
    "recovery": say("Recovery sheet made"),
    "recovery_dropped": say("Recovery sheet taken back"),
    "rekey": say("Register encrypted anew"),
    "backup": say("Backed up"),
    "restore": say("Restored from a backup"),
    "retention": say("Retention date set"),
    "field_on": say("Field switched on"),
    "field_off": say("Field switched off, and what it held deleted"),
    "purge": say("Persons deleted for good"),
    "record": say("Record of changes exported"),
    "capacity": say("Doses that can be given in a day noted"),
    "question": say("Question kept"),
    "question dropped": say("Question dropped"),
    "dose_confirmed": say("Dose confirmed as recorded"),
    "list_word": say("Finding about somebody on a list noted"),
    "recipe": say("Columns of a template named"),
    "upkeep": say("Kept by the program: state of a print, order of a walk, figures of the day"),
    "sealed": say("Every row sealed, from here on"),
}
"""What a verb on record is called; one that is not here stands as it is."""


class Deed(NamedTuple):
    """A change on record, in words."""

    number: int
    at: datetime
    by: str
    what: Message
    about: str


@needs(Right.REVIEW)
def deeds(office: Office, before: int | None = None, limit: int = 200, by: str | None = None) -> list[Deed]:
    """What is on record, newest first: `limit` of them older than the number `before`, of one user or of all."""
    return [_deed(entry) for entry in record.entries(office.db, before, limit, by)]


@needs(Right.LOOK)
def person_opened(office: Office, person: int) -> None:
    """Put on record that somebody opened the full record of a person. Raises Refused `person_unknown`, `village_not_yours`."""
    found(office, person)
    record.note(office.db, office.user, "open", str(person))
    office.vault.report("open", str(person))


@needs(Right.LOOK)
def person_deeds(office: Office, person: int) -> list[Deed]:
    """Who saw or changed a person, newest first. Raises Refused `person_unknown`, `village_not_yours`."""
    found(office, person)
    changes = sorted({trace.change for trace in traces(office.db, person)})
    return [_deed(entry) for entry in record.about_person(office.db, person, changes)]


@needs(Right.EXPORT)
def export_record(office: Office, out: Path | str) -> tuple[int, Changes]:
    """Write everything on record as a workbook for a supervisor, with the seals, to be compared with the register later.

    The answer is how many changes it holds. Raises Refused `file_not_written`.
    """
    out = Path(out)
    sealed = head(office.db)
    rows: list[tuple[Cell, ...]] = []
    words = translator(PAPER)
    count = 0
    for entry in record.whole(office.db):
        count += 1
        first = (
            entry.id,
            f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}",
            entry.by,
            words(_deed(entry).what),
            entry.about,
        )
        edits: Sequence[tuple[object, ...]] = entry.edits or [("", "", "", None, None)]
        for table, id, field, old, new in edits:
            rows.append((*first, f"{table} {id} {field}".strip(), _text(old), _text(new), entry.digest))
    columns = tuple(Column(words(heading), width=width) for heading, width in zip(HEADINGS, WIDTHS, strict=True))
    sheet = Sheet(
        name="record",
        title=words(say("Record of changes")),
        place="",
        on=office.today,
        columns=columns,
        rows=tuple(rows),
        caption=(office.name, words(say("Last seal: {seal}", seal=sealed))),
    )
    write_workbook([sheet], out)
    record.note(office.db, office.user, "record", out.name)
    return count, Changes("record")


HEADINGS = (
    say("No."),
    say("When"),
    say("Who"),
    say("What"),
    say("About"),
    say("Field"),
    say("Before"),
    say("After"),
    say("Seal"),
)
WIDTHS = (12.0, 32.0, 20.0, 34.0, 34.0, 34.0, 34.0, 34.0, 60.0)


def _deed(entry: Entry) -> Deed:
    return Deed(entry.id, entry.at, entry.by, DEEDS.get(entry.verb, Message(entry.verb)), entry.about)


def _text(value: object) -> str:
    return "" if value is None else str(value)
