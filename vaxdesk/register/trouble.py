"""Errors of the world under an open register, told apart from faults of the program: each a sentence that says what to do.

The numbers are SQLite's primary result codes (sqlite.org/rescode.html).
"""

import os
from pathlib import Path

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.roles import reading_refused

from .driver import sqlcipher

Trouble: type[Exception] = sqlcipher.DatabaseError
"""What the database raises, for the world's faults and for ours."""
BUSY, LOCKED, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, CONSTRAINT, NO_DATABASE = 5, 6, 8, 10, 11, 13, 14, 19, 26
READS_ONLY = "reads only"
"""What the trigger of a copy for reading says (register.viewing)."""


def unwritable(folder: Path) -> Refused:
    """The folder lets nobody write."""
    return Refused(
        "folder_read_only",
        say(
            "The folder of {name} cannot be written to: copy the register to a disk of this computer.", name=folder.name
        ),
    )


def gone(folder: Path) -> Refused:
    """The folder was deleted, renamed or moved, or its disk was pulled."""
    return Refused(
        "register_gone",
        say(
            "{name} is not there any more: plug its disk in again, or bring its folder back from the recycle bin, then go on. "
            "Nothing is saved until then.",
            name=folder.name,
        ),
    )


def which(file: Path) -> tuple[int, int] | None:
    """Which file stands at a path, whatever it is called; None if there is none."""
    try:
        there = file.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino


def explained(error: BaseException, folder: Path) -> Refused | None:
    """What to tell of an error of the database; None where it is a fault of the program."""
    if not isinstance(error, Trouble):
        return None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (READ_ONLY, CANNOT_OPEN, IO_ERROR) and not folder.is_dir():
        return gone(folder)
    if code in (READ_ONLY, CANNOT_OPEN) or (code == IO_ERROR and not os.access(folder, os.W_OK)):
        return unwritable(folder)
    if code == CONSTRAINT and READS_ONLY in str(error):
        return reading_refused()
    if code == FULL:
        return Refused("disk_full", say("The disk is full: make room, then try again. Nothing was changed."))
    if code == IO_ERROR:
        return Refused(
            "drive_gone",
            say(
                "The drive of {name} cannot be read or written: connect it again, then open the register anew.",
                name=folder.name,
            ),
        )
    if code in (BUSY, LOCKED):
        return Refused(
            "register_busy",
            say("Another program holds the register, perhaps a backup or a virus scan: wait a moment, then try again."),
        )
    if code in (CORRUPT, NO_DATABASE):
        return Refused(
            "register_damaged",
            say(
                "The database of {name} is damaged: restore the register from a backup. Nothing was changed.",
                name=folder.name,
            ),
        )
    return None
