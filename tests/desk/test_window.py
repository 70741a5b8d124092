"""The frame: opening, refusals where they happen, date and village in sight, the foot, and leaving no thread."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vaxdesk.actions.language import translator
from vaxdesk.actions.office import open_office
from vaxdesk.desk.bug_dialog import BugDialog
from vaxdesk.desk.residents_page import ResidentsPage
from vaxdesk.desk.status_strip import StatusStrip
from vaxdesk.desk.view_bar import ViewBar
from vaxdesk.desk.whereabouts import recent_registers, register_folder
from vaxdesk.desk.window import MainWindow
from vaxdesk.desk.worker import Opened
from vaxdesk.rules.messages import say
from vaxdesk.rules.roles import EVERYTHING

from .conftest import ON, PASSPHRASE, PATIENCE

Settled = Callable[[MainWindow], None]


def open_register(window: MainWindow, folder: Path, passphrase: str = PASSPHRASE) -> None:
    card = window.welcome.open_card
    card.folder.setText(str(folder))
    card.passphrase.setText(passphrase)
    card.submit()


def test_a_wrong_passphrase_is_said_at_its_field(window: MainWindow, settled: Settled, register: Path) -> None:
    open_register(window, register, "something else")
    settled(window)
    card = window.welcome.open_card
    assert card.refusal.isVisible()
    assert card.passphrase.selectedText() == "something else"
    assert window.faces.currentWidget() is window.welcome


def test_a_register_opens_also_by_a_file_inside_it(window: MainWindow, settled: Settled, register: Path) -> None:
    open_register(window, register / "key.json")
    settled(window)
    assert window.faces.currentWidget() is window.desk
    assert window.windowTitle() == "云岭镇人民政府 - VaxDesk"
    assert recent_registers(window.hands.settings) == [str(register)]
    assert register_folder(str(register)) == register


def test_closing_a_register_shows_the_welcome_and_lets_others_in(
    window: MainWindow, settled: Settled, register: Path
) -> None:
    open_register(window, register)
    settled(window)
    window.shut.trigger()
    settled(window)
    assert window.faces.currentWidget() is window.welcome
    assert window.welcome.open_card.passphrase.text() == ""
    open_office(register, PASSPHRASE).close()


def test_closing_the_window_leaves_no_thread_and_no_lock(window: MainWindow, settled: Settled, register: Path) -> None:
    open_register(window, register)
    settled(window)
    window.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("register")]
    open_office(register, PASSPHRASE).close()


def test_two_passphrases_that_differ_make_nothing(window: MainWindow, tmp_path: Path) -> None:
    new = window.welcome.first_steps
    new.name.setText("云岭镇人民政府")
    new.folder.setText(str(tmp_path / "new.vaxdesk"))
    new.passphrase.setText(PASSPHRASE)
    new.again.setText(PASSPHRASE + "!")
    for _ in range(2):
        new.go_on()
    assert new.refusal.text() == "两次输入的口令不一致，请重新输入。"
    assert not (tmp_path / "new.vaxdesk").exists()


def test_a_text_being_composed_asks_nothing(window: MainWindow, settled: Settled, register: Path) -> None:
    open_register(window, register)
    settled(window)
    window.go("residents")
    settled(window)
    (page,) = (page for page in window.stack.pages if isinstance(page, ResidentsPage))
    QApplication.sendEvent(page.search, QInputMethodEvent("wang'xiao", []))
    assert window.hands.worker.resting
    chosen = QInputMethodEvent()
    chosen.setCommitString("王小")
    QApplication.sendEvent(page.search, chosen)
    assert not window.hands.worker.resting
    settled(window)
    assert page.hint.text().startswith("登记册里还没有人员")


@pytest.fixture
def bar(qtbot: QtBot) -> ViewBar:
    bar = ViewBar(translator("en"))
    qtbot.addWidget(bar)
    bar.show_office(Opened("Yunling", Path("yunling.vaxdesk"), "COVID-19", ON, EVERYTHING))
    return bar


def test_the_bar_tells_the_date_and_the_village_chosen(bar: ViewBar) -> None:
    told: list[tuple[date, str | None]] = []
    bar.viewed.connect(lambda view: told.append((view.on, view.village)))
    bar.show_villages(["石磴村", "鹤鸣岭村"])
    bar.village.setCurrentText("鹤鸣岭村")
    bar.on.setDate(QDate(2021, 12, 20))
    assert told == [(ON, "鹤鸣岭村"), (date(2021, 12, 20), "鹤鸣岭村")]


def test_the_village_stays_chosen_while_it_exists(bar: ViewBar) -> None:
    bar.show_villages(["石磴村", "鹤鸣岭村"])
    bar.village.setCurrentText("鹤鸣岭村")
    bar.show_villages(["柳荫沟村", "鹤鸣岭村"])
    assert bar.view.village == "鹤鸣岭村"
    bar.show_villages(["柳荫沟村"])
    assert bar.view.village is None


def test_the_foot_names_a_long_job_and_lets_it_be_stopped_once_it_reports(qtbot: QtBot) -> None:
    strip = StatusStrip(translator("en"))
    qtbot.addWidget(strip)
    strip.show()
    strip.busy(say("Searching"))
    assert not strip.bar.isVisible(), "a short job is not worth a word"
    qtbot.waitUntil(strip.bar.isVisible)
    assert (strip.activity.text(), strip.stop.isVisible()) == ("Searching", False)
    strip.progressed(5, 10)
    assert strip.stop.isVisible()
    with qtbot.waitSignal(strip.cancel):
        strip.stop.click()
    strip.busy(None)
    assert not strip.bar.isVisible()


def test_a_fault_is_shown_with_its_report_to_copy(window: MainWindow, qtbot: QtBot) -> None:
    window.show_bug("KeyError\n    vaxdesk/desk/worker.py:1 _run")
    (dialog,) = window.findChildren(BugDialog)
    assert "worker.py:1" in dialog.text.toPlainText()
    dialog.reject()


def test_every_page_has_its_title_in_the_rail(window: MainWindow) -> None:
    assert {"总览", "人员查询", "导入", "台账", "每周上报", "系统设置"} <= set(window.rail.titles())


def test_a_new_register_is_made_with_the_keyboard_alone(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    welcome, steps = window.welcome, window.welcome.first_steps
    qtbot.keyClick(welcome.other_card.make, Qt.Key.Key_Return)
    qtbot.keyClicks(steps.name, "Yunling")
    steps.folder.setText(str(tmp_path / "keyed.vaxdesk"))
    qtbot.keyClick(steps.name, Qt.Key.Key_Return)
    for field in (steps.passphrase, steps.again):
        qtbot.keyClicks(field, PASSPHRASE)
    qtbot.keyClick(steps.again, Qt.Key.Key_Return)
    qtbot.keyClick(steps.beginnings.checkedButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.name == "intake", timeout=PATIENCE)
