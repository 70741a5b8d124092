"""The rooms and the one direction between them, as `setup.cfg` states them; and what a start must not load."""

import re
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name

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


LOAD_WHAT_OPENS_THE_WINDOW = """
import sys
from vaxdesk.commands import door
from vaxdesk import app
print(*({"sqlite_utils", "numpy", "vaxdesk.actions.intake"} & sys.modules.keys()))
print(*(name for name in sys.modules if name.endswith("_page")))
"""


def test_the_window_opens_without_its_pages_and_without_what_only_an_upgrade_needs() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_WHAT_OPENS_THE_WINDOW], capture_output=True, text=True, check=False
    )
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == []


LOADED_WHEN_USED = [
    home
    for path in sorted((TOP / "vaxdesk" / "desk").glob("*.py"))
    for home in re.findall(r'when_used\("([a-z_]+:[a-z_]+)"\)', path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("home", LOADED_WHEN_USED)
def test_a_verb_that_is_loaded_when_it_is_used_is_there(home: str) -> None:
    assert callable(resolve_name(f"vaxdesk.actions.{home}"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_lives_in_it(room: str) -> None:
    page = TOP / "vaxdesk" / room / "docs.md"
    assert page.is_file(), f"{page.relative_to(TOP)} is missing: what lives here, what may be imported, its intention"
    assert len(page.read_text(encoding="utf-8").split()) > 30, f"{page.relative_to(TOP)} says next to nothing"
