"""Editing a person: read as typed, refused at the field, one change, one undo."""

from datetime import date

import pytest

from vaxdesk.actions import dose_plans, editing, intake, paper_plans, plans
from vaxdesk.actions.office import open_office
from vaxdesk.actions.people import find, people
from vaxdesk.rules.messages import FieldRefused, Refused

from .conftest import ON, PASSPHRASE, make_office
from .test_intake import WANG, changed, roster, take

ZHAO = changed(WANG, 姓名="赵小红", 身份证号="140428195809303148", 联系电话="13700137000", 家庭住址="杏花村2号")
DOSE = {"product": "北京生物", "given_on": "2021-06-25", "site": "镇卫生院", "evidence": "certificate_seen"}
PROBES = ("王小明", "wangxiaoming", "zxh", "李四", "002X", "8000", "9000", "杏花村1号", "杏花村9号", "2号")


@pytest.fixture
def village(office, tmp_path):
    """杏花村 with 王小明, who had a dose on 2021-06-01, and 赵小红, who had the same."""
    take(office, roster(tmp_path, WANG, ZHAO))
    return office


@pytest.fixture
def wang(village):
    """The id of 王小明."""
    return find(village, "王小明", ON)[0].id


def seen(office):
    """Everything a screen shows: the cards and what is found."""
    return people(office, ON), [[card.id for card in find(office, probe, ON)] for probe in PROBES]


def card_of(office, person):
    return next(card for card in people(office, ON) if card.id == person)


def refusal(act, *args):
    """Field and code of what is refused."""
    with pytest.raises(FieldRefused) as refused:
        act(*args)
    return refused.value.field, refused.value.code


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("name", " 王 小明 ", "王小明"),
        ("number", "１１０１０５１９４９１２３１００２x", "11010519491231002X"),
        ("sex", "女", "f"),
        ("birth", "1949.12.31", date(1949, 12, 31)),
        ("phone", "138 0013-8000", "13800138000"),
        ("phone", "", None),
        ("residence", "外来常住", "incomer"),
        ("departure", "死亡", "deceased"),
        ("left_on", "210803", date(2021, 8, 3)),
        ("given_on", "2021年8月3日", date(2021, 8, 3)),
        ("reason", "外出打工", "away"),
        ("reason", "away", "away"),
        ("product", "北京所", "BIBP"),
        ("evidence", "本人自述", "own_word"),
        ("level", "三级甲等", 3),
        ("valid_until", "长期", None),
        ("address", " 杏花村  9号 ", "杏花村 9号"),
    ],
)
def test_a_field_is_read_as_people_write_it(office, field, text, value):
    assert plans.read_field(office, field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("name", " ", "name_missing"),
        ("name", "王" * 10_000, "too_long"),
        ("number", "110105194912310021", "id_check_digit"),
        ("number", "12345", "id_length"),
        ("sex", "不详", "not_on_the_list"),
        ("birth", "1789-07-14", "birth_too_early"),
        ("birth", "2031-01-01", "date_future"),
        ("given_on", "8.3", "date_yearless"),
        ("given_on", "去年", "date_not_read"),
        ("given_on", "2021-06-31", "date_impossible"),
        ("phone", "1.38E+10", "phone_damaged"),
        ("residence", "火星", "not_on_the_list"),
        ("reason", "懒", "reason_unknown"),
        ("product", "两针苗", "product_unknown"),
        ("note", "", "needed"),
        ("site", "院" * 101, "too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(office, field, text, code):
    assert refusal(plans.read_field, office, field, text) == (field, code)


EVERY_VERB = {
    "phone and address": lambda o, p: plans.change_person(o, p, {"phone": "13900139000", "address": "杏花村9号"}),
    "name": lambda o, p: plans.change_person(o, p, {"name": "李四"}),
    "number": lambda o, p: plans.change_person(o, p, {"number": "140428198503031235"}),
    "reason": lambda o, p: plans.change_person(o, p, {"reason": "不愿接种", "reason_on": "2021-12-01"}),
    "residence": lambda o, p: plans.change_person(o, p, {"residence": "户在人不在", "arrived_on": "2021-01-01"}),
    "nothing known": lambda o, p: plans.change_person(o, p, {"phone": "", "address": "", "sex": ""}),
    "move": lambda o, p: plans.move_out(o, p, "2021-11-01"),
    "death": lambda o, p: plans.die(o, p, "2021-11-01"),
    "note": lambda o, p: plans.note(o, p, "门牌已换"),
    "dose": lambda o, p: dose_plans.add_dose(o, p, DOSE),
    "earlier dose": lambda o, p: dose_plans.add_dose(o, p, DOSE | {"given_on": "2021-05-08"}),
    "dose corrected": lambda o, p: dose_plans.change_dose(o, p, first_dose(o, p), {"given_on": "2021-06-02", "site": "县医院"}),
    "dose taken out": lambda o, p: dose_plans.void_dose(o, p, first_dose(o, p), "登记到了别人名下"),
    "certificate": lambda o, p: paper_plans.add_certificate(o, p, {"institution": "长治市第二人民医院（二级）"}),
    "deferral": lambda o, p: paper_plans.add_deferral(o, p, {"issued_on": "2021-12-01", "valid_until": "2022-03-01"}),
    "somebody new": lambda o, p: plans.add_person(o, {"name": "李四", "village": "杏花村", "address": "杏花村9号"}),
}  # fmt: skip


def first_dose(office, person):
    return plans.known_person(office, person).doses[0].id


@pytest.mark.parametrize("plan", EVERY_VERB.values(), ids=EVERY_VERB)
def test_every_change_can_be_taken_back(village, wang, plan):
    before = seen(village)
    made = plan(village, wang)
    assert seen(village) == before, "a plan writes nothing"
    changes = editing.carry_out(village, made)
    assert changes.people
    after = seen(village)
    assert after != before or made.verb == "note"
    assert editing.undo_last(village).people == changes.people
    assert seen(village) == before
    assert editing.last_own_change(village) is None


@pytest.mark.parametrize("plan", EVERY_VERB.values(), ids=EVERY_VERB)
def test_the_standing_shown_before_is_the_standing_after(village, wang, plan):
    made = plan(village, wang)
    then, now = editing.before_and_after(village, made, ON)
    if made.before.id:
        assert card_of(village, wang).standing == then.standing
    (person,) = editing.carry_out(village, made).people
    card = card_of(village, person)
    assert (card.standing, card.detail, card.completed_on) == (now.standing, now.detail, now.completed_on)


def test_the_second_dose_completes_the_course(village, wang):
    plan = dose_plans.add_dose(village, wang, DOSE)
    then, now = editing.before_and_after(village, plan, ON)
    assert (then.standing, now.standing) == ("incomplete", "completed")


def test_changes_are_taken_back_one_by_one_newest_first(village, wang):
    editing.carry_out(village, plans.change_person(village, wang, {"phone": "13900139000"}))
    editing.carry_out(village, dose_plans.add_dose(village, wang, DOSE))
    assert str(editing.last_own_change(village).name) == "Dose added: 王小明"
    editing.undo_last(village)
    assert str(editing.last_own_change(village).name) == "Details corrected: 王小明"
    editing.undo_last(village)
    with pytest.raises(Refused) as refused:
        editing.undo_last(village)
    assert refused.value.code == "nothing_to_undo"
    assert card_of(village, wang).phone == "13800138000"


def test_everything_done_in_a_row_is_taken_back_in_a_row(village, wang):
    states = []
    for name, plan in EVERY_VERB.items():
        if name not in ("number", "death"):  # the number would be somebody's already, the death before later doses
            states.append(seen(village))
            editing.carry_out(village, plan(village, wang))
    for state in reversed(states):
        editing.undo_last(village)
        assert seen(village) == state


def test_an_intake_is_not_taken_back_by_the_way(village):
    assert editing.last_own_change(village) is None


def test_saving_what_stands_there_already_is_no_change(village, wang):
    plan = plans.change_person(village, wang, {"phone": "13800138000", "name": "王小明"})
    assert not editing.carry_out(village, plan).people
    assert editing.last_own_change(village) is None


def test_a_plan_made_from_old_facts_is_refused(village, wang):
    plan = plans.change_person(village, wang, {"phone": "13900139000"})
    editing.carry_out(village, plans.change_person(village, wang, {"phone": "13700137001"}))
    with pytest.raises(Refused) as refused:
        editing.carry_out(village, plan)
    assert refused.value.code == "changed_meanwhile"
    assert card_of(village, wang).phone == "13700137001"


def test_a_number_that_became_somebody_elses_meanwhile_is_refused(village, wang):
    number = {"number": "140428198503031235"}
    plan = plans.change_person(village, wang, number)
    editing.carry_out(village, plans.add_person(village, {"name": "李四", "village": "杏花村"} | number))
    with pytest.raises(Refused) as refused:
        editing.carry_out(village, plan)
    assert refused.value.code == "changed_meanwhile"


def test_an_intake_later_keeps_what_was_built_on_an_edit(village, wang, tmp_path):
    editing.carry_out(village, plans.change_person(village, wang, {"phone": "13900139000"}))
    take(village, roster(tmp_path, changed(WANG, 联系电话="13700137001")))
    editing.undo_last(village)
    assert card_of(village, wang).phone == "13700137001"


def test_the_number_of_somebody_else_is_refused_with_the_name(village, wang):
    with pytest.raises(FieldRefused, match="赵小红") as refused:
        plans.change_person(village, wang, {"number": "140428195809303148"})
    assert (refused.value.field, refused.value.code) == ("number", "id_taken")


def test_the_number_fills_birth_and_sex_and_says_so(village, wang):
    plan = plans.change_person(village, wang, {"number": "140428195809303121"})
    assert [str(warning) for warning in plan.warnings] == [
        "The birth date becomes 1958-09-30, as the identity number says."
    ]
    editing.carry_out(village, plan)
    card = card_of(village, wang)
    assert (card.number, card.birth) == ("140428195809303121", date(1958, 9, 30))
    assert [found.id for found in find(village, "3121", ON)] == [wang]
    assert not find(village, "002X", ON)


def test_a_birth_date_against_the_number_is_refused(village, wang):
    assert refusal(plans.change_person, village, wang, {"birth": "1950-01-01"}) == ("birth", "id_birth_mismatch")


def test_another_village_takes_the_address_along(village, wang, tmp_path):
    take(
        village,
        roster(tmp_path, changed(ZHAO, 姓名="钱大", 身份证号="140428198503031235"), name="b.xlsx"),
        village="桃园村",
    )
    editing.carry_out(village, plans.change_person(village, wang, {"village": "桃园村"}))
    card = card_of(village, wang)
    assert (card.village, card.address) == ("桃园村", "杏花村1号")
    assert refusal(plans.change_person, village, wang, {"village": "李村"}) == ("village", "village_unknown")


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"product": "两针苗"}, ("product", "product_unknown")),
        ({"given_on": "2021-06-01"}, ("given_on", "dose_repeated")),
        ({"given_on": "2019-06-01"}, ("given_on", "dose_before_campaign")),
        ({"given_on": "1940-06-01", "product": ""}, ("given_on", "dose_before_birth")),
        ({"given_on": "2031-06-01"}, ("given_on", "date_future")),
        ({"evidence": ""}, ("evidence", "needed")),
    ],
)
def test_a_dose_that_cannot_be_is_refused(village, wang, values, refused):
    assert refusal(dose_plans.add_dose, village, wang, DOSE | values) == refused


def test_a_dose_after_the_death_is_refused_and_a_death_before_a_dose_too(village, wang):
    assert refusal(plans.die, village, wang, "2021-05-01") == ("left_on", "dose_after_death")
    editing.carry_out(village, plans.die(village, wang, "2021-06-20"))
    assert refusal(dose_plans.add_dose, village, wang, DOSE) == ("given_on", "dose_after_death")


def test_a_doubtful_dose_is_taken_with_a_warning(village, wang):
    plan = dose_plans.add_dose(village, wang, DOSE | {"given_on": "2021-06-02", "product": ""})
    assert [str(warning).partition(":")[0] for warning in plan.warnings] == [
        "The dose has no vaccine maker",
        "The register has a dose of 2021-06-01, one day beside this one",
    ]


def test_doses_are_numbered_by_their_days(village, wang):
    editing.carry_out(village, dose_plans.add_dose(village, wang, DOSE))
    editing.carry_out(village, dose_plans.add_dose(village, wang, DOSE | {"given_on": "2021-05-08"}))
    assert [(dose.number, dose.on.isoformat()) for dose in card_of(village, wang).doses] == [
        (1, "2021-05-08"),
        (2, "2021-06-01"),
        (3, "2021-06-25"),
    ]
    editing.carry_out(
        village, dose_plans.change_dose(village, wang, first_dose(village, wang), {"given_on": "2021-06-10"})
    )
    assert [(dose.number, dose.on.isoformat()) for dose in card_of(village, wang).doses] == [
        (2, "2021-06-01"),
        (3, "2021-06-10"),
        (4, "2021-06-25"),
    ]


def test_somebody_back_from_away_is_judged_from_that_day(village, wang):
    editing.carry_out(village, plans.move_out(village, wang, "2021-08-01"))
    assert card_of(village, wang).detail == "moved_out"
    editing.carry_out(village, plans.return_to(village, wang, "2021-12-01"))
    assert card_of(village, wang).detail == "overdue"
    with pytest.raises(Refused) as refused:
        plans.return_to(village, wang)
    assert refused.value.code == "never_left"


def test_a_certificate_that_does_not_exempt_is_recorded_with_a_warning(village, wang):
    weak = paper_plans.add_certificate(village, wang, {"institution": "杏花村卫生室"})
    assert "does not exempt" in str(weak.warnings[0])
    strong = paper_plans.add_certificate(
        village, wang, {"institution": "县医院", "level": "二级", "issued_on": "2021-11-01"}
    )
    assert not strong.warnings
    assert refusal(
        paper_plans.add_deferral, village, wang, {"issued_on": "2021-12-01", "valid_until": "2021-11-01"}
    ) == ("valid_until", "until_before_issue")


def test_a_paper_taken_out_counts_no_more(village, wang):
    editing.carry_out(village, paper_plans.add_certificate(village, wang, {"institution": "市二级医院"}))
    assert card_of(village, wang).detail == "should_not_continue"
    paper = plans.known_person(village, wang).papers[0].id
    editing.carry_out(village, paper_plans.void_paper(village, wang, paper, "不是本人的证明"))
    assert card_of(village, wang).detail == "overdue"
    with pytest.raises(Refused):
        paper_plans.void_paper(village, wang, paper, "再作废一次")


def test_somebody_new_who_may_be_known_already_is_asked_about(village):
    new = {"name": "王小明", "village": "杏花村", "phone": "13800138000"}
    assert "may be the same person" in str(plans.add_person(village, new).warnings[0])
    assert not plans.add_person(village, new | {"phone": "13911112222"}).warnings
    assert refusal(plans.add_person, village, {"name": "王小明"}) == ("village", "needed")
    assert refusal(plans.add_person, village, new | {"number": "11010519491231002X"}) == ("number", "id_taken")


def test_somebody_new_is_in_every_count_at_once(village):
    editing.carry_out(
        village, plans.add_person(village, {"name": "李四", "village": "杏花村", "number": "140428198503031235"})
    )
    (card,) = find(village, "lisi", ON)
    assert (card.sex, card.birth, card.standing) == ("m", date(1985, 3, 3), "unverified")


def test_nobody_is_edited_who_is_not_there(village):
    with pytest.raises(Refused) as refused:
        plans.note(village, 4711, "?")
    assert refused.value.code == "person_unknown"


def test_what_was_edited_is_still_there_after_reopening(tmp_path):
    with make_office(tmp_path) as office:
        intake.commit(office, intake.preview(office, [intake.Request(roster(tmp_path, WANG))], ON))
        editing.carry_out(office, dose_plans.add_dose(office, people(office, ON)[0].id, DOSE))
        before = people(office, ON)
    with open_office(tmp_path / "town.vaxdesk", PASSPHRASE) as office:
        assert people(office, ON) == before
        editing.undo_last(office)
        assert people(office, ON)[0].standing == "incomplete"
