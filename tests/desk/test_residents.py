"""The residents' page: a list of any length, found, filtered, sorted, copied, and arranged as the person likes it."""

from array import array
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from vaxdesk.actions.demo import Demo, make_demo
from vaxdesk.actions.language import translator
from vaxdesk.actions.residents import AS_ENTERED, Filter, Order
from vaxdesk.desk.chosen_dialogs import ListDialog, TagDialog
from vaxdesk.desk.column_chooser import ColumnChooser
from vaxdesk.desk.filter_chips import CHECKED, FilterChips
from vaxdesk.desk.filter_choices import Choice
from vaxdesk.desk.ledger_page import LedgerPage
from vaxdesk.desk.overview_page import OverviewPage
from vaxdesk.desk.residents_columns import COLUMNS, PLACES, USUAL, Line, read, written
from vaxdesk.desk.residents_model import AWAITED, PAGE, ResidentsModel
from vaxdesk.desk.residents_page import ResidentsPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.rules.messages import say

ROLE = Qt.ItemDataRole
Settled = Callable[[MainWindow], None]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The register of a small township."""
    return make_demo(tmp_path_factory.mktemp("demo") / "demo.vaxdesk", people=250)


@pytest.fixture
def page(window: MainWindow, settled: Settled, demo: Demo) -> ResidentsPage:
    """The page on that township, everybody listed."""
    window.resize(1280, 720)
    window.welcome.begin(demo.register, demo.passphrase, demo.on)
    settled(window)
    window.go("residents")
    settled(window)
    (page,) = (page for page in window.stack.pages if isinstance(page, ResidentsPage))
    return page


def shown(page: ResidentsPage, column: str) -> list[str]:
    """The texts of a column in the page of the list that is in sight."""
    lines = [page.table.model.line(row) for row in range(min(PAGE, page.table.model.rowCount()))]
    return [line.texts[PLACES[column]] for line in lines if line is not None]


def line(id: int) -> Line:
    return Line(id, f"name {id}", "village", "completed", tuple(column.name for column in COLUMNS))


def test_a_list_asks_once_for_what_comes_into_sight(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = ResidentsModel(translator("en"))
    ids = array("I", range(1, 1_000_001))
    model.show(ids, {})
    assert model.rowCount() == 1_000_000
    with qtbot.waitSignal(model.wanted) as asked:
        assert model.data(model.index(900_000, 0)) == AWAITED
        assert model.data(model.index(900_000, 1)) is None
        assert model.data(model.index(900_000 + PAGE, 1)) is None
    (pages,) = asked.args
    assert pages == [900_000 // PAGE, 900_000 // PAGE + 1]
    model.fill({page: [line(id) for id in ids[page * PAGE : (page + 1) * PAGE]] for page in pages})
    cell = model.index(900_000, 0)
    assert model.data(cell) == "name"
    assert model.data(cell, ROLE.AccessibleTextRole) == "Name: name"
    standing = model.index(900_000, [name for name, _ in USUAL].index("standing"))
    assert not model.data(standing, ROLE.DecorationRole).isNull(), "a standing is a word with a shape"
    model.show(ids[:300], {})
    qtmodeltester.check(model)


def test_only_the_pages_seen_last_are_kept(qtbot: QtBot) -> None:
    model = ResidentsModel(translator("en"))
    model.show(array("I", range(100 * PAGE)), {})
    for page in range(100):
        model.fill({page: [line(id) for id in range(PAGE)]})
    assert model.line(0) is None
    assert model.line(99 * PAGE) is not None


def test_somebody_who_is_gone_leaves_an_empty_line(qtbot: QtBot) -> None:
    model = ResidentsModel(translator("en"))
    model.show(array("I", [5]), {0: [None]})
    assert model.data(model.index(0, 0)) is None


def test_everybody_is_listed_and_the_first_one_is_beside_the_list(page: ResidentsPage, demo: Demo) -> None:
    assert page.table.model.rowCount() == demo.people
    assert page.hint.text() == f"共{demo.people}人。"
    assert page.card.name.text() == shown(page, "name")[0]
    assert page.card.why.text().endswith("。")
    assert set(shown(page, "number")[0][3:-4]) == {"*"}


def test_a_chip_says_how_many_it_would_show_and_shows_them(
    page: ResidentsPage, window: MainWindow, settled: Settled, demo: Demo
) -> None:
    chip = page.chips.chips["standings"]
    tree = chip.list.tree
    counts = {tree.topLevelItem(row).text(0): int(tree.topLevelItem(row).text(1)) for row in range(7)}
    assert sum(counts.values()) == demo.people
    tree.topLevelItem(2).setCheckState(0, CHECKED)
    settled(window)
    assert page.table.model.rowCount() == counts["应种未种"]
    assert set(shown(page, "standing")) == {"应种未种"}
    assert page.hint.text() == f"共{demo.people}人，符合条件的{counts['应种未种']}人。"
    page.chips.clear.click()
    settled(window)
    assert page.table.model.rowCount() == demo.people


def test_ages_are_one_band_at_a_time(qtbot: QtBot) -> None:
    chips = FilterChips(translator("en"))
    qtbot.addWidget(chips)
    offered = {name: [] for name in chips.chips} | {"ages": [Choice((60, 69), "60", 3), Choice((70, 79), "70", 4)]}
    chips.offer(offered)
    tree = chips.chips["ages"].list.tree
    tree.topLevelItem(0).setCheckState(0, CHECKED)
    assert chips.wanted() == Filter(age_from=60, age_to=69)
    tree.topLevelItem(1).setCheckState(0, CHECKED)
    assert chips.wanted() == Filter(age_from=70, age_to=79)
    assert not chips.clear.isHidden()


def test_a_filter_that_is_chosen_is_the_one_that_is_wanted(qtbot: QtBot) -> None:
    chips = FilterChips(translator("en"))
    qtbot.addWidget(chips)
    wanted = Filter(villages=frozenset({"石磴村"}), standings=frozenset({"exempt"}), age_from=80)
    chips.choose(wanted)
    assert chips.wanted() == wanted


def test_several_words_must_all_be_found(page: ResidentsPage, window: MainWindow, settled: Settled, demo: Demo) -> None:
    someone = page.table.current_line()
    assert someone is not None
    page.search.setText(f"{someone.name[0]} {someone.village}")
    settled(window)
    assert 0 < page.table.model.rowCount() < demo.people
    assert set(shown(page, "village")) == {someone.village}
    page.search.setText("zzzz")
    settled(window)
    assert page.hint.text().startswith("没有找到")
    assert not page.card.name.isVisible()


def test_a_whole_spreadsheet_pasted_into_the_search_is_refused_in_a_sentence(
    page: ResidentsPage, window: MainWindow, settled: Settled, demo: Demo
) -> None:
    page.search.setText("王小明\t13812345678\n" * 500)
    settled(window)
    assert page.refusal.text().startswith("输入的内容太长")
    assert page.table.model.rowCount() == demo.people


def test_a_column_sorts_the_list_up_down_and_not(page: ResidentsPage, window: MainWindow, settled: Settled) -> None:
    before = page.table.model.ids.tolist()
    age = page.table.columns.columns().index("age")
    page.table.view.sortByColumn(age, Qt.SortOrder.DescendingOrder)
    settled(window)
    assert page.order == Order("age", True)
    ages = [int(text) for text in shown(page, "age") if text]
    assert ages == sorted(ages, reverse=True)
    page.table.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    settled(window)
    assert page.order == AS_ENTERED
    assert page.table.model.ids.tolist() == before


def test_selected_rows_are_copied_masked(page: ResidentsPage, window: MainWindow, settled: Settled, demo: Demo) -> None:
    page.table.view.selectAll()
    assert page.chosen.selection.text() == f"已选{demo.people}人"
    page.chosen.copy.click()
    settled(window)
    copied = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
    number = copied[0].index("身份证号")
    assert len(copied) == 1 + demo.people
    assert all("****" in row[number] for row in copied[1:] if row[number])


def test_columns_are_chosen_ordered_and_remembered(page: ResidentsPage, window: MainWindow) -> None:
    chooser = ColumnChooser(page.table.columns.columns(), window.hands.words, page)
    chooser.chosen.connect(page.table.columns.show_columns)
    assert chooser.columns() == [name for name, _ in USUAL]
    chooser.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    chooser.list.setCurrentRow(3)
    chooser.move_by(-1)
    chooser.accept()
    names = page.table.columns.columns()
    assert names[:3] == ["sex", "village", "age"]
    page.table.view.setColumnWidth(0, 133)
    kept = read(str(window.hands.settings.value("residents/columns")))
    assert [name for name, _ in kept] == names
    assert kept[0][1] == round(133 * 10 / page.table.view.fontMetrics().height())


def test_settings_that_hold_nonsense_give_the_usual_columns() -> None:
    assert read("") == read("height:12 name:x :5 name") == USUAL
    assert read(written(USUAL)) == USUAL


def test_a_number_of_the_overview_opens_the_list_of_those_it_counts(
    page: ResidentsPage, window: MainWindow, settled: Settled
) -> None:
    window.go("overview")
    settled(window)
    (overview,) = (each for each in window.stack.pages if isinstance(each, OverviewPage))
    total = overview.model.rowCount() - 1
    for row, column in ((0, 2), (total, 2), (0, 8)):
        cell = overview.model.index(row, column)
        overview.table.activated.emit(cell)
        settled(window)
        assert window.page is page
        assert page.table.model.rowCount() == int(overview.model.data(cell))


def test_enter_asks_for_the_person(page: ResidentsPage, qtbot: QtBot) -> None:
    page.table.opened.disconnect()
    with qtbot.waitSignal(page.table.opened) as opened:
        qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert opened.args == [page.table.model.ids[0]]


def test_a_whole_number_is_shown_for_a_reason_only(page: ResidentsPage, window: MainWindow, settled: Settled) -> None:
    assert "****" in page.card.facts.text()
    page.card.show_whole(" ")
    settled(window)
    assert page.refusal.isVisible()
    assert "****" in page.card.facts.text()


def test_a_new_day_is_reckoned_and_the_list_comes_back(
    page: ResidentsPage, window: MainWindow, settled: Settled, demo: Demo
) -> None:
    page.table.view.setCurrentIndex(page.table.model.index(7, 0))
    person = page.table.current_id()
    window.bar.on.setDate(window.bar.on.date().addDays(40))
    settled(window)
    assert page.table.model.rowCount() == demo.people
    assert page.table.current_id() == person, "who was looked at stays in sight"
    assert not page.refusal.isVisible()


def test_another_register_shows_nobody_of_the_last_one(
    page: ResidentsPage, window: MainWindow, settled: Settled
) -> None:
    window.shut.trigger()
    settled(window)
    assert page.table.model.rowCount() == 0
    assert page.table.view.currentIndex() == QModelIndex()


def test_a_person_is_looked_up_on_the_ledger_of_the_standing(
    page: ResidentsPage, window: MainWindow, settled: Settled
) -> None:
    line = page.table.current_line()
    assert line is not None
    page.chosen.ledger.click()
    settled(window)
    (ledgers,) = (each for each in window.stack.pages if isinstance(each, LedgerPage))
    assert window.page is ledgers
    assert ledgers.forms.currentData() == line.standing
    cells = {cell for sheet in ledgers.sheets for row in sheet.rows for cell in row}
    assert line.name in cells


def test_who_is_out_of_scope_stands_on_no_ledger(page: ResidentsPage, window: MainWindow, settled: Settled) -> None:
    window.go("residents", Filter(standings=frozenset({"out_of_scope"})))
    settled(window)
    page.chosen.ledger.click()
    assert page.refusal.text() == "不在册的人员不列入任何台账。"
    assert window.page is page


def test_leaving_the_dialog_stops_what_it_began(page: ResidentsPage, window: MainWindow, settled: Settled) -> None:
    gate = Event()
    page.table.view.selectAll()
    page.chosen.open_dialog(TagDialog)
    settled(window)
    dialog = page.findChild(TagDialog)
    assert isinstance(dialog, TagDialog)
    window.hands.worker.ask(say("Saving"), lambda _office, _progress: gate.wait(60), lambda _: None, page.refused)
    dialog.tag.setCurrentText("周六专场")
    dialog.put()
    assert not dialog.on.isEnabled(), "what runs is not begun twice"
    dialog.reject()
    gate.set()
    settled(window)
    assert not page.chips.chips["tags"].isVisible()


def test_several_people_get_a_tag_are_filtered_by_it_listed_and_it_is_taken_back_at_once(
    page: ResidentsPage, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    assert not page.chips.chips["tags"].isVisible()
    page.table.view.clearSelection()
    for row in (0, 2):
        page.table.view.selectionModel().select(
            page.table.model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    chosen = list(page.table.selected_ids())
    page.chosen.open_dialog(TagDialog)
    settled(window)
    dialog = page.findChild(TagDialog)
    assert isinstance(dialog, TagDialog)
    dialog.put()
    settled(window)
    assert dialog.wrong.isVisible(), "a tag without a word is refused where it is typed"
    dialog.tag.setCurrentText("周六专场")
    dialog.put()
    settled(window)
    assert page.chips.chips["tags"].isVisible()
    page.aim(Filter(tags=frozenset({"周六专场"})))
    page.look(page.view)
    settled(window)
    assert list(page.table.model.ids) == chosen
    page.table.view.selectAll()
    page.chosen.open_dialog(ListDialog)
    lists = page.findChild(ListDialog)
    assert isinstance(lists, ListDialog)
    lists.save(tmp_path / "list.xlsx")
    settled(window)
    assert (tmp_path / "list.xlsx").exists()
    window.undo.trigger()
    settled(window)
    assert list(page.table.model.ids) == []
