"""Telling how far a long paper is, now and then."""

from ..rules.records import Progress

_EVERY = 100  # rows


class Told:
    """Counts the rows done and tells them to `progress`, which may raise Cancelled."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def one(self) -> None:
        """One row more is done."""
        self.more(1)

    def more(self, rows: int) -> None:
        """So many rows more are done."""
        before = self._done
        self._done = min(before + rows, self._total)
        if self._progress and self._done // _EVERY > before // _EVERY:
            self._progress(self._done, self._total)
