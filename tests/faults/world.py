"""Disks that can be filled, turned read-only, and pulled: small file systems in memory, for whoever may mount them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest


class Disk(NamedTuple):
    """A file system of its own."""

    folder: Path

    def turn_read_only(self) -> None:
        """From now on nobody writes to it."""
        _mount("-o", "remount,ro", str(self.folder))

    def turn_writable(self) -> None:
        """As before."""
        _mount("-o", "remount,rw", str(self.folder))

    def pull(self) -> None:
        """It is gone, though files of it are open."""
        subprocess.run(["umount", "-l", str(self.folder)], check=True, capture_output=True)

    def fill(self) -> Path:
        """Leave no room on it; the answer is the file to delete for room."""
        filler = self.folder / "filler"
        with filler.open("wb") as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        os.write(file.fileno(), bytes(size))
                except OSError:
                    continue
        return filler


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A disk of so many MiB; the test is skipped where one may not mount."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only the administrator of a Linux system may mount a disk")
    folder.mkdir()
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    except subprocess.CalledProcessError:
        pytest.skip("this system mounts nothing")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def _mount(*given: str) -> None:
    subprocess.run(["mount", *given], check=True, capture_output=True)
