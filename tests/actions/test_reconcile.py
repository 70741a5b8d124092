"""Lists sent down: a verdict for every row, the reply in the county's own workbook, and answers that are remembered."""

from datetime import date
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree

from vaxdesk.actions import intake
from vaxdesk.actions import reconcile as reconciling
from vaxdesk.actions.reconcile import reconcile
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules import list_verdicts
from vaxdesk.rules.identity import check_digit
from vaxdesk.rules.list_verdicts import Verdict
from vaxdesk.rules.messages import Refused

from .conftest import ON

FILE = "county-list.xlsx"
HEADINGS = ("序号", "所属乡镇", "姓名", "证件号码", "联系方式", "户籍地址", "人群分类", "核查情况", "备注")


@pytest.fixture(scope="module")
def reply(township, samples, tmp_path_factory):
    """The sample list, answered."""
    return reconcile(township, samples / FILE, ON, tmp_path_factory.mktemp("reply") / "反馈.xlsx")


def test_every_verdict_is_as_the_truth_says(reply, truth):
    numbers = {person["key"]: person["id_number"] for person in truth["persons"]}
    told = {
        (row["sheet"], row["row"]): (
            row["verdict"], row["standing"], row["right_id"], row["duplicate_of"], numbers.get(row["person"]),
        )
        for row in truth["files"][FILE]["rows"]
    }  # fmt: skip
    assert told == {
        (row.sheet, row.row): (
            row.verdict, row.card and row.card.standing, row.right_id, row.duplicate_of, row.card and row.card.number,
        )
        for row in reply.rows
    }  # fmt: skip


def test_only_the_two_empty_columns_are_filled_and_with_words_of_the_choice_list(reply, samples):
    before = openpyxl.load_workbook(samples / FILE).active
    after = openpyxl.load_workbook(reply.out).active
    [rule] = before.data_validations.dataValidation
    allowed = rule.formula1.strip('"').split(",")
    for there, here in zip(before.iter_rows(), after.iter_rows(), strict=True):
        for old, new in zip(there, here, strict=True):
            if old.coordinate[0] not in "HI" or not 4 <= old.row <= 131:
                assert old.value == new.value
            elif old.coordinate[0] == "H":
                assert new.value in allowed
            assert new.data_type != "f"


def parts(path):
    """The parts of a workbook: those it opens with apart, the sheet without its foot and what stands in the two columns."""
    with ZipFile(path) as package:
        found = {name: package.read(name) for name in package.namelist()}
    sheet = etree.fromstring(found.pop("xl/worksheets/sheet1.xml"))
    for cell in sheet.iter("{*}c"):
        if cell.get("r")[0] in "HI" and cell.get("r") not in ("H3", "I3"):
            cell.attrib.pop("t", None)
            cell[:] = []
    for foot in sheet.findall("{*}headerFooter"):
        sheet.remove(foot)
    found.pop("xl/workbook.xml")  # it asks for its formulas to be reckoned anew
    return found | {"sheet": etree.tostring(sheet, method="c14n")}


def test_everything_else_is_as_it_came_byte_by_byte(reply, samples):
    assert parts(reply.out) == parts(samples / FILE)


def test_the_reply_carries_the_number_under_which_it_stands_in_the_register_of_prints(reply, township):
    (number,) = township.db.conn.execute("SELECT id FROM prints WHERE form = 'reply' ORDER BY id").fetchone()
    foot = openpyxl.load_workbook(reply.out).active.oddFooter.right.text
    assert foot.endswith(f"打印编号 {number:06}")


def test_notes_say_what_the_verdict_rests_on(reply):
    sheet = openpyxl.load_workbook(reply.out).active
    assert (sheet["H4"].value, sheet["I4"].value[:26]) == ("身份证号错误", "正确证件号码：140428197211123344；")
    assert (sheet["H82"].value, sheet["I82"].value) == ("重复", "与本表第11行重复")
    assert (sheet["H10"].value, sheet["I10"].value) == ("迁出", "2021年12月2日")


def test_the_export_is_recorded(reply, township):
    row = township.db.conn.execute("SELECT form, rows, mask, target FROM prints ORDER BY id DESC").fetchone()
    assert row == ("reply", 128, "full", "反馈.xlsx")


def number(body):
    """A right number of 17 digits and its check digit."""
    return body + check_digit(body)


WANG, LI = number("14042819820818617"), number("14042819790304201")


@pytest.fixture
def village(office, tmp_path):
    """An office that knows two people."""
    roster = [
        ("花名册",),
        ("姓名", "身份证号", "联系电话", "家庭住址", "居住状态", "未种原因"),
        ("王雪", WANG, "13800000001", "石磴村1号", "常住", "犹豫观望"),
        ("李丽", LI, "13800000002", "石磴村2号", "常住", "外出务工"),
    ]
    write_grid(tmp_path / "roster.xlsx", {"石磴村": roster})
    intake.commit(office, intake.preview(office, [intake.Request(tmp_path / "roster.xlsx")], ON))
    return office


def answered(office, path, *people, on=ON, answer=""):
    """The answers to a list of these people (name, number, phone, address)."""
    rows = [(nth, "云岭镇", *person, "18-59岁", answer) for nth, person in enumerate(people, 1)]
    write_grid(path, {"名单": [("未接种人员名单 数据截至：2021年12月10日",), HEADINGS, *rows]})
    return reconcile(office, path, on, path.with_name(f"reply-{path.name}"))


@pytest.mark.parametrize(
    ("person", "verdict", "right"),
    [
        (("王雪", WANG, "", ""), Verdict.UNVACCINATED, None),
        (("王雪", "", "13800000001", ""), Verdict.UNVACCINATED, None),
        (("王雪", WANG[:10] + "9" + WANG[11:], "", ""), Verdict.ID_WRONG, WANG),
        (("王雪", LI, "13800000001", ""), Verdict.ID_WRONG, WANG),
        (("王雪", LI, "", ""), Verdict.UNKNOWN, None),
        (("王雪", "140428", "", "长子县云岭镇石磴村1号"), Verdict.ID_WRONG, WANG),
        (("王雪", number("14042819900101123"), "", "长子县云岭镇石磴村1号"), Verdict.UNKNOWN, None),
        (("赵四", number("14042819900101123"), "", "长子县松涛镇东坡村9号"), Verdict.OTHER_TOWNSHIP, None),
        (("赵四", number("14042819900101123"), "", "长子县云岭镇石磴村9号"), Verdict.UNKNOWN, None),
        (("李丽", LI, "", ""), Verdict.AWAY, None),
    ],
)
def test_verdicts(village, tmp_path, person, verdict, right):
    [row] = answered(village, tmp_path / "list.xlsx", person).rows
    assert (row.verdict, row.right_id) == (verdict, right)


def test_the_next_list_asks_nobody_twice_and_shows_what_changed(village, tmp_path):
    people = [("王雪", WANG, "", ""), ("李丽", LI, "", ""), ("赵四", "", "13899999999", "")]
    first = answered(village, tmp_path / "1.xlsx", *people)
    assert [row.name for row in first.to_ask] == ["王雪", "赵四"]
    dose = [("花名册",), ("姓名", "身份证号", "家庭住址", "居住状态", "第一剂接种日期", "第一剂疫苗企业")]
    dose.append(("王雪", WANG, "石磴村1号", "常住", date(2021, 12, 20), "北京科兴"))
    write_grid(tmp_path / "roster.xlsx", {"石磴村": dose})
    intake.commit(village, intake.preview(village, [intake.Request(tmp_path / "roster.xlsx")], ON))
    second = answered(village, tmp_path / "2.xlsx", *people, ("孙五", "", "", ""), on=date(2021, 12, 26))
    assert [(row.verdict, row.changed, row.before is None) for row in second.rows] == [
        ("vaccinated", True, False), ("away", False, False), ("unknown", False, False), ("unknown", False, True),
    ]  # fmt: skip
    assert [row.name for row in second.to_ask] == ["孙五"]
    note = openpyxl.load_workbook(second.out).active["I3"].value
    assert note.endswith("此前（2021年12月19日）已反馈：未接种")


def test_the_call_list_goes_from_door_to_door(reply):
    doors = [(row.card.village, row.card.address) for row in reply.to_ask if row.card]
    assert doors == sorted(doors)
    assert [row.card is None for row in reply.to_ask] == sorted(row.card is None for row in reply.to_ask)
    assert next(row for row in reply.to_ask if row.row == 19).phones == ("15228187336",)


def test_what_somebody_filled_in_already_stays(village, tmp_path):
    reply = answered(village, tmp_path / "list.xlsx", ("王雪", WANG, "", ""), answer="已核实")
    assert reply.kept == 1
    assert openpyxl.load_workbook(reply.out).active["H3"].value == "已核实"


def test_a_choice_list_without_our_word_leaves_it_to_the_note(village, tmp_path):
    path = tmp_path / "list.xlsx"
    answered(village, path, ("王雪", WANG, "", ""))
    book = openpyxl.load_workbook(path)
    words = book.create_sheet("词")
    words["A1"], words["A2"] = "应种未种", "其他"
    rule = openpyxl.worksheet.datavalidation.DataValidation("list", formula1="词!$A$1:$A$2")
    rule.add("H3:H9")
    book.worksheets[0].add_data_validation(rule)
    book.save(path)
    sheet = openpyxl.load_workbook(reconcile(village, path, ON, tmp_path / "a.xlsx").out).worksheets[0]
    assert (sheet["H3"].value, sheet["I3"].value) == ("应种未种", "犹豫观望")
    book["词"]["A1"] = "是"
    book.save(path)
    sheet = openpyxl.load_workbook(reconcile(village, path, ON, tmp_path / "b.xlsx").out).worksheets[0]
    assert (sheet["H3"].value, sheet["I3"].value) == (None, "未接种；犹豫观望")


def test_the_list_itself_is_never_overwritten(township, samples):
    with pytest.raises(Refused, match="list_itself"):
        reconcile(township, samples / FILE, ON, samples / FILE)


def test_another_kind_of_file_is_refused(township, samples, tmp_path):
    with pytest.raises(Refused, match="format_unknown"):
        reconcile(township, samples / FILE, ON, tmp_path / "reply.xls")


def test_a_roster_is_no_list(township, samples, tmp_path):
    with pytest.raises(Refused, match="kind_not_taken"):
        reconcile(township, samples / "street-roster.xlsx", ON, tmp_path / "reply.xlsx")


def test_a_reply_that_cannot_be_written_is_not_remembered(village, tmp_path):
    path = tmp_path / "list.xlsx"
    answered(village, path, ("王雪", WANG, "", ""))
    lists = village.db.conn.execute("SELECT count(*) FROM lists").fetchone()
    with pytest.raises(Refused, match="file_not_written"):
        reconcile(village, path, ON, tmp_path / "nowhere" / "reply.xlsx")
    assert village.db.conn.execute("SELECT count(*) FROM lists").fetchone() == lists


@pytest.mark.parametrize(
    ("address", "township"),
    [
        ("长子县松涛镇东坡村90号", "松涛镇"),
        ("山西省长治市长子县白鹿川乡东坪村18号", "白鹿川乡"),
        ("石磴村8号", ""),
        ("", ""),
    ],
)
def test_the_township_of_an_address(address, township):
    assert list_verdicts.load().township(address) == township


def test_what_was_found_out_holds_for_the_next_list(township, samples, tmp_path):
    listing = reconciling.judge_list(township, samples / "county-list.xlsx", ON)
    stranger = next(row for row in listing.rows if row.verdict is Verdict.UNKNOWN)
    reconciling.tell(township, stranger, Verdict.AWAY, " 在太原打工 ")
    again = reconciling.judge_list(township, samples / "county-list.xlsx", ON)
    place = [row.row for row in again.rows].index(stranger.row)
    assert (again.rows[place].verdict, again.notes[place]) == (Verdict.AWAY, "在太原打工")
    assert stranger.subject not in {row.subject for row in again.to_ask}
    reconciling.tell(township, stranger, None)
    assert reconciling.judge_list(township, samples / "county-list.xlsx", ON).rows[place].verdict is Verdict.UNKNOWN


def test_of_somebody_known_it_is_recorded_in_the_register(township, samples):
    listing = reconciling.judge_list(township, samples / "county-list.xlsx", ON)
    known = next(row for row in listing.rows if row.card)
    with pytest.raises(Refused) as refused:
        reconciling.tell(township, known, Verdict.AWAY)
    assert refused.value.code == "person_known"


def test_who_declined_is_not_on_the_call_list(township, samples):
    listing = reconciling.judge_list(township, samples / "county-list.xlsx", ON)
    declined = [row for row in listing.rows if row.card and row.card.reason == "declined"]
    assert declined
    assert not {row.row for row in declined} & {row.row for row in listing.to_ask}
