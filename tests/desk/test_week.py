"""Tasks and progress in the real window: typed and pasted figures, charts, and the people behind a number."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vaxdesk.actions import intake
from vaxdesk.actions.office import create_office
from vaxdesk.desk.county_page import CountyPage
from vaxdesk.desk.grid import GridColumn, GridModel, any_text, whole_number
from vaxdesk.desk.pages import PAGES
from vaxdesk.desk.plan_page import PlanPage
from vaxdesk.desk.progress_page import ProgressPage
from vaxdesk.desk.question_page import QuestionPage
from vaxdesk.desk.residents_page import ResidentsPage
from vaxdesk.desk.submission_page import SubmissionPage
from vaxdesk.desk.window import MainWindow
from vaxdesk.rules.charts import BarChart
from vaxdesk.rules.questions import read_condition

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]


@pytest.fixture
def open_town(window: MainWindow, settled: Settled, tmp_path: Path, samples: Path) -> MainWindow:
    """The window on a register with the street's roster, on the day of the samples."""
    folder = tmp_path / "town.vaxdesk"
    with create_office(folder, PASSPHRASE, "云岭镇人民政府", "长子县", today=ON) as office:
        intake.commit(office, intake.preview(office, [intake.Request(samples / "street-roster.xlsx")], ON))
    window.welcome.begin(folder, PASSPHRASE, ON)
    settled(window)
    return window


def page_of(window: MainWindow, kind: type[Any]) -> Any:
    """The page of this kind."""
    return next(page for page in window.stack.pages if isinstance(page, kind))


def test_a_grid_takes_a_block_of_a_spreadsheet() -> None:
    grid = GridModel()
    said: list[Any] = []
    grid.refused.connect(said.append)
    columns = [GridColumn("村", None, "left"), GridColumn("一月", whole_number), GridColumn("二月", whole_number)]
    grid.show(columns, [["东村", "", ""], ["西村", "", ""]])
    grid.paste("1,200\t３\r\n4.0\t\r\n", 0, 1)
    assert [grid.column(1), grid.column(2)] == [["1200", "4"], ["3", ""]]
    assert not said
    grid.paste("5\t6\t7", 0, 1)
    assert "1 pasted cells" in str(said.pop())
    grid.paste("abc", 0, 1)
    assert "abc" in str(said.pop())
    grid.paste("7\tx\n8\t9", 0, 1)
    assert "x" in str(said.pop())
    assert grid.column(1) == ["5", "4"], "what cannot stand there changes nothing, nor what came with it"
    grid.paste("西村\t20\n东村\t10", 0, 0)
    assert grid.column(1) == ["10", "20"], "a line goes to the village it names"
    grid.paste("北村\t20", 0, 0)
    assert "北村" in str(said.pop())


def test_a_growing_grid_has_always_one_empty_row() -> None:
    grid = GridModel(grows=True)
    grid.show([GridColumn("名称", any_text)], [])
    grid.put(0, 0, "第一阶段")
    assert grid.rowCount() == 2
    assert grid.rows() == [["第一阶段"]]


def test_tasks_are_pasted_saved_and_checked(open_town: MainWindow, settled: Settled) -> None:
    open_town.go("plan")
    settled(open_town)
    plan: PlanPage = page_of(open_town, PlanPage)
    plan.add_task()
    villages = len(plan.plan.villages)
    plan.tasks.paste("\n".join(["30"] * villages + ["100"]), 0, 1)
    plan._save_tasks()
    settled(open_town)
    assert "请改正数字，或说明原因" in plan.refusal.text()
    plan.tasks_why.setText("新村未划入")
    plan._save_tasks()
    settled(open_town)
    assert "原因：新村未划入" in plan.remark.text()
    assert "各村合计90，总数为100，相差-10" in plan.remark.text()
    plan.stages.paste("60岁以上全程\t60-69,70+\t全程\t2021-12-01\t2021-12-31 18:00", 0, 0)
    plan._save_stages()
    settled(open_town)
    assert plan.stages.rows()[0][7].endswith("%")
    plan.stages.put(0, 4, "下月底")
    plan._save_stages()
    assert "截止时间请写到钟点" in plan.refusal.text()


def test_a_bar_and_a_count_open_the_people_behind_them(open_town: MainWindow, settled: Settled, tmp_path: Path) -> None:
    open_town.go("progress")
    settled(open_town)
    progress: ProgressPage = page_of(open_town, ProgressPage)
    chart = progress.wall.villages.chart
    assert isinstance(chart, BarChart)
    assert "应种人数" in progress.wall.villages.note.text()
    progress.wall.villages.pressed.emit(chart.bars[0].key)
    settled(open_town)
    residents: ResidentsPage = page_of(open_town, ResidentsPage)
    assert residents.wanted().villages == frozenset({chart.bars[0].key})
    open_town.go("progress")
    row, (count, label) = next(
        (row, texts) for row, texts in enumerate(progress.wall.quality.texts()) if texts[0] != "0"
    )
    progress.wall._open_question(row)
    settled(open_town)
    assert residents.table.model.rowCount() == int(count)
    assert residents.chips.listed.text().startswith(label[:5])
    residents.chips.listed.click()
    settled(open_town)
    assert residents.table.model.rowCount() > int(count)
    progress.save_as(tmp_path / "bulletin.pdf")
    settled(open_town)
    assert (tmp_path / "bulletin.pdf").stat().st_size > 5000


def test_a_rate_a_week_and_the_keyboard_open_their_people(
    open_town: MainWindow, settled: Settled, qtbot: QtBot
) -> None:
    open_town.go("progress")
    settled(open_town)
    progress: ProgressPage = page_of(open_town, ProgressPage)
    residents: ResidentsPage = page_of(open_town, ResidentsPage)
    tile = progress.wall.tiles["full_course_rate"]
    assert "应种人数" in tile.below.text()
    tile.click()
    settled(open_town)
    assert tile.below.text().startswith(f"{residents.table.model.rowCount()}／")
    open_town.go("progress")
    bars = progress.wall.bands
    assert isinstance(bars.chart, BarChart)
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    with qtbot.waitSignal(bars.pressed) as pressed:
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert pressed.args == [bars.chart.bars[1].key]
    settled(open_town)
    open_town.go("progress")
    due = progress.wall.due
    assert isinstance(due.chart, BarChart)
    due.pressed.emit(due.chart.bars[0].key)
    settled(open_town)
    assert residents.table.model.rowCount() == int(due.chart.bars[0].text)


def test_rates_stand_side_by_side_with_places_for_villages_only(open_town: MainWindow, settled: Settled) -> None:
    open_town.go("progress")
    progress: ProgressPage = page_of(open_town, ProgressPage)
    progress.tabs.setCurrentWidget(progress.rates)
    settled(open_town)
    rates = progress.rates
    office = list(rates.model.texts())
    assert {row[3] for row in office if row[0] == "全程接种率"} >= {"应种人数", "摸底登记人数"}
    rates.kind.setCurrentIndex(rates.kind.findData("village"))
    titles = [rates.model.headerData(nth, Qt.Orientation.Horizontal) for nth in range(rates.model.columnCount())]
    assert titles[4:8] == ["本项排名", "入户联系排名", "摸底排名", "台账质量排名"]
    rates.kind.setCurrentIndex(rates.kind.findData("band"))
    assert rates.model.columnCount() == len(titles) - 4, "age bands have no places"
    rates.bands.setText("60+")
    rates.bands.editingFinished.emit()
    settled(open_town)
    row = next(row for row in rates.model.texts() if row[0].startswith("60"))
    rates.table.clicked.emit(rates.model.index(list(rates.model.texts()).index(row), 0))
    settled(open_town)
    assert page_of(open_town, ResidentsPage).table.model.rowCount() == int(row[1])
    open_town.go("progress")
    progress.tabs.setCurrentWidget(progress.due)
    settled(open_town)
    *_, total = progress.due.model.texts()
    assert progress.due.days.text()
    progress.due.table.clicked.emit(progress.due.model.index(progress.due.model.rowCount() - 1, 2))
    settled(open_town)
    assert page_of(open_town, ResidentsPage).table.model.rowCount() == int(total[2])
    open_town.go("progress")
    progress.tabs.setCurrentWidget(progress.targets)
    assert all(row[6] for row in progress.targets.model.texts())


def test_a_finding_of_the_self_check_opens_its_list(
    open_town: MainWindow, settled: Settled, qapp: QApplication
) -> None:
    open_town.go("submission")
    settled(open_town)
    submission = open_town.page
    for finding, _ in submission.prepared.findings:
        assert finding.people or finding.page in [page.name for page in PAGES], finding.code
    submission.check.table.selectRow(0)
    finding = submission.prepared.findings[0][0]
    submission.check.open.click()
    settled(open_town)
    residents: ResidentsPage = page_of(open_town, ResidentsPage)
    assert open_town.page is residents
    assert residents.table.model.rowCount() == len(finding.people)


def test_a_number_is_counted_kept_and_asked_again(open_town: MainWindow, settled: Settled) -> None:
    open_town.go("question")
    settled(open_town)
    page: QuestionPage = page_of(open_town, QuestionPage)
    everybody = page.answer.count
    page.rows.show_question([read_condition("standing=unvaccinated"), read_condition("age=60..")])
    settled(open_town)
    assert 0 < page.answer.count < everybody
    assert page.figure.text() == f"{page.answer.count}人"
    page.kept_name.setText("60岁以上未种")
    page._keep()
    settled(open_town)
    page.rows.show_question(())
    settled(open_town)
    page._ask_again()
    settled(open_town)
    assert "与2021年12月19日相比" in page.since.text()
    count = page.answer.count
    page.names.click()
    settled(open_town)
    residents: ResidentsPage = page_of(open_town, ResidentsPage)
    assert residents.table.model.rowCount() == count
    page.rows.show_question([read_condition("age=60..")])
    page.rows.rows[0].first.setText("sixty")
    page.rows.rows[0].first.editingFinished.emit()
    assert "请填整数" in page.refusal.text()


def test_the_county_takes_in_what_the_township_sent(open_town: MainWindow, settled: Settled, tmp_path: Path) -> None:
    open_town.go("submission")
    settled(open_town)
    submission: SubmissionPage = page_of(open_town, SubmissionPage)
    submission.making.folder.setText(str(tmp_path / "in"))
    submission.making.password.setText("county 2021")
    submission.making.again.setText("county 2021")
    for row in range(submission.check.unanswered()):
        submission.check.table.selectRow(row)
        QTest.keyClicks(submission.check.reason, "checked")
    submission.making.make.click()
    settled(open_town)
    open_town.go("county")
    county: CountyPage = page_of(open_town, CountyPage)
    county.folder.setText(str(tmp_path / "in"))
    county.passwords.setPlainText("county 2021")
    county.expected.setPlainText("云岭镇人民政府\n丙镇")
    county._take_in()
    settled(open_town)
    assert [row[0] for row in county.townships.texts()] == ["云岭镇人民政府"]
    assert list(county.problems.texts()) == [("丙镇", "尚未报送")]
    county.write_to(tmp_path / "out")
    settled(open_town)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".xlsx"}


def test_the_bridge_between_any_two_days_opens_its_people_and_is_saved(
    open_town: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    open_town.go("progress")
    progress: ProgressPage = page_of(open_town, ProgressPage)
    progress.tabs.setCurrentWidget(progress.bridge)
    settled(open_town)
    tab = progress.bridge
    assert "还没有上报过" in tab.sentence.text()
    tab.since.setEditText("2021-11-01")
    tab.until.setEditText("2021-12-19")
    tab.compare()
    settled(open_town)
    assert tab.bridge.before + tab.bridge.came - tab.bridge.went == tab.bridge.now
    *_, total = tab.model.texts()
    column = len(total) - 1
    tab.table.clicked.emit(tab.model.index(tab.model.rowCount() - 1, column))
    settled(open_town)
    assert page_of(open_town, ResidentsPage).table.model.rowCount() == int(total[column]) > 0
    tab.save_as(tmp_path / "bridge.pdf")
    settled(open_town)
    assert (tmp_path / "bridge.pdf").stat().st_size > 3000
    tab.since.setEditText("last week")
    tab.compare()
    settled(open_town)
    assert "2021-W50" in tab.sentence.text(), "it says how a moment is written"
    assert not tab.save.isEnabled()


def test_several_values_are_ticked_without_opening_the_menu_again(open_town: MainWindow, settled: Settled) -> None:
    open_town.go("question")
    settled(open_town)
    page: QuestionPage = page_of(open_town, QuestionPage)
    row = page.rows.rows[0]
    for action in row.menu.actions()[:2]:
        row.menu.setActiveAction(action)
        row.menu.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier))
    assert len(row.condition().values) == 2
    settled(open_town)
    assert page.answer.count == sum(page.answer.villages.values()) > 0
