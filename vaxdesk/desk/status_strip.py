"""The line at the foot: what was done last, what can be taken back, what runs and waits, how long it takes, and how to stop it."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QMenu, QProgressBar, QPushButton, QStatusBar

from ..actions.alarms import Loud
from ..actions.language import Translator
from ..rules.messages import Message

PATIENCE = 100
"""Milliseconds a job may take before anybody is told that it runs."""

SURE = 2.0
"""Seconds a job has to run before the time that is left can be told."""
LONGEST = 40
"""Characters of a change's name in the line; the whole of it stands in the tip."""


class StatusStrip(QStatusBar):
    """Quiet while a job is short; a longer one is named, and can be cancelled as soon as it reports progress."""

    cancel = Signal()
    withdraw = Signal(object)
    """A job that waits is not to be done."""
    shown = Signal(object)
    """The title of a job that takes long enough to be named; None when nothing runs any more."""
    mend = Signal()
    """Somebody wants to look at what is said loudly."""
    undo = Signal()
    """The change whose name is shown is to be taken back."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words
        self._running: Message | None = None
        self.setSizeGripEnabled(False)
        self.setContentsMargins(24, 2, 12, 2)
        self.note = QLabel()
        self.note.setObjectName("quiet")
        self.loud = QPushButton()
        self.loud.setObjectName("loud")
        self.loud.clicked.connect(self.mend)
        self.loud.hide()
        self.take_back = QPushButton()
        self.take_back.clicked.connect(self.undo)
        self.take_back.hide()
        self.activity = QLabel()
        self._began = 0.0
        self._waiting: Sequence[tuple[Any, Message]] = ()
        self.left = QLabel()
        self.left.setObjectName("quiet")
        self.queue = QPushButton()
        self.menu = QMenu(self.queue)
        self.queue.setMenu(self.menu)
        self.bar = QProgressBar()
        self.bar.setFixedSize(180, 14)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.say("Progress"))
        self.stop = QPushButton(words.say("St&op"))
        self.stop.clicked.connect(self.cancel)
        self.addWidget(self.note, 1)
        for widget in (self.loud, self.take_back, self.activity, self.bar, self.left, self.stop, self.queue):
            self.addPermanentWidget(widget)
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self._show_activity)
        self._hide_activity()

    def done(self, sentence: str) -> None:
        """Keep in sight what was done last."""
        self.note.setText(sentence)

    def warn(self, loud: Loud | None) -> None:
        """Say loudly, whatever page is in sight, that something is wrong with saves or backups; None if all is well."""
        self.loud.setVisible(loud is not None)
        if loud is not None:
            text = self._words(loud.sentence)
            self.loud.setText(self._words(loud.title))
            self.loud.setToolTip(text)
            self.loud.setAccessibleName(text)

    def show_undo(self, change: Message | None) -> None:
        """Offer to take this change back; None if there is none of one's own."""
        self.take_back.setVisible(change is not None)
        if change is not None:
            text = self._words.say("Take back: {change}", change=change)
            shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
            self.take_back.setText(shown.replace("&", "&&"))
            self.take_back.setToolTip(f"{text} (Ctrl+Z)")
            self.take_back.setAccessibleName(text)

    def busy(self, title: Message | None) -> None:
        """A job begins (its title), or nothing is left to do (None)."""
        self._running = title
        self._began = time.monotonic()
        self.left.hide()
        if title is None:
            self._patience.stop()
            if self.bar.isVisible():
                self.shown.emit(None)
            self._hide_activity()
            return
        self.bar.setRange(0, 0)
        self.stop.hide()
        if self.bar.isVisible():
            self._show_activity()
        else:
            self._patience.start()

    def progressed(self, done: int, total: int) -> None:
        """How far the running job is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        if self._running is not None and self.bar.isVisible():
            self.stop.show()
            self._show_left(done, total)

    def show_queue(self, waiting: Sequence[tuple[Any, Message]]) -> None:
        """What waits until the running job is done: each can be taken out of the queue."""
        self._waiting = waiting
        self.menu.clear()
        for job, title in waiting:
            text = self._words.say("Do not do it: {job}", job=title)
            self.menu.addAction(text.replace("&", "&&")).triggered.connect(partial(self.withdraw.emit, job))
        self.queue.setText(self._words.say("{count} waiting", count=len(waiting)))
        self.queue.setVisible(bool(waiting) and self.bar.isVisible())

    def _show_left(self, done: int, total: int) -> None:
        taken = time.monotonic() - self._began
        if 0 < done < total and taken > SURE:
            seconds = round(taken * (total - done) / done)
            minutes = self._words.say("about {minutes} min left", minutes=round(seconds / 60))
            soon = self._words.say("about {seconds} s left", seconds=max(1, seconds))
            self.left.setText(minutes if seconds > 90 else soon)
            self.left.show()

    @property
    def running(self) -> Message | None:
        """The title of the job that is named, None where nothing takes long."""
        return self._running if self.bar.isVisible() else None

    def _show_activity(self) -> None:
        if self._running is not None:
            self.shown.emit(self._running)
            self.activity.setText(self._words(self._running))
            self.activity.show()
            self.bar.show()
            self.queue.setVisible(bool(self._waiting))
            self.stop.setVisible(self.bar.maximum() > 0)

    def _hide_activity(self) -> None:
        for widget in (self.activity, self.bar, self.left, self.stop, self.queue):
            widget.hide()
