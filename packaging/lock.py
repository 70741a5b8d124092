"""Writes the locks: the sums of the wheels that the pinned versions stand for, on every system and Python that VaxDesk runs on.

    python packaging/lock.py        after a change of packaging/constraints*.txt

`run.sh` and `run.ps1` install from a lock, so that a file that was changed on its way is refused (pip, "hash-checking mode").
The sums come from the package index that pip is set up with; nothing is installed.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def _of(libraries: Sequence[str], processor: str) -> list[str]:
    return [f"{library}_{processor}" for library in libraries]


HERE = Path(__file__).resolve().parent
PYTHONS = ("3.11", "3.12", "3.13")
OLD_LINUX = [f"manylinux_2_{minor}" for minor in (28, 27, 26, 24, 17, 12, 5)] + ["manylinux2014"]
LINUX = [f"manylinux_2_{minor}" for minor in (34, 31)] + OLD_LINUX
ARM_LINUX = ["manylinux_2_39", "manylinux_2_35", *LINUX]
"""The C libraries of Linux, newest first: a wheel for an older one runs on a newer one."""
ELSEWHERE = (["win_amd64"], ["macosx_13_0_arm64"])
"""Not every part has wheels for Intel Macs any more: who develops on one builds what is missing, with the constraints alone."""
LOCKS: Mapping[str, Sequence[Sequence[str]]] = {
    "": (_of(LINUX, "x86_64"), _of(ARM_LINUX, "aarch64"), *ELSEWHERE),
    "-glibc228": (_of(OLD_LINUX, "x86_64"),),
}
"""For each pair of files the systems it is for."""
HEAD = "# Written by packaging/lock.py from {name}: what pip may install, by the sums of its files.\n"


def sums(constraints: Path, systems: Sequence[Sequence[str]]) -> dict[str, set[str]]:
    """The SHA-256 sums of the wheels of every pin. Raises CalledProcessError if the index has no wheel for a system."""
    found: dict[str, set[str]] = {}
    for system in systems:
        for python in PYTHONS:
            for item in _chosen(constraints, system, python):
                pin = f"{item['metadata']['name']}=={item['metadata']['version']}"
                found.setdefault(pin, set()).add(item["download_info"]["archive_info"]["hashes"]["sha256"])
    return found


def _chosen(constraints: Path, system: Sequence[str], python: str) -> Iterator[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        asked = [sys.executable, "-m", "pip", "install", "-qq", "--dry-run", "--no-deps", "--ignore-installed"]
        asked += ["--target", folder, "--only-binary", ":all:", "--python-version", python, "--report", str(report)]
        asked += [word for platform in system for word in ("--platform", platform)]
        subprocess.run([*asked, "-r", str(constraints)], check=True)
        yield from json.loads(report.read_text(encoding="utf-8"))["install"]


def lock(name: str, found: Mapping[str, set[str]]) -> str:
    """The text of a lock."""
    lines = [
        " \\\n".join([pin, *(f"    --hash=sha256:{each}" for each in sorted(found[pin]))])
        for pin in sorted(found, key=str.lower)
    ]
    return HEAD.format(name=name) + "\n".join(lines) + "\n"


def main() -> None:
    """Write both locks."""
    for suffix, systems in LOCKS.items():
        constraints = HERE / f"constraints{suffix}.txt"
        text = lock(constraints.name, sums(constraints, systems))
        (HERE / f"lock{suffix}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
