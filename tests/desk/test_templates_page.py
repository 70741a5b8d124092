"""The county's workbooks in the real window: headings with their meaning, corrected once, and the workbook filled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import open_office
from vaxdesk.desk.templates_page import TemplatesPage
from vaxdesk.desk.window import MainWindow

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]


def page_of(window: MainWindow) -> Any:
    (page,) = (page for page in window.stack.pages if isinstance(page, TemplatesPage))
    return page


def drawn(page: Any, row: int, column: int) -> str:
    """What stands in a cell of the picture, rows and columns from 1."""
    item = page.sheet.item(row - 1, column - 1)
    return "" if item is None else str(item.text())


def choose(page: Any, row: int, column: int, **said: str) -> None:
    """Click on a cell, and choose in the fields beside it as a person does."""
    page.sheet.setCurrentCell(row - 1, column - 1)
    for name, code in said.items():
        box = getattr(page.panel, name)
        box.setCurrentIndex(box.findData(code))
    next(getattr(page.panel, name) for name in said).activated.emit(0)


def test_a_heading_is_explained_once_and_the_workbook_is_filled(
    window: MainWindow, settled: Settled, register: Path, samples: Path, tmp_path: Path
) -> None:
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(samples / "street-roster.xlsx")], ON))
    template, out = tmp_path / "odd.xlsx", tmp_path / "filled.xlsx"
    book = openpyxl.Workbook()
    for row in (("接种进度统计表",), ("村（社区）", "应种人数", "全程", "剩余对象"), ("石磴村",)):
        book.active.append(row)
    book.save(template)
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("templates")
    page = page_of(window)
    page.look_at(template)
    settled(window)
    assert [drawn(page, 2, column) for column in (2, 3, 4)] == ["✓ 应种人数", "✓ 全程", "? 剩余对象"]
    assert [drawn(page, 3, column) for column in (2, 4)] == ["# 应种人数 石磴村", ""]
    choose(page, 2, 4, figure="unvaccinated")
    settled(window)
    assert (drawn(page, 2, 4), drawn(page, 3, 4)) == ("✓ 剩余对象", "# 应种未种人数 石磴村")
    page.save_to(out)
    settled(window)
    assert all(isinstance(openpyxl.load_workbook(out).active.cell(3, column).value, int) for column in (2, 3, 4))
    page.look_at(template)
    settled(window)
    assert drawn(page, 2, 4) == "✓ 剩余对象"


def test_a_single_cell_and_a_list_are_said_by_a_person(
    window: MainWindow, settled: Settled, register: Path, samples: Path, tmp_path: Path
) -> None:
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(samples / "street-roster.xlsx")], ON))
    template, out = tmp_path / "own.xlsx", tmp_path / "filled.xlsx"
    book = openpyxl.Workbook()
    for row in (("情况",), ("我镇的数", None), ("姓名", "电话")):
        book.active.append(row)
    book.save(template)
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("templates")
    page = page_of(window)
    page.look_at(template)
    settled(window)
    assert not page.fill.isEnabled()
    choose(page, 2, 2, figure="due", village="*", band="")
    settled(window)
    assert drawn(page, 2, 2) == "∑ 应种人数"
    page.panel.first.setValue(4)
    choose(page, 1, 1, listed="unvaccinated")
    settled(window)
    assert (drawn(page, 4, 1), drawn(page, 3, 2)) == ("↓ 姓名", "✓ 电话")
    page.save_to(out)
    settled(window)
    assert "*" in openpyxl.load_workbook(out).active["B4"].value
    page.reason.setText("县专班要求")
    page.save_to(out)
    settled(window)
    sheet = openpyxl.load_workbook(out).active
    assert sheet["B4"].value.isdigit()
    assert sheet["B2"].value > sheet.max_row - 3 > 5
    choose(page, 2, 2, figure="")
    settled(window)
    assert drawn(page, 2, 2) == ""


def test_a_workbook_that_asks_for_nothing_is_shown_and_cannot_be_filled(
    window: MainWindow, settled: Settled, register: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["会议通知"])
    book.save(tmp_path / "notice.xlsx")
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("templates")
    page = page_of(window)
    page.look_at(tmp_path / "notice.xlsx")
    settled(window)
    assert drawn(page, 1, 1) == "会议通知"
    assert page.left.index(0, 1).data() == "这张工作表里没有认得出的填写内容。"
    assert not page.fill.isEnabled()
