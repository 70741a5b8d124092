"""A window on a register of its own, and a worker that is stopped whatever the test does."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vaxdesk.actions.language import translator
from vaxdesk.actions.office import create_office
from vaxdesk.desk.garbage import GarbageCollection
from vaxdesk.desk.page import Hands
from vaxdesk.desk.pages import PAGES
from vaxdesk.desk.welcome import Welcome
from vaxdesk.desk.window import MainWindow
from vaxdesk.desk.worker import Worker

ON = date(2021, 12, 19)
PASSPHRASE = "correct horse battery staple"
PATIENCE = 60_000
"""Milliseconds a job may take on a machine that does other things too."""


@pytest.fixture(autouse=True)
def _garbage(qapp: QApplication) -> Iterator[None]:
    """What a closed window leaves behind is collected on this thread, as in the program."""
    garbage = GarbageCollection()
    yield
    garbage.stop()


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register on the disk."""
    folder = tmp_path / "office.vaxdesk"
    create_office(folder, PASSPHRASE, "云岭镇人民政府", "长子县", today=ON).close()
    return folder


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    """A worker without an office."""
    worker = Worker()
    yield worker
    worker.stop()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The main window in Chinese, showing its welcome; a fault of the program fails the test."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    hands = Hands(Worker(), translator("zh_CN"), settings)
    window = MainWindow(hands, Welcome(hands), PAGES)
    faults: list[str] = []
    window.hands.worker.broken.connect(faults.append)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    assert not faults


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Wait until the worker of a window has nothing left to do."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.hands.worker.resting, timeout=PATIENCE)

    return wait
