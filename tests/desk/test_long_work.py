"""Long work: what runs and waits is in sight and can be stopped, closing asks, and the next start says what became of it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vaxdesk.actions.office import Office
from vaxdesk.desk.session import SESSION
from vaxdesk.desk.status_strip import StatusStrip
from vaxdesk.desk.window import MainWindow
from vaxdesk.rules.messages import say
from vaxdesk.rules.records import Progress

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]
COUNTING, PRINTING = say("Counting"), say("Saving")


@pytest.fixture
def desk(window: MainWindow, settled: Settled, register: Path) -> MainWindow:
    """The window on an open register."""
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    return window


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    """Lets long work end, at the latest with the test."""
    event = threading.Event()
    yield event
    event.set()


def work_long(desk: MainWindow, go_on: threading.Event, done: list[str]) -> None:
    """Something that reports progress until it may end."""

    def verb(_office: Office, progress: Progress) -> str:
        while not go_on.wait(0.01):
            progress(1, 4)
        return "counted"

    desk.hands.worker.ask(COUNTING, verb, done.append, lambda _refused: None)


def test_what_waits_is_listed_and_can_be_left_undone(
    qtbot: QtBot, desk: MainWindow, settled: Settled, go_on: threading.Event
) -> None:
    done: list[str] = []
    work_long(desk, go_on, done)
    for name in ("first", "second"):
        desk.hands.worker.ask(PRINTING, lambda _o, _p, name=name: name, done.append, lambda _refused: None)
    qtbot.waitUntil(desk.strip.queue.isVisible)
    assert desk.strip.queue.text() == "还有2项在排队"
    desk.strip.menu.actions()[0].trigger()
    assert desk.strip.queue.text() == "还有1项在排队"
    go_on.set()
    settled(desk)
    assert done == ["counted", "second"]
    assert not desk.strip.queue.isVisible()


def test_the_time_that_is_left_is_told_once_it_is_known(
    qtbot: QtBot, desk: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip: StatusStrip = desk.strip
    clock = [100.0]
    monkeypatch.setattr("vaxdesk.desk.status_strip.time.monotonic", lambda: clock[0])
    strip.busy(COUNTING)
    qtbot.waitUntil(strip.bar.isVisible)
    clock[0] = 101.0
    strip.progressed(1, 10)
    assert not strip.left.isVisible(), "a second is too short to tell"
    clock[0] = 110.0
    strip.progressed(5, 10)
    assert strip.left.text() == "约剩10秒"
    clock[0] = 120.0
    strip.progressed(1, 31)
    assert strip.left.text() == "约剩10分钟"
    strip.busy(None)
    assert not strip.left.isVisible()


def test_closing_while_something_runs_asks_and_waits(qtbot: QtBot, desk: MainWindow, go_on: threading.Event) -> None:
    done: list[str] = []
    work_long(desk, go_on, done)
    qtbot.waitUntil(lambda: desk.strip.stop.isVisible())
    desk.close()
    assert desk.isVisible()
    desk.leaving.box.stay.click()
    assert desk.isVisible()
    desk.close()
    desk.leaving.box.wait.click()
    assert desk.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not desk.isVisible())
    assert done == ["counted"]


def test_closing_may_stop_what_runs(qtbot: QtBot, desk: MainWindow, go_on: threading.Event) -> None:
    done: list[str] = []
    work_long(desk, go_on, done)
    qtbot.waitUntil(lambda: desk.strip.stop.isVisible())
    desk.close()
    desk.leaving.box.stop.click()
    assert not desk.isVisible()
    assert not done


def test_the_next_start_says_what_became_of_a_session_that_was_not_closed(
    desk: MainWindow, settled: Settled, register: Path, qapp: QApplication
) -> None:
    settings = desk.hands.settings
    unclosed = settings.value(SESSION, [], list)
    assert unclosed[0] == str(register)
    desk.shut.trigger()
    settled(desk)
    assert not settings.contains(SESSION)
    settings.setValue(SESSION, [*unclosed[:2], COUNTING.text])
    desk.welcome.begin(register, PASSPHRASE, ON)
    settled(desk)
    assert (
        desk.strip.note.text()
        == "上次使用时程序意外中断，当时正在进行“正在统计”，这项操作未保存任何内容；此前已保存的内容都在。"
    )
