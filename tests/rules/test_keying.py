"""What is typed of a canvass sheet: lines as a tired person types them, and what they tell."""

from datetime import date

import pytest

from vaxdesk.rules import catalogue, grades, keying, writing
from vaxdesk.rules.keying import OTHER_PERSON, Terms, ToldDose
from vaxdesk.rules.keying_line import LineReader
from vaxdesk.rules.messages import FieldRefused

TODAY = date(2021, 12, 20)
NUMBER = "140428198208186170"


@pytest.fixture(scope="module")
def reader():
    known, lists = catalogue.load(), keying.load()
    products = {code: each.short for code, each in known.products.items() if each.disease == "COVID"}
    reasons = {code: each.text for code, each in known.reasons.items()}
    graded = {code: each.text for code, each in grades.load().items()}
    terms = Terms(lists, products, reasons, graded, known.product_of, known.reason_of, ("镇卫生院",), TODAY)
    return LineReader(terms, writing.load())


def doses(reader, text):
    return [(told.on and told.on.isoformat(), told.product) for told in reader.read(text).told.doses]


def refused(reader, text):
    with pytest.raises(FieldRefused) as refusal:
        reader.read(text)
    return refusal.value.code


def test_every_reason_stands_on_the_sheet_once():
    assert sorted(keying.load().reasons) == sorted(catalogue.load().reasons)


def test_everybody_as_printed_is_one_key(reader):
    assert reader.read("0").others
    assert reader.read("０").as_printed


def test_one_row_several_rows_and_a_span(reader):
    assert reader.read("3 *1").rows == (3,)
    assert reader.read("2,4*1").rows == (2, 4)
    assert reader.read("２－４　＊２").rows == (2, 3, 4)
    assert reader.read("3 0").as_printed


def test_the_compact_line_of_doses(reader):
    both = [("2021-06-01", "BIBP"), ("2021-06-25", "BIBP")]
    for text in (
        "1 2 北京 2021.6.1 6.25",
        "1 2 1 210601 0625",
        "1 北京生物 20210601 20210625",
        "1 2 北京 2021。6。1 6。25",
        "1 2 北京 2021年6月1日 6月25日",
        "1 2 北京 2021年6月1号 6月25",
    ):
        assert doses(reader, text) == both


def test_doses_of_two_vaccines_of_unknown_days_and_over_the_new_year(reader):
    assert doses(reader, "1 2 北京 210601 科兴 0625") == [("2021-06-01", "BIBP"), ("2021-06-25", "SINOVAC")]
    assert doses(reader, "1 北京 ? ?") == [(None, "BIBP"), (None, "BIBP")]
    assert doses(reader, "1 北京 201220 0118")[1] == ("2021-01-18", "BIBP")


def test_a_line_that_says_several_things(reader):
    told = reader.read("2 2 北京 210601 0625 @镇卫生院 %1 13800000001 *0 &1 #正月 回来").told
    assert told.doses[1] == ToldDose(date(2021, 6, 25), "BIBP", 2)
    assert (told.site, told.evidence, told.willing, told.helps) == ("镇卫生院", "certificate_seen", True, ("上门接种",))
    assert told.values == {"phone": "13800000001"}
    assert told.note == "正月 回来"


def test_a_new_member_in_the_words_of_the_sheet(reader):
    line = reader.read(f"+张三 2 {NUMBER} 13800000001 2 1 210601 0625")
    assert (line.name, line.rows) == ("张三", ())
    assert line.told.values == {"relation": "配偶", "number": NUMBER, "phone": "13800000001"}
    assert len(line.told.doses) == 2
    child = reader.read("+ 张小 子 男 2020.3.5").told
    assert child.values == {"relation": "子", "sex": "m", "birth": "2020-03-05"}


def test_a_number_with_gaps_wide_digits_or_a_small_x_is_one_number(reader):
    assert reader.read("1 140428 19820818 6170").told.values["number"] == NUMBER
    assert reader.read("1 １４０４２８１９８２０８１８６１７０").told.values["number"] == NUMBER
    assert reader.read("1 11010519491231002x").told.values["number"] == "11010519491231002x"


def test_situations_with_their_day(reader):
    assert reader.read("3 /6 2021.8.3").told.values == {"departure": "deceased", "left_on": "2021-08-03"}
    assert reader.read("3 迁出 210803").told.values == {"departure": "moved_out", "left_on": "2021-08-03"}
    assert reader.read("3 /2").told.values == {"residence": "incomer", "departure": ""}
    assert reader.read("3 /7").told.values == {"departure": ""}
    assert reader.read("3 -浙江省杭州市西湖区文三路5号").told.destination == "浙江省杭州市西湖区文三路5号"


def test_an_outcome_is_about_the_household(reader):
    assert reader.read("/3").outcome == "nobody_home"


def test_the_person_who_was_found_or_another_one(reader):
    assert reader.read("+张三 =").told.same == 1
    assert reader.read("+张三 =2").told.same == 2
    assert reader.read("+张三 !").told.same == OTHER_PERSON


def test_a_sign_opens_its_list(reader):
    assert reader.picks("3 *")[:2] == [(0, "愿意接种"), (1, "外出务工")]
    assert reader.picks("/")[0] == (1, "见到本人或家人")
    assert reader.picks("3 /")[0] == (1, "常住")
    assert reader.picks("3 2 ")[0] == (1, "北京生物")
    assert not reader.picks("3 138")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3 北京 去年", "line_not_read"),
        ("3 北京 8.3", "date_yearless"),
        ("3 北京 2021.13.3", "date_impossible"),
        ("3 北京 2022.1.3", "date_future"),
        ("3 2 北京 210601", "line_not_read"),
        ("3 *77", "not_on_the_list"),
        ("3 今天没空说", "line_not_read"),
        ("张三", "line_not_read"),
        ("3", "line_not_read"),
        ("+", "line_not_read"),
        ("+" + "张" * 10_000, "too_long"),
    ],
)
def test_what_is_not_understood_is_refused(reader, text, code):
    assert refused(reader, text) == code
