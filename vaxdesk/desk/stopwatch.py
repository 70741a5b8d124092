"""The real window, driven and timed as a person would see it: for the benchmarks, which play whole scenes on it."""

import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE = 600_000
"""Milliseconds after which a scene that does not come to its end is given up."""
LATE = 1
"""What an event loop answers that was given up."""
PULSE = 5
"""Milliseconds between two beats of the pulse of the event loop."""


class Stopwatch(QObject):
    """Waits, in the event loop, for what somebody would wait for; every answer is in seconds."""

    def until_painted(self, widget: QWidget, act: Callable[[], None], shown: Callable[[], bool]) -> float:
        """From the act to the end of the first painting of the widget with which `shown` is true."""
        start = time.perf_counter()
        paintings = _Paintings(widget, shown)
        QTimer.singleShot(0, act)
        paintings.wait()
        return paintings.at - start

    def until(self, act: Callable[[], None], done: Callable[[], bool], every: int = 20) -> float:
        """From the act until something is done; looked at every so many milliseconds."""
        start = time.perf_counter()
        loop = QEventLoop()
        look = QTimer(interval=every)
        look.timeout.connect(lambda: loop.quit() if done() else None)
        QTimer.singleShot(0, act)
        look.start()
        _run(loop)
        look.stop()
        return time.perf_counter() - start


class Pulse(QObject):
    """Feels, between `start` and `stop`, how long the event loop did not come round."""

    def __init__(self) -> None:
        super().__init__()
        self._beats: list[float] = []
        self._timer = QTimer(self, interval=PULSE)
        self._timer.timeout.connect(lambda: self._beats.append(time.perf_counter()))

    def start(self) -> None:
        """Begin to feel."""
        self._beats = [time.perf_counter()]
        self._timer.start()

    def stop(self) -> list[float]:
        """All gaps between two beats, the longest first, in seconds; the time one beat should take is taken off."""
        self._timer.stop()
        self._beats.append(time.perf_counter())
        return sorted((later - sooner - PULSE / 1000 for sooner, later in pairwise(self._beats)), reverse=True)


class _Paintings(QObject):
    """Looks after every painting of a widget whether what is waited for is on it."""

    def __init__(self, widget: QWidget, shown: Callable[[], bool]) -> None:
        super().__init__()
        self.at = 0.0
        self._widget = widget
        self._shown = shown
        self._loop = QEventLoop()
        widget.installEventFilter(self)

    def wait(self) -> None:
        """Until it is."""
        _run(self._loop)
        self._widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The painting itself follows; what was posted now comes after it."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._look)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        if not self.at and self._shown():
            self.at = time.perf_counter()
            self._loop.quit()


def _run(loop: QEventLoop) -> None:
    limit = QTimer(interval=PATIENCE, singleShot=True)
    limit.timeout.connect(partial(loop.exit, LATE))
    limit.start()
    if loop.exec() == LATE:
        raise TimeoutError
