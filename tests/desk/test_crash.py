"""The real program crashes below Python; its next start says so, and shows a report without personal data."""

import os
import subprocess
import sys
from pathlib import Path

CRASH = """
import faulthandler
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from vaxdesk.app import run
application = QApplication([])
def crash(name):
    faulthandler._sigsegv()
QTimer.singleShot(0, lambda: crash("Wang Xiaoming"))
run(None, "en")
"""
LOOK = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from vaxdesk.app import run
from vaxdesk.desk.bug_dialog import BugDialog
application = QApplication([])
def look():
    for each in application.topLevelWidgets():
        if isinstance(each, BugDialog) and each.isVisible():
            print(each.findChild(QLabel).text())
            print(each.text.toPlainText())
            each.reject()
    QTimer.singleShot(0, application.closeAllWindows)
QTimer.singleShot(0, look)
run(None, "en")
"""


def program(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, whose settings and state lie in a folder."""
    folders = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}
    apart = {"XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config")}
    environment = {**os.environ, **folders, **apart, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)


def test_the_next_start_tells_of_a_crash_once(tmp_path: Path) -> None:
    assert program(CRASH, tmp_path).returncode != 0
    told = program(LOOK, tmp_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("The last time the program broke off by itself.")
    assert "Segmentation fault" in told.stdout or "access violation" in told.stdout
    assert "vaxdesk/app.py:" in told.stdout
    assert str(tmp_path) not in told.stdout
    assert "Wang" not in told.stdout
    assert program(LOOK, tmp_path).stdout == "", "told once"
