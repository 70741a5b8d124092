"""What becomes of a submission after it was made: where it went, what the county answered, and writing its files once more."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from vaxdesk.papers.saving import put
from vaxdesk.papers.sealed import encrypt_workbook
from vaxdesk.register import submissions
from vaxdesk.register.submissions import Event, Kept
from vaxdesk.rules.messages import Refused, say

from .office import Changes, Office
from .rights import Right, needs

__all__ = ["Kept", "history", "note_receipt", "note_returned", "note_sent", "write_again"]

CHANGED = Changes("submission", submissions=True)


@needs(Right.REVIEW)
def history(office: Office) -> Sequence[Kept]:
    """All submissions, newest first, each with what became of it."""
    return submissions.listed(office.db)


@needs(Right.EXPORT)
def note_sent(office: Office, week: str, version: int, at: datetime, medium: str, receiver: str) -> Changes:
    """Note where a submission went; from now on it is locked. Raises Refused `submission_unknown`, `needed`, `sent_already`."""
    kept = _kept(office, week, version)
    if kept.sent:
        raise Refused("sent_already", say("This version was noted as sent already; a correction is a new version."))
    if not medium.strip() or not receiver.strip():
        raise Refused("needed", say("Write how it was sent, and to whom."))
    submissions.note(office.db, office.user, kept.id, Event("sent", at, medium.strip(), receiver.strip(), ""))
    return CHANGED


@needs(Right.EXPORT)
def note_receipt(office: Office, week: str, version: int, at: datetime, party: str, note: str = "") -> Changes:
    """Note that the county has received it. Raises Refused `submission_unknown`, `not_sent`, `needed`."""
    return _answered(
        office, "receipt", _kept(office, week, version), Event("receipt", at, "", party.strip(), note.strip())
    )


@needs(Right.EXPORT)
def note_returned(office: Office, week: str, version: int, at: datetime, party: str, why: str) -> Changes:
    """Note that the county sent it back, and why. Raises Refused `submission_unknown`, `not_sent`, `needed`."""
    if not why.strip():
        raise Refused("needed", say("Write why the county returned it: next week's self-check asks for it."))
    return _answered(
        office, "returned", _kept(office, week, version), Event("returned", at, "", party.strip(), why.strip())
    )


def _answered(office: Office, kind: str, kept: Kept, event: Event) -> Changes:
    if not kept.sent:
        raise Refused("not_sent", say("This version was not noted as sent yet: note that first."))
    if not event.party:
        raise Refused("needed", say("Write who answered."))
    submissions.note(office.db, office.user, kept.id, event)
    return CHANGED


@needs(Right.EXPORT)
def write_again(office: Office, week: str, version: int, folder: Path, password: str) -> list[Path]:
    """Write the files of a submission once more as they were, under a password of today; the register changes nothing.

    Encryption draws at random, so what is written differs outside; inside it is the same bytes. Raises Refused
    `submission_unknown`, `password_missing`, `file_not_written`.
    """
    kept = _kept(office, week, version)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in submissions.files(office.db, kept.id):
        put(encrypt_workbook(file.content, password) if file.sealed else file.content, folder / file.name)
        paths.append(folder / file.name)
    return paths


def _kept(office: Office, week: str, version: int) -> Kept:
    for kept in submissions.listed(office.db):
        if (kept.week, kept.version) == (week, version):
            return kept
    raise Refused("submission_unknown", say("There is no version {version} of {week}.", version=version, week=week))
