"""Census and tasks: taken from a sheet, checked, and what becomes of the rates."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from vaxdesk.actions.handed_down import completions, take_census, take_quotas
from vaxdesk.actions.indicator_answers import indicator_lines, indicators_answer
from vaxdesk.actions.indicators import indicators, week
from vaxdesk.actions.language import translator
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.bands import Band
from vaxdesk.rules.measures import OFFICE, Scope
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.quotas import Task

from .conftest import ON

TASK = Task("complete", "cumulative", date(2021, 12, 1), datetime(2021, 12, 31, 18))


@pytest.fixture
def sheet(tmp_path):
    """Makes a workbook of rows."""

    def make(*rows):
        write_grid(tmp_path / "figures.xlsx", {"Sheet1": rows})
        return tmp_path / "figures.xlsx"

    return make


def census_of(truth, share=1):
    return [(name, 100 * share) for name in truth["about"]["villages"]]


def rate_of(seen, code, denominator, scope):
    return next(f for f in seen.figures if (f.code, f.denominator_name, f.scope) == (code, denominator, scope))


def test_the_census_stands_beside_the_register(township, truth, sheet):
    rows = [("村（社区）", "常住人口"), *census_of(truth), ("合计", 400)]
    assert take_census(township, sheet(*rows), None, "七普").people == {**dict(census_of(truth)), "": 400}
    seen = indicators(township, ON)
    figure = rate_of(seen, "full_course_rate", "census", OFFICE)
    assert figure.rate == Fraction(figure.numerator, 400)
    assert figure.rate > 1  # shown, not capped
    assert rate_of(seen, "full_course_rate", "census_target", OFFICE).denominator == Fraction("363.2")
    village = Scope("village", truth["about"]["villages"][0])
    assert rate_of(seen, "first_dose_rate", "census", village).denominator == 100
    steps = {(step.start, step.end): step.difference for step in seen.bridges[OFFICE]}
    assert steps["due", "census"] == 400 - seen.counted[OFFICE]["due"]


def test_the_office_is_the_sum_of_its_villages_and_bands_stand_apart(township, truth, sheet):
    take_census(township, sheet(*census_of(truth)), None, "七普")
    take_census(township, sheet(("合计", 50)), Band(80, None), "七普")
    seen = indicators(township, ON)
    assert rate_of(seen, "full_course_rate", "census", OFFICE).denominator == 400
    assert rate_of(seen, "full_course_rate", "census", Scope("band", "80+")).denominator == 50


def test_parts_that_do_not_add_up_need_a_reason(township, truth, sheet):
    rows = [*census_of(truth), ("合计", 401)]
    with pytest.raises(Refused) as refused:
        take_census(township, sheet(*rows), None, "七普")
    assert refused.value.code == "parts_differ"
    taken = take_census(township, sheet(*rows), None, "七普", why="一户跨村")
    assert len(taken.remarks) == 1


@pytest.mark.parametrize("row", [("别处村", 5), ("石磴村", 1.5), ("石磴村", -1)])
def test_a_wrong_row_is_named_and_nothing_is_taken(township, truth, sheet, row):
    take_census(township, sheet(*census_of(truth)), None, "七普")
    before = indicators(township, ON).figures
    with pytest.raises(Refused) as refused:
        take_census(township, sheet(("柳荫沟村", 1), row), None, "七普")
    assert refused.value.code == "figure_invalid"
    assert refused.value.message.values["row"] == 2
    assert indicators(township, ON).figures == before


def test_how_far_a_task_is_done(township, truth, sheet):
    taken = take_quotas(township, sheet(*census_of(truth), ("合计", "400")), TASK, "通知")
    assert not taken.remarks
    counts = truth["counts_after"]["exemptions.xlsx"]
    done = {completion.quota.village or "合计": completion for completion in completions(township, ON)}
    assert {name: completion.done for name, completion in done.items()} == {
        name: counts[name]["completed"] for name in (*truth["about"]["villages"], "合计")
    }
    assert done["合计"].rate == Fraction(counts["合计"]["completed"], 400)
    words = translator("zh_CN")
    seen = indicators(township, ON)
    answer = indicators_answer(seen, week(township, seen), words)["indicators"]
    assert [figure["denominator_name"] for figure in answer if figure["code"] == "quota_completion"] == ["assigned"] * 5
    assert any("2021年12月31日 18:00" in line for line in indicator_lines(seen, words))


def test_the_same_task_again_takes_the_place_of_the_first(township, truth, sheet):
    for share in (1, 2):
        take_quotas(township, sheet(*census_of(truth, share)), TASK, "通知")
    assert [completion.quota.people for completion in completions(township, ON)] == [200] * 4


def test_a_task_that_ends_before_it_begins_is_refused(township, truth, sheet):
    with pytest.raises(Refused) as refused:
        take_quotas(township, sheet(*census_of(truth)), TASK._replace(starts=date(2022, 1, 1)), "通知")
    assert refused.value.code == "task_invalid"
