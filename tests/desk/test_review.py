"""The review in the window, with the keyboard alone: take, keep, skip, one row, one field, all alike; columns asked about once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from vaxdesk.actions import intake
from vaxdesk.actions.office import open_office
from vaxdesk.actions.people import people
from vaxdesk.desk.column_dialog import ColumnDialog
from vaxdesk.desk.intake_page import IntakePage
from vaxdesk.desk.review_panel import ReviewPanel
from vaxdesk.desk.window import MainWindow
from vaxdesk.papers.workbook_out import write_grid

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]
HEADINGS = (
    "姓名",
    "身份证号",
    "联系电话",
    "家庭住址",
    "第一剂接种日期",
    "第一剂疫苗企业",
    "第二剂接种日期",
    "第二剂疫苗企业",
)
WANG = ("王小明", "11010519491231002X", "13800138000", "杏花村1号", date(2021, 6, 1), "北京生物", None, None)
ZHAO = ("赵小红", "140428195809303148", "13700137000", "杏花村2号", date(2021, 6, 2), "北京生物", None, None)
LI = ("李大山", "140428196204061136", "13700137001", "杏花村3号", date(2021, 6, 3), "北京生物", None, None)


def changed(row: tuple[Any, ...], **values: Any) -> tuple[Any, ...]:
    return tuple({**dict(zip(HEADINGS, row, strict=True)), **values}.values())


def contradicting(folder: Path) -> Path:
    """Two rows whose dose lies a day off, one with another phone too, and somebody who is new."""
    off = date(2021, 6, 9)
    rows = (changed(WANG, 第一剂接种日期=off, 联系电话="13900139000"), changed(ZHAO, 第一剂接种日期=off), LI)
    path = folder / "week.xlsx"
    write_grid(path, {"杏花村": [HEADINGS, *rows]})
    return path


@pytest.fixture
def page(window: MainWindow, settled: Settled, register: Path, tmp_path: Path) -> IntakePage:
    """The intake page of a register in which 王小明 and 赵小红 stand."""
    write_grid(tmp_path / "first.xlsx", {"杏花村": [HEADINGS, WANG, ZHAO]})
    with open_office(register, PASSPHRASE, today=ON) as office:
        intake.commit(office, intake.preview(office, [intake.Request(tmp_path / "first.xlsx")], ON))
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.bar.on.setDate(QDate(ON.year, ON.month, ON.day))
    window.go("intake")
    settled(window)
    (found,) = (each for each in window.stack.pages if isinstance(each, IntakePage))
    return found


def shown(page: IntakePage, settled: Settled, window: MainWindow, path: Path, group: str) -> ReviewPanel:
    page.preview([path])
    settled(window)
    codes = [each.code for each in page.review.groups]
    page.review.tables.groups.setCurrentRow(codes.index(group))
    settled(window)
    return page.review


def decisions(review: ReviewPanel) -> list[str]:
    return [row[0] for row in review.tables.row_model.texts()]


def test_rows_are_decided_by_one_key_each(
    window: MainWindow, settled: Settled, qtbot: QtBot, page: IntakePage, tmp_path: Path, register: Path
) -> None:
    review = shown(page, settled, window, contradicting(tmp_path), "conflict")
    assert decisions(review) == ["待处理", "待处理"]
    assert review.tally.text() == "共3行：采用 1 + 待处理 2"
    review.tables.rows.setFocus()
    qtbot.keyClick(review.tables.rows, Qt.Key.Key_A)
    assert review.tables.rows.currentIndex().row() == 1, "the cursor goes on to the next row"
    qtbot.keyClick(review.tables.rows, Qt.Key.Key_K)
    settled(window)
    assert decisions(review) == ["采用", "保留原登记"]
    assert review.tally.text() == "共3行：采用 2 + 保留原登记 1"
    page.commit.click()
    settled(window)
    window.close()
    with open_office(register, PASSPHRASE, today=ON) as office:
        days = {card.name: card.doses[0].on for card in people(office, ON)}
    assert days == {"王小明": date(2021, 6, 9), "赵小红": date(2021, 6, 2), "李大山": date(2021, 6, 3)}


def test_one_field_is_taken_and_another_is_not(
    window: MainWindow, settled: Settled, qtbot: QtBot, page: IntakePage, tmp_path: Path
) -> None:
    review = shown(page, settled, window, contradicting(tmp_path), "conflict")
    assert [row[1:5] for row in review.tables.part_model.texts()] == [
        ("电话", "13800138000", "first.xlsx，工作表杏花村，第2行", "13900139000"),
        ("接种日期", "2021-06-01", "first.xlsx，工作表杏花村，第2行", "2021-06-09"),
    ]
    review.tables.parts.setFocus()
    review.tables.parts.selectRow(1)
    qtbot.keyClick(review.tables.parts, Qt.Key.Key_A)
    assert [row[0] for row in review.tables.part_model.texts()] == ["不采用", "采用"]
    assert decisions(review)[0] == "部分采用"


def test_all_rows_alike_are_decided_at_once(
    window: MainWindow, settled: Settled, qtbot: QtBot, page: IntakePage, tmp_path: Path
) -> None:
    days = (changed(WANG, 第一剂接种日期=date(2021, 6, 9)), changed(ZHAO, 第一剂接种日期=date(2021, 6, 9)))
    path = tmp_path / "days.xlsx"
    write_grid(path, {"杏花村": [HEADINGS, *days]})
    review = shown(page, settled, window, path, "conflict")
    assert review.tables.all_alike.text() == "同类的2行一并处理"
    review.tables.rows.setFocus()
    qtbot.keyClick(review.tables.rows, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert decisions(review) == ["采用", "采用"]


def test_rows_are_found_by_name_number_or_row(
    window: MainWindow, settled: Settled, page: IntakePage, tmp_path: Path
) -> None:
    review = shown(page, settled, window, contradicting(tmp_path), "conflict")
    for text, names in (
        ("小红", ["赵小红"]),
        ("002X", ["王小明"]),
        ("3", ["赵小红"]),
        ("nobody", []),
        ("", ["王小明", "赵小红"]),
    ):
        review.tables.search.setText(text)
        settled(window)
        assert [row[3] for row in review.tables.row_model.texts()] == names, text


def test_unknown_headings_are_asked_about_in_a_dialog(
    window: MainWindow, settled: Settled, page: IntakePage, tmp_path: Path
) -> None:
    path = tmp_path / "strange.xlsx"
    write_grid(
        path,
        {"杏花村": [("户口姓名", "公民编码", "打针日子", "哪家的"), *(row[:2] + row[4:6] for row in (WANG, ZHAO, LI))]},
    )
    page.preview([path])
    settled(window)
    dialog = page.findChild(ColumnDialog)
    assert dialog is not None
    assert [field.currentData() for field in dialog.fields] == ["name", "id", "date1", ""]
    dialog.fields[3].setCurrentIndex(dialog.fields[3].findData("date1"))
    assert not dialog.take.isEnabled(), "two columns cannot be the same"
    dialog.fields[3].setCurrentIndex(dialog.fields[3].findData("product1"))
    dialog.take.click()
    settled(window)
    change_set = page.review.change_set
    assert change_set is not None
    assert change_set.counts() == {"unchanged": 2, "added": 1}


def test_rows_that_were_sent_back_are_saved_for_their_sender(
    window: MainWindow, settled: Settled, page: IntakePage, tmp_path: Path
) -> None:
    path = tmp_path / "damaged.xlsx"
    write_grid(path, {"杏花村": [HEADINGS, changed(LI, 身份证号="1404281962040611")]})
    shown(page, settled, window, path, "rejected")
    assert page.returning.isVisible()
    page.returning.save(tmp_path / "back.xlsx")
    settled(window)
    assert (tmp_path / "back.xlsx").exists()
    assert "back.xlsx" in page.result.text()


def test_an_intake_is_taken_back_later_and_what_stays_is_listed(
    window: MainWindow, settled: Settled, page: IntakePage, tmp_path: Path
) -> None:
    path = tmp_path / "second.xlsx"
    second = changed(WANG, 第二剂接种日期=date(2021, 6, 25), 第二剂疫苗企业="北京生物")
    write_grid(path, {"杏花村": [HEADINGS, second]})
    page.preview([path])
    settled(window)
    page.commit.click()
    settled(window)
    assert [each.files for each in page.past.intakes] == [("second.xlsx",), ("first.xlsx",)]
    page.past.take_back(page.past.intakes[1].change)
    settled(window)
    [kept] = page.past.kept_model.texts()
    assert kept[0].startswith("王小明：保留")
    assert [each.undone for each in page.past.intakes] == [False, True]
