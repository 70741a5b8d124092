"""The report of a fault of the program: where it happened, and nothing of whom it happened to.

An exception's text may quote a name or a number from the register, so a report holds types, files and lines only.
"""

import platform
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path

from vaxdesk import __version__

PACKAGE = Path(__file__).parents[1]


def report_of(error: BaseException) -> str:
    """The report of an error and of those that led to it: no message, no values, only our own files and lines."""
    lines = [f"VaxDesk {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [f"    {place}" for place in _places(cause)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def save_report(error: BaseException) -> Path:
    """Write the report among the user's logs and return where it lies."""
    folder = user_log_path("vaxdesk", appauthor=False, ensure_exists=True)
    path = folder / f"fault-{datetime.now():%Y%m%d-%H%M%S}.txt"
    path.write_text(report_of(error), encoding="utf-8")
    return path


def _places(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(PACKAGE):
            yield f"{path.relative_to(PACKAGE.parent).as_posix()}:{frame.lineno} {frame.name}"
