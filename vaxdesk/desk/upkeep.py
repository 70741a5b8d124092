"""What the desk does by itself while a register is open, in moments in which nobody wants anything of it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from ..actions.backups import CHANGED, back_up_what_changed
from ..actions.office import Office
from ..rules.messages import Message, say
from ..rules.records import Progress
from .hands_on import HandsOn
from .page import Hands
from .when_used import when_used

QUIET = 4_000
"""Milliseconds without a touch and without a job after which something is done."""
BACKUP_EVERY = 30 * 60_000
"""Milliseconds of work between two backups."""


class Duty(NamedTuple):
    """Something to be done: what the foot calls it, the verb, and whether it is done at closing if it was not before."""

    title: Message
    verb: Callable[[Office, Progress], Any]
    at_closing: bool


def _back_up(office: Office, _progress: Progress) -> list[Message]:
    return back_up_what_changed(office)


FIGURES = Duty(say("Keeping today's figures"), when_used("frozen_figures:keep_today"), at_closing=True)
BACKUP = Duty(say("Backing up"), _back_up, at_closing=False)
"""Closing backs up by itself."""


class Upkeep(QObject):
    """Does what is due one thing after another. A duty in whose way somebody comes stops, and is due again."""

    noted = Signal(str)
    """What did not work, as a sentence for the foot."""
    backed_up = Signal(object)
    """A backup was due and tried (Changes): time has passed, so what is said of backups may be another."""

    def __init__(self, hands: Hands, hands_on: HandsOn, parent: QObject) -> None:
        super().__init__(parent)
        self._hands = hands
        self.due: list[Duty] = []
        self._quiet = QTimer(self, interval=QUIET, singleShot=True)
        self._half_hour = QTimer(self, interval=BACKUP_EVERY)
        # who speaks                      who listens
        self._quiet.timeout.connect(self.quiet_moment)
        self._half_hour.timeout.connect(lambda: self._want(BACKUP))
        hands_on.touched.connect(self._wait)
        hands.worker.busy.connect(lambda title: self._wait() if title is None else None)
        hands.worker.closing.connect(self._end)

    def begin(self, reading: bool = False) -> None:
        """A register was opened; one that is only read needs nothing."""
        if reading:
            return
        self._half_hour.start()
        self._want(FIGURES)

    def quiet_moment(self) -> None:
        """Nobody wants anything: do the first thing that is due."""
        worker = self._hands.worker
        if not self.due:
            return
        if not worker.resting:
            self._wait()
            return
        duty = self.due[0]
        worker.ask(
            duty.title,
            duty.verb,
            lambda failed: self._done(duty, failed),
            lambda _refused: self._done(duty),
            topic=duty.title.text,
            gives_way=True,
        )

    def _want(self, duty: Duty) -> None:
        if duty not in self.due:
            self.due.append(duty)
        self._wait()

    def _wait(self) -> None:
        if self.due:
            self._quiet.start()

    def _done(self, duty: Duty, failed: object = None) -> None:
        if duty in self.due:
            self.due.remove(duty)
        if duty is BACKUP:
            self.backed_up.emit(CHANGED)
        if isinstance(failed, list) and failed:
            self.noted.emit(self._hands.words(failed[0]))

    def _end(self) -> None:
        due, self.due = self.due, []
        self._half_hour.stop()
        self._quiet.stop()
        for duty in due:
            if duty.at_closing:
                self._hands.worker.ask(
                    duty.title, duty.verb, lambda _done: None, lambda _refused: None, duty.title.text, lasting=True
                )
