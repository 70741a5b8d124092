"""The program speaks with nobody: no module of it can open a connection, run text as code, or unpickle what comes from outside."""

import ast
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
CODE = TOP / "vaxdesk"
MODULES = {
    "socket",
    "http",
    "urllib",
    "urllib.request",
    "ftplib",
    "smtplib",
    "requests",
    "ssl",
    "asyncio",
    "pickle",
    "shelve",
    "marshal",
}
CALLS = {"eval", "exec", "compile", "__import__"}


def trees():
    return {
        path.relative_to(TOP).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in CODE.rglob("*.py")
    }


def test_nothing_imports_a_network_or_pickle():
    found = {
        f"{place}:{node.lineno} {name}"
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name in MODULES or name.startswith("PySide6.QtWebEngine")
    }
    assert not found


def test_nothing_runs_text_as_code_or_in_a_shell():
    found = {
        f"{place}:{node.lineno}"
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in CALLS)
            or ast.unparse(node.func) in ("os.system", "os.popen")
            or any(key.arg == "shell" for key in node.keywords)
        )
    }
    assert not found


def test_a_day_of_work_opens_no_socket(tmp_path):
    """Every socket the interpreter opens is an audit event: in a process that runs the commands of a day there is none."""
    code = (
        "import sys\n"
        "def hook(event, given):\n"
        "    if event.startswith('socket.') and event not in ('socket.__new__', 'socket.gethostname'):\n"
        "        raise SystemExit(f'{event} {given}')\n"
        "sys.addaudithook(hook)\n"
        "from pathlib import Path\n"
        "from vaxdesk.actions import checking, backups, ledgers\n"
        "from vaxdesk.actions.demo import PASSPHRASE, make_demo\n"
        "from vaxdesk.actions.office import open_office\n"
        "folder = Path(sys.argv[1])\n"
        "made = make_demo(folder / 'town.vaxdesk', people=30)\n"
        "with open_office(made.register, PASSPHRASE, today=made.on) as office:\n"
        "    assert ledgers.make(office, 'unvaccinated', made.on)\n"
        "    backups.back_up(office, folder / 'one.vaxdesk-backup')\n"
        "    assert checking.check(office, made.on) == []\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


WINDOW = """
import sys
def hook(event, given):
    if event.startswith('socket.') and event not in ('socket.__new__', 'socket.gethostname'):
        print(event, given)
        sys.stdout.flush()
sys.addaudithook(hook)
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.language import translator
from vaxdesk.desk.page import Hands
from vaxdesk.desk.pages import PAGES
from vaxdesk.desk.welcome import Welcome
from vaxdesk.desk.window import MainWindow
from vaxdesk.desk.worker import Worker
folder = Path(sys.argv[1])
made = make_demo(folder / 'town.vaxdesk', people=30)
application = QApplication([])
hands = Hands(Worker(), translator('zh_CN'), QSettings(str(folder / 'settings.ini'), QSettings.Format.IniFormat))
window = MainWindow(hands, Welcome(hands), PAGES)
window.show()
def settle():
    QTest.qWait(20)
    while not hands.worker.resting:
        QTest.qWait(20)
window.welcome.begin(made.register, PASSPHRASE, made.on)
settle()
for page in PAGES:
    window.go(page.name)
    settle()
print(len(window.stack.built), 'pages')
window.close()
"""


def test_no_page_of_the_desk_opens_a_socket(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", WINDOW, str(tmp_path)],
        capture_output=True, text=True, check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = ran.stdout.split()
    assert told[1:] == ["pages"], ran.stdout
    assert int(told[0]) > 10
