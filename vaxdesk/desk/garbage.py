"""Python's garbage is collected on the thread of the window only.

Python collects reference cycles on whichever thread happens to allocate. On the worker that would destroy widgets on the
wrong thread, and Qt crashes.
"""

import gc

from PySide6.QtCore import QObject, QTimerEvent

INTERVAL = 1000
"""Milliseconds between two looks at what has piled up."""


class GarbageCollection(QObject):
    """Takes collecting over from Python until `stop`: by a timer, as often as Python's own thresholds ask for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = self.startTimer(INTERVAL)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Collect the oldest generation that is due."""
        due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))

    def stop(self) -> None:
        """Collect once more, and give collecting back to Python."""
        self.killTimer(self._timer)
        gc.collect()
        gc.enable()
