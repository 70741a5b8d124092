"""An empty window and an open register, in a process of its own: `python -m vaxdesk.bench.bare_window REGISTER PASSPHRASE`.

It prints a JSON list as bench.window does: when both were there, in seconds since the epoch, twice, and the most memory it
held, in MB.
"""

import json
import sys
import time
from pathlib import Path

from ..desk.limits import show_empty_window
from ..register.vault import open_vault
from .memory import peak_mb

if __name__ == "__main__":
    register, passphrase = sys.argv[1:]
    with open_vault(Path(register), passphrase):
        window = show_empty_window()
        there = time.time()
        print(json.dumps([there, there, peak_mb()]))
