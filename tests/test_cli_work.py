"""Work lists and the blank canvass workbook as commands."""

from .test_cli import ON, register, run  # noqa: F401


def test_a_work_list(register):  # noqa: F811
    status, answer = run("work", register[0], "home_visit", "--on", ON)
    assert status == 0
    assert {"name", "village", "address", "phone", "note", "contacts"} == set(answer["jobs"][0])
    status, nobody = run("work", register[0], "home_visit", "--on", ON, "--who", "陈干事")
    assert (status, nobody["jobs"]) == (0, [])


def test_the_blank_canvass_workbook(register, tmp_path):  # noqa: F811
    out = tmp_path / "blank.xlsx"
    assert run("canvass-workbook", register[0], "--village", "石磴村", "--out", out) == (0, {"out": str(out)})
    assert run("canvass-workbook", register[0], "--village", "无此村", "--out", out)[0] == 2
