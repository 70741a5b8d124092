"""Recorded doses that raise a question: listed, confirmed, sent back as a correction request; none is changed by it."""

from datetime import date

import openpyxl
import pytest

from vaxdesk.actions import dose_plans, dose_review, editing, intake, plans, printing
from vaxdesk.actions.people import people
from vaxdesk.rules.messages import FieldRefused

from .conftest import ON
from .test_intake import WANG, changed, roster, take

CLOSE = changed(WANG, 第二剂接种日期=date(2021, 6, 9), 第二剂疫苗企业="北京生物")
ZHAO = changed(WANG, 姓名="赵小红", 身份证号="140428195809303148", 联系电话="13700137000", 家庭住址="杏花村2号")


@pytest.fixture
def village(office, tmp_path):
    """王小明 has two doses eight days apart; 赵小红 has one."""
    take(office, roster(tmp_path, CLOSE, ZHAO))
    return office


def asked(office):
    return [(found.kind, found.name) for found in dose_review.find_faults(office)]


def test_a_question_is_listed_and_the_dose_stands(village):
    before = people(village, ON)
    assert asked(village) == [("too_close", "王小明")]
    assert people(village, ON) == before


def test_what_is_right_is_not_asked_again_until_it_changes(village):
    [found] = dose_review.find_faults(village)
    dose_review.confirm(village, found)
    assert asked(village) == []
    dose = plans.found(village, found.person).doses[1]
    editing.carry_out(village, dose_plans.change_dose(village, found.person, dose.id, {"given_on": "2021-06-08"}))
    assert asked(village) == [("too_close", "王小明")]


def test_a_death_before_the_dose_is_asked_about(village, tmp_path):
    gone = changed(ZHAO, 居住状态="死亡", 变动日期=date(2021, 5, 1))
    take(village, roster(tmp_path, gone, name="gone.xlsx"))
    assert asked(village) == [("after_death", "赵小红"), ("too_close", "王小明")]


def test_a_crowded_day_is_asked_about_once_somebody_said_what_the_site_can_give(village):
    dose_review.set_capacity(village, 1)
    crowded = dose_review.find_faults(village)[-1]
    assert (crowded.kind, crowded.village, crowded.person) == ("site_crowded", "杏花村", 0)
    dose_review.set_capacity(village, 2)
    assert asked(village) == [("too_close", "王小明")]
    with pytest.raises(FieldRefused):
        dose_review.set_capacity(village, -1)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_correction_request_goes_on_paper(village, tmp_path, ending):
    out = tmp_path / f"request.{ending}"
    sheet = dose_review.correction_sheet(village, dose_review.find_faults(village), ON)
    printing.save(village, [sheet], out, printing.Terms("full", "更正"))
    assert out.stat().st_size > 1000
    if ending == "xlsx":
        text = " ".join(str(cell.value) for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row)
        assert "王小明" in text
        assert "11010519491231002X" in text
        assert "2021年6月1日和2021年6月9日两剂只隔8天" in text


def test_a_dose_only_told_is_confirmed_by_a_roster_of_the_same_day(office, tmp_path):
    take(office, roster(tmp_path, changed(WANG, 第一剂接种日期=None, 第一剂疫苗企业=None)))
    [card] = people(office, ON)
    told = {"product": "北京生物", "given_on": "2021-06-01", "evidence": "own_word"}
    editing.carry_out(office, dose_plans.add_dose(office, card.id, told))
    change_set, change = take(office, roster(tmp_path, WANG))
    assert change_set.counts() == {"updated": 1}
    assert [dose.evidence for dose in people(office, ON)[0].doses] == ["roster"]
    assert take(office, roster(tmp_path, WANG))[0].counts() == {"unchanged": 1}
    intake.undo(office, change)
    assert [dose.evidence for dose in people(office, ON)[0].doses] == ["own_word"]


def test_doses_are_known_as_the_person_says_the_file_knows_them(office, tmp_path):
    take(office, roster(tmp_path, changed(WANG, 第一剂接种日期=None, 第一剂疫苗企业=None)))
    [card] = people(office, ON)
    told = {"product": "北京生物", "given_on": "2021-06-01", "evidence": "own_word"}
    editing.carry_out(office, dose_plans.add_dose(office, card.id, told))
    change_set = intake.preview(office, [intake.Request(roster(tmp_path, WANG, ZHAO))], ON)
    change_set.evidence = "clinic_roster"
    intake.commit(office, change_set)
    assert {dose.evidence for card in people(office, ON) for dose in card.doses} == {"clinic_roster"}
