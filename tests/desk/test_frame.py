"""The frame's own: the search box, undo by name, settings, welcome, where one left off, one window per person."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QSettings, Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from vaxdesk.actions import editing, plans
from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import Changes, Office, open_office
from vaxdesk.app import spoken
from vaxdesk.desk.recovery_dialog import RecoveryDialog
from vaxdesk.desk.safety_page import SafetyPage
from vaxdesk.desk.settings_fields import LANGUAGE
from vaxdesk.desk.settings_page import SettingsPage
from vaxdesk.desk.single_instance import SingleInstance
from vaxdesk.desk.whereabouts import recent_registers
from vaxdesk.desk.window import MainWindow
from vaxdesk.rules.messages import Refused, say

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]


@pytest.fixture
def filled(register: Path, samples: Path) -> Path:
    """A register with a street's roster."""
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(samples / "street-roster.xlsx")], ON))
    return register


def open_on(window: MainWindow, settled: Settled, folder: Path) -> None:
    window.welcome.begin(folder, PASSPHRASE, ON)
    settled(window)


def texts(window: MainWindow) -> list[str]:
    return [hit.text for hit in window.finder.hits]


def settings_page(window: MainWindow) -> SettingsPage:
    (page,) = (page for page in window.stack.pages if isinstance(page, SettingsPage))
    return page


def test_a_page_is_found_by_its_initials_and_opened_with_enter(
    window: MainWindow, settled: Settled, register: Path, qtbot: QtBot
) -> None:
    open_on(window, settled, register)
    window.finder.begin()
    qtbot.keyClicks(window.finder, "xtsz")
    settled(window)
    assert [text.split()[0] for text in texts(window)] == ["系统设置"]
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    assert window.page.name == "settings"
    assert not window.finder.list.isVisible()
    assert window.finder.text() == ""


def test_people_and_their_households_are_found_from_any_page(
    window: MainWindow, settled: Settled, filled: Path, qtbot: QtBot
) -> None:
    open_on(window, settled, filled)
    went: list[tuple[str, Any]] = []
    window.finder.go.connect(lambda page, about: went.append((page, about)))
    qtbot.keyClicks(window.finder, "wang")
    settled(window)
    people = [hit for hit in window.finder.hits if hit.standing]
    assert people
    qtbot.keyClick(window.finder, Qt.Key.Key_Down)
    assert window.finder.list.currentRow() == 1
    assert window.finder.accessibleDescription() == window.finder.hits[1].text
    qtbot.keyClick(window.finder, Qt.Key.Key_Escape)
    assert not window.finder.list.isVisible()
    window.finder.setText("wang")
    settled(window)
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    assert len(went) == 1


def test_enter_opens_what_is_typed_however_fast_and_not_what_was_found_before(
    window: MainWindow, settled: Settled, filled: Path, qtbot: QtBot
) -> None:
    open_on(window, settled, filled)
    qtbot.keyClicks(window.finder, "wang")
    settled(window)
    went: list[tuple[str, Any]] = []
    window.finder.go.connect(lambda page, about: went.append((page, about)))
    window.finder.setText("xtsz")
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    assert not went
    settled(window)
    assert (window.page.name, went) == ("settings", [])


def test_what_nobody_is_called_says_what_to_try(window: MainWindow, settled: Settled, register: Path) -> None:
    open_on(window, settled, register)
    window.finder.setText("没有这个人")
    settled(window)
    assert window.finder.list.item(0).text().startswith("没有找到")
    window.finder.choose(0)
    assert window.faces.currentWidget() is window.desk


def test_the_last_own_change_is_named_and_taken_back(window: MainWindow, settled: Settled, filled: Path) -> None:
    open_on(window, settled, filled)
    assert not window.undo.isEnabled(), "an intake has its own undo, on its page"

    def correct(office: Office, _progress: Callable[[int, int], None]) -> Changes:
        return editing.carry_out(office, plans.change_person(office, 1, {"phone": "13900000000"}))

    window.hands.worker.ask(say("Saving"), correct, window.hands.worker.tell, window.page.refused)
    settled(window)
    assert window.strip.take_back.isVisible()
    named = window.strip.take_back.text()
    assert named.startswith("撤销：")
    window.undo.trigger()
    settled(window)
    assert not window.strip.take_back.isVisible()
    assert window.strip.note.text().startswith("已撤销：")


def test_the_offices_name_is_corrected_and_stands_in_the_bar(
    window: MainWindow, settled: Settled, register: Path
) -> None:
    open_on(window, settled, register)
    window.go("settings")
    settled(window)
    page = settings_page(window)
    assert page.lines["county"].typed() == "长子县"
    page.lines["office"].show("云岭街道办事处")
    page.save.click()
    settled(window)
    assert window.bar.office.text() == "云岭街道办事处"
    page.lines["office"].show("")
    page.save.click()
    settled(window)
    assert page.lines["office"].wrong.isVisible()
    assert window.bar.office.text() == "云岭街道办事处"


def test_a_setting_is_found_by_a_word_of_its_help(window: MainWindow, settled: Settled, register: Path) -> None:
    open_on(window, settled, register)
    window.go("settings")
    page = settings_page(window)
    page.search.setText("眼睛")
    assert [key for key, line in page.lines.items() if line.whole.isVisible()] == ["appearance/theme"]
    assert not page.save.isVisible()


def test_the_folder_for_backups_is_chosen_among_the_settings(
    window: MainWindow, settled: Settled, register: Path, tmp_path: Path
) -> None:
    open_on(window, settled, register)
    window.go("settings")
    settled(window)
    lines = settings_page(window).lines
    usual = lines["backup"].typed()
    assert usual.endswith("-backups")
    folder: Any = lines["second backup"].widget
    folder.chosen.emit(str(tmp_path / "drive"))
    settled(window)
    assert (lines["backup"].typed(), lines["second backup"].typed()) == (usual, str(tmp_path / "drive"))
    folder.chosen.emit("")
    settled(window)
    assert (lines["backup"].typed(), lines["second backup"].typed()) == (usual, "")


def test_the_print_shop_begins_with_what_was_chosen(window: MainWindow, settled: Settled, register: Path) -> None:
    paper: Any = settings_page(window).lines["printing/size"].widget
    paper.setCurrentIndex(paper.findData("A3"))
    open_on(window, settled, register)
    window.go("print_shop")
    settled(window)
    assert window.page.terms.paper.currentData() == "A3"


def test_the_language_chosen_is_that_of_the_next_start(window: MainWindow) -> None:
    settings = window.hands.settings
    assert spoken(settings) == "zh_CN"
    box: Any = settings_page(window).lines[LANGUAGE].widget
    box.setCurrentIndex(box.findData("en"))
    assert spoken(settings) == "en"
    settings.setValue(LANGUAGE, "fr")
    assert spoken(settings) == "zh_CN"


def test_the_desk_opens_where_one_left_off(window: MainWindow, settled: Settled, filled: Path) -> None:
    open_on(window, settled, filled)
    village = window.bar.village.itemData(1)
    window.bar.village.setCurrentIndex(1)
    window.go("ledgers")
    settled(window)
    window.shut.trigger()
    settled(window)
    open_on(window, settled, filled)
    assert window.page.name == "ledgers"
    assert window.bar.view.village == village
    assert window.bar.on.date() == QDate(ON.year, ON.month, ON.day)


OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")
"""Windows that come forward and lists that take the keyboard do nothing where there is no screen."""


@OFFSCREEN
def test_a_county_is_offered_by_its_initials(window: MainWindow, settled: Settled, qtbot: QtBot) -> None:
    county = window.welcome.first_steps.county
    county.setFocus()
    qtbot.waitUntil(lambda: bool(county.known), timeout=60_000)
    county.offer("zzx")
    assert county.offered.item(0).text() == "山西省长治市长子县"
    assert county.completer().pathFromIndex(county.offered.index(0, 0)) == "长子县"


@pytest.mark.parametrize(("typed", "said"), [("12345678", "太常见"), ("correct horse battery staple", "很好")])
def test_a_passphrase_is_weighed_as_one_types(window: MainWindow, typed: str, said: str) -> None:
    card = window.welcome.first_steps
    assert not card.strength.text()
    card.passphrase.setText(typed)
    assert said in card.strength.text()
    assert typed not in card.strength.text()


@OFFSCREEN
def test_a_second_start_hands_its_register_to_the_first_window(
    window: MainWindow, settled: Settled, register: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    first, second = SingleInstance(settings), SingleInstance(settings)
    first.called.connect(window.offer)
    try:
        assert not first.hand_over(None)
        with qtbot.waitSignal(first.called):
            assert second.hand_over(register)
        assert window.welcome.open_card.folder.text() == str(register)
        open_on(window, settled, register)
        with qtbot.waitSignal(first.called):
            assert second.hand_over(tmp_path / "other.vaxdesk")
        assert "other.vaxdesk" in window.strip.note.text()
        assert window.faces.currentWidget() is window.desk
    finally:
        first.stop()
    assert not second.hand_over(None), "the first one has ended, so this one is the first"
    second.stop()


def test_three_steps_make_a_register_that_opens_where_one_wants_to_begin(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    window.welcome.other_card.make.click()
    steps = window.welcome.first_steps
    steps.go_on()
    assert "单位名称" in steps.refusal.text()
    assert steps.steps.currentIndex() == 0
    steps.name.setText("云岭镇人民政府")
    steps.folder.setText(str(tmp_path / "yunling.vaxdesk"))
    steps.go_on()
    steps.passphrase.setText("12345678")
    steps.go_on()
    assert "太常见" in steps.refusal.text()
    steps.passphrase.setText(PASSPHRASE)
    steps.again.setText(PASSPHRASE)
    steps.go_on()
    steps.beginnings.button(1).setChecked(True)
    steps.sheet.setChecked(False)
    steps.go_on()
    settled(window)
    assert window.page.name == "canvass"
    assert window.findChild(RecoveryDialog) is None, "the sheet is for later, as was said"
    assert recent_registers(window.hands.settings) == [str(tmp_path / "yunling.vaxdesk")]


def test_a_new_register_gets_its_recovery_sheet_which_opens_it_once_kept(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    folder = tmp_path / "yunling.vaxdesk"
    code = make_with_sheet(window, settled, folder)
    dialog = window.findChild(RecoveryDialog)
    assert isinstance(dialog, RecoveryDialog)
    dialog.save_to(tmp_path / "sheet.pdf")
    settled(window)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert not dialog.later.isVisible(), "what is saved is kept"
    dialog.accept()
    window.go("safety")
    settled(window)
    assert not safety_page(window).reminder.isVisible()
    window.shut.trigger()
    settled(window)
    with open_office(folder, code) as office:
        assert office.name == "云岭镇人民政府"


def test_a_recovery_sheet_that_nobody_kept_opens_nothing_and_is_reminded_of(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    folder = tmp_path / "yunling.vaxdesk"
    code = make_with_sheet(window, settled, folder)
    dialog = window.findChild(RecoveryDialog)
    assert isinstance(dialog, RecoveryDialog)
    dialog.reject()
    window.go("safety")
    settled(window)
    assert safety_page(window).reminder.isVisible()
    window.shut.trigger()
    settled(window)
    with pytest.raises(Refused, match="wrong_passphrase"):
        open_office(folder, code)


def make_with_sheet(window: MainWindow, settled: Settled, folder: Path) -> str:
    """The code of the sheet that is shown of a register made just now."""
    window.welcome.other_card.make.click()
    take_the_steps(window, settled, folder)
    dialog = window.findChild(RecoveryDialog)
    assert isinstance(dialog, RecoveryDialog)
    return dialog.code.text()


def take_the_steps(window: MainWindow, settled: Settled, folder: Path) -> None:
    """Fill the three steps of a new register in this folder, and go on from each."""
    steps = window.welcome.first_steps
    steps.name.setText("云岭镇人民政府")
    steps.folder.setText(str(folder))
    steps.passphrase.setText(PASSPHRASE)
    steps.again.setText(PASSPHRASE)
    for _ in range(3):
        steps.go_on()
    settled(window)


def safety_page(window: MainWindow) -> SafetyPage:
    (page,) = (page for page in window.stack.pages if isinstance(page, SafetyPage))
    return page


def test_a_folder_that_is_taken_is_said_at_its_step(window: MainWindow, settled: Settled, register: Path) -> None:
    steps = window.welcome.first_steps
    take_the_steps(window, settled, register)
    assert steps.steps.currentIndex() == 0
    assert steps.refusal.text()


def test_the_registers_opened_before_wait_for_a_passphrase(window: MainWindow, settled: Settled, filled: Path) -> None:
    assert not window.welcome.open_card.recent.isVisible()
    open_on(window, settled, filled)
    window.shut.trigger()
    settled(window)
    card = window.welcome.open_card
    assert card.recent.item(0).text().splitlines()[0] == filled.stem
    assert card.folder.text() == str(filled)


def test_no_page_scrolls_as_a_whole_on_the_smallest_screen(
    window: MainWindow, settled: Settled, register: Path
) -> None:
    window.resize(1280, 720)
    window.welcome.begin(register, PASSPHRASE, None)
    settled(window)
    scrolling = []
    for page in window.stack.pages:
        window.go(page.name)
        settled(window)
        area = window.stack.currentWidget()
        assert isinstance(area, QScrollArea)
        if area.verticalScrollBar().maximum() or area.horizontalScrollBar().maximum():
            scrolling.append(page.name)
    assert not scrolling


def test_a_village_is_found_among_the_settings(window: MainWindow, settled: Settled, filled: Path) -> None:
    open_on(window, settled, filled)
    window.go("settings")
    settled(window)
    page = settings_page(window)
    page.search.setText(str(window.bar.village.itemData(1)))
    assert [key for key, line in page.lines.items() if line.whole.isVisible()] == ["villages"]
