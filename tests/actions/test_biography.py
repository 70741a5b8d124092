"""The life of a person: what happened, when, who recorded it, from which row of which file."""

from datetime import date

import pytest

from vaxdesk.actions import biography, dose_plans, editing, paper_plans, plans
from vaxdesk.actions.candidates import known_sites, product_candidates, reason_candidates
from vaxdesk.actions.field_words import COLUMNS
from vaxdesk.actions.people import find
from vaxdesk.register.changes import EDITABLE
from vaxdesk.rules.messages import FieldRefused, Refused

from .conftest import ON
from .test_editing import DOSE
from .test_intake import WANG, changed, roster, take


@pytest.fixture
def wang(office, tmp_path):
    """The id of 王小明, who came with a roster and had a dose on 2021-06-01."""
    take(office, roster(tmp_path, WANG))
    return find(office, "王小明", ON)[0].id


def told(office, person, kind):
    """What is told of one kind of event, newest first."""
    return [str(event.what) for event in biography.biography(office, person) if event.kind == kind]


def test_the_newest_stands_first(office, wang):
    editing.carry_out(office, dose_plans.add_dose(office, wang, DOSE))
    days = [event.on for event in biography.biography(office, wang)]
    assert days == sorted(days, reverse=True)
    assert days[-2:] == [date(2021, 6, 25), date(2021, 6, 1)]


def test_a_dose_has_its_place_its_evidence_and_its_source(office, wang):
    editing.carry_out(office, dose_plans.add_dose(office, wang, DOSE))
    second, first = (event for event in biography.biography(office, wang) if event.kind == "dose")
    assert [str(line) for line in first.details] == ["Evidence: 下发花名册", "roster.xlsx, sheet 杏花村, row 2"]
    assert str(second.what) == "Dose 2: 北京生物"
    assert [str(line) for line in second.details] == ["Place of vaccination: 镇卫生院", "Evidence: 已查看接种凭证"]
    assert (first.recorded.verb, second.recorded.verb, second.recorded.by) == ("intake", "dose", "office")


def test_every_import_is_told(office, wang, tmp_path):
    take(office, roster(tmp_path, changed(WANG, 联系电话="13900139000"), name="later.xlsx"))
    assert told(office, wang, "import") == ["later.xlsx: Changed", "roster.xlsx: New"]


def test_an_edit_shows_old_and_new_with_masks(office, wang):
    values = {"phone": "13900139000", "number": "140428195809303121", "address": "杏花村9号", "residence": "户在人不在"}
    editing.carry_out(office, plans.change_person(office, wang, values))
    assert set(told(office, wang, "edit")) == {
        "Phone: 138****8000 → 139****9000",
        "Identity number: **************002X → **************3121",
        "Address: 杏花村1号 → 杏花村9号",
        "Residence: registered and living here → registered here, living elsewhere",
        "Birth date: 1949-12-31 → 1958-09-30",
    }


def test_an_edit_taken_back_is_told_as_such(office, wang):
    editing.carry_out(office, plans.change_person(office, wang, {"reason": "不愿接种"}))
    editing.undo_last(office)
    edits = [event for event in biography.biography(office, wang) if event.kind == "edit"]
    assert edits
    assert not any(event.counts for event in edits)


def test_a_dose_taken_out_says_why(office, wang):
    dose = plans.known_person(office, wang).doses[0].id
    editing.carry_out(office, dose_plans.void_dose(office, wang, dose, "登记到了别人名下"))
    (event,) = [event for event in biography.biography(office, wang) if event.kind == "dose"]
    assert not event.counts
    assert str(event.details[1]) == "Taken out, because: 登记到了别人名下"
    assert told(office, wang, "edit") == ["Taken out, because: (nothing) → 登记到了别人名下"]


def test_certificates_deferrals_and_notes_are_told(office, wang):
    editing.carry_out(office, paper_plans.add_certificate(office, wang, {"cause": "过敏", "issued_on": "2021-11-01"}))
    editing.carry_out(office, paper_plans.add_deferral(office, wang, {"valid_until": "2022-03-01"}))
    editing.carry_out(office, plans.note(office, wang, "门牌已换"))
    assert told(office, wang, "certificate") == ["Certificate of contraindication"]
    assert told(office, wang, "deferral") == ["Deferral"]
    assert told(office, wang, "note") == ["Note: 门牌已换"]


def test_a_person_added_by_hand_came_into_the_register_by_a_person(office, wang):
    (new,) = editing.carry_out(office, plans.add_person(office, {"name": "李四", "village": "杏花村"})).people
    (event,) = biography.biography(office, new)
    assert (event.kind, event.recorded.verb) == ("person", "person")


def test_a_full_number_is_shown_for_a_reason_that_is_kept(office, wang):
    with pytest.raises(FieldRefused):
        biography.full_number(office, wang, " ")
    assert not told(office, wang, "view")
    assert biography.full_number(office, wang, "核对身份证")[0] == "11010519491231002X"
    assert told(office, wang, "view") == ["Full number shown: 核对身份证"]


def test_where_somebody_stood_on_any_day(office, wang):
    stood = [biography.standing_on(office, wang, date(2021, month, 10)).standing.detail for month in (5, 6, 7, 12)]
    assert stood == ["never_asked", "not_yet_due", "due", "overdue"]


def test_there_is_no_life_of_nobody(office):
    with pytest.raises(Refused) as refused:
        biography.biography(office, 4711)
    assert refused.value.code == "person_unknown"


def test_every_field_that_can_be_edited_has_its_words():
    assert not {field for fields in EDITABLE.values() for field in fields} - COLUMNS.keys()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("北京所", "北京生物"),
        ("bjsw", "北京生物"),
        ("kexing", "北京科兴中维"),
        ("zfsw", "安徽智飞"),
        ("hpv", "二价HPV疫苗"),
    ],
)
def test_a_vaccine_is_offered_by_name_alias_pinyin_and_initials(office, typed, first):
    assert product_candidates(office, typed)[0].short == first


def test_nothing_typed_offers_what_the_campaign_uses(office):
    assert {product.disease for product in product_candidates(office, "")} == {"COVID"}
    assert not product_candidates(office, "nothing like it")


@pytest.mark.parametrize(
    ("typed", "first"), [("外出打工", "外出务工"), ("wcwg", "外出务工"), ("huaiyun", "妊娠，暂缓")]
)
def test_a_reason_is_offered_while_it_is_typed(office, typed, first):
    assert reason_candidates(office, typed)[0].text == first


def test_places_are_offered_the_most_used_first(office, wang):
    for day, site in (("2021-06-25", "镇卫生院"), ("2021-12-18", "县医院"), ("2021-09-01", "县医院")):
        editing.carry_out(office, dose_plans.add_dose(office, wang, DOSE | {"given_on": day, "site": site}))
    assert known_sites(office) == ["县医院", "镇卫生院"]
