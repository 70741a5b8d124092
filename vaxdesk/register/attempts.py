"""Wrong passphrases: counted beside the register, because nothing can be written into it without the key.

After a few of them the next one has to wait, longer each time. The next sign-in that succeeds puts them on record and forgets them.
Whoever holds the folder can delete the file; against guessing on a copy of it only the cost of argon2id helps (keys).
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from vaxdesk.rules.messages import Refused, say

from .lines import read_lines, summed

FILE = "attempts"
FREE = 4
"""Wrong passphrases without a wait: a keyboard in the wrong layout, a capital."""
LONGEST_WAIT = 300
"""Seconds."""


def refuse_in_haste(folder: Path, now: datetime | None = None) -> None:
    """Raise Refused `try_later` if the wait after the last wrong passphrase is not over."""
    failed, _ = failures(folder)
    wait = timedelta(seconds=min(2 ** (len(failed) - FREE), LONGEST_WAIT) if len(failed) > FREE else 0)
    since = (now or datetime.now(UTC)) - failed[-1] if failed else wait
    if timedelta(0) <= since < wait:
        raise Refused(
            "try_later",
            say(
                "The passphrase was wrong {count} times: wait {seconds} seconds, then type it again.",
                count=len(failed),
                seconds=(wait - since).seconds + 1,
            ),
        )


def note_failure(folder: Path) -> None:
    """Count a wrong passphrase; in a folder that cannot be written to nothing is kept."""
    try:
        with (folder / FILE).open("ab") as file:
            file.write(summed(datetime.now(UTC).isoformat(timespec="seconds")))
    except OSError:
        return


def failures(folder: Path) -> tuple[list[datetime], int]:
    """The moments of the wrong passphrases since the last sign-in, oldest first, and how many lines are damaged."""
    return read_lines(folder / FILE, lambda text: datetime.fromisoformat(text).astimezone(UTC))


def forget(folder: Path) -> None:
    """They are on record now."""
    (folder / FILE).unlink(missing_ok=True)
