"""The real window, played as a person plays it, in a process of its own: `python -m vaxdesk.bench.window_scenes SCENE PLAY`.

PLAY is a JSON object with the fields of `Play`. Printed is a JSON list: seconds, and an object of what else is to be told.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ..app import run
from ..desk.first_sight import FirstSight
from ..desk.intake_page import IntakePage
from ..desk.print_shop_page import PrintShopPage
from ..desk.residents_page import ResidentsPage
from ..desk.stopwatch import Pulse, Stopwatch
from ..desk.window import MainWindow
from .figures import p95
from .memory import peak_mb

JUMPS = 100


class Play(NamedTuple):
    """What a scene is played on: the register, its passphrase, the day (ISO 8601), a folder for settings, a workbook, texts."""

    register: str
    passphrase: str
    on: str
    settings: str
    workbook: str
    typed: Mapping[str, Sequence[str]]


Told = tuple[float, dict[str, Any]]
"""Seconds, and what else is to be told."""


def first_paint(window: MainWindow, _play: Play) -> Told:
    """From turning to the residents to their first rows on the screen."""
    page, watch = _residents(window), Stopwatch()
    seconds = watch.until_painted(page.table.view.viewport(), lambda: window.go(page.name), lambda: _in_sight(page))
    return seconds, {"people": len(page.table.model.ids)}


def jump(window: MainWindow, play: Play) -> Told:
    """From dragging the scroll bar anywhere to the rows there on the screen."""
    first_paint(window, play)
    page, watch, places = _residents(window), Stopwatch(), Random(7)
    view, bar = page.table.view, page.table.view.verticalScrollBar()
    taken = []
    for _ in range(JUMPS):
        place = places.randrange(max(1, bar.maximum()))
        taken.append(watch.until_painted(view.viewport(), lambda at=place: bar.setValue(at), lambda: _in_sight(page)))  # type: ignore[misc]
    return p95(taken), {"people": len(page.table.model.ids), "slowest": max(taken)}


def search(window: MainWindow, play: Play) -> Told:
    """From a key to the first rows of those who are found on the screen, at the 95th percentile of the slowest kind of text."""
    first_paint(window, play)
    page = _residents(window)
    taken = {
        kind: [_found(page, text[:length]) for text in texts for length in range(1, len(text) + 1)]
        for kind, texts in play.typed.items()
    }
    kinds = {kind: p95(seconds) for kind, seconds in taken.items()}
    worst = max(kinds, key=kinds.__getitem__)
    return kinds[worst], {"worst": worst, "kinds": kinds, "typed": sum(map(len, taken.values()))}


def memory(window: MainWindow, play: Play) -> Told:
    """A list of everybody looked at, searched and sorted; told are megabytes instead of seconds."""
    first_paint(window, play)
    page = _residents(window)
    for texts in play.typed.values():
        _found(page, texts[0])
    page.search.clear()
    Stopwatch().until(
        lambda: page.table.view.sortByColumn(0, page.table.view.horizontalHeader().sortIndicatorOrder()),
        lambda: window.hands.worker.resting,
    )
    return peak_mb() or 0.0, {"people": len(page.table.model.ids)}


def intake(window: MainWindow, play: Play) -> Told:
    """The longest time the event loop did not come round while a roster was read, reviewed and taken in."""
    page = next(each for each in window.stack.pages if isinstance(each, IntakePage))
    watch, pulse, worker = Stopwatch(), Pulse(), window.hands.worker
    window.go(page.name)
    pulse.start()
    read = watch.until(lambda: page.preview([Path(play.workbook)]), lambda: worker.resting and page.commit.isVisible())
    reading = pulse.stop()
    pulse.start()
    written = watch.until(page.commit.click, lambda: worker.resting and not page.commit.isVisible())
    writing = pulse.stop()
    about = {"read_seconds": read, "write_seconds": written, "reading": reading[:5], "writing": writing[:5]}
    return max(reading[0], writing[0]), about


def print_shop(window: MainWindow, play: Play) -> Told:
    """The longest time the event loop did not come round while all ledgers of all villages were saved, one file each."""
    page = next(each for each in window.stack.pages if isinstance(each, PrintShopPage))
    watch, pulse, worker = Stopwatch(), Pulse(), window.hands.worker
    watch.until(lambda: window.go(page.name), lambda: worker.resting and page.preview.page_count > 0)
    page.bound.setChecked(False)
    page.model.tick(page.model.below([form for form, _ in page.model.columns]))
    page.whole.tick(page.whole.boxes)
    folder = Path(play.settings) / "papers"
    folder.mkdir()

    def save() -> None:
        if (order := page.order()) is not None:
            page.job.save(order, folder, ".pdf")

    pulse.start()
    seconds = watch.until(save, lambda: worker.resting)
    gaps = pulse.stop()
    about = {"seconds": seconds, "files": len(list(folder.iterdir())), "gaps": gaps[:5], "peak_mb": peak_mb()}
    return gaps[0], about


SCENES: Mapping[str, Callable[[MainWindow, Play], Told]] = {
    scene.__name__: scene for scene in (first_paint, jump, search, memory, intake, print_shop)
}
"""Every scene by its name."""


def _residents(window: MainWindow) -> ResidentsPage:
    return next(each for each in window.stack.pages if isinstance(each, ResidentsPage))


def _in_sight(page: ResidentsPage) -> bool:
    return page.table.model.line(page.table.top_row()) is not None


def _found(page: ResidentsPage, text: str) -> float:
    """From the text to a list of its own, with its rows where there are any."""
    model = page.table.model
    before = model.ids
    return Stopwatch().until_painted(
        page.table.view.viewport(),
        lambda: page.search.setText(text),
        lambda: model.ids is not before and (not model.ids or _in_sight(page)),
    )


if __name__ == "__main__":
    scene, play = SCENES[sys.argv[1]], Play(**json.loads(sys.argv[2]))
    told: list[Told] = []
    sight = FirstSight(Path(play.settings), lambda window: told.append(scene(window, play)))
    run(Path(play.register), "zh_CN", play.passphrase, date.fromisoformat(play.on))
    print(json.dumps(told[0]))
