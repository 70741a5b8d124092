"""What stands between the program and the system in some tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library to be loaded first: a disk that goes wrong, and a list of the files that are made (disk.c)."""
    if not (sys.platform == "linux" and shutil.which("cc")):
        pytest.skip("a C compiler makes what stands between the program and the system")
    made = tmp_path_factory.mktemp("shim") / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", str(made), str(source), "-ldl"], check=True)
    return made
