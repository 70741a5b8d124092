"""The locks hold what the constraints pin, each part with the sums of its files."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def pins(text: str) -> set[tuple[str, str]]:
    wanted = (Requirement(line.removesuffix(" \\")) for line in text.splitlines() if "==" in line)
    return {(canonicalize_name(each.name), str(each.specifier)) for each in wanted}


@pytest.mark.parametrize("suffix", ["", "-glibc228"])
def test_every_pinned_part_is_locked_by_its_sums(suffix: str) -> None:
    locked = (PACKAGING / f"lock{suffix}.txt").read_text(encoding="utf-8")
    pinned = (PACKAGING / f"constraints{suffix}.txt").read_text(encoding="utf-8")
    assert pins(locked) == pins(pinned), "run: python packaging/lock.py"
    parts = locked.replace(" \\\n", " ").splitlines()[1:]
    assert all(" --hash=sha256:" in part for part in parts)
