"""The page of lists sent down: verdicts that add up, the call list, what is found out, the reply in the list's own workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from vaxdesk.actions import intake
from vaxdesk.actions.office import create_office
from vaxdesk.desk.column_dialog import ColumnDialog
from vaxdesk.desk.lists_page import ListsPage
from vaxdesk.desk.window import MainWindow

from .conftest import ON, PASSPHRASE

Settled = Callable[[MainWindow], None]
ROSTERS = ("street-roster.xlsx", "second-roster.xls", "exemptions.xlsx")


@pytest.fixture
def page(window: MainWindow, settled: Settled, tmp_path: Path, samples: Path) -> ListsPage:
    """The page with the sample list judged against the three sample files."""
    folder = tmp_path / "yunling.vaxdesk"
    with create_office(folder, PASSPHRASE, "云岭镇人民政府", "长子县", today=ON) as office:
        intake.commit(office, intake.preview(office, [intake.Request(samples / file) for file in ROSTERS], ON))
    window.welcome.begin(folder, PASSPHRASE, ON)
    settled(window)
    window.go("lists")
    settled(window)
    (found,) = (each for each in window.stack.pages if isinstance(each, ListsPage))
    found.judge(samples / "county-list.xlsx")
    settled(window)
    return found


def group(page: ListsPage, label: str) -> None:
    texts = [page.tables.groups.item(row).text() for row in range(page.tables.groups.count())]
    page.tables.groups.setCurrentRow(next(nth for nth, text in enumerate(texts) if text.startswith(label)))


def test_a_list_is_judged_asked_about_and_answered(
    page: ListsPage, window: MainWindow, settled: Settled, tmp_path: Path, truth: dict[str, Any]
) -> None:
    rows = truth["files"]["county-list.xlsx"]["rows"]
    texts = [page.tables.groups.item(row).text().split() for row in range(page.tables.groups.count())]
    counts = {label: int(count) for label, count in texts}
    assert counts.pop("全部") == len(rows)
    asked = counts.pop("需要询问")
    assert sum(counts.values()) == len(rows), "the verdicts add up to the rows"

    group(page, "查无此人")
    before = len(page.rows)
    name = page.rows[0][0].name
    assert page.found.told.isVisible()
    assert not page.found.open.isVisible()
    page.found.verdict.setCurrentIndex(page.found.verdict.findData("moved_out"))
    page.found.note.setText("邻居说去年搬走")
    page.found.keep.click()
    settled(window)
    assert len(page.rows) == before - 1
    assert page.listing is not None
    assert len(page.listing.to_ask) == asked - 1

    page.saving.reply_to(tmp_path / "reply.xlsx")
    settled(window)
    sheet = load_workbook(tmp_path / "reply.xlsx").active
    assert sheet is not None
    answered = {row[2]: row[7:9] for row in sheet.iter_rows(min_row=4, values_only=True) if row[2]}
    assert answered[name] == ("迁出", "邻居说去年搬走")
    assert "reply.xlsx" in page.result.text()


def test_the_call_list_goes_on_paper(page: ListsPage, window: MainWindow, settled: Settled, tmp_path: Path) -> None:
    page.saving.save_calls(tmp_path / "calls.xlsx")
    settled(window)
    sheet = load_workbook(tmp_path / "calls.xlsx").active
    assert sheet is not None
    assert page.listing is not None
    names = [row[2] for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    assert names == [row.name for row in page.listing.to_ask]


def test_rows_are_found_and_a_known_person_is_opened(page: ListsPage, window: MainWindow, settled: Settled) -> None:
    group(page, "已接种")
    name = page.rows[0][0].name
    page.tables.search.setText(name)
    assert {row[2] for row in page.tables.model.texts()} == {name}
    page.found.open.click()
    settled(window)
    assert window.page.heading.text() == name


def test_a_call_is_noted_in_the_contact_log_of_every_task(
    page: ListsPage, window: MainWindow, settled: Settled
) -> None:
    assert page.listing is not None
    asked = len(page.listing.to_ask)
    assert page.found.contact.isVisible()
    name = page.rows[0][0].name
    page.found.answer.setCurrentIndex(page.found.answer.findData("declined"))
    page.found.said.setText("本人说不想打")
    page.found.log.click()
    settled(window)
    assert len(page.listing.to_ask) == asked - 1, "who declined is asked no more"
    assert name not in [row.name for row, _ in page.rows]


def test_columns_of_a_list_that_nobody_knows_are_asked_for_once(
    page: ListsPage, window: MainWindow, settled: Settled, tmp_path: Path, samples: Path
) -> None:
    assert page.listing is not None
    known = page.listing.verdicts
    workbook = load_workbook(samples / "county-list.xlsx")
    for column, heading in enumerate(("编", "管区", "何人", "号码栏", "怎么找", "户在", "哪类", "结果", "其他"), 1):
        workbook.active.cell(3, column, heading)
    strange = tmp_path / "strange.xlsx"
    workbook.save(strange)
    page.judge(strange)
    settled(window)
    (dialog,) = page.findChildren(ColumnDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData("county_list"))
    wanted = {"township": 1, "name": 2, "id": 3, "phone": 4, "address": 5, "group": 6, "answer": 7, "note": 8}
    for nth, field in enumerate(dialog.fields):
        name = next((each for each, column in wanted.items() if column == nth), "")
        assert field.findData(name) >= 0, name
        field.setCurrentIndex(field.findData(name))
    dialog.take.click()
    settled(window)
    assert page.listing.verdicts == known
    page.saving.reply_to(tmp_path / "reply.xlsx")
    settled(window)
    assert not page.refusal.text()
    assert load_workbook(tmp_path / "reply.xlsx").active.cell(4, 8).value
    page.judge(strange)
    settled(window)
    assert len(page.findChildren(ColumnDialog)) == 1, "the answer is remembered"
