"""A short run of `fuzzing.py`: every parser of something from outside reads or refuses."""

import random

import pytest

from . import fuzzing

TIMES = 12


@pytest.fixture(scope="module")
def every(samples, tmp_path_factory):
    return {target.name: target for target in fuzzing.targets(samples, tmp_path_factory.mktemp("fuzz"))}


@pytest.mark.parametrize(
    "name",
    [
        "workbook", "csv", "template", "form", "recipe", "key file", "backup", "manifest", "submission", "sealed submission",
        "passwords", "small files",
    ],
)  # fmt: skip
def test_a_damaged_input_is_read_or_refused(every, tmp_path, name):
    luck = random.Random(name)
    wrong = [fuzzing.fuzz_once(every[name], tmp_path, luck) for _ in range(TIMES)]
    assert not [each for each in wrong if each]
