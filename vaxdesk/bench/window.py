"""The window opened on a register, in a process of its own: `python -m vaxdesk.bench.window REGISTER PASSPHRASE DAY SETTINGS`.

It prints a JSON list: when the window could be used and when it showed everything (FirstSight), in seconds since the epoch, and the
most memory it held, in MB.
"""

import json
import sys
from datetime import date
from pathlib import Path

from ..commands import door  # noqa: F401  the start leads through it; what is imported after Qt takes longer than before

# isort: split
from ..app import run
from ..desk.first_sight import FirstSight
from .memory import peak_mb

if __name__ == "__main__":
    register, passphrase, day, settings = sys.argv[1:]
    sight = FirstSight(Path(settings))
    run(Path(register), "zh_CN", passphrase, date.fromisoformat(day))
    print(json.dumps([sight.at, sight.complete, peak_mb()]))
