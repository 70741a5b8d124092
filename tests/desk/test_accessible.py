"""Everything that takes the keyboard has a name a screen reader can say, on every page, filled and empty."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from vaxdesk.actions.demo import Demo, make_demo
from vaxdesk.desk.appearance import LARGEST
from vaxdesk.desk.look import LIGHT, POINTS, dress
from vaxdesk.desk.window import MainWindow

Settled = Callable[[MainWindow], None]
NAMED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit, QPlainTextEdit)
SMALLEST_SCREEN = (1280, 720)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("accessible") / "demo.vaxdesk", people=300)


def nameless(page: QWidget) -> list[str]:
    """The controls under a widget without a name: parts that Qt itself makes inside another control are named by that one."""
    return [
        f"{type(each).__name__} {each.objectName()} in {type(each.parentWidget()).__name__}"
        for each in page.findChildren(QWidget)
        if isinstance(each, NAMED)
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(each.parentWidget(), QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit)
        and not each.objectName().startswith("qt_")
        and each.parentWidget().metaObject().className() != "QComboBoxPrivateContainer"
        and not each.accessibleName()
        and not (
            isinstance(each, QAbstractButton) and (each.text() or not each.isVisible())
        )  # hidden ones get their words with a task
    ]


def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow, settled: Settled, demo: Demo) -> None:
    missing = {"welcome": nameless(window.welcome)}
    window.welcome.begin(demo.register, demo.passphrase, demo.on)
    settled(window)
    for page in window.stack.pages:
        window.go(page.name, 1 if page.name in ("person", "households") else None)
        settled(window)
        missing[page.name] = nameless(page)
    missing["frame"] = [each for each in nameless(window) if not any(each in found for found in missing.values())]
    assert [(place, found) for place, found in missing.items() if found] == []


def test_every_page_fits_the_smallest_screen_with_the_largest_text(
    window: MainWindow, settled: Settled, demo: Demo, qapp: QApplication
) -> None:
    """Where a page needs more, it scrolls; the window itself never grows past the screen."""
    try:
        dress(qapp, LIGHT, POINTS * LARGEST / 100)
        window.resize(*SMALLEST_SCREEN)
        window.welcome.begin(demo.register, demo.passphrase, demo.on)
        settled(window)
        for page in window.stack.pages:
            window.go(page.name)
            settled(window)
            least = window.minimumSizeHint()
            assert (least.width() <= SMALLEST_SCREEN[0], least.height() <= SMALLEST_SCREEN[1]) == (True, True), (
                page.name
            )
        assert (window.width(), window.height()) == SMALLEST_SCREEN
    finally:
        dress(qapp)


def test_pinyin_that_is_still_being_composed_asks_nothing(window: MainWindow, settled: Settled, register: Path) -> None:
    window.welcome.begin(register, "correct horse battery staple", None)
    settled(window)
    window.go("households")
    settled(window)
    households: Any = window.page
    for box in (window.finder, households.search):
        QApplication.sendEvent(box, QInputMethodEvent("wang xiu", []))
        assert box.text() == ""
        assert window.hands.worker.resting, "nothing was asked"
    assert not window.finder.list.isVisible()
    done = QInputMethodEvent()
    done.setCommitString("王秀")
    QApplication.sendEvent(window.finder, done)
    settled(window)
    assert window.finder.list.isVisible()
