"""The command line: its JSON, its exit status, and its refusals."""

import json

import pytest
from click.testing import CliRunner

from vaxdesk.cli import main

PASSPHRASE = "correct horse"
ON = "2021-12-19"


def run(*arguments, passphrase=PASSPHRASE):
    """Run a command; its exit status and what it answered as JSON."""
    result = CliRunner(env={"VAXDESK_PASSPHRASE": passphrase}).invoke(main, [*map(str, arguments), "--json"])
    return result.exit_code, json.loads(result.stdout) if result.stdout.strip() else None


@pytest.fixture(scope="module")
def register(samples, tmp_path_factory):
    """The sample township, made by commands."""
    path = tmp_path_factory.mktemp("cli") / "town.vaxdesk"
    status, answer = run("new", path, "--office", "云岭镇人民政府", "--county", "长子县")
    assert (status, answer) == (0, {"register": str(path), "campaign": "covid-12"})
    files = [samples / name for name in ("street-roster.xlsx", "second-roster.xls", "exemptions.xlsx")]
    status, answer = run("intake", path, *files, "--on", ON, "--rows")
    assert status == 1  # some rows need a person
    assert [file["kind"] for file in answer["files"]] == ["roster", "roster", "exemptions"]
    return path, answer


def test_intake_tells_every_row(register, truth):
    for file in register[1]["files"]:
        expected = truth["files"][file["file"]]
        assert len(file["outcomes"]) == file["rows"] == expected["counts"]["data_rows"]
        assert {(row["sheet"], row["row"]): row["outcome"] for row in file["outcomes"]} == {
            (row["sheet"], row["row"]): row["outcome"] for row in expected["rows"]
        }
        assert file["skipped"] == len(expected["skipped"])


def test_standing(register, truth):
    status, answer = run("standing", register[0], "--on", ON)
    expected = truth["counts_after"]["exemptions.xlsx"]["合计"]
    assert status == 0
    assert {"total": answer["total"], **answer["counts"]} == expected
    assert set(answer["villages"]) == set(truth["about"]["villages"])
    status, answer = run("standing", register[0], "--on", ON, "--village", "石磴村")
    assert answer["total"] == truth["counts_after"]["exemptions.xlsx"]["石磴村"]["total"]


def test_people_stand_where_the_truth_says(register, truth):
    status, answer = run("people", register[0], "--on", ON, "--reason", "comparison")
    assert status == 0
    expected = {person["id_number"]: person for person in truth["persons"]}
    settled = ("standing_in_register", "expected")
    for person in answer["people"]:
        if person["id_number"] not in expected:
            continue
        wanted = expected[person["id_number"]]
        assert person["standing"] == wanted[settled[0]]
        if wanted[settled[0]] == wanted[settled[1]]["standing"]:
            assert person["why"]
    assert len(answer["people"]) == truth["counts_after"]["exemptions.xlsx"]["合计"]["total"]


@pytest.mark.parametrize("text", ["黄福宇", "福宇", "huangfuyu", "hfy", "381X", "381x", "7920", "柳荫沟村1号 黄福"])
def test_find(register, text):
    status, answer = run("find", register[0], text, "--on", ON)
    assert status == 0
    assert "黄福宇" in [person["name"] for person in answer["people"]]


def test_somebody_gets_their_own_record(register, truth, tmp_path):
    person = next(
        each for each in truth["persons"] if each["id_number"] and each["expected"]["standing"] == "completed"
    )
    out = tmp_path / "record.pdf"
    status, answer = run(
        "own-record", register[0], person["id_number"], "--out", out, "--reason", "本人申请", "--on", ON
    )
    assert (status, answer["name"], answer["pages"]) == (0, person["name"], 1)
    status, _ = run(
        "own-record", register[0], "石磴村", "--out", tmp_path / "b.pdf", "--reason", "本人申请", "--on", ON
    )
    assert (status, (tmp_path / "b.pdf").exists()) == (2, False)


def test_ledger(register, tmp_path):
    status, answer = run("ledger", register[0], "incomplete", "--out", tmp_path / "l.pdf", "--on", ON)
    assert status == 0
    assert answer["rows"] == 191
    assert answer["pages"] >= 4
    status, answer = run(
        "ledger", register[0], "incomplete", "--out", tmp_path / "l.xlsx", "--on", ON, "--village", "石磴村"
    )
    assert (status, answer["rows"]) == (0, 43)


def test_indicators_name_their_denominators(register, truth):
    status, answer = run("indicators", register[0], "--on", ON, "--bands", "12-59,60+")
    assert (status, answer["on"]) == (0, ON)
    keys = {"code", "scope", "numerator", "denominator", "denominator_name", "rate"}
    assert all(keys <= set(figure) for figure in answer["indicators"])
    office = {(f["code"], f["denominator_name"]): f for f in answer["indicators"] if f["scope"] == "office"}
    whole = truth["counts_after"]["exemptions.xlsx"]["合计"]
    figure = office["full_course_rate", "due"]
    assert figure["numerator"] == whole["completed"]
    assert figure["denominator"] == sum(
        whole[standing] for standing in ("completed", "incomplete", "unvaccinated", "unverified")
    )
    assert {"12-59", "60+"} <= set(answer["bands"])
    assert run("indicators", register[0], "--bands", "60+,12-17")[1]["refused"] == "bands_invalid"


def test_census_and_quotas_stand_beside_the_rates(register, truth, tmp_path):
    sheet = tmp_path / "figures.csv"
    sheet.write_text("".join(f"{name},200\n" for name in truth["about"]["villages"]), encoding="utf-8")
    status, answer = run("census", register[0], sheet, "--source", "七普")
    assert (status, answer["remarks"]) == (0, [])
    assert set(answer["people"].values()) == {200}
    task = ("--dose", "complete", "--kind", "cumulative", "--from", "2021-12-01", "--deadline", "2021-12-31T18:00")
    assert run("quotas", register[0], sheet, *task, "--source", "通知")[0] == 0
    figures = run("indicators", register[0], "--on", ON)[1]["indicators"]
    census = {f["denominator"] for f in figures if (f["scope"], f["denominator_name"]) == ("office", "census")}
    assert census == {800}
    assert next(f["needed_per_day"] for f in figures if f["code"] == "quota_completion") == 3


def test_fill(register, samples, truth, tmp_path):
    template, out = samples / "county-template.xlsx", tmp_path / "week.xlsx"
    status, answer = run("fill", register[0], template, "--out", out, "--on", ON)
    told = truth["files"]["county-template.xlsx"]["sheets"].values()
    asked = sum(len(figures) for sheet in told for figures in sheet["figures"].values())
    assert (status, answer) == (0, {"filled": asked, "unknown": [], "out": str(out)})
    assert out.is_file()


def test_submit(register, tmp_path):
    password = tmp_path / "password.txt"
    password.write_text("secret123456\n")
    status, answer = run(
        "submit", register[0], "--week", "2021-W50", "--out", tmp_path, "--password-file", password, "--on", ON
    )
    assert status == 0
    assert set(answer["bridge"]) == {"from", "to", "in", "out", "changed"}
    assert len(answer["sha256"]) == 64


def test_check(register):
    status, answer = run("check", register[0], "--on", ON)
    assert (status, answer["ok"], answer["problems"]) == (0, True, [])
    assert "unverified_share" in [finding["code"] for finding in answer["self_check"]]


def test_forms():
    status, answer = run("forms", "check")
    assert status == 0
    assert {"completed", "incomplete", "unvaccinated", "migrants", "checkpoint"} <= {
        form["name"] for form in answer["forms"]
    }


def test_codes():
    status, answer = run("codes")
    assert status == 0
    assert all(line["means"] for line in answer["codes"])


def test_a_refusal_is_status_2_and_one_sentence(register, tmp_path):
    status, answer = run("standing", register[0], passphrase="wrong passphrase")
    assert (status, answer["refused"]) == (2, "wrong_passphrase")
    status, answer = run("standing", tmp_path / "nothing.vaxdesk")
    assert (status, answer["refused"]) == (2, "not_a_register")


def test_demo_and_undo(tmp_path):
    path = tmp_path / "demo.vaxdesk"
    status, answer = run("demo", path, "--people", 300, "--no-open")
    assert status == 0
    again = run("demo", path, "--no-open")
    assert again == (0, answer)
    status, undone = run("undo", path, 2, passphrase=answer["passphrase"])
    assert (status, undone["kept"]) == (0, 0)
    status, counts = run("standing", path, "--on", ON, passphrase=answer["passphrase"])
    assert counts["total"] == 0


def test_the_sentences_are_chinese_unless_asked():
    spoken = CliRunner(env={"VAXDESK_PASSPHRASE": PASSPHRASE}).invoke(main, ["standing", "nothing.vaxdesk"])
    assert "不是登记册" in spoken.stderr
    spoken = CliRunner(env={"VAXDESK_PASSPHRASE": PASSPHRASE}).invoke(
        main, ["standing", "nothing.vaxdesk", "--lang", "en"]
    )
    assert "is not a VaxDesk register" in spoken.stderr
