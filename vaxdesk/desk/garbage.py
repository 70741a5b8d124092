"""Python's garbage is collected on the thread of the window only, and never for so long that the window stands still.

Python collects reference cycles on whichever thread happens to allocate. On the worker that would destroy widgets on the
wrong thread, and Qt crashes. A collection looks at everything of its generation: with a change set of 100,000 rows a full one
takes a second. So the youngest are looked at often, and what piles up beyond that is set aside until the program ends: it is freed
as soon as nobody holds it, like everything else; only cycles in it wait.
"""

import gc

from PySide6.QtCore import QObject, QTimerEvent

INTERVAL = 50
"""Milliseconds between two looks at what has piled up."""
MANY = 40_000
"""Objects whose generations are set aside unseen: so many are looked at in some 10 ms, rows of a dozen cells in some 30."""


class GarbageCollection(QObject):
    """Takes collecting over from Python until `stop`: by a timer, as often as Python's own thresholds ask for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._grown = 0
        self._timer = self.startTimer(INTERVAL)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Collect the oldest generation that is due."""
        counts = gc.get_count()
        self._grown += max(0, counts[0])
        if self._grown > MANY:
            gc.freeze()
            self._grown = 0
            return
        due = [count > threshold for count, threshold in zip(counts, gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))

    def stop(self) -> None:
        """Collect once more, and give collecting back to Python."""
        self.killTimer(self._timer)
        gc.unfreeze()
        gc.collect()
        gc.enable()
