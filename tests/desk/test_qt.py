"""What the desk needs of Qt's bindings."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost any more")
def test_calls_that_return_nothing_lose_nothing(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setText("a")
    assert sys.getrefcount(None) > before - 100
