"""When a window that was just started can be used: for the benchmarks, which start it as the person does."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from .window import MainWindow

QUIET = 300
"""Milliseconds without another job after which the window has shown all it shows by itself."""


class FirstSight(QObject):
    """Waits until the main window shows a register and nothing is left to do, plays what comes then, and closes the window.

    Make it before the window. In seconds since the epoch, None until then: `at` is when the page in sight and the frame showed what
    they had asked for, and everything can be done; `complete` when what is only nice to know is there too (Worker.read, when_calm).
    """

    def __init__(self, settings: Path, then: Callable[[MainWindow], None] | None = None) -> None:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(settings))
        self._application = QApplication([])
        super().__init__()
        self.at: float | None = None
        self.complete: float | None = None
        self._then = then
        self._window: MainWindow | None = None
        self._quiet = QTimer(self, interval=QUIET, singleShot=True)
        self._quiet.timeout.connect(self._close)
        QTimer.singleShot(0, self._look)

    def _look(self) -> None:
        self._window = next(each for each in self._application.topLevelWidgets() if isinstance(each, MainWindow))
        self._window.hands.worker.busy.connect(self._busy)

    def _busy(self, title: object) -> None:
        self._quiet.stop()
        if title is None and self._window is not None and self._window.faces.currentWidget() is self._window.desk:
            QTimer.singleShot(0, self._painted)

    def _painted(self) -> None:
        self.complete = time.time()
        self.at = self.at or self.complete
        self._quiet.start()

    def _close(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            if self._then is not None:
                self._then(window)
            window.upkeep.due.clear()  # the register is thrown away: nobody measures what closing it keeps
            window.close()
