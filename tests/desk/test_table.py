"""The model over plain rows, without a window."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from vaxdesk.desk.labels import plain
from vaxdesk.desk.shapes import shape_of
from vaxdesk.desk.table import Heading, Marked, RowsModel, fit_columns, table_view

ROLE = Qt.ItemDataRole
HEADINGS = [Heading("村"), Heading("人数", "right")]


def test_rows_stand_under_their_headings(qtmodeltester: ModelTester) -> None:
    model = RowsModel(HEADINGS, [("石磴村", 12), ("合计", None)])
    qtmodeltester.check(model)
    assert list(model.texts()) == [("石磴村", "12"), ("合计", "")]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "人数"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_counts_are_aligned_to_the_right_and_the_total_is_bold() -> None:
    model = RowsModel()
    model.show(HEADINGS, [("石磴村", 12), ("合计", 12)], total=True)
    assert model.data(model.index(0, 1), ROLE.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 1), ROLE.FontRole) is None
    assert model.data(model.index(1, 1), ROLE.FontRole).bold()


def test_a_standing_is_a_word_with_a_shape(qtbot: QtBot) -> None:
    model = RowsModel([Heading("接种情况")], [(Marked("应种未种", shape_of("unvaccinated")),)])
    cell = model.index(0, 0)
    assert model.data(cell) == "应种未种"
    assert not model.data(cell, ROLE.DecorationRole).isNull()
    assert model.data(cell, ROLE.AccessibleTextRole) == "接种情况: 应种未种"


def test_days_are_written_with_year_month_and_day() -> None:
    assert list(RowsModel([Heading("日期")], [(date(2021, 8, 3),)]).texts()) == [("2021-08-03",)]


def test_a_label_without_its_mnemonic() -> None:
    assert [plain("&Village"), plain("村（社区）(&V)"), plain("C&lose")] == ["Village", "村（社区）", "Close"]


def test_columns_fitted_again_never_grow_beyond_the_window(qtbot: QtBot) -> None:
    model = RowsModel(HEADINGS)
    view = table_view(model, "村")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    model.show(HEADINGS, [(f"石磴村{number}组", number) for number in range(100)])
    for _time in range(2):
        fit_columns(view)
        qtbot.waitUntil(view.verticalScrollBar().isVisible)
        assert view.horizontalScrollBar().maximum() == 0
