"""What goes out to the doors: sheets in walking order with codes that lead back, cards and slips without a word of health."""

import pypdfium2
import pytest
import zxingcpp

from vaxdesk.actions import canvass_desk, intake
from vaxdesk.actions.canvass_desk import open_code, rearrange, walk
from vaxdesk.actions.canvass_paper import BLANK, CARD, SHEET, SLIP, make_canvass, save_canvass
from vaxdesk.actions.printing import register_of_prints
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import Refused, say

from .conftest import ON

VILLAGE = "桥头村"
HEADINGS = (
    "姓名",
    "身份证号",
    "性别",
    "出生日期",
    "联系电话",
    "家庭住址",
    "与户主关系",
    "第一剂接种日期",
    "第一剂疫苗企业",
)
ROWS = [
    ("王雪", "140428198208186170", "", "", "13800000001", "桥头村3号", "户主", "2021-06-01", "北京生物"),
    ("王小明", "", "男", "2003-03-03", "", "桥头村3号", "子", None, None),
    ("李四", "", "男", "1970-01-01", "13800000009", "桥头村10号", "户主", None, None),
    ("上官𠮷·买买提", "", "男", "1971-01-01", "", "桥头村2号", "户主", None, None),
]


@pytest.fixture
def street(office, tmp_path):
    path = tmp_path / "roster.xlsx"
    write_grid(path, {VILLAGE: [HEADINGS, *ROWS]})
    intake.commit(office, intake.preview(office, [intake.Request(path)], ON))
    return office


def text_of(made):
    document = pypdfium2.PdfDocument(made.pdf)
    return "\n".join(document[nth].get_textpage().get_text_range() for nth in range(len(document)))


def test_sheets_are_masked_and_in_walking_order(street):
    made = make_canvass(street, SHEET, ON, VILLAGE)
    text = text_of(made)
    assert made.households == 3
    assert text.index("上官") < text.index("王雪") < text.index("李四")
    assert "自愿、知情同意" in text
    assert "北京生物 2021.06.01" in text
    assert "6170" in text
    assert "140428198208186170" not in text
    assert "13800000001" not in text
    assert "1982" not in text


def test_the_code_on_the_sheet_leads_back_to_its_household(street):
    text = text_of(make_canvass(street, SHEET, ON, VILLAGE))
    for household in walk(street, VILLAGE):
        code = canvass_desk.open_household(street, household, ON).code
        assert code in text
        assert open_code(street, code, ON).typed.household == household


def scanned(made, dots_an_inch=200):
    """What a scanner reads off the printed pages."""
    document = pypdfium2.PdfDocument(made.pdf)
    pages = [document[nth].render(scale=dots_an_inch / 72).to_pil() for nth in range(len(document))]
    return [found.text for page in pages for found in zxingcpp.read_barcodes(page)]


@pytest.mark.parametrize("kind", [SHEET, CARD])
def test_a_scanner_reads_the_bars_of_every_household(street, kind):
    found = scanned(make_canvass(street, kind, ON, VILLAGE))
    doors = [open_code(street, code, ON).typed.household for code in found]
    assert sorted(doors) == sorted(walk(street, VILLAGE))


def test_rows_stay_as_printed_when_somebody_joins_or_leaves(street, tmp_path):
    make_canvass(street, SHEET, ON, VILLAGE)
    path = tmp_path / "later.xlsx"
    gone = ("王雪", *ROWS[0][1:6], "户主", None, None, "已迁出")
    baby = ("王奶奶", "", "女", "1940-03-03", "", "桥头村3号", "户主", None, None, "常住")
    write_grid(path, {VILLAGE: [(*HEADINGS, "居住状态"), gone, baby]})
    intake.commit(street, intake.preview(street, [intake.Request(path)], ON))
    household = next(
        each for each in walk(street, VILLAGE) if "3号" in canvass_desk.open_household(street, each, ON).typed.address
    )
    assert [card.name for card in canvass_desk.open_household(street, household, ON).members] == [
        "王雪",
        "王小明",
        "王奶奶",
    ]


def test_an_arranged_walk_is_printed_as_arranged(street):
    first, *_, last = walk(street, VILLAGE)
    rearrange(street, VILLAGE, last, first)
    text = text_of(make_canvass(street, SHEET, ON, VILLAGE))
    assert text.index("李四") < text.index("上官")


def test_cards_and_slips_carry_no_health_and_slips_nobodys_name(street):
    for kind in (CARD, SLIP):
        text = text_of(make_canvass(street, kind, ON, VILLAGE))
        assert not [word for word in ("疫苗", "接种", "北京生物", "健康", "王雪", "1380") if word in text]
    slip = text_of(make_canvass(street, SLIP, ON, VILLAGE))
    assert "2021年12月19日" in slip
    assert "桥头村" not in slip


def test_a_blank_sheet_names_nobody_and_fits_a_page(street):
    made = make_canvass(street, BLANK, ON)
    assert (made.pages, made.households) == (1, 0)
    assert "自愿、知情同意" in text_of(made)


def test_a_household_higher_than_a_page_goes_on(office, tmp_path):
    path = tmp_path / "roster.xlsx"
    many = [(f"张{nth}三", "", "男", "1970-01-01", "", "桥头村1号", "子", None, None) for nth in range(14)]
    write_grid(path, {VILLAGE: [HEADINGS, *many]})
    intake.commit(office, intake.preview(office, [intake.Request(path)], ON))
    made = make_canvass(office, SHEET, ON, VILLAGE)
    assert made.pages == 2
    assert "（续）" in text_of(made)


def test_the_print_is_noted_and_saved(street, tmp_path):
    made = save_canvass(street, SHEET, ON, tmp_path / "sheets.pdf", VILLAGE)
    assert (tmp_path / "sheets.pdf").read_bytes() == made.pdf
    (noted,) = register_of_prints(street)
    assert (noted.form, noted.place, noted.rows, noted.mask) == ("canvass_sheet", VILLAGE, 4, "door")
    assert (noted.target, noted.pages, noted.state) == ("sheets.pdf", made.pages, "done")


@pytest.mark.parametrize("kind", [SHEET, BLANK, CARD, SLIP])
def test_every_paper_carries_its_number(street, kind):
    first, again = (text_of(make_canvass(street, kind, ON, VILLAGE)) for _ in range(2))
    assert "打印编号 000001" in first
    assert "打印编号 000002（重印，首次为 000001）" in again


def test_chosen_doors_are_printed_in_the_order_of_the_walk_and_named_in_the_register_of_prints(street):
    first, _middle, last = walk(street, VILLAGE)
    make_canvass(street, SLIP, ON, households=[first, last])
    make_canvass(street, SLIP, ON, households=[last])
    places = [noted.place for noted in register_of_prints(street)]
    assert places == ["桥头村10号", "桥头村2号 - 10号"]


def test_a_print_that_broke_off_leaves_its_number(street):
    def no_paper(_pdf):
        raise Refused("printer_failed", say("no paper"))

    with pytest.raises(Refused):
        make_canvass(street, SHEET, ON, VILLAGE, deliver=no_paper)
    (noted,) = register_of_prints(street)
    assert noted.state == "stopped"


def test_without_households_there_is_nothing_to_print(office):
    with pytest.raises(Refused) as refused:
        make_canvass(office, SHEET, ON)
    assert refused.value.code == "nobody_to_visit"
