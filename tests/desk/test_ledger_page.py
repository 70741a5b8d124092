"""The ledgers: why each line is on its list, and the pages as they will be printed, beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from vaxdesk.actions.demo import Demo, make_demo
from vaxdesk.desk.ledger_page import LedgerPage
from vaxdesk.desk.window import MainWindow

Settled = Callable[[MainWindow], None]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("ledgers") / "demo.vaxdesk", people=300)


@pytest.fixture
def ledger(window: MainWindow, settled: Settled, demo: Demo) -> LedgerPage:
    window.welcome.begin(demo.register, demo.passphrase, demo.on)
    settled(window)
    window.go("ledgers", "unvaccinated")
    settled(window)
    (page,) = (page for page in window.stack.pages if isinstance(page, LedgerPage))
    return page


def test_every_line_says_why_the_person_is_on_it(window: MainWindow, settled: Settled, ledger: LedgerPage) -> None:
    names = [heading.title for heading in ledger.sheets[0].columns].index("姓名")
    for row in range(ledger.model.rowCount()):
        ledger.table.selectRow(row)
        settled(window)
        assert ledger.card.name.text() == ledger.model.index(row, names).data()
        assert ledger.card.standing.text().startswith("应种未种")
        assert ledger.card.why.text().endswith("。")


def test_enter_on_a_line_opens_the_person(
    window: MainWindow, settled: Settled, ledger: LedgerPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(ledger.table, Qt.Key.Key_Return)
    settled(window)
    assert window.page.name == "person"


def test_the_pages_stand_beside_the_list(window: MainWindow, settled: Settled, ledger: LedgerPage) -> None:
    pytest.importorskip("PySide6.QtPdf")
    ledger.pages.click()
    settled(window)
    assert ledger.preview.page_count >= 1
    ledger.forms.setCurrentIndex(ledger.forms.findData("summary"))
    settled(window)
    assert ledger.preview.page_count == 1
    ledger.pages.click()
    settled(window)
    assert not ledger.beside.isVisible(), "nobody stands on the lines of a summary"


def test_who_a_line_is_about_stays_off_the_paper(ledger: LedgerPage, tmp_path: Path) -> None:
    sheet = ledger.sheets[0]
    assert len(sheet.people) == len(sheet.rows)
    ids = set(sheet.people)
    assert not any(
        cell in ids and cell > len(sheet.rows) for row in sheet.rows for cell in row if isinstance(cell, int)
    )
