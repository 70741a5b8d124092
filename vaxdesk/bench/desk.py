"""What somebody at the window waits for, each beside a limit; the window is the real one, drawn where nobody sees it."""

import json
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ..actions.office import create_office
from .day import Case, Timed, search_texts
from .ground import PASSPHRASE, Ground, copy_of, opened
from .process import unseen

FIRST_PAINT, JUMP, TYPED, GAP, PRINT_GAP = 0.100, 0.060, 0.060, 0.050, 0.100
"""Seconds within which first rows, other rows, those a typed letter finds are on the screen; and the window
comes round, also in a print."""
MEGABYTES = 300.0
"""The most memory the window holds with everybody in its list."""
TYPED_PEOPLE = 3


def play(scene: str, ground: Ground) -> Timed:
    """A scene on a copy of the register."""
    with opened(ground) as office:
        typed = search_texts(office, ground.on, TYPED_PEOPLE)
    with copy_of(ground) as register:
        return _played(scene, register, ground, typed)


def play_empty(scene: str, ground: Ground) -> Timed:
    """A scene on a new register, with the roster at hand."""
    with TemporaryDirectory(dir=ground.register.parent) as folder:
        register = Path(folder) / ground.register.name
        create_office(register, PASSPHRASE, "benchmark").close()
        return _played(scene, register, ground, {})


def _played(scene: str, register: Path, ground: Ground, typed: dict[str, list[str]]) -> Timed:
    with TemporaryDirectory(dir=ground.register.parent) as settings:
        on = {
            "register": str(register),
            "passphrase": PASSPHRASE,
            "on": ground.on.isoformat(),
            "settings": settings,
            "workbook": str(ground.roster),
            "typed": typed,
        }
        seconds, about = unseen("vaxdesk.bench.window_scenes", scene, json.dumps(on))
        return Timed(seconds, about)


DESK_CASES = (
    Case("window-first-paint", partial(play, "first_paint"), FIRST_PAINT, aim=1.0, enlarged=True),
    Case("window-jump", partial(play, "jump"), JUMP, aim=1.0, rounds=1, enlarged=True),
    Case("window-search", partial(play, "search"), TYPED, aim=1.0, rounds=1, enlarged=True),
    Case("window-memory", partial(play, "memory"), MEGABYTES, aim=1.0, rounds=1, enlarged=True),
    Case("window-print-shop", partial(play, "print_shop"), PRINT_GAP, aim=1.0, rounds=1),
    Case("window-intake", partial(play_empty, "intake"), GAP, aim=1.0, rounds=1),
)
"""Benchmarks of the window at work, in the order of a day."""
