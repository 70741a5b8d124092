"""A module of its own process, with a window that nobody sees."""

import json
import os
import subprocess
import sys
from typing import Any


def unseen(module: str, *given: str) -> Any:
    """What a module prints as JSON, run as a program is. Raises CalledProcessError."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # an installed program is compiled once, like the libraries beside it
    command = [sys.executable, "-m", module, *given]
    return json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
