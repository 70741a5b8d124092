"""The rail: pages in their groups, reached by click, arrows and keys; icons alone where the window is small."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage
from pytestqt.qtbot import QtBot

from vaxdesk.desk.icons import FOLDER, icon_of
from vaxdesk.desk.rail import GAP, NAME, TITLES, in_groups
from vaxdesk.desk.window import MainWindow

from .conftest import PASSPHRASE

Settled = Callable[[MainWindow], None]


def open_on(window: MainWindow, settled: Settled, register: Path) -> None:
    window.welcome.begin(register, PASSPHRASE, None)
    settled(window)


def test_every_page_has_an_icon_of_the_set_and_a_titled_group(window: MainWindow) -> None:
    for page in window.stack.pages:
        assert (FOLDER / f"{page.icon}.svg").is_file(), page.name
    parts = list(dict.fromkeys(page.part for page in in_groups(map(type, window.stack.pages))))
    assert set(parts[1:]) <= set(TITLES)


def test_the_arrows_walk_over_the_titles_of_groups(
    window: MainWindow, settled: Settled, register: Path, qtbot: QtBot
) -> None:
    open_on(window, settled, register)
    seen = [window.page.name]
    for _ in range(len(window.rail.titles()) - 1):
        qtbot.keyClick(window.rail.list, Qt.Key.Key_Down)
        seen.append(window.page.name)
    settled(window)
    assert seen == [page.name for page in in_groups(map(type, window.stack.pages))]


def test_a_person_stands_under_the_residents_and_back_is_one_click(
    window: MainWindow, settled: Settled, register: Path
) -> None:
    open_on(window, settled, register)
    window.go("person", 1)
    settled(window)
    residents = window.rail.list.currentItem()
    assert residents.text() == "人员查询"
    window.rail.list.setFocus()
    assert window.page.name == "person", "the rail turns to nothing by itself"
    window.rail.list.itemClicked.emit(residents)
    settled(window)
    assert window.page.name == "residents"


def test_a_small_window_shows_icons_that_are_still_named(window: MainWindow, settled: Settled, register: Path) -> None:
    open_on(window, settled, register)
    item = window.rail.list.item(0)
    window.resize(1280, 720)
    assert item.text() == "总览"
    window.resize(860, 640)
    assert (item.text(), item.data(Qt.ItemDataRole.AccessibleTextRole)) == ("", "总览")


def test_an_icon_has_the_colour_of_its_mode(window: MainWindow) -> None:
    icon = icon_of("users")
    inks = {mode: ink_of(icon.pixmap(QSize(32, 32), mode).toImage()) for mode in QIcon.Mode}
    assert inks[QIcon.Mode.Selected] == window.palette().highlight().color().name()
    assert inks[QIcon.Mode.Normal] == window.palette().text().color().name()


def ink_of(picture: QImage) -> str:
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return max(pixels, key=lambda colour: colour.alpha()).name()


def test_where_the_window_is_low_gaps_stand_for_the_titles_and_at_last_pages_move_together(
    window: MainWindow, settled: Settled, register: Path
) -> None:
    open_on(window, settled, register)
    rail = window.rail
    titles = [rail.list.item(row) for row in range(rail.list.count()) if not rail.list.item(row).data(NAME)]
    rail.resize(168, 1000)
    assert all(item.text() for item in titles)
    rail.resize(168, 300)
    assert not any(item.text() for item in titles)
    assert rail.list.sizeHintForRow(rail.list.row(titles[0])) == GAP
    assert rail.list.property("room") == "tight"
    assert all(item.data(Qt.ItemDataRole.AccessibleTextRole) for item in titles)


def test_a_long_name_of_an_office_ends_in_an_ellipsis(window: MainWindow) -> None:
    name = "新疆生产建设兵团第三师图木舒克市永安坝街道办事处疫苗接种工作专班"
    window.bar.show_name(name)
    window.bar.office.resize(160, 24)
    short = window.bar.office.grab().toImage()
    window.bar.show_name(name + name)
    assert window.bar.office.toolTip() == name + name
    assert window.bar.office.grab().toImage() == short, "what is drawn is cut at the same place"
