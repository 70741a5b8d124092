"""A short run of `killing.py`: the program is killed at random moments, and nothing that was told is lost."""

import random
import sys

import pytest

from . import killing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a child is forked to be killed")
TIMES = 3


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    killing.prepare(folder)
    return folder


@pytest.mark.parametrize("name", ["keying", "intake", "merge", "submit", "upgrade"])
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_kill_loses_nothing_that_was_told(prepared, name):
    (work,) = (work for work in killing.WORKS if work.name == name)
    chance = random.Random(name)
    for _ in range(TIMES):
        assert killing.kill_once(work, prepared, chance) == []
