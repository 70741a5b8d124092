"""An intake: a preview writes nothing, a commit is one transaction, and the whole of it can be taken back."""

from datetime import date

import pytest

from vaxdesk.actions import intake, residents
from vaxdesk.actions.change_set import Entry
from vaxdesk.actions.overview import overview
from vaxdesk.actions.people import find, people
from vaxdesk.actions.questions import ask
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import Cancelled, Refused
from vaxdesk.rules.problems import Outcome
from vaxdesk.rules.questions import read_condition
from vaxdesk.rules.rows import ExemptionRow

from .conftest import ON, PASSPHRASE, make_office

HEADINGS = (
    "姓名",
    "身份证号",
    "联系电话",
    "家庭住址",
    "居住状态",
    "变动日期",
    "第一剂接种日期",
    "第一剂疫苗企业",
    "第二剂接种日期",
    "第二剂疫苗企业",
    "未种原因",
)
WANG = (
    "王小明",
    "11010519491231002X",
    "13800138000",
    "杏花村1号",
    "常住",
    None,
    date(2021, 6, 1),
    "北京生物",
    None,
    None,
    None,
)


def roster(folder, *rows, name="roster.xlsx", headings=HEADINGS):
    """A roster of the village 杏花村 with these rows."""
    path = folder / name
    write_grid(path, {"杏花村": [headings, *rows]})
    return path


def take(office, path, **options):
    """Preview and commit one file; the change set and its id."""
    change_set = intake.preview(office, [intake.Request(path, **options)], ON)
    return change_set, intake.commit(office, change_set)[0]


def changed(row, **values):
    """The row with some cells changed, by heading."""
    cells = dict(zip(HEADINGS, row, strict=True)) | values
    return tuple(cells[heading] for heading in HEADINGS)


def test_a_preview_writes_nothing(office, tmp_path):
    intake.preview(office, [intake.Request(roster(tmp_path, WANG))], ON)
    assert office.people == 0
    assert overview(office, ON).villages == {}


def test_a_dose_more_updates_the_person(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    second = changed(WANG, 第二剂接种日期=date(2021, 6, 25), 第二剂疫苗企业="北京生物")
    change_set, _ = take(office, roster(tmp_path, second))
    assert change_set.counts() == {"updated": 1}
    assert overview(office, ON).counts["completed"] == 1


SHORT = ("姓名", "身份证号", "第二剂接种日期", "第二剂疫苗企业")


def without_residence(folder):
    """A clinic's roster: it says nothing of where people live."""
    row = (*WANG[:2], date(2021, 6, 25), "北京生物")
    return roster(folder, row, name="clinic.xlsx", headings=SHORT)


def test_a_roster_without_residence_says_nothing_of_it(office, tmp_path):
    take(office, roster(tmp_path, changed(WANG, 居住状态="户在人不在")))
    change_set, _ = take(office, without_residence(tmp_path))
    assert change_set.counts() == {"updated": 1}
    assert [card.residence for card in people(office, ON)] == ["registered_only"]


def test_a_roster_without_residence_brings_nobody_back(office, tmp_path):
    take(office, roster(tmp_path, changed(WANG, 居住状态="迁出", 变动日期=date(2021, 10, 1))))
    change_set, _ = take(office, without_residence(tmp_path))
    assert change_set.counts() == {"conflict": 1}
    assert [card.departure for card in people(office, ON)] == ["moved_out"]


def test_what_changed_is_shown_field_by_field(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    moved = changed(WANG, 联系电话="13900139000", 居住状态="迁出", 变动日期=date(2021, 10, 1))
    change_set, _ = take(office, roster(tmp_path, moved))
    changes = {(change.field, change.old, change.new) for change in change_set.files[0].entries[0].changes}
    assert changes == {
        ("phone", "13800138000", "13900139000"),
        ("departure", None, "moved_out"),
        ("left_on", None, date(2021, 10, 1)),
    }
    assert overview(office, ON).counts["out_of_scope"] == 1
    assert [card.name for card in find(office, "9000", ON)] == ["王小明"]
    assert not find(office, "8000", ON)


def test_a_new_address_is_another_household(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    take(office, roster(tmp_path, changed(WANG, 家庭住址="杏花村9号")))
    assert [card.address for card in people(office, ON)] == ["杏花村9号"]
    assert [card.name for card in find(office, "9号", ON)] == ["王小明"]


def test_a_contradiction_changes_nothing_and_waits_for_a_person(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    other = changed(WANG, 姓名="李大山", 联系电话="13900139000")
    change_set, _ = take(office, roster(tmp_path, other))
    assert change_set.counts() == {"conflict": 1}
    assert [(card.name, card.phone) for card in people(office, ON)] == [("王小明", "13800138000")]


def test_people_whom_the_file_does_not_name_are_listed_and_left_alone(office, tmp_path):
    zhao = changed(WANG, 姓名="赵小红", 身份证号="140428195809303148", 联系电话="13700137000", 家庭住址="杏花村2号")
    take(office, roster(tmp_path, WANG, zhao))
    change_set, _ = take(office, roster(tmp_path, WANG))
    assert [known.name for known in change_set.not_in_file] == ["赵小红"]
    assert office.people == 2


def test_somebody_without_a_number_is_known_again_by_name_and_phone(office, tmp_path):
    nameless = changed(WANG, 身份证号=None)
    take(office, roster(tmp_path, nameless))
    change_set, _ = take(office, roster(tmp_path, nameless))
    assert change_set.counts() == {"unchanged": 1}
    assert overview(office, ON).counts["unverified"] == 1


def test_the_village_comes_from_the_order_the_sheet_or_the_address(office, tmp_path):
    path = tmp_path / "list.xlsx"
    write_grid(path, {"Sheet1": [HEADINGS, WANG]})
    take(office, path)
    assert [card.village for card in people(office, ON)] == ["杏花村"]


def test_a_row_of_no_village_is_sent_back(office, tmp_path):
    path = tmp_path / "list.xlsx"
    write_grid(path, {"Sheet1": [HEADINGS, changed(WANG, 家庭住址="1号")]})
    change_set, _ = take(office, path)
    assert change_set.counts() == {"rejected": 1}
    assert take(office, path, village="杏花村")[0].counts() == {"added": 1}


def test_cancel_leaves_nothing(office, tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        intake.preview(office, [intake.Request(roster(tmp_path, WANG))], ON, stop)
    assert office.people == 0


def test_a_commit_that_fails_in_the_middle_leaves_nothing(office, tmp_path):
    change_set = intake.preview(office, [intake.Request(roster(tmp_path, WANG))], ON)
    paper = ExemptionRow("", "", "certificate", "", "", None, None, None, ())
    change_set.files[0].entries.append(Entry("杏花村", 9, Outcome.ADDED, 4711, "", "", paper=paper))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        intake.commit(office, change_set)
    assert office.people == 0
    assert overview(office, ON).villages == {}


def test_a_whole_intake_can_be_taken_back(office, tmp_path):
    take(office, roster(tmp_path, WANG))
    before = people(office, ON)
    second = changed(WANG, 联系电话="13900139000", 第二剂接种日期=date(2021, 6, 25), 第二剂疫苗企业="北京生物")
    zhao = changed(WANG, 姓名="赵小红", 身份证号="140428195809303148", 家庭住址="杏花村2号")
    _, id = take(office, roster(tmp_path, second, zhao))
    assert len(people(office, ON)) == 2
    undone, _ = intake.undo(office, id)
    assert undone.kept == 0
    assert people(office, ON) == before
    assert not find(office, "9000", ON)
    with pytest.raises(Refused) as refused:
        intake.undo(office, id)
    assert refused.value.code == "change_undone"


def test_what_somebody_built_on_is_kept(office, tmp_path):
    _, first = take(office, roster(tmp_path, WANG))
    take(office, roster(tmp_path, changed(WANG, 第二剂接种日期=date(2021, 6, 25), 第二剂疫苗企业="北京生物")))
    undone, _ = intake.undo(office, first)
    assert undone.kept == 1
    assert office.people == 1


def test_no_name_reaches_a_plain_file(tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    with make_office(tmp_path) as office:
        take(office, roster(tmp_path, WANG))
        people(office, ON)
        written = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    assert len(written) >= 3
    for content in written.values():
        for secret in ("王小明", "11010519491231002X", "13800138000", PASSPHRASE):
            assert secret.encode() not in content
            assert secret.encode("utf-16-le") not in content
    assert list(temporary.iterdir()) == []


def test_the_id_of_a_person_is_never_given_again(office, tmp_path):
    _, first = take(office, roster(tmp_path, WANG))
    before = people(office, ON)[0].id
    intake.undo(office, first)
    take(office, roster(tmp_path, WANG))
    assert people(office, ON)[0].id > before


def test_a_work_unit_is_taken_in_renewed_and_counted_by(office, tmp_path) -> None:
    headings = (*HEADINGS, "工作单位")
    take(office, roster(tmp_path, (*WANG, "永盛 砖瓦厂"), headings=headings))
    assert residents.facets(office, on=ON).units == {"永盛 砖瓦厂": 1, "": 0}
    change_set, change = take(office, roster(tmp_path, (*WANG, "惠民超市"), name="later.xlsx", headings=headings))
    assert change_set.files[0].entries[0].outcome is Outcome.UPDATED
    wanted = residents.Filter(units=frozenset({"惠民超市"}))
    assert residents.count(office, wanted, on=ON) == 1
    assert ask(office, (read_condition("unit=惠民超市"),), ON).count == 1
    intake.undo(office, change)
    assert residents.count(office, wanted, on=ON) == 0
