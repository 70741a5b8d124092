"""The contact log: a refusal is respected, nobody is called three times a week, appointments become doses a roster confirms."""

from datetime import timedelta

import pytest

from vaxdesk.actions import (
    appointments,
    assignments,
    contact_plans,
    dose_plans,
    editing,
    households,
    paper_plans,
    plans,
    work_lists,
)
from vaxdesk.actions.biography import biography
from vaxdesk.actions.field_words import STATES
from vaxdesk.actions.language import translator
from vaxdesk.actions.lines import lines
from vaxdesk.actions.people import find, with_grounds
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.register.changes import begin_change
from vaxdesk.register.households import Visit, write_visit
from vaxdesk.rules.assignments import PARTIES, Duty, Scope
from vaxdesk.rules.messages import FieldRefused, Refused

from .conftest import TODAY
from .test_households import HEADINGS, NEIGHBOUR, family, person, village  # noqa: F401
from .test_intake import take

WILLING = {"way": "phone", "answer": "willing", "who": "陈干事"}
DECLINED = {"way": "phone", "answer": "declined", "who": "陈干事"}


def contact(office, name, on=TODAY, **values):
    """Record a contact of somebody."""
    plan = contact_plans.record(office, person(office, name), {**WILLING, "contacted_on": on.isoformat(), **values})
    editing.carry_out(office, plan)
    return plan


def visit(office, household, outcome, on=TODAY, next_on=None):
    """Record a visit to a household."""
    with office.db.atomic():
        write_visit(
            office.db, begin_change(office.db, "office", "canvass"), household, Visit(on, outcome, next_on, "陈干事")
        )


def listed(office, name, **narrowed):
    """The names on a work list."""
    return [job.name for job in work_lists.work_list(office, name, TODAY, **narrowed).jobs]


def test_who_declined_leaves_every_list_until_they_say_otherwise(village):  # noqa: F811
    contact(village, "李四")
    assert "李四" in listed(village, "due_and_willing")
    contact(village, "李四", **DECLINED)
    assert not [name for name in work_lists.WORK_LISTS if "李四" in listed(village, name)]
    assert find(village, "李四", TODAY)[0].detail == "declined"
    known = contact_plans.known_contacts(village, person(village, "李四"), TODAY)
    assert "does not wish" in known.warnings[0].text
    contact(village, "李四", answer="came_forward")
    assert "李四" in listed(village, "due_and_willing")


def test_a_refusal_with_a_day_holds_until_that_day(village):  # noqa: F811
    contact(village, "李四", **DECLINED, again_on=(TODAY + timedelta(days=10)).isoformat())
    one = person(village, "李四")
    before = contact_plans.known_contacts(village, one, TODAY + timedelta(days=9))
    after = contact_plans.known_contacts(village, one, TODAY + timedelta(days=10))
    assert before.quiet.until == TODAY + timedelta(days=10)
    assert after.quiet is None


def test_a_refusal_is_taken_back_with_its_reason(village):  # noqa: F811
    contact(village, "李四", **DECLINED)
    editing.undo_last(village)
    assert find(village, "李四", TODAY)[0].detail != "declined"
    assert contact_plans.known_contacts(village, person(village, "李四"), TODAY).contacts == []


def test_the_desk_warns_before_a_third_contact_in_a_week(village, family):  # noqa: F811
    first = contact(village, "王大力", TODAY - timedelta(days=6), answer="not_reached")
    visit(village, family, "met", TODAY - timedelta(days=2))
    third = contact(village, "王大力")
    assert first.warnings == ()
    assert third.warnings[0].values["count"] == 2
    a_week_later = contact_plans.known_contacts(village, person(village, "王大力"), TODAY + timedelta(days=5))
    assert a_week_later.warnings == []


def test_what_was_said_at_the_door_on_one_day_is_one_contact(village, family):  # noqa: F811
    visit(village, family, "met")
    contact(village, "王大力", way="door")
    lately = {job.name: job.lately for job in work_lists.work_list(village, "due_and_willing", TODAY).jobs}
    assert lately["王大力"] == 1


def test_a_visit_that_was_refused_takes_the_household_from_the_lists(village, family):  # noqa: F811
    assert listed(village, "never_visited") == ["王小明", "李四"]
    visit(village, family, "refused", TODAY - timedelta(days=3))
    found = work_lists.work_list(village, "households", TODAY)
    assert ([job.name for job in found.jobs], found.left_alone) == (["李四"], 1)
    visit(village, family, "met")
    assert listed(village, "households") == ["王小明", "李四"]


def test_nobody_home_twice_in_a_row(village, family):  # noqa: F811
    visit(village, family, "nobody_home", TODAY - timedelta(days=3))
    assert listed(village, "nobody_home_twice") == []
    visit(village, family, "nobody_home", TODAY, TODAY + timedelta(days=3))
    assert work_lists.work_list(village, "visit_again", TODAY + timedelta(days=3)).jobs[0].note == TODAY + timedelta(
        days=3
    )
    assert [
        job.household for job in work_lists.work_list(village, "nobody_home_twice", TODAY + timedelta(days=3)).jobs
    ] == [family]


def test_a_contact_needs_its_result_and_lies_before_the_next(village):  # noqa: F811
    one = person(village, "李四")
    with pytest.raises(FieldRefused) as refused:
        contact_plans.record(village, one, {"way": "phone"})
    assert (refused.value.field, refused.value.code) == ("answer", "needed")
    with pytest.raises(FieldRefused) as refused:
        contact_plans.record(village, one, {**WILLING, "again_on": TODAY.isoformat()})
    assert refused.value.code == "again_in_the_past"


@pytest.mark.parametrize(
    ("scope", "what"),
    [(Scope.VILLAGE, "杏花村"), (Scope.HOUSEHOLD, "family"), (Scope.PERSON, "王大力"), (Scope.GRID, "第一网格")],
)
def test_my_households_at_every_level(village, family, scope, what):  # noqa: F811
    if scope is Scope.HOUSEHOLD:
        what = family
    if scope is Scope.PERSON:
        what = person(village, what)
    if scope is Scope.GRID:
        what = assignments.make_grid(village, "杏花村", what)
        assignments.put_into_grid(village, what, [family])
    assignments.assign(village, scope, what, Duty.CADRE, "陈干事")
    everybody = ["王小明", "李四"]
    assert listed(village, "households", who="陈干事") == (everybody if scope is Scope.VILLAGE else ["王小明"])
    assert listed(village, "households", who="别人") == []
    assignments.release(village, assignments.assigned(village)[0].id)
    assert listed(village, "households", who="陈干事") == []


def test_a_grid_has_four_parties_that_answer_for_it(village, family):  # noqa: F811
    grid = assignments.make_grid(village, "杏花村", "第一网格")
    assert assignments.missing_parties(village)[0][1] == list(PARTIES)
    for duty in PARTIES:
        assignments.assign(village, Scope.GRID, grid, duty, "某单位")
    assert assignments.missing_parties(village) == []
    with pytest.raises(Refused) as refused:
        assignments.put_into_grid(village, 99, [family])
    assert refused.value.code == "grid_unknown"


def test_completeness_against_what_the_village_says(village, family):  # noqa: F811
    assignments.state_households(village, "杏花村", 5)
    visit(village, family, "met")
    (found,) = work_lists.completeness(village, TODAY)
    assert (found.registered, found.visited, found.never, found.stated) == (2, 1, 1, 5)


def book(office, name, on=TODAY, **values):
    plan = contact_plans.book(
        office, person(office, name), {"booked_on": on.isoformat(), "site": "云岭镇卫生院", **values}
    )
    editing.carry_out(office, plan)
    return plan


def test_an_appointment_is_moved_and_called_off(village):  # noqa: F811
    book(village, "李四")
    assert find(village, "李四", TODAY)[0].detail == "booked"
    book(village, "李四", TODAY + timedelta(days=2), kind="home")
    (session,) = appointments.sessions(village)
    assert (session.on, session.booked) == (TODAY + timedelta(days=2), 1)
    editing.carry_out(village, contact_plans.call_off(village, person(village, "李四")))
    assert appointments.sessions(village) == []
    assert find(village, "李四", TODAY)[0].detail == "not_stated"


def test_the_second_dose_belongs_to_the_site_of_the_first(village):  # noqa: F811
    one = person(village, "王小明")
    first = plans.found(village, one).doses[0].id
    editing.carry_out(village, dose_plans.change_dose(village, one, first, {"site": "长子县医院"}))
    same = contact_plans.book(village, one, {"booked_on": TODAY.isoformat()})
    other = contact_plans.book(village, one, {"booked_on": TODAY.isoformat(), "site": "云岭镇卫生院"})
    assert same.writes.booking.site == "长子县医院"
    assert len(other.warnings) == len(same.warnings) + 1


def test_who_came_is_keyed_by_exception_and_confirmed_by_a_roster(village, tmp_path):  # noqa: F811
    for name in ("李四", "赵小红", "王大力"):
        book(village, name, TODAY)
    absent = {person(village, "赵小红")}
    held = appointments.hold(village, TODAY, "云岭镇卫生院", "BIBP", absent)
    assert (held.given, held.absent, held.refused) == (2, 1, [])
    assert find(village, "赵小红", TODAY)[0].detail == "not_stated"
    known = appointments.guests(village, TODAY, "云岭镇卫生院", TODAY)
    assert [STATES[guest.appointment.state].text for guest in known] == ["did not come", "came", "came"]
    dose = find(village, "李四", TODAY)[0].doses[0]
    assert dose.evidence == "appointment"
    path = tmp_path / "clinic.xlsx"
    write_grid(path, {"杏花村": [HEADINGS, (*NEIGHBOUR[:5], TODAY, "北京生物")]})
    take(village, path)
    assert [dose.evidence for dose in find(village, "李四", TODAY)[0].doses] == ["roster"]
    with pytest.raises(Refused):
        appointments.hold(village, TODAY, "云岭镇卫生院", "BIBP", ())


def test_a_session_keyed_in_is_taken_back_whole(village):  # noqa: F811
    book(village, "李四")
    appointments.hold(village, TODAY, "云岭镇卫生院", "BIBP", ())
    editing.undo_last(village)
    assert appointments.sessions(village)[0].open == 1
    assert find(village, "李四", TODAY)[0].doses == ()


def test_a_session_to_come_is_not_keyed_in(village):  # noqa: F811
    book(village, "李四", TODAY + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        appointments.hold(village, TODAY + timedelta(days=1), "云岭镇卫生院", "BIBP", ())
    assert refused.value.code == "session_to_come"


def test_the_list_of_the_day_names_who_is_booked(village):  # noqa: F811
    book(village, "李四", kind="elders")
    sheet = appointments.day_list(village, appointments.guests(village, TODAY, "云岭镇卫生院", TODAY), TODAY)
    (row,) = sheet.rows
    assert row[1] == "李四"
    assert "老年人专场" in row
    assert "140428195809303121" not in row


def test_elders_are_asked_on_the_three_days_after_a_dose(village):  # noqa: F811
    one = person(village, "李四")
    editing.carry_out(village, contact_plans.watch(village, one))
    book(village, "李四")
    appointments.hold(village, TODAY, "云岭镇卫生院", "BIBP", ())

    def asked(day):
        return [job.name for job in work_lists.work_list(village, "after_dose", TODAY + timedelta(days=day)).jobs]

    assert [asked(day) for day in range(5)] == [[], ["李四"], ["李四"], ["李四"], []]
    with pytest.raises(Refused):
        contact_plans.watch(village, one)


def test_an_elder_whose_papers_name_a_chronic_disease_is_asked_too(village):  # noqa: F811
    one = person(village, "李四")
    paper = {"cause": "高血压急性期", "issued_on": "2021-11-01", "valid_until": "2021-11-30", "institution": "县医院"}
    editing.carry_out(village, paper_plans.add_deferral(village, one, paper))
    dose = {"product": "BIBP", "given_on": (TODAY - timedelta(days=1)).isoformat(), "evidence": "own_word"}
    editing.carry_out(village, dose_plans.add_dose(village, one, dose))
    assert [job.name for job in work_lists.work_list(village, "after_dose", TODAY).jobs] == ["李四"]
    contact(village, "李四", answer="well")
    assert work_lists.work_list(village, "after_dose", TODAY).jobs == []


def test_the_life_of_a_person_tells_contacts_and_appointments(village, family):  # noqa: F811
    contact(village, "李四")
    book(village, "李四")
    kinds = {event.kind for event in biography(village, person(village, "李四"))}
    assert {"contact", "appointment"} <= kinds
    assert households.household(village, family, TODAY).visits == ()


def who(office, name):
    return [(each.who, each.role, each.scope) for each in assignments.answering(office, person(office, name))]


def test_who_answers_for_a_person_the_nearest_first(village, family):  # noqa: F811
    assignments.assign_area(village, "杏花村", "第一网格", "1号", Duty.CLINIC, "卫生院")
    assignments.assign_area(village, "杏花村", "", "", Duty.LEADER, "周书记")
    assignments.assign(village, Scope.HOUSEHOLD, family, Duty.MEMBER, "吴党员")
    assignments.assign(village, Scope.PERSON, person(village, "王小明"), Duty.CADRE, "陈干事")
    assert who(village, "王小明") == [
        ("陈干事", "cadre", "person"),
        ("吴党员", "member", "household"),
        ("卫生院", "clinic", "grid"),
        ("周书记", "leader", "village"),
    ]


def test_who_answers_for_what_is_taken_back_step_by_step(village, family):  # noqa: F811
    assignments.assign_area(village, "杏花村", "第一网格", "1号", Duty.CLINIC, "卫生院")
    assignments.assign(village, Scope.HOUSEHOLD, family, Duty.MEMBER, "吴党员")
    (member, _) = assignments.answering(village, person(village, "王小明"))
    assignments.release(village, member.id)
    assert who(village, "王小明") == [("卫生院", "clinic", "grid")]
    editing.undo_last(village)
    assert who(village, "王小明") == [("吴党员", "member", "household"), ("卫生院", "clinic", "grid")]
    editing.undo_last(village)
    editing.undo_last(village)
    assert who(village, "王小明") == []
    assert assignments.grids(village) == []


def test_whoever_ended_may_begin_again(village, family):  # noqa: F811
    assignments.assign(village, Scope.HOUSEHOLD, family, Duty.MEMBER, "吴党员")
    (member,) = assignments.answering(village, person(village, "王小明"))
    assignments.release(village, member.id)
    assert assignments.names(village) == []
    assignments.assign(village, Scope.HOUSEHOLD, family, Duty.MEMBER, "吴党员")
    assert who(village, "王小明") == [("吴党员", "member", "household")]
    editing.undo_last(village)
    assert who(village, "王小明") == []


def test_a_ledger_says_who_answers_for_a_person_when_they_were_contacted_and_their_appointment(village):  # noqa: F811
    assignments.assign(village, Scope.VILLAGE, "杏花村", Duty.LEADER, "陈镇长")
    contact(village, "李四")
    booking = {"booked_on": (TODAY + timedelta(days=3)).isoformat(), "site": "云岭镇卫生院", "kind": "ordinary"}
    editing.carry_out(village, contact_plans.book(village, person(village, "李四"), booking))
    (found,) = find(village, "李四", TODAY)
    (line,) = lines(with_grounds(village, [found], TODAY), village, translator("zh_CN"), TODAY)
    assert (line["responsible"], line["notified"]) == ("陈镇长", f"{TODAY.isoformat()} 电话")
    assert (line["planned_on"], line["dose_site"]) == (TODAY + timedelta(days=3), "云岭镇卫生院")
    assignments.assign(village, Scope.PERSON, found.id, Duty.CADRE, "陈干事")
    (line,) = lines(with_grounds(village, [found], TODAY), village, translator("zh_CN"), TODAY)
    assert line["responsible"] == "陈干事", "who answers for the person comes before who answers for the village"
