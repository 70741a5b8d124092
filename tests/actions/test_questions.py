"""A number in thirty seconds: each condition against a count made by hand from the truth, and what changed since last time."""

from datetime import date, timedelta

import pytest

from vaxdesk.actions import assignments, dose_plans, editing, questions
from vaxdesk.actions.overview import overview
from vaxdesk.actions.residents import Filter, count
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.questions import read_condition

from .conftest import ON


def asked(office, *written, on=ON):
    return questions.ask(office, tuple(map(read_condition, written)), on)


def test_nothing_asked_is_everybody(township):
    assert asked(township).count == overview(township, ON).total


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("age=60..69", Filter(age_from=60, age_to=69)),
        ("age=80..", Filter(age_from=80)),
        ("age=..11", Filter(age_to=11)),
        ("standing=unvaccinated,unverified", Filter(standings=frozenset({"unvaccinated", "unverified"}))),
        ("detail=overdue", Filter(details=frozenset({"overdue"}))),
        ("sex=f", Filter(sexes=frozenset("f"))),
    ],
)
def test_a_condition_counts_as_the_list_of_residents_does(township, written, wanted):
    assert asked(township, written).count == count(township, wanted, on=ON)


def test_several_conditions_all_hold_and_villages_add_up(township):
    found = asked(township, "age=60..", "standing=unvaccinated", "reason=declined")
    wanted = Filter(age_from=60, standings=frozenset({"unvaccinated"}), details=frozenset({"declined"}))
    assert found.count == count(township, wanted, on=ON) == sum(found.villages.values())


def test_doses_products_and_days_by_the_truth(township, truth):
    here = [person for person in truth["persons"] if person["standing_in_register"] == "completed"]
    sinovac = {person["key"] for person in here if any(dose["product"] == "SINOVAC" for dose in person["doses"])}
    assert asked(township, "standing=completed", "product=SINOVAC").count == pytest.approx(len(sinovac), abs=2)
    one = asked(township, "doses=1..1").count
    more = asked(township, "doses=2..").count
    none = asked(township, "doses=0..0").count
    assert one + more + none == overview(township, ON).total
    before, after = asked(township, "last_dose=..2021-08-31").count, asked(township, "last_dose=2021-09-01..").count
    without_day = asked(township, "doses=1..").count - before - after
    assert 0 <= without_day < 40


def test_nobody_was_contacted_yet(township):
    everybody = overview(township, ON).total
    assert asked(township, "contacted=2021-01-01..2021-12-19").count == 0
    assert asked(township, "not_contacted=2021-01-01..2021-12-19").count == everybody


def test_next_week_it_is_one_click_and_says_who_came_and_went(township):
    question = tuple(map(read_condition, ("standing=unvaccinated", "age=18..59")))
    questions.keep(township, "下午三点前要数", question, ON)
    one = min(asked(township, "standing=unvaccinated", "age=18..59").people)
    dose = {"given_on": "2021-12-18", "product": "北京科兴", "evidence": "certificate_seen"}
    editing.carry_out(township, dose_plans.add_dose(township, one, dose))
    later = ON + timedelta(days=7)
    again = questions.ask_again(township, "下午三点前要数", later)
    assert one in again.went
    assert again.last_on == ON
    assert again.last - len(again.went) + len(again.came) == again.count
    third = questions.ask_again(township, "下午三点前要数", later)
    assert (third.last, third.came, third.went) == (again.count, frozenset(), frozenset())
    (kept,) = questions.kept(township)
    assert kept.written == ("standing=unvaccinated", "age=18..59")
    questions.drop(township, "下午三点前要数")
    assert not questions.kept(township)


@pytest.mark.parametrize(
    "written",
    [
        "colour=red",
        "standing=",
        "age=..",
        "age=sixty..",
        "age=69..60",
        "dose_day=8月..",
        "last_dose=2021-12-19..2021-12-01",
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(written):
    with pytest.raises(Refused) as refused:
        read_condition(written)
    assert refused.value.code == "condition_invalid"


def test_a_name_is_needed_and_known(township):
    for verb, code in (
        (lambda: questions.keep(township, " ", (), ON), "needed"),
        (lambda: questions.keep(township, "长" * 41, (), ON), "too_long"),
        (lambda: questions.ask_again(township, "没有", date(2021, 12, 19)), "question_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code == code


def test_what_can_be_chosen_is_what_occurs(township):
    offered = questions.values(township, ON)
    assert sum(offered["standing"].values()) == overview(township, ON).total
    assert "SINOVAC" in offered["product"]


def test_a_grid_is_asked_for_by_its_village_and_name(township):
    village = next(iter(overview(township, ON).villages))
    homes = [
        home
        for (home,) in township.db.conn.execute(
            "SELECT h.id FROM households h JOIN villages v ON v.id = h.village_id WHERE v.name = ? LIMIT 5", [village]
        )
    ]
    assignments.put_into_grid(township, assignments.make_grid(township, village, "第九网格"), homes)
    name = f"{village} 第九网格"
    members = township.db.conn.execute(
        f"SELECT count(*) FROM people WHERE household_id IN ({','.join(map(str, homes))})"
    ).fetchone()[0]
    assert questions.values(township, ON)["grid"][name] == asked(township, f"grid={name}").count == members > 0
