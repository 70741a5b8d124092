"""How long the register keeps persons: a date for the campaign, and the purge when it has come.

The shortest time necessary (Personal Information Protection Law, article 19); deletion when the purpose is fulfilled (article 47).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.sheet import Column, Sheet
from vaxdesk.register import purging
from vaxdesk.register.changes import begin_change
from vaxdesk.register.settings import read_setting, write_setting
from vaxdesk.register.trouble import Trouble
from vaxdesk.rules.messages import Message, Refused, say

from . import backups
from .backups import Backup
from .language import PAPER, translator
from .office import Changes, Office
from .rights import Right, needs

RETENTION = "retention"
"""The setting that holds the date."""


LINES = {
    "people": say("Persons"), "documents": say("Identity numbers"), "households": say("Households"), "doses": say("Doses"),
    "exemptions": say("Certificates and deferrals"), "edits": say("Earlier values of fields"),
}  # fmt: skip


class Purged(NamedTuple):
    """What was deleted, by table; the backup that was made before; the number of the change on record."""

    counts: Mapping[str, int]
    backup: Backup
    change: int


class Keeping(NamedTuple):
    """The office's name, until when persons are kept, whether that is over, what would be deleted, where the last backup goes."""

    office: str
    until: date | None
    over: bool
    lines: Sequence[tuple[Message, int]]
    backup: Path


@needs(Right.LOOK)
def retention(office: Office) -> date | None:
    """Until when persons are kept; None until somebody sets it."""
    told = read_setting(office.db, RETENTION)
    return date.fromisoformat(told) if told else None


@needs(Right.ADMINISTER)
def set_retention(office: Office, until: date) -> Changes:
    """Keep persons until this day."""
    with office.db.atomic():
        begin_change(office.db, office.user, "retention", until.isoformat())
        write_setting(office.db, RETENTION, until.isoformat())
    return Changes("retention")


@needs(Right.ADMINISTER)
def certificate(office: Office, done: Purged, out: Path | BinaryIO) -> None:
    """Write the certificate of a deletion as a PDF: what, when, by whom, on what record. Raises Refused `file_not_written`."""
    words = translator(PAPER)
    sheet = Sheet(
        name="deletion",
        title=words(say("Certificate of deletion")),
        place="",
        on=office.today,
        columns=(
            Column(words(say("What")), width=90),
            Column(words(say("Rows deleted")), width=40, align="right", kind="number"),
        ),
        rows=tuple((words(text), rows) for text, rows in in_words(done.counts)),
        caption=(office.name, words(say("Change {number} on record", number=done.change))),
        footnotes=(
            words(
                say(
                    "Deleted by {user} on {day}; the file was written anew afterwards.",
                    user=office.user,
                    day=office.today,
                )
            ),
            words(
                say(
                    "The last backup {file} still holds the persons and has to be destroyed.",
                    file=done.backup.file.name,
                )
            ),
        ),
        signature=(words(say("Signature:")), words(say("Seal of the office:"))),
        landscape=False,
    )
    write_pdf([sheet], out)


def in_words(counts: Mapping[str, int]) -> list[tuple[Message, int]]:
    """What a deletion deletes, as people read it: kinds of facts with their rows, the rest in one line."""
    rest = sum(rows for table, rows in counts.items() if table not in LINES)
    return [*((text, counts.get(table, 0)) for table, text in LINES.items()), (say("Other rows about persons"), rest)]


@needs(Right.ADMINISTER)
def keeping(office: Office) -> Keeping:
    """What a person has to know before deleting."""
    until = retention(office)
    counts = purging.personal(office.db)
    folder = backups.places(office)[0]
    last = folder / f"{office.folder.stem}-last-{office.today:%Y%m%d}{backups.SUFFIX}"
    return Keeping(office.name, until, until is not None and office.today > until, in_words(counts), last)


@needs(Right.ADMINISTER)
def to_purge(office: Office) -> Mapping[str, int]:
    """What a purge would delete: rows by table."""
    return purging.personal(office.db)


@needs(Right.ADMINISTER)
def purge(office: Office, out: Path) -> tuple[Purged, Changes]:
    """Back up to `out`, then delete all persons for good and write the file anew. Frozen figures, prints and the record stay.

    Raises Refused: `retention_unset`, `retention_not_over` (its day has not come), and as back_up does; then nothing is deleted.
    `purge_not_rewritten`: they are, but what was deleted may still stand in free pages of the file, encrypted; once more mends it.
    """
    until = retention(office)
    if until is None:
        raise Refused("retention_unset", say("No retention date is set: set it first, with the decision it rests on."))
    if office.today <= until:
        raise Refused(
            "retention_not_over", say("Persons are kept until {day}: after that they can be deleted.", day=until)
        )
    counts = purging.personal(office.db)
    made = backups.back_up(office, out)
    with office.db.atomic():
        change = begin_change(office.db, office.user, "purge", until.isoformat())
        purging.purge(office.db, change)
    office.roll = None
    try:
        purging.rewrite(office.db)
    except Trouble as error:
        raise Refused(
            "purge_not_rewritten",
            say(
                "The persons are deleted, but the file could not be written anew: make room on the disk, then delete again."
            ),
        ) from error
    return Purged(counts, made, change), Changes("purge", everything=True)
