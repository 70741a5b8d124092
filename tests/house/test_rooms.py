"""The rooms and the one direction between them, as `setup.cfg` states them; and what a start must not load."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

TOP = Path(__file__).parents[2]
ROOMS = ("rules", "papers", "register", "actions", "desk")
HEAVY = ("openpyxl", "reportlab", "pypinyin", "msoffcrypto", "lxml")

LOAD_ALL_BUT_THE_DESK = f"""
import importlib, pkgutil, sys, vaxdesk
for module in pkgutil.walk_packages(vaxdesk.__path__, "vaxdesk."):
    if not module.name.startswith(("vaxdesk.desk", "vaxdesk.app", "vaxdesk.bench.window", "vaxdesk.bench.bare_window")):
        importlib.import_module(module.name)
print(*({{"PySide6", *{HEAVY!r}}} & {{name.partition(".")[0] for name in sys.modules}}))
"""


def test_imports_keep_to_the_contracts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    status = lint_imports(config_filename="setup.cfg", no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_a_start_loads_neither_heavy_libraries_nor_qt() -> None:
    loaded = subprocess.run([sys.executable, "-c", LOAD_ALL_BUT_THE_DESK], capture_output=True, text=True, check=False)
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == [], "import these inside the function that uses them"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_lives_in_it(room: str) -> None:
    page = TOP / "vaxdesk" / room / "docs.md"
    assert page.is_file(), f"{page.relative_to(TOP)} is missing: what lives here, what may be imported, its intention"
    assert len(page.read_text(encoding="utf-8").split()) > 30, f"{page.relative_to(TOP)} says next to nothing"
