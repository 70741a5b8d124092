"""The end of a campaign at the desk: counted, backed up, deleted, with a certificate; never before its day or by a slip."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from vaxdesk.actions import retention
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.desk.retention_tab import RetentionTab
from vaxdesk.desk.safety_page import SafetyPage
from vaxdesk.desk.window import MainWindow

Settled = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled, tmp_path: Path) -> SafetyPage:
    made = make_demo(tmp_path / "town.vaxdesk", people=30)
    window.welcome.begin(made.register, PASSPHRASE, made.on)
    settled(window)
    window.go("safety", 3)
    settled(window)
    page = window.page
    assert isinstance(page, SafetyPage)
    return page


def first_row(tab: RetentionTab) -> list[str]:
    return [str(tab.model.index(0, column).data()) for column in range(2)]


def test_persons_go_when_their_day_has_come_and_the_name_is_typed(
    page: SafetyPage, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    tab = page.retention
    assert first_row(tab) == ["人员", "30"]
    assert not tab.delete.isEnabled()
    made = make_demo(tmp_path / "other.vaxdesk", people=30)
    tab.day.setDate(made.on - timedelta(days=1))
    tab.set_day()
    settled(window)
    assert not tab.delete.isEnabled()
    assert window.bar.office.text() in tab.why_not.text()
    tab.typed.setText(window.bar.office.text())
    assert tab.delete.isEnabled()
    tab.delete.click()
    settled(window)
    assert first_row(tab) == ["人员", "0"]
    assert "30" in tab.result.text()
    assert tab.papers.isVisible()
    tab.save(tmp_path / "certificate.pdf")
    settled(window)
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
    assert list((tmp_path / "town-backups").glob("town-last-*"))


def test_a_day_that_has_not_come_closes_the_deletion(page: SafetyPage, window: MainWindow, settled: Settled) -> None:
    tab = page.retention
    tab.typed.setText(window.bar.office.text())
    tab.set_day()
    settled(window)
    assert not tab.delete.isEnabled()
    assert "过后才能删除" in tab.why_not.text()


def test_the_date_stands_in_the_register(
    page: SafetyPage, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    page.retention.set_day()
    settled(window)
    window.close_register()
    settled(window)
    with open_office(tmp_path / "town.vaxdesk", PASSPHRASE) as office:
        assert retention.retention(office) == page.retention.day.date().toPython()
