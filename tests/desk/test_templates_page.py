"""The county's workbooks in the real window: headings with their meaning, corrected once, and the workbook filled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtWidgets import QComboBox

from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import open_office
from vaxdesk.desk.templates_page import TemplatesPage
from vaxdesk.desk.window import MainWindow

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]


def page_of(window: MainWindow) -> Any:
    (page,) = (page for page in window.stack.pages if isinstance(page, TemplatesPage))
    return page


def meanings(page: TemplatesPage) -> dict[str, str]:
    """What stands beside each heading."""
    found = {}
    for row in range(page.table.rowCount()):
        box, heading = page.table.cellWidget(row, 2), page.table.item(row, 1)
        assert isinstance(box, QComboBox)
        assert heading is not None
        found[heading.text()] = box.currentText()
    return found


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
    assert meanings(page) == {"应种人数": "应种人数", "全程": "已完成全程人数", "剩余对象": "不填"}
    box = page.table.cellWidget(2, 2)
    box.setCurrentIndex(box.findData("unvaccinated"))
    page.save_to(out)
    settled(window)
    assert all(isinstance(openpyxl.load_workbook(out).active.cell(3, column).value, int) for column in (2, 3, 4))
    page.look_at(template)
    settled(window)
    assert meanings(page)["剩余对象"] == "应种未种人数"


def test_a_workbook_that_asks_for_nothing_is_said_so(
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
    assert page.refusal.text().startswith("notice.xlsx 里没有认得出的填写内容")
    assert not page.fill.isEnabled()
