"""Garbage is collected on the thread of the window, never by whoever happens to allocate."""

import gc
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot


class Knot(QObject):
    """A widget-like object that refers to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.self = self


def test_a_worker_that_allocates_collects_nothing_but_the_timer_does(qtbot: QtBot) -> None:
    assert not gc.isenabled()
    gone = weakref.ref(Knot())
    # far over the threshold: what a window of an earlier test frees only now counts against it
    pile = [[] for _ in range(gc.get_threshold()[0] * 20)]
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None)
    assert pile
