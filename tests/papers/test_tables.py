"""What a workbook is: its kind, its columns in any order, and for every row whether it is data or why not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.raw import RawSheet, Workbook
from vaxdesk.papers.tables import Table, recognise
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.rules.messages import Refused

LAYOUTS = load_layouts()
ID = "140428196204061136"


def sheet(*rows: list, name: str = "Sheet1", merges: tuple = (), visible: bool = True) -> RawSheet:
    width = max(map(len, rows), default=0)
    return RawSheet(name, [[*row, *[None] * (width - len(row))] for row in rows], merges, visible)


def tables(*sheets: RawSheet) -> tuple[Table, ...]:
    return recognise(Workbook("花名册.xlsx", "xlsx", "", sheets), LAYOUTS).tables


def table(*rows: list, **about) -> Table:
    [found] = tables(sheet(*rows, **about))
    return found


HEADINGS = ["序号", "姓名", "性别", "身份证号", "联系电话", "家庭住址", "第一剂接种日期", "第一剂疫苗企业", "未种原因"]
FIELDS = ["number", "name", "sex", "id", "phone", "address", "date1", "product1", "reason"]
PERSON = [1, "余旺", "男", ID, "15281871375", "石磴村1号", "2021.8.3", "北京生物", None]


WITH_ROWS = ["street-roster.xlsx", "second-roster.xls", "exemptions.xlsx", "canvass.xls", "migrants.xlsx"]
WITH_ROWS += ["checkpoint.xlsx", "county-list.xlsx"]


@pytest.mark.parametrize("name", WITH_ROWS)
def test_every_row_of_the_samples_is_what_it_is(samples, truth, name):
    told = truth["files"][name]
    found = recognise(read_workbook(samples / name), LAYOUTS).tables
    assert {table.kind for table in found} == {told["kind"]}
    assert [(table.sheet, row) for table in found for row, _ in table.rows] == [
        (row["sheet"], row["row"]) for row in told["rows"]
    ]
    assert sorted((table.sheet, row, why) for table in found for row, why in table.skipped) == sorted(
        (row["sheet"], row["row"], row["why"]) for row in told["skipped"]
    )
    assert not any(table.unknown for table in found)


def test_the_county_template_is_known_sheet_by_sheet_and_its_hidden_sheet_is_told(samples, truth):
    found = recognise(read_workbook(samples / "county-template.xlsx"), LAYOUTS)
    told = truth["files"]["county-template.xlsx"]["sheets"]
    assert [table.kind for table in found.tables] == ["county_template"] * 3
    assert {table.sheet: [row for row, _ in table.rows] for table in found.tables} == {
        name: list(range(sheet["first_row"], sheet["last_row"] + 1)) for name, sheet in told.items()
    }
    assert found.hidden_sheets == ("参数",)


def test_merged_households_reach_down_to_the_last_of_their_people_and_no_further(samples, truth):
    [found] = recognise(read_workbook(samples / "canvass.xls"), LAYOUTS).tables
    columns = [found.fields[field] for field in ("household", "head", "address")]
    assert [[cells[column] for column in columns] for _, cells in found.rows] == [
        [row["household"], row["head"], row["address"]] for row in truth["files"]["canvass.xls"]["rows"]
    ]


SPOKEN = [
    ("street-roster.xlsx", date(2021, 12, 18), ["柳荫沟村", "沙棘坡村", "石磴村"]),
    ("second-roster.xls", date(2021, 12, 18), ["鹤鸣岭村"]),
    ("canvass.xls", date(2021, 12, 18), ["柳荫沟村"]),
    ("county-list.xlsx", date(2021, 12, 10), [""]),
    ("exemptions.xlsx", date(2021, 12, 18), [""]),
    ("checkpoint.xlsx", None, [""]),
]


@pytest.mark.parametrize(("name", "day", "places"), SPOKEN)
def test_the_lines_around_a_table_tell_its_day_and_its_village(samples, name, day, places):
    found = recognise(read_workbook(samples / name), LAYOUTS).tables
    assert [table.place for table in found] == places
    assert {table.stated_on for table in found} == {day}


@given(st.permutations(range(len(HEADINGS))), st.integers(0, 4), st.sampled_from(["", " ", "\n", "　"]))
def test_columns_may_stand_in_any_order_below_any_number_of_titles(order, titles, space):
    above = [[f"云岭镇接种情况{n}"] for n in range(titles)]
    headings = [space.join(HEADINGS[column]) for column in order]
    found = table(*above, headings, [PERSON[column] for column in order])
    assert found.fields == {FIELDS[column]: place for place, column in enumerate(order)}
    assert found.header_rows == (titles + 1,)
    assert [row for row, _ in found.rows] == [titles + 2]


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["合计", "备注：", "1.说明", "余旺", ID, "姓名", "制表人：", "例", " ", "第一组"]),
    st.integers(0, 400),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
)


@given(st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=12))
def test_no_filled_row_is_skipped_in_silence(rows):
    try:
        found = table(HEADINGS, PERSON, *rows)
    except Refused:
        pytest.fail("a sheet with headings and a person is a roster")
    told = [number for number, _ in found.rows] + [number for number, _ in found.skipped]
    filled = [number for number, row in enumerate(rows, 3) if any(str(c).strip() for c in row if c is not None)]
    assert len(told) == len(set(told))
    assert set(filled) <= set(told)


def test_headings_over_two_rows_are_joined_merged_or_not():
    upper = ["姓名", "身份证号", "第一剂", None, "第二剂", None, "备注"]
    lower = [None, None, "接种日期", "疫苗企业", "接种日期", "疫苗企业", None]
    found = table(["花名册"], upper, lower, ["余旺", ID, "2021.8.3", "北京生物", None, None, None])
    assert found.header_rows == (2, 3)
    assert list(found.fields) == ["name", "id", "date1", "product1", "date2", "product2", "note"]


def test_headings_over_three_rows_are_joined():
    found = table(
        ["基本信息", None, "接种信息", None, None, None],
        ["姓名", "身份证号", "第一针", None, "第二针", None],
        [None, None, "时间", "厂家", "时间", "厂家"],
        ["余旺", ID, "2021.8.3", "科兴", None, None],
    )
    assert found.fields == {"name": 0, "id": 1, "date1": 2, "product1": 3, "date2": 4, "product2": 5}


@pytest.mark.parametrize("heading", ["身份证号（18位）", "身份证\n号码", "* 公民身份号码", "证件号码(必填)"])
def test_headings_are_known_in_spite_of_brackets_breaks_and_marks(heading):
    assert table(["姓名", heading, "首针时间"], ["余旺", ID, None]).fields["id"] == 1


def test_a_row_for_each_dose_is_a_roster_too():
    found = table(
        ["姓名", "身份证号", "剂次", "接种日期", "疫苗名称", "接种单位"], ["余旺", ID, 2, "2021.8.3", "科兴", "x"]
    )
    assert found.kind == "roster"
    assert found.fields == {"name": 0, "id": 1, "dose_number": 2, "date": 3, "product": 4, "site": 5}


def test_repeated_headings_without_a_number_are_the_doses_from_left_to_right():
    found = table(
        ["姓名", "身份证号", "接种日期", "厂家", "接种日期", "厂家"], ["余旺", ID, "2021.8.3", "科兴", None, None]
    )
    assert found.fields == {"name": 0, "id": 1, "date1": 2, "product1": 3, "date2": 4, "product2": 5}


def test_columns_that_nobody_knows_are_told():
    found = table([*HEADINGS, "血型", "备注", "备注"], [*PERSON, "O", "a", "b"])
    assert found.unknown == [(9, "血型"), (11, "备注")]


ODD_NAMES = ["合计", "小计", "备注：", "制表人：甲", "=SUM(A1)", "姓名", "第一组", "1.说明", "□"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_row_with_an_identity_number_is_data_whatever_the_name(name):
    assert [row for row, _ in table(HEADINGS, PERSON, [2, name, "男", ID]).rows] == [2, 3]


def test_a_row_with_a_damaged_number_or_none_is_data():
    rows = [[2, "余军", "男", 1.40428196204061e17], [3, "余英", "女", None, None, "石磴村2号"], [4, "余海"]]
    assert [row for row, _ in table(HEADINGS, PERSON, *rows).rows] == [2, 3, 4, 5]


NO_DATA = [
    (["合计", "299人", None, None, None, None, 225], "total"),
    (["合　计", None, None, 12], "total"),
    ([None, "全村合计：12人"], "total"),
    (["备注：1.身份证号一律用文本格式填写。"], "footnote"),
    (["注：", "未问到的留空"], "footnote"),
    (["制表人：", None, None, None, "审核人："], "signature"),
    (["填表说明：请逐户填写"], "instructions"),
    (["例", "张三", "男", ID], "instructions"),
    (["第二村民小组"], "group"),
    ([None, "第三组"], "group"),
    (HEADINGS, "header"),
    ([2], "blank"),
    ([None], "blank"),
    (["  "], "blank"),
]


@pytest.mark.parametrize(("row", "why"), NO_DATA)
def test_rows_that_are_no_data_are_listed_with_their_reason(row, why):
    found = table(HEADINGS, PERSON, row, PERSON)
    assert [number for number, _ in found.rows] == [2, 4]
    assert found.skipped == [(1, "header"), (3, why)]


def test_title_and_headings_that_stand_again_on_the_next_page_are_no_people():
    page = [["云岭镇花名册"], ["填报单位：石磴村村民委员会", None, None, None, "填报时间：2021年12月18日"], HEADINGS]
    found = table(*page, PERSON, *page, PERSON)
    assert [number for number, _ in found.rows] == [4, 8]
    assert found.skipped[3:] == [(5, "title"), (6, "caption"), (7, "header")]


def test_printed_numbers_without_a_person_are_blank_also_at_the_end():
    assert table(HEADINGS, PERSON, [2], [3]).skipped == [(1, "header"), (3, "blank"), (4, "blank")]


def test_a_merged_line_over_several_columns_is_no_person():
    found = table(HEADINGS, PERSON, [None, "石磴村"], PERSON, merges=((2, 1, 2, 8),))
    assert found.skipped == [(1, "header"), (3, "group")]


def test_a_cell_is_filled_down_inside_its_merged_range_only():
    found = table(
        ["户号", "姓名", "与户主关系", "身份证号", "接种剂次"],
        ["01", "余旺", "户主", ID, 0],
        [None, "余英", "配偶", ID, 1],
        [None, "余海", "子", ID, 2],
        merges=((1, 0, 2, 0),),
    )
    assert found.kind == "canvass"
    assert [cells[0] for _, cells in found.rows] == ["01", "01", None]


def test_a_sheet_that_is_not_known_is_told_beside_those_that_are():
    cover, hidden, empty = (
        sheet(["封面"], name="封面"),
        sheet(HEADINGS, PERSON, name="旧", visible=False),
        sheet(name="3"),
    )
    found = recognise(Workbook("a.xlsx", "xlsx", "", (cover, sheet(HEADINGS, PERSON), hidden, empty)), LAYOUTS)
    assert [table.sheet for table in found.tables] == ["Sheet1"]
    assert (found.unknown_sheets, found.hidden_sheets) == (("封面",), ("旧",))


def refusal(*sheets: RawSheet) -> Refused:
    with pytest.raises(Refused) as caught:
        tables(*sheets)
    return caught.value


def test_a_form_that_is_another_is_refused():
    assert refusal(sheet(["物品", "数量", "单位"], ["打印纸", 3, "包"])).code == "form_not_recognised"
    assert refusal(sheet(["姓名", "岗位", "基本工资", "绩效", "补贴", "实发"], ["余旺", "x", 1, 2, 3, 6])).code == (
        "form_not_recognised"
    )
    assert refusal(sheet()).code == "form_not_recognised"


def test_headings_without_people_are_refused():
    assert refusal(sheet(["花名册"], HEADINGS, ["备注：未问到的留空"])).code == "no_rows"


PLACES = [
    (["填报单位：柳荫沟村村民委员会"], "Sheet1", "柳荫沟村"),
    (["填报单位（盖章）：柳荫沟村委会"], "Sheet1", "柳荫沟村"),
    (["村（社区）：幸福社区", None, None, "填报时间：2021年12月18日"], "Sheet1", "幸福社区"),
    (["填报单位：云岭镇人民政府"], "石磴村", "石磴村"),
    (["长子县云岭镇柳荫沟村接种人员花名册"], "Sheet1", "柳荫沟村"),
    (["东区社区接种人员花名册"], "Sheet1", "东区社区"),
    (["云岭镇接种人员花名册"], "Sheet1", ""),
]


@pytest.mark.parametrize(("line", "name", "place"), PLACES)
def test_the_village_is_found(line, name, place):
    assert table(line, HEADINGS, PERSON, name=name).place == place


DAYS = [
    (["填报时间：2021年12月18日"], date(2021, 12, 18)),
    (["填报时间：", "2021-12-18"], date(2021, 12, 18)),
    (["填报时间：", date(2021, 12, 18)], date(2021, 12, 18)),
    (["接种花名册（截至２０２１．１２．１８）"], date(2021, 12, 18)),
    (["填报时间：2021年12月20日", "数据截至：2021年12月10日24时"], date(2021, 12, 10)),
    (["摸排日期：2021年12月16日至18日"], date(2021, 12, 18)),
    (["填报时间：    年   月   日"], None),
    (["填报时间：2021年13月40日"], None),
]


@pytest.mark.parametrize(("line", "day"), DAYS)
def test_the_day_the_table_speaks_of_is_found(line, day):
    assert table(line, HEADINGS, PERSON).stated_on == day
