"""The overview: bars that are whole, and figures that open exactly the people they count."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex

from vaxdesk.actions.demo import Demo, make_demo
from vaxdesk.desk.overview_page import BAR, OverviewPage
from vaxdesk.desk.residents_page import ResidentsPage
from vaxdesk.desk.table import VALUE
from vaxdesk.desk.window import MainWindow

Settled = Callable[[MainWindow], None]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("overview") / "demo.vaxdesk", people=600)


@pytest.fixture
def overview(window: MainWindow, settled: Settled, demo: Demo) -> OverviewPage:
    window.welcome.begin(demo.register, demo.passphrase, demo.on)
    settled(window)
    (page,) = (page for page in window.stack.pages if isinstance(page, OverviewPage))
    return page


def residents(window: MainWindow) -> Any:
    (page,) = (page for page in window.stack.pages if isinstance(page, ResidentsPage))
    return page


def test_every_bar_adds_up_to_its_row(overview: OverviewPage) -> None:
    for row in range(overview.model.rowCount()):
        bar = overview.model.index(row, BAR).data(VALUE)
        assert sum(bar.counts) == overview.model.index(row, overview.model.columnCount() - 1).data(VALUE) > 0
        assert str(bar.counts[0]) in bar.text


@pytest.mark.parametrize("question", ["due", "overdue", "doubtful", "expiring", "unvisited"])
def test_a_figure_opens_the_people_it_counts(
    window: MainWindow, settled: Settled, overview: OverviewPage, question: str
) -> None:
    tile = overview.tiles.tiles[question]
    count = int(tile.figure.text().replace(",", ""))
    assert count > 0, "the demo has somebody to show for everything"
    tile.click()
    settled(window)
    assert window.page.name == "residents"
    assert residents(window).table.model.rowCount() == count


def test_the_figures_of_a_village_are_its_own(window: MainWindow, settled: Settled, overview: OverviewPage) -> None:
    whole = int(overview.tiles.tiles["unvisited"].figure.text())
    parts = 0
    for row in range(1, window.bar.village.count()):
        window.bar.village.setCurrentIndex(row)
        settled(window)
        parts += int(overview.tiles.tiles["unvisited"].figure.text())
    assert parts == whole


def test_a_bar_opens_its_village(window: MainWindow, settled: Settled, overview: OverviewPage) -> None:
    cell: QModelIndex = overview.model.index(0, BAR)
    village = overview.model.index(0, 0).data()
    overview.table.clicked.emit(cell)
    settled(window)
    assert residents(window).wanted().villages == frozenset({village})
