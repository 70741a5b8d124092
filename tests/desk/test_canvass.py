"""The canvass desk, keyed without a mouse: codes, exceptions, new members, drafts, refusals at their place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from vaxdesk.actions import assignments, canvass_desk
from vaxdesk.actions.households import household_at
from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import open_office
from vaxdesk.actions.people import people
from vaxdesk.desk.canvass_page import CanvassPage
from vaxdesk.desk.keyed_field import KeyedField
from vaxdesk.desk.walk_page import WalkPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.desk.work_page import WorkPage
from vaxdesk.papers.workbook_out import write_grid

from .conftest import ON, PASSPHRASE
from .test_work_page import turn_to

Settled = Callable[[MainWindow], None]
HEADINGS = ("姓名", "身份证号", "性别", "出生日期", "联系电话", "家庭住址", "与户主关系")
PEOPLE = (
    ("王雪", "140428198208186170", "", "", "13800000001", "前街3号", "户主"),
    ("王小明", "", "男", "2003-03-03", "", "前街3号", "子"),
    ("李四", "", "男", "1970-01-01", "13800000009", "前街10号", "户主"),
)
VILLAGE = "桥头村"
NUMBER = "11010519491231002X"


@pytest.fixture
def codes(register: Path, tmp_path: Path) -> dict[str, str]:
    """A street in the register; the codes of its households by address."""
    path = tmp_path / "roster.xlsx"
    write_grid(path, {VILLAGE: [HEADINGS, *PEOPLE]})
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(path)], ON))
        homes = {address: household_at(office, VILLAGE, address) or 0 for address in ("前街3号", "前街10号")}
        return {address: canvass_desk.open_household(office, home, ON).code for address, home in homes.items()}


@pytest.fixture
def page(window: MainWindow, settled: Settled, register: Path, codes: dict[str, str]) -> CanvassPage:
    """The canvass desk of that register, the canvasser already known."""
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("canvass")
    settled(window)
    (page,) = (page for page in window.stack.pages if isinstance(page, CanvassPage))
    page.sheet.strip.fields["canvasser"].setText("李红")
    return page


def press(field: KeyedField, text: str, *keys: Qt.Key) -> None:
    """Type into a field; what a keyboard writes through an input method comes in one piece."""
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)
    for key in keys:
        QTest.keyClick(field, key)


def open_code(page: CanvassPage, code: str) -> None:
    press(page.start.line, code, Qt.Key.Key_Return)


def save(field: KeyedField) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def cards(page: CanvassPage, register: Path, window: MainWindow) -> dict[str, str]:
    """Everybody's reason, from the register on the disk."""
    window.hands.worker.stop()
    with open_office(register, PASSPHRASE, today=ON) as office:
        return {card.name: card.reason for card in people(office, ON)}


def test_all_as_printed_is_two_keys_and_the_next_household_is_there(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str], register: Path
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "0")
    save(page.sheet.line)
    settled(window)
    assert page.door is not None
    assert page.door.place is not None
    assert page.door.place.address == "前街10号"
    assert cards(page, register, window) == {"王雪": "not_stated", "王小明": "not_stated", "李四": ""}


def test_f2_says_of_another_row_what_the_last_line_said(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "1 2 1 210601 0625", Qt.Key.Key_Return)
    press(page.sheet.line, "2 ", Qt.Key.Key_F2)
    assert page.sheet.line.text() == "2 2 1 210601 0625"


def test_a_code_typed_to_its_last_digit_opens_without_enter(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, codes["前街10号"])
    settled(window)
    assert page.door is not None
    assert page.door.code == codes["前街10号"]
    assert page.sheet.line.text() == ""


def test_exceptions_by_row_and_a_list_that_opens_on_its_sign(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str], register: Path
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "2 *")
    assert "2 不愿接种" in page.sheet.listed.text()
    press(page.sheet.line, "2", Qt.Key.Key_Return)
    settled(window)
    assert page.lines == ["2 *2"]
    assert "不愿接种" in list(page.sheet.model.texts())[1][-1]
    QTest.keyClick(page.sheet.line, Qt.Key.Key_Up)
    assert page.sheet.line.text() == "2 *2"
    press(page.sheet.line, "", Qt.Key.Key_Return)
    save(page.sheet.line)
    settled(window)
    assert cards(page, register, window)["王小明"] == "declined"


def test_what_is_not_understood_comes_back_to_be_corrected(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "9 *2", Qt.Key.Key_Return)
    settled(window)
    assert page.sheet.line.text() == "9 *2"
    assert "9" in page.sheet.said.text()
    page.sheet.line.setText("+" + "张" * 10_000)
    QTest.keyClick(page.sheet.line, Qt.Key.Key_Return)
    settled(window)
    assert len(page.sheet.line.text()) == 10_001
    assert page.sheet.said.isVisible()


def test_a_new_member_is_filled_without_a_key_between_full_fields(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str], register: Path
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "+")
    fields = page.sheet.newcomer.fields
    press(fields["name"], "张三", Qt.Key.Key_Return)
    press(fields["relation"], "2")
    press(fields["number"], NUMBER[:-1] + "1")
    assert page.sheet.newcomer.said.text()  # the check digit is wrong
    fields["number"].backspace()
    press(fields["number"], "x")
    assert "1949" in page.sheet.newcomer.said.text()
    press(fields["phone"], "13800000005")
    press(fields["doses"], "2 1 210601 0625", Qt.Key.Key_Return)
    settled(window)
    assert page.lines == [f"+张三 配偶 {NUMBER[:-1]}x 13800000005 2 1 210601 0625"]
    press(fields["name"], "", Qt.Key.Key_Return)
    press(page.sheet.line, "0")
    save(page.sheet.line)
    settled(window)
    assert "张三" in cards(page, register, window)


def test_escape_loses_nothing_of_a_new_member(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "+")
    press(page.sheet.newcomer.fields["name"], "张三", Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert page.sheet.line.text() == "+张三"
    QTest.keyClick(page.sheet.line, Qt.Key.Key_Escape)
    assert page.sheet.line.text() == "+张三"


def test_a_crash_loses_nothing_that_was_typed_two_seconds_ago(
    qtbot: QtBot, window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "2 *2", Qt.Key.Key_Return)
    press(page.sheet.line, "1 *")
    assert page.keeping.isActive()
    assert page.keeping.interval() < 2000
    page.keeping.timeout.emit()
    settled(window)
    page.forget()
    page.look(replace(page.view or window.bar.view))
    settled(window)
    assert [row[1] for row in page.start.model.texts()] == ["前街3号"]
    page.start.choose(page.start.model.index(0, 0))
    settled(window)
    assert (page.lines, page.sheet.line.text()) == (["2 *2"], "1 *")


def test_what_was_typed_is_given_up_only_when_somebody_says_so(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "2 *2", Qt.Key.Key_Return)
    page.close_sheet()
    settled(window)
    for answer, left in ((QMessageBox.StandardButton.No, 1), (QMessageBox.StandardButton.Yes, 0)):
        monkeypatch.setattr(QMessageBox, "question", lambda *_said, answer=answer: answer)
        page.start.table.selectRow(0)
        page.start.drop_button.click()
        settled(window)
        assert len(list(page.start.model.texts())) == left


def test_what_was_typed_in_the_last_second_is_kept_when_the_window_closes(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str], register: Path
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "2 *2")
    window.close()
    with open_office(register, PASSPHRASE, today=ON) as office:
        [waiting] = canvass_desk.unfinished(office)
        assert canvass_desk.open_draft(office, waiting.draft, ON).typed.typing == "2 *2"


def test_a_field_of_the_visit_is_refused_where_it_stands_and_the_lines_are_there_again(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    page.sheet.strip.fields["visited_on"].setText("去年")
    press(page.sheet.line, "2 *2", Qt.Key.Key_Return)
    press(page.sheet.line, "0")
    save(page.sheet.line)
    settled(window)
    assert page.sheet.strip.wrong.isVisible()
    assert (page.lines, page.sheet.line.text()) == (["2 *2"], "0")


@pytest.mark.parametrize("code", ["H999000000", "999999", "H417000011H417000022"])
def test_a_code_that_leads_nowhere_is_said_and_stays_to_be_typed_again(
    window: MainWindow, settled: Settled, page: CanvassPage, code: str
) -> None:
    open_code(page, code)
    settled(window)
    assert page.refusal.isVisible()
    assert page.door is None
    assert page.start.line.text() == code


def test_a_new_household_and_f2_repeats_the_last_one(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str], register: Path
) -> None:
    page.ask_new()
    form = page.start.new_household_form
    press(form.village, "1", Qt.Key.Key_Return)
    press(form.address, "后街1号", Qt.Key.Key_Return)
    settled(window)
    press(page.sheet.line, f"+张三 {NUMBER}"[0])
    press(page.sheet.newcomer.fields["name"], "张三", Qt.Key.Key_Return)
    press(page.sheet.newcomer.fields["relation"], "1")
    press(page.sheet.newcomer.fields["number"], NUMBER)
    save(page.sheet.newcomer.fields["phone"])
    settled(window)
    page.ask_new()
    form.village.clear()
    QTest.keyClick(form.village, Qt.Key.Key_F2)
    QTest.keyClick(form.address, Qt.Key.Key_F2)
    assert (form.village.text(), form.address.text()) == (VILLAGE, "后街1号")
    assert "张三" in cards(page, register, window)


def test_the_walk_is_arranged_by_keys_and_its_sheets_are_saved(
    window: MainWindow, settled: Settled, register: Path, codes: dict[str, str], tmp_path: Path
) -> None:
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    (walk,) = (page for page in window.stack.pages if isinstance(page, WalkPage))
    window.go("walk")
    window.bar.village.setCurrentText(VILLAGE)
    settled(window)
    assert [row[1] for row in walk.model.texts()] == ["前街3号", "前街10号"]
    walk.table.selectRow(1)
    walk.move_door(-1)
    settled(window)
    assert [row[1] for row in walk.model.texts()] == ["前街10号", "前街3号"]
    walk.save_sheets(tmp_path / "sheets.pdf")
    settled(window)
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")
    assert next(iter(walk.model.texts()))[5] == ON.isoformat()


def test_the_sheets_of_one_grid_and_of_a_list_of_doors(
    window: MainWindow, settled: Settled, register: Path, codes: dict[str, str], tmp_path: Path
) -> None:
    with open_office(register, PASSPHRASE, today=ON) as office:
        assignments.put_street(office, assignments.make_grid(office, VILLAGE, "第二网格"), "10号")
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    (walk,) = (page for page in window.stack.pages if isinstance(page, WalkPage))
    window.bar.village.setCurrentText(VILLAGE)
    window.go("walk")
    settled(window)
    assert walk.chosen() is None
    walk.grid.setCurrentText("第二网格")
    assert [door.address for door in walk.doors] == ["前街10号"]
    assert walk.chosen() == [walk.doors[0].household]
    walk.grid.setCurrentIndex(0)
    walk.search.setText("王小明")
    assert [door.address for door in walk.doors] == ["前街3号"]
    walk.search.clear()
    work = next(page for page in window.stack.pages if isinstance(page, WorkPage))
    window.bar.village.setCurrentIndex(0)
    window.go("work")
    settled(window)
    turn_to(work, "never_visited")
    work.lists.tables.search.setText("李四")
    work.lists.sheets.click()
    settled(window)
    assert [door.address for door in walk.doors] == ["前街10号"]
    walk.save_sheets(tmp_path / "sheets.pdf")
    settled(window)
    assert walk.doors[0].printed_on == ON.isoformat()


def test_numbers_to_type_stand_beside_the_field_that_takes_them(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "+")
    newcomer = page.sheet.newcomer
    window.activateWindow()
    press(newcomer.fields["name"], "张三", Qt.Key.Key_Return)
    assert "2 配偶" in newcomer.said.text()
    press(newcomer.fields["relation"], "2")
    press(newcomer.fields["number"], "", Qt.Key.Key_Return)
    assert newcomer.fields["sex"].isVisible()  # without a number both are asked for
    assert "1 男" in newcomer.said.text()
    press(newcomer.fields["sex"], "2")
    press(newcomer.fields["birth"], "2021.8.3", Qt.Key.Key_Return)
    press(newcomer.fields["phone"], "", Qt.Key.Key_Return)
    assert "1 北京生物" in newcomer.said.text()
    assert newcomer.line == "+张三 配偶 f 2021.8.3"


@pytest.mark.parametrize(
    "number", ["１１０１０５１９４９１２３１００２ｘ", "110105 19491231 002x", "11010519491231002x"]
)
def test_a_number_in_any_habit_fills_sex_and_birth_and_goes_on(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str], number: str
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "+")
    fields = page.sheet.newcomer.fields
    press(fields["name"], "张三", Qt.Key.Key_Return)
    press(fields["relation"], "1")
    fields["number"].insert(number)
    QTest.keyClick(fields["number"], Qt.Key.Key_Return)
    assert "女" in page.sheet.newcomer.said.text() or "1949" in page.sheet.newcomer.said.text()
    settled(window)
    assert list(page.sheet.model.texts())[-1][5] == "002X"


def test_a_paste_of_ten_thousand_signs_into_a_name_is_said_and_stays(
    window: MainWindow, settled: Settled, page: CanvassPage, codes: dict[str, str]
) -> None:
    open_code(page, codes["前街3号"])
    settled(window)
    press(page.sheet.line, "+")
    name = page.sheet.newcomer.fields["name"]
    name.insert("张" * 10_000)
    settled(window)
    assert "太长" in page.sheet.said.text()
    save(name)
    settled(window)
    assert page.door is not None
    assert len(page.sheet.line.text()) >= 10_000
