"""The thread that works: it owns the open register and runs one verb after another, while the window stays free.

Beside it a second thread only reads, on a view of its own, so that lists stay alive while a long verb writes.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ..actions.backups import back_up_what_changed
from ..actions.faults import report_of
from ..actions.office import Changes, Office
from ..rules.messages import Cancelled, Message, Refused
from ..rules.records import Progress
from ..rules.roles import Permit
from .when_used import when_used

T = TypeVar("T")

CALM = 120
"""Milliseconds without another question to read after which what can wait is read."""
TELL_EVERY = 0.05
"""Seconds between two reports of progress that reach the window."""

keep = when_used("residents:keep")


class Opened(NamedTuple):
    """What the window shows of the open register. `today` is the day it opens with; `reading`: it can only be read."""

    name: str
    folder: Path
    campaign: str
    today: date
    permit: Permit

    @property
    def reading(self) -> bool:
        """Whether it is open for reading only."""
        return self.permit.reading


@dataclass(slots=True)
class Job:
    """One verb on its way: what it is called, what runs, and who hears of the result or of the refusal."""

    title: Message
    verb: Callable[[Progress], Any]
    done: Callable[[Any], None]
    refused: Callable[[Refused], None]
    topic: str
    quiet: bool = False
    lasting: bool = False
    gives_way: bool = False
    stop: threading.Event = field(default_factory=threading.Event)


class Worker(QObject):
    """Runs jobs on its thread; every answer comes back on the thread of the window, by a queued signal.

    A refusal goes to whoever asked, a cancelled job falls silent, any other error is a bug and goes to `broken`.
    """

    busy = Signal(object)
    """The Message of the job that begins, or None when there is nothing left to do."""
    progressed = Signal(int, int)
    """Done and total of the running job; from the first of these on it can be cancelled."""
    queued = Signal(object)
    """What waits until the running job is done: a list of (Job, title), in its order."""
    changed = Signal(object)
    """The Changes of a verb that wrote: each page decides what to load again."""
    closing = Signal()
    """The register is about to be closed: last chance to ask for what somebody typed to be kept, as a lasting job."""
    broken = Signal(str)
    """The report of a bug, without personal data."""
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="register")
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="register view")
        self._office: Office | None = None
        self._reader: Office | None = None
        self._jobs: dict[Future[Any], Job] = {}
        self._running: Job | None = None
        self._stopped = False
        self._later: dict[str, Job] = {}
        self._calm = QTimer(self, interval=CALM, singleShot=True)
        self._calm.timeout.connect(self._now)
        self.busy.connect(self._tell_queue)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        title: Message,
        verb: Callable[[Office, Progress], T],
        done: Callable[[T], None],
        refused: Callable[[Refused], None],
        topic: str = "",
        lasting: bool = False,
        gives_way: bool = False,
    ) -> None:
        """Run a verb on the open register. A later job of the same `topic` takes the place of this one if still waiting.

        An answer that came too late, because its topic was asked again, is dropped. A `lasting` job is done even where the program
        ends while it waits: it keeps what somebody typed. One that `gives_way` is cancelled as soon as another one waits behind it.
        """

        def work(progress: Progress) -> T:
            if self._office is None:
                raise Cancelled
            self._office.require_there()
            return verb(self._office, progress)

        self._submit(Job(title, work, done, refused, topic, lasting=lasting, gives_way=gives_way))

    def read(
        self,
        title: Message,
        verb: Callable[[Office, Progress], T],
        done: Callable[[T], None],
        refused: Callable[[Refused], None],
        topic: str = "",
        when_calm: bool = False,
    ) -> None:
        """Run a verb that only reads, beside what `ask` runs; the foot keeps silent about it. Topics as with `ask`.

        `when_calm`: what is only nice to know waits until nothing was read for a moment, so that it never slows down what somebody
        looks at; and it gives way to whatever is read then, and begins anew.

        On a day whose standings are not reckoned it is refused with `standings_behind` (actions.judging): `ask` for them.
        """

        def work(progress: Progress) -> T:
            office = self._office
            if office is None:
                raise Cancelled
            office.require_there()
            if self._reader is None:
                self._reader = office.reader()
            return verb(self._reader, progress)

        job = Job(title, work, done, refused, topic, quiet=True, gives_way=when_calm)
        if when_calm:
            self.drop(topic)
            self._later[topic] = job
            self._calm.start()
        else:
            self._submit(job)

    def prepare(self, title: Message, verb: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run something that needs no register: a list that takes too long to read for the window to wait for."""
        self._submit(Job(title, lambda _progress: verb(), done, lambda _refused: None, title.text))

    def open(
        self,
        title: Message,
        opener: Callable[[Progress], Office],
        done: Callable[[Opened], None],
        refused: Callable[[Refused], None],
    ) -> None:
        """Open a register, or make one; it stays open until `close_office` or `stop`."""

        def work(progress: Progress) -> Opened:
            office = opener(progress)
            self._office = office
            return Opened(office.name, office.folder, office.campaign.title, office.today, office.permit)

        self._submit(Job(title, work, done, refused, ""))

    def close_office(self, title: Message, done: Callable[[], None]) -> None:
        """Close the register after the jobs that were asked before."""
        self.closing.emit()
        self._later.clear()
        self._submit(Job(title, lambda _progress: self._close(), lambda _nothing: done(), lambda _refused: None, ""))

    def tell(self, changes: Changes) -> None:
        """Let every page know what a verb changed."""
        self.changed.emit(changes)

    @property
    def holds(self) -> bool:
        """Whether a register is open."""
        return self._office is not None

    @property
    def resting(self) -> bool:
        """Whether every job has been answered."""
        return not self._jobs and not self._later

    def drop(self, topic: str) -> None:
        """Nobody waits for this topic any more: what waits is taken back, what runs ends at its next report of progress."""
        self._later.pop(topic, None)
        for future in [future for future, job in self._jobs.items() if topic and job.topic == topic]:
            job = self._jobs.pop(future)
            if job.quiet:
                job.stop.set()
            future.cancel()

    def withdraw(self, job: Job) -> None:
        """Do not do what waits in the queue; what runs already is not stopped by this."""
        for future, waiting in list(self._jobs.items()):
            if waiting is job and future.cancel():
                self._jobs.pop(future, None)
        self._tell_queue()

    def cancel(self, *, topic: str = "") -> None:
        """Stop the running job, or what was asked under a topic, at its next report of progress: it keeps nothing.

        What only waits under the topic is not begun.
        """
        if self._running is not None and not topic:
            self._running.stop.set()
        for future, job in list(self._jobs.items()):
            if topic and job.topic == topic:
                job.stop.set()
                future.cancel()
        self._tell_queue()

    def stop(self) -> None:
        """End for good: drop what waits unless it is lasting, let the running job end or be cancelled, close the register."""
        if self._stopped:
            return
        self.closing.emit()
        self._stopped = True
        self._calm.stop()
        waiting = list(self._jobs.items())
        self._jobs.clear()
        for future, job in waiting:
            if not job.lasting:
                job.stop.set()
                future.cancel()
        self._executor.submit(self._close)  # on the thread that opened it: the lock of a register belongs to its thread
        self._executor.shutdown(wait=True)
        self._reading.shutdown(wait=True)

    def _close(self) -> None:
        office, self._office = self._office, None
        if office is not None:
            keep(office, self._reader)
        self._reading.submit(self._close_reader).result()
        if office is not None:
            try:
                back_up_what_changed(office)
            finally:
                office.close()

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _tell_queue(self) -> None:
        waiting = [job for future, job in self._jobs.items() if not job.quiet and job is not self._running]
        self.queued.emit([(job, job.title) for job in waiting if not job.stop.is_set()])

    def _now(self) -> None:
        if any(each.quiet for each in self._jobs.values()):
            self._calm.start()
        elif self._later:
            self._submit(self._later.pop(next(iter(self._later))))

    def _submit(self, job: Job) -> None:
        if self._stopped:
            return
        self.drop(job.topic)
        future = (self._reading if job.quiet else self._executor).submit(self._run, job)
        self._jobs[future] = job
        if not job.quiet:
            self._tell_queue()
        future.add_done_callback(lambda ended: self._ended.emit(job, ended))

    def _run(self, job: Job) -> Any:
        if not job.quiet:
            self._running = job
            self.busy.emit(job.title)
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if job.stop.is_set() or (job.gives_way and _somebody_waits(list(self._jobs.values()), job)):
                raise Cancelled
            now = time.monotonic()
            if now - last >= TELL_EVERY and not job.quiet:
                last = now
                self.progressed.emit(done, total)

        try:
            return job.verb(progress)
        except Exception as error:
            told = None if self._office is None else self._office.trouble(error)
            if told is not None:
                raise told from error
            raise

    def _deliver(self, job: Job, ended: Future[Any]) -> None:
        wanted = self._jobs.pop(ended, None) is not None
        if not job.quiet:
            self._tell_queue()
        if all(each.quiet for each in self._jobs.values()):
            self.busy.emit(None)
        if self._later:
            self._calm.start()
        if ended.cancelled():
            return
        error = ended.exception()
        if isinstance(error, Cancelled) and job.gives_way and job.quiet and wanted and self.holds:
            self._later[job.topic] = job
            self._calm.start()
        elif error is None and wanted:
            job.done(ended.result())
        elif isinstance(error, Refused) and wanted:
            job.refused(error)
        elif error is not None and not isinstance(error, Refused | Cancelled):
            self.broken.emit(report_of(error))


def _somebody_waits(jobs: Sequence[Job], behind: Job) -> bool:
    return any(job.quiet == behind.quiet and job is not behind for job in jobs)
