"""The blank canvass workbook is filled in a spreadsheet program and comes back through intake without losing a digit."""

import pytest
from openpyxl import load_workbook

from vaxdesk.actions import intake
from vaxdesk.actions.canvass_workbook import save_blank
from vaxdesk.actions.people import find
from vaxdesk.rules.messages import Refused

from .conftest import ON
from .test_households import village  # noqa: F401

NUMBER = "140428198208186170"
FILLED = (
    (
        "01-001",
        "王小明",
        "杏花村1号",
        "王小明",
        "户主",
        "11010519491231002X",
        "13800138000",
        "1",
        None,
        None,
        None,
        None,
    ),
    (
        None,
        None,
        None,
        "赵小红",
        "配偶",
        "140428195809303148",
        "13700137000",
        "0",
        "外出务工",
        "浙江省杭州市",
        "愿意",
        "过年回来",
    ),
    (
        "01-003",
        "孙丽",
        "杏花村3号",
        "孙丽",
        "户主",
        NUMBER,
        "13500135000",
        "不详",
        "行动不便，需上门",
        None,
        None,
        None,
    ),
)


@pytest.fixture
def blank(village, tmp_path):  # noqa: F811
    path = tmp_path / "blank.xlsx"
    save_blank(village, "杏花村", path)
    return path


def test_it_comes_back_through_the_ordinary_intake(village, blank):  # noqa: F811
    book = load_workbook(blank)
    for nth, row in enumerate(FILLED, 4):
        for column, value in enumerate(row, 1):
            book.active.cell(nth, column, value)
    book.save(blank)
    change_set = intake.preview(village, [intake.Request(blank)], ON)
    (review,) = change_set.files
    assert review.kind == "canvass"
    assert [entry.outcome for entry in review.entries] == ["matched", "matched", "added"]
    intake.commit(village, change_set)
    assert find(village, "赵小红", ON)[0].detail == "away"
    (new,) = find(village, "孙丽", ON)
    assert (new.number, new.detail, new.address) == (NUMBER, "home_visit", "杏花村3号")


def test_its_columns_offer_lists_and_keep_digits(blank):
    sheet = load_workbook(blank).active
    offered = {
        str(each.sqref).split(":")[0].rstrip("0123456789"): each.formula1
        for each in sheet.data_validations.dataValidation
    }
    assert "不愿接种" in offered["I"]
    assert "户主" in offered["E"]
    assert {sheet.cell(row, 6).number_format for row in (4, 300)} == {"@"}


def test_an_empty_one_says_that_nothing_stands_in_it(village, blank):  # noqa: F811
    with pytest.raises(Refused) as refused:
        intake.preview(village, [intake.Request(blank)], ON)
    assert refused.value.code == "no_rows"


def test_it_needs_a_village_of_the_register_and_a_name(village, tmp_path):  # noqa: F811
    for name, out, code in (("桃花村", "a.xlsx", "village_unknown"), ("杏花村", "a.pdf", "format_unknown")):
        with pytest.raises(Refused) as refused:
            save_blank(village, name, tmp_path / out)
        assert refused.value.code == code


def test_a_family_whose_household_stands_in_its_first_row_alone_lives_together(village, blank):  # noqa: F811
    book = load_workbook(blank)
    head = ("01-009", "孙丽", "杏花村9号", "孙丽", "户主", NUMBER, "13500135000", "不详")
    child = (None, None, None, "孙小宝", "儿子", "140428201503101015", None, "0")
    for nth, row in enumerate((head, child), 4):
        for column, value in enumerate(row, 1):
            book.active.cell(nth, column, value)
    book.save(blank)
    intake.commit(village, intake.preview(village, [intake.Request(blank)], ON))
    assert [find(village, name, ON)[0].address for name in ("孙丽", "孙小宝")] == ["杏花村9号", "杏花村9号"]
