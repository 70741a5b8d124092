"""The whole journey in the real window: a new register, rosters with review, counts, a ledger on paper, the submission."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from openpyxl import load_workbook
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest

from vaxdesk.actions.submission import week_of
from vaxdesk.desk.intake_page import IntakePage
from vaxdesk.desk.ledger_page import LedgerPage
from vaxdesk.desk.overview_page import OverviewPage
from vaxdesk.desk.residents_page import ResidentsPage
from vaxdesk.desk.submission_page import SubmissionPage
from vaxdesk.desk.window import MainWindow

from .conftest import ON, PASSPHRASE

SEVEN = ("completed", "incomplete", "unvaccinated", "exempt", "deferred", "unverified", "out_of_scope", "total")
Settled = Callable[[MainWindow], None]


def page_of(window: MainWindow, kind: type[Any]) -> Any:
    (page,) = (page for page in window.stack.pages if isinstance(page, kind))
    return page


def make_register(window: MainWindow, settled: Settled, folder: Path) -> None:
    new = window.welcome.first_steps
    new.name.setText("云岭镇人民政府")
    new.county.setText("长子县")
    new.folder.setText(str(folder))
    new.passphrase.setText(PASSPHRASE)
    new.again.setText(PASSPHRASE)
    new.submit()
    settled(window)
    assert window.page.name == "intake", "who has a roster takes it in first"
    window.bar.on.setDate(QDate(ON.year, ON.month, ON.day))
    window.go("overview")
    settled(window)


def take_in(window: MainWindow, settled: Settled, paths: Sequence[Path]) -> IntakePage:
    window.go("intake")
    page: IntakePage = page_of(window, IntakePage)
    page.preview(paths)
    settled(window)
    if page.review.right.isVisible():
        page.review.right.click()
    page.commit.click()
    settled(window)
    return page


def counts_on_screen(window: MainWindow) -> dict[str, list[int]]:
    window.go("overview")
    overview: OverviewPage = page_of(window, OverviewPage)
    return {village: [int(count) for count in counts] for village, _bar, *counts in overview.model.texts()}


def test_from_an_empty_register_to_the_submission(
    window: MainWindow, settled: Settled, tmp_path: Path, samples: Path, truth: dict[str, Any]
) -> None:
    make_register(window, settled, tmp_path / "yunling.vaxdesk")
    overview: OverviewPage = page_of(window, OverviewPage)
    assert overview.empty.isVisible(), "an empty register says what to do first"

    intake = take_in(window, settled, [samples / "street-roster.xlsx"])
    assert intake.past.undo.isEnabled()
    settled(window)
    expected = truth["counts_after"]["street-roster.xlsx"]
    window.go("overview")
    settled(window)
    assert counts_on_screen(window) == {village: [row[key] for key in SEVEN] for village, row in expected.items()}

    window.go("ledgers")
    settled(window)
    ledger: LedgerPage = page_of(window, LedgerPage)
    assert ledger.forms.currentText() == "已完成接种人员台账"
    assert {sheet.place: len(sheet.rows) for sheet in ledger.sheets} == {
        village: row["completed"] for village, row in expected.items() if village != "合计"
    }
    assert ledger.model.rowCount() == len(ledger.sheets[0].rows)

    for name in ("ledger.pdf", "ledger.xlsx"):
        ledger.save_as(tmp_path / name)
        settled(window)
    with pypdfium2.PdfDocument(tmp_path / "ledger.pdf") as pdf:
        assert "已完成接种人员台账" in pdf[0].get_textpage().get_text_range()
    assert len(load_workbook(tmp_path / "ledger.xlsx").sheetnames) == 3
    assert window.strip.note.text() == "已保存：ledger.xlsx"

    window.go("submission")
    settled(window)
    submission: SubmissionPage = page_of(window, SubmissionPage)
    assert submission.period.week.text() == week_of(ON) == "2021-W50"
    submission.making.folder.setText(str(tmp_path / "out"))
    submission.making.password.setText("county 2021")
    submission.making.again.setText("county 2021")
    submission.making.make.click()
    settled(window)
    assert "体检发现需要说明的情况" in submission.refusal.text()
    for row in range(submission.check.unanswered()):
        submission.check.table.selectRow(row)
        QTest.keyClicks(submission.check.reason, "checked")
    assert submission.check.unanswered() == 0
    submission.making.make.click()
    settled(window)
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert "密码请另行告知" in submission.making.result.text()
    assert submission.making.password.text() == "", "a password does not stay on the screen"
    submission.trail.medium.setText("政务邮箱")
    submission.trail.receiver.setText("县疾控中心")
    submission.trail.sent.click()
    settled(window)
    assert "县疾控中心" in next(submission.trail.model.texts())[4]


def test_a_review_adds_up_and_discarding_it_leaves_the_register_empty(
    window: MainWindow, settled: Settled, tmp_path: Path, samples: Path, truth: dict[str, Any]
) -> None:
    make_register(window, settled, tmp_path / "yunling.vaxdesk")
    window.go("intake")
    intake: IntakePage = page_of(window, IntakePage)
    intake.preview([samples / "street-roster.xlsx"])
    settled(window)
    file = truth["files"]["street-roster.xlsx"]
    groups = intake.review.groups
    data = [group.rows for group in groups if group.code not in ("skipped", "not_in_file")]
    assert sum(data) == len(file["rows"])
    assert {group.code: group.rows for group in groups}["skipped"] == len(file["skipped"])
    assert intake.review.tables.row_model.rowCount() > 0
    assert intake.review.tables.problems.text(), "a problem names its cell"
    intake.discard.click()
    window.go("overview")
    settled(window)
    assert counts_on_screen(window)["合计"][-1] == 0


def test_an_intake_is_taken_back_as_a_whole(
    window: MainWindow, settled: Settled, tmp_path: Path, samples: Path
) -> None:
    make_register(window, settled, tmp_path / "yunling.vaxdesk")
    intake = take_in(window, settled, [samples / "street-roster.xlsx"])
    assert window.bar.village.count() == 1 + 3
    intake.past.take_back(intake.past.intakes[0].change)
    settled(window)
    assert intake.past.intakes[0].undone
    window.go("overview")
    settled(window)
    assert counts_on_screen(window)["合计"][-1] == 0


def test_a_workbook_with_a_password_asks_for_it_on_the_page(
    window: MainWindow, settled: Settled, tmp_path: Path, samples: Path, truth: dict[str, Any]
) -> None:
    make_register(window, settled, tmp_path / "yunling.vaxdesk")
    window.go("intake")
    intake: IntakePage = page_of(window, IntakePage)
    intake.preview([samples / "garbage" / "password.xlsx"])
    settled(window)
    assert intake.password.isVisible()
    assert "password.xlsx" in intake.refusal.text()
    intake.password.field.setText(truth["files"]["garbage/password.xlsx"]["password"])
    intake.password.field.returnPressed.emit()
    settled(window)
    assert intake.review.change_set is not None
    assert not intake.password.isVisible()


def test_a_person_is_found_by_pinyin_with_the_sentence_why(
    window: MainWindow, settled: Settled, tmp_path: Path, samples: Path
) -> None:
    make_register(window, settled, tmp_path / "yunling.vaxdesk")
    take_in(window, settled, [samples / "street-roster.xlsx"])
    window.go("residents")
    residents: ResidentsPage = page_of(window, ResidentsPage)
    for length in range(1, len("wang") + 1):
        residents.search.setText("wang"[:length])
    settled(window)
    rows = range(residents.table.model.rowCount())
    surnames = {line.name[0] for line in map(residents.table.model.line, rows) if line is not None}
    assert {"王", "汪"} <= surnames <= set("王汪望旺万"), "wan gang begins with wang too"
    assert residents.card.why.text().endswith("。")
