"""The benchmarks run, at a size that says nothing about speed, and leave what they stand on as it was."""

from hashlib import sha256
from pathlib import Path

import pytest

from vaxdesk.bench.day import Case
from vaxdesk.bench.ground import TIMES, Ground, enlarge, opened, prepare
from vaxdesk.bench.runner import ALL_CASES, run_benchmarks
from vaxdesk.rules.messages import Refused

PEOPLE = 60


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return prepare(tmp_path_factory.mktemp("bench"), PEOPLE)


def content(folder: Path) -> dict[str, str]:
    """Every file but the database, in which each opening is put on record, and the note of what was saved last."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("register.db", "latest"))
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("case", ALL_CASES, ids=[case.name for case in ALL_CASES])
def test_work_and_limit_are_measured(case: Case, ground: Ground) -> None:
    before = content(ground.register.parent)
    assert case.work(ground).seconds > 0
    assert case.limit > 0 if isinstance(case.limit, float) else case.limit(ground).seconds > 0
    assert content(ground.register.parent) == before


def test_the_register_holds_the_whole_township(ground: Ground) -> None:
    with opened(ground) as office:
        assert office.people == PEOPLE


def test_the_large_register_holds_everybody_ten_times(ground: Ground) -> None:
    with opened(enlarge(ground)) as office:
        assert office.people == PEOPLE * TIMES


def test_a_result_says_what_was_measured_and_what_was_aimed_at() -> None:
    told: list[str] = []
    [result] = run_benchmarks(PEOPLE, "judge", told.append)
    assert told == ["prepare", "judge"]
    assert result["name"] == "judge"
    assert result["ratio"] == pytest.approx(result["seconds"] / result["limit_seconds"])
    assert result["ok"] == (result["ratio"] <= result["aim"])
    assert "peak_mb" in result


def test_an_unknown_benchmark_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="benchmark_unknown: There is no benchmark speed: choose one of intake, judge"):
        run_benchmarks(PEOPLE, "speed", print)
