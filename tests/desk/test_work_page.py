"""Work lists at the desk: what is known before somebody calls, a contact, an appointment, who came, who answers for what."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vaxdesk.actions import canvass_desk, second_keying
from vaxdesk.actions.office import open_office
from vaxdesk.actions.sheet_saving import save_sheet
from vaxdesk.desk.canvass_page import CanvassPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.desk.work_page import WorkPage
from vaxdesk.rules.assignments import Duty, Scope

from .conftest import ON, PASSPHRASE
from .test_person_page import FAMILY, family, fill, page_of  # noqa: F401

Settled = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled, register: Path, family: list[int]) -> Any:  # noqa: F811
    """The work lists of a register with one household of two."""
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("work", None)
    settled(window)
    return page_of(window, WorkPage)


def turn_to(page: WorkPage, name: str) -> None:
    """Turn to a work list."""
    page.lists.tables.groups.setCurrentRow(page.lists.tables._codes.index(name))


def call(window: MainWindow, page: WorkPage, settled: Settled, **values: str) -> None:
    """Record a contact of whoever is under the cursor."""
    panel = page.lists.panel
    panel.record.click()
    fill(panel.contact, **values)
    settled(window)
    panel.contact.save()
    settled(window)
    panel.contact.save()
    settled(window)


def test_who_declined_is_on_no_list_after_that(window: MainWindow, page: WorkPage, settled: Settled) -> None:
    turn_to(page, "data_missing")
    settled(window)
    assert [job.name for job in page.lists.jobs] == list(FAMILY)
    assert page.lists.panel.title.text() == "王秀英"
    call(window, page, settled, way="phone", answer="declined", who="陈干事")
    assert [job.name for job in page.lists.jobs] == ["王小明"]
    assert window.hands.settings.value("contact/who") == "陈干事"


def test_before_the_third_contact_of_a_week_the_desk_warns(
    window: MainWindow, page: WorkPage, settled: Settled
) -> None:
    turn_to(page, "data_missing")
    settled(window)
    for day in ("2021-12-15", "2021-12-17"):
        call(window, page, settled, way="phone", answer="not_reached", contacted_on=day, who="陈干事")
    assert "最近七天已联系" in page.lists.panel.warning.text()
    assert page.lists.panel.warning.isVisible()
    assert page.lists.jobs[0].lately == 2


def test_who_came_is_keyed_by_exception(window: MainWindow, page: WorkPage, settled: Settled, qtbot: QtBot) -> None:
    turn_to(page, "data_missing")
    settled(window)
    for row in (0, 1):
        page.lists.tables.rows.selectRow(row)
        settled(window)
        page.lists.panel.book.click()
        fill(page.lists.panel.booking, booked_on=ON.isoformat(), site="云岭镇卫生院", kind="ordinary")
        for _ in range(2):
            settled(window)
            page.lists.panel.booking.save()
        settled(window)
    page.tabs.setCurrentIndex(1)
    sessions = page.sessions
    assert [guest.card.name for guest in sessions.guests] == list(FAMILY)
    sessions.table.selectRow(0)
    qtbot.keyClick(sessions.table, Qt.Key.Key_Space)
    sessions.product.setCurrentIndex(sessions.product.findData("BIBP"))
    sessions.hold.click()
    settled(window)
    assert [guest.appointment.state for guest in sessions.guests] == ["absent", "came"]
    assert [dose.evidence for guest in sessions.guests for dose in guest.card.doses] == ["appointment"]
    assert not sessions.hold.isEnabled()


def test_the_list_of_a_day_is_saved(window: MainWindow, page: WorkPage, settled: Settled, tmp_path: Path) -> None:
    assert not page.sessions.save.isEnabled()
    turn_to(page, "data_missing")
    settled(window)
    page.lists.panel.book.click()
    fill(page.lists.panel.booking, booked_on=ON.isoformat(), site="云岭镇卫生院")
    for _ in range(2):
        settled(window)
        page.lists.panel.booking.save()
    settled(window)
    page.sessions.save_list(tmp_path / "list.pdf")
    settled(window)
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")


def test_a_village_says_how_many_households_it_has_and_who_answers(
    window: MainWindow, page: WorkPage, settled: Settled
) -> None:
    page.tabs.setCurrentIndex(2)
    villages = page.villages
    villages.stated.setValue(3)
    villages.state()
    settled(window)
    assert (villages.places.villages[0].registered, villages.places.villages[0].stated) == (1, 3)
    villages.grid.setText("第一网格")
    villages.street.setText("前街")
    villages.who.setText("陈干事")
    villages.add()
    settled(window)
    assert "第一网格" in villages.lacking.text()
    page.lists.who.setCurrentIndex(page.lists.who.findText("陈干事"))
    settled(window)
    assert len(page.lists.jobs) == 1
    villages.remove()
    villages.table.selectRow(0)
    villages.remove()
    settled(window)
    assert villages.places.assigned == []


def test_an_empty_register_has_empty_lists(window: MainWindow, settled: Settled, register: Path) -> None:
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("work", None)
    settled(window)
    page = page_of(window, WorkPage)
    assert page.lists.jobs == []
    assert not page.lists.panel.record.isVisible()


def test_a_household_of_the_sample_is_typed_again_on_the_canvass_page(
    window: MainWindow,
    settled: Settled,
    register: Path,
    family: list[int],  # noqa: F811
) -> None:
    with open_office(register, PASSPHRASE, today=ON) as office:
        second_keying.set_share(office, 100)
        door = canvass_desk.open_household(office, 1, ON)
        typed = replace(door.typed, visited_on=ON.isoformat(), canvasser="李红", lines=("1 13500135000", "2 *2"))
        save_sheet(office, door, typed, canvass_desk.line_reader(office))
        office.db.conn.execute("UPDATE first_keyings SET by = '另一人'")
    window.welcome.begin(register, PASSPHRASE, ON)
    settled(window)
    window.go("work", None)
    settled(window)
    quality, canvass = page_of(window, WorkPage).quality, page_of(window, CanvassPage)
    assert "100%" in quality.about.text()
    quality.again.click()
    settled(window)
    assert [row[-3:] for row in canvass.sheet.model.texts()] == [("", "", "")] * 2
    for line in ("1 13500135001", "2 *2"):
        QTest.keyClicks(canvass.sheet.line, line)
        QTest.keyClick(canvass.sheet.line, Qt.Key.Key_Return)
    settled(window)
    assert next(iter(canvass.sheet.model.texts()))[-1] == "13500135001"
    QTest.keyClick(canvass.sheet.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    assert canvass.door is None
    window.go("work", None)
    settled(window)
    assert [row[2:] for row in quality.found.texts()] == [("1", "电话", "13500135000", "13500135001")]
    assert quality.waiting == []
    quality.share.setValue(10)
    quality.keep_share()
    settled(window)
    assert "10%" in quality.about.text()


def test_who_answers_for_a_person_is_named_beside_the_list(
    window: MainWindow, page: WorkPage, settled: Settled
) -> None:
    turn_to(page, "data_missing")
    settled(window)
    assigning = page.lists.panel.assigning
    assigning.scope.setCurrentIndex(assigning.scope.findData(Scope.PERSON))
    assigning.duty.setCurrentIndex(assigning.duty.findData(Duty.MEMBER))
    QTest.keyClicks(assigning.who, "Wu")
    QTest.keyClick(assigning.who, Qt.Key.Key_Return)
    settled(window)
    assert "王秀英：Wu" in assigning.known.text()
    assert "党员" in assigning.known.text()
    page.lists.who.setCurrentIndex(page.lists.who.findText("Wu"))
    settled(window)
    assert [job.name for job in page.lists.jobs] == ["王秀英"]
    window.last_change.take_back()
    settled(window)
    assert page.lists.who.findText("Wu") == -1
