"""A cut of power while keying: a program is killed when the last key is kept, and the sheet opens where it was."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from vaxdesk.actions import canvass_desk
from vaxdesk.actions.intake import Request, commit, preview
from vaxdesk.actions.office import open_office
from vaxdesk.papers.workbook_out import write_grid

from .conftest import ON, PASSPHRASE
from .test_canvass import HEADINGS, PEOPLE, VILLAGE

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from vaxdesk.actions.language import translator
from vaxdesk.desk.canvass_page import CanvassPage
from vaxdesk.desk.page import Hands
from vaxdesk.desk.pages import PAGES
from vaxdesk.desk.welcome import Welcome
from vaxdesk.desk.window import MainWindow
from vaxdesk.desk.worker import Worker


def wait_until(reached):
    while not reached():
        QTest.qWait(20)


register, passphrase, day, lines = sys.argv[1], sys.argv[2], date.fromisoformat(sys.argv[3]), sys.argv[4:]
application = QApplication(sys.argv[:1])
settings = QSettings(str(Path(register).parent / "s.ini"), QSettings.Format.IniFormat)
hands = Hands(Worker(), translator("zh_CN"), settings)
window = MainWindow(hands, Welcome(hands), PAGES)
window.show()
window.welcome.begin(Path(register), passphrase, day)
wait_until(lambda: hands.worker.holds and hands.worker.resting)
window.go("canvass", 1)
page = next(page for page in window.stack.pages if isinstance(page, CanvassPage))
wait_until(lambda: page.door is not None and hands.worker.resting)
for nth, line in enumerate(lines, 1):
    QTest.keyClicks(page.sheet.line, line)
    if nth < len(lines):
        QTest.keyClick(page.sheet.line, Qt.Key.Key_Return)
wait_until(lambda: not page.keeping.isActive() and hands.worker.resting)
print("typed", flush=True)
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of a killed program is held a while")
def test_a_program_killed_while_keying_opens_the_sheet_where_it_was(
    register: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "roster.xlsx"
    write_grid(path, {VILLAGE: [HEADINGS, *PEOPLE]})
    with open_office(register, PASSPHRASE, today=ON) as office:
        commit(office, preview(office, [Request(path)], ON))
    lines = ("1 13500135000", "2 *")
    command = [sys.executable, "-c", PROGRAM, str(register), PASSPHRASE, ON.isoformat(), *lines]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "typed\n"
        program.kill()
    with open_office(register, PASSPHRASE, today=ON) as office:
        (waiting,) = canvass_desk.unfinished(office)
        typed = canvass_desk.open_draft(office, waiting.draft, ON).typed
        assert (typed.household, typed.lines, typed.typing) == (1, lines[:1], lines[1])
