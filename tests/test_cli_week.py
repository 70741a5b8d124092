"""The week's commands on a small demo: the bridge, a number, the bulletin, reasons, and the county."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from vaxdesk.actions.demo import make_demo
from vaxdesk.cli import main

PASSWORD = "county 2021"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo") / "demo.vaxdesk", people=150).register


def run(*arguments: object) -> tuple[int, dict[str, Any]]:
    given = [*map(str, arguments), "--json"]
    result = CliRunner().invoke(main, given, env={"VAXDESK_PASSPHRASE": "demo township"})
    return result.exit_code, json.loads(result.stdout)


def test_a_week_from_the_submission_to_the_county(register: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    submit = (
        "submit",
        register,
        "--out",
        tmp_path / "in",
        "--password-file",
        tmp_path / "password",
        "--on",
        "2021-12-19",
    )
    status, refused = run(*submit, "--strict")
    assert (status, refused["refused"]) == (2, "reason_needed")
    status, made = run(*submit)
    assert status == 0
    needed = [each["code"] for each in made["self_check"]]
    (tmp_path / "reasons.json").write_text(json.dumps(dict.fromkeys(needed, "checked")))
    status, again = run(*submit, "--strict", "--reasons", tmp_path / "reasons.json")
    assert status == 0
    assert {each["reason"] for each in again["self_check"]} == {"checked"}
    (tmp_path / "townships").write_text("nobody\n", encoding="utf-8")
    status, county = run(
        "county", tmp_path / "in", "--password-file", tmp_path / "password", "--out", tmp_path / "out",
        "--townships", tmp_path / "townships", "--on", "2021-12-20",
    )  # fmt: skip
    assert status == 1
    assert county["missing"] == ["nobody"]
    assert [each["code"] for each in county["problems"]] == ["replaced"]
    assert county["townships"][0]["version"] == 2
    assert all(Path(file).is_file() for file in county["files"])


def test_a_bridge_between_days_adds_up(register: Path) -> None:
    status, found = run("bridge", register, "--from", "2021-11-01", "--to", "now", "--on", "2021-12-19")
    assert status == 0
    assert found["before"] + found["in"] - found["out"] == found["now"]
    assert sum(village["now"] for village in found["villages"].values()) == found["now"]


def test_a_number_is_kept_and_asked_again(register: Path) -> None:
    adults = ("--where", "standing=unvaccinated", "--where", "age=18..")
    status, first = run("count", register, *adults, "--keep", "friday", "--on", "2021-12-12")
    assert (status, first["last_on"]) == (0, None)
    status, again = run("count", register, "--again", "friday", "--on", "2021-12-19")
    assert again["last"] == first["count"]
    assert again["last"] + again["in"] - again["out"] == again["count"]
    status, refused = run("count", register, "--where", "age=old")
    assert (status, refused["refused"]) == (2, "condition_invalid")


def test_the_bulletin_and_the_check(register: Path, tmp_path: Path) -> None:
    status, made = run("bulletin", register, "--out", tmp_path / "bulletin.pdf", "--on", "2021-12-19")
    assert (status, made["pages"] > 1) == (0, True)
    status, found = run("check", register, "--on", "2021-12-19")
    assert (status, found["ok"]) == (0, True)
    assert {each["weight"] for each in found["self_check"]} <= {"reason", "note"}
