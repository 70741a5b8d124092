"""Forms and resources are found wherever VaxDesk is installed, from a checkout or from a wheel."""

import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import pytest

TOP = Path(__file__).parents[2]
SHIPPED = ("setup.cfg", "pyproject.toml", "main.py", "README.md", "LICENSE")
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


def data_files(folder: str) -> set[str]:
    """Every file of a folder as it must be found in the installed package, by its path inside `vaxdesk`."""
    paths = (path for path in (TOP / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"vaxdesk/{folder}/{path.relative_to(TOP / folder).as_posix()}" for path in paths}


@pytest.mark.parametrize("folder", ["forms", "resources"])
def test_a_checkout_finds_its_data(folder: str) -> None:
    assert (files(f"vaxdesk.{folder}") / "__init__.py").read_bytes() == (TOP / folder / "__init__.py").read_bytes()


def test_a_wheel_carries_all_code_and_data(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for folder in ("vaxdesk", "forms", "resources"):
        shutil.copytree(TOP / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in SHIPPED:
        shutil.copy(TOP / name, source / name)
    built = subprocess.run(
        [sys.executable, "-c", BUILD, tmp_path], cwd=source, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    installed = tmp_path / "installed"
    with ZipFile(tmp_path / built.stdout.split()[-1]) as wheel:
        carried = set(wheel.namelist())
        wheel.extractall(installed)
    code = {path.relative_to(TOP).as_posix() for path in (TOP / "vaxdesk").rglob("*.py")}
    missing = (code | data_files("forms") | data_files("resources")) - carried
    assert not missing, f"add to package_data in setup.cfg: {sorted(missing)}"
    found = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            "from importlib.resources import files; print(files('vaxdesk.resources').joinpath('locale'))",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == installed / "vaxdesk" / "resources" / "locale"
