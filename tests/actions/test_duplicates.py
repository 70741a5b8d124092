"""One person who stands in the register twice: found, merged without loss, taken back; two people told apart for ever."""

from datetime import date

import pytest

from vaxdesk.actions import contact_plans, dose_plans, duplicates, editing, intake, merge_review, paper_plans, plans
from vaxdesk.actions.biography import biography
from vaxdesk.actions.people import find, people
from vaxdesk.rules.likeness import Verdict
from vaxdesk.rules.masks import mask_alike, mask_id
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.records import Departure

from .conftest import ON
from .test_intake import WANG, changed, roster, take

WANG_TWICE = changed(
    WANG, 身份证号=None, 家庭住址="杏花村9号", 居住状态="外来常住", 第二剂接种日期=date(2021, 7, 1), 第二剂疫苗企业="北京生物",
)  # fmt: skip
"""The same phone and no number: another door keeps the intake from seeing who it is."""
ZHAO = changed(WANG, 姓名="赵小红", 身份证号="140428195809303148", 联系电话="13700137000", 家庭住址="杏花村2号")
PROBES = ("王小明", "wxm", "002X", "8000", "杏花村1号", "杏花村9号")


@pytest.fixture
def village(office, tmp_path):
    """杏花村 with 王小明 once with his number and one dose, once with another phone first and two doses, and with 赵小红."""
    take(office, roster(tmp_path, WANG, ZHAO))
    take(office, roster(tmp_path, changed(WANG_TWICE, 联系电话="13900139000"), name="second.xlsx"))
    return office


@pytest.fixture
def twice(village):
    """The ids of the two entries: with the number, and without."""
    known, other = sorted(find(village, "王小明", ON), key=lambda card: card.number, reverse=True)
    return known.id, other.id


def seen(office):
    """Everything a screen shows: the cards and what is found."""
    return people(office, ON), [[card.id for card in find(office, probe, ON)] for probe in PROBES]


def card_of(office, person):
    return next(card for card in people(office, ON) if card.id == person)


def give(office, person, **values):
    editing.carry_out(office, plans.change_person(office, person, values))


def pairs(office):
    return [(pair.one, pair.other) for pair in duplicates.find_duplicates(office)]


def test_the_pair_is_found_with_its_grounds(village, twice):
    (pair,) = duplicates.find_duplicates(village)
    assert {pair.one, pair.other} == set(twice)
    assert pair.likeness.verdict is Verdict.DOUBTFUL
    assert "The names are the same." in map(str, pair.likeness.grounds)


def test_the_most_certain_pair_comes_first(village, twice):
    namesake = editing.carry_out(village, plans.add_person(village, {"name": "王小明", "village": "杏花村"}))
    give(village, twice[1], phone="13800138000", birth="1949-12-31")
    first, *others = duplicates.find_duplicates(village)
    assert {first.one, first.other} == set(twice)
    assert first.likeness.verdict is Verdict.SAME
    assert all(namesake.people & {pair.one, pair.other} for pair in others)
    assert len(others) == 2


def test_a_merge_is_the_union_of_both(village, twice):
    keep, drop = twice
    editing.carry_out(village, paper_plans.add_deferral(village, drop, {"cause": "妊娠", "issued_on": "2021-12-01"}))
    editing.carry_out(village, plans.note(village, drop, "腿脚不便"))
    changes = duplicates.merge(village, keep, drop)
    assert changes.people == {keep, drop}
    card = card_of(village, keep)
    assert [(dose.number, dose.on) for dose in card.doses] == [(1, date(2021, 6, 1)), (2, date(2021, 7, 1))]
    assert [paper.cause for paper in card.exemptions] == ["妊娠"]
    assert (card.standing, card.number, card.phone) == ("completed", WANG[1], "13800138000")
    gone = card_of(village, drop)
    assert (gone.departure, gone.standing, gone.doses) == (Departure.MERGED, "out_of_scope", ())


def test_every_dose_keeps_its_source(village, twice):
    keep, drop = twice
    sources = "SELECT d.given_on, d.voided, s.file FROM doses d JOIN sources s ON s.change_id = d.change_id"
    before = sorted(village.db.conn.execute(sources).fetchall(), key=str)
    duplicates.merge(village, keep, drop)
    of_keep = village.db.conn.execute(f"{sources} WHERE d.person_id = ? ORDER BY d.given_on, s.file", [keep]).fetchall()
    assert of_keep == [
        ("2021-06-01", None, "roster.xlsx"),
        ("2021-06-01", "same_dose", "second.xlsx"),
        ("2021-07-01", None, "second.xlsx"),
    ]
    editing.undo_last(village)
    assert sorted(village.db.conn.execute(sources).fetchall(), key=str) == before


@pytest.mark.parametrize("the_one_with_the_number_stays", [True, False])
def test_a_merge_is_taken_back_without_a_trace(village, twice, the_one_with_the_number_stays):
    before = seen(village)
    keep, drop = twice if the_one_with_the_number_stays else twice[::-1]
    duplicates.merge(village, keep, drop)
    assert card_of(village, keep).number == WANG[1]
    assert editing.last_own_change(village).name.text == "Two entries merged into one"
    editing.undo_last(village)
    assert seen(village) == before


def test_empty_fields_are_filled_from_the_other_entry(village, twice):
    keep, drop = twice[1], twice[0]
    give(village, keep, phone="")
    duplicates.merge(village, keep, drop)
    card = card_of(village, keep)
    assert (card.phone, card.birth, card.sex) == ("13800138000", date(1949, 12, 31), "f")
    assert card.address == "杏花村9号"


def test_doses_one_day_apart_count_once_and_are_asked(village, twice):
    keep, drop = twice
    dose = village.db.conn.execute("SELECT id FROM doses WHERE person_id = ? ORDER BY given_on", [drop]).fetchone()[0]
    editing.carry_out(village, dose_plans.change_dose(village, drop, dose, {"given_on": "2021-06-02"}))
    (question,) = duplicates.questions(village, keep, drop)
    assert question.values == {"here": date(2021, 6, 1), "there": date(2021, 6, 2)}
    duplicates.merge(village, keep, drop)
    assert [dose.on for dose in card_of(village, keep).doses] == [date(2021, 6, 1), date(2021, 7, 1)]


def test_both_numbers_lead_to_the_person_afterwards(village, twice, tmp_path):
    keep, drop = twice
    give(village, drop, number="140428196507121220")
    duplicates.merge(village, keep, drop)
    assert card_of(village, keep).number == WANG[1]
    for number in (WANG[1], "140428196507121220"):
        row = changed(WANG, 身份证号=number, 联系电话="13600136000")
        change_set = intake.preview(village, [intake.Request(roster(tmp_path, row, name="third.xlsx"))], ON)
        assert [entry.person for review in change_set.files for entry in review.entries] == [keep]
    assert [card.id for card in find(village, "140428196507121220"[-6:], ON)] == [keep]


def test_the_biography_tells_both_sources(village, twice):
    keep, drop = twice
    duplicates.merge(village, keep, drop)
    doses = [event for event in biography(village, keep) if event.kind == "dose"]
    assert [(event.on, event.counts, str(event.details[-1]).partition(",")[0]) for event in doses] == [
        (date(2021, 7, 1), True, "second.xlsx"),
        (date(2021, 6, 1), False, "second.xlsx"),
        (date(2021, 6, 1), True, "roster.xlsx"),
    ]
    assert "Taken out, because: the same dose from another source" in map(str, doses[1].details)


def test_a_second_merge_is_taken_back_before_the_first(village, twice):
    third = editing.carry_out(village, plans.add_person(village, {"name": "王小明", "village": "杏花村"}))
    (newest,) = third.people
    duplicates.merge(village, twice[0], twice[1])
    first = editing.last_own_change(village).id
    duplicates.merge(village, newest, twice[0])
    with pytest.raises(Refused, match="merged_again"):
        editing.undo(village, first)
    editing.undo_last(village)
    editing.undo(village, first)
    assert {card.departure for card in people(village, ON)} == {""}


def test_an_intake_taken_back_leaves_a_merged_person_in_place(village, twice):
    keep, drop = twice
    duplicates.merge(village, keep, drop)
    intake.undo(village, village.db.conn.execute("SELECT min(id) FROM changes WHERE verb = 'intake'").fetchone()[0])
    assert card_of(village, keep).name == "王小明"
    assert find(village, "赵小红", ON) == []


def test_different_people_are_never_shown_again(village, twice):
    duplicates.different(village, *twice)
    assert pairs(village) == []


def test_what_is_different_stays_so_when_one_of_them_is_merged(village, twice):
    (newest,) = editing.carry_out(village, plans.add_person(village, {"name": "王小明", "village": "杏花村"})).people
    duplicates.different(village, *twice)
    duplicates.merge(village, newest, twice[1])
    assert pairs(village) == []


def test_merged_entries_are_not_merged_again(village, twice):
    duplicates.merge(village, *twice)
    assert pairs(village) == []
    for act in (duplicates.merge, duplicates.different, duplicates.questions):
        with pytest.raises(Refused, match="person_merged"):
            act(village, *twice)


def test_an_entry_is_not_merged_with_itself(village, twice):
    with pytest.raises(Refused, match="same_entry"):
        duplicates.merge(village, twice[0], twice[0])


def test_a_merge_is_taken_apart_later_and_says_what_stays(village, twice):
    duplicates.merge(village, *twice)
    [merge] = merge_review.merges(village)
    assert (merge.kept, merge.dropped) == twice
    give(village, twice[0], phone="13700000000")
    kept, _ = merge_review.undo_merge(village, merge.change)
    assert merge_review.merges(village) == []
    assert card_of(village, twice[0]).phone == "13700000000"
    assert card_of(village, twice[1]).departure == ""
    assert kept == []


def test_two_numbers_are_masked_but_for_where_they_differ():
    assert mask_alike("140428196204061136", "140428196205061136") == ("140********4**1136", "140********5**1136")
    assert mask_alike("140428196204061136", "") == (mask_id("140428196204061136"), "")


def test_what_was_said_at_contacts_follows_the_merge_and_its_undo(village, twice):
    kept, dropped = twice
    told = {"way": "phone", "answer": "declined", "who": "陈干事", "contacted_on": ON.isoformat()}
    editing.carry_out(village, contact_plans.record(village, dropped, told))
    duplicates.merge(village, kept, dropped)
    [said] = contact_plans.known_contacts(village, kept, ON).contacts
    assert (said.answer, said.who) == ("declined", "陈干事")
    editing.undo_last(village)
    assert not contact_plans.known_contacts(village, kept, ON).contacts
    assert contact_plans.known_contacts(village, dropped, ON).contacts
