"""The page of people who may stand in the register twice: pairs side by side, decided with one key, each decision kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from vaxdesk.actions import intake
from vaxdesk.actions.office import open_office
from vaxdesk.desk.duplicates_page import DuplicatesPage
from vaxdesk.desk.merges_dialog import MergesDialog
from vaxdesk.desk.window import MainWindow
from vaxdesk.papers.workbook_out import write_grid

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]
HEADINGS = ("姓名", "身份证号", "联系电话", "家庭住址", "第一剂接种日期", "第一剂疫苗企业")
FIRST = [
    ("王小明", "11010519491231002X", "13800138000", "杏花村1号", date(2021, 6, 1), "北京生物"),
    ("赵小红", "140428195809303148", "13700137000", "杏花村2号", date(2021, 6, 2), "北京生物"),
]
SECOND = [
    ("王小明", None, "13900139000", "杏花村9号", date(2021, 6, 2), "北京生物"),
    ("赵晓红", None, "13700137000", "杏花村12号", date(2021, 6, 2), "北京生物"),
]


@pytest.fixture
def page(window: MainWindow, settled: Settled, register: Path, tmp_path: Path) -> DuplicatesPage:
    """The page of a register in which two people stand twice."""
    with open_office(register, PASSPHRASE, today=ON) as office:
        for nth, rows in enumerate((FIRST, SECOND)):
            write_grid(tmp_path / f"{nth}.xlsx", {"杏花村": [HEADINGS, *rows]})
            intake.commit(office, intake.preview(office, [intake.Request(tmp_path / f"{nth}.xlsx")], ON))
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("duplicates")
    settled(window)
    (found,) = (each for each in window.stack.pages if isinstance(each, DuplicatesPage))
    return found


def names(page: DuplicatesPage) -> list[tuple[str, str]]:
    return [(row[1], row[3]) for row in page.model.texts()]


def test_pairs_stand_side_by_side_with_their_grounds(page: DuplicatesPage) -> None:
    assert names(page) == [("王小明", "王小明"), ("赵小红", "赵晓红")]
    assert page.both.grounds.text() == "姓名相同。 村（社区）相同。 电话不同。"
    assert "两剂" in page.both.questions.text() or "不可能" in page.both.questions.text(), (
        "a merge says what it leaves to be asked"
    )
    lines = {row[0]: row[1:] for row in page.both.model.texts()}
    assert lines["电话"] == ("13800138000", "13900139000", "不同")
    assert lines["来源"][0].startswith("0.xlsx")


def test_a_merge_and_its_way_back(page: DuplicatesPage, window: MainWindow, settled: Settled, qtbot: QtBot) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_M)
    settled(window)
    assert names(page) == [("赵小红", "赵晓红")]
    page.past.click()
    settled(window)
    dialog = page.findChild(MergesDialog)
    assert dialog is not None
    assert [(each.kept_name, each.dropped_name) for each in dialog.merges] == [("王小明", "王小明")]
    dialog.undo.click()
    settled(window)
    assert names(page) == [("王小明", "王小明"), ("赵小红", "赵晓红")]
    assert dialog.merges == []
    dialog.close()


def test_who_is_different_is_never_asked_about_again(
    page: DuplicatesPage, window: MainWindow, settled: Settled, qtbot: QtBot
) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_D)
    settled(window)
    page.load(page.view)  # type: ignore[arg-type]
    settled(window)
    assert names(page) == [("赵小红", "赵晓红")]
