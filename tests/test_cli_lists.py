"""Lists that come in, by command: a mapping file, a whole intake taken back, doses that raise a question, people handed on."""

from datetime import date

import openpyxl
import pytest

from vaxdesk.papers.workbook_out import write_grid

from .test_cli import ON, run

HEADINGS = (
    "姓名",
    "身份证号",
    "联系电话",
    "家庭住址",
    "第一剂接种日期",
    "第一剂疫苗企业",
    "第二剂接种日期",
    "第二剂疫苗企业",
)
WANG = (
    "王小明",
    "11010519491231002X",
    "13800138000",
    "杏花村1号",
    date(2021, 6, 1),
    "北京生物",
    date(2021, 6, 9),
    "北京生物",
)


@pytest.fixture
def register(tmp_path):
    """An office that knows 王小明."""
    path = tmp_path / "town.vaxdesk"
    run("new", path, "--office", "云岭镇人民政府", "--county", "长子县")
    write_grid(tmp_path / "first.xlsx", {"杏花村": [HEADINGS, WANG]})
    status, answer = run("intake", path, tmp_path / "first.xlsx", "--on", ON)
    assert (status, answer["files"][0]["added"], answer["files"][0]["foreign"]) == (0, 1, None)
    return path, answer["change_set"]


def test_a_mapping_file_says_which_column_is_which(register, tmp_path):
    write_grid(
        tmp_path / "strange.xlsx", {"杏花村": [("户口姓名", "公民编码", "打针日子", "哪家的"), (*WANG[:2], *WANG[4:6])]}
    )
    status, answer = run("intake", register[0], tmp_path / "strange.xlsx", "--on", ON)
    assert (status, answer["refused"]) == (2, "form_not_recognised")
    (tmp_path / "columns.toml").write_text(
        '[columns]\nname = "户口姓名"\nid = "公民编码"\ndate1 = "打针日子"\nproduct1 = "哪家的"\n', encoding="utf-8"
    )
    command = ("intake", register[0], tmp_path / "strange.xlsx", "--on", ON)
    status, answer = run(*command, "--mapping", tmp_path / "columns.toml")
    assert (status, answer["files"][0]["unchanged"]) == (0, 1)
    assert run(*command)[0] == 0, "the headings are remembered"


def test_undo_tells_what_stays(register, tmp_path):
    write_grid(tmp_path / "second.xlsx", {"杏花村": [HEADINGS, (*WANG[:2], "13900139000", *WANG[3:])]})
    run("intake", register[0], tmp_path / "second.xlsx", "--on", ON)
    status, answer = run("undo", register[0], register[1], "--lang", "en")
    assert (status, answer["kept"]) == (1, 1)
    assert answer["stayed"][0].startswith("王小明 stays")


def test_doses_that_raise_a_question_go_back_on_paper(register, tmp_path):
    status, answer = run("doses", register[0], "--on", ON, "--out", tmp_path / "request.xlsx")
    assert (status, [each["kind"] for each in answer["questions"]]) == (1, ["too_close"])
    sheet = openpyxl.load_workbook(tmp_path / "request.xlsx").active
    assert any(cell.value == "11010519491231002X" for row in sheet.iter_rows() for cell in row)


def test_people_of_another_office_are_handed_on(register, tmp_path):
    headings = ("序号", "姓名", "手机号码", "居住地址", "所属社区")
    row = (1, "李丽", "13800000009", "东坡村1号", "东坡村")
    write_grid(tmp_path / "list.xlsx", {"附表2": [("未接种新冠病毒疫苗人员信息登记表",), headings, row]})
    status, answer = run("intake", register[0], tmp_path / "list.xlsx", "--on", ON, "--hand-on", tmp_path / "on.xlsx")
    assert (status, answer["handed_on"]["rows"]) == (1, 1)
    assert (tmp_path / "on.xlsx").exists()
