"""The print shop in the real window: tick, look, save all, go on after a stop; and the register of prints beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import open_office
from vaxdesk.desk.ledger_page import LedgerPage
from vaxdesk.desk.print_shop_page import PrintShopPage
from vaxdesk.desk.prints_page import PrintsPage
from vaxdesk.desk.window import MainWindow

from .conftest import ON, PASSPHRASE

pytest.importorskip("PySide6.QtPdfWidgets")
Settled = Callable[[MainWindow], None]


@pytest.fixture
def shop(window: MainWindow, settled: Settled, register: Path, samples: Path, qtbot: QtBot) -> PrintShopPage:
    """The page on a register with a street's roster."""
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(samples / "street-roster.xlsx")], ON))
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("print_shop")
    settled(window)
    page = page_of(window, PrintShopPage)
    qtbot.waitUntil(lambda: page.preview.page_count > 0, timeout=20_000)
    return page


def page_of(window: MainWindow, kind: type[Any]) -> Any:
    (page,) = (page for page in window.stack.pages if isinstance(page, kind))
    return page


def test_the_three_ledgers_of_all_villages_are_ticked_and_the_first_set_is_shown(shop: PrintShopPage) -> None:
    assert list(shop.model.ticked().values()) == [["completed", "incomplete", "unvaccinated"]] * 3
    assert shop.count.text() == "共 9 份，分 3 套"
    assert shop.preview.page_count > 3


def test_text_is_found_in_the_preview(shop: PrintShopPage, qtbot: QtBot) -> None:
    shop.preview.search.setText("台账")
    qtbot.waitUntil(lambda: shop.preview.hits.text() not in ("", "找到 0 处"), timeout=20_000)


def test_nothing_ticked_says_what_to_do(shop: PrintShopPage, qtbot: QtBot) -> None:
    shop.none.click()
    qtbot.waitUntil(lambda: shop.preview.page_count == 0, timeout=20_000)
    assert shop.preview.empty.text() == "请至少勾选一个村（社区）或一人的一种表。"
    assert not shop.print.isEnabled()


def test_all_sets_are_saved_and_stand_in_the_register_of_prints(
    shop: PrintShopPage, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    shop.terms.recipient.setText("县疾控中心")
    order = shop.order()
    assert order is not None
    (tmp_path / "sets").mkdir()
    shop.job.save_in(order, tmp_path / "sets", ".pdf")
    settled(window)
    files = list((tmp_path / "sets").iterdir())
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in files)
    assert len(files) == 3
    assert shop.job.far.text() == f"已完成 3 套，共 {pages} 页。"
    window.go("prints")
    settled(window)
    rows = list(page_of(window, PrintsPage).model.texts())
    assert len(rows) == 12
    assert {row[9] for row in rows} == {"县疾控中心"}


def test_a_stopped_job_goes_on(shop: PrintShopPage, window: MainWindow, settled: Settled, tmp_path: Path) -> None:
    order = shop.order()
    assert order is not None
    blocked = tmp_path / f"{list(order.wanted)[1]}-2021-12-19.pdf"
    blocked.mkdir()
    shop.job.save_in(order, tmp_path, ".pdf")
    settled(window)
    assert shop.job.go_on.isVisible()
    assert shop.refusal.isVisible()
    blocked.rmdir()
    shop.job.go_on.click()
    settled(window)
    assert not shop.job.go_on.isVisible()
    assert len(list(tmp_path.glob("*.pdf"))) == 3


def test_what_is_in_the_folder_already_is_made_anew_only_if_wanted(
    shop: PrintShopPage, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    order = shop.order()
    assert order is not None
    folder = tmp_path / "sets"
    folder.mkdir()
    shop.job.save_in(order, folder, ".pdf")
    settled(window)
    first, *others = sorted(folder.iterdir())
    first.unlink()
    before = [path.stat().st_mtime_ns for path in others]
    shop.job.save_in(order, folder, ".pdf")
    settled(window)
    (question,) = shop.job.findChildren(QMessageBox)
    assert question.text() == "文件夹里已有这一天的 2 套，共 3 套。"
    only, _anew, _cancel = question.buttons()
    only.click()
    settled(window)
    assert first.exists()
    assert [path.stat().st_mtime_ns for path in others] == before
    assert shop.job.far.text().startswith("已完成 1 套")


def test_any_ledger_of_any_village_is_ticked_by_keys_alone_and_a_heading_ticks_all_of_it(
    shop: PrintShopPage, qtbot: QtBot
) -> None:
    keys = Qt.Key
    shop.none.click()
    shop.grid.setCurrentIndex(shop.model.index(0, 0))
    qtbot.keyClick(shop.grid, keys.Key_Space)
    for key in (keys.Key_Down, keys.Key_Right):
        qtbot.keyClick(shop.grid, key)
    qtbot.keyClick(shop.grid, keys.Key_Space)
    first, second, third = (row for row, _ in shop.model.rows)
    assert shop.model.ticked() == {first: ["completed"], second: ["incomplete"]}
    qtbot.keyClick(shop.grid, keys.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert shop.model.ticked() == {first: ["completed", "incomplete"], second: ["incomplete"], third: ["incomplete"]}
    qtbot.keyClick(shop.grid, keys.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert len(shop.model.ticked()[second]) > 10
    shop.grid.horizontalHeader().sectionClicked.emit(1)
    assert "incomplete" not in shop.model.ticked()[second]
    shop.none.click()
    shop.grid.verticalHeader().sectionClicked.emit(2)
    assert list(shop.model.ticked()) == [third]
    shop.none.click()
    shop.grid.setFocus()
    qtbot.keyClick(shop.grid, keys.Key_Tab)
    assert shop.window().focusWidget() is shop.whole.boxes["bulletin"]
    qtbot.keyClick(shop.whole.boxes["bulletin"], keys.Key_Space)
    order = shop.order()
    assert order is not None
    assert (order.wanted, shop.count.text()) == ({"": ["bulletin"]}, "共 1 份，分 1 套")


def test_from_a_ledger_the_same_form_is_ticked_and_parts_may_be_other_than_villages(
    shop: PrintShopPage, window: MainWindow, settled: Settled
) -> None:
    window.go("ledgers", "overdue")
    settled(window)
    ledger = page_of(window, LedgerPage)
    ledger.tabs.setCurrentIndex(1)
    settled(window)
    assert window.page is shop
    assert list(shop.model.ticked().values()) == [["overdue"]] * 3
    shop.by.setCurrentIndex(shop.by.findData("responsible"))
    settled(window)
    assert not shop.model.rows
    assert shop.refusal.text() == "还没有指定责任人：请在工作清单里、人员旁边指定。"
