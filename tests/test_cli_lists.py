"""The command line on the lists that are not rosters: taken in, sent back, answered."""

import pytest

from .test_cli import ON, run


@pytest.fixture(scope="module")
def register(samples, tmp_path_factory):
    """The sample township with everybody away."""
    path = tmp_path_factory.mktemp("lists") / "town.vaxdesk"
    run("new", path, "--office", "云岭镇人民政府", "--county", "长子县")
    files = [samples / name for name in ("street-roster.xlsx", "second-roster.xls", "exemptions.xlsx", "migrants.xlsx")]
    run("intake", path, *files, "--on", ON)
    return path


def test_reconcile(register, samples, truth, tmp_path):
    out = tmp_path / "reply.xlsx"
    status, answer = run("reconcile", register, samples / "county-list.xlsx", "--out", out, "--on", ON, "--rows")
    expected = truth["files"]["county-list.xlsx"]
    assert status == 1  # some are to be asked
    assert answer["out"] == str(out)
    assert answer["rows"] == expected["counts"]["data_rows"] == len(answer["outcomes"])
    assert answer["verdicts"] == {code: n for code, n in expected["counts"].items() if code != "data_rows"}
    assert [row["verdict"] for row in answer["outcomes"]] == [row["verdict"] for row in expected["rows"]]


def test_a_list_is_not_taken_in(register, samples):
    status, answer = run("intake", register, samples / "county-list.xlsx", "--on", ON)
    assert (status, answer["refused"]) == (2, "kind_not_taken")


@pytest.mark.parametrize(
    ("file", "counts"),
    [("canvass.xls", {"matched": 284, "added": 8}), ("checkpoint.xlsx", {"matched": 16, "to_confirm": 11, "added": 3})],
)
def test_other_lists_are_previewed(register, samples, file, counts):
    _, answer = run("intake", register, samples / file, "--preview", "--on", ON)
    [seen] = answer["files"]
    assert {code: seen[code] for code in counts} == counts
    assert answer["change_set"] is None


def test_rows_that_were_sent_back_are_saved_for_their_sender(register, samples, tmp_path):
    out = tmp_path / "corrections.xlsx"
    _, answer = run("intake", register, samples / "street-roster.xlsx", "--preview", "--corrections", out, "--on", ON)
    assert answer["corrections"] == [{"file": "street-roster.xlsx", "out": str(out), "rows": 16}]
    assert out.exists()
