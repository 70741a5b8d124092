"""Crashes below Python, as of a graphics driver: the system ends the program at once, and the next start tells of it.

While the program runs, a file of the user's state folder stands open; into it Python's faulthandler writes where each thread was.
Kept of it are the kind of the crash and our own files and lines: no value, no path, nothing of whom it happened to.
"""

import faulthandler
import platform
import re
from pathlib import Path
from typing import TextIO

from platformdirs import user_state_path

from vaxdesk import __version__

FILE = "running.txt"
_KIND = re.compile(r"^(?:Fatal Python error|Windows fatal exception): [\w -]+")
_PLACE = re.compile(r'^ +File ".*?(?P<file>vaxdesk/(?:\w+/)*\w+\.py)", line (?P<line>\d+) in (?P<name>[\w<>]+)$')


class CrashWatch:
    """Watches from when it is made until `end`. `report` is of the last time, where the program crashed then; else ""."""

    def __init__(self) -> None:
        self._path = user_state_path("vaxdesk", appauthor=False) / FILE
        self.report = ""
        self._file: TextIO | None = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self.report = _report(self._path)
            self._file = self._path.open("w", encoding="utf-8")
        except OSError:  # a profile that cannot be written to: the program works without
            return
        faulthandler.enable(self._file)

    def end(self) -> None:
        """The program ends as it should."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._path.unlink(missing_ok=True)


def _report(path: Path) -> str:
    if not path.is_file():
        return ""
    written = path.read_text(encoding="utf-8", errors="replace").splitlines()
    kind = next((found.group() for line in written if (found := _KIND.match(line))), "")
    if not kind:
        return ""
    places = [found for line in written if (found := _PLACE.match(line.replace("\\", "/")))]
    system = f"VaxDesk {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return "\n".join(
        [
            system,
            kind,
            *(f"    {place['file']}:{place['line']} {place['name']}" for place in places),
        ]
    )
