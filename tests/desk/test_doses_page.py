"""The page of doses that raise a question: by kind, confirmed or sent back on paper, and the capacity of a site."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from vaxdesk.actions import intake
from vaxdesk.actions.office import open_office
from vaxdesk.desk.doses_page import DosesPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.papers.workbook_out import write_grid

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]
HEADINGS = ("姓名", "身份证号", "家庭住址", "第一剂接种日期", "第一剂疫苗企业", "第二剂接种日期", "第二剂疫苗企业")
ROWS = [
    ("王小明", "11010519491231002X", "杏花村1号", date(2021, 6, 1), "北京生物", date(2021, 6, 9), "北京生物"),
    ("赵小红", "140428195809303148", "杏花村2号", date(2021, 6, 1), "北京生物", None, None),
]


@pytest.fixture
def page(window: MainWindow, settled: Settled, register: Path, tmp_path: Path) -> DosesPage:
    """The page of a register in which two doses stand eight days apart."""
    write_grid(tmp_path / "roster.xlsx", {"杏花村": [HEADINGS, *ROWS]})
    with open_office(register, PASSPHRASE, today=ON) as office:
        intake.commit(office, intake.preview(office, [intake.Request(tmp_path / "roster.xlsx")], ON))
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("doses")
    settled(window)
    (found,) = (each for each in window.stack.pages if isinstance(each, DosesPage))
    return found


def kinds(page: DosesPage) -> list[str]:
    return [page.tables.groups.item(row).text() for row in range(page.tables.groups.count())]


def test_a_question_is_asked_sent_back_and_answered(
    page: DosesPage, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    assert kinds(page) == ["两剂间隔过短  1"]
    assert page.question.text() == "2021年6月1日和2021年6月9日两剂只隔8天。"
    page.save_request(tmp_path / "request.pdf")
    settled(window)
    assert (tmp_path / "request.pdf").exists()
    page.right.click()
    settled(window)
    assert kinds(page) == []
    assert not page.request.isEnabled()


def test_the_capacity_of_a_site_is_kept(page: DosesPage, window: MainWindow, settled: Settled, qtbot: QtBot) -> None:
    page.capacity.setValue(1)
    page.capacity.editingFinished.emit()
    settled(window)
    assert kinds(page) == ["两剂间隔过短  1", "超过接种点能力  1"]
    page.tables.groups.setCurrentRow(1)
    assert not page.open.isEnabled(), "a crowded day is about nobody alone"
