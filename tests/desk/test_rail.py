"""The rail: pages in their groups, reached by click, arrows and keys; icons alone where the window is small."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCursor, QIcon, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vaxdesk.desk.icons import FOLDER, icon_of
from vaxdesk.desk.look import POINTS, dress
from vaxdesk.desk.page import Page
from vaxdesk.desk.pages import PAGES, Kind
from vaxdesk.desk.rail import GROUPS, in_groups
from vaxdesk.desk.window import MainWindow

from .conftest import PASSPHRASE

Settled = Callable[[MainWindow], None]


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    """Gives the program its style in so many percent of the usual text, until the test is over."""
    font, sheet = qapp.font(), qapp.styleSheet()
    yield lambda percent: dress(qapp, points=POINTS * percent / 100)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)


def open_on(window: MainWindow, settled: Settled, register: Path) -> None:
    window.welcome.begin(register, PASSPHRASE, None)
    settled(window)


def test_every_page_has_an_icon_of_the_set_and_a_titled_group(window: MainWindow) -> None:
    for page in window.stack.pages:
        assert (FOLDER / f"{page.kind.icon}.svg").is_file(), page.name
    parts = list(dict.fromkeys(kind.part for kind in in_groups(PAGES)))
    assert set(parts[1:]) <= set(GROUPS)


@pytest.mark.parametrize("kind", PAGES, ids=[kind.name for kind in PAGES])
def test_every_page_that_is_named_can_be_loaded(kind: Kind) -> None:
    page = kind.load()
    assert issubclass(page, Page)
    assert page.name == kind.name


def test_the_arrows_walk_over_the_titles_of_groups_that_are_all_open(
    window: MainWindow, settled: Settled, register: Path, qtbot: QtBot
) -> None:
    open_on(window, settled, register)
    window.resize(1280, 1200)
    seen = [window.page.name]
    for _ in range(window.rail.tree.model().rowCount() + len(window.rail.titles())):
        qtbot.keyClick(window.rail.tree, Qt.Key.Key_Down)
        seen.append(window.page.name)
    settled(window)
    assert list(dict.fromkeys(seen)) == [kind.name for kind in in_groups(PAGES)]


def test_where_the_window_is_low_the_group_one_is_in_is_open_and_another_takes_its_place(
    window: MainWindow, settled: Settled, register: Path, qtbot: QtBot, dressed: Callable[[float], None]
) -> None:
    open_on(window, settled, register)
    rail = window.rail
    dressed(100)
    window.resize(1280, 720)
    window.go("intake")
    window.go("households")
    assert opened(window) == ["人员与家庭"]
    reports = next(group for group in rail.groups() if group.text(0) == "统计上报")
    rail.tree.itemClicked.emit(reports, 0)
    assert opened(window) == ["统计上报"]
    assert window.page.name == "households", "a title turns to nothing by itself"
    rail.tree.setFocus()
    rail.tree.setCurrentItem(rail.groups()[0])
    qtbot.keyClick(rail.tree, Qt.Key.Key_Right)
    assert opened(window) == ["人员与家庭"], "with the keys, too"
    window.go("settings")
    settled(window)
    assert opened(window) == ["本单位"]
    window.resize(1280, 1000)
    assert opened(window) == [group.text(0) for group in rail.groups()], "where all have room, all are open"


def opened(window: MainWindow) -> list[str]:
    return [group.text(0) for group in window.rail.groups() if group.isExpanded()]


def test_the_folded_rail_needs_no_scrolling_in_a_small_window_with_the_largest_text(
    window: MainWindow, settled: Settled, register: Path, dressed: Callable[[float], None]
) -> None:
    dressed(150)
    window.resize(1280, 720)
    open_on(window, settled, register)
    for group in window.rail.groups():
        window.rail.tree.itemClicked.emit(group, 0)
        assert not window.rail.tree.verticalScrollBar().isVisible(), group.text(0)


def test_a_person_stands_under_the_residents_and_back_is_one_click(
    window: MainWindow, settled: Settled, register: Path
) -> None:
    open_on(window, settled, register)
    window.go("person", 1)
    settled(window)
    residents = window.rail.tree.currentItem()
    assert residents is not None
    assert residents.text(0) == "人员查询"
    window.rail.tree.setFocus()
    assert window.page.name == "person", "the rail turns to nothing by itself"
    window.rail.tree.itemClicked.emit(residents, 0)
    settled(window)
    assert window.page.name == "residents"


def test_a_small_window_shows_icons_whose_words_come_while_somebody_looks_for_them(
    window: MainWindow, settled: Settled, register: Path, qtbot: QtBot, dressed: Callable[[float], None]
) -> None:
    QCursor.setPos(2000, 2000)
    dressed(100)
    open_on(window, settled, register)
    entries = [*window.rail.pages(), *window.rail.groups()]
    window.resize(1280, 720)
    assert entries[0].text(0) == "总览"
    window.resize(1040, 640)
    assert not any(entry.text(0) for entry in entries)
    place = window.place.width()
    qtbot.keyClick(window.rail.tree, Qt.Key.Key_Down)
    assert all(entry.text(0) for entry in entries)
    assert window.place.width() == place < window.rail.width(), "they lie over the page"
    QApplication.sendEvent(window.rail, QEvent(QEvent.Type.Leave))
    assert not any(entry.text(0) for entry in entries)
    QApplication.sendEvent(window.rail, QEvent(QEvent.Type.Enter))
    qtbot.waitUntil(lambda: all(entry.text(0) for entry in entries))
    QApplication.sendEvent(window.rail, QEvent(QEvent.Type.Leave))
    assert all(
        entry.data(0, Qt.ItemDataRole.AccessibleTextRole) == entry.toolTip(0).split("  ")[0] for entry in entries
    )


def test_an_icon_has_the_colour_of_its_mode(window: MainWindow) -> None:
    icon = icon_of("users")
    inks = {mode: ink_of(icon.pixmap(QSize(32, 32), mode).toImage()) for mode in QIcon.Mode}
    assert inks[QIcon.Mode.Selected] == window.palette().highlight().color().name()
    assert inks[QIcon.Mode.Normal] == window.palette().text().color().name()


def ink_of(picture: QImage) -> str:
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return max(pixels, key=lambda colour: colour.alpha()).name()


def test_a_long_name_of_an_office_ends_in_an_ellipsis(window: MainWindow) -> None:
    name = "新疆生产建设兵团第三师图木舒克市永安坝街道办事处疫苗接种工作专班"
    window.bar.show_name(name)
    window.bar.office.resize(160, 24)
    short = window.bar.office.grab().toImage()
    window.bar.show_name(name + name)
    assert window.bar.office.toolTip() == name + name
    assert window.bar.office.grab().toImage() == short, "what is drawn is cut at the same place"
