"""What was handed down, typed into the grid: census, tasks, stages, bands; and the work units are ranked by."""

from datetime import date, datetime

import pytest

from vaxdesk.actions import plan
from vaxdesk.actions.indicators import behind, indicators, week
from vaxdesk.actions.overview import overview
from vaxdesk.actions.work_done import Work, places
from vaxdesk.register import assignments, doubtful
from vaxdesk.register.changes import begin_change
from vaxdesk.register.people import villages
from vaxdesk.rules.bands import read_bands
from vaxdesk.rules.measures import Scope
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.quotas import WHOLE, Task

from .conftest import ON

APRIL = Task("first", "increment", date(2021, 4, 1), datetime(2021, 4, 30, 18))
MAY = Task("first", "increment", date(2021, 5, 1), datetime(2021, 5, 31, 18))
JUNE = Task("complete", "cumulative", date(2021, 4, 1), datetime(2021, 6, 30, 18))


def test_a_grid_comes_back_as_it_was_typed(township):
    villages = list(overview(township, ON).villages)
    april = dict.fromkeys(villages, 20)
    plan.keep_tasks(township, {APRIL: {**april, WHOLE: 80}}, "text 003")
    plan.keep_census(township, {"": dict.fromkeys(villages, 300)})
    seen = plan.read_plan(township)
    assert seen.tasks[APRIL] == {**april, WHOLE: 80}
    assert seen.census[""] == dict.fromkeys(villages, 300)
    assert not plan.remarks(seen)


def test_parts_that_do_not_make_the_whole_are_said_and_a_task_of_nothing_is_gone(township):
    villages = list(overview(township, ON).villages)
    asked = {MAY: {**dict.fromkeys(villages, 20), WHOLE: 81}, APRIL: dict.fromkeys(villages, 5)}
    with pytest.raises(Refused) as refused:
        plan.keep_tasks(township, asked)
    assert refused.value.code == "parts_differ"
    assert plan.read_plan(township).tasks.get(APRIL) != asked[APRIL], "all of them or none"
    plan.keep_tasks(township, {MAY: asked[MAY]}, "one village has no site yet")
    (remark,) = plan.remarks(plan.read_plan(township))
    assert remark.values["difference"].values["difference"] == -1
    assert remark.values["why"] == "one village has no site yet"
    plan.keep_tasks(township, {MAY: {}})
    assert MAY not in plan.read_plan(township).tasks


def test_a_quota_below_what_is_done_is_over_a_hundred_and_not_capped(township):
    village = next(iter(overview(township, ON).villages))
    plan.keep_tasks(township, {JUNE: {village: 1}})
    done = next(each for each in indicators(township, ON).quotas if each.quota.task == JUNE)
    assert done.rate > 1
    assert done.pace.remaining == 0


def test_a_stage_counts_its_slice_until_its_hour(township):
    stages = [
        plan.read_stage("15-17岁第一剂", "15-17", "first", "2021-08-20", "2021-09-05 18:00"),
        plan.read_stage("60岁以上全程", "60-69,70+", "complete", "2021-12-01", "2021-12-31T18:00"),
    ]
    plan.keep_stages(township, stages)
    first, second = plan.stage_progress(township, ON)
    assert first.stage.status(datetime(2021, 9, 5, 18, 0)) == "running"
    assert first.stage.status(datetime(2021, 9, 5, 18, 1)) == "past"
    assert second.stage.status(datetime(2021, 11, 30, 23, 59)) == "ahead"
    assert first.pace.per_day is None
    assert first.pace.days_over == 105
    counted = indicators(township, ON, read_bands("15-17,60-69,70+")).counted
    due = {scope.name: counts["due"] for scope, counts in counted.items() if scope.kind == "band"}
    assert first.due == due["15-17"]
    assert second.due == due["60-69"] + due["70+"]
    assert 0 < second.done < second.due
    assert second.pace.per_day == -(-(second.due - second.done) // 13)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("甲", "15-17", "any", "2021-08-20", "2021-09-05 18:00"), "needed"),
        (("甲", "15-17", "first", "8月", "2021-09-05 18:00"), "day_invalid"),
        (("甲", "15-17", "first", "2021-08-20", "18:00"), "day_invalid"),
        (("甲", "17-15", "first", "2021-08-20", "2021-09-05 18:00"), "bands_invalid"),
    ],
)
def test_a_stage_written_wrongly_is_refused(typed, code):
    with pytest.raises(Refused) as refused:
        plan.read_stage(*typed)
    assert refused.value.code == code


def test_stages_of_one_name_or_without_one_are_refused(township):
    one = plan.read_stage("一", "15-17", "first", "2021-08-20", "2021-09-05 18:00")
    for several, code in (
        ([one, one], "name_taken"),
        ([one._replace(name=" ")], "needed"),
        ([one._replace(deadline=datetime(2021, 8, 1))], "task_invalid"),
    ):
        with pytest.raises(Refused) as refused:
            plan.keep_stages(township, several)
        assert refused.value.code == code


def test_an_office_counts_by_bands_of_its_own(township):
    plan.keep_bands(township, "12-59,60+")
    assert [band.code for band in indicators(township, ON).bands][:2] == ["12-59", "60+"]
    with pytest.raises(Refused):
        plan.keep_bands(township, "12-59,59+")
    plan.keep_bands(township, "")
    assert "80+" in plan.bands_written(township)


def test_units_are_ranked_on_their_work_and_equals_share_a_place():
    work = {"东村": Work(10, 5, 100, 90, 100), "西村": Work(20, 10, 50, 45, 49), "南村": Work(0, 0, 0, 0, 0)}
    found = places(work)
    assert found["contact_rate"] == {"东村": 1, "西村": 1, "南村": None}
    assert found["ascertained_rate"] == {"东村": 1, "西村": 1, "南村": None}
    assert found["sound_rate"] == {"东村": 1, "西村": 2, "南村": None}


def test_the_work_of_the_sample_township(township):
    work = week(township, indicators(township, ON)).work_of("village")
    counts = overview(township, ON)
    assert sum(each.registered for each in work.values()) == counts.total - counts.counts["out_of_scope"]
    assert sum(each.registered - each.ascertained for each in work.values()) == counts.counts["unverified"]
    assert all(0 < each.sound <= each.registered for each in work.values())


def test_grids_and_whoever_answers_for_them_have_their_own_figures(township):
    village, id = next(iter(villages(township.db).items()))
    homes = [home for (home,) in township.db.conn.execute("SELECT id FROM households WHERE village_id = ?", [id])]
    with township.db.atomic():
        change = begin_change(township.db, "office", "assign")
        grid = assignments.make_grid(township.db, change, id, "第一网格")
        assignments.put_into_grid(township.db, change, grid, homes)
        assignments.assign(township.db, change, "grid", grid, "grid_worker", "李网格")
        assignments.assign(township.db, change, "household", homes[0], "grid_worker", "李网格")
    seen = overview(township, ON).villages[village]
    around = week(township, indicators(township, ON))
    here, who = Scope("grid", f"{village} 第一网格"), Scope("responsible", "李网格")
    assert set(around.counted) == {here, who}
    assert around.counted[here] == around.counted[who], "somebody assigned twice is counted once"
    assert around.counted[here]["completed"] <= seen["completed"]
    assert around.grid_ranks["full_course_rate"] == {here.name: 1}
    assert around.work_of("grid")[here.name].registered == around.counted[here]["registered"]
    assert len(behind(township, ON, here, "completed")) == around.counted[here]["completed"]
    missing = doubtful.asked_about(township.db, "responsible_missing", ON)
    members = "SELECT p.id FROM people p JOIN households h ON h.id = p.household_id WHERE h.grid_id = ?"
    here = {id for (id,) in township.db.conn.execute(members, [grid])}
    assert missing
    assert not here & set(missing)
